//! The pages' answers: what each asks of the store.

use std::collections::BTreeSet;

use whodid::Event;
use whodid_store::{CoverageBy, Filter, Sort, Step, Store};

use super::{Found, api};
use crate::problem::Problem;
use crate::queries::By;
use crate::reply::Reply;
use crate::scene::Scene;
use crate::views::{self, Covering, Listing, Reviewing};

/// Events of a page unless another number is asked for.
const PAGE: usize = 50;
/// Events of one kind that are offered to be merged with.
const NEAR: usize = 12;
/// Days before and after an event within which others of its story are.
const ABOUT: i64 = 7;

/// The list of events.
pub(super) fn events(store: &Store, scene: &Scene) -> Found {
    let ask = &scene.ask;
    let facets = store.facets(&ask.filter)?;
    let limit = ask.limit.unwrap_or(PAGE);
    let page = store.events_page(&ask.filter, ask.sort, ask.after.as_ref(), limit, Some(facets.events))?;
    let listing = Listing { facets, events: page.items, next: page.next };
    Ok(Reply::page(views::events(scene, &listing)))
}

/// One event.
pub(super) fn event(store: &Store, scene: &Scene, id: &str) -> Found {
    let event = store.event(id)?.ok_or_else(|| Problem::no_such("event", id))?;
    let reports = api::reports(store, &event.mentions)?;
    let made = store.corrections_of(&event.mentions)?;
    Ok(Reply::page(views::event(scene, &event, &reports, &made, &near(store, scene, &event)?)))
}

/// Events of the same story that are near in time, or of the same days and class: with which this one may be one.
fn near(store: &Store, scene: &Scene, event: &Event) -> Result<Vec<Event>, Problem> {
    if scene.marks.is_none() {
        return Ok(Vec::new());
    }
    let last = event.enddate.clone().or(event.date.clone());
    let of_story = Filter {
        stories: event.story.clone().into_iter().collect(),
        from: event.date.as_deref().and_then(|day| moved(day, -ABOUT)),
        to: last.as_deref().and_then(|day| moved(day, ABOUT)),
        ..Filter::default()
    };
    let of_day = Filter {
        classes: event.event.iter().map(ToString::to_string).collect(),
        from: event.date.clone(),
        to: last,
        ..Filter::default()
    };
    let mut found: Vec<Event> = Vec::new();
    for (filter, is_asked) in [(of_story, event.story.is_some()), (of_day, event.date.is_some())] {
        if is_asked {
            // A story has few of a million events: looked up, they are there at once, where going through all takes a second.
            let count = if filter.stories.is_empty() { None } else { Some(store.count_events(&filter)? as u64) };
            let page = store.events_page(&filter, Sort::Latest, None, NEAR, count)?;
            found.extend(page.items.into_iter().filter(|one| one.id != event.id));
        }
    }
    let mut known = BTreeSet::new();
    found.retain(|one| known.insert(one.id.clone()));
    Ok(found)
}

/// The day so many days later.
fn moved(day: &str, days: i64) -> Option<String> {
    let day: jiff::civil::Date = day.parse().ok()?;
    Some(day.checked_add(jiff::Span::new().days(days)).ok()?.to_string())
}

/// One passage, with what was coded in it and what people made of that.
pub(super) fn mention(store: &Store, scene: &Scene, id: &str) -> Found {
    let stored = store.mention(id)?.ok_or_else(|| Problem::no_such("mention", id))?;
    let machine = store.machine_record(id)?.unwrap_or_default();
    let made = store.corrections_of(&[id.to_string()])?;
    let together = match &stored.in_event {
        Some(event) => store.event(event)?.map_or(1, |event| event.mentions.len()),
        None => 0,
    };
    Ok(Reply::page(views::mention(scene, &stored, &machine, &made, together)))
}

/// What wants to be reviewed most, or a place in that queue.
pub(super) fn review(store: &Store, scene: &Scene, id: Option<&str>) -> Found {
    let ask = &scene.ask;
    let facets = store.facets(&ask.filter)?;
    let queue = store.queue(&ask.filter, id, facets.events)?;
    if id.is_some() && queue.event.is_none() {
        // It may have been linked anew since: the queue goes on with what is most urgent now.
        return Ok(Reply::see(&ask.link("/review")));
    }
    let mentions = queue.event.as_ref().map(|event| event.mentions.clone()).unwrap_or_default();
    // As many passages as can be read at a time; the page of the event has all.
    let reports = api::reports(store, mentions.get(..views::PASSAGES).unwrap_or(&mentions))?;
    let made = store.corrections_of(&mentions)?;
    Ok(Reply::page(views::review(scene, &Reviewing { facets, queue, reports, made })))
}

/// One document.
pub(super) fn document(store: &Store, scene: &Scene, id: &str) -> Found {
    let document = store.document(id)?.ok_or_else(|| Problem::no_such("document", id))?;
    Ok(Reply::page(views::document(scene, &document, &api::mentions(store, id)?)))
}

/// What was read.
pub(super) fn coverage(store: &Store, scene: &Scene) -> Found {
    let (from, to) = (scene.ask.filter.from.as_deref(), scene.ask.filter.to.as_deref());
    let step = match scene.ask.by {
        Some(By::Time(step)) => step,
        Some(_) => return Err(Problem::of("by", "this page goes by time", "there are day, week and month")),
        None => {
            let days = store.coverage(CoverageBy::Time(Step::Day), from, to, usize::MAX)?;
            fitting(&days.iter().map(|one| one.of.as_str()).collect::<Vec<_>>())
        }
    };
    let list = |by| store.coverage(by, from, to, views::ROWS + 1);
    let told = Covering {
        step,
        times: store.coverage(CoverageBy::Time(step), from, to, usize::MAX)?,
        outlets: list(CoverageBy::Outlet)?,
        countries: list(CoverageBy::Country)?,
        languages: list(CoverageBy::Language)?,
        unread: store.unread(views::FAILURES)?,
    };
    Ok(Reply::page(views::coverage(scene, &told)))
}

/// The shortest step that cuts the time of these days into as many stretches as can be told apart.
pub(super) fn fitting(days: &[&str]) -> Step {
    let mut known = days.iter().filter_map(|day| day.parse::<jiff::civil::Date>().ok());
    let (Some(first), last) = (known.next(), known.next_back()) else { return Step::Day };
    let span = first.until(last.unwrap_or(first)).map_or(0, |span| span.get_days());
    match span {
        ..=120 => Step::Day,
        121..=1000 => Step::Week,
        _ => Step::Month,
    }
}
