//! One who takes part: what is known of it, and with whom it has to do.

use maud::{Markup, html};
use whodid::{Event, Story};
use whodid_store::{Chapter, Held, Moment, Participant, Partner, Scopes, Step};

use super::events::table;
use super::page;
use super::quads::over_time;
use super::stories::outline;
use super::tone::{scored, tone};
use super::words::{address, api_address, counted, days, named, number};
use crate::queries::Ask;
use crate::scene::Scene;

/// What is told of one participant.
#[derive(Clone, Debug)]
pub(crate) struct OneParticipant {
    pub(crate) told: Participant,
    pub(crate) step: Step,
    pub(crate) moments: Vec<Moment>,
    /// The latest.
    pub(crate) events: Vec<Event>,
    /// The latest.
    pub(crate) stories: Vec<Story>,
}

/// Names and partners that are told without asking.
const NAMES: usize = 12;

/// The page of a participant.
pub(crate) fn participant(scene: &Scene, one: &OneParticipant) -> Markup {
    let Participant { acting, flagged, .. } = &one.told;
    let ask = &scene.ask;
    let own = ask.other().with(|ask| ask.filter.participants = vec![acting.key.clone()]);
    page(
        &acting.name,
        scene,
        html! {
            article.event.participant {
                p.span { "Participant" }
                h1 dir="auto" { (acting.name) }
                (brief(one, &own))
                @if acting.events == 0 {
                    div.empty {
                        h2 { "All its events are flagged as sport, fiction or the like" }
                        p { a.button href=(own.with(|ask| ask.filter.scopes = Scopes::Any).link("/events")) { (counted(*flagged, "flagged event")) } }
                    }
                } @else {
                    section aria-labelledby="time" {
                        h2 #time { "By " (one.step.name()) }
                        (over_time(&one.moments, one.step))
                    }
                    div.tables {
                        (partners("on", "Acts on", &one.told.acts_on, &own, false, &acting.key))
                        (partners("by", "Is acted on by", &one.told.acted_on_by, &own, true, &acting.key))
                    }
                    div.tables { (roles(&one.told.roles)) (names(one)) }
                    section aria-labelledby="latest" {
                        h2 #latest { "Latest events" }
                        (table(&one.events, ask, "latest"))
                        p { a href=(own.link("/events")) { "All " (counted(acting.events, "event")) } }
                    }
                    @if !one.stories.is_empty() {
                        section aria-labelledby="stories" {
                            h2 #stories { "Latest stories" }
                            ol.stories.within { @for story in &one.stories { (outline(story, &Chapter::default(), ask)) } }
                            p { a href=(own.link("/stories")) { "All its stories" } }
                        }
                    }
                }
                p.exports { "As a record: " a href=(api_address("participants", &acting.key)) { "JSON" } }
            }
        },
    )
}

fn brief(one: &OneParticipant, own: &Ask) -> Markup {
    let acting = &one.told.acting;
    let as_who = |actor: bool| {
        let of = own.with(|ask| {
            let key = std::mem::take(&mut ask.filter.participants);
            if actor { ask.filter.actors = key } else { ask.filter.recipients = key }
        });
        of.link("/events")
    };
    let wikidata = acting.wikidata.as_deref().filter(|id| {
        id.strip_prefix('Q')
            .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
    });
    html! {
        dl.brief {
            @if let Some(code) = &acting.code { div { dt { "Code" } dd { a href=(own.with(|ask| ask.filter.participants = vec![code.clone()]).link("/participants")) { (code) } } } }
            @if let Some(sector) = &acting.sector { div { dt { "Sector, mostly" } dd { (sector_words(sector)) } } }
            div { dt { "Events" } dd { a href=(own.link("/events")) { (number(acting.events)) } } }
            div { dt { "Acts in" } dd { a href=(as_who(true)) { (number(acting.acts)) } } }
            div { dt { "Is acted on in" } dd { a href=(as_who(false)) { (number(acting.receives)) } } }
            @if one.told.flagged > 0 && acting.events > 0 { div { dt { "Flagged besides" } dd { (number(one.told.flagged)) } } }
            @if let Some(id) = wikidata { div { dt { "Wikidata" } dd { a.outward href={"https://www.wikidata.org/wiki/" (id)} rel="noopener noreferrer external" { (id) } } } }
            div { dt { "Known by" } dd { code { (acting.key) } } }
            div { dt { "Network" } dd { a href=(own.with(|ask| ask.nodes = whodid_store::Nodes::Participants).link("/network")) { "around it" } } }
        }
    }
}

fn sector_words(code: &str) -> Markup {
    let known = whodid::ontology::Sector::all().find(|sector| sector.code() == code);
    html! { span.codes { (code) } @if let Some(sector) = known { " " (sector.covers()) } }
}

/// With whom it has to do, and how.
fn partners(id: &str, title: &str, list: &[Partner], own: &Ask, by: bool, key: &str) -> Markup {
    let with = |partner: &Partner| {
        let of = own.with(|ask| {
            ask.filter.participants.clear();
            let (actor, recipient) = if by { (&partner.key[..], key) } else { (key, &partner.key[..]) };
            (ask.filter.actors, ask.filter.recipients) = (vec![actor.to_string()], vec![recipient.to_string()]);
        });
        of.link("/events")
    };
    let rows = |list: &[Partner]| {
        html! {
            table.partners {
                thead { tr { th scope="col" { "Participant" } th.figure scope="col" { "Events" } th.figure scope="col" { "Mean score" } } }
                tbody {
                    @for one in list {
                        @let tone = tone(one.mean_score);
                        tr {
                            th scope="row" { a href=(address("participants", &one.key, own)) { (named(&one.name, one.code.as_deref(), one.sector.as_deref())) } }
                            td.figure { a href=(with(one)) { (number(one.events)) span.sr { " events with " (one.name) } } }
                            td.figure { span class={"tone " (tone.style)} title=(tone.name) { (scored(one.mean_score)) } }
                        }
                    }
                }
            }
        }
    };
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) { (title) }
            @if list.is_empty() {
                p.soft { "Nobody that is told." }
            } @else {
                (rows(&list[..list.len().min(NAMES)]))
                @if list.len() > NAMES {
                    details { summary { (list.len() - NAMES) " more" } (rows(&list[NAMES..])) }
                }
            }
        }
    }
}

/// What it was, and when.
fn roles(list: &[Held]) -> Markup {
    html! {
        section aria-labelledby="roles" {
            h2 #roles { "Roles by date" }
            div.scroll tabindex="0" role="region" aria-labelledby="roles" {
                table {
                    thead { tr { th scope="col" { "Role" } th scope="col" { "In events" } th.figure scope="col" { "Events" } } }
                    tbody {
                        @for held in list {
                            tr {
                                th scope="row" {
                                    @if let Some(office) = &held.office { (office) " " }
                                    @if held.code.is_some() || held.sector.is_some() { span.codes { (held.code.as_deref().unwrap_or("")) " " (held.sector.as_deref().unwrap_or("")) } }
                                    @if held.office.is_none() && held.code.is_none() && held.sector.is_none() { span.unknown { "not told" } }
                                }
                                td { (days(held.first_day.as_deref(), held.last_day.as_deref())) }
                                td.figure { (number(held.events)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What texts call it.
fn names(one: &OneParticipant) -> Markup {
    let list = &one.told.names;
    let row = |form: &whodid_store::Form| html! { tr { th scope="row" { bdi { (form.name) } } td.figure { (number(form.events)) } } };
    let head = html! { thead { tr { th scope="col" { "Name" } th.figure scope="col" { "Events" } } } };
    html! {
        section aria-labelledby="names" {
            h2 #names { "Names found in text" }
            table { (head) tbody { @for form in list.iter().take(NAMES) { (row(form)) } } }
            @if list.len() > NAMES {
                details { summary { (list.len() - NAMES) " more" } table { (head) tbody { @for form in &list[NAMES..] { (row(form)) } } } }
            }
        }
    }
}
