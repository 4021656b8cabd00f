//! The list of events.

use maud::{Markup, html};
use whodid::Event;
use whodid_store::{Cursor, Facets, participant_key};

use super::filters::{ORDERS, chosen, form};
use super::page;
use super::words::{address, badge, counted, days, named, number, percent};
use crate::queries::{Ask, Format};
use crate::scene::Scene;

/// What is listed.
#[derive(Clone, Debug)]
pub(crate) struct Listing {
    pub(crate) facets: Facets,
    pub(crate) events: Vec<Event>,
    pub(crate) next: Option<Cursor>,
}

/// The page of events.
pub(crate) fn events(scene: &Scene, listing: &Listing) -> Markup {
    let ask = &scene.ask;
    let count = listing.facets.events;
    let order = ORDERS.iter().find(|(sort, _)| *sort == ask.sort).map_or("", |(_, name)| name);
    page(
        "Events",
        scene,
        html! {
            h1 #found { (counted(count, "event")) }
            // Results come first, as phones and screen readers tell them; on wide pages the filters stand beside.
            a.jump href="#filters" { "To the filters" }
            div.columns {
                section.results aria-labelledby="found" {
                    (chosen(ask, &scene.path))
                    @if listing.events.is_empty() {
                        (nothing(scene, listing))
                    } @else {
                        p.span { "First days " (days(listing.facets.first_day.as_deref(), listing.facets.last_day.as_deref())) ". " (order) "." }
                        (table(&listing.events, ask, "found"))
                        (pages(scene, listing))
                        p.exports {
                            "The same " a href=(ask.same_events().link("/timeline")) { "over time" } ", "
                            a href=(ask.same_events().link("/map")) { "on the map" } ", "
                            a href=(ask.same_events().link("/network")) { "as who acts on whom" }
                        }
                        (exports(ask))
                    }
                }
                aside #filters { h2.sr { "Filters" } (form(ask, &listing.facets, &scene.path)) }
            }
        },
    )
}

/// Events as a table, named by the heading with this id.
pub(super) fn table(events: &[Event], ask: &Ask, heading: &str) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-labelledby=(heading) {
            table.events {
                thead {
                    tr {
                        th scope="col" { "When" }
                        th scope="col" { "What" }
                        th scope="col" { "Who" }
                        th scope="col" { "To whom" }
                        th scope="col" { "Where" }
                        th scope="col" { "Told by" }
                        th scope="col" { "In the words of" }
                    }
                }
                tbody { @for event in events { (row(event, ask)) } }
            }
        }
    }
}

fn row(event: &Event, ask: &Ask) -> Markup {
    html! {
        tr {
            td data-head="When" { (days(event.date.as_deref(), event.enddate.as_deref())) }
            td data-head="What" { (what(event)) }
            td data-head="Who" { (parties(&event.actor, ask)) }
            td data-head="To whom" { (parties(&event.recipient, ask)) }
            td data-head="Where" { (place(event)) }
            td data-head="Told by" {
                (counted(event.origins as u64, "origin"))
                @if event.mentions.len() > event.origins { br; span.soft { (counted(event.mentions.len() as u64, "passage")) } }
                @if event.accounts.len() > 1 { br; span.flag { "accounts differ" } }
            }
            td.words data-head="In the words of" {
                a href=(address("events", &event.id, ask)) dir="auto" { (event.text) }
            }
        }
    }
}

/// Class, modes, and what is not as it mostly is.
pub(super) fn what(event: &Event) -> Markup {
    html! {
        @for class in &event.event { (badge(class, event.quad_code)) }
        @if !event.mode.is_empty() { " " span.modes { (event.mode.join(", ")) } }
        @if event.status != "actual" { " " span.flag { (event.status) } }
        @for scope in &event.scope { " " span.flag { (scope) } }
        @if !event.corrected.is_empty() { " " span.flag { "corrected" } }
        " " span.sure title="How sure the coder is" { (percent(event.confidence)) " sure" }
    }
}

/// Parties, each on a line, and each with the way to its own page.
pub(super) fn parties(list: &[std::sync::Arc<whodid::event::EventParty>], ask: &Ask) -> Markup {
    html! {
        @if list.is_empty() { span.unknown { "not told" } }
        @for (at, party) in list.iter().enumerate() {
            @if at > 0 { br; }
            a.party href=(address("participants", &key(party), ask)) {
                (named(party.identifier_text.as_deref().unwrap_or(&party.entity_text), party.code.as_deref(), party.sector.as_deref()))
            }
        }
    }
}

/// What the page of a party is named by.
pub(super) fn key(party: &whodid::event::EventParty) -> String {
    let name = party.identifier_text.as_deref().unwrap_or(&party.entity_text);
    participant_key(party.identifier_id.as_deref(), party.code.as_deref(), name)
}

fn place(event: &Event) -> Markup {
    html! {
        @match event.event_loc.as_deref() {
            Some(at) => {
                bdi { (at.resolved_place.as_deref().unwrap_or(&at.extracted_place)) }
                @if let Some(code) = &at.country_code { " " span.codes { (code) } }
            }
            None => span.unknown { "not told" },
        }
    }
}

fn pages(scene: &Scene, listing: &Listing) -> Markup {
    let ask = &scene.ask;
    html! {
        nav.pages aria-label="Pages of the list" {
            @if ask.after.is_some() { a rel="first" href=(ask.with(|_| {}).link(&scene.path)) { "First page" } }
            @if let Some(next) = &listing.next {
                @let following = Ask { after: Some(next.clone()), ..ask.clone() };
                a.button rel="next" href=(following.link(&scene.path)) { "Next page" }
            } @else {
                span.soft { "These are the last." }
            }
        }
    }
}

fn exports(ask: &Ask) -> Markup {
    let forms = [
        (Format::Lines, "JSON lines"),
        (Format::Csv, "CSV"),
        (Format::Parquet, "Parquet"),
        (Format::Geojson, "GeoJSON"),
        (Format::Json, "API"),
    ];
    html! {
        p.exports {
            "All that is found: "
            @for (at, (format, name)) in forms.into_iter().enumerate() {
                @if at > 0 { " · " }
                @let whole = ask.with(|ask| (ask.format, ask.limit, ask.theme) = (format, None, None));
                a href=(whole.link("/api/v1/events")) { (name) }
            }
        }
    }
}

/// What to do when nothing is found.
fn nothing(scene: &Scene, listing: &Listing) -> Markup {
    let filtered = scene.ask != scene.ask.other();
    html! {
        div.empty {
            @if scene.cited.events == 0 {
                h2 { "The store holds no event yet" }
                p { "Fill it, and reload this page: " code { "whodid run FILES --store F.db" } }
            } @else if listing.facets.events > 0 {
                h2 { "Behind this place the list is at its end" }
                p { a.button href=(scene.ask.with(|_| {}).link(&scene.path)) { "First page" } }
            } @else if filtered {
                h2 { "No event fits all of this" }
                p { "Take one of the filters above away, or begin anew among " (number(scene.cited.events)) " events:" }
                p { a.button href=(scene.ask.other().link(&scene.path)) { "All events" } }
            } @else {
                h2 { "Every event is flagged as sport, fiction or the like" }
                p { a.button href=(scene.ask.with(|ask| ask.filter.scopes = whodid_store::Scopes::Any).link(&scene.path)) { "Take them in" } }
            }
        }
    }
}
