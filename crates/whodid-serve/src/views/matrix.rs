//! Who acts on whom as a table: rows act, columns are acted on.

use std::collections::BTreeMap;

use maud::{Markup, html};
use whodid_store::{Network, Node, Nodes, Pair};

use super::tone::{scored, tone};
use super::words::{named, number};
use crate::queries::Ask;

/// The address of the events of a pair.
pub(super) fn of_pair(ask: &Ask, pair: &Pair) -> String {
    let of = ask.same_events().with(|ask| {
        let filter = &mut ask.filter;
        // Whoever was asked for before still takes part.
        let before: Vec<String> = filter.actors.drain(..).chain(filter.recipients.drain(..)).collect();
        if filter.participants.is_empty() {
            filter.participants = before;
            filter.participants.sort_unstable();
            filter.participants.dedup();
        }
        (filter.actors, filter.recipients) = (vec![pair.actor.clone()], vec![pair.recipient.clone()]);
    });
    of.link("/events")
}

/// The address of a node's events, or of its own page.
pub(super) fn of_node(ask: &Ask, node: &Node, nodes: Nodes) -> String {
    match nodes {
        Nodes::Participants => super::words::address("participants", &node.key, ask),
        Nodes::Countries => {
            ask.same_events().with(|ask| ask.filter.participants = vec![node.key.clone()]).link("/events")
        }
    }
}

/// The matrix, named by the heading with this id.
pub(super) fn matrix(ask: &Ask, network: &Network, heading: &str) -> Markup {
    let pairs: BTreeMap<(&str, &str), &Pair> =
        network.pairs.iter().map(|pair| ((pair.actor.as_str(), pair.recipient.as_str()), pair)).collect();
    let name = |node: &Node| {
        html! { a href=(of_node(ask, node, ask.nodes)) { @if ask.nodes == Nodes::Countries { (node.name) } @else { (named(&node.name, node.code.as_deref(), None)) } } }
    };
    html! {
        div.scroll tabindex="0" role="region" aria-labelledby=(heading) {
            table.matrix.long[ask.nodes == Nodes::Participants] {
                thead {
                    tr {
                        td.corner { span aria-hidden="true" { "acts ↓ on →" } }
                        @for node in &network.nodes { th scope="col" { div { (name(node)) } } }
                    }
                }
                tbody {
                    @for actor in &network.nodes {
                        tr {
                            th scope="row" { (name(actor)) }
                            @for recipient in &network.nodes {
                                @match pairs.get(&(actor.key.as_str(), recipient.key.as_str())) {
                                    Some(pair) => (cell(ask, pair, actor, recipient)),
                                    None => td {},
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn cell(ask: &Ask, pair: &Pair, actor: &Node, recipient: &Node) -> Markup {
    let tone = tone(pair.mean_score);
    html! {
        td class={"cell " (tone.style)} {
            a href=(of_pair(ask, pair)) {
                span.sr { (actor.name) " on " (recipient.name) ": " }
                (number(pair.events))
                span.sr { @if pair.events == 1 { " event" } @else { " events" } ", mean score " }
                " " span.mean { (scored(pair.mean_score)) }
            }
        }
    }
}
