//! `whodid eval clusters`: documents put together by the happening they report.

use std::fmt::Write as _;
use std::io::Write;

use anyhow::{Result, bail};
use serde_json::{Value, json};
use whodid::Document;
use whodid::link::likeness::{Group, Likeness, Profile, Tie, cluster};
use whodid::pipeline::code_document;
use whodid::resources::{Resources, Worker};
use whodid::score::clusters::{Figures, Label, label};

use super::{read, write_predictions};
use crate::args::EvalArgs;
use crate::input;

/// Terms named as the reason of a confusion.
const TERMS: usize = 8;

pub(super) fn clusters(args: &EvalArgs, resources: &Resources, out: &mut dyn Write) -> Result<bool> {
    let worker = Worker::new();
    let documents = documents(args)?;
    let mut profiles = Vec::new();
    for document in &documents {
        profiles.push(Profile::of(&code_document(document.clone(), resources, &worker)?));
    }
    let found = cluster(&profiles);
    let mut predictions = String::from("id\tcluster\n");
    for (document, cluster) in documents.iter().zip(&found) {
        let _ = writeln!(predictions, "{}\t{}", document.id, cluster + 1);
    }
    write_predictions(args, &predictions)?;

    let labels = labels(args, &documents)?;
    let shown = Shown { figures: Figures::of(&labels, &found), labels, documents, profiles };
    if args.json {
        writeln!(out, "{:#}", shown.as_json())?
    } else {
        shown.as_tables(args.errors, out)?
    }
    Ok(true)
}

/// The documents, as any other input is read: the reader does not know the gold's columns.
fn documents(args: &EvalArgs) -> Result<Vec<Document>> {
    let path = args.gold.display().to_string();
    let mut documents = Vec::new();
    for document in input::documents(&[path]) {
        documents.push(document.map_err(|failure| anyhow::anyhow!("{failure}"))?);
    }
    Ok(documents)
}

/// What each document reports.
fn labels(args: &EvalArgs, documents: &[Document]) -> Result<Vec<Label>> {
    let path = args.gold.display();
    let mut labels = Vec::new();
    for (number, line) in (1..).zip(read(&args.gold)?.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        labels.push(label(line).map_err(|what| anyhow::anyhow!("{path}:{number}: {what}"))?);
    }
    if !labels.iter().map(|label| &label.id).eq(documents.iter().map(|document| &document.id)) {
        bail!("{path}: not every line is one document with an `id`");
    }
    Ok(labels)
}

/// The figures with what explains them.
struct Shown {
    figures: Figures,
    labels: Vec<Label>,
    documents: Vec<Document>,
    profiles: Vec<Profile>,
}

impl Shown {
    /// How like the documents of two sides are, each side taken together.
    fn likeness(&self, one: &[usize], other: &[usize]) -> Option<Likeness> {
        Some(self.group(one)?.likeness(&self.group(other)?))
    }

    fn group(&self, documents: &[usize]) -> Option<Group<'_>> {
        documents.iter().map(|&at| Group::of(&self.profiles[at])).reduce(|group, one| group.join(&one))
    }

    fn tied_by(&self, [one, other]: &[Vec<usize>; 2]) -> Vec<String> {
        self.likeness(one, other).map_or_else(Vec::new, |likeness| terms(&likeness.shared))
    }

    /// What parts the largest part of an incident from the others.
    fn parted_by(&self, parts: &[Vec<usize>]) -> Vec<String> {
        let Some((largest, others)) = parts.split_first() else { return Vec::new() };
        self.likeness(largest, &others.concat()).map_or_else(Vec::new, |likeness| terms(&likeness.unshared))
    }

    fn as_tables(&self, errors: bool, out: &mut dyn Write) -> Result<()> {
        let figures = &self.figures;
        writeln!(out, "\n{:<28} {:>6} {:>6} {:>6}", "clusters", "F1", "prec", "rec")?;
        let row = |name, f1, precision, recall| format!("{name:<28} {f1:>6.3} {precision:>6.3} {recall:>6.3}");
        writeln!(out, "{}", row("BCubed", figures.f1(), figures.precision, figures.recall))?;
        let muc = (figures.muc_precision.precision(), figures.muc_recall.recall());
        writeln!(out, "{}", row("MUC", figures.muc(), muc.0, muc.1))?;
        writeln!(
            out,
            "{} documents of {} incidents in {} clusters",
            figures.documents, figures.incidents, figures.clusters
        )?;
        writeln!(out, "\nincidents in one cluster: what it costs BCubed precision, documents, what ties them")?;
        for confusion in &figures.confusions {
            let [one, other] = &confusion.documents;
            let topic = if confusion.one_topic { "" } else { " (of two topics)" };
            let tied = self.tied_by(&confusion.documents).join(", ");
            let pair = confusion.incidents.join(" and ");
            writeln!(out, "{:>6.3}  {} + {}  {pair}{topic}: {tied}", confusion.cost, one.len(), other.len())?;
            if errors {
                self.list(one.iter().chain(other), out)?;
            }
        }
        writeln!(
            out,
            "\nincidents in several clusters: what it costs BCubed recall, documents, what parts the largest part"
        )?;
        for split in &figures.splits {
            let sizes: Vec<_> = split.parts.iter().map(|part| part.len().to_string()).collect();
            let parted = self.parted_by(&split.parts).join(", ");
            writeln!(out, "{:>6.3}  {}  {}: {parted}", split.cost, sizes.join(" | "), split.incident)?;
            if errors {
                self.list(split.parts.iter().skip(1).flatten(), out)?;
            }
        }
        Ok(())
    }

    /// Documents with the incident they report and their first words.
    fn list<'s>(&self, documents: impl Iterator<Item = &'s usize>, out: &mut dyn Write) -> Result<()> {
        for &at in documents {
            let words: Vec<_> = self.documents[at].text.split_whitespace().take(16).collect();
            writeln!(out, "          {} {}: {}", self.labels[at].incident, self.labels[at].id, words.join(" "))?;
        }
        Ok(())
    }

    fn as_json(&self) -> Value {
        let figures = &self.figures;
        let ids = |documents: &[usize]| documents.iter().map(|&at| self.labels[at].id.clone()).collect::<Vec<_>>();
        json!({
            "task": "clusters",
            "documents": figures.documents,
            "incidents": figures.incidents,
            "clusters": figures.clusters,
            "bcubed": {"f1": figures.f1(), "precision": figures.precision, "recall": figures.recall},
            "muc": {
                "f1": figures.muc(),
                "precision": figures.muc_precision.precision(),
                "recall": figures.muc_recall.recall(),
            },
            "confused": figures.confusions.iter().map(|confusion| json!({
                "incidents": confusion.incidents,
                "one_topic": confusion.one_topic,
                "cost": confusion.cost,
                "documents": confusion.documents.each_ref().map(|side| ids(side)),
                "tied_by": self.tied_by(&confusion.documents),
            })).collect::<Vec<_>>(),
            "split": figures.splits.iter().map(|split| json!({
                "incident": split.incident,
                "cost": split.cost,
                "documents": split.parts.iter().map(|part| ids(part)).collect::<Vec<_>>(),
                "parted_by": self.parted_by(&split.parts),
            })).collect::<Vec<_>>(),
        })
    }
}

/// The terms that weigh most, those that are not words with their kind.
fn terms(ties: &[Tie]) -> Vec<String> {
    let told = |tie: &Tie| match tie.kind.sort().name() {
        "word" => format!("{} {:+.1}", tie.text, tie.weight),
        kind => format!("{kind} {} {:+.1}", tie.text, tie.weight),
    };
    ties.iter().take(TERMS).map(told).collect()
}
