//! A document with every layer, as `whodid annotate` writes it.

use serde_json::{Value, json};

use super::record::records;
use crate::{CodePoints, Document, Place, Span};

/// The document with its layers; offsets in code points of its text.
pub fn annotation(document: &Document) -> Value {
    let points = CodePoints::of(&document.text);
    let span = |span: Span| {
        let range = points.range(span);
        json!({"start": range.start, "end": range.end})
    };
    let spans = |list: &[Span]| list.iter().map(|s| span(*s)).collect::<Vec<_>>();
    let layers = &document.layers;
    json!({
        "id": document.id,
        "lang": document.lang,
        "title": document.title,
        "date": document.date.map(|date| date.to_string()),
        "publisher": document.publisher,
        "url": document.url,
        "origin": document.origin.iter().map(|credit| {
            let range = points.range(credit.span);
            json!({"kind": credit.kind.name(), "name": credit.name, "start": range.start, "end": range.end})
        }).collect::<Vec<_>>(),
        "text": document.text,
        "sentences": layers.sentences.iter().map(|sentence| span(sentence.span)).collect::<Vec<_>>(),
        "names": layers.names.iter().map(|name| {
            let range = points.range(name.span);
            json!({"start": range.start, "end": range.end, "kind": name.kind.name()})
        }).collect::<Vec<_>>(),
        "places": layers.places.iter().map(|found| place(found, &points)).collect::<Vec<_>>(),
        "times": layers.times.iter().map(|time| {
            let range = points.range(time.span);
            json!({
                "start": range.start,
                "end": range.end,
                "type": time.kind.name(),
                "value": time.value,
                "precision": time.when.map(|when| when.precision.name()),
            })
        }).collect::<Vec<_>>(),
        "attributions": layers.attributions.iter().map(|told| json!({
            "source": spans(&told.source),
            "cue": spans(&told.cue),
            "attitude": told.attitude,
            "content": spans(&told.content),
            "channel": told.channel.map(span),
        })).collect::<Vec<_>>(),
        "mentions": records(document),
    })
}

/// A place of the text; an area has an extent and no point.
fn place(found: &Place, points: &CodePoints) -> Value {
    let range = points.range(found.span);
    let at = found.location.as_ref();
    let extent = at.and_then(|at| at.extent);
    json!({
        "start": range.start,
        "end": range.end,
        "geonameid": at.and_then(|at| at.geonameid),
        "resolved_place": at.map(|at| at.name.as_str()),
        "lat": at.and_then(|at| at.point).map(|point| point.lat),
        "lon": at.and_then(|at| at.point).map(|point| point.lon),
        "extent": extent.map(|extent| [extent.west, extent.south, extent.east, extent.north]),
        "city": at.and_then(|at| at.city.as_deref()),
        "district": at.and_then(|at| at.district.as_deref()),
        "province": at.and_then(|at| at.province.as_deref()),
        "country": at.and_then(|at| at.country.as_deref()),
        "country_code": at.and_then(|at| at.country_code.as_deref()),
        "feature_class": at.map(|at| at.feature.0),
        "feature_code": at.map(|at| at.feature.1),
        "resolution": at.and_then(|at| at.resolution),
        "confidence": (f64::from(found.confidence) * 1000.0).round() / 1000.0,
        "candidates": found.candidates.iter().map(|candidate| json!({
            "name": candidate.name,
            "geonameid": candidate.geonameid,
            "country_code": candidate.country_code,
            "score": (f64::from(candidate.score) * 100.0).round() / 100.0,
        })).collect::<Vec<_>>(),
        "reason": found.reason,
    })
}
