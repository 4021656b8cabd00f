//! Corrections laid over the mentions that they fit.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, params};
use whodid::Pool;
use whodid::event::Corrected;
use whodid::record::MentionRecord;

use crate::columns::{Columns, Noun};
use crate::corrections::{Change, Correction, Laid, Target, all};
use crate::edits;
use crate::error::Fault;
use crate::linking::Linking;
use crate::links::release;
use crate::write::insert_keys;

/// Ties the corrections of a document to the mentions that they fit now; the mentions that have any.
pub(crate) fn bind(connection: &Connection, document: &str) -> Result<BTreeSet<i64>, Fault> {
    let mut touched = BTreeSet::new();
    let sides = [
        ("document", "mention", "class", "sentence", "bound"),
        ("other_document", "other", "other_class", "other_sentence", "other_bound"),
    ];
    for (side, mention, class, sentence, bound) in sides {
        let mut find = connection.prepare_cached(&format!(
            "SELECT num, {mention}, {class}, {sentence}, {bound} FROM corrections WHERE {side} = ?"
        ))?;
        let mut rows = find.query([document])?;
        let mut ties = Vec::new();
        while let Some(row) = rows.next()? {
            let target = Target { mention: row.get(1)?, class: row.get(2)?, sentence: row.get(3)? };
            let fits = fit(connection, document, &target)?;
            ties.push((row.get::<_, i64>(0)?, fits));
            touched.extend(fits);
            touched.extend(row.get::<_, Option<i64>>(4)?);
        }
        let mut tie = connection.prepare_cached(&format!("UPDATE corrections SET {bound} = ? WHERE num = ?"))?;
        for (correction, fits) in ties {
            tie.execute(params![fits, correction])?;
        }
    }
    Ok(touched)
}

/// The mention that a target means now: the one with its trigger's span, of its class or in its sentence at least; else the only
/// one of its class in its sentence. A target of which only the id is told is that alone.
fn fit(connection: &Connection, document: &str, target: &Target) -> Result<Option<i64>, Fault> {
    let mut same = connection.prepare_cached(
        "SELECT num FROM mentions WHERE id = ?1 AND (?2 = '' OR record ->> '$.event[0]' = ?2 OR record ->> '$.text' = ?3)",
    )?;
    let same = same.query_row([&target.mention, &target.class, &target.sentence], |row| row.get(0));
    if let Some(num) = same.optional()? {
        return Ok(Some(num));
    }
    let mut alike = connection.prepare_cached(
        "SELECT mentions.num FROM mentions JOIN documents ON documents.num = mentions.document
         WHERE documents.id = ? AND record ->> '$.event[0]' = ? AND record ->> '$.text' = ? LIMIT 2",
    )?;
    let alike = alike.query_map([document, &target.class, &target.sentence], |row| row.get(0))?;
    let alike = alike.collect::<Result<Vec<i64>, _>>()?;
    // One of two would be a guess.
    Ok(alike.first().copied().filter(|_| alike.len() == 1))
}

/// Lays the corrections of a mention over its record, and lets go of its event.
pub(crate) fn lay(connection: &Connection, num: i64, linking: &Linking) -> Result<Laid, Fault> {
    let (record, event): (String, Option<i64>) = connection
        .prepare_cached("SELECT record, event FROM mentions WHERE num = ?")?
        .query_row([num], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut record: MentionRecord = serde_json::from_str(&record)?;
    let laid = apply(&mut record, &of_mention(connection, num)?);
    let corrected = if laid.set { Some(serde_json::to_string(&record)?) } else { None };
    connection.prepare_cached("UPDATE mentions SET corrected = ?, dropped = ? WHERE num = ?")?.execute(params![
        corrected,
        laid.dropped,
        num
    ])?;
    Columns::of_mention(&record).update(connection, Noun::Mention, num)?;
    connection.prepare_cached("DELETE FROM mention_keys WHERE mention = ?")?.execute([num])?;
    if !laid.dropped {
        insert_keys(connection, num, &record, linking, &mut Pool::new())?;
    }
    if let Some(event) = event {
        release(connection, event)?;
    }
    Ok(Laid { changed: 0, waiting: laid.refused })
}

/// The corrections that are laid over a mention, the class first, since modes hang on it.
fn of_mention(connection: &Connection, num: i64) -> Result<Vec<Correction>, Fault> {
    let mut list = all(connection, &format!("WHERE bound = {num} AND change IN ('set', 'drop')"))?;
    list.sort_by_key(|one| !matches!(&one.change, Change::Set { field, .. } if field == "event"));
    Ok(list)
}

/// What laying corrections over a record came to.
struct Applied {
    set: bool,
    dropped: bool,
    refused: Vec<String>,
    told: Vec<Corrected>,
}

fn apply(record: &mut MentionRecord, corrections: &[Correction]) -> Applied {
    let mut applied = Applied { set: false, dropped: false, refused: Vec::new(), told: Vec::new() };
    for correction in corrections {
        let mut tell = |change: String| {
            let (reason, author) = (correction.reason.clone(), correction.author.clone());
            applied.told.push(Corrected { change, reason, author });
        };
        match &correction.change {
            Change::Drop => {
                tell("dropped".into());
                applied.dropped = true;
            }
            Change::Set { field, value } => match edits::set(record, field, value) {
                Ok(change) => {
                    tell(change);
                    applied.set = true;
                }
                Err(why) => applied
                    .refused
                    .push(format!("the correction of {} cannot be laid on: {why}; it is kept", record.id)),
            },
            Change::Together(_) | Change::Apart(_) | Change::Accept => {}
        }
    }
    applied
}

/// What was corrected of a mention, in words, with rulings about it and others.
pub(crate) fn told(connection: &Connection, num: i64) -> Result<Vec<Corrected>, Fault> {
    let mut find = connection.prepare_cached("SELECT record FROM mentions WHERE num = ?")?;
    let record: String = find.query_row([num], |row| row.get(0))?;
    let mut told = apply(&mut serde_json::from_str(&record)?, &of_mention(connection, num)?).told;
    let mut rulings = connection.prepare_cached(
        "SELECT change, one.id, two.id, reason, author FROM corrections
         JOIN mentions AS one ON one.num = bound JOIN mentions AS two ON two.num = other_bound
         WHERE (bound = ?1 OR other_bound = ?1) AND change IN ('together', 'apart') ORDER BY change, one.id, two.id",
    )?;
    let rulings = rulings.query_map([num], |row| {
        let (change, one, two): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let change = match change.as_str() {
            "together" => format!("merged: {one} with {two}"),
            _ => format!("split: {one} from {two}"),
        };
        Ok(Corrected { change, reason: row.get(3)?, author: row.get(4)? })
    })?;
    told.extend(rulings.collect::<Result<Vec<_>, _>>()?);
    Ok(told)
}
