//! Sums of what the store holds. They are changed in the transaction that changes what they sum, and only here.

use std::collections::BTreeSet;

use rusqlite::{Connection, params};

use crate::columns::Columns;
use crate::participation;

/// Adds an event to the sums (`sign` 1) or takes it out of them (`sign` -1).
pub(crate) fn count_event(connection: &Connection, event: &Columns<'_>, sign: i64) -> rusqlite::Result<()> {
    let day = event.first_day.unwrap_or("");
    let thousandths = (f64::from(event.scale) * 1000.0).round() as i64 * sign;
    let key = params![day, event.class, event.quad, event.status, event.flagged, sign, thousandths];
    connection
        .prepare_cached(
            "INSERT INTO daily_events(day, class, quad, status, flagged, events, score) VALUES (?, ?, ?, ?, ?, ?, ?)
             ON CONFLICT DO UPDATE SET events = events + excluded.events, score = score + excluded.score",
        )?
        .execute(key)?;
    if sign < 0 {
        connection
            .prepare_cached(
                "DELETE FROM daily_events WHERE day = ? AND class = ? AND quad = ? AND status = ? AND flagged = ? AND events = 0",
            )?
            .execute(params![day, event.class, event.quad, event.status, event.flagged])?;
    }
    for (one, other) in event.country_pairs() {
        connection
            .prepare_cached(
                "INSERT INTO daily_pairs(one, other, day, class, quad, status, flagged, events, score)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                 ON CONFLICT DO UPDATE SET events = events + excluded.events, score = score + excluded.score",
            )?
            .execute(params![
                one,
                other,
                day,
                event.class,
                event.quad,
                event.status,
                event.flagged,
                sign,
                thousandths
            ])?;
        if sign < 0 {
            connection
                .prepare_cached(
                    "DELETE FROM daily_pairs
                     WHERE one = ? AND other = ? AND day = ? AND class = ? AND quad = ? AND status = ? AND flagged = ?
                     AND events = 0",
                )?
                .execute(params![one, other, day, event.class, event.quad, event.status, event.flagged])?;
        }
    }
    count_marks(connection, event, sign, thousandths)?;
    participation::count(connection, event, sign, thousandths)
}

/// The same for each mark of the event: the sectors and the codes of its participants, and how its place is known.
fn count_marks(connection: &Connection, event: &Columns<'_>, sign: i64, score: i64) -> rusqlite::Result<()> {
    let day = event.first_day.unwrap_or("");
    let of_participants = event.participants.iter().flat_map(|one| {
        [one.sector.map(str::to_string), one.code.map(|code| format!("code:{code}"))].into_iter().flatten()
    });
    let marks: BTreeSet<String> = of_participants.chain([event.place.located().name().to_string()]).collect();
    for mark in &marks {
        connection
            .prepare_cached(
                "INSERT INTO daily_marks(mark, day, class, quad, status, flagged, events, score) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                 ON CONFLICT DO UPDATE SET events = events + excluded.events, score = score + excluded.score",
            )?
            .execute(params![mark, day, event.class, event.quad, event.status, event.flagged, sign, score])?;
        if sign < 0 {
            connection
                .prepare_cached(
                    "DELETE FROM daily_marks WHERE mark = ? AND day = ? AND class = ? AND quad = ? AND status = ? AND flagged = ?
                     AND events = 0",
                )?
                .execute(params![mark, day, event.class, event.quad, event.status, event.flagged])?;
        }
    }
    Ok(())
}

/// Adds a document to the coverage (`sign` 1) or takes it out (`sign` -1).
pub(crate) fn count_document(connection: &Connection, document: i64, sign: i64) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO coverage(day, outlet, country, lang, documents)
             SELECT coalesce(date, ''), coalesce(publisher, ''), coalesce(country, ''), coalesce(lang, ''), ?2
             FROM documents WHERE num = ?1
             ON CONFLICT DO UPDATE SET documents = documents + excluded.documents",
        )?
        .execute([document, sign])?;
    if sign < 0 {
        connection
            .prepare_cached(
                "DELETE FROM coverage WHERE documents = 0 AND (day, outlet, country, lang) IN (
                     SELECT coalesce(date, ''), coalesce(publisher, ''), coalesce(country, ''), coalesce(lang, '')
                     FROM documents WHERE num = ?)",
            )?
            .execute([document])?;
    }
    Ok(())
}
