//! Charts over time, drawn by the server. Places along time are shares of the width and heights are pixels, so that a chart fills
//! any width and neither letters nor patterns are stretched.

use maud::{Markup, html};
use whodid_store::{Moment, Step};

use super::patterns::Part;
use super::times::{end, told};
use super::words::{counted, number};
use crate::queries::{Ask, Stack};

/// Height of the bars, and of the documents beneath them.
const BARS: f64 = 240.0;
const DOCUMENTS: f64 = 48.0;
/// What stands above the bars, and between them and the documents.
const HEAD: f64 = 18.0;
const GAP: f64 = 26.0;
/// Height of the line of scores.
const SCORES: f64 = 160.0;
/// Stretches whose bars are stops of the keyboard; of more the table alone is, which leads to the same.
const STOPS: usize = 62;

/// What is drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chart<'c> {
    pub(super) shown: &'c [Moment],
    pub(super) step: Step,
    pub(super) ask: &'c Ask,
}

/// The same number for every 1,000 documents; `None` where none was read.
pub(super) fn rate(count: u64, documents: u64) -> Option<f64> {
    (documents > 0).then(|| count as f64 * 1000.0 / documents as f64)
}

/// A figure with as many digits as it deserves.
pub(super) fn figure(value: f64) -> String {
    if value >= 100.0 || value.fract() == 0.0 { number(value.round() as u64) } else { format!("{value:.1}") }
}

/// The next number of the kind 1, 2, 4, 6, 8, 10, 20 ... that is not below: but for 1, half of it is whole too.
pub(super) fn round_up(value: f64) -> f64 {
    let mut unit = 1.0;
    while value > unit * 10.0 {
        unit *= 10.0;
    }
    [1.0, 2.0, 4.0, 6.0, 8.0, 10.0].into_iter().map(|step| step * unit).find(|step| *step >= value).unwrap_or(value)
}

impl Chart<'_> {
    /// Left edge of a stretch, and its width, in hundredths of the chart.
    fn column(&self, at: usize) -> (f64, f64) {
        let width = 100.0 / self.shown.len().max(1) as f64;
        (at as f64 * width, width)
    }

    /// Where the address of the events of a stretch is.
    pub(super) fn events(&self, moment: &Moment) -> String {
        let to = end(self.step, &moment.from).map(|date| date.to_string());
        self.ask.same_events().within_days(Some(moment.from.clone()), to).link("/events")
    }

    fn height(&self, count: u64, moment: &Moment) -> f64 {
        if self.ask.rate { rate(count, moment.documents).unwrap_or(0.0) } else { count as f64 }
    }

    /// Stacked bars with the documents beneath.
    pub(super) fn bars(&self, parts: &[Part], stack: Stack) -> Markup {
        let most = self.shown.iter().map(|one| self.height(one.events, one)).fold(0.0, f64::max);
        let top = round_up(most);
        let documents = self.shown.iter().map(|one| one.documents).max().unwrap_or(0);
        let all: u64 = self.shown.iter().map(|one| one.events).sum();
        let foot = HEAD + BARS + GAP + DOCUMENTS;
        let label = format!(
            "{} over {} stretches of a {}; the table below has the figures",
            counted(all, "event"),
            self.shown.len(),
            self.step.name()
        );
        let unit = match (self.ask.rate, top > 1.0) {
            (true, _) => "events per 1\u{202f}000 documents",
            (false, true) => "events",
            (false, false) => "event",
        };
        html! {
            svg.times width="100%" height=(foot + 22.0) role="group" aria-label=(label) data-times {
                defs { @for part in parts { (part.pattern()) } }
                @for share in [0.0, 0.5, 1.0] {
                    @let y = HEAD + BARS * (1.0 - share);
                    line.grid x1="0" x2="100%" y1=(y) y2=(y) {}
                }
                @for (at, one) in self.shown.iter().enumerate() {
                    (self.bar(at, one, top, parts, stack))
                    @if one.documents > 0 {
                        @let (left, width) = self.column(at);
                        @let high = (one.documents as f64 / documents.max(1) as f64 * DOCUMENTS).max(1.0);
                        rect.documents x=(share(left + width * 0.08)) y=(pixels(foot - high)) width=(share(width * 0.84)) height=(pixels(high)) {}
                    }
                }
                line.axis x1="0" x2="100%" y1=(HEAD + BARS) y2=(HEAD + BARS) {}
                line.axis x1="0" x2="100%" y1=(foot) y2=(foot) {}
                text.tick x="2" y=(HEAD - 5.0) { (figure(top)) " " (unit) }
                @if top >= 2.0 { text.tick x="2" y=(HEAD + BARS / 2.0 - 4.0) { (figure(top / 2.0)) } }
                text.tick x="2" y=(foot - DOCUMENTS - 5.0) { @if documents == 0 { "no document of these days was read" } @else { "documents read, most " (number(documents)) } }
                (self.ticks(foot + 16.0))
            }
        }
    }

    fn bar(&self, at: usize, one: &Moment, top: f64, parts: &[Part], stack: Stack) -> Markup {
        let (left, width) = self.column(at);
        let mut y = HEAD + BARS;
        let mut pieces: Vec<(f64, f64, String)> = Vec::new();
        for part in parts {
            let high = self.height(part.count(one, stack), one) / top.max(f64::MIN_POSITIVE) * BARS;
            if high > 0.0 {
                y -= high;
                pieces.push((y, high, part.fill()));
            }
        }
        let mut tip = format!("{}: {}", told(self.step, &one.from), counted(one.events, "event"));
        for part in parts.iter().rev().filter(|part| part.count(one, stack) > 0) {
            tip.push_str(&format!("\n{} {}", number(part.count(one, stack)), part.name));
        }
        tip.push_str(&format!("\n{} read", counted(one.documents, "document")));
        let label = tip.replace('\n', ", ");
        let to = end(self.step, &one.from).map(|date| date.to_string()).unwrap_or_default();
        let stop = (self.shown.len() > STOPS || one.events == 0).then_some("-1");
        html! {
            a.stretch href=(self.events(one)) aria-label=(label) tabindex=[stop] data-from=(one.from) data-to=(to) {
                title { (tip) }
                rect.hit x=(share(left)) y="0" width=(share(width)) height=(pixels(HEAD + BARS + GAP + DOCUMENTS)) {}
                @for (y, high, fill) in pieces {
                    rect x=(share(left + width * 0.08)) y=(pixels(y)) width=(share(width * 0.84)) height=(pixels(high)) fill=(fill) {}
                }
            }
        }
    }

    /// What four stretches are called, the first and the last among them.
    fn ticks(&self, y: f64) -> Markup {
        let last = self.shown.len().saturating_sub(1);
        let mut at = vec![0, last / 3, last * 2 / 3, last];
        at.dedup();
        html! {
            @for at in at {
                @if let Some(one) = self.shown.get(at) {
                    @let (left, width) = self.column(at);
                    @let (x, anchor) = if at == 0 { (0.0, "start") } else if at == last { (100.0, "end") } else { (left + width / 2.0, "middle") };
                    text.tick x=(share(x)) y=(pixels(y)) text-anchor=(anchor) { (short(self.step, &one.from)) }
                }
            }
        }
    }

    /// The mean score of each stretch as a line that breaks where there is nothing.
    pub(super) fn scores(&self) -> Markup {
        let y = |score: f64| HEAD + SCORES * (10.0 - score.clamp(-10.0, 10.0)) / 20.0;
        let middle = |at: usize| {
            let (left, width) = self.column(at);
            left + width / 2.0
        };
        let told_of = self.shown.iter().filter(|one| one.mean_score.is_some()).count();
        let label = format!("Mean score over time: {told_of} stretches have one; the table below has the figures");
        html! {
            svg.scores width="100%" height=(HEAD + SCORES + 24.0) role="group" aria-label=(label) {
                @for score in [10.0, 0.0, -10.0] {
                    line class=(if score == 0.0 { "axis" } else { "grid" }) x1="0" x2="100%" y1=(pixels(y(score))) y2=(pixels(y(score))) {}
                }
                @for (at, pair) in self.shown.windows(2).enumerate() {
                    @if let [Some(one), Some(other)] = [pair[0].mean_score, pair[1].mean_score] {
                        line.score x1=(share(middle(at))) y1=(pixels(y(one))) x2=(share(middle(at + 1))) y2=(pixels(y(other))) {}
                    }
                }
                @for (at, one) in self.shown.iter().enumerate() {
                    @if let Some(score) = one.mean_score {
                        @let tip = format!("{}: mean score {score:.1} of {}", told(self.step, &one.from), counted(one.events, "event"));
                        a href=(self.events(one)) aria-label=(tip) tabindex=[(self.shown.len() > STOPS).then_some("-1")] {
                            title { (tip) }
                            circle.hit cx=(share(middle(at))) cy=(pixels(y(score))) r="8" {}
                            circle.score cx=(share(middle(at))) cy=(pixels(y(score))) r=(if self.shown.len() > STOPS { "2" } else { "3.5" }) {}
                        }
                    }
                }
                text.tick x="2" y=(pixels(y(10.0) - 5.0)) { "10 cooperation" }
                text.tick x="2" y=(pixels(y(0.0) - 5.0)) { "0" }
                text.tick x="2" y=(pixels(y(-10.0) - 5.0)) { "−10 conflict" }
                (self.ticks(HEAD + SCORES + 18.0))
            }
        }
    }
}

fn share(of: f64) -> String {
    format!("{of:.3}%")
}

fn pixels(of: f64) -> String {
    format!("{of:.1}")
}

/// What a stretch is called where there is little room: a week by its first day.
fn short(step: Step, from: &str) -> String {
    told(if step == Step::Week { Step::Day } else { step }, from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_end_on_round_numbers() {
        let ends: Vec<f64> = [0.0, 1.0, 3.0, 10.0, 11.0, 51.0, 240.0].into_iter().map(round_up).collect();
        assert_eq!(ends, [1.0, 1.0, 4.0, 10.0, 20.0, 60.0, 400.0]);
        assert_eq!(figure(1234.4), "1234");
        assert_eq!(figure(2.5), "2.5");
        assert_eq!(rate(3, 0), None);
    }
}
