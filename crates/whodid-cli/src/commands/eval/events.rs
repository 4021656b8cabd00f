//! `whodid eval events`: mentions with all their fields.

use std::fmt::Write as _;
use std::io::Write;

use anyhow::{Context, Result};
use serde_json::json;
use whodid::pipeline::code_document;
use whodid::resources::{Resources, Worker};
use whodid::score::Tally;
use whodid::score::events::{Error, ErrorKind, Figures};
use whodid::score::gold;

use super::{bare, gold_documents, head, row, tally, write_predictions};
use crate::args::EvalArgs;

const KINDS: [ErrorKind; 10] = [
    ErrorKind::MissedAlone,
    ErrorKind::MissedBeside,
    ErrorKind::WrongClass,
    ErrorKind::FalseAlone,
    ErrorKind::FalseBeside,
    ErrorKind::ActorMissed,
    ErrorKind::ActorFalse,
    ErrorKind::RecipientMissed,
    ErrorKind::RecipientFalse,
    ErrorKind::WrongStatus,
];

pub(super) fn events(args: &EvalArgs, resources: &Resources, out: &mut dyn Write) -> Result<bool> {
    let worker = Worker::new();
    let mut figures = Figures::default();
    let mut predictions =
        String::from("doc\tstart\tend\ttrigger\tevent\tmode\tstatus\tactor\trecipient\taccording_to\tscore\n");
    let golds = gold_documents(&args.gold, gold::article)?;
    for gold in &golds {
        let found = code_document(bare(gold), resources, &worker)?;
        figures.compare(gold, &found);
        list(&mut predictions, &found);
    }
    write_predictions(args, &predictions)?;
    if let Some(path) = &args.reliability {
        std::fs::write(path, diagram(&figures)).with_context(|| format!("cannot write {}", path.display()))?;
    }
    if args.json {
        writeln!(out, "{:#}", as_json(&figures, golds.len()))?;
    } else {
        as_tables(&figures, args.errors, out)?;
    }
    Ok(true)
}

/// Adds what was coded in one document to the table of predictions.
fn list(predictions: &mut String, found: &whodid::Document) {
    for record in whodid::write::records(found) {
        let names = |parties: &[whodid::record::PartyRecord]| {
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

fn as_tables(figures: &Figures, errors: bool, out: &mut dyn Write) -> Result<()> {
    head(out, "mentions")?;
    row(out, "mention", &figures.mention)?;
    row(out, "with overlapping trigger", &figures.by_trigger)?;
    row(out, "with actors", &figures.with_actors)?;
    row(out, "with all participants", &figures.with_participants)?;
    head(out, "of the matched mentions")?;
    row(out, "modes", &figures.modes)?;
    row(out, "contexts", &figures.contexts)?;
    row(out, "according to", &figures.according_to)?;
    for (name, share) in [("status", figures.status), ("country", figures.country), ("sector", figures.sector)] {
        writeln!(out, "{name:<28} {:>6.3} {:>13} {:>6}", share.value(), "right of", share.all)?;
    }
    writeln!(out, "{:<28} {:>6.3}", "status macro F1", figures.status_macro())?;
    for (name, told) in &figures.reliability {
        let name = format!("confidence in {name} errs by");
        writeln!(out, "{name:<28} {:>6.3} {:>13} {:>6}", told.error(), "over", told.len())?;
    }
    writeln!(out, "\nquiet documents: {}, with {} mentions", figures.quiet_documents, figures.false_in_quiet)?;
    head(out, "by class")?;
    for (class, t) in &figures.classes {
        row(out, class.name(), t)?;
    }
    head(out, "by status")?;
    for (status, t) in &figures.statuses {
        row(out, status.name(), t)?;
    }
    head(out, "by mode")?;
    for (mode, t) in &figures.by_mode {
        row(out, &format!("{} {}", mode.class().name(), mode.name()), t)?;
    }
    head(out, "by context")?;
    for (context, t) in &figures.by_context {
        row(out, context.name(), t)?;
    }
    writeln!(out, "\nerrors by kind")?;
    for kind in KINDS {
        let count = figures.errors.iter().filter(|error| error.kind == kind).count();
        writeln!(out, "{count:>6}  {}", kind.name())?;
    }
    if errors {
        for error in &figures.errors {
            let class = |class: Option<whodid::ontology::Class>| class.map_or("nothing", |class| class.name());
            let of = match &error.part {
                Some(part) => format!("{part} of {}", class(error.gold)),
                None => format!("{} -> {}", class(error.gold), class(error.found)),
            };
            let (kind, Error { trigger, doc, sentence, .. }) = (error.kind.name(), error);
            writeln!(out, "\n{kind}: {of}, `{trigger}` in {doc}\n  {sentence}")?;
        }
    }
    Ok(())
}

fn as_json(figures: &Figures, documents: usize) -> serde_json::Value {
    let named = |rows: Vec<(String, &Tally)>| -> serde_json::Map<String, serde_json::Value> {
        rows.into_iter().map(|(name, t)| (name, tally(t))).collect()
    };
    let errors: serde_json::Map<_, _> = KINDS
        .iter()
        .map(|kind| (kind.name().to_string(), figures.errors.iter().filter(|error| error.kind == *kind).count().into()))
        .collect();
    let reliability: serde_json::Map<_, _> = figures
        .reliability
        .iter()
        .map(|(field, told)| {
            let bins: Vec<_> = told
                .bins()
                .iter()
                .map(|bin| json!({"confidence": bin.confidence, "right": bin.right, "count": bin.count}))
                .collect();
            (field.to_string(), json!({"error": told.error(), "bins": bins, "answers": told.answers()}))
        })
        .collect();
    json!({
        "task": "events",
        "documents": documents,
        "mention": tally(&figures.mention),
        "by_trigger": tally(&figures.by_trigger),
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
        "classes": named(figures.classes.iter().map(|(class, t)| (class.name().to_string(), t)).collect()),
        "statuses": named(figures.statuses.iter().map(|(status, t)| (status.name().to_string(), t)).collect()),
        "by_mode": named(
            figures.by_mode.iter().map(|(m, t)| (format!("{}.{}", m.class().name(), m.name()), t)).collect()
        ),
        "by_context": named(figures.by_context.iter().map(|(c, t)| (c.name().to_string(), t)).collect()),
        "reliability": reliability,
        "errors": errors,
    })
}

/// A reliability diagram for every field, as SVG: what was said with which confidence, and how much of it was right.
fn diagram(figures: &Figures) -> String {
    const SIDE: f64 = 160.0;
    const STEP: f64 = 210.0;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"230\" font-family=\"sans-serif\" font-size=\"12\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n",
        20.0 + STEP * figures.reliability.len() as f64
    );
    for (at, (field, told)) in figures.reliability.iter().enumerate() {
        let (left, bottom) = (40.0 + STEP * at as f64, 195.0);
        let x = |value: f64| left + value * SIDE;
        let y = |value: f64| bottom - value * SIDE;
        let _ = writeln!(
            svg,
            "<text x=\"{left}\" y=\"20\">{field}: errs by {:.3} over {}</text>\n\
             <rect x=\"{left}\" y=\"{}\" width=\"{SIDE}\" height=\"{SIDE}\" fill=\"none\" stroke=\"#888\"/>\n\
             <line x1=\"{left}\" y1=\"{bottom}\" x2=\"{}\" y2=\"{}\" stroke=\"#888\" stroke-dasharray=\"4 3\"/>",
            told.error(),
            told.len(),
            y(1.0),
            x(1.0),
            y(1.0)
        );
        for (value, label) in [(0.0, "0"), (0.5, ".5"), (1.0, "1")] {
            let _ = writeln!(
                svg,
                "<text x=\"{}\" y=\"212\" text-anchor=\"middle\">{label}</text>\n\
                 <text x=\"{}\" y=\"{}\" text-anchor=\"end\">{label}</text>",
                x(value),
                left - 5.0,
                y(value) + 4.0
            );
        }
        for bin in told.bins() {
            let radius = 2.0 + 8.0 * (bin.count as f64 / told.len().max(1) as f64).sqrt();
            let _ = writeln!(
                svg,
                "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"{radius:.1}\" fill=\"#1f5fa8\" fill-opacity=\".7\">\
                 <title>said {:.2}, right {:.2}, {} answers</title></circle>",
                x(bin.confidence),
                y(bin.right),
                bin.confidence,
                bin.right,
                bin.count
            );
        }
    }
    svg.push_str("</svg>\n");
    svg
}
