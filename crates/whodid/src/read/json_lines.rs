//! A line of JSON into a document.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use serde_json::{Map, Value};

use super::failure::{Place, ReadFailure};
use crate::Document;

/// Reads the line numbered `line` of the input `name`. `stem` is what an unnamed document is called after.
pub(super) fn parse_line(name: &str, stem: &str, line: usize, bytes: &[u8]) -> Result<Document, ReadFailure> {
    let fail = |place, reason: String, advice: &str| ReadFailure::new(name, place, reason, advice);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = String::from_utf8_lossy(&bytes[..error.valid_up_to()]).chars().count();
        fail(Place::Column(line, before + 1), "the line is not UTF-8".to_string(), "save the file as UTF-8")
    })?;
    let object: Value = serde_json::from_str(text).map_err(|error| {
        let place = Place::Column(line, column(text, error.column()));
        let what = error.to_string();
        let what = what.split(" at line ").next().unwrap_or_default();
        fail(place, format!("broken JSON: {what}"), "write one whole JSON object on the line, or leave the line out")
    })?;
    let Value::Object(mut fields) = object else {
        let reason = format!("the line is {}, not an object", kind(&object));
        return Err(fail(Place::Line(line), reason, "write a JSON object with `id` and `text`"));
    };
    let mut take = |field: &str| {
        take_string(&mut fields, field).map_err(|reason| fail(Place::Line(line), reason, "write it as a JSON string"))
    };
    let (id, title, url) = (take("id")?, take("title")?, take("url")?);
    let (publisher, lang, date, text) = (take("publisher")?, take("lang")?, take("date")?, take("text")?);
    let Some(text) = text else {
        return Err(fail(Place::Line(line), "`text` is missing".to_string(), "add the report's text as `text`"));
    };
    if text.trim().is_empty() {
        return Err(fail(
            Place::Line(line),
            "`text` is empty".to_string(),
            "add the report's text or leave the line out",
        ));
    }
    let date = match date.as_deref().map(str::trim).filter(|date| !date.is_empty()) {
        None => None,
        Some(written) => Some(parse_date(written).ok_or_else(|| {
            let reason = format!("`date` is no date: {written:?}");
            fail(Place::Line(line), reason, "write it as 2024-05-31 or 2024-05-31T18:30:00Z")
        })?),
    };
    let filled = |value: Option<String>| value.filter(|value| !value.trim().is_empty());
    Ok(Document {
        id: filled(id).unwrap_or_else(|| format!("{stem}:{line}")),
        text,
        title: filled(title),
        date,
        url: filled(url),
        publisher: filled(publisher),
        lang: lang.as_deref().and_then(language),
        ..Document::default()
    })
}

fn take_string(fields: &mut Map<String, Value>, field: &str) -> Result<Option<String>, String> {
    match fields.remove(field) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(value)) => Ok(Some(value)),
        Some(other) => Err(format!("`{field}` is {}, not a string", kind(&other))),
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// The column in code points, from 1, of serde's column, which counts bytes.
fn column(text: &str, bytes: usize) -> usize {
    text.char_indices().take_while(|&(at, _)| at + 1 < bytes).count() + 1
}

/// A day, or the day of an instant in the zone it is written in.
fn parse_date(written: &str) -> Option<Date> {
    let day: Option<Date> = written.parse().ok();
    let local = || written.parse::<DateTime>().ok().map(DateTime::date);
    // The instant is checked whole; its day is the one written, which is the day where it was published.
    let instant = || {
        let instant = written.parse::<Timestamp>().ok()?;
        let head = written.get(..10).and_then(|head| head.parse().ok());
        head.or_else(|| Some(instant.to_zoned(jiff::tz::TimeZone::UTC).date()))
    };
    day.or_else(local).or_else(instant)
}

/// "en", "EN", "en-GB": the ISO 639 code in it; none in "English".
pub(super) fn language(written: &str) -> Option<String> {
    let code = written.trim().split(['-', '_']).next()?.to_ascii_lowercase();
    ((2..=3).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_lowercase())).then_some(code)
}
