//! How many events a filter finds, by what can be chosen next.
//!
//! What class, quad, status, flags and days alone decide is answered from the sums; the rest by going through an index that
//! holds what is counted, without a look at any record.

use std::collections::BTreeMap;

use rusqlite::types::Value;
use rusqlite::{Row, params_from_iter};
use serde::Serialize;

use crate::condition::Way;
use crate::error::{Fault, StoreError};
use crate::filter::{Filter, Scopes};
use crate::store::Store;
use crate::summed::Summed;

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

/// What [`Store::facets`] counts, on its way there: each kind by itself, since what is chosen takes or refuses whole kinds.
#[derive(Default)]
pub(crate) struct Sums {
    by_kind: Vec<Sum>,
}

#[derive(Clone, Default)]
struct Sum {
    events: u64,
    first_day: Option<String>,
    last_day: Option<String>,
}

impl Sums {
    pub(crate) fn take(&mut self, one: &Counted<'_>) {
        if self.by_kind.len() <= one.kind {
            self.by_kind.resize(one.kind + 1, Sum::default());
        }
        let Some(sum) = self.by_kind.get_mut(one.kind) else { return };
        sum.events += one.events;
        let Some(day) = one.day else { return };
        if sum.first_day.as_deref().is_none_or(|first| day < first) {
            sum.first_day = Some(day.to_string());
        }
        if sum.last_day.as_deref().is_none_or(|last| day > last) {
            sum.last_day = Some(day.to_string());
        }
    }

    /// Counts each kind where no other choice refuses it.
    pub(crate) fn facets(self, choices: &Choices<'_>, kinds: &[Kind]) -> Facets {
        let mut out = Facets::default();
        for (kind, sum) in kinds.iter().zip(self.by_kind) {
            let refusing = choices.refusing(kind);
            let but = |facet| refusing.is_empty() || refusing == [facet];
            if refusing.is_empty() {
                out.events += sum.events;
                out.first_day = out.first_day.into_iter().chain(sum.first_day).min();
                out.last_day = out.last_day.into_iter().chain(sum.last_day).max();
            }
            if but(Facet::Class) {
                *out.classes.entry(kind.class.clone()).or_default() += sum.events;
                *out.quads.entry(kind.quad).or_default() += sum.events;
            }
            if but(Facet::Status) {
                *out.statuses.entry(kind.status.clone()).or_default() += sum.events;
            }
            if but(Facet::Flag) {
                *(if kind.flagged { &mut out.flagged } else { &mut out.unflagged }) += sum.events;
            }
        }
        out
    }
}

/// What is counted of one event, or of several that are alike.
pub(crate) struct Counted<'r> {
    pub(crate) day: Option<&'r str>,
    /// Which of the kinds.
    pub(crate) kind: usize,
    pub(crate) events: u64,
    /// Sum of scores in thousandths: whole numbers add up in any order.
    pub(crate) score: i64,
}

/// What may be chosen is the same for all events of a kind.
pub(crate) struct Kind {
    pub(crate) class: String,
    pub(crate) quad: u8,
    pub(crate) status: String,
    pub(crate) flagged: bool,
}

/// What a row has behind its kind.
#[derive(Clone, Copy)]
enum Holds {
    /// How many events, and their score.
    Sums,
    /// Nothing: it is one event.
    Event,
    /// One event's scale.
    Scale,
}

/// Kinds, numbered as they were met.
#[derive(Default)]
struct Kinds {
    all: Vec<Kind>,
    /// Their signs with their numbers; those met often come to stand before those met seldom.
    often: Vec<(u128, usize)>,
}

impl Kinds {
    fn read<'r>(&mut self, row: &'r Row<'_>, holds: Holds) -> Result<Counted<'r>, Fault> {
        let text = |at: usize| row.get_ref(at).and_then(|value| value.as_str_or_null().map_err(rusqlite::Error::from));
        let kind = self.number(text(1)?.unwrap_or(""), row.get(2)?, text(3)?.unwrap_or(""), row.get::<_, i64>(4)? != 0);
        let (events, score) = match holds {
            Holds::Sums => (row.get::<_, i64>(5)?.unsigned_abs(), row.get(6)?),
            Holds::Event => (1, 0),
            Holds::Scale => (1, (row.get::<_, f64>(5)? * 1000.0).round() as i64),
        };
        Ok(Counted { day: text(0)?.filter(|day| !day.is_empty()), kind, events, score })
    }

    fn number(&mut self, class: &str, quad: u8, status: &str, flagged: bool) -> usize {
        // A million rows ask: a sign tells most kinds apart without a look at their names.
        let head =
            |text: &str| text.bytes().take(7).fold(text.len() as u128, |sign, byte| sign << 8 | u128::from(byte));
        let sign = head(class) << 64 | head(status) ^ u128::from(quad) << 60 ^ u128::from(flagged) << 59;
        let is =
            |kind: &Kind| kind.class == class && kind.status == status && kind.quad == quad && kind.flagged == flagged;
        let found = |one: &(u128, usize)| one.0 == sign && self.all.get(one.1).is_some_and(is);
        if let Some(at) = self.often.iter().position(found) {
            self.often.swap(at, at / 2);
            return self.often.get(at / 2).map_or(0, |one| one.1);
        }
        let number = self.all.len();
        self.all.push(Kind { class: class.to_string(), quad, status: status.to_string(), flagged });
        self.often.push((sign, number));
        number
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
    pub(crate) fn refusing(&self, one: &Kind) -> Vec<Facet> {
        let Filter { statuses, scopes, .. } = self.filter;
        let takes = [
            (
                Facet::Class,
                (self.classes.is_empty() || self.classes.contains(&one.class))
                    && (self.quads.is_empty() || self.quads.contains(&one.quad)),
            ),
            (Facet::Status, statuses.is_empty() || statuses.contains(&one.status)),
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
            let mut sums = Sums::default();
            let kinds = self.counted(filter, false, |one| sums.take(&one))?;
            Ok(sums.facets(&choices, &kinds))
        };
        self.told(count())
    }

    /// Gives what the filter finds to `sink`, choices of class, quad, status and flags left open; with scores where they are asked for.
    /// The kinds that the numbers mean come last.
    pub(crate) fn counted(
        &self,
        filter: &Filter,
        scored: bool,
        mut sink: impl FnMut(Counted<'_>),
    ) -> Result<Vec<Kind>, Fault> {
        let (scale, one) = if scored { (", scale", Holds::Scale) } else { ("", Holds::Event) };
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
        let mut queries: Vec<(String, Vec<Value>, Holds)> = Vec::new();
        if let Some(sums) = self.summed(&open)? {
            let text = |day: &str| Value::Text(day.to_string());
            let Summed { table, rows, events, values: of_rows } = sums;
            let (mut within, mut values) = (vec![rows], of_rows.clone());
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
            queries.push((sql, values, Holds::Sums));
            if let Some(from) = &open.from {
                // Each event stands among the sums on its first day.
                let mut values = of_rows;
                values.extend([text(from), text(from)]);
                let to = open.to.as_ref().map_or("", |to| {
                    values.push(text(to));
                    "AND first_day <= ?"
                });
                // A mark without a number has the one behind the greatest before it.
                queries.push((
                    format!(
                        "SELECT first_day, class, quad, status, flagged{scale} FROM events
                         WHERE {events} AND last_day > first_day AND last_day >= ? AND first_day < ? {to}"
                    ),
                    values,
                    one,
                ));
            }
        } else {
            for part in self.parts(&open, Way::Lists)? {
                let (counted, condition) = (part.counted, part.sql);
                queries.push((
                    format!(
                        "SELECT first_day, class, quad, status, flagged{scale} FROM events AS here {counted} WHERE {condition}"
                    ),
                    part.values,
                    one,
                ));
            }
        }
        let mut kinds = Kinds::default();
        for (sql, values, holds) in queries {
            let mut query = self.connection.prepare_cached(&sql)?;
            let mut rows = query.query(params_from_iter(values))?;
            while let Some(row) = rows.next()? {
                sink(kinds.read(row, holds)?);
            }
        }
        Ok(kinds.all)
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
