//! Participants that one mention names twice.

use crate::{Document, Participant};

/// Drops from each role what means a participant that the same role names already: of "Raisi and Rahmon … both sides" the
/// names stay.
pub(super) fn drop(document: &mut Document) {
    for mention in &mut document.layers.mentions {
        for parties in [&mut mention.actors, &mut mention.recipients] {
            let named = parties.clone();
            let mut at = 0;
            parties.retain(|party| {
                let here = at;
                at += 1;
                !named.iter().enumerate().any(|(other, known)| other != here && is_told_by(party, known))
            });
        }
    }
}

/// Whether `party` stands for `known`, which is written out in the same role.
fn is_told_by(party: &Participant, known: &Participant) -> bool {
    let Some(antecedent) = party.antecedent else { return false };
    let written_out = known.antecedent.is_none() || known.antecedent == Some(known.span);
    let same = antecedent.overlaps(known.span) || party.name.is_some() && party.name == known.name;
    same && written_out && party.span != known.span
}
