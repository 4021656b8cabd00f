//! All that the store knows of one who takes part: its names, what it was and when, and with whom it has to do.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Serialize;

use crate::error::{Fault, StoreError};
use crate::participants::{Acting, Tally, mean};
use crate::store::Store;

/// All that a store knows of one who takes part, from events that are not flagged as sport, fiction and the like.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Participant {
    /// Who it is.
    #[serde(flatten)]
    pub acting: Acting,
    /// Events besides that are flagged.
    pub flagged: u64,
    /// What texts call it, the commonest first; the commonest alone where there are too many.
    pub names: Vec<Form>,
    /// What it was, by code, sector and office, the earliest first.
    pub roles: Vec<Held>,
    /// On whom it acts, the commonest first.
    pub acts_on: Vec<Partner>,
    /// Who acts on it, the commonest first.
    pub acted_on_by: Vec<Partner>,
}

/// A name found in texts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Form {
    /// The words.
    pub name: String,
    /// Events told of with them.
    pub events: u64,
}

/// What a participant was in some of its events.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Held {
    /// Country or international code.
    pub code: Option<String>,
    /// Primary sector.
    pub sector: Option<String>,
    /// Office held on the day.
    pub office: Option<String>,
    /// The first day of the first of these events that has one.
    pub first_day: Option<String>,
    /// The last day of the last of them.
    pub last_day: Option<String>,
    /// How many they are.
    pub events: u64,
}

/// One whom a participant acts on, or who acts on it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Partner {
    /// What it is known by.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Country or international code.
    pub code: Option<String>,
    /// Primary sector.
    pub sector: Option<String>,
    /// Events between the two.
    pub events: u64,
    /// Their mean score, from -10, conflict, to 10, cooperation.
    pub mean_score: f64,
}

impl Store {
    /// All that the store knows of one who takes part, with at most `limit` names, and partners of each kind.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn participant(&self, key: &str, limit: usize) -> Result<Option<Participant>, StoreError> {
        let read = || -> Result<Option<Participant>, Fault> {
            let Some(num) = self.participant_num(key)? else { return Ok(None) };
            let mut sums = self.connection.prepare_cached(
                "SELECT events - flagged, acts - flagged_acts, receives - flagged_receives, flagged FROM participants WHERE num = ?",
            )?;
            let (tally, flagged) = sums.query_row([num], |row| {
                let number = |at: usize| row.get::<_, i64>(at).map(i64::unsigned_abs);
                let tally = Tally { events: number(0)?, acts: number(1)?, receives: number(2)?, ..Tally::default() };
                Ok((tally, number(3)?))
            })?;
            let (mut names, roles) = self.forms(num)?;
            names.truncate(limit);
            let acting = self.acting(num, &tally)?;
            let (acts_on, acted_on_by) = (self.partners(num, "actor", limit)?, self.partners(num, "recipient", limit)?);
            Ok(Some(Participant { acting, flagged, names, roles, acts_on, acted_on_by }))
        };
        self.told(read())
    }

    /// What texts call a participant, and what it was.
    fn forms(&self, participant: i64) -> Result<(Vec<Form>, Vec<Held>), Fault> {
        let mut names: BTreeMap<String, u64> = BTreeMap::new();
        let mut roles: BTreeMap<[Option<String>; 3], Held> = BTreeMap::new();
        // Of one event each name and each role counts once.
        let mut of_event: (i64, BTreeSet<String>, BTreeSet<[Option<String>; 3]>) = Default::default();
        let mut own = self.connection.prepare_cached(
            "SELECT event, coalesce(words, name), code, told.sector, office, first_day, last_day
             FROM event_participants AS told INDEXED BY event_participants_by_participant
             JOIN events INDEXED BY events_counted ON num = event WHERE participant = ? AND flagged = 0 ORDER BY event",
        )?;
        let mut rows = own.query([participant])?;
        while let Some(row) = rows.next()? {
            let event: i64 = row.get(0)?;
            if of_event.0 != event {
                of_event = (event, BTreeSet::new(), BTreeSet::new());
            }
            let name: String = row.get(1)?;
            if of_event.1.insert(name.clone()) {
                *names.entry(name).or_default() += 1;
            }
            let role: [Option<String>; 3] = [row.get(2)?, row.get(3)?, row.get(4)?];
            if !of_event.2.insert(role.clone()) {
                continue;
            }
            let (first, last): (Option<String>, Option<String>) = (row.get(5)?, row.get(6)?);
            let held = roles.entry(role).or_insert_with_key(|[code, sector, office]| Held {
                code: code.clone(),
                sector: sector.clone(),
                office: office.clone(),
                ..Held::default()
            });
            held.events += 1;
            if first.is_some() && (held.first_day.is_none() || first < held.first_day) {
                held.first_day = first;
            }
            held.last_day = last.max(held.last_day.take());
        }
        let mut names: Vec<Form> = names.into_iter().map(|(name, events)| Form { name, events }).collect();
        names.sort_by_key(|form| std::cmp::Reverse(form.events));
        let mut roles: Vec<Held> = roles.into_values().collect();
        // What has no day comes last.
        roles.sort_by(|a, b| {
            (a.first_day.is_none(), &a.first_day, &a.last_day).cmp(&(b.first_day.is_none(), &b.first_day, &b.last_day))
        });
        Ok((names, roles))
    }

    /// Those on the other side of the events in which a participant has a role.
    fn partners(&self, participant: i64, role: &str, limit: usize) -> Result<Vec<Partner>, Fault> {
        let mut sums: HashMap<i64, (u64, i64, i64)> = HashMap::new();
        let mut own = self.connection.prepare_cached(
            "SELECT own.event, other.participant, CAST(round(scale * 1000) AS INTEGER)
             FROM event_participants AS own INDEXED BY event_participants_by_participant
             JOIN event_participants AS other ON other.event = own.event
             JOIN events INDEXED BY events_counted ON num = own.event
             WHERE own.participant = ?1 AND own.role = ?2 AND other.role <> ?2 AND other.participant <> ?1 AND flagged = 0
             ORDER BY own.event",
        )?;
        let mut rows = own.query(rusqlite::params![participant, role])?;
        while let Some(row) = rows.next()? {
            let (event, other, score): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let sum = sums.entry(other).or_default();
            if sum.2 != event {
                *sum = (sum.0 + 1, sum.1 + score, event);
            }
        }
        let list = sums.into_iter().map(|(num, (events, score, _))| (events, num, (events, score))).collect();
        self.ranked(list, limit)?
            .into_iter()
            .map(|(num, (events, score))| {
                let Acting { key, name, code, sector, .. } = self.acting(num, &Tally::default())?;
                Ok(Partner { key, name, code, sector, events, mean_score: mean(score, events) })
            })
            .collect()
    }
}
