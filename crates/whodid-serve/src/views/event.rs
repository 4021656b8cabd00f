//! One event: what is known of it, and who says so.

use maud::{Markup, html};
use whodid::Event;
use whodid::event::{Account, EventPlace, Toll, Voice};
use whodid::record::{AccordingTo, MentionRecord};
use whodid_store::{Correction, StoredMention};

use super::correcting::{Offers, Subject, form, just_done, made};
use super::events::{parties, what};
use super::page;
use super::passage::{legend, passage};
use super::words::{address, api_address, counted, day, days, named, outward, percent, range};
use crate::queries::Ask;
use crate::scene::Scene;

/// The page of an event.
///
/// `corrections` are those of its mentions, `near` are events that it may be one with.
pub(crate) fn event(
    scene: &Scene,
    event: &Event,
    reports: &[StoredMention],
    corrections: &[Correction],
    near: &[Event],
) -> Markup {
    let (original, reprints): (Vec<&StoredMention>, Vec<&StoredMention>) =
        reports.iter().partition(|one| !event.reprints.iter().any(|reprint| reprint.doc == one.record.doc));
    page(
        &title(event),
        scene,
        html! {
            article.event {
                (just_done(scene))
                p.what { (what(event)) }
                h1 { (headline(event)) }
                (brief(event, scene))
                section aria-labelledby="reports" {
                    h2 #reports {
                    (counted(original.len() as u64, "passage")) " from " (counted(event.origins as u64, "independent origin"))
                    @if event.documents.len() > 1 { span.soft { ", in " (counted(event.documents.len() as u64, "document")) } }
                }
                (legend())
                    @for one in &original { (report(one, event, &scene.ask)) }
                }
                @if !event.reprints.is_empty() { (reprinted(event, &reprints, &scene.ask)) }
                @if event.accounts.len() > 1 { (accounts(event)) }
                @if event.mentions.len() > 1 { (reasons(event)) }
                (corrected(scene, event, corrections, near))
                p.exports { "As a record: " a href=(api_address("events", &event.id)) { "JSON" } }
            }
        },
    )
}

fn title(event: &Event) -> String {
    let names = |list: &[std::sync::Arc<whodid::event::EventParty>]| {
        let name = |party: &std::sync::Arc<whodid::event::EventParty>| {
            party.identifier_text.as_ref().unwrap_or(&party.entity_text).clone()
        };
        list.iter().map(name).collect::<Vec<_>>().join(", ")
    };
    let (actors, recipients) = (names(&event.actor), names(&event.recipient));
    let to = if recipients.is_empty() { String::new() } else { format!(" → {recipients}") };
    let date = event.date.as_deref().map(|date| format!(", {date}")).unwrap_or_default();
    format!("{} {}{to}{date}", event.event.join(" "), if actors.is_empty() { "by somebody" } else { &actors })
}

pub(super) fn headline(event: &Event) -> Markup {
    html! {
        span.party { (line(&event.actor, "somebody")) }
        @if !event.recipient.is_empty() {
            " " span.arrow aria-hidden="true" { "→" } span.sr { " to " } " " span.party { (line(&event.recipient, "")) }
        }
    }
}

fn line(list: &[std::sync::Arc<whodid::event::EventParty>], nobody: &str) -> Markup {
    html! {
        @if list.is_empty() { (nobody) }
        @for (at, party) in list.iter().enumerate() {
            @if at > 0 { ", " }
            bdi { (party.identifier_text.as_deref().unwrap_or(&party.entity_text)) }
        }
    }
}

pub(super) fn brief(event: &Event, scene: &Scene) -> Markup {
    html! {
        dl.brief {
            div { dt { "When" } dd { (days(event.date.as_deref(), event.enddate.as_deref())) (exactly(event)) } }
            div { dt { "Where" } dd { (whereabouts(event.event_loc.as_deref())) } }
            div { dt { "Who" } dd { (parties(&event.actor, &scene.ask)) (offices(&event.actor)) } }
            div { dt { "To whom" } dd { (parties(&event.recipient, &scene.ask)) (offices(&event.recipient)) } }
            div { dt { "Status" } dd { (event.status) } }
            @if !event.context.is_empty() { div { dt { "Contexts" } dd { (event.context.join(", ")) } } }
            @for toll in &event.numbers { div { dt { (toll.kind) } dd { (tolls(toll)) } } }
            div { dt { "Score" } dd { (event.event_scale) span.soft { " of −10, conflict, to 10, cooperation" } } }
            div { dt { "Confidence" } dd { (percent(event.confidence)) } }
            @if let Some(story) = &event.story {
                div { dt { "Story" } dd { a href=(address("stories", story, &scene.ask)) { "what it goes on with" } } }
            }
        }
    }
}

/// How exactly a day is known, and from what.
fn exactly(event: &Event) -> Markup {
    let from = match event.date_from.as_deref() {
        Some("explicit") => ", as the text has it",
        Some("relative") => ", reckoned from the text",
        Some("publication") => ", the day of publication",
        _ => "",
    };
    html! {
        @if event.date.is_some() {
            @let known = match event.date_precision.as_deref() { Some("range") => "known as a range of days", Some("week") => "known to the week", Some("month") => "known to the month", Some("year") => "known to the year", _ => "known to the day" };
            span.soft { " " (known) (from) }
        }
    }
}

fn whereabouts(place: Option<&EventPlace>) -> Markup {
    html! {
        @match place {
            None => span.unknown { "not told" },
            Some(at) => {
                bdi { (containing(at)) }
                @let known = match at.resolution { Some(5) => "a point within a town", Some(4) => "a town", Some(3) => "a district, no point", Some(2) => "a province, no point", Some(1) => "a country, no point", _ => "" };
                span.soft { @if known.is_empty() { " not in the gazetteer" } @else { " known as " (known) } }
                @if let (Some(lat), Some(lon)) = (at.lat, at.lon) { span.soft { ", " (format!("{lat:.3}, {lon:.3}")) } }
                @if at.resolved_place.as_deref().is_some_and(|name| name != at.extracted_place) { span.soft { ", “" bdi { (at.extracted_place) } "” in the text" } }
            }
        }
    }
}

/// A place with what holds it, each name once.
fn containing(place: &EventPlace) -> String {
    let name = place.resolved_place.as_deref().unwrap_or(&place.extracted_place);
    let holders = [place.district.as_deref(), place.province.as_deref(), place.country.as_deref()];
    let mut told = vec![name];
    for holder in holders.into_iter().flatten() {
        if !told.contains(&holder) {
            told.push(holder);
        }
    }
    told.join(", ")
}

fn offices(list: &[std::sync::Arc<whodid::event::EventParty>]) -> Markup {
    html! { @for party in list { @if let Some(office) = &party.office { " " span.soft { (office) } } } }
}

fn tolls(toll: &Toll) -> Markup {
    html! {
        (range(toll.least, toll.most))
        @if let Some(currency) = &toll.currency { " " (currency) }
        @if toll.told.len() > 1 {
            ul.told {
                @for one in &toll.told {
                    li { (range(one.least, one.most)) " according to " bdi { (one.according_to.as_deref().unwrap_or("the outlet")) } }
                }
            }
        } @else if let Some(by) = toll.told.first().and_then(|one| one.according_to.as_deref()) {
            span.soft { " according to " bdi { (by) } }
        }
    }
}

/// One report: where it stands, what it says, who says so.
pub(super) fn report(stored: &StoredMention, event: &Event, ask: &Ask) -> Markup {
    let record = &stored.record;
    let leading = event.mentions.first() == Some(&record.id);
    html! {
        article.report id=(record.id) {
            header { (published(record, ask)) }
            blockquote dir="auto" lang=[&record.cite_info.language] { (passage(record)) }
            p.says {
                @if record.according_to.is_empty() { "The outlet says so in its own voice." }
                @else { "According to " (sources(&record.according_to)) "." }
                @if record.status != event.status { " " span.flag { (record.status) } }
                " " span.soft { "Sure of it: " (percent(record.confidence.event)) }
                @if leading { " " span.soft { "The event is named after this passage." } }
                @for one in &stored.corrected { " " span.flag { "corrected: " bdi { (one.change) } } }
                " " a href=(address("mentions", &record.id, ask)) { "Why it was coded so, and to correct it" span.sr { ": " (record.trigger.text) } }
            }
        }
    }
}

pub(super) fn published(record: &MentionRecord, ask: &Ask) -> Markup {
    let cite = &record.cite_info;
    html! {
        strong { bdi { (cite.publication.as_deref().unwrap_or("An outlet that is not told")) } }
        @if let Some(date) = &cite.date { ", " (day(date)) }
        ": " a href=(address("documents", &record.doc, ask)) dir="auto" { (cite.title.as_deref().unwrap_or(&record.doc)) }
        @if let Some(url) = record.link.as_deref().or(cite.url.as_deref()) {
            " "
            @match outward(url) {
                Some(url) => a.outward href=(url) rel="noopener noreferrer external" { "at the outlet" },
                None => span.soft { "(" (url) ")" },
            }
        }
    }
}

pub(super) fn sources(list: &[AccordingTo]) -> Markup {
    html! {
        @for (at, one) in list.iter().enumerate() {
            @if at > 0 { ", according to " }
            (named(&one.entity_text, one.code.as_deref(), one.sector.as_deref()))
            @let how = [one.kind.as_deref(), one.channel.as_deref(), one.cue.as_deref()];
            @let how: Vec<&str> = how.into_iter().flatten().collect();
            @if !how.is_empty() { " " span.soft { "(" bdi { (how.join(", ")) } ")" } }
        }
    }
}

/// What goes back to another text, apart from the rest: it is no proof of its own.
fn reprinted(event: &Event, reports: &[&StoredMention], ask: &Ask) -> Markup {
    html! {
        section aria-labelledby="reprints" {
            h2 #reprints { (counted(event.reprints.len() as u64, "reprint")) }
            p.soft { "They go back to a text above and count for nothing more." }
            ul.reprints {
                @for reprint in &event.reprints {
                    li {
                        @match reports.iter().find(|one| one.record.doc == reprint.doc) {
                            Some(one) => (published(&one.record, ask)),
                            None => a href=(address("documents", &reprint.doc, ask)) { (reprint.doc) },
                        }
                        " reprints " a href=(address("documents", &reprint.of, ask)) { (reprint.of) } ": " (reprint.because)
                    }
                }
            }
        }
    }
}

/// What each side says, side by side.
fn accounts(event: &Event) -> Markup {
    html! {
        section aria-labelledby="accounts" {
            h2 #accounts { "Accounts that differ" }
            div.accounts { @for one in &event.accounts { (account(one)) } }
        }
    }
}

fn account(one: &Account) -> Markup {
    html! {
        article.account {
            h3 { @if one.according_to.is_empty() { "Outlets in their own voice" } @else { (voices(&one.according_to)) } }
            blockquote dir="auto" { (one.text) }
            @if !one.differs.is_empty() { ul.differs { @for how in &one.differs { li { (how) } } } }
            p.soft { (counted(one.mentions.len() as u64, "passage")) }
        }
    }
}

fn voices(list: &[Voice]) -> Markup {
    html! {
        @for (at, one) in list.iter().enumerate() {
            @if at > 0 { ", according to " }
            (named(&one.entity_text, one.code.as_deref(), one.sector.as_deref()))
        }
    }
}

/// Why these reports are one event.
fn reasons(event: &Event) -> Markup {
    html! {
        section aria-labelledby="reasons" {
            h2 #reasons { "Why these are one event" }
            div.scroll tabindex="0" role="region" aria-label="Table of reasons" {
                table {
                    thead { tr { th scope="col" { "Passage" } th scope="col" { "Likest to" } th scope="col" { "Likelihood" } th scope="col" { "Because" } } }
                    tbody {
                        @for reason in &event.reasons {
                            tr {
                                td { (inner(&reason.mention)) }
                                td { @match &reason.with { Some(with) => (inner(with)), None => span.soft { "the first" } } }
                                td.figure { @if reason.with.is_some() { (percent(reason.score)) } }
                                td { (reason.because.join("; ")) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn inner(mention: &str) -> Markup {
    let anchor: String = form_urlencoded::byte_serialize(mention.as_bytes()).collect::<String>().replace('+', "%20");
    html! { a href={"#" (anchor)} { (mention) } }
}

fn corrected(scene: &Scene, event: &Event, list: &[Correction], near: &[Event]) -> Markup {
    let action = address("events", &event.id, &scene.ask);
    html! {
        section aria-labelledby="corrections" {
            h2 #corrections { "Corrections" }
            (made(scene, list, &event.corrected, &event.id, &action))
            (form(scene, &Subject::event(event, action.clone()), &Offers { near, ..Offers::default() }))
        }
    }
}
