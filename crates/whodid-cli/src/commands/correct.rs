//! `whodid correct`: what a person decides against the machine.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, bail};
use whodid_store::{Change, Correction, Item, Store, check_set, overlay};

use crate::args::CorrectArgs;
use crate::commands::run::{access, corrections, now};

/// Lays corrections on, takes them off, or carries them between the store and a file.
pub fn run(args: &CorrectArgs) -> Result<bool> {
    let asked = !args.set.is_empty() || args.drop || args.merge.is_some() || args.split.is_some() || args.undo;
    if args.id.is_some() && !asked {
        bail!("nothing is said to be corrected: --set, --drop, --merge, --split or --undo");
    }
    if args.id.is_none() && args.import.is_none() {
        // To write them out nothing has to be held up.
        let store = Store::read(&args.to.store)?;
        export(&store, args.export.as_deref())?;
        return Ok(true);
    }
    if !args.to.store.exists() {
        Store::read(&args.to.store)?;
    }
    let laid = args.import.as_deref().map(corrections).transpose()?;
    let mut store = Store::open(&args.to.store, &access("correct", args.to.wait))?;
    let fresh = match (laid, &args.id) {
        (Some(laid), _) => laid,
        (None, Some(id)) if args.undo => {
            let mentions = mentions(&store, id)?;
            let count = store.undo(&mentions)?;
            if count == 0 {
                bail!("no correction names `{id}` or a mention of it");
            }
            eprintln!("whodid: {count} corrections taken off");
            Vec::new()
        }
        (None, Some(id)) => made(&store, id, args)?,
        (None, None) => Vec::new(),
    };
    let laid = store.lay(&fresh)?;
    let linked = store.link()?;
    for waiting in laid.waiting.iter().chain(&store.waiting()?) {
        eprintln!("whodid: {waiting}");
    }
    store.finish(&now())?;
    if !args.undo {
        eprintln!("whodid: {} corrections laid on, {} events changed", laid.changed, linked.events);
    }
    if args.export.is_some() {
        export(&store, args.export.as_deref())?;
    }
    Ok(true)
}

fn export(store: &Store, path: Option<&Path>) -> Result<()> {
    let text = overlay::write(&store.corrections()?);
    match path {
        Some(path) if path != Path::new("-") => {
            std::fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
        }
        _ => Ok(std::io::stdout().write_all(text.as_bytes())?),
    }
}

/// The mentions that an id stands for: an event's, or the mention itself.
fn mentions(store: &Store, id: &str) -> Result<Vec<String>> {
    match store.find(id)? {
        Some(Item::Event(event)) => Ok(event.mentions),
        Some(Item::Mention(mention)) => Ok(vec![mention.record.id]),
        Some(_) => bail!("`{id}` is no event and no mention; corrections are made on those"),
        // A correction may name a mention that is no more.
        None if store.corrections()?.iter().any(|one| one.target.mention == id) => Ok(vec![id.to_string()]),
        None => bail!("the store has no event and no mention `{id}`; `whodid query` lists their ids"),
    }
}

/// The corrections that the flags ask for.
fn made(store: &Store, id: &str, args: &CorrectArgs) -> Result<Vec<Correction>> {
    let (Some(reason), Some(author)) = (&args.reason, &args.author) else {
        bail!("a correction needs --reason and --author");
    };
    if reason.trim().is_empty() || author.trim().is_empty() {
        bail!("a correction needs words for --reason and --author");
    }
    let about = mentions(store, id)?;
    let mut changes: Vec<(String, Change)> = Vec::new();
    for set in &args.set {
        let Some((field, value)) = set.split_once('=') else {
            bail!("`{set}` sets nothing; write it as event=COERCE");
        };
        for mention in &about {
            changes.push((mention.clone(), Change::Set { field: field.trim().into(), value: value.trim().into() }));
        }
    }
    check(store, &about, &args.set)?;
    if args.drop {
        changes.extend(about.iter().map(|mention| (mention.clone(), Change::Drop)));
    }
    if let Some(other) = &args.merge {
        let others = mentions(store, other)?;
        let (Some(one), Some(other)) = (about.first(), others.first()) else { bail!("an event without mentions") };
        if about.contains(other) {
            bail!("`{id}` and `{other}` are one already");
        }
        changes.push((one.clone(), Change::Together(store.target(other)?)));
    }
    if let Some(split) = &args.split {
        if !about.contains(split) {
            bail!("`{split}` is no mention of `{id}`");
        }
        if about.len() < 2 {
            bail!("`{id}` has one mention; there is nothing to split");
        }
        for other in about.iter().filter(|other| *other != split) {
            changes.push((split.clone(), Change::Apart(store.target(other)?)));
        }
    }
    let corrected = changes.into_iter().map(|(mention, change)| {
        Ok(Correction { target: store.target(&mention)?, change, reason: reason.clone(), author: author.clone() })
    });
    corrected.collect()
}

/// Refuses what cannot be set before anything is laid on; fields set together may need one another, the class first.
fn check(store: &Store, about: &[String], set: &[String]) -> Result<()> {
    let class = set.iter().find_map(|one| one.strip_prefix("event="));
    for mention in about {
        let Some(stored) = store.mention(mention)? else { continue };
        let mut record = stored.record;
        if let Some(class) = class {
            check_set(&record, "event", class).map_err(anyhow::Error::msg)?;
            record.event = vec![class.trim().to_uppercase().into()];
            record.mode.clear();
        }
        for (field, value) in set.iter().filter_map(|one| one.split_once('=')).filter(|(field, _)| *field != "event") {
            // A participant that is added comes with several fields, one after another.
            let added = field.contains('.') && set.iter().filter(|other| other.contains('.')).count() > 1;
            match check_set(&record, field.trim(), value) {
                Err(why) if !(added && why.starts_with("there are only")) => bail!("{mention}: {why}"),
                _ => {}
            }
        }
    }
    Ok(())
}
