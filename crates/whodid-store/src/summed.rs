//! Which filters the sums by day answer.

use rusqlite::types::Value;

use crate::condition::is_code;
use crate::error::Fault;
use crate::filter::Filter;
use crate::store::Store;

/// Sums that stand by day, and the events that they are the sums of.
pub(crate) struct Summed {
    /// The table.
    pub(crate) table: &'static str,
    /// What is true of its rows, with the values of its marks.
    pub(crate) rows: &'static str,
    /// What is true of the events, with the same values; `num` is the number of one.
    pub(crate) events: String,
    pub(crate) values: Vec<Value>,
}

impl Store {
    /// The sums for a filter that leaves class, quad, status and flags open; `None` where none has what it asks for. Of several sectors
    /// or participants an event would be counted for each.
    pub(crate) fn summed(&self, filter: &Filter) -> Result<Option<Summed>, Fault> {
        let days = Filter { from: filter.from.clone(), to: filter.to.clone(), ..Filter::default() };
        let text = |value: String| Value::Text(value);
        let of_mark = |events: String, mark: String| Summed {
            table: "daily_marks",
            rows: "mark = ?1",
            events,
            values: vec![text(mark)],
        };
        let found = match (&filter.sectors[..], &filter.participants[..], &filter.between, filter.located) {
            ([], [], None, None) if *filter == days => {
                Summed { table: "daily_events", rows: "1", events: "1".into(), values: Vec::new() }
            }
            ([sector], [], None, None) if *filter == (Filter { sectors: filter.sectors.clone(), ..days.clone() }) => {
                let events = "EXISTS (SELECT 1 FROM event_participants WHERE event = num AND sector = ?1)";
                of_mark(events.into(), sector.to_uppercase())
            }
            ([], [code], None, None)
                if *filter == (Filter { participants: filter.participants.clone(), ..days.clone() })
                    && is_code(code)
                    && self.is_code_alone(code)? =>
            {
                let events = "EXISTS (SELECT 1 FROM event_participants WHERE event = num AND 'code:' || code = ?1)";
                of_mark(events.into(), format!("code:{code}"))
            }
            ([], [], Some((one, other)), None)
                if *filter == (Filter { between: filter.between.clone(), ..days.clone() })
                    && !one.eq_ignore_ascii_case(other) =>
            {
                let mut pair = [one.to_uppercase(), other.to_uppercase()];
                pair.sort_unstable();
                let has =
                    |at: usize| format!("EXISTS (SELECT 1 FROM event_participants WHERE event = num AND code = ?{at})");
                Summed {
                    table: "daily_pairs",
                    rows: "one = ?1 AND other = ?2",
                    events: format!("{} AND {}", has(1), has(2)),
                    values: pair.map(text).into(),
                }
            }
            ([], [], None, Some(how)) if *filter == (Filter { located: filter.located, ..days }) => {
                of_mark(format!("?1 <> '' AND {}", how.condition("num")), how.name().to_string())
            }
            _ => return Ok(None),
        };
        Ok(Some(found))
    }

    /// Whether no participant goes by these letters as its name.
    fn is_code_alone(&self, code: &str) -> Result<bool, Fault> {
        let mut named = self
            .connection
            .prepare_cached("SELECT NOT EXISTS (SELECT 1 FROM event_participants WHERE name = ?1 COLLATE NOCASE)")?;
        Ok(named.query_row([code], |row| row.get(0))?)
    }
}
