//! Events a page at a time.
//!
//! A page begins behind a [`Cursor`], which holds what the last event of the page before was sorted by. So pages neither repeat nor
//! leave out what stood in the store all along, whatever comes in between them, and the thousandth page costs what the first does.

use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use rusqlite::types::Value;
use rusqlite::{Row, params_from_iter};
use whodid::event::Corrected;
use whodid::{Event, Story};

use crate::columns::Noun;
use crate::condition::Way;
use crate::error::{Fault, StoreError};
use crate::filter::{Filter, Sort};
use crate::laying;
use crate::read::parsed;
use crate::store::Store;

/// Where a page ends: the next one begins behind it.
///
/// Written as text, `latest~2024-05-01~event:post-17#120-128`: the order, a number for orders that go by one, the first day
/// (empty when unknown), the id.
///
/// ```
/// use whodid_store::Cursor;
/// let cursor: Cursor = "origins~3~2024-05-01~event:a~b#1-2".parse().unwrap();
/// assert_eq!(cursor.to_string(), "origins~3~2024-05-01~event:a~b#1-2");
/// assert!("latest~yesterday~event:a#1-2".parse::<Cursor>().is_err());
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Cursor {
    sort: Sort,
    lead: Option<f64>,
    day: Option<String>,
    id: String,
}

/// A text that is no cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoCursor;

/// So many items, and where to go on.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<T> {
    /// The items.
    pub items: Vec<T>,
    /// Where the next page begins; `None` on the last.
    pub next: Option<Cursor>,
}

impl Cursor {
    /// The order that it is a place in.
    pub fn sort(&self) -> Sort {
        self.sort
    }
}

impl fmt::Display for NoCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("it is no place in the list")
    }
}

impl std::error::Error for NoCursor {}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}~", self.sort.name())?;
        if let Some(lead) = self.lead {
            write!(f, "{lead}~")?;
        }
        write!(f, "{}~{}", self.day.as_deref().unwrap_or(""), self.id)
    }
}

impl FromStr for Cursor {
    type Err = NoCursor;

    fn from_str(text: &str) -> Result<Cursor, NoCursor> {
        let (sort, mut rest) = text.split_once('~').ok_or(NoCursor)?;
        let sort = Sort::named(sort).ok_or(NoCursor)?;
        let mut lead = None;
        if column(sort).is_some() {
            let (number, after) = rest.split_once('~').ok_or(NoCursor)?;
            lead = Some(number.parse().ok().filter(|number: &f64| number.is_finite()).ok_or(NoCursor)?);
            rest = after;
        }
        let (day, id) = rest.split_once('~').ok_or(NoCursor)?;
        let is_day = day.parse::<jiff::civil::Date>().is_ok_and(|date| date.to_string() == day);
        if id.is_empty() || !(day.is_empty() || is_day) {
            return Err(NoCursor);
        }
        Ok(Cursor { sort, lead, day: Some(day.to_string()).filter(|day| !day.is_empty()), id: id.to_string() })
    }
}

/// The column that an order goes by before the day, and whether the most comes first.
fn column(sort: Sort) -> Option<(&'static str, bool)> {
    match sort {
        Sort::Date | Sort::Latest => None,
        Sort::Origins => Some(("origins", true)),
        Sort::Mentions => Some(("mentions", true)),
        Sort::Confidence => Some(("confidence", true)),
        Sort::Scale => Some(("scale", false)),
    }
}

fn index(sort: Sort) -> &'static str {
    match sort {
        Sort::Date => "events_by_day_and_id",
        Sort::Latest => "events_from_the_latest",
        Sort::Origins => "events_by_origins",
        Sort::Mentions => "events_by_mentions",
        Sort::Confidence => "events_by_confidence",
        Sort::Scale => "events_by_scale",
    }
}

/// A stretch of an order that an index goes through without looking left or right. `@` stands before each column.
struct Stretch {
    condition: &'static str,
    values: Vec<Value>,
    order: &'static str,
}

/// What lies behind a cursor, or all, as stretches one after another.
fn stretches(sort: Sort, after: Option<&Cursor>) -> Vec<(String, Vec<Value>, String)> {
    let mut out: Vec<Stretch> = Vec::new();
    let mut add = |condition, values: Vec<Value>, order| out.push(Stretch { condition, values, order });
    let text = |text: &str| Value::Text(text.to_string());
    let lead = after.and_then(|at| at.lead).map(Value::Real);
    let day = after.and_then(|at| at.day.as_deref());
    let id = after.map(|at| text(&at.id));
    match (sort, id) {
        (Sort::Date, None) => {
            add("@first_day IS NOT NULL", vec![], "@first_day, @id");
            add("@first_day IS NULL", vec![], "@id");
        }
        (Sort::Date, Some(id)) => match day {
            Some(day) => {
                add("@first_day = ? AND @id > ?", vec![text(day), id], "@id");
                add("@first_day > ?", vec![text(day)], "@first_day, @id");
                add("@first_day IS NULL", vec![], "@id");
            }
            None => add("@first_day IS NULL AND @id > ?", vec![id], "@id"),
        },
        (Sort::Latest, None) => add("1", vec![], "@first_day DESC, @id"),
        (Sort::Latest, Some(id)) => match day {
            Some(day) => {
                add("@first_day = ? AND @id > ?", vec![text(day), id], "@id");
                add("@first_day < ?", vec![text(day)], "@first_day DESC, @id");
                add("@first_day IS NULL", vec![], "@id");
            }
            None => add("@first_day IS NULL AND @id > ?", vec![id], "@id"),
        },
        (_, None) => add("1", vec![], "#, @first_day, @id"),
        (_, Some(id)) => {
            let lead = lead.unwrap_or(Value::Null);
            match day {
                Some(day) => {
                    add("@= = ? AND @first_day = ? AND @id > ?", vec![lead.clone(), text(day), id], "@id");
                    add("@= = ? AND @first_day > ?", vec![lead.clone(), text(day)], "@first_day, @id");
                }
                None => {
                    add("@= = ? AND @first_day IS NULL AND @id > ?", vec![lead.clone(), id], "@id");
                    add("@= = ? AND @first_day IS NOT NULL", vec![lead.clone()], "@first_day, @id");
                }
            }
            add("@= ! ?", vec![lead], "#, @first_day, @id");
        }
    }
    let (name, most_first) = column(sort).unwrap_or(("num", false));
    let filled = |sql: &str| {
        let order = format!("@{name}{}", if most_first { " DESC" } else { "" });
        sql.replace('#', &order).replace("@=", &format!("@{name}")).replace('!', if most_first { "<" } else { ">" })
    };
    out.into_iter().map(|one| (filled(one.condition), one.values, filled(one.order))).collect()
}

/// A filter that asks for nothing.
static NOTHING: LazyLock<Filter> = LazyLock::new(Filter::default);
/// So many events are rather looked up one by one.
const FEW: u64 = 5_000;

impl Store {
    /// A page of events: at most `limit` of those that the filter finds, in order, behind the cursor. `found` is how many there
    /// are in all, as far as it is known: few are looked up one by one, many come upon by going through the order.
    ///
    /// # Errors
    ///
    /// When the store cannot be read, or the cursor is of another order.
    pub fn events_page(
        &self,
        filter: &Filter,
        sort: Sort,
        after: Option<&Cursor>,
        limit: usize,
        found: Option<u64>,
    ) -> Result<Page<Event>, StoreError> {
        self.told(self.page(filter, sort, after, limit, found))
    }

    fn page(
        &self,
        filter: &Filter,
        sort: Sort,
        after: Option<&Cursor>,
        limit: usize,
        found: Option<u64>,
    ) -> Result<Page<Event>, Fault> {
        if after.is_some_and(|after| after.sort != sort) {
            return Err(Fault::Asked(format!("the place in the list is not one in the order `{}`", sort.name())));
        }
        let by_date = column(sort).is_none();
        let few = match found {
            // Going through the order meets one that fits every `all / found` events; an order by date is gone through within
            // the period alone.
            Some(found) => {
                let all = self.in_period(if by_date { filter } else { &NOTHING })?;
                found.saturating_mul(found) < all.saturating_mul(limit as u64 + 1)
            }
            None => false,
        };
        let lead = column(sort).map_or("NULL".to_string(), |(name, _)| format!("here.{name}"));
        let columns = format!(
            "here.record, here.num, (SELECT id FROM stories WHERE num = here.story), here.first_day, here.id, {lead}"
        );
        // Each a condition with its values, the index, and the sign before columns.
        let mut ways: Vec<(String, Vec<Value>, String, &str)> = Vec::new();
        if few {
            let (mut lists, mut values) = (Vec::new(), Vec::new());
            for part in self.parts(filter, Way::Lists)? {
                lists.push(format!("SELECT here.num FROM events AS here {} WHERE {}", part.counted, part.sql));
                values.extend(part.values);
            }
            // A sign before a column keeps its index out of the plan.
            ways.push((format!("here.num IN ({})", lists.join(" UNION ALL ")), values, String::new(), "+here."));
        } else if by_date {
            let mut parts = self.parts(filter, Way::Checks)?;
            if sort == Sort::Date {
                parts.reverse();
            }
            for part in parts {
                let index = if part.before { part.counted.to_string() } else { format!("INDEXED BY {}", index(sort)) };
                ways.push((part.sql, part.values, index, "here."));
            }
        } else {
            let condition = filter.build(Noun::Event, Way::Checks);
            ways.push((condition.sql, condition.values, format!("INDEXED BY {}", index(sort)), "here."));
        }
        let corrected = self.has_corrections()?;
        let mut items: Vec<Event> = Vec::new();
        let mut last: Option<Cursor> = None;
        let mut more = false;
        'all: for (sql, values, index, sign) in ways {
            for (stretch, bounds, order) in stretches(sort, after) {
                let (stretch, order) = (stretch.replace('@', sign), order.replace('@', sign));
                let sql = format!(
                    "SELECT {columns} FROM events AS here {index} WHERE {sql} AND {stretch} ORDER BY {order} LIMIT ?"
                );
                let left = Value::Integer(i64::try_from(limit - items.len() + 1).unwrap_or(i64::MAX));
                let values = values.iter().cloned().chain(bounds).chain([left]);
                let mut query = self.connection.prepare_cached(&sql)?;
                let mut rows = query.query(params_from_iter(values))?;
                while let Some(row) = rows.next()? {
                    if items.len() == limit {
                        more = true;
                        break 'all;
                    }
                    last = Some(Cursor { sort, lead: row.get(5)?, day: row.get(3)?, id: row.get(4)? });
                    items.push(self.event_of(row, corrected)?);
                }
            }
        }
        Ok(Page { items, next: last.filter(|_| more) })
    }

    fn event_of(&self, row: &Row<'_>, corrected: bool) -> Result<Event, Fault> {
        let mut event: Event = parsed(row)?;
        event.story = row.get(2)?;
        if corrected {
            event.corrected = self.corrected_event(row.get(1)?)?;
        }
        Ok(event)
    }

    pub(crate) fn has_corrections(&self) -> Result<bool, Fault> {
        let mut any = self.connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM corrections)")?;
        Ok(any.query_row([], |row| row.get(0))?)
    }

    /// The corrections of one event: those of its mentions, each once.
    fn corrected_event(&self, event: i64) -> Result<Vec<Corrected>, Fault> {
        let mut mentions = self.connection.prepare_cached(
            "SELECT num FROM mentions WHERE event = ?1
             AND EXISTS (SELECT 1 FROM corrections WHERE bound = mentions.num OR other_bound = mentions.num) ORDER BY id",
        )?;
        let mut told: Vec<Corrected> = Vec::new();
        for mention in mentions.query_map([event], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()? {
            for one in laying::told(&self.connection, mention)? {
                if !told.contains(&one) {
                    told.push(one);
                }
            }
        }
        Ok(told)
    }

    /// The event with this id.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn event(&self, id: &str) -> Result<Option<Event>, StoreError> {
        self.told(self.event_by_id(id))
    }

    pub(crate) fn event_by_id(&self, id: &str) -> Result<Option<Event>, Fault> {
        let mut find = self.connection.prepare_cached(
            "SELECT record, num, (SELECT id FROM stories WHERE num = events.story) FROM events WHERE id = ?",
        )?;
        let mut rows = find.query([id])?;
        rows.next()?.map(|row| self.event_of(row, true)).transpose()
    }

    /// A page of the stories that have an event which the filter finds: the largest first in the order [`Sort::Mentions`], the
    /// latest first in every other. `found` is how many events the filter finds, as far as it is known.
    ///
    /// # Errors
    ///
    /// When the store cannot be read, or the cursor is of another order.
    pub fn stories_page(
        &self,
        filter: &Filter,
        sort: Sort,
        after: Option<&Cursor>,
        limit: usize,
        found: Option<u64>,
    ) -> Result<Page<Story>, StoreError> {
        let sort = if sort == Sort::Mentions { sort } else { Sort::Latest };
        let read = || -> Result<Page<Story>, Fault> {
            if after.is_some_and(|after| after.sort != sort) {
                return Err(Fault::Asked(format!("the place in the list is not one in the order `{}`", sort.name())));
            }
            // Few events are looked up and lead to their stories; of many each story that comes up has one soon.
            let few = found.is_some_and(|found| found < FEW);
            let way = if few { Way::Lists } else { Way::Checks };
            let condition = filter.build(Noun::Event, way);
            let of_events = match condition.sql.as_str() {
                "1" => "1".to_string(),
                sql if few => format!(
                    "told.num IN (SELECT here.story FROM events AS here WHERE here.num IN (SELECT here.num FROM events AS here INDEXED BY events_counted WHERE {sql}))"
                ),
                sql => format!(
                    "(SELECT 1 FROM events AS here INDEXED BY events_by_story WHERE here.story = told.num AND {sql} LIMIT 1) IS NOT NULL"
                ),
            };
            let (mut items, mut last, mut more) = (Vec::new(), None, false);
            for (stretch, values, order) in stretches(sort, after) {
                if more {
                    break;
                }
                // A story is as large as it has events.
                let own = |sql: String| sql.replace("@mentions", "@events").replace('@', "told.");
                let (stretch, order) = (own(stretch), own(order));
                let sql = format!(
                    "SELECT told.record, told.first_day, told.id, told.events FROM stories AS told WHERE {of_events} AND {stretch}
                     ORDER BY {order} LIMIT ?"
                );
                let left = i64::try_from(limit - items.len() + 1).unwrap_or(i64::MAX);
                let all = condition.values.iter().cloned().chain(values).chain([Value::Integer(left)]);
                let mut query = self.connection.prepare_cached(&sql)?;
                let mut rows = query.query(params_from_iter(all))?;
                while let Some(row) = rows.next()? {
                    if items.len() == limit {
                        more = true;
                        break;
                    }
                    let lead = if sort == Sort::Mentions { row.get(3)? } else { None };
                    last = Some(Cursor { sort, lead, day: row.get(1)?, id: row.get(2)? });
                    items.push(parsed(row)?);
                }
            }
            Ok(Page { items, next: last.filter(|_| more) })
        };
        self.told(read())
    }
}
