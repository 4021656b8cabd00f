//! How many events a filter finds, by what can be chosen next, and over time.
//!
//! What class, quad, status, flags and days alone decide is answered from the sums; the rest by going through an index that
//! holds what is counted, without a look at any record.

use std::collections::BTreeMap;

use rusqlite::types::Value;
use rusqlite::{Row, params_from_iter};
use serde::Serialize;

use crate::columns::Noun;
use crate::error::{Fault, StoreError};
use crate::filter::{Filter, Scopes};
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

/// What time is cut into.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Step {
    /// Days.
    #[default]
    Day,
    /// Weeks, named by their Monday.
    Week,
    /// Months, named by their first day.
    Month,
}

/// Events and documents of a stretch of time.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Moment {
    /// The first day of the stretch; empty for what has no day.
    pub from: String,
    /// Events by class.
    pub classes: BTreeMap<String, u64>,
    /// Events by quad.
    pub quads: BTreeMap<u8, u64>,
    /// Events in all.
    pub events: u64,
    /// Their mean score, from -10, conflict, to 10, cooperation.
    pub mean_score: Option<f64>,
    /// Documents published in it, whatever they tell: what counts of events are to be seen against.
    pub documents: u64,
}

impl Step {
    /// Every step with its name.
    pub const ALL: [(Step, &str); 3] = [(Step::Day, "day"), (Step::Week, "week"), (Step::Month, "month")];

    /// The step of this name.
    pub fn named(name: &str) -> Option<Step> {
        Step::ALL.iter().find(|(_, one)| *one == name).map(|(step, _)| *step)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        Step::ALL.iter().find(|(step, _)| *step == self).map_or("day", |(_, name)| name)
    }

    /// The first day of the stretch that a day lies in; what is no day stays as it is.
    ///
    /// ```
    /// use whodid_store::Step;
    /// assert_eq!(Step::Week.of("2024-05-01"), "2024-04-29");
    /// assert_eq!(Step::Month.of("2024-05-01"), "2024-05-01");
    /// ```
    pub fn of(self, day: &str) -> String {
        let first = |date: jiff::civil::Date| match self {
            Step::Day => Some(date),
            Step::Month => Some(date.first_of_month()),
            Step::Week => {
                let since = i64::from(date.weekday().to_monday_zero_offset());
                date.checked_sub(jiff::Span::new().days(since)).ok()
            }
        };
        day.parse().ok().and_then(first).map_or_else(|| day.to_string(), |date| date.to_string())
    }
}

/// The score of a row in thousandths.
const SCORE: &str = "CAST(round(scale * 1000) AS INTEGER)";

/// What is counted of one event, or of several that are alike.
struct Counted<'r> {
    day: Option<&'r str>,
    class: &'r str,
    quad: u8,
    status: &'r str,
    flagged: bool,
    events: u64,
    /// Sum of scores in thousandths: whole numbers add up in any order.
    score: i64,
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
enum Facet {
    Class,
    Quad,
    Status,
    Flag,
}

/// What is chosen.
struct Choices<'f> {
    filter: &'f Filter,
    classes: Vec<String>,
}

impl<'f> Choices<'f> {
    fn of(filter: &'f Filter) -> Self {
        Choices { filter, classes: filter.classes.iter().map(|class| class.to_uppercase()).collect() }
    }

    /// The choices that do not take it.
    fn refusing(&self, one: &Counted<'_>) -> Vec<Facet> {
        let Filter { quads, statuses, scopes, .. } = self.filter;
        let takes = [
            (Facet::Class, self.classes.is_empty() || self.classes.iter().any(|class| class == one.class)),
            (Facet::Quad, quads.is_empty() || quads.contains(&one.quad)),
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
            self.counted(filter, |one| {
                let refusing = choices.refusing(&one);
                let all = refusing.is_empty();
                let but = |facet| all || refusing == [facet];
                if all {
                    facets.events += one.events;
                    if let Some(day) = one.day {
                        if facets.first_day.as_deref().is_none_or(|first| day < first) {
                            facets.first_day = Some(day.to_string());
                        }
                        if facets.last_day.as_deref().is_none_or(|last| day > last) {
                            facets.last_day = Some(day.to_string());
                        }
                    }
                }
                if but(Facet::Class) {
                    add(&mut facets.classes, one.class, one.events);
                }
                if but(Facet::Quad) {
                    *facets.quads.entry(one.quad).or_default() += one.events;
                }
                if but(Facet::Status) {
                    add(&mut facets.statuses, one.status, one.events);
                }
                if but(Facet::Flag) {
                    *(if one.flagged { &mut facets.flagged } else { &mut facets.unflagged }) += one.events;
                }
            })?;
            Ok(facets)
        };
        self.told(count())
    }

    /// Gives what the filter finds to `sink`, choices of class, quad, status and flags left open.
    fn counted(&self, filter: &Filter, mut sink: impl FnMut(Counted<'_>)) -> Result<(), Fault> {
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
        if open == of_days {
            let text = |day: &str| Value::Text(day.to_string());
            let (mut within, mut values) = (vec!["1"], Vec::new());
            if let Some(from) = &open.from {
                within.push("day >= ?");
                values.push(text(from));
            }
            if let Some(to) = &open.to {
                within.extend(["day <> ''", "day <= ?"]);
                values.push(text(to));
            }
            let sql = format!(
                "SELECT day, class, quad, status, flagged, events FROM daily_events WHERE {}",
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
                queries.push((
                    format!(
                        "SELECT first_day, class, quad, status, flagged, 1, {SCORE} FROM events
                         WHERE last_day > first_day AND last_day >= ? AND first_day < ? {to}"
                    ),
                    values,
                ));
            }
        } else {
            let condition = open.condition(Noun::Event);
            let (counted, sql) = (open.counted(), condition.sql);
            queries.push((
                format!("SELECT first_day, class, quad, status, flagged, 1, {SCORE} FROM events AS here {counted} WHERE {sql}"),
                condition.values,
            ));
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

    /// The events that a filter finds over time, each on its first day, beside the documents that were published; the
    /// earliest first, and what has no day before all. Stretches without either are left out. What began before the filter's
    /// period is left out too.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn timeline(&self, filter: &Filter, step: Step) -> Result<Vec<Moment>, StoreError> {
        self.told(self.moments(filter, step))
    }

    fn moments(&self, filter: &Filter, step: Step) -> Result<Vec<Moment>, Fault> {
        struct Sum {
            moment: Moment,
            score: i64,
        }
        let mut days: BTreeMap<String, Sum> = BTreeMap::new();
        let empty = |day: &str| Sum { moment: Moment { from: day.to_string(), ..Moment::default() }, score: 0 };
        let choices = Choices::of(filter);
        self.counted(filter, |one| {
            let day = one.day.unwrap_or("");
            if filter.from.as_deref().is_some_and(|from| day < from) || !choices.refusing(&one).is_empty() {
                return;
            }
            let sum = match days.get_mut(day) {
                Some(sum) => sum,
                None => days.entry(day.to_string()).or_insert_with_key(|day| empty(day)),
            };
            add(&mut sum.moment.classes, one.class, one.events);
            *sum.moment.quads.entry(one.quad).or_default() += one.events;
            sum.moment.events += one.events;
            sum.score += one.score;
        })?;
        let days_alone = std::mem::take(&mut days);
        for (day, one) in days_alone {
            let sum = days.entry(step.of(&day)).or_insert_with_key(|day| empty(day));
            for (class, count) in &one.moment.classes {
                add(&mut sum.moment.classes, class, *count);
            }
            for (quad, count) in &one.moment.quads {
                *sum.moment.quads.entry(*quad).or_default() += count;
            }
            sum.moment.events += one.moment.events;
            sum.score += one.score;
        }
        let (first, last) = (filter.from.as_deref().unwrap_or("0"), filter.to.as_deref().unwrap_or("9999-12-31"));
        let mut documents = self
            .connection
            .prepare_cached("SELECT day, sum(documents) FROM coverage WHERE day BETWEEN ? AND ? GROUP BY day")?;
        let mut rows = documents.query([first, last])?;
        while let Some(row) = rows.next()? {
            let sum = days.entry(step.of(&row.get::<_, String>(0)?)).or_insert_with_key(|day| empty(day));
            sum.moment.documents += row.get::<_, i64>(1)?.unsigned_abs();
        }
        Ok(days
            .into_values()
            .map(|Sum { mut moment, score }| {
                if moment.events > 0 {
                    moment.mean_score = Some((score as f64 / moment.events as f64).round() / 1000.0);
                }
                moment
            })
            .collect())
    }
}

/// Adds to a count without making its name anew each time.
fn add(counts: &mut BTreeMap<String, u64>, name: &str, count: u64) {
    match counts.get_mut(name) {
        Some(had) => *had += count,
        None => {
            counts.insert(name.to_string(), count);
        }
    }
}
