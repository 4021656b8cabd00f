//! The answers of pages about who acts on whom, what belongs together, and who takes part.

use whodid_store::{Filter, Scopes, Sort, Step, Store};

use super::{Found, api};
use crate::problem::Problem;
use crate::reply::Reply;
use crate::scene::Scene;
use crate::views::{self, Busiest, Networked, OneParticipant, OneStory, StoryList};

/// Stories, and participants, of a page unless another number is asked for.
const PAGE: usize = 50;
/// Participants told of in the outline of a story.
const NAMED: usize = 4;
/// Partners and names on the page of a participant.
const PARTNERS: usize = 50;
/// Events and stories on the page of a participant.
const LATEST: usize = 10;

/// Who acts on whom.
pub(super) fn network(store: &Store, scene: &Scene) -> Found {
    let ask = &scene.ask;
    let facets = store.facets(&ask.filter)?;
    let most = ask.most.unwrap_or(api::NODES);
    let network = store.network(&ask.filter, ask.nodes, most, Some(facets.events))?;
    Ok(Reply::page(views::network(scene, &Networked { facets, network, most })))
}

/// The list of stories.
pub(super) fn stories(store: &Store, scene: &Scene) -> Found {
    let ask = &scene.ask;
    let sort = api::story_order(ask)?;
    let facets = store.facets(&ask.filter)?;
    let limit = ask.limit.unwrap_or(PAGE);
    let page = store.stories_page(&ask.filter, sort, ask.after.as_ref(), limit, Some(facets.events))?;
    let ids: Vec<String> = page.items.iter().map(|story| story.id.clone()).collect();
    let chapters = store.chapters(&ids, NAMED)?;
    Ok(Reply::page(views::stories(scene, &StoryList { facets, stories: page.items, chapters, next: page.next })))
}

/// One story.
pub(super) fn story(store: &Store, scene: &Scene, id: &str) -> Found {
    let story = store.story(id)?.ok_or_else(|| Problem::no_such("story", id))?;
    let filter = Filter { stories: vec![story.id.clone()], ..Filter::default() };
    let found = Some(story.events.len() as u64);
    let events = store.events_page(&filter, Sort::Date, None, views::EVENTS, found)?.items;
    let mut documents: Vec<String> = events.iter().flat_map(|event| event.documents.iter().cloned()).collect();
    documents.sort_unstable();
    documents.dedup();
    let documents = store.briefs(&documents)?;
    Ok(Reply::page(views::story(scene, &OneStory { story, events, documents })))
}

/// The list of participants.
pub(super) fn participants(store: &Store, scene: &Scene) -> Found {
    let ask = &scene.ask;
    let facets = store.facets(&ask.filter)?;
    let limit = ask.limit.unwrap_or(PAGE);
    let list = store.participants(&ask.filter, limit, Some(facets.events))?;
    Ok(Reply::page(views::participants(scene, &Busiest { facets, list, limit })))
}

/// One participant.
pub(super) fn participant(store: &Store, scene: &Scene, key: &str) -> Found {
    let told = store.participant(key, PARTNERS)?.ok_or_else(|| Problem::no_such("participant", key))?;
    let filter = Filter { participants: vec![key.to_string()], scopes: Scopes::Unflagged, ..Filter::default() };
    let mut step = Step::Day;
    let over = store.timeline_fitted(&filter, |days| {
        step = super::pages::fitting(&days.iter().map(|(day, _)| *day).collect::<Vec<_>>());
        step
    })?;
    let moments = over.moments;
    let found = Some(told.acting.events);
    let events = store.events_page(&filter, Sort::Latest, None, LATEST, found)?.items;
    let stories = store.stories_page(&filter, Sort::Latest, None, LATEST, found)?.items;
    Ok(Reply::page(views::participant(scene, &OneParticipant { told, step, moments, events, stories })))
}
