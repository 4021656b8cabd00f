//! `whodid eval pairs`: what one given party does to another.

use std::fmt::Write as _;
use std::io::Write;

use anyhow::{Context, Result, bail};
use serde_json::json;
use whodid::pipeline::relation;
use whodid::resources::{Resources, Worker};
use whodid::score::pairs::{PairFigures, likeliest};

use super::{read, tally, write_predictions};
use crate::args::EvalArgs;

pub(super) fn pairs(args: &EvalArgs, resources: &Resources, out: &mut dyn Write) -> Result<bool> {
    let file = read(&args.gold)?;
    let mut lines = file.lines();
    let header: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let column = |name: &str| {
        header.iter().position(|column| *column == name).with_context(|| {
            format!("{} has no column `{name}`; pairs need id, sentence, source, target, event", args.gold.display())
        })
    };
    let (sentence, source, target, event) =
        (column("sentence")?, column("source")?, column("target")?, column("event")?);
    let worker = Worker::new();
    let mut figures = PairFigures::default();
    let mut errors = Vec::new();
    let mut predictions = format!("{}\tpredicted\tscore\n", header.join("\t"));
    for (number, line) in (2..).zip(lines).filter(|(_, line)| !line.is_empty()) {
        let row: Vec<&str> = line.split('\t').collect();
        if row.len() != header.len() {
            bail!("{}:{number}: {} columns, and the header has {}", args.gold.display(), row.len(), header.len());
        }
        // The prediction sees the sentence and its two parties, never the label.
        let found = relation(row[sentence], row[source], row[target], resources, &worker)?;
        let (label, score) = likeliest(&found);
        let _ = writeln!(predictions, "{line}\t{label}\t{score:.4}");
        figures.add(row[event], label);
        if args.errors && row[event] != label {
            errors.push((row[event], label, format!("{} [{} > {}]", row[sentence], row[source], row[target])));
        }
    }
    write_predictions(args, &predictions)?;
    if args.json {
        let labels: serde_json::Map<_, _> = figures.labels.iter().map(|(k, t)| (k.clone(), tally(t))).collect();
        let figures = json!({"task": "pairs", "pairs": figures.right.all, "accuracy": figures.right.value(),
            "macro_f1": figures.macro_f1(), "quad_macro_f1": figures.quad_f1(), "labels": labels});
        writeln!(out, "{figures:#}")?;
        return Ok(true);
    }
    writeln!(out, "pairs      {}", figures.right.all)?;
    writeln!(
        out,
        "macro F1   {:.3}  over {} labels",
        figures.macro_f1(),
        figures.labels.values().filter(|t| t.gold > 0).count()
    )?;
    writeln!(out, "micro F1   {:.3}", figures.right.value())?;
    writeln!(out, "quad F1    {:.3}  macro over four quads", figures.quad_f1())?;
    writeln!(out, "\n{:<10} {:>6} {:>6} {:>6} {:>5}", "label", "F1", "prec", "rec", "gold")?;
    for (label, t) in &figures.labels {
        writeln!(out, "{label:<10} {:>6.3} {:>6.3} {:>6.3} {:>5}", t.f1(), t.precision(), t.recall(), t.gold)?;
    }
    let mut confusions: Vec<_> = figures.confusions.iter().collect();
    confusions.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    writeln!(out, "\nmost often taken for another")?;
    for ((gold, said), count) in confusions.into_iter().take(15) {
        writeln!(out, "{count:>4}  {gold} as {said}")?;
    }
    errors.sort();
    for (gold, said, text) in errors {
        writeln!(out, "\n{gold} as {said}\n  {text}")?;
    }
    Ok(true)
}
