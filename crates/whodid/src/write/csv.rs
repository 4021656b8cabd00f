//! A mention as a row of a table.

use super::record::{MentionRecord, PartyRecord};

/// The columns of a row, in order.
pub const CSV_COLUMNS: [&str; 24] = [
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
    let sectors = |parties: &[PartyRecord]| join(parties.iter().map(|party| party.sector.unwrap_or("").to_string()));
    vec![
        record.id.clone(),
        record.doc.clone(),
        record.date.clone().unwrap_or_default(),
        record.date_precision.unwrap_or("").to_string(),
        record.date_from.unwrap_or("").to_string(),
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
        record.event_loc.as_ref().map(|place| place.extracted_place.clone()).unwrap_or_default(),
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
