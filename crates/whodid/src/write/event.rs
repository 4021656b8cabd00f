//! An event as a row of a table, and as a feature of a map.

use std::sync::Arc;

use serde_json::{Value, json};

use super::csv::csv_cell;
use crate::event::{Event, EventParty};

/// The columns of an event's row, in order.
pub const EVENT_CSV_COLUMNS: [&str; 33] = [
    "id",
    "date",
    "enddate",
    "date_precision",
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
    "place",
    "place_name",
    "geonameid",
    "lat",
    "lon",
    "province",
    "country_code",
    "quad_code",
    "event_scale",
    "dead",
    "injured",
    "arrested",
    "confidence",
    "scope",
    "origins",
    "documents",
    "mentions",
    "story",
    "text",
];

/// One row; lists are joined by `; `, an unknown is empty. A list of codes has a place for each participant. `documents` and
/// `mentions` are counts. Cells are safe to open in a spreadsheet ([`csv_cell`]).
///
/// ```
/// use whodid::Event;
/// use whodid::write::{EVENT_CSV_COLUMNS, event_csv_row};
/// let event = Event { id: "event:a#5-8".into(), event: vec!["CONSULT".into()], ..Event::default() };
/// let row = event_csv_row(&event);
/// assert_eq!(row.len(), EVENT_CSV_COLUMNS.len());
/// assert_eq!(row[4], "CONSULT");
/// ```
pub fn event_csv_row(event: &Event) -> Vec<String> {
    let names = |list: &[Arc<EventParty>]| {
        join(list.iter().map(|one| one.identifier_text.as_ref().unwrap_or(&one.entity_text).clone()))
    };
    let codes = |list: &[Arc<EventParty>]| join(list.iter().map(|one| one.code.clone().unwrap_or_default()));
    let sectors =
        |list: &[Arc<EventParty>]| join(list.iter().map(|one| one.sector.as_deref().unwrap_or("").to_string()));
    let place = event.event_loc.as_ref();
    let size = event.size.clone().unwrap_or_default();
    let told = |field: Option<String>| field.unwrap_or_default();
    let number = |field: Option<u64>| told(field.map(|number| number.to_string()));
    let row = vec![
        event.id.clone(),
        told(event.date.clone()),
        told(event.enddate.clone()),
        event.date_precision.as_deref().unwrap_or("").to_string(),
        event.event.join("; "),
        event.mode.join("; "),
        event.context.join("; "),
        event.status.to_string(),
        names(&event.actor),
        codes(&event.actor),
        sectors(&event.actor),
        names(&event.recipient),
        codes(&event.recipient),
        sectors(&event.recipient),
        told(place.map(|place| place.extracted_place.clone())),
        told(place.and_then(|place| place.resolved_place.clone())),
        told(place.and_then(|place| place.geonameid).map(|id| id.to_string())),
        told(place.and_then(|place| place.lat).map(|lat| lat.to_string())),
        told(place.and_then(|place| place.lon).map(|lon| lon.to_string())),
        told(place.and_then(|place| place.province.clone())),
        told(place.and_then(|place| place.country_code.clone())),
        event.quad_code.to_string(),
        event.event_scale.to_string(),
        number(size.dead),
        number(size.injured),
        number(size.arrested),
        event.confidence.to_string(),
        event.scope.join("; "),
        event.origins.to_string(),
        event.documents.len().to_string(),
        event.mentions.len().to_string(),
        told(event.story.clone()),
        event.text.clone(),
    ];
    row.into_iter().map(csv_cell).collect()
}

fn join(parts: impl Iterator<Item = String>) -> String {
    let parts: Vec<String> = parts.collect();
    if parts.iter().all(String::is_empty) { String::new() } else { parts.join("; ") }
}

/// The feature of a place, as GeoJSON (RFC 7946): a point, the rectangle of an area, or no geometry where nothing is known. An
/// area whose west lies east of its east crosses the 180th meridian and is cut there into two.
///
/// `lat`, `lon` and `extent` (west, south, east, north) in degrees.
pub fn feature(lat: Option<f64>, lon: Option<f64>, extent: Option<[f64; 4]>, properties: Value) -> Value {
    let ring = |west: f64, south: f64, east: f64, north: f64| {
        json!([[[west, south], [east, south], [east, north], [west, north], [west, south]]])
    };
    let geometry = match (lat, lon, extent) {
        (Some(lat), Some(lon), _) => json!({"type": "Point", "coordinates": [lon, lat]}),
        (_, _, Some([west, south, east, north])) if west <= east => {
            json!({"type": "Polygon", "coordinates": ring(west, south, east, north)})
        }
        (_, _, Some([west, south, east, north])) => json!({
            "type": "MultiPolygon",
            "coordinates": [ring(west, south, 180.0, north), ring(-180.0, south, east, north)],
        }),
        _ => Value::Null,
    };
    json!({"type": "Feature", "geometry": geometry, "properties": properties})
}
