//! Pages: what was found, as HTML.
//!
//! Input: records of the store and the [`Scene`]. Output: markup. Nothing is asked of the store here, and nothing is decided about
//! events; every text is escaped by the template, and attributes never hold a style or a script.

mod bars;
mod circle;
mod correcting;
mod coverage;
mod document;
mod earth;
mod event;
mod events;
mod filters;
mod gather;
mod map;
mod matrix;
mod mention;
mod network;
mod participant;
mod participants;
mod passage;
mod patterns;
mod quads;
mod review;
mod stories;
mod story;
mod strip;
mod symbols;
mod timeline;
mod times;
mod tone;
mod why;
mod words;

pub(crate) use coverage::{Covering, FAILURES, ROWS, coverage};
pub(crate) use document::document;
pub(crate) use event::event;
pub(crate) use events::{Listing, events};
pub(crate) use map::{Mapped, map};
pub(crate) use mention::mention;
pub(crate) use network::{Networked, network};
pub(crate) use participant::{OneParticipant, participant};
pub(crate) use participants::{Busiest, participants};
pub(crate) use review::{PASSAGES, Reviewing, review};
pub(crate) use stories::{StoryList, stories};
pub(crate) use story::{EVENTS, OneStory, story};
pub(crate) use timeline::timeline;

use maud::{DOCTYPE, Markup, html};
use whodid_store::Citation;

use crate::assets;
use crate::problem::Problem;
use crate::queries::{Ask, Theme};
use crate::scene::Scene;
pub(crate) use words::address;
use words::{day, number};

/// The pages that the head of every page leads to.
const PAGES: [(&str, &str); 8] = [
    ("/events", "Events"),
    ("/timeline", "Timeline"),
    ("/map", "Map"),
    ("/network", "Network"),
    ("/stories", "Stories"),
    ("/participants", "Participants"),
    ("/review", "Review"),
    ("/coverage", "Coverage"),
];

/// What some pages refer to besides the sheet of all, by the beginnings of their addresses: sheets and scripts.
const OWN: [(&str, &[&str]); 9] = [
    ("/events/", &["review.css"]),
    ("/mentions/", &["review.css"]),
    ("/documents/", &["review.css"]),
    ("/review", &["review.css", "review.js"]),
    ("/timeline", &["charts.css", "timeline.js"]),
    ("/map", &["charts.css", "map.css", "map.js"]),
    ("/network", &["who.css"]),
    ("/stories", &["who.css"]),
    ("/participants", &["who.css"]),
];

/// The frame of every page. `path` is its address without the question, empty where there is nothing to come back to.
fn frame(title: &str, path: &str, ask: &Ask, content: Markup, foot: Markup) -> Markup {
    let themes = [(None, "System"), (Some(Theme::Light), "Light"), (Some(Theme::Dark), "Dark")];
    html! {
        (DOCTYPE)
        html lang="en" data-theme=[ask.theme.map(Theme::name)] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " · whodid" }
                link rel="stylesheet" href=(assets::address("whodid.css"));
                @for name in OWN.iter().filter(|(page, _)| path.starts_with(page)).flat_map(|(_, names)| *names) {
                    @if name.ends_with(".js") { script src=(assets::address(name)) defer {} } @else { link rel="stylesheet" href=(assets::address(name)); }
                }
                link rel="icon" type="image/svg+xml" href=(assets::address("icon.svg"));
            }
            body {
                a.skip href="#content" { "Skip to content" }
                header.top {
                    a.brand href=(ask.other().link("/events")) { "whodid" }
                    nav aria-label="Pages" {
                        ul {
                            @for (page, name) in PAGES {
                                li { a href=(ask.other().link(page)) aria-current=[(path == page).then_some("page")] { (name) } }
                            }
                        }
                    }
                    @if !path.is_empty() {
                        nav.themes aria-label="Colours" {
                            ul {
                                @for (theme, name) in themes {
                                    li {
                                        a href=(Ask { theme, ..ask.clone() }.link(path)) aria-current=[(ask.theme == theme).then_some("true")] { (name) }
                                    }
                                }
                            }
                        }
                    }
                }
                main #content tabindex="-1" { (content) }
                footer.foot { (foot) }
            }
        }
    }
}

/// A page of the store, with the line that it is cited by.
fn page(title: &str, scene: &Scene, content: Markup) -> Markup {
    let shown = Ask { theme: None, ..scene.ask.clone() };
    frame(
        title,
        &scene.path,
        &scene.ask,
        content,
        html! {
            p.citation {
                (cited(&scene.cited)) " Query " code { (shown.link(&scene.path)) } ", read on " (day(&scene.today.to_string())) "."
            }
        },
    )
}

/// Versions and hash of what a page was made from.
fn cited(citation: &Citation) -> Markup {
    html! {
        strong { "Cite as" } " "
        @if citation.programs.is_empty() { "whodid " (env!("CARGO_PKG_VERSION")) } @else { (citation.programs.join(", ")) }
        @if let Some(linking) = &citation.linking { ", linking " (linking) }
        "; " (number(citation.events)) " events of " (number(citation.documents)) " documents, data " code { (citation.hash) }
        @if let Some(changed) = &citation.changed { ", as of " (day(changed.get(..10).unwrap_or(changed))) }
        "."
    }
}

/// What is wrong, and what to do.
pub(crate) fn problem(problem: &Problem, ask: &Ask, cited_by: Option<&Citation>) -> Markup {
    let content = html! {
        div.problem role="alert" {
            p.code { (problem.status.as_u16()) }
            h1 { (problem.what) }
            p { "What to do: " (problem.advice) "." }
            p { a.button href=(ask.other().link("/events")) { "All events" } }
        }
    };
    let foot = html! { @if let Some(citation) = cited_by { p.citation { (cited(citation)) } } };
    frame(&problem.what, "", ask, content, foot)
}
