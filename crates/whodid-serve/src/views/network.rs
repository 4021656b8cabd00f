//! Who acts on whom: the busiest as a circle with lines between them, and the same as a table.

use maud::{Markup, html};
use whodid_store::{Facets, Network, Nodes};

use super::circle::{Line, Point, drawn, places};
use super::filters::{chosen, form};
use super::matrix::{matrix, of_node, of_pair};
use super::page;
use super::tone::{legend, scored, tone};
use super::words::{counted, number};
use crate::queries::{Ask, Format};
use crate::scene::Scene;

/// What the page shows.
#[derive(Clone, Debug)]
pub(crate) struct Networked {
    pub(crate) facets: Facets,
    pub(crate) network: Network,
    /// How many nodes were asked for.
    pub(crate) most: usize,
}

/// Numbers of nodes to choose from.
const CHOICES: [usize; 3] = [12, 24, 40];
/// Radius of the circle that nodes stand on.
const RADIUS: f64 = 300.0;

/// The page of the network.
pub(crate) fn network(scene: &Scene, told: &Networked) -> Markup {
    let ask = &scene.ask;
    let network = &told.network;
    page(
        "Network",
        scene,
        html! {
            h1 #found { "Who acts on whom" }
            a.jump href="#filters" { "To the filters" }
            div.columns {
                section.results aria-labelledby="found" {
                    (chosen(ask, &scene.path))
                    p.span {
                        (counted(told.facets.events, "event")) " found. "
                        @if !network.pairs.is_empty() {
                            "Among the " (network.nodes.len()) " busiest "
                            @if ask.nodes == Nodes::Countries { "countries and organisations of states" } @else { "participants" }
                            " are " (counted(network.pairs.len() as u64, "pair")) "; an event with several actors or recipients counts for each pair."
                        }
                    }
                    (choices(ask, &scene.path, told.most))
                    @if network.pairs.is_empty() {
                        (nothing(scene, told))
                    } @else {
                        section aria-labelledby="picture" {
                            h2 #picture { "As a picture" }
                            (legend())
                            (picture(ask, network))
                        }
                        section aria-labelledby="table" {
                            h2 #table { "As a table" }
                            p.soft { "Rows act, columns are acted on: events, and their mean score from −10, conflict, to +10, cooperation. Each leads to its events." }
                            (matrix(ask, network, "table"))
                        }
                        (exports(ask))
                    }
                }
                aside #filters { h2.sr { "Filters" } (form(ask, &told.facets, &scene.path)) }
            }
        },
    )
}

/// What stands for one, and how many.
fn choices(ask: &Ask, path: &str, most: usize) -> Markup {
    let kinds = [(Nodes::Countries, "Countries"), (Nodes::Participants, "Participants")];
    let kind = |nodes| ask.with(|ask| ask.nodes = nodes).link(path);
    let number = |most: usize| ask.with(|ask| ask.most = (most != 24).then_some(most)).link(path);
    html! {
        nav.choices aria-label="What the network is made of" {
            ul { @for (nodes, name) in kinds { li { a href=(kind(nodes)) aria-current=[(ask.nodes == nodes).then_some("true")] { (name) } } } }
            ul { @for one in CHOICES { li { a href=(number(one)) aria-current=[(most == one).then_some("true")] { span.sr { "The " } (one) " busiest" } } } }
        }
    }
}

/// The circle. It says nothing that the table below does not, and screen readers are led there.
fn picture(ask: &Ask, network: &Network) -> Markup {
    let count = network.nodes.len();
    let at = |key: &str| network.nodes.iter().position(|node| node.key == key);
    let lines: Vec<Line> =
        network.pairs.iter().filter_map(|pair| Some((at(&pair.actor)?, at(&pair.recipient)?, pair.events))).collect();
    let place = places(count, &lines);
    let most = network.pairs.iter().map(|pair| pair.events).max().unwrap_or(1).max(1) as f64;
    let busiest = network.nodes.iter().map(|node| node.events).max().unwrap_or(1).max(1) as f64;
    let radius = |node: usize| 5.0 + 11.0 * (network.nodes[node].events as f64 / busiest).sqrt();
    let point = |node: usize| Point::on_circle(place[node], count, RADIUS);
    let long = ask.nodes == Nodes::Participants;
    let half = RADIUS + if long { 190.0 } else { 64.0 };
    html! {
        figure.network {
            div.scroll {
                svg.long[long] viewBox=(format!("{:.0} {:.0} {:.0} {:.0}", -half, -half, half * 2.0, half * 2.0)) aria-hidden="true" focusable="false" {
                    // The rare ones lie on top, where they are seen.
                    @for (pair, (from, to, events)) in network.pairs.iter().zip(&lines) {
                        @let tone = tone(pair.mean_score);
                        @let width = 1.2 + 7.0 * (*events as f64 / most).sqrt();
                        a href=(of_pair(ask, pair)) tabindex="-1" {
                            title {
                                (network.nodes[*from].name) " → " (network.nodes[*to].name) ": " (counted(*events, "event"))
                                ", mean score " (scored(pair.mean_score)) " (" (tone.name) ")"
                            }
                            @if from == to {
                                @let (around, own) = (point(*from), radius(*from) + 8.0);
                                @let inwards = (RADIUS - own) / RADIUS;
                                circle class={"edge loop " (tone.style)} cx=(format!("{:.1}", around.x * inwards)) cy=(format!("{:.1}", around.y * inwards)) r=(format!("{own:.1}")) stroke-width=(format!("{width:.1}")) {}
                            } @else {
                                @let line = drawn((point(*from), radius(*from)), (point(*to), radius(*to)), width);
                                path class={"edge " (tone.style)} d=(line.path) stroke-width=(format!("{width:.1}")) {}
                                polygon class={"head " (tone.style)} points=(line.head) {}
                            }
                        }
                    }
                    @for (at, node) in network.nodes.iter().enumerate() {
                        @let here = point(at);
                        a.node href=(of_node(ask, node, ask.nodes)) tabindex="-1" {
                            title { (node.name) ": " (counted(node.events, "event")) }
                            circle cx=(format!("{:.1}", here.x)) cy=(format!("{:.1}", here.y)) r=(format!("{:.1}", radius(at))) {}
                            (label(node.name.as_str(), place[at], count, radius(at), long))
                        }
                    }
                }
            }
            figcaption { "The wider a line, the more events; its head points at whom is acted on. Rings: on their own. The larger a dot, the busier. All figures stand in the table." }
        }
    }
}

/// The name beside a node: short ones level, long ones along the radius.
fn label(name: &str, place: usize, count: usize, radius: f64, long: bool) -> Markup {
    let shown: String =
        if name.chars().count() > 24 { name.chars().take(23).chain(['…']).collect() } else { name.to_string() };
    let right = Point::on_circle(place, count, 1.0).x >= -1e-9;
    html! {
        @if long {
            @let angle = 360.0 * place as f64 / count as f64 - 90.0;
            @let turned = if right { angle } else { angle + 180.0 };
            @let out = if right { RADIUS + radius + 6.0 } else { -(RADIUS + radius + 6.0) };
            text transform=(format!("rotate({turned:.1})")) x=(format!("{out:.1}")) dy="0.35em" text-anchor=(if right { "start" } else { "end" }) { (shown) }
        } @else {
            @let at = Point::on_circle(place, count, RADIUS + radius + 20.0);
            text x=(format!("{:.1}", at.x)) y=(format!("{:.1}", at.y)) dy="0.35em" text-anchor="middle" { (shown) }
        }
    }
}

fn exports(ask: &Ask) -> Markup {
    html! {
        p.exports {
            "These pairs: "
            @for (at, (format, name)) in [(Format::Csv, "CSV"), (Format::Lines, "JSON lines"), (Format::Json, "API")].into_iter().enumerate() {
                @if at > 0 { " · " }
                a href=(ask.with(|ask| (ask.format, ask.theme) = (format, None)).link("/api/v1/pairs")) { (name) }
            }
        }
    }
}

/// What to do when nobody acts on anybody.
fn nothing(scene: &Scene, told: &Networked) -> Markup {
    let ask = &scene.ask;
    html! {
        div.empty {
            @if scene.cited.events == 0 {
                h2 { "The store holds no event yet" }
                p { "Fill it, and reload this page: " code { "whodid run FILES --store F.db" } }
            } @else if told.facets.events > 0 && ask.nodes == Nodes::Countries {
                h2 { "In none of these events one country acts on another" }
                p { "Participants without a country may: " a href=(ask.with(|ask| ask.nodes = Nodes::Participants).link(&scene.path)) { "the network of participants" } }
            } @else if told.facets.events > 0 {
                h2 { "In none of these events one of the busiest acts on another" }
                p { "Take more of them in, or look at " a href=(ask.same_events().link("/events")) { "the events" } "." }
            } @else {
                h2 { "No event fits all of this" }
                p { "Take one of the filters above away, or begin anew among " (number(scene.cited.events)) " events:" }
                p { a.button href=(ask.other().link(&scene.path)) { "All events" } }
            }
        }
    }
}
