//! A mention as a row of a table.

use crate::record::{MentionRecord, PartyRecord};

/// The columns of a row, in order.
pub const CSV_COLUMNS: [&str; 35] = [
    "id",
    "doc",
    "date",
    "enddate",
    "date_precision",
    "date_from",
    "event",
    "mode",
    "context",
    "status",
    "actor",
    "actor_code",
    "actor_sector",
    "recipient",
    "recipient_code",
    "recipient_sector",
    "according_to",
    "place",
    "place_name",
    "geonameid",
    "lat",
    "lon",
    "province",
    "country_code",
    "resolution",
    "quad_code",
    "event_scale",
    "dead",
    "injured",
    "arrested",
    "trigger",
    "confidence",
    "scope",
    "text",
    "url",
];

/// One row; lists are joined by `; `, an unknown is empty. A list of codes has a place for each participant. Cells are safe to open in
/// a spreadsheet ([`csv_cell`]).
pub fn csv_row(record: &MentionRecord) -> Vec<String> {
    let texts = |parties: &[PartyRecord]| join(parties.iter().map(|party| party.entity_text.clone()));
    let codes = |parties: &[PartyRecord]| join(parties.iter().map(|party| party.code.clone().unwrap_or_default()));
    let sectors =
        |parties: &[PartyRecord]| join(parties.iter().map(|party| party.sector.as_deref().unwrap_or("").to_string()));
    let place = record.event_loc.as_ref();
    let told = |field: Option<String>| field.unwrap_or_default();
    let size = record.size.clone().unwrap_or_default();
    let number = |field: Option<u64>| told(field.map(|number| number.to_string()));
    let row = vec![
        record.id.clone(),
        record.doc.clone(),
        record.date.clone().unwrap_or_default(),
        record.enddate.clone().unwrap_or_default(),
        record.date_precision.as_deref().unwrap_or("").to_string(),
        record.date_from.as_deref().unwrap_or("").to_string(),
        record.event.join("; "),
        record.mode.join("; "),
        record.context.join("; "),
        record.status.to_string(),
        texts(&record.actor),
        codes(&record.actor),
        sectors(&record.actor),
        texts(&record.recipient),
        codes(&record.recipient),
        sectors(&record.recipient),
        join(record.according_to.iter().map(|source| source.entity_text.clone())),
        told(place.map(|place| place.extracted_place.clone())),
        told(place.and_then(|place| place.resolved_place.clone())),
        told(place.and_then(|place| place.geonameid).map(|id| id.to_string())),
        told(place.and_then(|place| place.lat).map(|lat| lat.to_string())),
        told(place.and_then(|place| place.lon).map(|lon| lon.to_string())),
        told(place.and_then(|place| place.province.clone())),
        told(place.and_then(|place| place.country_code.clone())),
        told(place.and_then(|place| place.resolution).map(|level| level.to_string())),
        record.quad_code.to_string(),
        record.event_scale.to_string(),
        number(size.dead),
        number(size.injured),
        number(size.arrested),
        record.trigger.text.clone(),
        record.confidence.event.to_string(),
        record.scope.join("; "),
        record.text.clone(),
        record.link.clone().unwrap_or_default(),
    ];
    row.into_iter().map(csv_cell).collect()
}

/// A cell that no spreadsheet takes for a formula. What begins with `=`, `+`, `-`, `@`, a tab or a line's end, behind any
/// apostrophes, and is no number, has an apostrophe before it: take one away from a cell that begins so, and the text is as it was.
///
/// Texts come from whoever wrote the document: `=HYPERLINK(...)` in a quote would run where the table is opened.
///
/// ```
/// use whodid::write::csv_cell;
/// assert_eq!(csv_cell("=1+1".into()), "'=1+1");
/// assert_eq!(csv_cell("-7.5".into()), "-7.5");
/// assert_eq!(csv_cell("'=1+1".into()), "''=1+1");
/// assert_eq!(csv_cell("'Ayn al-Asad".into()), "'Ayn al-Asad");
/// ```
pub fn csv_cell(text: String) -> String {
    // Wide signs mean the same to spreadsheets of East Asia.
    const SIGNS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    let is_number = || text.parse::<f64>().is_ok_and(f64::is_finite);
    if text.trim_start_matches('\'').starts_with(SIGNS) && !is_number() { format!("'{text}") } else { text }
}

fn join(parts: impl Iterator<Item = String>) -> String {
    let parts: Vec<String> = parts.collect();
    if parts.iter().all(String::is_empty) { String::new() } else { parts.join("; ") }
}
