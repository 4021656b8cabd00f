//! Every row, in an order that does not depend on how the store was filled.

use std::io::Write;

use rusqlite::types::ValueRef;
use serde_json::{Map, Value};

use crate::error::{Fault, StoreError};
use crate::store::Store;

/// Tables by name, each with what a row is told by. Numbers of rows are left out, and so is the time of day.
const TABLES: [(&str, &str); 22] = [
    ("documents", "SELECT id, hash, coder, url, title, publisher, country, date, lang, credits, text, sentences, hex(sketch) AS sketch, voices, words, mentions FROM documents ORDER BY id"),
    ("sketch_keys", "SELECT key, id AS document FROM sketch_keys JOIN documents ON num = document ORDER BY key, id"),
    (
        "mentions",
        "SELECT mentions.*, documents.id AS document_id, events.id AS event_id FROM mentions
         JOIN documents ON documents.num = mentions.document LEFT JOIN events ON events.num = mentions.event ORDER BY mentions.id",
    ),
    ("mention_keys", "SELECT id AS mention, key FROM mention_keys JOIN mentions ON num = mention ORDER BY id, key"),
    (
        "mention_participants",
        "SELECT id AS of, role, position, name, code, sector, wikidata FROM mention_participants JOIN mentions ON num = mention
         ORDER BY id, role, position",
    ),
    ("mention_labels", "SELECT id AS of, kind, label FROM mention_labels JOIN mentions ON num = mention ORDER BY id, kind, label"),
    (
        "events",
        "SELECT events.*, stories.id AS story_id FROM events LEFT JOIN stories ON stories.num = events.story ORDER BY events.id",
    ),
    (
        "event_participants",
        "SELECT id AS of, role, position, name, code, sector, participants.wikidata, event_participants.met, words, office, key FROM event_participants
         JOIN events ON events.num = event JOIN participants ON participants.num = participant ORDER BY id, role, position",
    ),
    ("event_labels", "SELECT id AS of, kind, label FROM event_labels JOIN events ON num = event ORDER BY id, kind, label"),
    (
        "event_places",
        "SELECT events.id AS of, event_places.* FROM event_places JOIN events ON events.num = event_places.num ORDER BY events.id",
    ),
    ("stories", "SELECT * FROM stories ORDER BY id"),
    ("daily_events", "SELECT * FROM daily_events ORDER BY day, class, quad, status, flagged"),
    ("daily_pairs", "SELECT * FROM daily_pairs ORDER BY one, other, day, class, quad, status, flagged"),
    (
        "participants",
        "SELECT key, wikidata, events, acts, receives, met, flagged, flagged_acts, flagged_receives, flagged_met FROM participants ORDER BY key",
    ),
    (
        "participant_forms",
        "SELECT key, name, code, sector, participant_forms.events FROM participant_forms JOIN participants ON num = participant
         ORDER BY key, name, code, sector",
    ),
    ("acts", "SELECT id AS of, actor, recipient, score FROM acts JOIN events ON num = event ORDER BY id, actor, recipient"),
    ("act_sums", "SELECT * FROM act_sums ORDER BY actor, recipient, class, quad, status, flagged"),
    ("daily_marks", "SELECT * FROM daily_marks ORDER BY mark, day, class, quad, status, flagged"),
    ("coverage", "SELECT * FROM coverage ORDER BY day, outlet, country, lang"),
    ("failures", "SELECT * FROM failures ORDER BY input, place, reason"),
    ("inputs", "SELECT * FROM inputs ORDER BY name, hash"),
    (
        "corrections",
        "SELECT corrections.*, one.id AS bound_id, two.id AS other_bound_id FROM corrections
         LEFT JOIN mentions AS one ON one.num = bound LEFT JOIN mentions AS two ON two.num = other_bound
         ORDER BY corrections.mention, corrections.change, corrections.field, corrections.other",
    ),
];

/// Columns that hold numbers of rows of this file alone.
const LOCAL: [&str; 6] = ["num", "document", "event", "story", "bound", "other_bound"];

impl Store {
    /// Writes every row of every table as a JSON line, tables one after another, rows in the order of their ids: two stores that
    /// hold the same write the same bytes.
    ///
    /// # Errors
    ///
    /// When the store cannot be read, or `out` not written.
    pub fn dump(&self, out: &mut dyn Write) -> Result<(), DumpError> {
        for (table, sql) in TABLES {
            let rows = |row: Map<String, Value>| -> Result<(), DumpError> {
                serde_json::to_writer(&mut *out, &serde_json::json!({"table": table, "row": row}))
                    .map_err(|error| DumpError::Output(error.into()))?;
                out.write_all(b"\n").map_err(DumpError::Output)
            };
            self.each(table, sql, rows)?;
        }
        Ok(())
    }

    fn each<E: From<StoreError>>(
        &self,
        table: &str,
        sql: &str,
        mut sink: impl FnMut(Map<String, Value>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut go = || -> Result<Result<(), E>, Fault> {
            let mut all = self.connection.prepare(sql)?;
            let names: Vec<String> = all.column_names().map(ToString::to_string).collect();
            // What is joined in tells of the same thing by its id.
            let local = |name: &str| {
                LOCAL.contains(&name)
                    && ["mentions", "events", "event_places", "stories", "corrections"].contains(&table)
                    && !(table == "corrections" && name == "document")
            };
            let mut rows = all.query([])?;
            while let Some(row) = rows.next()? {
                let mut told = Map::new();
                for (at, name) in names.iter().enumerate().filter(|(_, name)| !local(name)) {
                    told.insert(name.clone(), value(row.get_ref(at)?));
                }
                if let Err(error) = sink(told) {
                    return Ok(Err(error));
                }
            }
            Ok(Ok(()))
        };
        self.told(go()).map_err(E::from)?
    }
}

fn value(of: ValueRef<'_>) -> Value {
    match of {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => number.into(),
        ValueRef::Real(number) => number.into(),
        ValueRef::Text(text) | ValueRef::Blob(text) => String::from_utf8_lossy(text).into_owned().into(),
    }
}

/// What may go wrong while a store is written out.
#[derive(Debug)]
pub enum DumpError {
    /// The store cannot be read.
    Store(StoreError),
    /// What it is written to cannot be written.
    Output(std::io::Error),
}

impl From<StoreError> for DumpError {
    fn from(error: StoreError) -> Self {
        DumpError::Store(error)
    }
}

impl std::fmt::Display for DumpError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            DumpError::Store(error) => error.fmt(f),
            DumpError::Output(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for DumpError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            DumpError::Store(error) => Some(error),
            DumpError::Output(error) => Some(error),
        }
    }
}
