//! `whodid eval linking`: events out of many reports.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::json;
use whodid::link::origins::Item;
use whodid::link::{Provenances, link};
use whodid::resources::Resources;
use whodid::score::linking::{Figures, happenings};
use whodid::write::records;
use whodid::{Document, Event, Pool, Report};

use super::{read, tally};
use crate::args::EvalArgs;
use crate::input;
use crate::work::code_all;

pub(super) fn linking(args: &EvalArgs, resources: &Resources, out: &mut dyn Write) -> Result<bool> {
    let mut figures = Figures::default();
    for list in lists(&args.gold)? {
        let told = happenings(&read(&list)?).map_err(|what| anyhow::anyhow!("{}:{what}", list.display()))?;
        let documents = coded(&list.with_extension("jsonl"), resources)?;
        let events = linked(&documents, resources)?;
        figures.compare(&told, &documents, &events);
    }
    if args.json {
        let json = json!({
            "task": "linking",
            "coded": tally(&figures.coded),
            "pairs": tally(&figures.pairs),
            "happenings": figures.happenings,
            "exact": figures.exact,
            "origins_right": figures.origins_right,
            "origins_listed": figures.origins_listed,
        });
        writeln!(out, "{json:#}")?;
        return Ok(true);
    }
    super::head(out, "linking")?;
    writeln!(
        out,
        "{:<28} {:>6.3} {:>13} {:>6}",
        "places coded",
        figures.coded.recall(),
        "right of",
        figures.coded.gold
    )?;
    super::row(out, "pairs of one happening", &figures.pairs)?;
    writeln!(out, "{:<28} {:>6} {:>13} {:>6}", "happenings exact", figures.exact, "right of", figures.happenings)?;
    writeln!(
        out,
        "{:<28} {:>6} {:>13} {:>6}",
        "origins right", figures.origins_right, "right of", figures.origins_listed
    )?;
    if args.errors {
        writeln!(out)?;
        for error in &figures.errors {
            writeln!(out, "{error}")?;
        }
    }
    Ok(true)
}

/// The lists at a path, in order of their names; beside each stand its documents, as JSON lines.
fn lists(path: &Path) -> Result<Vec<PathBuf>> {
    let mut files = vec![path.to_path_buf()];
    if path.is_dir() {
        let entries = std::fs::read_dir(path).with_context(|| format!("cannot read {}", path.display()))?;
        files = entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
        files.retain(|file| file.extension().is_some_and(|ending| ending == "events"));
        files.sort();
    }
    if files.is_empty() {
        bail!("no list (.events) in {}", path.display());
    }
    Ok(files)
}

fn coded(path: &Path, resources: &Resources) -> Result<Vec<Document>> {
    let mut documents = Vec::new();
    let mut failed = None;
    code_all(
        input::documents(&[path.display().to_string()]),
        resources,
        1,
        |document| {
            documents.push(document);
            Ok(())
        },
        |failure| failed = Some(failure.to_string()),
    )?;
    match failed {
        Some(failure) => bail!(failure),
        None => Ok(documents),
    }
}

fn linked(documents: &[Document], resources: &Resources) -> Result<Vec<Event>> {
    let mut pool = Pool::new();
    let told = documents.iter().flat_map(records);
    let reports = told.map(|record| Report::of(&record, &mut pool)).collect::<Result<Vec<_>, _>>()?;
    let items = documents.iter().map(|document| Item::of(document, &resources.facts)).collect();
    Ok(link(&reports, &Provenances::of(items), &[]).0)
}
