//! Who acts on whom: the busiest countries or participants of a filter, and the events between them.

use std::collections::{BTreeMap, HashMap};

use rusqlite::types::Value;
use rusqlite::{Row, params_from_iter};
use serde::Serialize;

use crate::error::{Fault, StoreError};
use crate::filter::{Filter, Scopes};
use crate::participants::{Busy, mean};
use crate::store::Store;

/// What stands for one in a network.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Nodes {
    /// Everybody with one country's or international code.
    #[default]
    Countries,
    /// Participants, each by its key.
    Participants,
}

/// Who acts on whom.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Network {
    /// The busiest, the busiest first.
    pub nodes: Vec<Node>,
    /// Who of them acts on whom of them, the commonest first; without an event no pair.
    pub pairs: Vec<Pair>,
}

/// One in a network.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Node {
    /// The code, or the key of the participant.
    pub key: String,
    /// The code, or the name.
    pub name: String,
    /// Country or international code.
    pub code: Option<String>,
    /// Primary sector, of a participant.
    pub sector: Option<String>,
    /// Of a country the events of all its pairs; of a participant its events in which somebody acts on somebody.
    pub events: u64,
}

/// One that acts on another, or on itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Pair {
    /// Key of the one who acts.
    pub actor: String,
    /// Key of the one who is acted on.
    pub recipient: String,
    /// Events; one of several actors or recipients counts for each of its pairs.
    pub events: u64,
    /// Their mean score, from -10, conflict, to 10, cooperation.
    pub mean_score: f64,
}

impl Nodes {
    /// Every kind with its name.
    pub const ALL: [(Nodes, &str); 2] = [(Nodes::Countries, "country"), (Nodes::Participants, "participant")];

    /// Its name.
    pub fn name(self) -> &'static str {
        Nodes::ALL.iter().find(|(nodes, _)| *nodes == self).map_or("country", |(_, name)| name)
    }

    /// The kind of this name.
    pub fn named(name: &str) -> Option<Nodes> {
        Nodes::ALL.iter().find(|(_, one)| *one == name).map(|(nodes, _)| *nodes)
    }
}

/// Events and sum of scores in thousandths by actor and recipient.
type Sums = BTreeMap<String, BTreeMap<String, (u64, i64)>>;

/// So many events are rather looked up one by one than come upon among all.
const FEW: u64 = 150_000;

impl Store {
    /// Who acts on whom in the events that a filter finds, among the `most` busiest. `found` is how many events the filter finds,
    /// as far as it is known.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn network(
        &self,
        filter: &Filter,
        nodes: Nodes,
        most: usize,
        found: Option<u64>,
    ) -> Result<Network, StoreError> {
        match nodes {
            Nodes::Countries => self.told(self.acts(filter, found).map(|sums| of_countries(&sums, most))),
            Nodes::Participants => {
                let busiest = self.told(self.busiest(filter, Busy::Met, most, found))?;
                let nodes = busiest.into_iter().map(|(one, tally)| Node {
                    key: one.key,
                    name: one.name,
                    code: one.code,
                    sector: one.sector,
                    events: tally.met,
                });
                let nodes: Vec<Node> = nodes.collect();
                let pairs = self.told(self.among_participants(filter, &nodes))?;
                Ok(Network { nodes, pairs })
            }
        }
    }

    /// Which country acts on which, every pair.
    fn acts(&self, filter: &Filter, found: Option<u64>) -> Result<Sums, Fault> {
        let mut sums = Sums::new();
        let open = Filter { classes: Vec::new(), quads: Vec::new(), statuses: Vec::new(), ..filter.clone() };
        let flags = matches!(open.scopes, Scopes::Flagged(_));
        if !flags && (Filter { scopes: Scopes::Any, ..open }) == Filter::default() {
            let (sql, values) = of_choices(filter);
            // Pairs come one after another in the order of the table: SQLite adds them up as it goes.
            let mut all = self.connection.prepare_cached(&format!(
                "SELECT actor, recipient, sum(score), sum(events) FROM act_sums WHERE {sql} GROUP BY actor, recipient"
            ))?;
            let mut rows = all.query(params_from_iter(values))?;
            while let Some(row) = rows.next()? {
                add(&mut sums, row, row.get::<_, i64>(3)?.unsigned_abs(), row.get(2)?)?;
            }
        } else if self.number_found(filter, found)? < FEW {
            let (among, values) = self.among(filter)?;
            let sql = format!("SELECT actor, recipient, score FROM acts WHERE event {among}");
            let mut query = self.connection.prepare_cached(&sql)?;
            let mut rows = query.query(params_from_iter(values))?;
            while let Some(row) = rows.next()? {
                add(&mut sums, row, 1, row.get(2)?)?;
            }
        } else {
            let these = self.found(filter)?;
            let mut all = self.connection.prepare_cached("SELECT actor, recipient, score, event FROM acts")?;
            let mut rows = all.query([])?;
            while let Some(row) = rows.next()? {
                if these.has(row.get(3)?) {
                    add(&mut sums, row, 1, row.get(2)?)?;
                }
            }
        }
        Ok(sums)
    }

    /// Who of some participants acts on whom of them.
    fn among_participants(&self, filter: &Filter, nodes: &[Node]) -> Result<Vec<Pair>, Fault> {
        let these = self.found(filter)?;
        // The event, whether as the recipient, the place in the list.
        let mut told: Vec<(i64, bool, usize)> = Vec::new();
        let mut own = self.connection.prepare_cached(
            "SELECT event, role FROM event_participants INDEXED BY event_participants_by_participant WHERE participant = ?",
        )?;
        for (at, node) in nodes.iter().enumerate() {
            let Some(num) = self.participant_num(&node.key)? else { continue };
            let mut rows = own.query([num])?;
            while let Some(row) = rows.next()? {
                let event = row.get(0)?;
                if these.has(event) {
                    told.push((event, row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)? != "actor", at));
                }
            }
        }
        told.sort_unstable();
        told.dedup();
        let mut score = self.connection.prepare_cached(
            "SELECT CAST(round(scale * 1000) AS INTEGER) FROM events INDEXED BY events_counted WHERE num = ?",
        )?;
        let mut sums: HashMap<(usize, usize), (u64, i64)> = HashMap::new();
        for event in told.chunk_by(|a, b| a.0 == b.0) {
            let (actors, recipients) = event.split_at(event.partition_point(|(_, received, _)| !received));
            if actors.is_empty() || recipients.is_empty() {
                continue;
            }
            let score: i64 = score.query_row([event[0].0], |row| row.get(0))?;
            for (.., actor) in actors {
                for (.., recipient) in recipients {
                    let sum = sums.entry((*actor, *recipient)).or_default();
                    *sum = (sum.0 + 1, sum.1 + score);
                }
            }
        }
        let pairs = sums.into_iter().filter_map(|((actor, recipient), (events, score))| {
            let (actor, recipient) = (nodes.get(actor)?.key.clone(), nodes.get(recipient)?.key.clone());
            Some(Pair { actor, recipient, events, mean_score: mean(score, events) })
        });
        Ok(in_order(pairs.collect()))
    }
}

/// Class, quad, status and flags as a condition on sums, and its values.
fn of_choices(filter: &Filter) -> (String, Vec<Value>) {
    let (mut parts, mut values) = (vec!["1".to_string()], Vec::new());
    let classes: Vec<Value> = filter.classes.iter().map(|class| Value::Text(class.to_uppercase())).collect();
    let quads: Vec<Value> = filter.quads.iter().map(|quad| Value::Integer((*quad).into())).collect();
    let statuses: Vec<Value> = filter.statuses.iter().cloned().map(Value::Text).collect();
    for (column, list) in [("class", classes), ("quad", quads), ("status", statuses)] {
        if !list.is_empty() {
            parts.push(format!("{column} IN ({})", vec!["?"; list.len()].join(", ")));
            values.extend(list);
        }
    }
    if filter.scopes == Scopes::Unflagged {
        parts.push("flagged = 0".into());
    }
    (parts.join(" AND "), values)
}

/// Adds to the sums of the pair that a row begins with; no name is made anew for one that is known.
fn add(sums: &mut Sums, row: &Row<'_>, events: u64, score: i64) -> Result<(), Fault> {
    let text = |at: usize| row.get_ref(at).and_then(|value| value.as_str().map_err(rusqlite::Error::from));
    let (actor, recipient) = (text(0)?, text(1)?);
    let of_actor = match sums.get_mut(actor) {
        Some(of_actor) => of_actor,
        None => sums.entry(actor.to_string()).or_default(),
    };
    let sum = match of_actor.get_mut(recipient) {
        Some(sum) => sum,
        None => of_actor.entry(recipient.to_string()).or_default(),
    };
    *sum = (sum.0 + events, sum.1 + score);
    Ok(())
}

fn in_order(mut pairs: Vec<Pair>) -> Vec<Pair> {
    pairs.sort_unstable_by(|a, b| {
        b.events.cmp(&a.events).then_with(|| (&a.actor, &a.recipient).cmp(&(&b.actor, &b.recipient)))
    });
    pairs
}

/// The busiest countries, and the pairs among them.
fn of_countries(sums: &Sums, most: usize) -> Network {
    let mut busy: BTreeMap<&str, u64> = BTreeMap::new();
    for (actor, of_actor) in sums {
        for (recipient, (events, _)) in of_actor {
            *busy.entry(actor).or_default() += events;
            if actor != recipient {
                *busy.entry(recipient).or_default() += events;
            }
        }
    }
    let mut nodes: Vec<Node> = busy
        .into_iter()
        .map(|(code, events)| Node {
            key: code.to_string(),
            name: code.to_string(),
            code: Some(code.to_string()),
            sector: None,
            events,
        })
        .collect();
    nodes.sort_by_key(|node| std::cmp::Reverse(node.events));
    nodes.truncate(most);
    let mut pairs = Vec::new();
    for actor in &nodes {
        for recipient in &nodes {
            if let Some((events, score)) = sums.get(&actor.key).and_then(|of_actor| of_actor.get(&recipient.key)) {
                let (actor, recipient) = (actor.key.clone(), recipient.key.clone());
                pairs.push(Pair { actor, recipient, events: *events, mean_score: mean(*score, *events) });
            }
        }
    }
    Network { nodes, pairs: in_order(pairs) }
}
