//! One story: how it went on, and why its events hang together.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};
use whodid::event::Reason;
use whodid::link::headline;
use whodid::{Event, Story};
use whodid_store::DocumentBrief;

use super::events::{key, parties, what};
use super::page;
use super::strip::strip;
use super::words::{address, api_address, counted, day, days, named, number, outward};
use crate::queries::Ask;
use crate::scene::Scene;

/// Events of a story that its page tells at most.
pub(crate) const EVENTS: usize = 300;

/// What is told of one story.
#[derive(Clone, Debug)]
pub(crate) struct OneStory {
    pub(crate) story: Story,
    /// In order of time.
    pub(crate) events: Vec<Event>,
    pub(crate) documents: Vec<DocumentBrief>,
}

/// The page of a story.
pub(crate) fn story(scene: &Scene, told: &OneStory) -> Markup {
    let OneStory { story, events, documents } = told;
    let ask = &scene.ask;
    let all = ask.other().with(|ask| ask.filter.stories = vec![story.id.clone()]);
    let all = all.with(|ask| ask.filter.scopes = whodid_store::Scopes::Any);
    page(
        &story.name,
        scene,
        html! {
            article.event.story {
                p.span { "Story" }
                h1 dir="auto" { (story.name) }
                (brief(told))
                @if let Some(leading) = events.iter().find(|event| headline(event) == story.name) {
                    section aria-labelledby="leading" {
                        h2 #leading { "The leading event" }
                        p { (what(leading)) }
                        blockquote dir="auto" { a href=(address("events", &leading.id, ask)) { (leading.text) } }
                    }
                }
                section aria-labelledby="course" {
                    h2 #course { "How it went on" }
                    (strip(events, |at| format!("e{}", at + 1)))
                    (course(story, events, ask))
                    @if story.events.len() > events.len() {
                        p.soft { "The first " (number(events.len() as u64)) " of " (number(story.events.len() as u64)) "; " a href=(all.link("/events")) { "all its events" } }
                    } @else {
                        p.soft { a href=(all.link("/events")) { "Among all events" } }
                    }
                }
                (taking_part(events, ask))
                (places(events, ask))
                (sources(documents, ask))
                p.exports { "As a record: " a href=(api_address("stories", &story.id)) { "JSON" } }
            }
        },
    )
}

fn brief(told: &OneStory) -> Markup {
    let OneStory { story, events, documents } = told;
    let most = events.iter().map(|event| event.origins).max().unwrap_or(0);
    let outlets: BTreeSet<&str> = documents.iter().filter_map(|one| one.publisher.as_deref()).collect();
    html! {
        dl.brief {
            div { dt { "When" } dd { (days(story.date.as_deref(), story.enddate.as_deref())) } }
            div { dt { "Events" } dd { (number(story.events.len() as u64)) } }
            div { dt { "Documents" } dd { (number(documents.len() as u64)) @if !outlets.is_empty() { span.soft { " of " (counted(outlets.len() as u64, "outlet")) } } } }
            div { dt { "Origins" } dd { (number(most as u64)) span.soft { " independent ones behind the event that has most" } } }
        }
    }
}

/// Its events, each with why it hangs on one before.
fn course(story: &Story, events: &[Event], ask: &Ask) -> Markup {
    let reasons: BTreeMap<&str, &Reason> =
        story.reasons.iter().map(|reason| (reason.mention.as_str(), reason)).collect();
    let place: BTreeMap<&str, usize> = events.iter().enumerate().map(|(at, event)| (event.id.as_str(), at)).collect();
    html! {
        ol.course {
            @for (at, event) in events.iter().enumerate() {
                li id=(format!("e{}", at + 1)) {
                    p.span { (days(event.date.as_deref(), event.enddate.as_deref())) " " (what(event)) }
                    p {
                        (parties(&event.actor, ask))
                        @if !event.recipient.is_empty() { " " span.arrow aria-hidden="true" { "→" } span.sr { " to " } " " (parties(&event.recipient, ask)) }
                    }
                    p.words { a href=(address("events", &event.id, ask)) dir="auto" { (event.text) } }
                    p.soft { (counted(event.origins as u64, "origin")) ", " (counted(event.documents.len() as u64, "document")) }
                    @if let Some(reason) = reasons.get(event.id.as_str()) { (why(reason, &place, ask)) }
                }
            }
        }
    }
}

fn why(reason: &Reason, place: &BTreeMap<&str, usize>, ask: &Ask) -> Markup {
    html! {
        p.why {
            "Hangs on "
            @match &reason.with {
                Some(with) => @match place.get(with.as_str()) {
                    Some(at) => a href=(format!("#e{}", at + 1)) { "no. " (at + 1) },
                    None => a href=(address("events", with, ask)) { (with) },
                },
                None => "none before",
            }
            @if !reason.because.is_empty() { ": " (reason.because.join("; ")) }
            " " span.soft { "(likelihood " (format!("{:.1}", reason.score)) ")" }
        }
    }
}

/// Who takes part in how many of the events.
fn taking_part(events: &[Event], ask: &Ask) -> Markup {
    // Name, code and sector as first told, and events as who acts and as who is acted on.
    type Part<'e> = (&'e str, Option<&'e str>, Option<&'e str>, BTreeSet<usize>, BTreeSet<usize>);
    let mut parts: BTreeMap<String, Part<'_>> = BTreeMap::new();
    for (at, event) in events.iter().enumerate() {
        for (acts, list) in [(true, &event.actor), (false, &event.recipient)] {
            for party in list {
                let name = party.identifier_text.as_deref().unwrap_or(&party.entity_text);
                let part = parts.entry(key(party)).or_insert_with(|| {
                    (name, party.code.as_deref(), party.sector.as_deref(), BTreeSet::new(), BTreeSet::new())
                });
                if acts {
                    part.3.insert(at)
                } else {
                    part.4.insert(at)
                };
            }
        }
    }
    let mut parts: Vec<(String, Part<'_>)> = parts.into_iter().collect();
    parts.sort_by_key(|(_, part)| std::cmp::Reverse(part.3.union(&part.4).count()));
    html! {
        @if !parts.is_empty() {
            section aria-labelledby="who" {
                h2 #who { (counted(parts.len() as u64, "participant")) }
                div.scroll tabindex="0" role="region" aria-labelledby="who" {
                    table.counts {
                        thead { tr { th scope="col" { "Participant" } th.figure scope="col" { "Acts" } th.figure scope="col" { "Is acted on" } } }
                        tbody {
                            @for (key, (name, code, sector, acts, receives)) in &parts {
                                tr {
                                    th scope="row" { a href=(address("participants", key, ask)) { (named(name, *code, *sector)) } }
                                    td.figure { (number(acts.len() as u64)) }
                                    td.figure { (number(receives.len() as u64)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Where its events are.
fn places(events: &[Event], ask: &Ask) -> Markup {
    let mut places: BTreeMap<(&str, Option<&str>, Option<u32>), u64> = BTreeMap::new();
    for at in events.iter().filter_map(|event| event.event_loc.as_deref()) {
        let name = at.resolved_place.as_deref().unwrap_or(&at.extracted_place);
        *places.entry((name, at.country_code.as_deref(), at.geonameid)).or_default() += 1;
    }
    let mut places: Vec<_> = places.into_iter().collect();
    places.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let known: u64 = places.iter().map(|(_, count)| count).sum();
    html! {
        @if !events.is_empty() {
            section aria-labelledby="where" {
                h2 #where { "Where" }
                ul.plain {
                    @for ((name, code, id), count) in &places {
                        @let asked = id.map_or_else(|| name.to_string(), |id| id.to_string());
                        li { a href=(ask.other().with(|ask| ask.filter.places = vec![asked]).link("/events")) { (named(name, *code, None)) } ", " (counted(*count, "event")) }
                    }
                    @if known < events.len() as u64 { li.unknown { "not told of " (counted(events.len() as u64 - known, "event")) } }
                }
            }
        }
    }
}

/// The documents that tell of it.
fn sources(documents: &[DocumentBrief], ask: &Ask) -> Markup {
    html! {
        section aria-labelledby="documents" {
            h2 #documents { (counted(documents.len() as u64, "document")) }
            ul.plain {
                @for one in documents {
                    li {
                        @if let Some(date) = &one.date { (day(date)) ", " }
                        @if let Some(publisher) = &one.publisher { bdi { (publisher) } ": " }
                        a href=(address("documents", &one.id, ask)) dir="auto" { (one.title.as_deref().unwrap_or(&one.id)) }
                        @if let Some(url) = one.url.as_deref().and_then(outward) { " " a.outward href=(url) rel="noopener noreferrer external" { "at the outlet" } }
                    }
                }
            }
        }
    }
}
