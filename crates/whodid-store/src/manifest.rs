//! What a store was made with and of.

use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;
use serde_json::Value;
use whodid::read::ReadFailure;

use crate::error::{Fault, StoreError};
use crate::store::Store;
use crate::write::failure_row;

/// What documents are coded with.
#[derive(Clone, Debug, PartialEq)]
pub struct Coder {
    /// Of all that decides what is coded: documents with the same content and the same hash here come to the same mentions.
    pub hash: String,
    /// Name and version of the program.
    pub program: String,
    /// Model, facts and gazetteer with their hashes.
    pub description: Value,
}

impl Coder {
    pub(crate) fn note(&self, connection: &Connection) -> rusqlite::Result<()> {
        connection
            .prepare_cached("INSERT OR IGNORE INTO coders(hash, program, description) VALUES (?, ?, ?)")?
            .execute(params![self.hash, self.program, self.description.to_string()])?;
        Ok(())
    }
}

/// An input that was read to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputRead {
    /// As it was named.
    pub name: String,
    /// Of its bytes; empty when it could not be opened.
    pub hash: String,
    /// How many documents were in it.
    pub documents: usize,
    /// What could not be read of it.
    pub failures: Vec<ReadFailure>,
}

impl InputRead {
    /// Whether the store says the very same already.
    pub(crate) fn is_noted(&self, connection: &Connection) -> rusqlite::Result<bool> {
        let counts = connection
            .prepare_cached("SELECT documents, failures FROM inputs WHERE name = ? AND hash = ?")?
            .query_row([&self.name, &self.hash], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)))
            .optional()?;
        let same = match counts {
            Some(counts) => counts == (self.documents as i64, self.failures.len() as i64),
            None => self.hash.is_empty(),
        };
        let mut rows = connection.prepare_cached("SELECT place, reason, advice FROM failures WHERE input = ?")?;
        let rows = rows.query_map([&self.name], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let mut noted = rows.collect::<rusqlite::Result<Vec<(String, String, String)>>>()?;
        let mut now: Vec<_> = self.failures.iter().map(failure_row).collect();
        noted.sort();
        now.sort();
        now.dedup();
        Ok(same && noted == now)
    }

    /// Notes the input; its failures take the place of those of an earlier run.
    pub(crate) fn note(&self, connection: &Connection) -> rusqlite::Result<()> {
        connection.prepare_cached("DELETE FROM failures WHERE input = ?")?.execute([&self.name])?;
        for failure in &self.failures {
            let (place, reason, advice) = failure_row(failure);
            connection
                .prepare_cached("INSERT OR REPLACE INTO failures(input, place, reason, advice) VALUES (?, ?, ?, ?)")?
                .execute(params![self.name, place, reason, advice])?;
        }
        // What could not be opened was not read.
        if !self.hash.is_empty() {
            connection
                .prepare_cached("INSERT OR REPLACE INTO inputs(name, hash, documents, failures) VALUES (?, ?, ?, ?)")?
                .execute(params![self.name, self.hash, self.documents as i64, self.failures.len() as i64])?;
        }
        Ok(())
    }
}

/// What a store was made with and of, for people and for citations.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Manifest {
    /// Version of the file's schema.
    pub schema: i64,
    /// Version of the linking of its events.
    pub linking: Option<String>,
    /// What its documents were coded with; one entry unless they were coded at different times with different programs.
    pub coders: Vec<CoderUsed>,
    /// What was read.
    pub inputs: Vec<InputNoted>,
    /// What could not be read when its input was last read.
    pub failures: Vec<Failure>,
    /// When it was changed, and by what.
    pub runs: Vec<Run>,
    /// How much there is: documents, mentions, events, stories, corrections.
    pub counts: std::collections::BTreeMap<String, i64>,
}

/// What documents were coded with.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CoderUsed {
    /// Of all that decides what is coded.
    pub hash: String,
    /// Name and version of the program.
    pub program: String,
    /// How many documents of the store were coded with it.
    pub documents: i64,
    /// Model, facts and gazetteer with their hashes.
    pub description: Value,
}

/// An input as it was noted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct InputNoted {
    /// As it was named.
    pub name: String,
    /// Of its bytes.
    pub hash: String,
    /// How many documents were in it.
    pub documents: i64,
    /// How many of them could not be read.
    pub failures: i64,
}

/// What could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// Its input.
    pub input: String,
    /// Where in the input; empty when the whole of it is meant.
    pub place: String,
    /// Why.
    pub reason: String,
    /// What to do about it.
    pub advice: String,
}

/// A time at which the store was changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Run {
    /// When it began.
    pub started: String,
    /// When it came to its end; `null` when it was cut short.
    pub finished: Option<String>,
    /// The program.
    pub program: String,
    /// What it was told to do.
    pub command: String,
}

impl Store {
    /// The manifest, inputs by name and runs in their order.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn manifest(&self) -> Result<Manifest, StoreError> {
        self.told(self.read_manifest())
    }

    fn read_manifest(&self) -> Result<Manifest, Fault> {
        let connection = &self.connection;
        let mut coders = connection.prepare(
            "SELECT hash, program, (SELECT count(*) FROM documents WHERE coder = coders.hash), description
             FROM coders ORDER BY program, hash",
        )?;
        let coders = coders.query_map([], |row| {
            let description = serde_json::from_str(&row.get::<_, String>(3)?).unwrap_or_default();
            Ok(CoderUsed { hash: row.get(0)?, program: row.get(1)?, documents: row.get(2)?, description })
        })?;
        let mut inputs =
            connection.prepare("SELECT name, hash, documents, failures FROM inputs ORDER BY name, hash")?;
        let inputs = inputs.query_map([], |row| {
            Ok(InputNoted { name: row.get(0)?, hash: row.get(1)?, documents: row.get(2)?, failures: row.get(3)? })
        })?;
        let mut failures =
            connection.prepare("SELECT input, place, reason, advice FROM failures ORDER BY input, place, reason")?;
        let failures = failures.query_map([], |row| {
            Ok(Failure { input: row.get(0)?, place: row.get(1)?, reason: row.get(2)?, advice: row.get(3)? })
        })?;
        let mut runs = connection.prepare("SELECT started, finished, program, command FROM runs ORDER BY num")?;
        let runs = runs.query_map([], |row| {
            Ok(Run { started: row.get(0)?, finished: row.get(1)?, program: row.get(2)?, command: row.get(3)? })
        })?;
        let count = |table: &str| {
            let sql = format!("SELECT count(*) FROM {table}");
            Ok((table.to_string(), connection.query_row(&sql, [], |row| row.get(0))?))
        };
        let counted = ["documents", "mentions", "events", "stories", "corrections"].into_iter().map(count);
        Ok(Manifest {
            schema: crate::schema::VERSION,
            linking: setting(connection, "linking")?,
            coders: coders.collect::<rusqlite::Result<_>>()?,
            inputs: inputs.collect::<rusqlite::Result<_>>()?,
            failures: failures.collect::<rusqlite::Result<_>>()?,
            runs: runs.collect::<rusqlite::Result<_>>()?,
            counts: counted.collect::<rusqlite::Result<_>>()?,
        })
    }

    /// Notes that this writer changes something, once.
    pub(crate) fn note_run(&mut self) -> rusqlite::Result<()> {
        if self.run.is_none() {
            let program = concat!("whodid ", env!("CARGO_PKG_VERSION"));
            self.connection.execute(
                "INSERT INTO runs(started, program, command) VALUES (?, ?, ?)",
                params![self.now, program, self.command],
            )?;
            self.run = Some(self.connection.last_insert_rowid());
        }
        Ok(())
    }

    /// Notes that this writer came to its end at `now`, if it changed anything.
    ///
    /// # Errors
    ///
    /// When the store cannot be written.
    pub fn finish(&mut self, now: &str) -> Result<(), StoreError> {
        let done = match self.run {
            Some(run) => self.connection.execute("UPDATE runs SET finished = ? WHERE num = ?", params![now, run]),
            None => Ok(0),
        };
        self.told(done.map(|_| ()).map_err(Fault::from))
    }

    /// Whether this writer has changed anything.
    pub fn has_changed(&self) -> bool {
        self.run.is_some()
    }
}

/// A setting of the store.
pub(crate) fn setting(connection: &Connection, name: &str) -> rusqlite::Result<Option<String>> {
    let mut find = connection.prepare_cached("SELECT value FROM settings WHERE name = ?")?;
    find.query_row([name], |row| row.get(0)).optional()
}

/// Changes a setting.
pub(crate) fn set(connection: &Connection, name: &str, value: &str) -> rusqlite::Result<()> {
    connection.prepare_cached("INSERT OR REPLACE INTO settings(name, value) VALUES (?, ?)")?.execute([name, value])?;
    Ok(())
}
