//! What people should look at first: events of which the coder is unsure and on which much hangs.

use rusqlite::types::Value;
use rusqlite::{OptionalExtension, params_from_iter};
use serde::Serialize;
use whodid::Event;

use crate::columns::{Noun, real};
use crate::condition::Way;
use crate::error::{Fault, StoreError};
use crate::filter::Filter;
use crate::store::Store;

/// How much an event wants to be read by a person, and why: how unsure the coder is, times what hangs on it.
///
/// ```
/// use whodid::Event;
/// use whodid_store::Urgency;
/// let event = Event { event_scale: -9.0, confidence: 0.6, origins: 3, ..Event::default() };
/// assert_eq!(Urgency::of(&event).thousandths(), 4400); // 0.4 × (9 + 0 + 2)
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Urgency {
    /// One less the confidence, 0 to 1.
    pub doubt: f64,
    /// How far the score is from nought, 0 to 10.
    pub score: f64,
    /// People killed, the least that anybody says, counted up to 10.
    pub dead: u64,
    /// Independent origins after the first, counted up to 10.
    pub origins: u64,
}

impl Urgency {
    /// That of an event.
    pub fn of(event: &Event) -> Urgency {
        Urgency {
            doubt: 1.0 - real(event.confidence),
            score: real(event.event_scale).abs(),
            dead: event.size.as_ref().and_then(|size| size.dead).unwrap_or(0).min(10),
            origins: (event.origins as u64).saturating_sub(1).min(10),
        }
    }

    /// The product in thousandths, by which the queue goes; 0 to 30,000. `schema/3.sql` reckons the same.
    pub fn thousandths(&self) -> i64 {
        (1000.0 * self.doubt * (self.score + self.dead as f64 + self.origins as f64)).round() as i64
    }
}

/// A place in the queue.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Queue {
    /// The event there; `None` at the end.
    pub event: Option<Event>,
    /// Id of the one before it that is still to be reviewed.
    pub previous: Option<String>,
    /// Id of the one behind it that is still to be reviewed.
    pub next: Option<String>,
    /// Events that the filter finds.
    pub found: u64,
    /// Those among them that somebody has accepted or corrected.
    pub reviewed: u64,
}

/// Which way the queue is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Toward {
    Behind,
    Before,
}

impl Store {
    /// A place in the queue of what is to be reviewed: that of the event `at`, whether it is reviewed or not, else the first.
    /// `found` is how many events the filter finds.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn queue(&self, filter: &Filter, at: Option<&str>, found: u64) -> Result<Queue, StoreError> {
        self.told(self.place_in_queue(filter, at, found))
    }

    fn place_in_queue(&self, filter: &Filter, at: Option<&str>, found: u64) -> Result<Queue, Fault> {
        let reviewed = self.reviewed(filter)?;
        let open = Filter { reviewed: Some(false), ..filter.clone() };
        let mut queue = Queue { found, reviewed, ..Queue::default() };
        let here = match at {
            Some(id) => {
                let mut find = self.connection.prepare_cached("SELECT urgency FROM events WHERE id = ?")?;
                find.query_row([id], |row| row.get::<_, i64>(0)).optional()?.map(|urgency| (urgency, id.to_string()))
            }
            None => self.beside(&open, None, Toward::Behind, found)?,
        };
        let Some((urgency, id)) = here else { return Ok(queue) };
        let place = Some((urgency, id.as_str()));
        queue.next = self.beside(&open, place, Toward::Behind, found)?.map(|(_, id)| id);
        queue.previous = match at {
            Some(_) => self.beside(&open, place, Toward::Before, found)?.map(|(_, id)| id),
            None => None,
        };
        queue.event = self.event_by_id(&id)?;
        Ok(queue)
    }

    /// How many of the events that a filter finds somebody has accepted or corrected.
    fn reviewed(&self, filter: &Filter) -> Result<u64, Fault> {
        if !self.has_corrections()? {
            return Ok(0);
        }
        let condition = Filter { reviewed: Some(true), ..filter.clone() }.build(Noun::Event, Way::Checks);
        // Each is looked up by its number: people correct few beside what a machine codes.
        let sql = format!("SELECT count(*) FROM events AS here NOT INDEXED WHERE {}", condition.sql);
        let mut count = self.connection.prepare_cached(&sql)?;
        Ok(count.query_row(params_from_iter(condition.values), |row| row.get::<_, i64>(0))?.unsigned_abs())
    }

    /// The event next to a place in the queue, or the first of all, with its urgency.
    fn beside(
        &self,
        filter: &Filter,
        place: Option<(i64, &str)>,
        toward: Toward,
        found: u64,
    ) -> Result<Option<(i64, String)>, Fault> {
        let (less, more, order, back) = match toward {
            Toward::Behind => ("<", ">", "DESC", ""),
            Toward::Before => (">", "<", "ASC", " DESC"),
        };
        // First those that are as urgent, then the rest.
        let stretches: Vec<(String, Vec<Value>)> = match place {
            None => vec![("1".into(), Vec::new())],
            Some((urgency, id)) => vec![
                (format!("@urgency = ? AND @id {more} ?"), vec![Value::Integer(urgency), Value::Text(id.into())]),
                (format!("@urgency {less} ?"), vec![Value::Integer(urgency)]),
            ],
        };
        // Going through the order meets one that fits every `all / found` events; few are rather looked up one by one.
        let few = found.saturating_mul(found) < self.in_period(&Filter::default())?.saturating_mul(2);
        let (condition, values, index, sign) = if few {
            let (mut lists, mut values) = (Vec::new(), Vec::new());
            for part in self.parts(filter, Way::Lists)? {
                lists.push(format!("SELECT here.num FROM events AS here {} WHERE {}", part.counted, part.sql));
                values.extend(part.values);
            }
            (format!("here.num IN ({})", lists.join(" UNION ALL ")), values, "", "+here.")
        } else {
            let condition = filter.build(Noun::Event, Way::Checks);
            (condition.sql, condition.values, "INDEXED BY events_by_urgency", "here.")
        };
        for (stretch, bounds) in stretches {
            let sql = format!(
                "SELECT {sign}urgency, here.id FROM events AS here {index} WHERE {condition} AND {}
                 ORDER BY {sign}urgency {order}, {sign}id{back} LIMIT 1",
                stretch.replace('@', sign)
            );
            let mut find = self.connection.prepare_cached(&sql)?;
            let bound = params_from_iter(values.iter().cloned().chain(bounds));
            let one = find.query_row(bound, |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
            if one.is_some() {
                return Ok(one);
            }
        }
        Ok(None)
    }
}
