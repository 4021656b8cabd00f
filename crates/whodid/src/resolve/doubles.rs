//! Participants that one mention names twice.

use crate::{Document, Participant};

/// Drops from each role what means a participant that the same role names already: of "Raisi and Rahmon … both sides" the
/// names stay.
pub(super) fn drop(document: &mut Document) {
    let text = &document.text;
    for mention in &mut document.layers.mentions {
        for parties in [&mut mention.actors, &mut mention.recipients] {
            let all = parties.clone();
            let mut at = 0;
            parties.retain(|party| {
                let here = at;
                at += 1;
                let better = |(other, known): (usize, &Participant)| {
                    let ranks = (is_description(known, text), other) < (is_description(party, text), here);
                    other != here && ranks && is_same(party, known)
                };
                !all.iter().enumerate().any(better)
            });
        }
    }
}

fn is_same(one: &Participant, other: &Participant) -> bool {
    match (&one.name, &other.name) {
        (Some(one), Some(other)) => one == other,
        _ => {
            one.antecedent.is_some_and(|span| span == other.span)
                || other.antecedent.is_some_and(|span| span == one.span)
                || one.antecedent.is_some() && one.antecedent == other.antecedent
        }
    }
}

/// Whether the words are a pronoun or a description, not a part of the name.
fn is_description(party: &Participant, text: &str) -> bool {
    let last = party.name.as_deref().and_then(|name| name.split_whitespace().next_back());
    last.is_none_or(|last| !party.span.of(text).to_lowercase().contains(&last.to_lowercase()))
}
