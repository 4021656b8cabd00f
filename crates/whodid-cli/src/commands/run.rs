//! `whodid run`: documents into a store, coded and linked; again on the same input changes nothing.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use whodid::Document;
use whodid::link::origins::Item;
use whodid::read::ReadFailure;
use whodid::resolve::places::outlet_country;
use whodid::resources::Resources;
use whodid_store::{Access, Coded, Coder, InputRead, Known, Store, Written, content_hash, overlay};

use crate::args::RunArgs;
use crate::commands::info::coder;
use crate::input::{Source, sources};
use crate::progress;
use crate::work::code_all;

/// A batch is written when it is so old, if it is not full before.
const PATIENCE: Duration = Duration::from_secs(2);
/// Events are made of what was coded when there are so many new mentions, and half as many as were linked before: what is linked
/// touches what was linked, and the whole is to grow no faster than its parts.
const LINK_AT: usize = 20_000;

/// Reads, codes and links into the store; `false` when some documents could not be read.
pub fn run(args: &RunArgs, resources: &Resources) -> Result<bool> {
    let overlay = args.corrections.as_deref().map(corrections).transpose()?;
    let mut store = Store::open(&args.to.store, &access("run", args.to.wait))?;
    if args.relink {
        store.unlink()?;
    }
    if let Some(overlay) = &overlay {
        store.lay(overlay)?;
    }
    let jobs = args.jobs.or_else(|| std::thread::available_parallelism().ok()).map_or(1, usize::from);
    let bar = progress::documents(args.quiet);
    let say = |words: &str| bar.suspend(|| eprintln!("whodid: {words}"));
    if args.inputs.is_empty() && !args.quiet {
        say("no input is named (`-` reads standard input); what the store holds is corrected and linked");
    }
    let intake = Intake {
        args,
        coder: coder(&args.own)?,
        state: RefCell::new(State {
            store,
            sources: Box::new(sources(&args.inputs)),
            open: None,
            seen: HashMap::new(),
            coming: HashMap::new(),
            batch: Vec::new(),
            since: Instant::now(),
            ended: Vec::new(),
            unlinked: 0,
            linked: 0,
            tally: Tally::default(),
        }),
        say: &say,
    };
    code_all(
        std::iter::from_fn(|| intake.next()),
        resources,
        jobs,
        |document| {
            bar.inc(1);
            intake.take(document, resources)
        },
        |failure| say(&failure.to_string()),
    )?;
    let mut state = intake.state.into_inner();
    state.flush(&intake.coder)?;
    let linked = state.store.link()?;
    for waiting in state.store.waiting()? {
        say(&waiting);
    }
    state.store.finish(&now())?;
    bar.finish_and_clear();
    let tally = state.tally;
    if !args.quiet {
        let store = args.to.store.display();
        if state.store.has_changed() {
            eprintln!(
                "whodid: {}; {} events and {} stories new or changed in {store}",
                tally.told(),
                linked.events,
                linked.stories
            );
        } else {
            eprintln!("whodid: nothing changed in {store}: {}", tally.told());
        }
    }
    Ok(tally.failed == 0)
}

/// How a store is opened by a verb.
pub fn access(verb: &str, wait: Duration) -> Access {
    Access { wait, command: format!("whodid {verb}"), now: now(), ..Access::default() }
}

/// The time of day, to the second, in UTC.
pub fn now() -> String {
    let second = jiff::Timestamp::now().as_second();
    jiff::Timestamp::from_second(second).map(|time| time.to_string()).unwrap_or_default()
}

/// The corrections in a file.
pub fn corrections(path: &Path) -> Result<Vec<whodid_store::Correction>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    overlay::parse(&text).with_context(|| format!("{} is no file of corrections", path.display()))
}

#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    new: usize,
    replaced: usize,
    unchanged: usize,
    failed: usize,
    mentions: usize,
}

impl Tally {
    fn told(&self) -> String {
        let Tally { new, replaced, unchanged, failed, mentions } = self;
        format!(
            "{new} documents new, {replaced} replaced, {unchanged} as they were, {failed} failed; {mentions} mentions coded"
        )
    }

    fn add(&mut self, written: Written) {
        self.new += written.new;
        self.replaced += written.replaced;
        self.mentions += written.mentions;
    }
}

/// Documents on their way: read and compared on one side, coded and written on the other, both on one thread.
struct Intake<'a> {
    args: &'a RunArgs,
    coder: Coder,
    state: RefCell<State>,
    say: &'a dyn Fn(&str),
}

struct State {
    store: Store,
    sources: Box<dyn Iterator<Item = Source>>,
    open: Option<(Source, InputRead)>,
    /// Ids of this run with the content of each: an id stands for one document.
    seen: HashMap<String, String>,
    /// Hashes of documents that are being coded.
    coming: HashMap<String, String>,
    batch: Vec<Coded>,
    since: Instant,
    ended: Vec<InputRead>,
    unlinked: usize,
    linked: usize,
    tally: Tally,
}

impl Intake<'_> {
    /// The next document that has to be coded, or that cannot be read.
    fn next(&self) -> Option<Result<Document, ReadFailure>> {
        loop {
            let mut state = self.state.borrow_mut();
            let state = &mut *state;
            if state.open.is_none() {
                let source = state.sources.next()?;
                let read =
                    InputRead { name: source.name.clone(), hash: String::new(), documents: 0, failures: Vec::new() };
                state.open = Some((source, read));
            }
            let (source, read) = state.open.as_mut()?;
            match source.documents.next() {
                None => {
                    if let Some((source, mut read)) = state.open.take() {
                        read.hash = source.hash();
                        state.ended.push(read);
                    }
                }
                Some(Ok(document)) => {
                    read.documents += 1;
                    match state.admit(document, self.args, &self.coder) {
                        Ok(Some(document)) => {
                            if self.args.verbose {
                                (self.say)(&format!("read {}", document.id));
                            }
                            return Some(Ok(document));
                        }
                        Ok(None) => {}
                        Err(failure) => return Some(Err(failure)),
                    }
                }
                Some(Err(failure)) => {
                    state.tally.failed += 1;
                    read.failures.push(failure.clone());
                    return Some(Err(failure));
                }
            }
        }
    }

    /// Takes a coded document, and writes the batch when it is due.
    fn take(&self, document: Document, resources: &Resources) -> Result<()> {
        let mut state = self.state.borrow_mut();
        let hash = state.coming.remove(&document.id).unwrap_or_default();
        let country = outlet_country(&document, &resources.gazetteer);
        if state.batch.is_empty() {
            state.since = Instant::now();
        }
        let item = Item::of(&document, &resources.facts);
        state.batch.push(Coded { document, hash, country, item });
        if state.batch.len() >= self.args.batch.get() || state.since.elapsed() >= PATIENCE {
            state.flush(&self.coder)?;
        }
        Ok(())
    }
}

impl State {
    /// The document, when it has to be coded.
    fn admit(&mut self, document: Document, args: &RunArgs, coder: &Coder) -> Result<Option<Document>, ReadFailure> {
        let hash = content_hash(&document);
        match self.seen.get(&document.id) {
            Some(before) if *before == hash => {
                self.tally.unchanged += 1;
                return Ok(None);
            }
            Some(_) => return Err(self.taken(document.id)),
            None => {
                self.seen.insert(document.id.clone(), hash.clone());
            }
        }
        // A store that cannot be read says so when it is written.
        let known = self.store.knows(&document.id, &hash, coder).unwrap_or(Known::New);
        if known == Known::Same && !args.recode {
            self.tally.unchanged += 1;
            return Ok(None);
        }
        self.coming.insert(document.id.clone(), hash);
        Ok(Some(document))
    }

    fn taken(&mut self, id: String) -> ReadFailure {
        let reason = format!("another document of this run has its id, `{id}`");
        let advice = "give each document an id of its own: files other names, JSON lines an `id`".to_string();
        let name = self.open.as_ref().map_or(id, |(source, _)| source.name.clone());
        let failure = ReadFailure { document: name, place: None, reason, advice };
        self.tally.failed += 1;
        if let Some((_, read)) = &mut self.open {
            read.failures.push(failure.clone());
        }
        failure
    }

    fn flush(&mut self, coder: &Coder) -> Result<()> {
        let written = self.store.write(&self.batch, &self.ended, coder)?;
        self.tally.add(written);
        self.unlinked += written.mentions;
        self.batch.clear();
        self.ended.clear();
        if self.unlinked >= LINK_AT.max(self.linked / 2) {
            self.store.link_events()?;
            self.linked += self.unlinked;
            self.unlinked = 0;
        }
        Ok(())
    }
}
