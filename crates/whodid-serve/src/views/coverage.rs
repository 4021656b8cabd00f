//! What was read, and what could not be: what every count of events is to be seen against.

use maud::{Markup, html};
use whodid_store::{Covered, Step, Unread};

use super::page;
use super::words::{bar, counted, day, number};
use crate::queries::{Ask, By};
use crate::scene::Scene;

/// What the page tells.
#[derive(Clone, Debug)]
pub(crate) struct Covering {
    pub(crate) step: Step,
    pub(crate) times: Vec<Covered>,
    pub(crate) outlets: Vec<Covered>,
    pub(crate) countries: Vec<Covered>,
    pub(crate) languages: Vec<Covered>,
    pub(crate) unread: Unread,
}

/// Rows of a list on the page; the rest is in the API.
pub(crate) const ROWS: usize = 25;
/// Failures on the page.
pub(crate) const FAILURES: usize = 200;
/// Stretches of time that a chart shows.
const BARS: usize = 400;

/// The page of coverage.
pub(crate) fn coverage(scene: &Scene, told: &Covering) -> Markup {
    let ask = &scene.ask;
    let all: u64 = told.times.iter().map(|one| one.documents).sum();
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    page(
        "Coverage",
        scene,
        html! {
            h1 { (counted(all, "document")) " read" }
            form.line method="get" action=(scene.path) aria-label="Period" {
                @if let Some(theme) = ask.theme { input type="hidden" name="theme" value=(theme.name()); }
                div.field { label for="f-from" { "From" } input #f-from type="date" name="from" value=(text(&ask.filter.from)); }
                div.field { label for="f-to" { "To" } input #f-to type="date" name="to" value=(text(&ask.filter.to)); }
                div.field {
                    label for="f-by" { "By" }
                    select #f-by name="by" {
                        @for (step, name) in Step::ALL { option value=(name) selected[step == told.step] { (name) } }
                    }
                }
                button type="submit" { "Show" }
            }
            @if all == 0 {
                div.empty {
                    h2 { "No document was read of that time" }
                    p { a.button href=(ask.other().link(&scene.path)) { "The whole time" } }
                }
            } @else {
                section aria-labelledby="times" {
                    h2 #times { "By " (told.step.name()) " of publication" }
                    (chart(&told.times, told.step))
                    details {
                        summary { "As a table" }
                        (table(told.step.name(), &told.times, all, true))
                    }
                }
                div.tables {
                    (of("Outlets", "outlet", By::Outlet, &told.outlets, all, ask))
                    (of("Home of the outlet", "country", By::Country, &told.countries, all, ask))
                    (of("Languages", "language", By::Language, &told.languages, all, ask))
                }
            }
            (failures(&told.unread))
        },
    )
}

/// Every stretch of time from the first that is known to the last, those without a document too.
fn filled(times: &[Covered], step: Step) -> Vec<Covered> {
    let mut out: Vec<Covered> = Vec::new();
    for one in times.iter().filter(|one| !one.of.is_empty()) {
        // A day that a document claims by mistake may lie centuries off; what is between is not drawn then.
        for _ in 0..=BARS {
            match out.last().and_then(|last| step.after(&last.of)).filter(|next| *next < one.of) {
                Some(of) => out.push(Covered { of, documents: 0 }),
                None => break,
            }
        }
        out.push(one.clone());
    }
    out
}

/// Bars over time. The table beside it says the same in figures.
fn chart(times: &[Covered], step: Step) -> Markup {
    let known = filled(times, step);
    let shown = &known[known.len().saturating_sub(BARS)..];
    let most = shown.iter().map(|one| one.documents).max().unwrap_or(0).max(1);
    let width = 8 * shown.len().max(1);
    let label = format!("Documents over time: {} stretches, the most {} in one", shown.len(), number(most));
    html! {
        figure.chart {
            svg viewBox={"0 0 " (width) " 100"} preserveAspectRatio="none" role="img" aria-label=(label) {
                @for (at, one) in shown.iter().enumerate() {
                    @let height = if one.documents == 0 { 0.0 } else { (one.documents as f64 / most as f64 * 100.0).max(1.0) };
                    rect x=(at * 8 + 1) y=(format!("{:.2}", 100.0 - height)) width="6" height=(format!("{height:.2}")) {
                        title { (one.of) ": " (number(one.documents)) }
                    }
                }
            }
            figcaption {
                @if let (Some(first), Some(last)) = (shown.first(), shown.last()) {
                    span { (day(&first.of)) } span { "most: " (number(most)) } span { (day(&last.of)) }
                }
            }
            @if known.len() > shown.len() { p.soft { "The latest " (shown.len()) " of " (number(known.len() as u64)) "; name a period, or take weeks or months." } }
        }
    }
}

fn of(title: &str, head: &str, by: By, list: &[Covered], all: u64, ask: &Ask) -> Markup {
    let whole = Ask { by: Some(by), theme: None, ..ask.clone() };
    html! {
        section {
            h2 { (title) }
            (table(head, list.get(..ROWS).unwrap_or(list), all, false))
            @if list.len() > ROWS { p.soft { "The " (ROWS) " largest; " a href=(whole.link("/api/v1/coverage")) { "more in the API" } } }
        }
    }
}

fn table(head: &str, list: &[Covered], all: u64, days: bool) -> Markup {
    html! {
        table.counts {
            thead { tr { th scope="col" { (head) } th.figure scope="col" { "Documents" } th scope="col" aria-hidden="true" {} } }
            tbody {
                @for one in list {
                    tr {
                        th scope="row" {
                            @if one.of.is_empty() { span.unknown { "not told" } } @else if days { (day(&one.of)) } @else { bdi { (one.of) } }
                        }
                        td.figure { (number(one.documents)) }
                        td { (bar(one.documents, all, "")) }
                    }
                }
            }
        }
    }
}

/// What could not be read.
fn failures(unread: &Unread) -> Markup {
    html! {
        section aria-labelledby="failures" {
            h2 #failures { (counted(unread.failures, "failure")) }
            @if unread.first.is_empty() {
                p.soft { "Everything that was named could be read: " (counted(unread.inputs, "input")) "." }
            } @else {
                div.scroll tabindex="0" role="region" aria-label="Table of failures" {
                    table {
                        thead { tr { th scope="col" { "Input" } th scope="col" { "Where" } th scope="col" { "Why" } th scope="col" { "What to do" } } }
                        tbody {
                            @for one in &unread.first {
                                tr { td { (one.input) } td { (one.place) } td { (one.reason) } td { (one.advice) } }
                            }
                        }
                    }
                }
                @if unread.failures > unread.first.len() as u64 { p.soft { "The first " (unread.first.len()) "." } }
            }
        }
    }
}
