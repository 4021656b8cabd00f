//! The answers of pages with charts: what the timeline and the map ask of the store.

use jiff::civil::Date;
use whodid_store::{Filter, Step, Store};

use super::Found;
use crate::problem::Problem;
use crate::queries::By;
use crate::reply::Reply;
use crate::scene::Scene;
use crate::views::{self, Mapped};

/// Events over time.
pub(super) fn timeline(store: &Store, scene: &Scene) -> Found {
    let filter = &scene.ask.filter;
    let chosen = step(scene)?;
    let period = filter.from.as_deref().zip(filter.to.as_deref());
    let fit = |days: &[(&str, u64)]| chosen.unwrap_or_else(|| fitting(period.or_else(|| most(days))));
    let told = store.timeline_fitted(filter, fit)?;
    Ok(Reply::page(views::timeline(scene, &told)))
}

/// Events on the map.
pub(super) fn map(store: &Store, scene: &Scene) -> Found {
    let filter = &scene.ask.filter;
    let chosen = step(scene)?;
    let facets = store.facets(filter)?;
    // The time that can be stepped through is the time that was read of, since texts tell of days centuries off; where no document
    // has a day, that of nearly all events.
    let read = match store.days_read()? {
        Some(read) => Some(read),
        None => {
            let days = store.timeline(&Filter::default(), Step::Day)?;
            let days: Vec<(&str, u64)> = days.iter().map(|one| (one.from.as_str(), one.events)).collect();
            most(&days).map(|(first, last)| (first.to_string(), last.to_string()))
        }
    };
    let whole = read.as_ref().map(|(first, last)| (first.as_str(), last.as_str()));
    let step = chosen.unwrap_or_else(|| fitting(whole));
    let told = Mapped { places: store.places(filter, Some(facets.events))?, facets, step, read };
    Ok(Reply::page(views::map(scene, &told)))
}

/// The step that the address names.
fn step(scene: &Scene) -> Result<Option<Step>, Problem> {
    match scene.ask.by {
        None => Ok(None),
        Some(By::Time(step)) => Ok(Some(step)),
        Some(_) => Err(Problem::of("by", "this page goes by time", "there are day, week and month")),
    }
}

/// The days between which all but the first and the last hundredth of events lie.
fn most<'d>(days: &[(&'d str, u64)]) -> Option<(&'d str, &'d str)> {
    let known = || days.iter().filter(|(day, events)| !day.is_empty() && *events > 0);
    let all: u64 = known().map(|(_, events)| events).sum();
    let at = |share: u64| {
        let mut sum = 0;
        known().find(|(_, events)| {
            sum += events;
            sum > share
        })
    };
    Some((at(all / 100)?.0, at(all - 1 - all / 100)?.0))
}

/// The shortest step that cuts a time into as many stretches as can be told apart.
fn fitting(days: Option<(&str, &str)>) -> Step {
    let read = |day: &str| day.parse::<Date>().ok();
    let span = days.and_then(|(first, last)| read(first)?.until(read(last)?).ok()).map_or(0, |span| span.get_days());
    match span {
        ..=100 => Step::Day,
        101..=1000 => Step::Week,
        _ => Step::Month,
    }
}
