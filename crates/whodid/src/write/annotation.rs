//! A document with every layer, as `whodid annotate` writes it.

use serde_json::{Value, json};

use super::record::records;
use crate::{CodePoints, Document, Span};

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
        "places": layers.mentions.iter().filter_map(|mention| mention.place).map(span).collect::<Vec<_>>(),
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
