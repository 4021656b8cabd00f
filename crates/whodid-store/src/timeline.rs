//! Events over time, beside the documents that were read.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use crate::counts::{Choices, Facets, Sums, add};
use crate::error::{Fault, StoreError};
use crate::filter::Filter;
use crate::store::Store;

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

/// Events over time by a step that fits them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OverTime {
    /// How many there are, by what may be chosen next.
    pub facets: Facets,
    /// What time is cut into.
    pub step: Step,
    /// As [`Store::timeline`] has them.
    pub moments: Vec<Moment>,
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

    /// The first day of the stretch after the one that begins on a day; `None` for what is no day, and at the end of time.
    ///
    /// ```
    /// use whodid_store::Step;
    /// assert_eq!(Step::Month.after("2024-01-01").as_deref(), Some("2024-02-01"));
    /// assert_eq!(Step::Week.after("2024-04-29").as_deref(), Some("2024-05-06"));
    /// ```
    pub fn after(self, day: &str) -> Option<String> {
        let span = jiff::Span::new();
        let span = match self {
            Step::Day => span.days(1),
            Step::Week => span.days(7),
            Step::Month => span.months(1),
        };
        day.parse::<jiff::civil::Date>().ok()?.checked_add(span).ok().map(|date| date.to_string())
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

impl Store {
    /// The events that a filter finds over time, each on its first day, beside the documents that were published; the
    /// earliest first, and what has no day before all. Stretches without either are left out. What began before the filter's
    /// period is left out too.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn timeline(&self, filter: &Filter, step: Step) -> Result<Vec<Moment>, StoreError> {
        self.told(self.moments(filter, |_| step)).map(|over| over.moments)
    }

    /// The same by a step that is chosen once the days are known, each with the events on it, the earliest first; with what
    /// [`Store::facets`] counts, since both go through the same events.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn timeline_fitted(
        &self,
        filter: &Filter,
        fit: impl FnOnce(&[(&str, u64)]) -> Step,
    ) -> Result<OverTime, StoreError> {
        self.told(self.moments(filter, fit))
    }

    fn moments(&self, filter: &Filter, fit: impl FnOnce(&[(&str, u64)]) -> Step) -> Result<OverTime, Fault> {
        /// Events and their score, of each kind.
        type OfKinds = Vec<(u64, i64)>;
        struct Sum {
            moment: Moment,
            score: i64,
        }
        let mut of_days: HashMap<String, OfKinds> = HashMap::new();
        let mut sums = Sums::default();
        let kinds = self.counted(filter, true, |one| {
            sums.take(&one);
            let day = one.day.unwrap_or("");
            if filter.from.as_deref().is_some_and(|from| day < from) {
                return;
            }
            let of_day = match of_days.get_mut(day) {
                Some(of_day) => of_day,
                None => of_days.entry(day.to_string()).or_default(),
            };
            if of_day.len() <= one.kind {
                of_day.resize(one.kind + 1, (0, 0));
            }
            if let Some((events, score)) = of_day.get_mut(one.kind) {
                *events += one.events;
                *score += one.score;
            }
        })?;
        let choices = Choices::of(filter);
        let taken: Vec<bool> = kinds.iter().map(|kind| choices.refusing(kind).is_empty()).collect();
        let mut days: Vec<(String, OfKinds, u64)> = Vec::new();
        for (day, mut of_kinds) in of_days {
            for (sum, taken) in of_kinds.iter_mut().zip(&taken) {
                *sum = if *taken { *sum } else { (0, 0) };
            }
            let events = of_kinds.iter().map(|(events, _)| events).sum();
            if events > 0 {
                days.push((day, of_kinds, events));
            }
        }
        days.sort_unstable();
        let known: Vec<(&str, u64)> = days.iter().map(|(day, _, events)| (day.as_str(), *events)).collect();
        let step = fit(&known);
        let empty = |day: &str| Sum { moment: Moment { from: day.to_string(), ..Moment::default() }, score: 0 };
        let mut over: BTreeMap<String, Sum> = BTreeMap::new();
        for (day, of_kinds, events) in &days {
            let sum = over.entry(step.of(day)).or_insert_with_key(|day| empty(day));
            for (kind, (events, score)) in kinds.iter().zip(of_kinds).filter(|(_, (events, _))| *events > 0) {
                add(&mut sum.moment.classes, &kind.class, *events);
                *sum.moment.quads.entry(kind.quad).or_default() += events;
                sum.score += score;
            }
            sum.moment.events += events;
        }
        let (first, last) = (filter.from.as_deref().unwrap_or("0"), filter.to.as_deref().unwrap_or("9999-12-31"));
        let mut documents = self
            .connection
            .prepare_cached("SELECT day, sum(documents) FROM coverage WHERE day BETWEEN ? AND ? GROUP BY day")?;
        let mut rows = documents.query([first, last])?;
        while let Some(row) = rows.next()? {
            let sum = over.entry(step.of(&row.get::<_, String>(0)?)).or_insert_with_key(|day| empty(day));
            sum.moment.documents += row.get::<_, i64>(1)?.unsigned_abs();
        }
        let moments = over.into_values().map(|Sum { mut moment, score }| {
            if moment.events > 0 {
                moment.mean_score = Some((score as f64 / moment.events as f64).round() / 1000.0);
            }
            moment
        });
        Ok(OverTime { facets: sums.facets(&choices, &kinds), step, moments: moments.collect() })
    }
}
