//! What is changed by what is sent, and where that leads.

use serde::Serialize;
use whodid_store::{Filter, Laid, Store, StoreError};

use super::Route;
use crate::problem::Problem;
use crate::queries::{Act, Ask, Posted};
use crate::views::address;

/// What was done.
#[derive(Clone, Debug)]
pub(crate) struct Done {
    /// The mentions that it is about.
    pub(crate) mentions: Vec<String>,
    laid: Laid,
}

/// What was done, as programs are told.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Told {
    mentions: Vec<String>,
    /// Corrections that are new, other than before, or taken back.
    changed: usize,
    /// Those that fit nothing now, in words.
    waiting: Vec<String>,
    /// The event that the first of the mentions stands in now.
    pub(crate) event: Option<String>,
}

/// Makes what is asked for. What cannot be is a problem, and then nothing is changed.
pub(crate) fn make(store: &mut Store, posted: &Posted) -> Result<Result<Done, Problem>, StoreError> {
    if posted.act() == Ok(Act::Undo) {
        return undo(store, posted);
    }
    let about = posted.value("about").to_string();
    let posted = match about.is_empty() {
        true => posted.clone(),
        false => posted.clone().with(renamed(store, posted, &about)?),
    };
    let decision = match posted.decision() {
        Ok(decision) => decision,
        Err(problem) => return Ok(Err(problem)),
    };
    let corrections = store.decide(&decision)?;
    let mentions = store.mentions_meant(&decision.about)?;
    let laid = store.lay(&corrections)?;
    Ok(Ok(Done { mentions, laid }))
}

fn undo(store: &mut Store, posted: &Posted) -> Result<Result<Done, Problem>, StoreError> {
    let mut corrections = store.corrections()?;
    corrections.retain(|one| posted.values("undo").any(|key| key == one.key()));
    if corrections.is_empty() {
        let (what, advice) = ("none of these corrections is there any more", "look at what is corrected now");
        let status = hyper::StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(Err(Problem::new(status, "bad_correction", what, advice)));
    }
    let mut mentions: Vec<String> = corrections.iter().map(|one| one.target.mention.clone()).collect();
    mentions.dedup();
    let changed = store.take_back(&corrections)?;
    Ok(Ok(Done { mentions, laid: Laid { changed, waiting: Vec::new() } }))
}

/// Fields that are set when a participant has another name: the name, and what it was known by, which is another's.
fn renamed(store: &Store, posted: &Posted, about: &str) -> Result<Vec<(String, String)>, StoreError> {
    let mut out = Vec::new();
    for (party, name) in posted.names() {
        if name == "none" {
            out.push((party.to_string(), name.to_string()));
            continue;
        }
        out.push((format!("{party}.entity_text"), name.to_string()));
        let (role, at) = party.split_once('.').unwrap_or((party, "1"));
        let at = at.parse::<usize>().unwrap_or(1).saturating_sub(1);
        let (mut named, mut known) = (false, false);
        for mention in store.mentions_meant(about)? {
            let Some(stored) = store.mention(&mention)? else { continue };
            let parties = if role == "actor" { &stored.record.actor } else { &stored.record.recipient };
            named |= parties.get(at).is_some_and(|party| party.identifier_text.is_some());
            known |= parties.get(at).is_some_and(|party| party.identifier_id.is_some());
        }
        if named {
            out.push((format!("{party}.identifier_text"), name.to_string()));
        }
        if known {
            out.push((format!("{party}.identifier_id"), "none".into()));
        }
    }
    Ok(out)
}

/// What was done, as it stands in the store now.
pub(crate) fn told(store: &Store, done: &Done) -> Result<Told, StoreError> {
    let mut event = None;
    for mention in &done.mentions {
        event = store.mention(mention)?.and_then(|stored| stored.in_event);
        if event.is_some() {
            break;
        }
    }
    let Done { mentions, laid } = done.clone();
    Ok(Told { mentions, changed: laid.changed, waiting: laid.waiting, event })
}

/// Id of the event behind one in the queue.
pub(crate) fn next(store: &Store, filter: &Filter, id: &str) -> Result<Option<String>, StoreError> {
    let found = store.facets(filter)?.events;
    Ok(store.queue(filter, Some(id), found)?.next)
}

/// The page to go back to.
pub(crate) fn back(
    route: &Route,
    ask: &Ask,
    next: Option<&str>,
    event: Option<&str>,
    mention: Option<&str>,
) -> Option<String> {
    match route {
        Route::ReviewOf(_) => Some(match next {
            Some(next) => ask.link(&address("review", next, &Ask::default())),
            None => ask.link("/review"),
        }),
        Route::Mention(id) => Some(address("mentions", id, ask)),
        _ => page_of(ask, event, mention),
    }
}

/// The page of what was corrected: the event, or the passage when it is none.
pub(crate) fn page_of(ask: &Ask, event: Option<&str>, mention: Option<&str>) -> Option<String> {
    let event = event.map(|event| address("events", event, ask));
    event.or_else(|| mention.map(|mention| address("mentions", mention, ask)))
}
