//! The list of those who take part.

use maud::{Markup, html};
use whodid_store::{Acting, Facets};

use super::filters::{chosen, form};
use super::page;
use super::words::{address, bar, counted, number};
use crate::queries::{Ask, Format};
use crate::scene::Scene;

/// What is listed.
#[derive(Clone, Debug)]
pub(crate) struct Busiest {
    pub(crate) facets: Facets,
    pub(crate) list: Vec<Acting>,
    /// How many were asked for.
    pub(crate) limit: usize,
}

/// The page of participants.
pub(crate) fn participants(scene: &Scene, told: &Busiest) -> Markup {
    let ask = &scene.ask;
    page(
        "Participants",
        scene,
        html! {
            h1 #found { "Participants" }
            a.jump href="#filters" { "To the filters" }
            div.columns {
                section.results aria-labelledby="found" {
                    (chosen(ask, &scene.path))
                    @if told.list.is_empty() {
                        (nothing(scene, told))
                    } @else {
                        p.span {
                            @if told.list.len() < told.limit { (counted(told.list.len() as u64, "participant")) } @else { "The " (number(told.limit as u64)) " busiest participants" }
                            " of the " (counted(told.facets.events, "event")) " found."
                        }
                        (table(told, ask))
                        @if told.list.len() == told.limit && told.limit < 1000 {
                            p { a.button href=(ask.with(|ask| ask.limit = Some((told.limit * 4).min(1000))).link(&scene.path)) { "More of them" } }
                        }
                        p.exports {
                            "This list: "
                            @for (at, (format, name)) in [(Format::Csv, "CSV"), (Format::Lines, "JSON lines"), (Format::Json, "API")].into_iter().enumerate() {
                                @if at > 0 { " · " }
                                a href=(ask.with(|ask| (ask.format, ask.theme) = (format, None)).link("/api/v1/participants")) { (name) }
                            }
                        }
                    }
                }
                aside #filters { h2.sr { "Filters" } (form(ask, &told.facets, &scene.path)) }
            }
        },
    )
}

fn table(told: &Busiest, ask: &Ask) -> Markup {
    let most = told.list.iter().map(|one| one.events).max().unwrap_or(0);
    html! {
        div.scroll tabindex="0" role="region" aria-labelledby="found" {
            table.busiest {
                thead {
                    tr {
                        th scope="col" { "Participant" }
                        th scope="col" { "Code and sector" }
                        th.figure scope="col" { "Events" }
                        th.figure scope="col" { "Acts" }
                        th.figure scope="col" { "Is acted on" }
                        th scope="col" aria-hidden="true" {}
                    }
                }
                tbody {
                    @for one in &told.list {
                        tr {
                            th scope="row" { a href=(address("participants", &one.key, ask)) { bdi { (one.name) } } }
                            td { span.codes { (one.code.as_deref().unwrap_or("")) " " (one.sector.as_deref().unwrap_or("")) } }
                            td.figure { (number(one.events)) }
                            td.figure { (number(one.acts)) }
                            td.figure { (number(one.receives)) }
                            td { (bar(one.events, most, "")) }
                        }
                    }
                }
            }
        }
    }
}

/// What to do when there is nobody.
fn nothing(scene: &Scene, told: &Busiest) -> Markup {
    let ask = &scene.ask;
    html! {
        div.empty {
            @if scene.cited.events == 0 {
                h2 { "The store holds no event yet" }
                p { "Fill it, and reload this page: " code { "whodid run FILES --store F.db" } }
            } @else if told.facets.events > 0 {
                h2 { "Nobody is told to take part in these events" }
                p { "Look at " a href=(ask.same_events().link("/events")) { (counted(told.facets.events, "event")) } "." }
            } @else {
                h2 { "No event fits all of this" }
                p { "Take one of the filters above away, or begin anew among " (number(scene.cited.events)) " events:" }
                p { a.button href=(ask.other().link(&scene.path)) { "All participants" } }
            }
        }
    }
}
