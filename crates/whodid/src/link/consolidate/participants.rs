//! The participants of an event: those of all mentions, each once, under the name that tells most.

use std::sync::Arc;

use crate::Report;
use crate::event::EventParty;
use crate::link::group::Kinship;

/// A participant with how often it stands on either side.
struct Entry {
    party: Arc<EventParty>,
    acts: usize,
    suffers: usize,
    told: usize,
}

/// Actors and recipients: each on the side on which it stands more often. Whom fewer than a fifth of the mentions name is left to
/// those.
pub(super) fn participants(members: &[&Report]) -> (Vec<Arc<EventParty>>, Vec<Arc<EventParty>>) {
    let mut entries: Vec<Entry> = Vec::new();
    let mut kinship = Kinship::default();
    for member in members {
        let sides = [(&member.actors, true), (&member.recipients, false)];
        for (party, acts) in sides.into_iter().flat_map(|(side, acts)| side.iter().map(move |party| (party, acts))) {
            // The nearest of those known: the same by name first, else one in general.
            let near = entries.iter().enumerate().map(|(at, entry)| (kinship.between(&entry.party, party), at));
            let near = near.filter(|(near, _)| *near > 0).max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
            let at = match near {
                Some((_, at)) => at,
                None => {
                    entries.push(Entry { party: Arc::clone(party), acts: 0, suffers: 0, told: 0 });
                    entries.len() - 1
                }
            };
            let entry = &mut entries[at];
            entry.told += 1;
            entry.acts += usize::from(acts);
            entry.suffers += usize::from(!acts);
            if worth(party) > worth(&entry.party) {
                entry.party = Arc::clone(party);
            }
        }
    }
    let named = members.iter().filter(|member| !member.actors.is_empty() || !member.recipients.is_empty()).count();
    let enough = |entry: &Entry| 5 * entry.told >= named;
    let side = |acts: bool| {
        let on = entries.iter().filter(|entry| enough(entry) && (entry.acts >= entry.suffers) == acts);
        on.map(|entry| Arc::clone(&entry.party)).collect()
    };
    (side(true), side(false))
}

/// How much a party's record tells.
fn worth(party: &EventParty) -> (bool, bool, bool, usize) {
    (
        party.identifier_id.is_some(),
        party.identifier_text.is_some() && party.office.is_some(),
        party.identifier_text.is_some(),
        party.entity_text.len().min(60),
    )
}
