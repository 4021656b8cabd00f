//! `whodid eval reprints`: which documents go back to one text, on a bench made of articles.

mod bench;
mod chance;
mod edits;
mod passages;

use std::fmt::Write as _;
use std::io::Write;

use anyhow::{Result, bail};
use serde_json::json;
use whodid::Document;
use whodid::link::origins::{Item, kinship, origins};
use whodid::resources::Resources;
use whodid::score::reprints::Figures;

use super::{gold_documents, head, row, tally, write_predictions};
use crate::args::EvalArgs;
use bench::{Article, Bench, bench};
use edits::Report;
use passages::Passages;

pub(super) fn reprints(args: &EvalArgs, resources: &Resources, out: &mut dyn Write) -> Result<bool> {
    let half = usize::from(!args.tuning);
    let mut articles = Vec::new();
    for document in gold_documents(&args.gold, |_| Err("the bench is made of files of the corpus".to_owned()))? {
        articles.extend(Some(article(&document)).filter(|article| half_of(&article.id) == half));
    }
    if articles.len() < 100 {
        bail!("{} has {} articles for the bench, and it wants a hundred", args.gold.display(), articles.len());
    }
    let bench = bench(&articles, &Passages::of(half));
    let items: Vec<Item> = bench.documents.iter().map(|document| Item::of(document, &resources.facts)).collect();
    let found = origins(&items);
    let of: Vec<Vec<usize>> = items.iter().map(|item| found.of(&item.id).to_vec()).collect();
    let figures = Figures::of(&bench.gold, &of);
    write_predictions(args, &listed(&bench, &of))?;
    if args.json {
        writeln!(out, "{:#}", as_json(&bench, &figures, articles.len()))?;
        return Ok(true);
    }
    let which = if args.tuning { "thresholds were set on" } else { "is measured" };
    writeln!(out, "{} documents made of {} articles, the half that {which}", bench.gold.len(), articles.len())?;
    head(out, "pairs")?;
    row(out, "of one origin", &figures.pairs)?;
    let (precision, recall) = figures.bcubed;
    writeln!(out, "{:<28} {:>6.3} {precision:>6.3} {recall:>6.3}", "BCubed", figures.bcubed_f1())?;
    head(out, "pairs with a document that is")?;
    for (kind, (_, tally)) in figures.kinds.iter().filter(|(_, (_, tally))| tally.gold > 0) {
        row(out, kind, tally)?;
    }
    writeln!(out, "\n{:<28} {:>9} {:>14}", "look-alikes", "documents", "falsely joined")?;
    for (kind, (documents, tally)) in figures.kinds.iter().filter(|(kind, _)| is_look_alike(kind)) {
        writeln!(out, "{kind:<28} {documents:>9} {:>14}", tally.said - tally.hits)?;
    }
    if args.errors {
        for error in &figures.errors {
            let (one, other) = error.pair;
            let why = kinship(&items[one].sketch, &items[other].sketch);
            let told = |at: usize| format!("{} {} ({})", bench.gold[at].id, bench.gold[at].kind, bench.made_of[at]);
            writeln!(out, "\n{}: {}\n  {}", error.kind, told(one), told(other))?;
            writeln!(out, "  {:?}: {} ({:.2}, {:.2})", why.kin, why.reason(), why.one, why.other)?;
        }
    }
    Ok(true)
}

/// Kinds that share something and are of different origins.
fn is_look_alike(kind: &str) -> bool {
    kind.starts_with("shared") || kind == "same event" || kind == "bulletin" || kind == "original"
}

/// 0 for the half that thresholds are set on, 1 for the half that is measured: the parity of the id's FNV-1a hash.
fn half_of(id: &str) -> usize {
    let hash = id
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    (hash >> 32) as usize & 1
}

fn article(document: &Document) -> Article {
    let mut paragraphs: Vec<Vec<String>> = Vec::new();
    let mut end = 0;
    for sentence in &document.layers.sentences {
        let new = document.text.get(end..sentence.span.start).is_none_or(|between| between.contains('\n'));
        match paragraphs.last_mut() {
            Some(last) if !new => last.push(sentence.span.of(&document.text).to_owned()),
            _ => paragraphs.push(vec![sentence.span.of(&document.text).to_owned()]),
        }
        end = sentence.span.end;
    }
    Article {
        id: document.id.clone(),
        publisher: document.publisher.clone().unwrap_or_default(),
        report: Report { title: document.title.clone().unwrap_or_default(), paragraphs },
    }
}

fn listed(bench: &Bench, found: &[Vec<usize>]) -> String {
    let mut out = String::from("id\tkind\tmade_of\tgold\tfound\n");
    let numbers = |all: &[usize]| all.iter().map(usize::to_string).collect::<Vec<_>>().join(",");
    for ((gold, made_of), found) in bench.gold.iter().zip(&bench.made_of).zip(found) {
        let (truly, said) = (numbers(&gold.origins), numbers(found));
        let _ = writeln!(out, "{}\t{}\t{made_of}\t{truly}\t{said}", gold.id, gold.kind);
    }
    out
}

fn as_json(bench: &Bench, figures: &Figures, articles: usize) -> serde_json::Value {
    let (precision, recall) = figures.bcubed;
    let kinds: serde_json::Map<_, _> = figures
        .kinds
        .iter()
        .map(|(kind, (documents, counts))| {
            (kind.clone(), json!({"documents": documents, "pairs": tally(counts), "false": counts.said - counts.hits}))
        })
        .collect();
    json!({
        "task": "reprints",
        "articles": articles,
        "documents": bench.gold.len(),
        "pairs": tally(&figures.pairs),
        "bcubed": {"f1": figures.bcubed_f1(), "precision": precision, "recall": recall},
        "kinds": kinds,
    })
}
