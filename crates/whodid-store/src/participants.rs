//! Who takes part: the busiest of a filter.
//!
//! A participant is known by its key: the Wikidata id where it has one, else code and name (`SDN:Rapid Support Forces`, `:rebels`).
//! The same key is a form of [`Filter::participants`], so that a page of it leads to its events.
//!
//! Going through every participant of every event and sorting names took seconds. Sums are kept instead (`participation`), and those
//! who take part in the most events at all are asked first how many of *these* events are theirs: once nobody left can have as many
//! as those who are listed already, the list is done.

use std::collections::{BTreeSet, HashMap};

use rusqlite::{OptionalExtension, params_from_iter};
use serde::Serialize;

use crate::error::{Fault, StoreError};
use crate::filter::Filter;
use crate::found::{FoundEvents, asks_for_flags_alone};
use crate::store::Store;

/// One who takes part in events.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Acting {
    /// What it is known by: a Wikidata id, else code and name with a colon between.
    pub key: String,
    /// The name that it has in most events: the full name where it is known, else the words of the text.
    pub name: String,
    /// Country or international code.
    pub code: Option<String>,
    /// The primary sector that it has in most events.
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

/// So many events are rather looked up one by one.
const FEW: u64 = 30_000;

/// What the busiest are the busiest by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Busy {
    /// Events that they take part in.
    Events,
    /// Those of them in which somebody acts on somebody.
    Met,
}

/// What one participant has of the events found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) events: u64,
    pub(crate) met: u64,
    pub(crate) acts: u64,
    pub(crate) receives: u64,
    /// The last event counted, as what acts and as what is acted on: events come one after another.
    pub(crate) acted: Option<i64>,
    pub(crate) received: Option<i64>,
}

impl Tally {
    fn by(&self, busy: Busy) -> u64 {
        match busy {
            Busy::Events => self.events,
            Busy::Met => self.met,
        }
    }

    fn add(&mut self, event: i64, role: &str, met: bool) {
        let known = self.acted == Some(event) || self.received == Some(event);
        let (last, count) = match role {
            "actor" => (&mut self.acted, &mut self.acts),
            _ => (&mut self.received, &mut self.receives),
        };
        if *last != Some(event) {
            *last = Some(event);
            *count += 1;
        }
        self.events += u64::from(!known);
        self.met += u64::from(!known && met);
    }
}

/// A mean of thousandths, to three digits.
pub(crate) fn mean(score: i64, events: u64) -> f64 {
    if events == 0 { 0.0 } else { (score as f64 / events as f64).round() / 1000.0 }
}

fn known(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

impl Store {
    /// Those who take part in the events that a filter finds, the busiest first, at most `limit`. `found` is how many events the
    /// filter finds, as far as it is known.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn participants(&self, filter: &Filter, limit: usize, found: Option<u64>) -> Result<Vec<Acting>, StoreError> {
        let list = self.busiest(filter, Busy::Events, limit, found);
        self.told(list.map(|list| list.into_iter().map(|(acting, _)| acting).collect()))
    }

    /// The busiest with what they have of the events found.
    pub(crate) fn busiest(
        &self,
        filter: &Filter,
        busy: Busy,
        limit: usize,
        found: Option<u64>,
    ) -> Result<Vec<(Acting, Tally)>, Fault> {
        let list = self.busiest_nums(filter, busy, limit, found)?;
        list.into_iter().map(|(num, tally)| Ok((self.acting(num, &tally)?, tally))).collect()
    }

    fn busiest_nums(
        &self,
        filter: &Filter,
        busy: Busy,
        limit: usize,
        found: Option<u64>,
    ) -> Result<Vec<(i64, Tally)>, Fault> {
        if !asks_for_flags_alone(filter) && self.number_found(filter, found)? < FEW {
            let (among, values) = self.among(filter)?;
            let sql = format!(
                "SELECT event, role, participant, met FROM event_participants WHERE event {among} ORDER BY event"
            );
            let mut query = self.connection.prepare_cached(&sql)?;
            let mut rows = query.query(params_from_iter(values))?;
            let mut tallies: HashMap<i64, Tally> = HashMap::new();
            while let Some(row) = rows.next()? {
                let role = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
                tallies.entry(row.get(2)?).or_default().add(row.get(0)?, role, row.get(3)?);
            }
            let list = tallies.into_iter().map(|(num, tally)| (tally.by(busy), num, tally));
            return self.ranked(list.filter(|(count, ..)| *count > 0).collect(), limit);
        }
        let these = self.found(filter)?;
        let mut list: BTreeSet<(std::cmp::Reverse<u64>, String, i64)> = BTreeSet::new();
        let mut tallies: HashMap<i64, Tally> = HashMap::new();
        let most_first = match busy {
            Busy::Events => "events",
            Busy::Met => "met",
        };
        let mut all = self.connection.prepare_cached(&format!(
            "SELECT num, key, {most_first}, events, acts, receives, met, flagged, flagged_acts, flagged_receives, flagged_met
             FROM participants ORDER BY {most_first} DESC, key"
        ))?;
        let mut rows = all.query([])?;
        while let Some(row) = rows.next()? {
            let number = |at: usize| row.get::<_, i64>(at).map(i64::unsigned_abs);
            let (num, most): (i64, u64) = (row.get(0)?, number(2)?);
            if list.len() >= limit && list.last().is_none_or(|(least, ..)| most < least.0) {
                break;
            }
            let tally = match &these {
                FoundEvents::But(_) => {
                    let flags = u64::from(filter.scopes != crate::Scopes::Any);
                    let without = |all: usize| Ok::<_, Fault>(number(all)?.saturating_sub(number(all + 4)? * flags));
                    let (events, acts, receives, met) = (without(3)?, without(4)?, without(5)?, without(6)?);
                    Tally { events, acts, receives, met, ..Tally::default() }
                }
                FoundEvents::Only(_) => self.tally(num, &these)?,
            };
            if tally.by(busy) == 0 {
                continue;
            }
            list.insert((std::cmp::Reverse(tally.by(busy)), row.get(1)?, num));
            tallies.insert(num, tally);
            if list.len() > limit
                && let Some((.., last)) = list.pop_last()
            {
                tallies.remove(&last);
            }
        }
        Ok(list.into_iter().filter_map(|(.., num)| tallies.get(&num).map(|tally| (num, *tally))).collect())
    }

    /// What one participant has of some events.
    fn tally(&self, participant: i64, these: &FoundEvents) -> Result<Tally, Fault> {
        let mut own = self.connection.prepare_cached(
            "SELECT event, role, met FROM event_participants INDEXED BY event_participants_by_participant
             WHERE participant = ? ORDER BY event",
        )?;
        let mut rows = own.query([participant])?;
        let mut tally = Tally::default();
        while let Some(row) = rows.next()? {
            let event = row.get(0)?;
            if these.has(event) {
                tally.add(event, row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?, row.get(2)?);
            }
        }
        Ok(tally)
    }

    /// The first `limit` by their counts, and by their keys where these are equal.
    pub(crate) fn ranked<T>(&self, mut list: Vec<(u64, i64, T)>, limit: usize) -> Result<Vec<(i64, T)>, Fault> {
        list.sort_unstable_by_key(|(count, num, _)| (std::cmp::Reverse(*count), *num));
        // Only keys of those who may be among the first are read.
        let least = limit.checked_sub(1).and_then(|at| list.get(at)).map_or(0, |(count, ..)| *count);
        list.retain(|(count, ..)| *count >= least);
        let mut find = self.connection.prepare_cached("SELECT key FROM participants WHERE num = ?")?;
        let mut keyed: Vec<(u64, String, i64, T)> = Vec::with_capacity(list.len());
        for (count, num, told) in list {
            keyed.push((count, find.query_row([num], |row| row.get(0))?, num, told));
        }
        keyed.sort_unstable_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        keyed.truncate(limit);
        Ok(keyed.into_iter().map(|(.., num, told)| (num, told)).collect())
    }

    pub(crate) fn acting(&self, num: i64, tally: &Tally) -> Result<Acting, Fault> {
        let mut find = self.connection.prepare_cached("SELECT key, wikidata FROM participants WHERE num = ?")?;
        let (key, wikidata) = find.query_row([num], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut forms = self.connection.prepare_cached(
            "SELECT name, code, sector FROM participant_forms WHERE participant = ?
             ORDER BY events DESC, name, code, sector LIMIT 1",
        )?;
        let (name, code, sector): (String, String, String) =
            forms.query_row([num], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let Tally { events, acts, receives, .. } = *tally;
        Ok(Acting { key, name, code: known(code), sector: known(sector), wikidata, events, acts, receives })
    }

    /// The number of the participant with this key.
    pub(crate) fn participant_num(&self, key: &str) -> Result<Option<i64>, Fault> {
        let mut find = self.connection.prepare_cached("SELECT num FROM participants WHERE key = ?")?;
        Ok(find.query_row([key], |row| row.get(0)).optional()?)
    }
}
