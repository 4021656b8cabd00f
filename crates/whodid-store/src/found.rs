//! The events that a filter finds, as a set that is asked for each number: a bit an event, so that a million take an eighth of a
//! megabyte and are looked up in no time.

use rusqlite::params_from_iter;

use crate::error::Fault;
use crate::filter::{Filter, Scopes, Way};
use crate::store::Store;

/// Numbers of rows of `events`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Bits(Vec<u64>);

impl Bits {
    fn put(&mut self, num: i64) {
        let num = num.unsigned_abs() as usize;
        if self.0.len() <= num / 64 {
            self.0.resize(num / 64 + 1, 0);
        }
        self.0[num / 64] |= 1 << (num % 64);
    }

    fn has(&self, num: i64) -> bool {
        let num = num.unsigned_abs() as usize;
        self.0.get(num / 64).is_some_and(|word| word >> (num % 64) & 1 == 1)
    }
}

/// What a filter finds.
pub(crate) enum FoundEvents {
    /// These.
    Only(Bits),
    /// All but these.
    But(Bits),
}

impl FoundEvents {
    /// Whether an event is among them.
    pub(crate) fn has(&self, event: i64) -> bool {
        match self {
            FoundEvents::Only(these) => these.has(event),
            FoundEvents::But(these) => !these.has(event),
        }
    }
}

/// Whether a filter asks for nothing but what is flagged or not.
pub(crate) fn asks_for_flags_alone(filter: &Filter) -> bool {
    !matches!(filter.scopes, Scopes::Flagged(_))
        && Filter { scopes: Scopes::Any, ..filter.clone() } == Filter::default()
}

impl Store {
    /// The events that a filter finds.
    pub(crate) fn found(&self, filter: &Filter) -> Result<FoundEvents, Fault> {
        let mut bits = Bits::default();
        if asks_for_flags_alone(filter) {
            if filter.scopes == Scopes::Unflagged {
                let mut flagged = self
                    .connection
                    .prepare_cached("SELECT num FROM events INDEXED BY events_flagged WHERE flagged = 1")?;
                let mut rows = flagged.query([])?;
                while let Some(row) = rows.next()? {
                    bits.put(row.get(0)?);
                }
            }
            return Ok(FoundEvents::But(bits));
        }
        for part in self.parts(filter, Way::Lists)? {
            let sql = format!("SELECT here.num FROM events AS here {} WHERE {}", part.counted, part.sql);
            let mut query = self.connection.prepare_cached(&sql)?;
            let mut rows = query.query(params_from_iter(part.values))?;
            while let Some(row) = rows.next()? {
                bits.put(row.get(0)?);
            }
        }
        Ok(FoundEvents::Only(bits))
    }

    /// A condition that the number of an event is among those that a filter finds, and its values: for few of them.
    pub(crate) fn among(&self, filter: &Filter) -> Result<(String, Vec<rusqlite::types::Value>), Fault> {
        let (mut lists, mut values) = (Vec::new(), Vec::new());
        for part in self.parts(filter, Way::Lists)? {
            lists.push(format!("SELECT here.num FROM events AS here {} WHERE {}", part.counted, part.sql));
            values.extend(part.values);
        }
        Ok((format!("IN ({})", lists.join(" UNION ALL ")), values))
    }

    /// How many events a filter finds, where nobody told yet.
    pub(crate) fn number_found(&self, filter: &Filter, told: Option<u64>) -> Result<u64, Fault> {
        if let Some(told) = told {
            return Ok(told);
        }
        let choices = crate::counts::Choices::of(filter);
        let mut events = 0;
        self.counted(filter, false, |one| {
            events += if choices.refusing(&one).is_empty() { one.events } else { 0 };
        })?;
        Ok(events)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_hold_what_was_put() {
        let mut bits = Bits::default();
        for num in [1, 63, 64, 1000] {
            bits.put(num);
        }
        assert!(bits.has(1) && bits.has(63) && bits.has(64) && bits.has(1000));
        assert!(!bits.has(0) && !bits.has(65) && !bits.has(100_000));
    }
}
