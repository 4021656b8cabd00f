//! Where documents come from: what is kept of their texts, and which may go back to one.

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use whodid::document::{Credit, CreditKind};
use whodid::link::Provenances;
use whodid::link::origins::{Item, Sketch};

use crate::error::Fault;

/// Outlets that speak through a document.
#[derive(Serialize, Deserialize)]
struct Voices {
    publisher: Option<String>,
    credits: Vec<(String, String)>,
}

/// The outlets of an item, as they are kept.
pub(crate) fn voices(item: &Item) -> Result<String, Fault> {
    let credits = item.credits.iter().map(|credit| (credit.kind.name().to_string(), credit.name.clone())).collect();
    Ok(serde_json::to_string(&Voices { publisher: item.publisher.clone(), credits })?)
}

/// Keeps the keys that the texts kin to a document are found by, and lets go of the events of those: with another text among
/// them their origins may be others.
pub(crate) fn enter(connection: &Connection, document: i64, item: &Item) -> Result<(), Fault> {
    let mut insert = connection.prepare_cached("INSERT OR IGNORE INTO sketch_keys(key, document) VALUES (?, ?)")?;
    for key in item.keys() {
        // SQLite's whole numbers have a sign; the bits are the same.
        insert.execute(params![key.cast_signed(), document])?;
    }
    release_kin(connection, document)
}

/// Lets go of the events of all documents that may be kin to one.
pub(crate) fn release_kin(connection: &Connection, document: i64) -> Result<(), Fault> {
    let mut events = connection.prepare_cached(
        "WITH RECURSIVE kin(document) AS (
             SELECT ?1 UNION
             SELECT theirs.document FROM kin
             JOIN sketch_keys AS own ON own.document = kin.document JOIN sketch_keys AS theirs ON theirs.key = own.key)
         SELECT DISTINCT event FROM kin JOIN mentions ON mentions.document = kin.document
         WHERE event IS NOT NULL AND kin.document <> ?1",
    )?;
    let events = events.query_map([document], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
    events.into_iter().try_for_each(|event| crate::links::release(connection, event))
}

/// Where the documents of the mentions touched come from, judged with all that may be kin to them.
pub(crate) fn of_touched(connection: &Connection) -> Result<Provenances, Fault> {
    let mut all = connection.prepare_cached(
        "WITH RECURSIVE kin(document) AS (
             SELECT document FROM touched JOIN mentions ON mentions.num = touched.mention UNION
             SELECT theirs.document FROM kin
             JOIN sketch_keys AS own ON own.document = kin.document JOIN sketch_keys AS theirs ON theirs.key = own.key)
         SELECT id, url, date, sketch, voices FROM kin JOIN documents ON documents.num = kin.document",
    )?;
    let mut rows = all.query([])?;
    let mut items = Vec::new();
    while let Some(row) = rows.next()? {
        let id: String = row.get(0)?;
        let sketch = row.get_ref(3)?.as_blob().map_err(rusqlite::Error::from)?;
        let sketch = Sketch::from_bytes(sketch).map_err(|error| Fault::Record(format!("{id}: {error}")))?;
        let voices: Voices = serde_json::from_str(row.get_ref(4)?.as_str().map_err(rusqlite::Error::from)?)?;
        let date: Option<String> = row.get(2)?;
        items.push(Item {
            id,
            publisher: voices.publisher,
            date: date.and_then(|day| day.parse().ok()),
            url: row.get(1)?,
            credits: voices.credits.into_iter().filter_map(credit).collect(),
            sketch,
        });
    }
    Ok(Provenances::of(items))
}

fn credit((kind, name): (String, String)) -> Option<Credit> {
    let kind = CreditKind::ALL.into_iter().find(|one| one.name() == kind)?;
    Some(Credit { kind, name, span: whodid::Span::default() })
}
