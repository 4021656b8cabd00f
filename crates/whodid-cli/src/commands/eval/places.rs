//! `whodid eval places`: which toponyms are found, and which place is chosen for each.

use std::fmt::Write as _;
use std::io::Write;

use anyhow::{Result, bail};
use serde_json::json;
use whodid::pipeline::find_places;
use whodid::resources::{Resources, Worker};
use whodid::score::places::{Figures, GoldPlaces, articles};
use whodid::{CodePoints, Place, Span};

use super::{head, read, row, tally, write_predictions};
use crate::args::EvalArgs;
use crate::commands::corpus;

pub(super) fn places(args: &EvalArgs, resources: &Resources, out: &mut dyn Write) -> Result<bool> {
    let worker = Worker::new();
    let mut figures = Figures::default();
    let mut predictions = String::from(
        "doc\tstart\tend\tphrase\tgeonameid\tname\tlat\tlon\tcountry_code\tfeature_code\tconfidence\treason\n",
    );
    let golds = golds(args)?;
    for gold in &golds {
        let found = if args.gold_spans {
            // The chooser sees the stretches and never the ids.
            let spans: Vec<Span> = gold.toponyms.iter().map(|toponym| toponym.span).collect();
            whodid::resolve::places::given(&gold.document, &spans, &resources.gazetteer)
        } else {
            find_places(gold.document.clone(), resources, &worker)?.layers.places
        };
        figures.compare(gold, &found);
        list(&mut predictions, gold, &found);
    }
    write_predictions(args, &predictions)?;
    if args.json {
        writeln!(out, "{:#}", as_json(args, &figures, golds.len()))?;
        return Ok(true);
    }
    head(out, if args.gold_spans { "spans given" } else { "from the text" })?;
    if !args.gold_spans {
        row(out, "exact id", &figures.exact)?;
        row(out, "exact id, spans overlap", &figures.overlapping)?;
        row(out, "recognition", &figures.recognition)?;
    }
    writeln!(out, "\nof the toponyms with an id{}", if args.gold_spans { "" } else { " that were found" })?;
    writeln!(
        out,
        "{:<28} {:>6.3} {:>13} {:>6}",
        "exact id",
        figures.exact_share(),
        "right of",
        figures.distances.len()
    )?;
    writeln!(out, "{:<28} {:>6.3}", "within 161 km", figures.within())?;
    writeln!(out, "{:<28} {:>6.3}  0 is best", "AUC of log distance", figures.auc())?;
    writeln!(out, "{:<28} {:>6.0} km", "mean distance", figures.mean_km())?;
    writeln!(out, "\nerrors by kind")?;
    for kind in ["missed", "wrong place", "false"] {
        writeln!(out, "{:>6}  {kind}", figures.errors.iter().filter(|error| error.kind == kind).count())?;
    }
    if args.errors {
        let id = |id: Option<u32>| id.map_or("none".to_string(), |id| id.to_string());
        for error in &figures.errors {
            let (gold, found) = (id(error.gold), id(error.found));
            writeln!(
                out,
                "\n{}: `{}` {gold} -> {found} in {}\n  {}",
                error.kind, error.phrase, error.doc, error.around
            )?;
        }
    }
    Ok(true)
}

/// The gold articles of a file, or of every XML file of a folder.
fn golds(args: &EvalArgs) -> Result<Vec<GoldPlaces>> {
    let mut golds = Vec::new();
    let files = if args.gold.is_dir() { corpus::listed(&args.gold)? } else { vec![args.gold.clone()] };
    for file in
        files.iter().filter(|file| !args.gold.is_dir() || file.extension().is_some_and(|ending| ending == "xml"))
    {
        golds.extend(articles(&read(file)?).map_err(|what| anyhow::anyhow!("{}: {what}", file.display()))?);
    }
    if golds.is_empty() {
        bail!("no article in {}", args.gold.display());
    }
    Ok(golds)
}

/// Adds what was found in one document to the table of predictions. The coordinates of an area are its middle, for measuring.
fn list(predictions: &mut String, gold: &GoldPlaces, found: &[Place]) {
    let points = CodePoints::of(&gold.document.text);
    for place in found {
        let range = points.range(place.span);
        let phrase = place.span.of(&gold.document.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let at = place.location.as_ref();
        let degrees = |degrees: Option<f64>| degrees.map_or(String::new(), |degrees| degrees.to_string());
        let middle = at.and_then(|at| at.middle);
        let _ = writeln!(
            predictions,
            "{}\t{}\t{}\t{phrase}\t{}\t{}\t{}\t{}\t{}\t{}\t{:.3}\t{}",
            gold.document.id,
            range.start,
            range.end,
            at.and_then(|at| at.geonameid).map_or(String::new(), |id| id.to_string()),
            at.map_or("", |at| at.name.as_str()),
            degrees(middle.map(|point| point.lat)),
            degrees(middle.map(|point| point.lon)),
            at.and_then(|at| at.country_code.as_deref()).unwrap_or(""),
            at.map_or("", |at| at.feature.1),
            place.confidence,
            place.reason
        );
    }
}

fn as_json(args: &EvalArgs, figures: &Figures, documents: usize) -> serde_json::Value {
    let count = |kind: &str| figures.errors.iter().filter(|error| error.kind == kind).count();
    json!({
        "task": "places",
        "spans": if args.gold_spans { "given" } else { "found" },
        "documents": documents,
        "exact": tally(&figures.exact),
        "exact_overlapping": tally(&figures.overlapping),
        "recognition": tally(&figures.recognition),
        "compared": figures.distances.len(),
        "exact_share": figures.exact_share(),
        "within_161_km": figures.within(),
        "auc": figures.auc(),
        "mean_km": figures.mean_km(),
        "errors": {"missed": count("missed"), "wrong_place": count("wrong place"), "false": count("false")},
    })
}
