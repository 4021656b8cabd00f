//! One document: its text with everything coded in it, and where nothing was, what came nearest.

use maud::{Markup, html};
use serde_json::Value;
use whodid_store::{StoredDocument, StoredMention};

use super::page;
use super::passage::{Mark, legend, marked, marks};
use super::words::{address, api_address, badge, counted, day, named, number, outward, percent};
use crate::queries::Ask;
use crate::scene::Scene;

/// The page of a document.
pub(crate) fn document(scene: &Scene, document: &StoredDocument, mentions: &[StoredMention]) -> Markup {
    let title = document.title.as_deref().unwrap_or(&document.id);
    page(
        title,
        scene,
        html! {
            article.document {
                h1 dir="auto" { (title) }
                dl.brief {
                    @if let Some(publisher) = &document.publisher { div { dt { "Outlet" } dd { bdi { (publisher) } @if let Some(country) = &document.country { " " span.codes { (country) } } } } }
                    @if let Some(date) = &document.date { div { dt { "Published" } dd { (day(date)) } } }
                    @if let Some(lang) = &document.lang { div { dt { "Language" } dd { (lang) } } }
                    @for credit in document.credits.as_array().into_iter().flatten() {
                        div { dt { (credit["kind"].as_str().unwrap_or("credit")) } dd { bdi { (credit["name"].as_str().unwrap_or("")) } } }
                    }
                    @if let Some(url) = &document.url {
                        div { dt { "Address" } dd { @match outward(url) { Some(link) => a.outward href=(link) rel="noopener noreferrer external" { (url) }, None => (url) } } }
                    }
                    div { dt { "Id" } dd { code { (document.id) } } }
                    div { dt { "Length" } dd { (number(document.words.unsigned_abs())) " words" } }
                }
                section aria-labelledby="text" {
                    h2 #text { "Text, with " (counted(mentions.len() as u64, "mention")) }
                    p.soft { "Beside each sentence stands what was coded in it, or what came nearest to an event. The headline is not coded: the text tells the same." }
                    (legend())
                    (text(document, mentions, &scene.ask))
                }
                p.exports { "As a record: " a href=(api_address("documents", &document.id)) { "JSON" } }
            }
        },
    )
}

fn text(document: &StoredDocument, mentions: &[StoredMention], ask: &Ask) -> Markup {
    let letters: Vec<char> = document.text.chars().collect();
    let sentences: Vec<&Value> = document.sentences.as_array().into_iter().flatten().collect();
    let between = |from: usize, to: usize| -> Option<String> {
        let text: String = letters.get(from..to)?.iter().collect();
        Some(text.trim().to_string()).filter(|text| !text.is_empty())
    };
    let end = |sentence: Option<&&Value>| sentence.map_or(0, |sentence| at(sentence, "end"));
    html! {
        ol.sentences lang=[&document.lang] {
            @for (number, sentence) in sentences.iter().enumerate() {
                @let (start, stop) = (at(sentence, "start"), at(sentence, "end"));
                @let before = if number == 0 { 0 } else { end(sentences.get(number - 1)) };
                @let told: Vec<&StoredMention> = mentions.iter().filter(|one| one.record.text_info.sequence == number).collect();
                li id=(format!("s{}", number + 1)) {
                    div.told {
                        // What stands between two sentences, such as a heading, is part of the text too.
                        @if let Some(gap) = between(before, start) { p.gap dir="auto" { (gap) } }
                        p dir="auto" {
                            @let over: Vec<Mark> = told.iter().flat_map(|one| marks(&one.record)).collect();
                            (marked(letters.get(start..stop).unwrap_or_default(), start, &over))
                        }
                    }
                    div.coded {
                        @for one in &told { (coded(one, ask)) }
                        @if told.is_empty() { (nearest(&letters, sentence)) }
                    }
                }
            }
        }
        @if let Some(rest) = between(end(sentences.last()), letters.len()) { p.gap dir="auto" { (rest) } }
    }
}

fn at(value: &Value, field: &str) -> usize {
    value[field].as_u64().and_then(|at| usize::try_from(at).ok()).unwrap_or(0)
}

/// What a mention says, in a few lines.
fn coded(stored: &StoredMention, ask: &Ask) -> Markup {
    let record = &stored.record;
    let who = |list: &[whodid::record::PartyRecord]| {
        html! {
            @for (at, party) in list.iter().enumerate() {
                @if at > 0 { ", " }
                (named(party.identifier_text.as_deref().unwrap_or(&party.entity_text), party.code.as_deref(), party.sector.as_deref()))
            }
        }
    };
    html! {
        div.mention id=(record.id) {
            p {
                @for class in &record.event { (badge(class, record.quad_code)) }
                @if !record.mode.is_empty() { " " span.modes { (record.mode.join(", ")) } }
                @if record.status != "actual" { " " span.flag { (record.status) } }
                @for scope in &record.scope { " " span.flag { (scope) } }
                @if stored.dropped { " " span.flag { "dropped" } }
                " " span.soft { (percent(record.confidence.event)) }
            }
            p {
                @if record.actor.is_empty() { span.unknown { "somebody" } } @else { (who(&record.actor)) }
                @if !record.recipient.is_empty() { " " span aria-hidden="true" { "→" } span.sr { " to " } " " (who(&record.recipient)) }
            }
            @if let Some(date) = &record.date { p.soft { (day(date)) } }
            @if !record.according_to.is_empty() {
                p.soft { "according to " (record.according_to.iter().map(|one| one.entity_text.as_str()).collect::<Vec<_>>().join(", according to ")) }
            }
            @for one in &stored.corrected { p.soft { "corrected: " bdi { (one.change) } } }
            @match &stored.in_event {
                Some(event) => p { a href=(address("events", event, ask)) { "The event" span.sr { ": " (record.event.join(" ")) ", " (record.trigger.text) } } },
                None if stored.dropped => p.soft { "A correction says that it is no event." },
                None => p.soft { "It is not linked to an event yet." },
            }
            p { a href=(address("mentions", &record.id, ask)) { "Why, and to correct it" span.sr { ": " (record.event.join(" ")) ", " (record.trigger.text) } } }
        }
    }
}

/// Why there is nothing: what came nearest.
fn nearest(letters: &[char], sentence: &Value) -> Markup {
    let near = &sentence["nearest"];
    let word: String = letters.get(at(near, "start")..at(near, "end")).unwrap_or_default().iter().collect();
    html! {
        p.soft {
            "No event."
            @if near.is_object() {
                " Nearest: “" bdi { (word) } "” as " (near["class"].as_str().unwrap_or("an event")) ", "
                (format!("{:.0}\u{202f}%", near["probability"].as_f64().unwrap_or(0.0) * 100.0)) ": too little to be one."
            } @else {
                " Nothing in it reads like one."
            }
        }
    }
}
