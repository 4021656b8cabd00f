//! Events over time, beside the documents that were read, and the score between two countries.

use maud::{Markup, html};
use whodid_store::{OverTime, Step};

use super::bars::{Chart, figure, rate};
use super::filters::{carried, chosen, form};
use super::page;
use super::patterns::{Part, parts};
use super::times::{Times, called, ways};
use super::words::{counted, number, quad};
use crate::queries::{Ask, By, Stack};
use crate::scene::Scene;

/// The page of events over time.
pub(crate) fn timeline(scene: &Scene, told: &OverTime) -> Markup {
    let ask = &scene.ask;
    let filter = &ask.filter;
    let times = Times::of(&told.moments, told.step, filter.from.as_deref(), filter.to.as_deref());
    page(
        "Timeline",
        scene,
        html! {
            h1 #found { (counted(told.facets.events, "event")) " over time" }
            a.jump href="#filters" { "To the filters" }
            div.columns {
                section.results aria-labelledby="found" {
                    (chosen(ask, &scene.path))
                    @if told.facets.events == 0 || times.shown.is_empty() {
                        (nothing(scene, told, &times))
                    } @else {
                        (charts(scene, told, &times))
                    }
                }
                aside #filters { h2.sr { "Filters" } (form(ask, &told.facets, &scene.path)) }
            }
        },
    )
}

fn charts(scene: &Scene, told: &OverTime, times: &Times) -> Markup {
    let ask = &scene.ask;
    let chart = Chart { shown: &times.shown, step: told.step, ask };
    let used = |part: &Part| times.shown.iter().any(|one| part.count(one, ask.stack) > 0);
    let parts: Vec<Part> = parts(ask.stack).into_iter().filter(used).collect();
    html! {
        (choices(scene, told.step))
        (period(scene, told.step, times))
        figure.chart-of-time {
            (chart.bars(&parts, ask.stack))
            figcaption {
                ul.legend aria-label="Patterns" {
                    @for part in parts.iter().rev() {
                        li {
                            (part.sample()) " " @if ask.stack == Stack::Class { span aria-hidden="true" { (quad(part.quad).0) " " } } (part.name)
                        }
                    }
                }
                p.hint data-script hidden { "Drag over the bars to look nearer." }
                p.hint { "Each event counts on its first day. A bar leads to its events, those that reach into its days among them." }
            }
        }
        (left_out(ask, times))
        @if let Some((one, other)) = &ask.filter.between {
            section aria-labelledby="scores" {
                h2 #scores { "Mean score between " (one) " and " (other) }
                figure.chart-of-time {
                    (chart.scores())
                    figcaption { p.hint { "PLOVER's scores run from −10, conflict, to 10, cooperation. A gap is a time without any event between the two." } }
                }
            }
        } @else {
            p.soft.between { "For the mean score between two countries over time, name them under “Who”." }
        }
        details.behind {
            summary { "The same as a table" }
            (table(&chart, &parts, ask.stack))
        }
        p.exports {
            "The same events " a href=(ask.same_events().link("/events")) { "as a list" } ", "
            a href=(ask.same_events().link("/map")) { "on the map" } "; the figures as "
            @for (at, (format, name)) in [(crate::queries::Format::Csv, "CSV"), (crate::queries::Format::Json, "JSON")].into_iter().enumerate() {
                @if at > 0 { " · " }
                @let whole = ask.same_events().with(|asked| (asked.by, asked.format, asked.theme) = (Some(By::Time(told.step)), format, None));
                a href=(whole.link("/api/v1/timeline")) { (name) }
            }
        }
    }
}

/// What can be chosen of how it is drawn, each choice an address.
fn choices(scene: &Scene, step: Step) -> Markup {
    let ask = &scene.ask;
    let to = |change: &dyn Fn(&mut Ask)| ask.with(|asked| change(asked)).link(&scene.path);
    let choice = |chosen: bool, address: String, name: &str| {
        html! { li { a href=(address) aria-current=[chosen.then_some("true")] { (name) } } }
    };
    html! {
        div.choices {
            nav aria-label="Length of a stretch" {
                span.soft { "By " }
                ul.segments {
                    (choice(ask.by.is_none(), to(&|asked| asked.by = None), &format!("fitting ({})", step.name())))
                    @for (of, name) in Step::ALL { (choice(ask.by == Some(By::Time(of)), to(&|asked| asked.by = Some(By::Time(of))), name)) }
                }
            }
            nav aria-label="Stacked by" {
                span.soft { "Stacked by " }
                ul.segments {
                    @for (of, name) in Stack::ALL { (choice(ask.stack == of, to(&|asked| asked.stack = of), name)) }
                }
            }
            nav aria-label="Counts" {
                span.soft { "Counts " }
                ul.segments {
                    (choice(!ask.rate, to(&|asked| asked.rate = false), "raw"))
                    (choice(ask.rate, to(&|asked| asked.rate = true), "per 1\u{202f}000 documents"))
                }
            }
        }
    }
}

/// The period as fields, and the ways to others.
fn period(scene: &Scene, step: Step, times: &Times) -> Markup {
    let ask = &scene.ask;
    let shown = times.period(step);
    let field = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    html! {
        form.line.period method="get" action=(scene.path) aria-label="Period" {
            (carried(ask, |name| name != "from" && name != "to"))
            div.field { label for="p-from" { "From" } input #p-from type="date" name="from" value=(field(shown.map(|(first, _)| first))); }
            div.field { label for="p-to" { "To" } input #p-to type="date" name="to" value=(field(shown.map(|(_, last)| last))); }
            button.plain type="submit" { "Show" }
            @if let Some((first, last)) = shown {
                nav.ways aria-label="Other periods" {
                    @for (id, name, way) in ways(ask, first, last) { a id={"w-" (id)} href=(way.link(&scene.path)) { (name) } }
                    @if ask.filter.from.is_some() || ask.filter.to.is_some() {
                        a href=(ask.within_days(None, None).link(&scene.path)) { "The whole time" }
                    }
                }
            }
        }
    }
}

/// What is not drawn, told.
fn left_out(ask: &Ask, times: &Times) -> Markup {
    let (first, last) = (times.shown.first(), times.shown.last());
    let yesterday = |day: &str| Some(day.parse::<jiff::civil::Date>().ok()?.yesterday().ok()?.to_string());
    html! {
        @if times.before + times.after + times.undated > 0 {
            p.soft.left-out {
                "Not drawn: "
                @if times.before > 0 {
                    @let to = first.and_then(|one| yesterday(&one.from));
                    a href=(ask.within_days(ask.filter.from.clone(), to).link("/timeline")) { (counted(times.before, "event")) " before" }
                }
                @if times.after > 0 {
                    @if times.before > 0 { ", " }
                    @let from = last.map(|one| one.from.clone());
                    a href=(ask.within_days(from, ask.filter.to.clone()).link("/timeline")) { (counted(times.after, "event")) " after" }
                }
                @if times.undated > 0 {
                    @if times.before + times.after > 0 { ", " }
                    (counted(times.undated, "event")) " of unknown day"
                }
                "."
            }
        }
    }
}

/// The figures behind the charts, the latest first.
fn table(chart: &Chart<'_>, parts: &[Part], stack: Stack) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label="Events over time as a table" {
            table.figures {
                thead {
                    tr {
                        th scope="col" { (chart.step.name()) }
                        th.figure scope="col" { "events" }
                        @for part in parts { th.figure scope="col" { (part.name) } }
                        th.figure scope="col" { "documents read" }
                        th.figure scope="col" { "events per 1\u{202f}000" }
                        th.figure scope="col" { "mean score" }
                    }
                }
                tbody {
                    @for one in chart.shown.iter().rev().filter(|one| one.events + one.documents > 0) {
                        tr {
                            th scope="row" { a href=(chart.events(one)) { (called(chart.step, &one.from)) } }
                            td.figure { (number(one.events)) }
                            @for part in parts { td.figure { (number(part.count(one, stack))) } }
                            td.figure { (number(one.documents)) }
                            td.figure { @match rate(one.events, one.documents) { Some(rate) => (figure(rate)), None => span.unknown { "none read" } } }
                            td.figure { @if let Some(score) = one.mean_score { (format!("{score:.1}").replace('-', "−")) } }
                        }
                    }
                }
            }
        }
    }
}

fn nothing(scene: &Scene, told: &OverTime, times: &Times) -> Markup {
    html! {
        div.empty {
            @if scene.cited.events == 0 {
                h2 { "The store holds no event yet" }
                p { "Fill it, and reload this page: " code { "whodid run FILES --store F.db" } }
            } @else if times.undated > 0 && times.undated == told.facets.events {
                h2 { "No day is known of any of these events" }
                p { a.button href=(scene.ask.same_events().link("/events")) { "Show them as a list" } }
            } @else {
                h2 { "No event fits all of this" }
                p { "Take one of the filters away, or begin anew among " (number(scene.cited.events)) " events:" }
                p { a.button href=(scene.ask.other().link(&scene.path)) { "All events" } }
            }
        }
    }
}
