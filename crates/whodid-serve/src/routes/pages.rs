//! The pages' answers: what each asks of the store.

use whodid_store::{CoverageBy, Step, Store};

use super::{Found, api};
use crate::problem::Problem;
use crate::queries::By;
use crate::reply::Reply;
use crate::scene::Scene;
use crate::views::{self, Covering, Listing};

/// Events of a page unless another number is asked for.
const PAGE: usize = 50;

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
    Ok(Reply::page(views::event(scene, &event, &reports)))
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
