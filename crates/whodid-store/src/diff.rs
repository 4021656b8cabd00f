//! What is other in the second of two stores.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::error::{Fault, StoreError};
use crate::store::Store;

/// What is other in the second of two stores.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// `event` or `mention`.
    pub what: &'static str,
    /// Its id.
    pub id: String,
    /// How.
    pub how: How,
    /// Fields that differ, with what each store says.
    pub fields: BTreeMap<String, [Value; 2]>,
}

/// How two stores differ about one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// Only the first has it.
    OnlyFirst,
    /// Only the second has it.
    OnlySecond,
    /// Both have it, and it is not the same.
    Changed,
}

/// Events, then mentions, that are not the same in two stores, each in the order of ids; both stores are read side by side.
///
/// # Errors
///
/// When one cannot be read; an error of the sink ends it.
pub fn diff<E: From<StoreError>>(
    one: &Store,
    two: &Store,
    mut sink: impl FnMut(Difference) -> Result<(), E>,
) -> Result<(), E> {
    for (what, sql) in [
        (
            "event",
            "SELECT events.id, record, (SELECT id FROM stories WHERE num = story) FROM events ORDER BY events.id",
        ),
        (
            "mention",
            "SELECT id, coalesce(corrected, record), CASE dropped WHEN 1 THEN 'dropped' END FROM mentions ORDER BY id",
        ),
    ] {
        let extra = if what == "event" { "story" } else { "dropped" };
        let mut both = || -> Result<Result<(), E>, Fault> {
            let (mut first, mut second) = (one.connection.prepare(sql)?, two.connection.prepare(sql)?);
            let (mut first, mut second) = (first.query([])?, second.query([])?);
            let (mut a, mut b) = (next(&mut first)?, next(&mut second)?);
            loop {
                let order = match (&a, &b) {
                    (None, None) => return Ok(Ok(())),
                    (Some(_), None) => std::cmp::Ordering::Less,
                    (None, Some(_)) => std::cmp::Ordering::Greater,
                    (Some(a), Some(b)) => a.0.cmp(&b.0),
                };
                let only = |row: &Option<Row>, how| {
                    let id = row.as_ref().map_or(String::new(), |row| row.0.clone());
                    Some(Difference { what, id, how, fields: BTreeMap::new() })
                };
                let found = match order {
                    std::cmp::Ordering::Less => only(&a, How::OnlyFirst),
                    std::cmp::Ordering::Greater => only(&b, How::OnlySecond),
                    std::cmp::Ordering::Equal if a == b => None,
                    std::cmp::Ordering::Equal => match (&a, &b) {
                        (Some(a), Some(b)) => changed(what, extra, a, b)?,
                        _ => None,
                    },
                };
                if order.is_le() {
                    a = next(&mut first)?;
                }
                if order.is_ge() {
                    b = next(&mut second)?;
                }
                if let Some(difference) = found
                    && let Err(error) = sink(difference)
                {
                    return Ok(Err(error));
                }
            }
        };
        one.told(both()).map_err(E::from)??;
    }
    Ok(())
}

/// Id, record, and what stands beside the record.
type Row = (String, String, Option<String>);

fn next(rows: &mut rusqlite::Rows<'_>) -> Result<Option<Row>, Fault> {
    Ok(rows.next()?.map(|row| Ok::<_, rusqlite::Error>((row.get(0)?, row.get(1)?, row.get(2)?))).transpose()?)
}

fn changed(what: &'static str, extra: &str, a: &Row, b: &Row) -> Result<Option<Difference>, Fault> {
    let mut first: Map<String, Value> = serde_json::from_str(&a.1)?;
    let mut second: Map<String, Value> = serde_json::from_str(&b.1)?;
    first.insert(extra.into(), a.2.clone().into());
    second.insert(extra.into(), b.2.clone().into());
    let mut fields = BTreeMap::new();
    let names: std::collections::BTreeSet<&String> = first.keys().chain(second.keys()).collect();
    for name in names {
        let told = |map: &Map<String, Value>| map.get(name).cloned().unwrap_or(Value::Null);
        if first.get(name) != second.get(name) {
            fields.insert(name.clone(), [told(&first), told(&second)]);
        }
    }
    Ok((!fields.is_empty()).then(|| Difference { what, id: a.0.clone(), how: How::Changed, fields }))
}
