//! What was read, and what is known of the whole: surveys over a store.

use rusqlite::OptionalExtension;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::error::{Fault, StoreError};
use crate::manifest::{Failure, setting};
use crate::store::Store;
use crate::timeline::Step;

/// Documents that were read, of one day, outlet, country or language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Covered {
    /// The day, the outlet, the code of the country or the language; empty for what is not known.
    pub of: String,
    /// Documents read.
    pub documents: u64,
}

/// What could not be read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Unread {
    /// Inputs that were read, each by its name and bytes.
    pub inputs: u64,
    /// What could not be read when its input was last read.
    pub failures: u64,
    /// The first of them, by input and place.
    pub first: Vec<Failure>,
}

/// What coverage is told by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CoverageBy {
    /// Stretches of time, by the day of publication; the earliest first.
    Time(Step),
    /// Outlets, the largest first.
    Outlet,
    /// Countries in which outlets are at home, the largest first.
    Country,
    /// Languages, the largest first.
    Language,
}

/// What a figure taken from a store is cited with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Citation {
    /// Programs that coded the documents, with their versions.
    pub programs: Vec<String>,
    /// Version of the linking.
    pub linking: Option<String>,
    /// When the store was last changed; `None` when nobody said.
    pub changed: Option<String>,
    /// Of what the store was made with and of: coders, inputs, corrections, linking, and how much came of them. Sixteen
    /// hexadecimal digits.
    pub hash: String,
    /// Documents in the store.
    pub documents: u64,
    /// Events in the store.
    pub events: u64,
}

impl Store {
    /// What was read, from and to a day where they are named; what has no day stands among the rest only without them.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn coverage(
        &self,
        by: CoverageBy,
        from: Option<&str>,
        to: Option<&str>,
        limit: usize,
    ) -> Result<Vec<Covered>, StoreError> {
        let read = || -> Result<Vec<Covered>, Fault> {
            let column = match by {
                CoverageBy::Time(_) => "day",
                CoverageBy::Outlet => "outlet",
                CoverageBy::Country => "country",
                CoverageBy::Language => "lang",
            };
            let order = if matches!(by, CoverageBy::Time(_)) { "1" } else { "2 DESC, 1" };
            let first = from.unwrap_or(if to.is_some() { "0" } else { "" });
            let mut query = self.connection.prepare_cached(&format!(
                "SELECT {column}, sum(documents) FROM coverage WHERE day BETWEEN ? AND ? GROUP BY 1 ORDER BY {order}"
            ))?;
            let mut rows = query.query([first, to.unwrap_or("9999-12-31")])?;
            let mut out: Vec<Covered> = Vec::new();
            while let Some(row) = rows.next()? {
                let of: String = row.get(0)?;
                let documents = row.get::<_, i64>(1)?.unsigned_abs();
                let of = match by {
                    CoverageBy::Time(step) => step.of(&of),
                    _ => of,
                };
                let full = out.len() == limit;
                match out.last_mut() {
                    Some(last) if last.of == of => last.documents += documents,
                    _ if full => break,
                    _ => out.push(Covered { of, documents }),
                }
            }
            Ok(out)
        };
        self.told(read())
    }

    /// The first and the last day of publication of what was read; `None` when no document has one.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn days_read(&self) -> Result<Option<(String, String)>, StoreError> {
        let read = || -> Result<Option<(String, String)>, Fault> {
            let day = |order: &str| {
                let sql = format!("SELECT day FROM coverage WHERE day > '' ORDER BY day {order} LIMIT 1");
                self.connection.query_row(&sql, [], |row| row.get::<_, String>(0)).optional()
            };
            Ok(day("ASC")?.zip(day("DESC")?))
        };
        self.told(read())
    }

    /// What could not be read, with the first `limit` failures.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn unread(&self, limit: usize) -> Result<Unread, StoreError> {
        let read = || -> Result<Unread, Fault> {
            let count = |table: &str| {
                let sql = format!("SELECT count(*) FROM {table}");
                self.connection.query_row(&sql, [], |row| row.get::<_, i64>(0).map(i64::unsigned_abs))
            };
            let mut failures = self.connection.prepare_cached(
                "SELECT input, place, reason, advice FROM failures ORDER BY input, place, reason LIMIT ?",
            )?;
            let rows = failures.query_map([i64::try_from(limit).unwrap_or(i64::MAX)], |row| {
                Ok(Failure { input: row.get(0)?, place: row.get(1)?, reason: row.get(2)?, advice: row.get(3)? })
            })?;
            let first = rows.collect::<rusqlite::Result<_>>()?;
            Ok(Unread { inputs: count("inputs")?, failures: count("failures")?, first })
        };
        self.told(read())
    }

    /// What the store is cited with.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn citation(&self) -> Result<Citation, StoreError> {
        let read = || -> Result<Citation, Fault> {
            let mut hash = Sha256::new();
            let mut take = |sql: &str| -> Result<Vec<String>, Fault> {
                let mut query = self.connection.prepare(sql)?;
                let lines = query.query_map([], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
                for line in &lines {
                    hash.update(line);
                    hash.update([0]);
                }
                hash.update([1]);
                Ok(lines)
            };
            take("SELECT hash FROM coders ORDER BY hash")?;
            let programs = take("SELECT DISTINCT program FROM coders ORDER BY program")?;
            // Two ways to name the same bytes are the same data.
            take("SELECT DISTINCT hash FROM inputs ORDER BY hash")?;
            take(
                "SELECT json_array(mention, change, field, value, other) FROM corrections
                 ORDER BY mention, change, field, other",
            )?;
            let counts = take(
                "SELECT coalesce(sum(documents), 0) || '' FROM coverage
                 UNION ALL SELECT coalesce(sum(events), 0) || '' FROM daily_events",
            )?;
            let linking = setting(&self.connection, "linking")?;
            hash.update(linking.as_deref().unwrap_or(""));
            let number = |at: usize| counts.get(at).and_then(|count: &String| count.parse().ok()).unwrap_or(0);
            let changed = self
                .connection
                .query_row("SELECT coalesce(finished, started) FROM runs ORDER BY num DESC LIMIT 1", [], |row| {
                    row.get::<_, String>(0)
                })
                .optional()?;
            Ok(Citation {
                programs,
                linking,
                changed: changed.filter(|time| !time.is_empty()),
                documents: number(0),
                events: number(1),
                hash: hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect(),
            })
        };
        self.told(read())
    }

    /// A number that is another whenever another connection has changed the store: for knowing that what was read is still
    /// what there is. Two connections count apart.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn state(&self) -> Result<i64, StoreError> {
        let state = self.connection.pragma_query_value(None, "data_version", |row| row.get(0));
        self.told(state.map_err(Fault::from))
    }

    /// Asks `stop` again and again while the store is read, and gives up with an error ([`StoreError::is_stopped`]) once it
    /// says so.
    ///
    /// # Errors
    ///
    /// When the store's connection does not take it.
    pub fn stop_when(&mut self, stop: impl FnMut() -> bool + Send + 'static) -> Result<(), StoreError> {
        // Every few thousand steps of SQLite's machine, some tens of microseconds.
        let done = self.connection.progress_handler(4_000, Some(stop));
        self.told(done.map_err(Fault::from))
    }
}
