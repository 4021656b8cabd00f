//! Review: what people should look at first, one after another.

use maud::{Markup, html};
use whodid::Event;
use whodid_store::{Correction, Facets, Queue, StoredMention, Urgency};

use super::correcting::{Offers, Subject, alert, form, hidden, just_done, made, refused, signed};
use super::event::{brief, headline, report};
use super::events::what;
use super::filters::{chosen, form as filters};
use super::page;
use super::passage::legend;
use super::why::why;
use super::words::{address, bar, counted, number, percent};
use crate::queries::{Act, Ask, READ};
use crate::scene::Scene;

/// Passages of an event that are shown at a time.
pub(crate) const PASSAGES: usize = 8;

/// What the page shows.
#[derive(Clone, Debug)]
pub(crate) struct Reviewing {
    pub(crate) facets: Facets,
    pub(crate) queue: Queue,
    pub(crate) reports: Vec<StoredMention>,
    pub(crate) made: Vec<Correction>,
}

/// The page of the queue.
pub(crate) fn review(scene: &Scene, told: &Reviewing) -> Markup {
    let ask = &scene.ask;
    let queue = &told.queue;
    let left = queue.found.saturating_sub(queue.reviewed);
    page(
        "Review",
        scene,
        html! {
            h1 #queue { "Review" }
            (just_done(scene))
            a.jump href="#filters" { "To the filters" }
            div.columns {
                section.results aria-labelledby="queue" {
                    (chosen(ask, "/review"))
                    p.progress {
                        span { (number(queue.reviewed)) " of " (counted(queue.found, "event")) " reviewed, " strong { (number(left)) " left" } "." }
                        (bar(queue.reviewed, queue.found, ""))
                    }
                    @match &queue.event {
                        Some(event) => (one(scene, told, event)),
                        None => (nothing(scene, queue)),
                    }
                    (formula())
                    (keys())
                }
                aside #filters { h2.sr { "Filters" } (filters(ask, &told.facets, "/review")) }
            }
        },
    )
}

/// One event with all that is needed to decide.
fn one(scene: &Scene, told: &Reviewing, event: &Event) -> Markup {
    let ask = &scene.ask;
    let action = place(ask, &event.id);
    let is_done = !told.made.is_empty();
    html! {
        article.event.reviewed aria-labelledby="subject" {
            p.what { (what(event)) @if is_done { " " span.flag { "reviewed" } } }
            h2 #subject { (headline(event)) }
            (urgency(event))
            (actions(scene, told, event, &action))
            (brief(event, scene))
            section aria-labelledby="reports" {
                h3 #reports { (counted(event.mentions.len() as u64, "passage")) " from " (counted(event.origins as u64, "independent origin")) }
                (legend())
                @for stored in &told.reports {
                    (report(stored, event, ask))
                    @if told.reports.len() == 1 { (why(&stored.record)) } @else {
                        details { summary { "Why it was coded so" } (why(&stored.record)) }
                    }
                }
                @if event.mentions.len() > told.reports.len() {
                    p { a href=(address("events", &event.id, ask)) { "All " (event.mentions.len()) " passages" } }
                }
            }
            @if event.accounts.len() > 1 { p { span.flag { "accounts differ" } " " a href={(address("events", &event.id, ask)) "#accounts"} { "side by side" } } }
            @if is_done {
                section aria-labelledby="corrections" {
                    h3 #corrections { "What was decided" }
                    (made(scene, &told.made, &event.corrected, &event.id, &address("events", &event.id, ask)))
                }
            }
            (form(scene, &Subject::event(event, action.clone()), &Offers::default()))
        }
    }
}

/// Accept, correct, drop; the one before and the one behind.
fn actions(scene: &Scene, told: &Reviewing, event: &Event, action: &str) -> Markup {
    let ask = &scene.ask;
    html! {
        div.actions {
            nav aria-label="Queue" {
                @match &told.queue.previous {
                    Some(previous) => a.button.quiet #previous rel="prev" href=(place(ask, previous)) { "Previous" },
                    None => span.soft { "No previous" },
                }
                " "
                @match &told.queue.next {
                    Some(next) => a.button.quiet #next rel="next" href=(place(ask, next)) { "Next" },
                    None => span.soft { "No next" },
                }
                " " a href=(address("events", &event.id, ask)) { "Page of the event" }
            }
            @if scene.marks.is_some() { (decide(scene, event, action)) }
        }
    }
}

/// The quick form: accept or drop with a word on it.
fn decide(scene: &Scene, event: &Event, action: &str) -> Markup {
    let refused = refused(scene, &event.id, true);
    html! {
        (alert(refused))
        form.quick method="post" action=(action) {
            (hidden(scene, &event.id))
            input type="hidden" name="quick" value="yes";
            (signed(scene, refused, "q", &format!("To accept, it may be left empty: “{READ}”")))
            div.buttons {
                // Without a reason it is accepted all the same, so the browser does not ask for one.
                button #accept type="submit" name="do" value=(Act::Accept.name()) formnovalidate { "Accept" }
                a.button.quiet #to-correct href="#c-reason" { "Correct" }
                button.quiet #drop type="submit" name="do" value=(Act::Drop.name()) { "Drop: it is no event" }
            }
        }
    }
}

/// The address of an event's place in the queue.
fn place(ask: &Ask, id: &str) -> String {
    ask.link(&address("review", id, &Ask::default()))
}

/// Why it comes when it does.
fn urgency(event: &Event) -> Markup {
    let of = Urgency::of(event);
    html! {
        p.urgency {
            "Urgency " strong { (format!("{:.1}", of.thousandths() as f64 / 1000.0)) }
            span.soft {
                " = doubt " (percent(of.doubt as f32)) " × (score " (format!("{:.1}", of.score)) " + killed " (of.dead) " + further origins " (of.origins) ")"
            }
        }
    }
}

fn formula() -> Markup {
    html! {
        details.formula {
            summary { "In which order they come" }
            p {
                "Urgency = (1 − confidence) × (|score| + people killed + further independent origins): the coder's doubt, times what hangs on it. "
                "The score runs from 0 to 10 either way; the killed, the least that anybody says, and the origins after the first are counted up to 10 each. "
                "The highest comes first. What somebody has accepted or corrected leaves the queue, and what was dropped is no event any more; "
                "all that is taken back comes again."
            }
        }
    }
}

/// The keys, which the script reads; without it nothing is said of them.
fn keys() -> Markup {
    let keys = [
        ("a", "accept"),
        ("c", "correct: to the form of all fields"),
        ("d", "drop"),
        ("j", "next"),
        ("k", "previous"),
        ("?", "show or hide this list"),
    ];
    html! {
        details.keys #keys hidden {
            summary { "Keys" }
            dl { @for (key, what) in keys { div { dt { kbd { (key) } } dd { (what) } } } }
            label.choice.plain { input #keys-on type="checkbox" checked; span.what { "Single keys do this on this page, outside of fields" } }
        }
    }
}

fn nothing(scene: &Scene, queue: &Queue) -> Markup {
    html! {
        div.empty {
            @if scene.cited.events == 0 {
                h2 { "The store holds no event yet" }
                p { "Fill it, and reload this page: " code { "whodid run FILES --store F.db" } }
            } @else if queue.found == 0 {
                h2 { "No event fits all of this" }
                p { "Take one of the filters above away, or begin anew:" }
                p { a.button href=(scene.ask.other().link("/review")) { "All events" } }
            } @else {
                h2 { "Everything here is reviewed" }
                p { "Ask for more by other filters, or look at the events themselves:" }
                p { a.button href=(scene.ask.link("/events")) { "These events" } }
            }
        }
    }
}
