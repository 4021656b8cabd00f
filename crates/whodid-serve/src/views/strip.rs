//! The events of a story along a line of days: a lane for each quad, a mark for the events of a day.

use std::collections::BTreeMap;

use jiff::civil::Date;
use maud::{Markup, html};
use whodid::Event;

use super::words::{counted, quad};

/// Left of the days, for the names of the lanes.
const NAMES: f64 = 150.0;
/// Left and right of the days, for the marks at the ends.
const MARGIN: f64 = 30.0;
const WIDTH: f64 = 1000.0;
/// Height of a lane.
const LANE: f64 = 44.0;

/// A mark: events of one quad that begin on one day.
struct Mark {
    quad: u8,
    day: Date,
    events: u64,
    /// The place of the first of them in the list beneath.
    first: usize,
}

/// The line of days; `anchor` names the place of an event in the list beneath. Nothing when no event has a day.
pub(super) fn strip(events: &[Event], anchor: impl Fn(usize) -> String) -> Markup {
    let mut marks: BTreeMap<(u8, Date), Mark> = BTreeMap::new();
    for (at, event) in events.iter().enumerate() {
        let Some(day) = event.date.as_deref().and_then(|day| day.parse::<Date>().ok()) else { continue };
        let quad = event.quad_code.clamp(1, 4);
        marks.entry((quad, day)).or_insert(Mark { quad, day, events: 0, first: at }).events += 1;
    }
    let days = |mark: &Mark, first: Date| first.until(mark.day).map_or(0, |span| span.get_days());
    let (Some(first), Some(last)) =
        (marks.values().map(|mark| mark.day).min(), marks.values().map(|mark| mark.day).max())
    else {
        return html! {};
    };
    let span = first.until(last).map_or(0, |span| span.get_days());
    let x = |days: i32| match span {
        0 => (NAMES + WIDTH) / 2.0,
        span => NAMES + MARGIN + (WIDTH - NAMES - 2.0 * MARGIN) * f64::from(days) / f64::from(span),
    };
    let y = |code: u8| LANE * (f64::from(code) - 0.5);
    html! {
        figure.lanes {
            div.scroll {
                svg viewBox=(format!("0 0 {WIDTH} {}", LANE * 4.0 + 26.0)) aria-hidden="true" focusable="false" {
                    @for code in 1..=4 {
                        line.lane x1=(NAMES) x2=(WIDTH) y1=(y(code)) y2=(y(code)) {}
                        text.lane x="0" y=(y(code)) dy="0.35em" { (quad(code).1) }
                    }
                    @for (at, text) in ticks(first, span) {
                        line.tick x1=(format!("{:.1}", x(at))) x2=(format!("{:.1}", x(at))) y1="0" y2=(LANE * 4.0) {}
                        text.tick x=(format!("{:.1}", x(at))) y=(LANE * 4.0 + 20.0) text-anchor=(if span == 0 { "middle" } else if at == 0 { "start" } else if at == span { "end" } else { "middle" }) { (text) }
                    }
                    @for mark in marks.values() {
                        a href={"#" (anchor(mark.first))} tabindex="-1" {
                            title { (mark.day) ": " (counted(mark.events, "event")) ", " (quad(mark.quad).1) }
                            (shape(mark, x(days(mark, first)), y(mark.quad)))
                        }
                    }
                }
            }
        }
    }
}

/// Filled is material, pointed is conflict; with how many there are where it is more than one.
fn shape(mark: &Mark, x: f64, y: f64) -> Markup {
    let size = 8.0 + 2.5 * (mark.events as f64).sqrt().min(5.0);
    let style = quad(mark.quad).2;
    let filled = if mark.quad.is_multiple_of(2) { "filled" } else { "open" };
    html! {
        @if mark.quad <= 2 {
            circle class={"mark " (style) " " (filled)} cx=(format!("{x:.1}")) cy=(format!("{y:.1}")) r=(format!("{:.1}", size * 0.85)) {}
        } @else {
            polygon class={"mark " (style) " " (filled)} points=(format!("{x:.1},{:.1} {:.1},{:.1} {:.1},{:.1}", y - size, x + size, y + size * 0.75, x - size, y + size * 0.75)) {}
        }
        @if mark.events > 1 { text class={"many " (filled)} x=(format!("{x:.1}")) y=(format!("{:.1}", y + if mark.quad <= 2 { 0.0 } else { size * 0.2 })) dy="0.35em" text-anchor="middle" { (mark.events) } }
    }
}

/// Days to name: the first, the last, and a few between, each as how many days it is after the first.
fn ticks(first: Date, span: i32) -> Vec<(i32, String)> {
    let parts = match span {
        0 => 0,
        1..=6 => span,
        _ => 5,
    };
    let at = |part: i32| {
        if parts == 0 { 0 } else { i32::try_from(i64::from(span) * i64::from(part) / i64::from(parts)).unwrap_or(span) }
    };
    (0..=parts)
        .filter_map(|part| Some((at(part), first.checked_add(jiff::Span::new().days(at(part))).ok()?.to_string())))
        .collect()
}
