//! `whodid correct`: what a person decides against the machine.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, bail};
use whodid_store::{Decision, Store, overlay};

use crate::args::CorrectArgs;
use crate::commands::run::{access, corrections, now};

/// Lays corrections on, takes them off, or carries them between the store and a file.
pub fn run(args: &CorrectArgs) -> Result<bool> {
    let asked =
        !args.set.is_empty() || args.drop || args.accept || args.merge.is_some() || args.split.is_some() || args.undo;
    if args.id.is_some() && !asked {
        bail!("nothing is said to be corrected: --set, --drop, --accept, --merge, --split or --undo");
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
            let mentions = store.mentions_meant(id)?;
            let count = store.undo(&mentions)?;
            if count == 0 {
                bail!("no correction names `{id}` or a mention of it");
            }
            eprintln!("whodid: {count} corrections taken off");
            Vec::new()
        }
        (None, Some(id)) => store.decide(&decision(id, args)?)?,
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

/// What the flags ask for.
fn decision(id: &str, args: &CorrectArgs) -> Result<Decision> {
    let (Some(reason), Some(author)) = (&args.reason, &args.author) else {
        bail!("a correction needs --reason and --author");
    };
    if reason.trim().is_empty() || author.trim().is_empty() {
        bail!("a correction needs words for --reason and --author");
    }
    let set = args.set.iter().map(|set| match set.split_once('=') {
        Some((field, value)) => Ok((field.to_string(), value.to_string())),
        None => bail!("`{set}` sets nothing; write it as event=COERCE"),
    });
    Ok(Decision {
        about: id.to_string(),
        set: set.collect::<Result<_>>()?,
        drop: args.drop,
        accept: args.accept,
        merge: args.merge.clone(),
        split: args.split.clone(),
        reason: reason.clone(),
        author: author.clone(),
    })
}
