//! One passage: what was coded in it and why, what people made of that, and a form to correct it alone.

use maud::{Markup, html};
use whodid::record::MentionRecord;
use whodid_store::{Correction, StoredMention};

use super::correcting::{Offers, Subject, form, just_done, made};
use super::event::{published, sources};
use super::page;
use super::passage::{legend, passage};
use super::why::why;
use super::words::{address, badge};
use crate::scene::Scene;

/// The page of a mention. `machine` is its record before any correction, `together` how many mentions its event has.
pub(crate) fn mention(
    scene: &Scene,
    stored: &StoredMention,
    machine: &MentionRecord,
    corrections: &[Correction],
    together: usize,
) -> Markup {
    let (record, ask) = (&stored.record, &scene.ask);
    let action = address("mentions", &record.id, ask);
    page(
        &format!("{}: “{}”", record.event.join(" "), record.trigger.text),
        scene,
        html! {
            article.event {
                (just_done(scene))
                p.what {
                    @for class in &record.event { (badge(class, record.quad_code)) }
                    @if !record.mode.is_empty() { " " span.modes { (record.mode.join(", ")) } }
                    @if stored.dropped { " " span.flag { "dropped" } }
                }
                h1 { "A passage: “" bdi { (record.trigger.text) } "”" }
                p.from { (published(record, ask)) }
                (legend())
                blockquote dir="auto" lang=[&record.cite_info.language] { (passage(record)) }
                p.says {
                    @if record.according_to.is_empty() { "The outlet says so in its own voice." } @else { "According to " (sources(&record.according_to)) "." }
                }
                p {
                    @match &stored.in_event {
                        Some(event) => { a href=(address("events", event, ask)) { "The event that it tells of" } @if together > 1 { span.soft { ", one of " (together) " passages" } } },
                        None if stored.dropped => span.soft { "A correction says that it is no event." },
                        None => span.soft { "It is not linked to an event yet." },
                    }
                }
                section aria-labelledby="why" {
                    h2 #why { "Why it was coded so" }
                    div.scroll tabindex="0" role="region" aria-labelledby="why" { (why(machine)) }
                    @if record != machine { p.soft { "This is what the machine made of it, before any correction." } }
                }
                section aria-labelledby="corrections" {
                    h2 #corrections { "Corrections" }
                    (made(scene, corrections, &stored.corrected, &record.id, &action))
                    (form(scene, &Subject::mention(record, action.clone()), &Offers { split: together > 1, ..Offers::default() }))
                }
            }
        },
    )
}
