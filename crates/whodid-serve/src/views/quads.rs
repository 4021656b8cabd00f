//! Events by quad: as a strip in a line of a list, and as bars over time.

use std::collections::BTreeMap;

use maud::{Markup, html};
use whodid_store::{Moment, Step};

use super::words::{counted, day, number, quad};

/// Stretches of time that are drawn at most.
const BARS: usize = 400;

/// How many of each quad: a strip for eyes, with signs and numbers.
pub(super) fn strip(quads: &BTreeMap<u8, u64>) -> Markup {
    let all: u64 = quads.values().sum();
    let mut before = 0;
    let parts: Vec<(u8, f64, f64, u64)> = quads
        .iter()
        .map(|(code, count)| {
            let x = before as f64 / all.max(1) as f64 * 100.0;
            before += count;
            (*code, x, *count as f64 / all.max(1) as f64 * 100.0, *count)
        })
        .collect();
    html! {
        span.strip {
            svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
                @for (code, x, width, _) in &parts { rect class=(quad(*code).2) x=(format!("{x:.2}")) width=(format!("{width:.2}")) height="6" {} }
            }
            @for (code, .., count) in &parts {
                @let (sign, name, style) = quad(*code);
                span class={"part " (style)} title=(name) { span aria-hidden="true" { (sign) } " " (number(*count)) span.sr { " " (name) } } " "
            }
        }
    }
}

/// Bars over time, stacked by quad, with the same as a table beneath.
pub(super) fn over_time(moments: &[Moment], step: Step) -> Markup {
    let known = filled(moments, step);
    let shown = &known[known.len().saturating_sub(BARS)..];
    let undated: u64 = moments.iter().filter(|one| one.from.is_empty()).map(|one| one.events).sum();
    let most = shown.iter().map(|one| one.events).max().unwrap_or(0).max(1);
    let width = 8 * shown.len().max(24);
    let label = format!(
        "Events over time by quad: {} stretches, the most {} in one; all figures stand in the table",
        shown.len(),
        number(most)
    );
    html! {
        @if shown.is_empty() {
            p.soft { "None of its events has a day." }
        } @else {
            figure.chart {
                svg viewBox={"0 0 " (width) " 100"} preserveAspectRatio="none" role="img" aria-label=(label) {
                    @for (at, one) in shown.iter().enumerate() {
                        @for (code, y, height) in stacked(&one.quads, most) {
                            rect class=(quad(code).2) x=(at * 8 + 1) y=(format!("{y:.2}")) width="6" height=(format!("{height:.2}")) {
                                title { (one.from) ": " (number(one.quads.get(&code).copied().unwrap_or(0))) " " (quad(code).1) }
                            }
                        }
                    }
                }
                figcaption {
                    @if let (Some(first), Some(last)) = (shown.first(), shown.last()) {
                        span { (day(&first.from)) } span { "most in a " (step.name()) ": " (number(most)) } @if shown.len() > 1 { span { (day(&last.from)) } }
                    }
                }
            }
            ul.legend aria-label="Quads" {
                @for code in 1..=4 { @let (sign, name, style) = quad(code); li { span class={"part " (style)} { span aria-hidden="true" { "■ " (sign) } " " (name) } } }
            }
            @if known.len() > shown.len() { p.soft { "The latest " (shown.len()) " of " (number(known.len() as u64)) " stretches." } }
            details {
                summary { "As a table" }
                div.scroll tabindex="0" role="region" aria-label="Table of events over time" {
                    table.counts.by-quad {
                        thead { tr { th scope="col" { (step.name()) } @for code in 1..=4 { th.figure scope="col" { (quad(code).1) } } th.figure scope="col" { "all" } } }
                        tbody {
                            @for one in moments.iter().filter(|one| one.events > 0) {
                                tr {
                                    th scope="row" { @if one.from.is_empty() { span.unknown { "no day known" } } @else { (day(&one.from)) } }
                                    @for code in 1..=4 { td.figure { (number(one.quads.get(&code).copied().unwrap_or(0))) } }
                                    td.figure { (number(one.events)) }
                                }
                            }
                        }
                    }
                }
            }
        }
        @if undated > 0 { p.soft { (counted(undated, "event")) " without a day." } }
    }
}

/// Every stretch from the first with an event to the last, those without one too.
fn filled(moments: &[Moment], step: Step) -> Vec<Moment> {
    let mut out: Vec<Moment> = Vec::new();
    for one in moments.iter().filter(|one| !one.from.is_empty() && one.events > 0) {
        // What a text claims of a day centuries off is not reached by empty bars.
        for _ in 0..BARS {
            match out.last().and_then(|last| step.after(&last.from)).filter(|next| *next < one.from) {
                Some(from) => out.push(Moment { from, ..Moment::default() }),
                None => break,
            }
        }
        out.push(one.clone());
    }
    out
}

/// Code, top and height of each part of a bar of a hundred.
fn stacked(quads: &BTreeMap<u8, u64>, most: u64) -> Vec<(u8, f64, f64)> {
    let mut top = 100.0;
    quads
        .iter()
        .filter(|(_, count)| **count > 0)
        .map(|(code, count)| {
            let height = *count as f64 / most as f64 * 100.0;
            top -= height;
            (*code, top, height)
        })
        .collect()
}
