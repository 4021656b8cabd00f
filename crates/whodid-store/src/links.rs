//! Mentions into events, as far as they changed.
//!
//! Two mentions can only be one happening when they share a key, and events carry the block in which they were weighed. So a
//! mention that comes in can only change the blocks with which it shares a key, and what remains of a block when a mention goes
//! can only become other events among itself. A mention without an event is one that is still to be linked: that alone is kept
//! between transactions, so that a run that was cut short goes on where it stopped.

use std::collections::BTreeMap;
use std::sync::Arc;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use whodid::link::{Group, Ruling};
use whodid::record::MentionRecord;
use whodid::{Event, Pool, Report};

use crate::columns::{Columns, Noun};
use crate::error::{Fault, StoreError};
use crate::linking::Linking;
use crate::manifest::{set, setting};
use crate::places;
use crate::provenance;
use crate::store::Store;
use crate::summary::count_event;
use crate::write::insert_keys;

/// As many mentions are linked in one transaction, with what they touch. Few at a time would weigh what they touch again and
/// again; a million at once would not fit into memory.
const AT_ONCE: i64 = 200_000;

/// What linking changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Linked {
    /// Mentions that had no event yet.
    pub mentions: usize,
    /// Events that are new, or other than before.
    pub events: usize,
    /// Stories that are new, or other than before.
    pub stories: usize,
}

impl Store {
    /// Links what is not linked yet: mentions into events, then events into stories. The result does not depend on how often or
    /// in which order mentions came in.
    ///
    /// # Errors
    ///
    /// When the store cannot be written; what was linked until then is kept.
    pub fn link(&mut self) -> Result<Linked, StoreError> {
        let done = self.link_mentions().and_then(|mut linked| {
            linked.stories = self.chain_stories()?;
            Ok(linked)
        });
        self.told(done)
    }

    /// Links mentions and leaves stories for later; for the middle of a long run.
    ///
    /// # Errors
    ///
    /// As for [`Store::link`].
    pub fn link_events(&mut self) -> Result<Linked, StoreError> {
        let done = self.link_mentions();
        self.told(done)
    }

    /// Lets go of every event, so that the next [`Store::link`] links everything anew.
    ///
    /// # Errors
    ///
    /// When the store cannot be written.
    pub fn unlink(&mut self) -> Result<(), StoreError> {
        let done = self.unlink_all();
        self.told(done)
    }

    fn unlink_all(&mut self) -> Result<(), Fault> {
        self.note_run()?;
        let linking = self.linking;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute_batch(
            "DELETE FROM events; DELETE FROM stories; DELETE FROM daily_events; DELETE FROM daily_pairs; DELETE FROM mention_keys;
             DELETE FROM participants; DELETE FROM participant_forms; DELETE FROM act_sums; DELETE FROM daily_marks;",
        )?;
        {
            let mut pool = Pool::new();
            let mut all =
                transaction.prepare("SELECT num, coalesce(corrected, record) FROM mentions WHERE dropped = 0")?;
            let mut rows = all.query([])?;
            while let Some(row) = rows.next()? {
                let record: MentionRecord =
                    serde_json::from_str(row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?)?;
                insert_keys(&transaction, row.get(0)?, &record, &linking, &mut pool)?;
            }
        }
        set(&transaction, "linking", linking.version)?;
        set(&transaction, "stories", "due")?;
        transaction.commit()?;
        Ok(())
    }

    fn link_mentions(&mut self) -> Result<Linked, Fault> {
        let mut linked = Linked::default();
        let linking = self.linking;
        match setting(&self.connection, "linking")? {
            Some(version) if version == linking.version => {}
            Some(_) => self.unlink_all()?,
            None => {
                self.note_run()?;
                set(&self.connection, "linking", linking.version)?;
            }
        }
        loop {
            let due = due(&self.connection)?;
            if due.is_empty() {
                return Ok(linked);
            }
            self.note_run()?;
            let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            linked.events += link_some(&transaction, &due, &linking)?;
            linked.mentions += due.len();
            set(&transaction, "stories", "due")?;
            transaction.commit()?;
        }
    }
}

/// Mentions that are to be linked, as many as are linked at once.
fn due(connection: &Connection) -> rusqlite::Result<Vec<i64>> {
    let mut due = connection
        .prepare_cached("SELECT num FROM mentions WHERE event IS NULL AND dropped = 0 ORDER BY num LIMIT ?")?;
    due.query_map([AT_ONCE], |row| row.get(0))?.collect()
}

/// Lets go of an event and of those that were weighed with it: their mentions are to be linked again.
pub(crate) fn release(connection: &Connection, event: i64) -> Result<(), Fault> {
    let block =
        connection.prepare_cached("SELECT block FROM events WHERE num = ?")?.query_row([event], |row| row.get(0));
    let Some(block): Option<String> = block.optional()? else { return Ok(()) };
    let mut nums = connection.prepare_cached("SELECT num FROM events WHERE block = ?")?;
    let nums = nums.query_map([block], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
    for num in nums {
        remove(connection, num)?;
    }
    set(connection, "stories", "due")?;
    Ok(())
}

fn remove(connection: &Connection, num: i64) -> Result<(), Fault> {
    let record: String =
        connection.prepare_cached("SELECT record FROM events WHERE num = ?")?.query_row([num], |row| row.get(0))?;
    let event: Event = serde_json::from_str(&record)?;
    count_event(connection, &Columns::of_event(&event), -1)?;
    connection.prepare_cached("DELETE FROM events WHERE num = ?")?.execute([num])?;
    Ok(())
}

/// Links some mentions with all that they touch; how many events changed.
fn link_some(connection: &Connection, due: &[i64], linking: &Linking) -> Result<usize, Fault> {
    touch(connection, due)?;
    let (reports, nums) = touched(connection)?;
    let rulings = rulings(connection)?;
    let from = provenance::of_touched(connection)?;
    let groups = (linking.group)(&reports, &rulings);
    // What was there: an event that comes out as it was is left alone.
    let mut had: BTreeMap<String, (i64, String, String)> = BTreeMap::new();
    {
        let mut old = connection.prepare_cached(
            "SELECT DISTINCT events.id, events.num, events.block, events.record
             FROM touched JOIN mentions ON mentions.num = touched.mention JOIN events ON events.num = mentions.event",
        )?;
        let mut rows = old.query([])?;
        while let Some(row) = rows.next()? {
            had.insert(row.get(0)?, (row.get(1)?, row.get(2)?, row.get(3)?));
        }
    }
    let mut fresh: Vec<(&Group, Event, String)> = Vec::new();
    for group in &groups {
        let mut event = (linking.consolidate)(&reports, group, &from);
        // Kept in columns and tables of their own.
        (event.story, event.corrected) = (None, Vec::new());
        let record = serde_json::to_string(&event)?;
        match had.remove(&event.id) {
            Some((_, block, same)) if same == record && *block == *group.block => {}
            Some((num, _, same)) if same == record => {
                connection
                    .prepare_cached("UPDATE events SET block = ? WHERE num = ?")?
                    .execute(params![&*group.block, num])?;
            }
            Some((num, ..)) => {
                remove(connection, num)?;
                fresh.push((group, event, record));
            }
            None => fresh.push((group, event, record)),
        }
    }
    for (num, ..) in had.values() {
        remove(connection, *num)?;
    }
    for (group, event, record) in &fresh {
        insert(connection, group, event, record, &nums)?;
    }
    let mut left = connection.prepare_cached(
        "SELECT id FROM touched JOIN mentions ON mentions.num = touched.mention WHERE event IS NULL LIMIT 1",
    )?;
    match left.query_row([], |row| row.get::<_, String>(0)).optional()? {
        Some(id) => Err(Fault::Record(format!("linking left out {id}"))),
        None => Ok(fresh.len()),
    }
}

/// Fills the table of mentions that are weighed together: those due, all that stand in a block with one that shares a key with
/// them, and all that a person tied to these.
fn touch(connection: &Connection, due: &[i64]) -> Result<(), Fault> {
    connection.execute_batch(
        "CREATE TEMP TABLE IF NOT EXISTS touched(mention INTEGER PRIMARY KEY);
         CREATE TEMP TABLE IF NOT EXISTS blocks(block TEXT PRIMARY KEY) WITHOUT ROWID;
         DELETE FROM touched; DELETE FROM blocks;",
    )?;
    let mut insert = connection.prepare_cached("INSERT INTO touched VALUES (?)")?;
    for num in due {
        insert.execute([num])?;
    }
    connection.execute(
        "INSERT OR IGNORE INTO blocks
         SELECT DISTINCT events.block FROM touched
         JOIN mention_keys AS own ON own.mention = touched.mention
         JOIN mention_keys AS shared ON shared.key = own.key
         JOIN mentions ON mentions.num = shared.mention JOIN events ON events.num = mentions.event",
        [],
    )?;
    loop {
        let mut grown = connection.execute(
            "INSERT OR IGNORE INTO touched
             SELECT mentions.num FROM blocks JOIN events ON events.block = blocks.block JOIN mentions ON mentions.event = events.num",
            [],
        )?;
        for (here, there) in [("bound", "other_bound"), ("other_bound", "bound")] {
            let tied = format!(
                "SELECT mentions.num, mentions.event FROM corrections JOIN mentions ON mentions.num = corrections.{there}
                 WHERE change = 'together' AND mentions.dropped = 0 AND corrections.{here} IN (SELECT mention FROM touched)"
            );
            grown += connection.execute(
                &format!(
                    "INSERT OR IGNORE INTO blocks SELECT events.block FROM ({tied}) AS tied JOIN events ON events.num = tied.event"
                ),
                [],
            )?;
            grown += connection.execute(&format!("INSERT OR IGNORE INTO touched SELECT num FROM ({tied})"), [])?;
        }
        if grown == 0 {
            return Ok(());
        }
    }
}

/// The reports of the mentions touched, by id, and the number of each mention.
fn touched(connection: &Connection) -> Result<(Vec<Report>, BTreeMap<String, i64>), Fault> {
    let mut pool = Pool::new();
    let (mut reports, mut nums) = (Vec::new(), BTreeMap::new());
    let mut all = connection.prepare_cached(
        "SELECT num, id, coalesce(corrected, record) FROM touched JOIN mentions ON mentions.num = touched.mention ORDER BY id",
    )?;
    let mut rows = all.query([])?;
    while let Some(row) = rows.next()? {
        let id: String = row.get(1)?;
        let record: MentionRecord = serde_json::from_str(row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?)?;
        let report = Report::of(&record, &mut pool).map_err(|unknown| Fault::Record(format!("{id}: {unknown}")))?;
        reports.push(report);
        nums.insert(id, row.get(0)?);
    }
    Ok((reports, nums))
}

/// What people decided about two of the mentions touched.
fn rulings(connection: &Connection) -> Result<Vec<Ruling>, Fault> {
    let mut all = connection.prepare_cached(
        "SELECT change, one.id, two.id FROM corrections
         JOIN mentions AS one ON one.num = bound JOIN mentions AS two ON two.num = other_bound
         WHERE bound IN (SELECT mention FROM touched) AND other_bound IN (SELECT mention FROM touched)
         AND change IN ('together', 'apart') ORDER BY change, one.id, two.id",
    )?;
    let rows = all.query_map([], |row| {
        let (change, one, two): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let (one, two): (Arc<str>, Arc<str>) = (one.into(), two.into());
        Ok(if change == "together" { Ruling::Together(one, two) } else { Ruling::Apart(one, two) })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn insert(
    connection: &Connection,
    group: &Group,
    event: &Event,
    record: &str,
    nums: &BTreeMap<String, i64>,
) -> Result<(), Fault> {
    let columns = Columns::of_event(event);
    let own = vec![
        Value::Text(event.id.clone()),
        Value::Text(group.block.to_string()),
        Value::Text(record.to_string()),
        Value::Integer(event.mentions.len() as i64),
        Value::Integer(event.documents.len() as i64),
        Value::Integer(event.origins as i64),
    ];
    let num = columns.insert(connection, Noun::Event, "id, block, record, mentions, documents, origins", own)?;
    places::insert(connection, num, event, &columns)?;
    count_event(connection, &columns, 1)?;
    let mut tie = connection.prepare_cached("UPDATE mentions SET event = ? WHERE num = ?")?;
    for mention in &event.mentions {
        if let Some(mention) = nums.get(mention) {
            tie.execute([num, *mention])?;
        }
    }
    Ok(())
}
