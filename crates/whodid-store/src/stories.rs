//! Events into stories.

use std::collections::{BTreeMap, HashMap};

use rusqlite::{Connection, TransactionBehavior, params};
use whodid::{Event, Story};

use crate::error::Fault;
use crate::linking::Linking;
use crate::manifest::{set, setting};
use crate::store::Store;

impl Store {
    /// Chains all events into stories, when events have changed; how many stories are new or other than before.
    pub(crate) fn chain_stories(&mut self) -> Result<usize, Fault> {
        if setting(&self.connection, "stories")?.as_deref() != Some("due") {
            return Ok(0);
        }
        let linking = self.linking;
        self.note_run()?;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let changed = write_stories(&transaction, &linking)?;
        set(&transaction, "stories", "done")?;
        transaction.commit()?;
        Ok(changed)
    }
}

/// Chains all events into stories and writes what is other than before; how many stories that are.
fn write_stories(connection: &Connection, linking: &Linking) -> Result<usize, Fault> {
    let stories = chained(connection, linking)?;
    let changed = replace_stories(connection, &stories)?;
    let mut now: HashMap<&str, &str> = HashMap::new();
    for story in &stories {
        now.extend(story.events.iter().map(|event| (event.as_str(), story.id.as_str())));
    }
    let mut moved: Vec<(i64, Option<&str>)> = Vec::new();
    {
        let mut all = connection.prepare(
            "SELECT events.num, events.id, stories.id FROM events LEFT JOIN stories ON stories.num = events.story",
        )?;
        let mut rows = all.query([])?;
        while let Some(row) = rows.next()? {
            let story = now.get(row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?).copied();
            if story != row.get_ref(2)?.as_str_or_null().map_err(rusqlite::Error::from)? {
                moved.push((row.get(0)?, story));
            }
        }
    }
    let mut tie =
        connection.prepare_cached("UPDATE events SET story = (SELECT num FROM stories WHERE id = ?) WHERE num = ?")?;
    for (num, story) in moved {
        tie.execute(params![story, num])?;
    }
    Ok(changed)
}

/// The stories of all events, which are read one after another.
fn chained(connection: &Connection, linking: &Linking) -> Result<Vec<Story>, Fault> {
    let mut all = connection.prepare("SELECT record FROM events ORDER BY first_day, id")?;
    let mut rows = all.query([])?;
    let mut fault = None;
    let mut next = || -> Result<Option<Event>, Fault> {
        let Some(row) = rows.next()? else { return Ok(None) };
        Ok(Some(serde_json::from_str(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?)?))
    };
    let stories = (linking.stories)(&mut std::iter::from_fn(|| {
        next().unwrap_or_else(|found| {
            fault = Some(found);
            None
        })
    }));
    fault.map_or(Ok(stories), Err)
}

fn replace_stories(connection: &Connection, stories: &[Story]) -> Result<usize, Fault> {
    let mut had: BTreeMap<String, String> = BTreeMap::new();
    {
        let mut all = connection.prepare("SELECT id, record FROM stories")?;
        let mut rows = all.query([])?;
        while let Some(row) = rows.next()? {
            had.insert(row.get(0)?, row.get(1)?);
        }
    }
    let mut changed = 0;
    let mut write = connection.prepare_cached(
        "INSERT INTO stories(id, name, first_day, last_day, events, record) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT(id) DO UPDATE SET name = excluded.name, first_day = excluded.first_day, last_day = excluded.last_day,
         events = excluded.events, record = excluded.record",
    )?;
    for story in stories {
        let record = serde_json::to_string(story)?;
        if had.remove(&story.id).as_deref() != Some(&record) {
            let last = story.enddate.as_ref().or(story.date.as_ref());
            write.execute(params![story.id, story.name, story.date, last, story.events.len() as i64, record])?;
            changed += 1;
        }
    }
    let mut gone = connection.prepare_cached("DELETE FROM stories WHERE id = ?")?;
    for id in had.keys() {
        gone.execute([id])?;
        changed += 1;
    }
    Ok(changed)
}
