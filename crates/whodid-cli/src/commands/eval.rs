//! `whodid eval`: figures against gold.

use std::fmt::Write as _;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::json;
use whodid::Document;
use whodid::ontology::Class;
use whodid::pipeline::{code_document, relation};
use whodid::resources::{Resources, Worker};
use whodid::score::events::{ErrorKind, Figures};
use whodid::score::pairs::{PairFigures, likeliest};
use whodid::score::{Tally, attribution, gold};

use crate::args::{EvalArgs, Task};
use crate::commands::corpus;

/// Runs the verb.
pub fn run(args: &EvalArgs, resources: &Resources, out: &mut dyn Write) -> Result<bool> {
    match args.task {
        Task::Pairs => pairs(args, resources, out),
        Task::Events => events(args, resources, out),
        Task::Attribution => attributions(args, resources, out),
    }
}

fn pairs(args: &EvalArgs, resources: &Resources, out: &mut dyn Write) -> Result<bool> {
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
    let mut predictions = format!("{}\tpredicted\tscore\n", header.join("\t"));
    for (number, line) in (2..).zip(lines).filter(|(_, line)| !line.is_empty()) {
        let row: Vec<&str> = line.split('\t').collect();
        if row.len() != header.len() {
            bail!("{}:{number}: {} columns, and the header has {}", args.gold.display(), row.len(), header.len());
        }
        // The prediction sees the sentence and its two parties, never the label.
        let probabilities = relation(row[sentence], row[source], row[target], resources, &worker)?;
        let (label, score) = likeliest(&probabilities);
        let _ = writeln!(predictions, "{line}\t{label}\t{score:.4}");
        figures.add(row[event], label);
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
    Ok(true)
}

/// The gold documents at a path: JSON lines of articles, or files of the corpus and the codebook.
fn gold_documents(path: &Path) -> Result<Vec<Document>> {
    let mut documents = Vec::new();
    let files = if path.is_dir() { corpus::listed(path)? } else { vec![path.to_path_buf()] };
    for file in files {
        if file.extension().is_some_and(|e| e == "jsonl" || e == "json") {
            for (number, line) in (1..).zip(read(&file)?.lines()).filter(|(_, line)| !line.trim().is_empty()) {
                let document =
                    gold::article(line).map_err(|what| anyhow::anyhow!("{}:{number}: {what}", file.display()))?;
                documents.push(document);
            }
        } else if file.is_dir() {
            documents.extend(gold_documents(&file)?);
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

fn events(args: &EvalArgs, resources: &Resources, out: &mut dyn Write) -> Result<bool> {
    let worker = Worker::new();
    let mut figures = Figures::default();
    let mut predictions =
        String::from("doc\tstart\tend\ttrigger\tevent\tmode\tstatus\tactor\trecipient\taccording_to\tscore\n");
    let golds = gold_documents(&args.gold)?;
    for gold in &golds {
        let found = code_document(bare(gold), resources, &worker)?;
        figures.compare(gold, &found);
        for record in whodid::write::records(&found) {
            let names = |parties: &[whodid::write::PartyRecord]| {
                parties.iter().map(|party| party.entity_text.clone()).collect::<Vec<_>>().join("; ")
            };
            let sources: Vec<_> = record.according_to.iter().map(|source| source.entity_text.clone()).collect();
            let _ = writeln!(
                predictions,
                "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{:.3}",
                record.doc,
                record.trigger.start,
                record.trigger.end,
                record.trigger.text,
                record.event.join(";"),
                record.mode.join(";"),
                record.status,
                names(&record.actor),
                names(&record.recipient),
                sources.join("; "),
                record.confidence.event
            );
        }
    }
    write_predictions(args, &predictions)?;
    if args.json {
        writeln!(out, "{:#}", events_json(&figures, golds.len()))?;
        return Ok(true);
    }
    writeln!(out, "{:<28} {:>6} {:>6} {:>6} {:>6}", "", "F1", "prec", "rec", "gold")?;
    let mut line = |name: &str, t: &Tally| {
        writeln!(out, "{name:<28} {:>6.3} {:>6.3} {:>6.3} {:>6}", t.f1(), t.precision(), t.recall(), t.gold)
    };
    line("mention", &figures.mention)?;
    line("with actors", &figures.with_actors)?;
    line("with all participants", &figures.with_participants)?;
    line("modes (of matched)", &figures.modes)?;
    line("contexts (of matched)", &figures.contexts)?;
    line("according to (of matched)", &figures.according_to)?;
    for (name, share) in [("status", figures.status), ("country", figures.country), ("sector", figures.sector)] {
        writeln!(
            out,
            "{:<28} {:>6.3} {:>13} {:>6}",
            format!("{name} (of matched)"),
            share.value(),
            "right of",
            share.all
        )?;
    }
    writeln!(out, "{:<28} {:>6.3}", "status macro F1", figures.status_macro())?;
    writeln!(out, "quiet documents: {}, with {} mentions", figures.quiet_documents, figures.false_in_quiet)?;
    writeln!(out)?;
    for (class, t) in &figures.classes {
        writeln!(out, "{:<28} {:>6.3} {:>6.3} {:>6.3} {:>6}", class.name(), t.f1(), t.precision(), t.recall(), t.gold)?;
    }
    writeln!(out, "\nerrors by kind")?;
    for kind in KINDS {
        let count = figures.errors.iter().filter(|error| error.kind == kind).count();
        writeln!(out, "{count:>6}  {}", kind.name())?;
    }
    if args.errors {
        for error in &figures.errors {
            writeln!(
                out,
                "\n{}: {} -> {}, `{}` in {}\n  {}",
                error.kind.name(),
                error.gold.map_or("nothing", Class::name),
                error.found.map_or("nothing", Class::name),
                error.trigger,
                error.doc,
                error.sentence
            )?;
        }
    }
    Ok(true)
}

const KINDS: [ErrorKind; 5] = [
    ErrorKind::MissedAlone,
    ErrorKind::MissedBeside,
    ErrorKind::WrongClass,
    ErrorKind::FalseAlone,
    ErrorKind::FalseBeside,
];

fn tally(t: &Tally) -> serde_json::Value {
    json!({"f1": t.f1(), "precision": t.precision(), "recall": t.recall(), "gold": t.gold, "said": t.said})
}

fn events_json(figures: &Figures, documents: usize) -> serde_json::Value {
    let classes: serde_json::Map<_, _> =
        figures.classes.iter().map(|(class, t)| (class.name().to_string(), tally(t))).collect();
    let errors: serde_json::Map<_, _> = KINDS
        .iter()
        .map(|kind| (kind.name().to_string(), figures.errors.iter().filter(|error| error.kind == *kind).count().into()))
        .collect();
    json!({
        "task": "events",
        "documents": documents,
        "mention": tally(&figures.mention),
        "with_actors": tally(&figures.with_actors),
        "with_participants": tally(&figures.with_participants),
        "modes": tally(&figures.modes),
        "contexts": tally(&figures.contexts),
        "according_to": tally(&figures.according_to),
        "status": figures.status.value(),
        "status_macro_f1": figures.status_macro(),
        "country": figures.country.value(),
        "sector": figures.sector.value(),
        "quiet_documents": figures.quiet_documents,
        "false_in_quiet": figures.false_in_quiet,
        "classes": classes,
        "errors": errors,
    })
}

fn attributions(args: &EvalArgs, resources: &Resources, out: &mut dyn Write) -> Result<bool> {
    let worker = Worker::new();
    let mut figures = attribution::Figures::default();
    for (number, line) in (1..).zip(read(&args.gold)?.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        let gold =
            attribution::article(line).map_err(|what| anyhow::anyhow!("{}:{number}: {what}", args.gold.display()))?;
        let found = code_document(bare(&gold), resources, &worker)?;
        figures.compare(&gold, &found);
    }
    let rows = [("content", &figures.content), ("source", &figures.source), ("cue", &figures.cue)];
    if args.json {
        let rows: serde_json::Map<_, _> = rows.iter().map(|(name, t)| (name.to_string(), tally(t))).collect();
        writeln!(out, "{:#}", json!({"task": "attribution", "tokens": rows}))?;
        return Ok(true);
    }
    writeln!(out, "{:<10} {:>6} {:>6} {:>6} {:>7}", "tokens", "F1", "prec", "rec", "gold")?;
    for (name, t) in rows {
        writeln!(out, "{name:<10} {:>6.3} {:>6.3} {:>6.3} {:>7}", t.f1(), t.precision(), t.recall(), t.gold)?;
    }
    Ok(true)
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
