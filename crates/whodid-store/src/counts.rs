//! How many events a filter finds, by what can be chosen next.
//!
//! What class, quad, status, flags and days alone decide is answered from the sums; the rest by going through an index that
//! holds what is counted, without a look at any record.

use std::collections::BTreeMap;

use rusqlite::types::Value;
use rusqlite::{Row, params_from_iter};
use serde::Serialize;

use crate::error::{Fault, StoreError};
use crate::filter::{Filter, Scopes, Way};
use crate::store::Store;

/// Counts of events by what may be chosen next.
///
/// The counts of one of these facets are of the events that all *other* choices find: with `ASSAULT` chosen the other classes
/// still tell how many there would be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Facets {
    /// Events that the filter finds.
    pub events: u64,
    /// By class.
    pub classes: BTreeMap<String, u64>,
    /// By quad, 1 to 4.
    pub quads: BTreeMap<u8, u64>,
    /// By status.
    pub statuses: BTreeMap<String, u64>,
    /// What is not flagged as sport, fiction and the like.
    pub unflagged: u64,
    /// What is.
    pub flagged: u64,
    /// The first day of any event found.
    pub first_day: Option<String>,
    /// The last of their first days.
    pub last_day: Option<String>,
}

impl Facets {
    /// Counts it where no other choice refuses it.
    pub(crate) fn take(&mut self, refusing: &[Facet], one: &Counted<'_>) {
        let all = refusing.is_empty();
        let but = |facet| all || refusing == [facet];
        if all {
            self.events += one.events;
            if let Some(day) = one.day {
                if self.first_day.as_deref().is_none_or(|first| day < first) {
                    self.first_day = Some(day.to_string());
                }
                if self.last_day.as_deref().is_none_or(|last| day > last) {
                    self.last_day = Some(day.to_string());
                }
            }
        }
        if but(Facet::Class) {
            add(&mut self.classes, one.class, one.events);
            *self.quads.entry(one.quad).or_default() += one.events;
        }
        if but(Facet::Status) {
            add(&mut self.statuses, one.status, one.events);
        }
        if but(Facet::Flag) {
            *(if one.flagged { &mut self.flagged } else { &mut self.unflagged }) += one.events;
        }
    }
}

/// The score of a row in thousandths.
const SCORE: &str = "CAST(round(scale * 1000) AS INTEGER)";

/// What is counted of one event, or of several that are alike.
pub(crate) struct Counted<'r> {
    pub(crate) day: Option<&'r str>,
    pub(crate) class: &'r str,
    pub(crate) quad: u8,
    pub(crate) status: &'r str,
    pub(crate) flagged: bool,
    pub(crate) events: u64,
    /// Sum of scores in thousandths: whole numbers add up in any order.
    pub(crate) score: i64,
}

impl<'r> Counted<'r> {
    fn read(row: &'r Row<'_>) -> Result<Self, Fault> {
        let text = |at: usize| row.get_ref(at).and_then(|value| value.as_str_or_null().map_err(rusqlite::Error::from));
        Ok(Counted {
            day: text(0)?.filter(|day| !day.is_empty()),
            class: text(1)?.unwrap_or(""),
            quad: row.get(2)?,
            status: text(3)?.unwrap_or(""),
            flagged: row.get(4)?,
            events: row.get::<_, i64>(5)?.unsigned_abs(),
            score: row.get(6)?,
        })
    }
}

/// What may be chosen of what is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Facet {
    /// Class or quad: a quad is a list of classes.
    Class,
    Status,
    Flag,
}

/// What is chosen.
pub(crate) struct Choices<'f> {
    filter: &'f Filter,
    classes: Vec<String>,
    quads: Vec<u8>,
}

impl<'f> Choices<'f> {
    pub(crate) fn of(filter: &'f Filter) -> Self {
        let (classes, quads) = filter.classes_and_quads();
        Choices { filter, classes, quads }
    }

    /// The choices that do not take it.
    pub(crate) fn refusing(&self, one: &Counted<'_>) -> Vec<Facet> {
        let Filter { statuses, scopes, .. } = self.filter;
        let takes = [
            (
                Facet::Class,
                (self.classes.is_empty() || self.classes.iter().any(|class| class == one.class))
                    && (self.quads.is_empty() || self.quads.contains(&one.quad)),
            ),
            (Facet::Status, statuses.is_empty() || statuses.iter().any(|status| status == one.status)),
            (Facet::Flag, scopes.take(one.flagged)),
        ];
        // An empty list takes no memory of its own.
        takes.into_iter().filter(|(_, takes)| !takes).map(|(facet, _)| facet).collect()
    }
}

impl Store {
    /// Counts the events that a filter finds by what may be chosen next.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn facets(&self, filter: &Filter) -> Result<Facets, StoreError> {
        let count = || {
            let choices = Choices::of(filter);
            let mut facets = Facets::default();
            self.counted(filter, false, |one| facets.take(&choices.refusing(&one), &one))?;
            Ok(facets)
        };
        self.told(count())
    }

    /// Gives what the filter finds to `sink`, choices of class, quad, status and flags left open; with scores where they are asked for.
    pub(crate) fn counted(
        &self,
        filter: &Filter,
        scored: bool,
        mut sink: impl FnMut(Counted<'_>),
    ) -> Result<(), Fault> {
        let score = if scored { SCORE } else { "0" };
        let open = Filter {
            classes: Vec::new(),
            quads: Vec::new(),
            statuses: Vec::new(),
            // Which flags cannot be told by the columns that are counted.
            scopes: match &filter.scopes {
                Scopes::Flagged(names) => Scopes::Flagged(names.clone()),
                _ => Scopes::Any,
            },
            ..filter.clone()
        };
        let of_days = Filter { from: open.from.clone(), to: open.to.clone(), ..Filter::default() };
        let mut queries: Vec<(String, Vec<Value>)> = Vec::new();
        // Sums of one sector and of how places are known stand by day as those of all do; of several sectors an event would be counted
        // for each.
        let mark = match (&open.sectors[..], open.located) {
            ([sector], None) if (Filter { sectors: open.sectors.clone(), ..of_days.clone() }) == open => {
                Some(sector.to_uppercase())
            }
            ([], Some(how)) if (Filter { located: open.located, ..of_days.clone() }) == open => {
                Some(how.name().to_string())
            }
            _ => None,
        };
        if open == of_days || mark.is_some() {
            let text = |day: &str| Value::Text(day.to_string());
            let (mut within, mut values) = (vec!["1"], Vec::new());
            let mut table = "daily_events";
            if let Some(mark) = &mark {
                table = "daily_marks";
                within.push("mark = ?");
                values.push(text(mark));
            }
            if let Some(from) = &open.from {
                within.push("day >= ?");
                values.push(text(from));
            }
            if let Some(to) = &open.to {
                within.extend(["day <> ''", "day <= ?"]);
                values.push(text(to));
            }
            let sql = format!(
                "SELECT day, class, quad, status, flagged, events, score FROM {table} WHERE {}",
                within.join(" AND ")
            );
            queries.push((sql, values));
            if let Some(from) = &open.from {
                // Each event stands among the sums on its first day.
                let mut values = vec![text(from), text(from)];
                let to = open.to.as_ref().map_or("", |to| {
                    values.push(text(to));
                    "AND first_day <= ?"
                });
                let of_mark = match (&mark, open.located) {
                    (Some(_), Some(how)) => how.condition("num"),
                    (Some(sector), None) => {
                        values.push(text(sector));
                        "EXISTS (SELECT 1 FROM event_participants WHERE event = num AND sector = ?)".into()
                    }
                    (None, _) => "1".into(),
                };
                queries.push((
                    format!(
                        "SELECT first_day, class, quad, status, flagged, 1, {score} FROM events
                         WHERE last_day > first_day AND last_day >= ? AND first_day < ? {to} AND {of_mark}"
                    ),
                    values,
                ));
            }
        } else {
            for part in self.parts(&open, Way::Lists)? {
                let (counted, condition) = (part.counted, part.sql);
                queries.push((
                    format!(
                        "SELECT first_day, class, quad, status, flagged, 1, {score} FROM events AS here {counted} WHERE {condition}"
                    ),
                    part.values,
                ));
            }
        }
        for (sql, values) in queries {
            let mut query = self.connection.prepare_cached(&sql)?;
            let mut rows = query.query(params_from_iter(values))?;
            while let Some(row) = rows.next()? {
                sink(Counted::read(row)?);
            }
        }
        Ok(())
    }
}

/// Adds to a count without making its name anew each time.
pub(crate) fn add(counts: &mut BTreeMap<String, u64>, name: &str, count: u64) {
    match counts.get_mut(name) {
        Some(had) => *had += count,
        None => {
            counts.insert(name.to_string(), count);
        }
    }
}
