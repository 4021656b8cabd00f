//! The API's answers.

use serde::Serialize;
use serde_json::{Value, json};
use whodid::write::csv_cell;
use whodid::{Event, Story};
use whodid_store::{
    Change, Citation, CoverageBy, Cursor, Facets, Filter, Located, Node, Pair, Placed, Sort, Step, Store,
    StoredDocument, StoredMention,
};

use super::Found;
use crate::problem::Problem;
use crate::queries::{Ask, By, Format};
use crate::reply::{JSON, Reply};
use crate::scene::Scene;

/// Records of a page unless another number is asked for.
const PAGE: usize = 50;
/// Participants and outlets of an answer unless another number is asked for.
const LIST: usize = 100;
/// Nodes of a network unless another number is asked for.
pub(super) const NODES: usize = 24;

// Records are written as they are and never through a `Value`, in which 0.68 becomes 0.6800000071525574.

#[derive(Serialize)]
struct EventsPage<'r> {
    query: String,
    count: u64,
    facets: &'r Facets,
    events: &'r [Event],
    after: Option<String>,
    next: Option<String>,
    citation: &'r Citation,
}

#[derive(Serialize)]
struct StoriesPage<'r> {
    query: String,
    stories: &'r [Story],
    after: Option<String>,
    next: Option<String>,
}

#[derive(Serialize)]
struct NetworkTold<'r> {
    query: String,
    nodes: &'r [Node],
    pairs: &'r [Pair],
}

#[derive(Serialize)]
struct EventTold<'r> {
    event: &'r Event,
    reports: &'r [StoredMention],
}

#[derive(Serialize)]
struct DocumentTold<'r> {
    document: &'r StoredDocument,
    mentions: &'r [StoredMention],
}

/// A page of events.
pub(super) fn events(store: &Store, scene: &Scene) -> Found {
    let ask = &scene.ask;
    let facets = store.facets(&ask.filter)?;
    let limit = ask.limit.unwrap_or(PAGE);
    let page = store.events_page(&ask.filter, ask.sort, ask.after.as_ref(), limit, Some(facets.events))?;
    let next = following(scene, page.next.as_ref());
    Reply::json(&EventsPage {
        query: ask.query(),
        count: facets.events,
        facets: &facets,
        events: &page.items,
        after: page.next.as_ref().map(ToString::to_string),
        next,
        citation: &scene.cited,
    })
}

/// The address of the page that follows.
fn following(scene: &Scene, next: Option<&Cursor>) -> Option<String> {
    let next = next?;
    Some(Ask { after: Some(next.clone()), ..scene.ask.clone() }.link(&scene.path))
}

/// An event with every report of it.
pub(super) fn event(store: &Store, id: &str) -> Found {
    let event = store.event(id)?.ok_or_else(|| Problem::no_such("event", id))?;
    Reply::json(&EventTold { reports: &reports(store, &event.mentions)?, event: &event })
}

/// The mentions of these ids, in their order.
pub(super) fn reports(store: &Store, ids: &[String]) -> Result<Vec<StoredMention>, Problem> {
    let mut out = Vec::with_capacity(ids.len());
    for id in ids {
        out.extend(store.mention(id)?);
    }
    Ok(out)
}

/// A page of stories.
pub(super) fn stories(store: &Store, scene: &Scene) -> Found {
    let ask = &scene.ask;
    let found = store.facets(&ask.filter)?.events;
    let page = store.stories_page(
        &ask.filter,
        story_order(ask)?,
        ask.after.as_ref(),
        ask.limit.unwrap_or(PAGE),
        Some(found),
    )?;
    let next = following(scene, page.next.as_ref());
    let after = page.next.as_ref().map(ToString::to_string);
    Reply::json(&StoriesPage { query: ask.query(), stories: &page.items, after, next })
}

/// The order of stories.
pub(super) fn story_order(ask: &Ask) -> Result<Sort, Problem> {
    match ask.sort {
        Sort::Latest | Sort::Mentions => Ok(ask.sort),
        other => {
            let what = format!("stories have no order `{}`", other.name());
            Err(Problem::of("sort", what, "there are latest, and mentions for the largest first"))
        }
    }
}

/// A story.
pub(super) fn story(store: &Store, id: &str) -> Found {
    let story = store.story(id)?.ok_or_else(|| Problem::no_such("story", id))?;
    Reply::json(&story)
}

/// Who takes part.
pub(super) fn participants(store: &Store, scene: &Scene) -> Found {
    let found = store.participants(&scene.ask.filter, scene.ask.limit.unwrap_or(LIST), None)?;
    list(&scene.ask, "participants", &found)
}

/// One who takes part.
pub(super) fn participant(store: &Store, key: &str) -> Found {
    let told = store.participant(key, LIST)?.ok_or_else(|| Problem::no_such("participant", key))?;
    Reply::json(&told)
}

/// Who acts on whom.
pub(super) fn pairs(store: &Store, scene: &Scene) -> Found {
    let ask = &scene.ask;
    let network = store.network(&ask.filter, ask.nodes, ask.most.unwrap_or(NODES), None)?;
    match ask.format {
        Format::Json => Reply::json(&NetworkTold { query: ask.query(), nodes: &network.nodes, pairs: &network.pairs }),
        _ => list(ask, "pairs", &network.pairs),
    }
}

/// A document with every mention in it.
pub(super) fn document(store: &Store, id: &str) -> Found {
    let document = store.document(id)?.ok_or_else(|| Problem::no_such("document", id))?;
    Reply::json(&DocumentTold { document: &document, mentions: &mentions(store, id)? })
}

/// The mentions in a document, in the order of the text, dropped ones too.
pub(super) fn mentions(store: &Store, document: &str) -> Result<Vec<StoredMention>, Problem> {
    let filter = Filter { documents: vec![document.to_string()], dropped: true, ..Filter::default() };
    let mut mentions: Vec<StoredMention> = Vec::new();
    store.mentions::<Problem>(&filter, Sort::Date, None, |mention| {
        mentions.push(mention);
        Ok(())
    })?;
    mentions.sort_by_key(|mention| (mention.record.trigger.start, mention.record.trigger.end));
    Ok(mentions)
}

/// Events over time.
pub(super) fn timeline(store: &Store, scene: &Scene) -> Found {
    let step = match scene.ask.by {
        None => Step::Day,
        Some(By::Time(step)) => step,
        Some(_) => return Err(Problem::of("by", "a timeline goes by time", "there are day, week and month")),
    };
    list(&scene.ask, "timeline", &store.timeline(&scene.ask.filter, step)?)
}

/// Events by place; what is at none comes last, by itself.
pub(super) fn places(store: &Store, scene: &Scene) -> Found {
    #[derive(Serialize)]
    struct Unplaced {
        kind: &'static str,
        events: u64,
    }
    #[derive(Serialize)]
    #[serde(untagged)]
    enum Line {
        Placed(Placed),
        Unplaced(Unplaced),
    }
    let ask = &scene.ask;
    let found = store.facets(&ask.filter)?.events;
    let mut places = store.places(&ask.filter, Some(found))?;
    let known: u64 = places.iter().map(|one| one.events).sum();
    let unknown = found.saturating_sub(known);
    places.truncate(ask.limit.unwrap_or(usize::MAX));
    let mut lines: Vec<Line> = places.into_iter().map(Line::Placed).collect();
    if unknown > 0 {
        lines.push(Line::Unplaced(Unplaced { kind: Located::Unknown.name(), events: unknown }));
    }
    list(ask, "places", &lines)
}

/// Documents read.
pub(super) fn coverage(store: &Store, scene: &Scene) -> Found {
    let by = match scene.ask.by.unwrap_or(By::Time(Step::Day)) {
        By::Time(step) => CoverageBy::Time(step),
        By::Outlet => CoverageBy::Outlet,
        By::Country => CoverageBy::Country,
        By::Language => CoverageBy::Language,
    };
    let filter = &scene.ask.filter;
    let limit = match by {
        CoverageBy::Time(_) => scene.ask.limit.unwrap_or(usize::MAX),
        _ => scene.ask.limit.unwrap_or(LIST),
    };
    list(&scene.ask, "coverage", &store.coverage(by, filter.from.as_deref(), filter.to.as_deref(), limit)?)
}

#[derive(Serialize)]
struct CorrectionTold<'r> {
    key: String,
    mention: &'r str,
    change: &'static str,
    field: Option<&'r str>,
    value: Option<&'r str>,
    other: Option<&'r str>,
    reason: &'r str,
    author: &'r str,
}

/// Every correction, and the token that makes more.
pub(super) fn corrections(store: &Store, scene: &Scene) -> Found {
    let made = store.corrections()?;
    let list: Vec<CorrectionTold> = made
        .iter()
        .map(|one| {
            let (field, value, other) = match &one.change {
                Change::Set { field, value } => (Some(field.as_str()), Some(value.as_str()), None),
                Change::Together(other) | Change::Apart(other) => (None, None, Some(other.mention.as_str())),
                Change::Drop | Change::Accept => (None, None, None),
            };
            let (key, change) = (one.key(), one.change.name());
            let (mention, reason, author) = (&*one.target.mention, &*one.reason, &*one.author);
            CorrectionTold { key, mention, change, field, value, other, reason, author }
        })
        .collect();
    let token = scene.marks.as_ref().map(|marks| marks.programs.as_str());
    Reply::json(&json!({"token": token, "corrections": list}))
}

/// Records in the form asked for.
fn list<T: Serialize>(ask: &Ask, name: &str, records: &[T]) -> Found {
    match ask.format {
        Format::Json => {
            let mut bytes = serde_json::to_vec(&json!({"query": ask.query(), name: records}))?;
            bytes.push(b'\n');
            Ok(Reply::of(JSON, bytes))
        }
        Format::Lines => {
            let mut bytes = Vec::new();
            for record in records {
                serde_json::to_writer(&mut bytes, record)?;
                bytes.push(b'\n');
            }
            Ok(Reply::of("application/x-ndjson", bytes))
        }
        Format::Csv => table(records),
        Format::Geojson | Format::Parquet => {
            let what = format!("there is no {} of this", ask.format.name());
            Err(Problem::of("format", what, "ask for json, jsonl or csv"))
        }
    }
}

/// Records as a table: what a field holds inside it is a column of its own, `classes.ASSAULT`.
fn table<T: Serialize>(records: &[T]) -> Found {
    let mut rows: Vec<Vec<(String, String)>> = Vec::with_capacity(records.len());
    let mut columns: Vec<String> = Vec::new();
    for record in records {
        let mut row = Vec::new();
        if let Value::Object(fields) = serde_json::to_value(record)? {
            for (name, value) in fields {
                match value {
                    Value::Object(inner) => {
                        row.extend(inner.into_iter().map(|(part, value)| (format!("{name}.{part}"), cell(&value))));
                    }
                    value => row.push((name, cell(&value))),
                }
            }
        }
        rows.push(row);
    }
    for (name, _) in rows.iter().flatten() {
        if !columns.contains(name) {
            columns.push(name.clone());
        }
    }
    let told = |error: csv::Error| {
        Problem::new(hyper::StatusCode::INTERNAL_SERVER_ERROR, "store", error.to_string(), "report the address")
    };
    columns.sort_unstable();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&columns).map_err(told)?;
    for row in &rows {
        let of = |column: &String| {
            row.iter().find(|(name, _)| name == column).map_or(String::new(), |(_, value)| value.clone())
        };
        writer.write_record(columns.iter().map(of)).map_err(told)?;
    }
    let bytes = writer.into_inner().map_err(|error| told(error.into_error().into()))?;
    Ok(Reply::of("text/csv; charset=utf-8", bytes))
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => csv_cell(text.clone()),
        other => other.to_string(),
    }
}
