//! What a filter finds, in parts that an index goes through: what began within the period, and what began before and reaches into it.
//!
//! A row is in a period when its first day is not after the end and its last day not before the beginning. No index can go by both;
//! but nearly all events are of one day, and those of several have an index of their own.

use rusqlite::types::Value;

use crate::columns::Noun;
use crate::condition::Way;
use crate::error::Fault;
use crate::filter::Filter;
use crate::store::Store;

/// One part: a condition on `events AS here`, and the index to count it by.
pub(crate) struct Part {
    pub(crate) sql: String,
    pub(crate) values: Vec<Value>,
    /// What follows `events AS here` where only what is counted is looked at.
    pub(crate) counted: &'static str,
    /// It began before the period.
    pub(crate) before: bool,
}

impl Store {
    /// The parts of what a filter finds, no event in two of them; the later first.
    pub(crate) fn parts(&self, filter: &Filter, way: Way) -> Result<Vec<Part>, Fault> {
        let rest = Filter { from: None, ..filter.clone() }.build(Noun::Event, way);
        // These name events one by one or by their stories, for which there are other indexes.
        let named = !filter.stories.is_empty() || !filter.events.is_empty();
        let counted = if named { "" } else { "INDEXED BY events_counted" };
        let Some(from) = &filter.from else {
            return Ok(vec![Part { sql: rest.sql, values: rest.values, counted, before: false }]);
        };
        let day = || Value::Text(from.clone());
        let listed = rest.sql.contains("(SELECT");
        let short = || -> Result<bool, Fault> { Ok(self.in_period(filter)? < self.about_all()? / 10) };
        let by_day = !named && (!listed || short()?);
        let with = |more: Vec<Value>| rest.values.iter().cloned().chain(more).collect();
        Ok(vec![
            Part {
                sql: format!("{} AND here.first_day >= ?", rest.sql),
                values: with(vec![day()]),
                counted: if by_day { "INDEXED BY events_by_day" } else { counted },
                before: false,
            },
            Part {
                sql: format!(
                    "{} AND here.last_day > here.first_day AND here.first_day < ? AND here.last_day >= ?",
                    rest.sql
                ),
                values: with(vec![day(), day()]),
                counted: if named { "" } else { "INDEXED BY events_of_many_days" },
                before: true,
            },
        ])
    }

    /// How many events began within the filter's period, whatever else it asks for.
    pub(crate) fn in_period(&self, filter: &Filter) -> Result<u64, Fault> {
        if filter.from.is_none() && filter.to.is_none() {
            return self.about_all();
        }
        let (from, to) = (filter.from.as_deref().unwrap_or("0"), filter.to.as_deref().unwrap_or("9999-12-31"));
        let mut sum = self
            .connection
            .prepare_cached("SELECT coalesce(sum(events), 0) FROM daily_events WHERE day BETWEEN ? AND ?")?;
        Ok(sum.query_row([from, to], |row| row.get::<_, i64>(0))?.unsigned_abs())
    }

    /// About how many events there are: the number of the last row.
    fn about_all(&self) -> Result<u64, Fault> {
        let mut most = self.connection.prepare_cached("SELECT coalesce(max(num), 0) FROM events")?;
        Ok(most.query_row([], |row| row.get::<_, i64>(0))?.unsigned_abs())
    }
}
