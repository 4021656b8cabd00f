//! A mention as a row of a table.

use crate::record::{MentionRecord, PartyRecord};

/// The columns of a row, in order.
pub const CSV_COLUMNS: [&str; 31] = [
    "id",
    "doc",
    "date",
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
    "trigger",
    "confidence",
    "scope",
    "text",
    "url",
];

/// One row; lists are joined by `; `, an unknown is empty. A list of codes has a place for each participant.
pub fn csv_row(record: &MentionRecord) -> Vec<String> {
    let texts = |parties: &[PartyRecord]| join(parties.iter().map(|party| party.entity_text.clone()));
    let codes = |parties: &[PartyRecord]| join(parties.iter().map(|party| party.code.clone().unwrap_or_default()));
    let sectors =
        |parties: &[PartyRecord]| join(parties.iter().map(|party| party.sector.as_deref().unwrap_or("").to_string()));
    let place = record.event_loc.as_ref();
    let told = |field: Option<String>| field.unwrap_or_default();
    vec![
        record.id.clone(),
        record.doc.clone(),
        record.date.clone().unwrap_or_default(),
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
        record.trigger.text.clone(),
        record.confidence.event.to_string(),
        record.scope.join("; "),
        record.text.clone(),
        record.link.clone().unwrap_or_default(),
    ]
}

fn join(parts: impl Iterator<Item = String>) -> String {
    let parts: Vec<String> = parts.collect();
    if parts.iter().all(String::is_empty) { String::new() } else { parts.join("; ") }
}
