//! `whodid eval attribution`: who says what, and by which words.

use std::io::Write;

use anyhow::Result;
use serde_json::json;
use whodid::pipeline::code_document;
use whodid::resources::{Resources, Worker};
use whodid::score::attribution::{Figures, Form, article};

use super::{bare, gold_documents, head, row, tally};
use crate::args::EvalArgs;

pub(super) fn attributions(args: &EvalArgs, resources: &Resources, out: &mut dyn Write) -> Result<bool> {
    let worker = Worker::new();
    let mut figures = Figures::default();
    let lines = args.gold.extension().is_some_and(|extension| extension == "jsonl" || extension == "json");
    let form = if lines { Form::Outermost } else { Form::Codebook };
    for gold in gold_documents(&args.gold, article)? {
        let found = code_document(bare(&gold), resources, &worker)?;
        figures.compare(&gold, &found, form);
    }
    let tables = [("words", &figures.words), ("spans that overlap", &figures.overlap), ("spans alike", &figures.exact)];
    if args.json {
        let mut json = serde_json::Map::from_iter([("task".to_string(), json!("attribution"))]);
        for (name, parts) in tables {
            let rows: serde_json::Map<_, _> = parts.rows().map(|(part, t)| (part.to_string(), tally(t))).collect();
            json.insert(name.replace(' ', "_"), rows.into());
        }
        writeln!(out, "{:#}", serde_json::Value::from(json))?;
        return Ok(true);
    }
    for (name, parts) in tables {
        head(out, name)?;
        for (part, t) in parts.rows() {
            row(out, part, t)?;
        }
    }
    if args.errors {
        for missed in &figures.errors {
            writeln!(out, "\n{}: `{}` in {}\n  {}", missed.kind, missed.cue, missed.doc, missed.sentence)?;
        }
    }
    Ok(true)
}
