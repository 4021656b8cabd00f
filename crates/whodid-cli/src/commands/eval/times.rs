//! `whodid eval times`: expressions of time, their types and values.

use std::fmt::Write as _;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::json;
use whodid::Document;
use whodid::document::TimeKind;
use whodid::pipeline::lay_times;
use whodid::resources::Resources;
use whodid::score::times::{Error, Figures, article};

use super::{bare, head, row, tally, write_predictions};
use crate::args::EvalArgs;

const KINDS: [&str; 4] = ["missed", "false", "wrong type", "wrong value"];

pub(super) fn times(args: &EvalArgs, resources: &Resources, out: &mut dyn Write) -> Result<bool> {
    let mut figures = Figures::default();
    let mut predictions = String::from("doc\tstart\tend\ttype\tvalue\ttext\n");
    let golds = golds(&args.gold)?;
    for gold in &golds {
        let found = lay_times(bare(gold), &resources.facts);
        figures.compare(gold, &found);
        list(&mut predictions, &found);
    }
    write_predictions(args, &predictions)?;
    if args.json {
        let errors: serde_json::Map<_, _> =
            KINDS.iter().map(|kind| (kind.to_string(), count(&figures, kind).into())).collect();
        let json = json!({
            "task": "times",
            "documents": golds.len(),
            "relaxed": tally(&figures.relaxed),
            "strict": tally(&figures.strict),
            "value": tally(&figures.value),
            "type": figures.kind.value(),
            "errors": errors,
        });
        writeln!(out, "{json:#}")?;
        return Ok(true);
    }
    head(out, "times")?;
    row(out, "relaxed", &figures.relaxed)?;
    row(out, "strict", &figures.strict)?;
    row(out, "value", &figures.value)?;
    head(out, "of the overlapping ones")?;
    writeln!(out, "{:<28} {:>6.3} {:>13} {:>6}", "type", figures.kind.value(), "right of", figures.kind.all)?;
    for kind in TimeKind::ALL {
        let share = figures.values[kind as usize];
        let name = format!("value of {}", kind.name());
        writeln!(out, "{name:<28} {:>6.3} {:>13} {:>6}", share.value(), "right of", share.all)?;
    }
    writeln!(out, "\nerrors by kind")?;
    for kind in KINDS {
        writeln!(out, "{:>6}  {kind}", count(&figures, kind))?;
    }
    if args.errors {
        for Error { kind, doc, gold, found, sentence } in &figures.errors {
            let told = |time: &Option<(TimeKind, String, String)>| match time {
                Some((kind, value, words)) => format!("`{words}` {} {value}", kind.name()),
                None => "nothing".to_string(),
            };
            let sentence = sentence.split_whitespace().collect::<Vec<_>>().join(" ");
            writeln!(out, "\n{kind}: {} -> {} in {doc}\n  {sentence}", told(gold), told(found))?;
        }
    }
    Ok(true)
}

fn count(figures: &Figures, kind: &str) -> usize {
    figures.errors.iter().filter(|error| error.kind == kind).count()
}

/// The TimeML files at a path, in order of their names.
fn golds(path: &Path) -> Result<Vec<Document>> {
    let mut files = vec![path.to_path_buf()];
    if path.is_dir() {
        let entries = std::fs::read_dir(path).with_context(|| format!("cannot read {}", path.display()))?;
        files = entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
        files.retain(|file| file.extension().is_some_and(|ending| ending == "tml"));
        files.sort();
    }
    let mut golds = Vec::new();
    for file in &files {
        let id = file.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
        golds.push(article(&id, &super::read(file)?).map_err(|what| anyhow::anyhow!("{}: {what}", file.display()))?);
    }
    if golds.is_empty() {
        bail!("no TimeML file (.tml) in {}", path.display());
    }
    Ok(golds)
}

/// Adds the expressions of a document to the table of predictions.
fn list(predictions: &mut String, found: &Document) {
    let points = whodid::CodePoints::of(&found.text);
    for time in &found.layers.times {
        let range = points.range(time.span);
        let words = time.span.of(&found.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = writeln!(
            predictions,
            "{}\t{}\t{}\t{}\t{}\t{words}",
            found.id,
            range.start,
            range.end,
            time.kind.name(),
            time.value
        );
    }
}
