//! `whodid link`: mentions or documents in, events out, without a store.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, BufWriter, Read, Seek, Write};

use anyhow::{Context, Result, anyhow};
use serde::Deserialize;
use tempfile::SpooledTempFile;
use whodid::link::origins::Item;
use whodid::link::{self, Group, Provenances, Strand};
use whodid::read::{LARGEST_DOCUMENT, Place, ReadFailure, Reader};
use whodid::record::MentionRecord;
use whodid::write::{Rows, records};
use whodid::{Event, Pool, Report};

use crate::args::{Format, LinkArgs};
use crate::events::EventSink;
use crate::output::{destination, format};
use crate::work::code_all;
use crate::{embedded, input, progress};

/// Events out; `false` when something could not be read.
pub fn run(args: &LinkArgs) -> Result<bool> {
    // Blocks have one form, whatever their file is called.
    let format = if args.blocks { Format::Jsonl } else { format(args.format, args.input.output.as_deref())? };
    let (reports, items, clean) = reports(args)?;
    let mut out = destination(args.input.output.as_deref())?;
    let groups = link::group(&reports, &[]);
    if args.blocks {
        let mut blocks: Vec<(&str, &str)> = groups
            .iter()
            .flat_map(|group| group.members.iter().map(|member| (&*reports[*member].id, &*group.block)))
            .collect();
        blocks.sort_unstable();
        for (mention, block) in blocks {
            writeln!(out, "{mention}\t{block}")?;
        }
        out.flush()?;
        return Ok(clean);
    }
    let from = if items.is_empty() { Provenances::of_reports(&reports) } else { Provenances::of(items) };
    let mut events = Spool::of(&reports, &groups, &from)?;
    // Neither a million reports nor their groups are held while events are chained.
    drop((groups, reports, from));
    let mut strands = Vec::new();
    events.each(|event| {
        strands.push(Strand::of(&event));
        Ok(())
    })?;
    let stories = link::stories(&strands);
    drop(strands);
    let mut of: HashMap<&str, &str> = HashMap::new();
    for story in &stories {
        of.extend(story.events.iter().map(|event| (event.as_str(), story.id.as_str())));
    }
    let mut sink = EventSink::new(&mut out, format, Rows::Events)?;
    events.each(|mut event| {
        event.story = of.get(event.id.as_str()).map(ToString::to_string);
        sink.event(&event)
    })?;
    sink.finish("no event")?;
    if let Some(path) = &args.stories {
        let mut out = destination(Some(path))?;
        for story in &stories {
            serde_json::to_writer(&mut out, story)?;
            out.write_all(b"\n")?;
        }
        out.flush()?;
    }
    Ok(clean)
}

/// Events in their order, read more than once: in memory while they are few, else in a file without a name.
struct Spool(SpooledTempFile);

impl Spool {
    /// The largest that stays in memory, in bytes.
    const IN_MEMORY: usize = 64 << 20;

    /// The events of groups, by day and id; what has no day comes last, as in `query`.
    fn of(reports: &[Report], groups: &[Group], from: &Provenances) -> Result<Spool> {
        let mut order: Vec<(bool, Option<jiff::civil::Date>, Box<str>, u32)> = Vec::with_capacity(groups.len());
        for (at, group) in groups.iter().enumerate() {
            let event = link::consolidate(reports, group, from);
            let day = event.date.as_deref().and_then(|day| day.parse().ok());
            order.push((day.is_none(), day, event.id.into(), u32::try_from(at)?));
        }
        order.sort_unstable();
        let mut out = BufWriter::new(SpooledTempFile::new(Spool::IN_MEMORY));
        for (.., at) in order {
            serde_json::to_writer(&mut out, &link::consolidate(reports, &groups[at as usize], from))?;
            out.write_all(b"\n").context("cannot keep the events in a temporary file; make room, or set TMPDIR")?;
        }
        let file = out.into_inner().map_err(std::io::IntoInnerError::into_error);
        Ok(Spool(file.context("cannot keep the events in a temporary file; make room, or set TMPDIR")?))
    }

    fn each(&mut self, mut sink: impl FnMut(Event) -> Result<()>) -> Result<()> {
        self.0.rewind()?;
        for line in BufReader::new(&mut self.0).lines() {
            sink(serde_json::from_str(&line?)?)?;
        }
        Ok(())
    }
}

/// A line that `code` wrote has these; a document has not.
#[derive(Deserialize)]
struct Marks {
    doc: Option<serde::de::IgnoredAny>,
    trigger: Option<serde::de::IgnoredAny>,
}

/// The reports of all inputs, and the items of those that were documents; `false` when something could not be read, each of which
/// has been named.
fn reports(args: &LinkArgs) -> Result<(Vec<Report>, Vec<Item>, bool)> {
    let mut all = Reports { list: Vec::new(), items: Vec::new(), pool: Pool::new(), failed: 0, clean: true };
    let mut coder = None;
    for stream in input::streams(&args.input.inputs) {
        let (name, mut bytes) = match stream {
            Ok(stream) => stream,
            Err(failure) => {
                all.fail(&failure.to_string());
                continue;
            }
        };
        let mut first = Vec::new();
        // An error comes again when the reader of documents reads on, and is told there.
        let _ = (&mut bytes).take(LARGEST_DOCUMENT as u64).read_until(b'\n', &mut first);
        let is_mention = serde_json::from_slice::<Marks>(first.trim_ascii())
            .is_ok_and(|marks| marks.doc.is_some() && marks.trigger.is_some());
        let whole = std::io::Cursor::new(first).chain(bytes);
        if is_mention {
            all.read(&name, whole)?;
        } else {
            let resources = match &mut coder {
                Some(resources) => resources,
                none => {
                    let (resources, clean) = embedded::resources(&args.input.own)?;
                    all.clean &= clean;
                    none.insert(resources)
                }
            };
            all.code(Reader::new(&name, whole), resources, args)?;
        }
    }
    if all.failed > 0 && !args.input.quiet {
        eprintln!("whodid: {} mentions, {} inputs could not be read", all.list.len(), all.failed);
    }
    // A file named twice brings no second report.
    all.list.sort_by(|a, b| a.id.cmp(&b.id));
    all.list.dedup_by(|a, b| a.id == b.id);
    all.list.shrink_to_fit();
    Ok((all.list, all.items, all.clean && all.failed == 0))
}

struct Reports {
    list: Vec<Report>,
    items: Vec<Item>,
    pool: Pool,
    failed: usize,
    clean: bool,
}

impl Reports {
    fn fail(&mut self, words: &str) {
        eprintln!("whodid: {words}");
        self.failed += 1;
    }

    /// Mentions, a line each. The record is let go at once: a million of them would not be held.
    fn read(&mut self, name: &str, mut lines: impl BufRead) -> Result<()> {
        let mut line = Vec::new();
        let mut number = 0;
        loop {
            line.clear();
            match lines.read_until(b'\n', &mut line) {
                Ok(0) => return Ok(()),
                Ok(_) => number += 1,
                Err(error) => {
                    self.fail(&format!("{name}:{}: reading it stopped ({error}); fetch it again", number + 1));
                    return Ok(());
                }
            }
            if line.trim_ascii().is_empty() {
                continue;
            }
            let told = serde_json::from_slice::<MentionRecord>(&line)
                .map_err(|error| error.to_string())
                .and_then(|record| Report::of(&record, &mut self.pool).map_err(|unknown| unknown.to_string()));
            match told {
                Ok(report) if !report.id.is_empty() => self.list.push(report),
                Ok(_) => self.fail(&said(name, number, "the mention has no `id`")),
                Err(why) => self.fail(&said(name, number, &why)),
            }
        }
    }

    fn code(&mut self, reader: Reader<'_>, resources: &whodid::resources::Resources, args: &LinkArgs) -> Result<()> {
        let jobs = args.input.jobs.or_else(|| std::thread::available_parallelism().ok()).map_or(1, usize::from);
        let bar = progress::documents(args.input.quiet);
        let (list, items, pool) = (&mut self.list, &mut self.items, &mut self.pool);
        let mut failures = Vec::new();
        code_all(
            reader,
            resources,
            jobs,
            |document| {
                bar.inc(1);
                items.push(Item::of(&document, &resources.facts));
                for record in records(&document) {
                    list.push(Report::of(&record, pool).map_err(|unknown| anyhow!("{}: {unknown}", record.id))?);
                }
                Ok(())
            },
            |failure| failures.push(failure.to_string()),
        )?;
        bar.finish_and_clear();
        for failure in failures {
            self.fail(&failure);
        }
        Ok(())
    }
}

fn said(name: &str, line: usize, reason: &str) -> String {
    let failure = ReadFailure {
        document: name.to_string(),
        place: Some(Place::Line(line)),
        reason: format!("it is no mention as `code` writes it ({reason})"),
        advice: "leave it out, or code its document again".to_string(),
    };
    failure.to_string()
}
