//! Rows and sums of who takes part in events and who acts on whom. They are changed in the transaction that changes the event, and
//! only here.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, params};

use crate::columns::{Columns, Participant};

/// Writes the participants of an event, each tied to who it is.
pub(crate) fn insert(connection: &Connection, event: i64, columns: &Columns<'_>) -> rusqlite::Result<()> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO event_participants(event, role, position, name, code, sector, wikidata, participant, met, words, office)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    let met = columns.meets();
    for one in &columns.participants {
        let participant = known(connection, one)?;
        let words = Some(one.words).filter(|words| *words != one.name);
        insert.execute(params![
            event,
            one.role,
            one.position as i64,
            one.name,
            one.code,
            one.sector,
            one.wikidata,
            participant,
            met,
            words,
            one.office
        ])?;
    }
    insert_acts(connection, event, columns)
}

/// The number of a participant, which is new to the store when nobody by its key took part in anything yet.
fn known(connection: &Connection, one: &Participant<'_>) -> rusqlite::Result<i64> {
    let key = one.key();
    let mut find = connection.prepare_cached("SELECT num FROM participants WHERE key = ?")?;
    if let Some(num) = find.query_row([&key], |row| row.get(0)).optional()? {
        return Ok(num);
    }
    let wikidata = one.wikidata.filter(|id| !id.is_empty());
    connection
        .prepare_cached(
            "INSERT INTO participants(key, wikidata, events, acts, receives, met, flagged, flagged_acts, flagged_receives, flagged_met)
             VALUES (?, ?, 0, 0, 0, 0, 0, 0, 0, 0)",
        )?
        .execute(params![key, wikidata])?;
    Ok(connection.last_insert_rowid())
}

/// Adds an event to the sums of its participants (`sign` 1) or takes it out of them (`sign` -1); its score in thousandths comes
/// with the sign already.
pub(crate) fn count(connection: &Connection, event: &Columns<'_>, sign: i64, score: i64) -> rusqlite::Result<()> {
    count_participants(connection, event, sign)?;
    count_acts(connection, event, sign, score)
}

/// What an event adds to one participant.
#[derive(Default)]
struct Part<'r> {
    acts: bool,
    receives: bool,
    forms: BTreeSet<(&'r str, &'r str, &'r str)>,
}

fn count_participants(connection: &Connection, event: &Columns<'_>, sign: i64) -> rusqlite::Result<()> {
    let mut parts: BTreeMap<String, Part<'_>> = BTreeMap::new();
    for one in &event.participants {
        let part = parts.entry(one.key()).or_default();
        match one.role {
            "actor" => part.acts = true,
            _ => part.receives = true,
        }
        part.forms.insert((one.name, one.code.unwrap_or(""), one.sector.unwrap_or("")));
    }
    let of = |held: bool| if held { sign } else { 0 };
    let met = of(event.meets());
    let flagged = |change: i64| if event.flagged { change } else { 0 };
    let mut find = connection.prepare_cached("SELECT num FROM participants WHERE key = ?")?;
    let mut sum = connection.prepare_cached(
        "UPDATE participants SET events = events + ?2, acts = acts + ?3, receives = receives + ?4, met = met + ?5,
                flagged = flagged + ?6, flagged_acts = flagged_acts + ?7, flagged_receives = flagged_receives + ?8,
                flagged_met = flagged_met + ?9 WHERE num = ?1",
    )?;
    let mut form = connection.prepare_cached(
        "INSERT INTO participant_forms(participant, name, code, sector, events) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET events = events + excluded.events",
    )?;
    for (key, part) in &parts {
        let num: i64 = find.query_row([key], |row| row.get(0))?;
        let (acts, receives) = (of(part.acts), of(part.receives));
        let flags = [flagged(sign), flagged(acts), flagged(receives), flagged(met)];
        sum.execute(params![num, sign, acts, receives, met, flags[0], flags[1], flags[2], flags[3]])?;
        for (name, code, sector) in &part.forms {
            form.execute(params![num, name, code, sector, sign])?;
        }
        if sign < 0 {
            connection
                .prepare_cached("DELETE FROM participant_forms WHERE participant = ? AND events = 0")?
                .execute([num])?;
            connection.prepare_cached("DELETE FROM participants WHERE num = ? AND events = 0")?.execute([num])?;
        }
    }
    Ok(())
}

fn count_acts(connection: &Connection, event: &Columns<'_>, sign: i64, score: i64) -> rusqlite::Result<()> {
    for (actor, recipient) in event.acts() {
        connection
            .prepare_cached(
                "INSERT INTO act_sums(actor, recipient, class, quad, status, flagged, events, score) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                 ON CONFLICT DO UPDATE SET events = events + excluded.events, score = score + excluded.score",
            )?
            .execute(params![actor, recipient, event.class, event.quad, event.status, event.flagged, sign, score])?;
        if sign < 0 {
            connection
                .prepare_cached(
                    "DELETE FROM act_sums WHERE actor = ? AND recipient = ? AND class = ? AND quad = ? AND status = ? AND flagged = ?
                     AND events = 0",
                )?
                .execute(params![actor, recipient, event.class, event.quad, event.status, event.flagged])?;
        }
    }
    Ok(())
}

/// Writes which country acts on which in an event.
fn insert_acts(connection: &Connection, event: i64, columns: &Columns<'_>) -> rusqlite::Result<()> {
    let score = (f64::from(columns.scale) * 1000.0).round() as i64;
    let mut insert =
        connection.prepare_cached("INSERT INTO acts(event, actor, recipient, score) VALUES (?, ?, ?, ?)")?;
    for (actor, recipient) in columns.acts() {
        insert.execute(params![event, actor, recipient, score])?;
    }
    Ok(())
}
