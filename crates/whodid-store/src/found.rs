//! The events that a filter finds, as a set that is asked for each number: a bit an event, so that a million take an eighth of a
//! megabyte and are looked up in no time.

use rusqlite::params_from_iter;
use rusqlite::types::Value;

use crate::condition::Way;
use crate::counts::{Choices, Sums};
use crate::error::Fault;
use crate::filter::{Filter, Scopes};
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

    fn and(&mut self, other: &Bits) {
        self.0.truncate(other.0.len());
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word &= other);
    }

    fn or(&mut self, other: &Bits) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word |= other);
    }

    fn but(&mut self, other: &Bits) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word &= !other);
    }

    fn count(&self) -> u64 {
        self.0.iter().map(|word| u64::from(word.count_ones())).sum()
    }

    fn has(&self, num: i64) -> bool {
        let num = num.unsigned_abs() as usize;
        self.0.get(num / 64).is_some_and(|word| word >> (num % 64) & 1 == 1)
    }
}

/// More events than these are gone through faster in order than looked up. Of few in tests, so that they see both ways.
pub(crate) const MANY: u64 = if cfg!(debug_assertions) { 2 } else { 20_000 };

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
                bits =
                    self.numbers("SELECT num FROM events INDEXED BY events_flagged WHERE flagged = 1", Vec::new())?;
            }
            return Ok(FoundEvents::But(bits));
        }
        let (beside, rest) = filter.split();
        if let Some(lists) = beside.lists().filter(|lists| !lists.is_empty()) {
            let mut all: Option<Bits> = None;
            for list in lists {
                let these = self.numbers(&list.sql, list.values)?;
                match &mut all {
                    Some(all) => all.and(&these),
                    None => all = Some(these),
                }
            }
            let mut all = all.unwrap_or_default();
            // Few are looked up one by one, below.
            if rest == Filter::default() || all.count() > MANY {
                if rest != Filter::default() {
                    match self.found(&rest)? {
                        FoundEvents::Only(these) => all.and(&these),
                        FoundEvents::But(these) => all.but(&these),
                    }
                }
                return Ok(FoundEvents::Only(all));
            }
        }
        for part in self.parts(filter, Way::Lists)? {
            let sql = format!("SELECT here.num FROM events AS here {} WHERE {}", part.counted, part.sql);
            let found = self.numbers(&sql, part.values)?;
            bits.or(&found);
        }
        Ok(FoundEvents::Only(bits))
    }

    /// The numbers that a question gives.
    fn numbers(&self, sql: &str, values: Vec<Value>) -> Result<Bits, Fault> {
        let mut bits = Bits::default();
        let mut query = self.connection.prepare_cached(sql)?;
        let mut rows = query.query(params_from_iter(values))?;
        while let Some(row) = rows.next()? {
            bits.put(row.get(0)?);
        }
        Ok(bits)
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
        let mut sums = Sums::default();
        let kinds = self.counted(filter, false, |one| sums.take(&one))?;
        Ok(sums.facets(&Choices::of(filter), &kinds).events)
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
