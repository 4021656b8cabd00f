//! `whodid eval`: figures against gold.

mod attribution;
mod clusters;
mod events;
mod linking;
mod pairs;
mod places;
mod reprints;
mod times;

use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::json;
use whodid::Document;
use whodid::resources::Resources;
use whodid::score::Tally;

use crate::args::{EvalArgs, Task};
use crate::commands::corpus;

/// Runs the verb.
pub fn run(args: &EvalArgs, resources: &Resources, out: &mut dyn Write) -> Result<bool> {
    match args.task {
        Task::Pairs => pairs::pairs(args, resources, out),
        Task::Events => events::events(args, resources, out),
        Task::Places => places::places(args, resources, out),
        Task::Attribution => attribution::attributions(args, resources, out),
        Task::Clusters => clusters::clusters(args, resources, out),
        Task::Times => times::times(args, resources, out),
        Task::Linking => linking::linking(args, resources, out),
        Task::Reprints => reprints::reprints(args, resources, out),
    }
}

/// The gold documents at a path: JSON lines, each taken by `article`, or files of the corpus and the codebook.
fn gold_documents(path: &Path, article: fn(&str) -> Result<Document, String>) -> Result<Vec<Document>> {
    let mut documents = Vec::new();
    let files = if path.is_dir() { corpus::listed(path)? } else { vec![path.to_path_buf()] };
    for file in files {
        if file.extension().is_some_and(|e| e == "jsonl" || e == "json") {
            for (number, line) in (1..).zip(read(&file)?.lines()).filter(|(_, line)| !line.trim().is_empty()) {
                let document = article(line).map_err(|what| anyhow::anyhow!("{}:{number}: {what}", file.display()))?;
                documents.push(document);
            }
        } else if file.is_dir() {
            documents.extend(gold_documents(&file, article)?);
        } else if file.extension().is_some_and(|e| e == "txt" || e == "md") {
            let (golds, mistakes) = corpus::load(&file)?;
            if let Some(mistake) = mistakes.first() {
                bail!("{}:{mistake}", file.display());
            }
            documents.extend(golds.into_iter().map(|gold| gold.document));
        }
    }
    if documents.is_empty() {
        bail!("no annotated document in {}", path.display());
    }
    Ok(documents)
}

/// The document as the coder gets it: without its annotation.
fn bare(gold: &Document) -> Document {
    Document { layers: whodid::Layers::default(), ..gold.clone() }
}

fn tally(t: &Tally) -> serde_json::Value {
    json!({"f1": t.f1(), "precision": t.precision(), "recall": t.recall(), "gold": t.gold, "said": t.said})
}

/// Heads a table of tallies.
fn head(out: &mut dyn Write, title: &str) -> Result<()> {
    Ok(writeln!(out, "\n{title:<28} {:>6} {:>6} {:>6} {:>6}", "F1", "prec", "rec", "gold")?)
}

/// One row of a table of tallies.
fn row(out: &mut dyn Write, name: &str, t: &Tally) -> Result<()> {
    Ok(writeln!(out, "{name:<28} {:>6.3} {:>6.3} {:>6.3} {:>6}", t.f1(), t.precision(), t.recall(), t.gold)?)
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

fn write_predictions(args: &EvalArgs, predictions: &str) -> Result<()> {
    match &args.predictions {
        Some(path) => std::fs::write(path, predictions).with_context(|| format!("cannot write {}", path.display())),
        None => Ok(()),
    }
}
