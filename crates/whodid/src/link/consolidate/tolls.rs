//! What the mentions of an event count: a range over all of them, and who says what.

use std::collections::BTreeMap;

use crate::Report;
use crate::event::{Toll, TollTold};

/// The numbers of an event by kind.
pub(super) fn tolls(members: &[&Report]) -> Vec<Toll> {
    let mut kinds: BTreeMap<(&str, Option<&str>), Vec<TollTold>> = BTreeMap::new();
    for member in members {
        for figure in &member.figures {
            if figure.least.is_none() && figure.most.is_none() {
                continue;
            }
            let said = figure.by.as_deref().or_else(|| {
                // What stands in a statement is the speaker's number, though no number says so itself.
                member.according_to.first().map(|voice| voice.entity_text.as_str())
            });
            let told = kinds.entry((&figure.kind, figure.currency.as_deref())).or_default();
            let same = |one: &&mut TollTold| {
                (one.least, one.most, one.according_to.as_deref()) == (figure.least, figure.most, said)
            };
            match told.iter_mut().find(same) {
                Some(known) => known.mentions.push(member.id.to_string()),
                None => told.push(TollTold {
                    least: figure.least,
                    most: figure.most,
                    according_to: said.map(str::to_string),
                    mentions: vec![member.id.to_string()],
                }),
            }
        }
    }
    kinds.into_iter().map(|((kind, currency), told)| toll(kind, currency, told)).collect()
}

fn toll(kind: &str, currency: Option<&str>, told: Vec<TollTold>) -> Toll {
    let least = told.iter().filter_map(|one| one.least.or(one.most)).min();
    // Open above when nobody closes it.
    let most = told.iter().filter_map(|one| one.most).max();
    let highest = told.iter().filter_map(|one| one.least).max();
    Toll {
        kind: kind.to_string().into(),
        least,
        most: most.map(|most| most.max(highest.unwrap_or(0))),
        currency: currency.map(|code| code.to_string().into()),
        told,
    }
}
