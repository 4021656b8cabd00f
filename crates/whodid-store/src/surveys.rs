//! Who takes part, what was read, and what is known of the whole: surveys over a store.

use rusqlite::types::Value;
use rusqlite::{OptionalExtension, params_from_iter};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::columns::Noun;
use crate::error::{Fault, StoreError};
use crate::filter::{Filter, Way};
use crate::manifest::{Failure, setting};
use crate::store::Store;
use crate::timeline::Step;

/// One who takes part in events.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Acting {
    /// Full name where it is known, else the words of the text.
    pub name: String,
    /// Country or international code.
    pub code: Option<String>,
    /// Primary sector.
    pub sector: Option<String>,
    /// Wikidata id.
    pub wikidata: Option<String>,
    /// Events that it takes part in.
    pub events: u64,
    /// Of these, those in which it acts.
    pub acts: u64,
    /// Of these, those that are done to it.
    pub receives: u64,
}

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
    /// Those who take part in the events that a filter finds, the busiest first, at most `limit`.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn participants(&self, filter: &Filter, limit: usize) -> Result<Vec<Acting>, StoreError> {
        let read = || -> Result<Vec<Acting>, Fault> {
            let (mut lists, mut values) = (Vec::new(), Vec::new());
            for part in self.parts(filter, Way::Lists)? {
                lists.push(format!("SELECT here.num FROM events AS here {} WHERE {}", part.counted, part.sql));
                values.extend(part.values);
            }
            let of_events = match filter.build(Noun::Event, Way::Lists).sql.as_str() {
                "1" => "1".to_string(),
                _ => format!("event IN ({})", lists.join(" UNION ALL ")),
            };
            if of_events == "1" {
                values.clear();
            }
            // SQLite sorts on disk what does not fit: names are as many as there are texts.
            let sql = format!(
                "SELECT name, code, sector, max(wikidata), count(DISTINCT event) AS events,
                        count(DISTINCT CASE role WHEN 'actor' THEN event END),
                        count(DISTINCT CASE role WHEN 'recipient' THEN event END)
                 FROM event_participants WHERE {of_events}
                 GROUP BY name, code, sector ORDER BY events DESC, name, code, sector LIMIT ?"
            );
            values.push(Value::Integer(i64::try_from(limit).unwrap_or(i64::MAX)));
            let mut query = self.connection.prepare_cached(&sql)?;
            let rows = query.query_map(params_from_iter(values), |row| {
                let count = |at: usize| row.get::<_, i64>(at).map(i64::unsigned_abs);
                Ok(Acting {
                    name: row.get(0)?,
                    code: row.get(1)?,
                    sector: row.get(2)?,
                    wikidata: row.get(3)?,
                    events: count(4)?,
                    acts: count(5)?,
                    receives: count(6)?,
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        };
        self.told(read())
    }

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
