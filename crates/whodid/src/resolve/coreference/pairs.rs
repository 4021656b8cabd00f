//! How what means two finds both: "the two leaders", "both sides".

use super::Walk;
use super::entity::Entity;
use super::gender::Gender;
use super::nouns::{is_office, is_one_of, of_states};
use super::reference::Reference;
use super::rules::LOOK_BACK;
use crate::mention::Mention;
use crate::ontology::Class;
use crate::resolve::party::PartyKind;

impl Walk<'_> {
    /// Two entities for "the two leaders", "both sides".
    pub(super) fn pair(&self, reference: &Reference, noun: &str) -> Vec<usize> {
        let states = of_states(noun).is_some();
        let open = matches!(noun, "sides" | "parties" | "delegations" | "two" | "groups");
        let fits = |entity: &Entity| {
            if states {
                matches!(entity.who.kind, PartyKind::State) || entity.is_person() && entity.who.country.is_some()
            } else if open {
                !entity.plural && entity.who.kind != PartyKind::Unknown
            } else {
                let other = match noun {
                    "men" | "statesmen" => Gender::Female,
                    "women" => Gender::Male,
                    _ => Gender::Unknown,
                };
                entity.is_person() && !entity.plural && (other == Gender::Unknown || entity.gender != other)
            }
        };
        let called = |entity: &Entity| fits(entity) && (states || open || is_one_of(noun, entity));
        if let Some(two) = self
            .together(reference, states, called)
            .or_else(|| self.together(reference, states, |entity| fits(entity) && !is_office(noun)))
        {
            return two;
        }
        // Of "the two ministers" a mayor is neither.
        if is_office(noun) {
            return Vec::new();
        }
        let mut near: Vec<usize> = (0..self.entities.len())
            .filter(|at| fits(&self.entities[*at]) && self.near(&self.entities[*at], reference, LOOK_BACK))
            .collect();
        near.sort_by_key(|at| std::cmp::Reverse(self.entities[*at].last));
        if states {
            let plain = |at: &usize| self.entities[*at].who.kind == PartyKind::State;
            if near.iter().filter(|at| plain(at)).count() >= 2 {
                near.retain(plain);
            }
            let first = near.first().and_then(|at| self.entities[*at].who.country.clone());
            let mut seen = vec![];
            near.retain(|at| {
                let country = self.entities[*at].who.country.clone();
                let new = !seen.contains(&country);
                seen.push(country);
                new
            });
            if first.is_none() {
                near.clear();
            }
        }
        near.truncate(2);
        if near.len() < 2 {
            return Vec::new();
        }
        near.sort_unstable();
        near
    }

    /// The two parties of one happening before the reference: of two that met or spoke rather than of any other, of a nearer
    /// happening rather than of a farther one. `apart`: of two countries.
    pub(super) fn together(
        &self,
        reference: &Reference,
        apart: bool,
        fits: impl Fn(&Entity) -> bool,
    ) -> Option<Vec<usize>> {
        let mut best: Option<(i64, Vec<usize>)> = None;
        for mention in &self.document.layers.mentions {
            if mention.sentence > reference.sentence || mention.sentence + LOOK_BACK < reference.sentence {
                continue;
            }
            let mut two: Vec<usize> = mention
                .actors
                .iter()
                .chain(&mention.recipients)
                .filter(|party| party.span.end <= reference.span.start)
                .flat_map(|party| self.meanings_of(party.span).iter().copied())
                .filter(|at| fits(&self.entities[*at]))
                .collect();
            two.sort_unstable();
            two.dedup();
            let all = mention.actors.len() + mention.recipients.len();
            let score = meeting(mention) - 3 * (reference.sentence - mention.sentence) as i64;
            let country = |at: usize| two.get(at).and_then(|at| self.entities[*at].who.country.as_ref());
            let one_country = apart && country(0) == country(1);
            if two.len() == 2 && all <= 3 && !one_country && best.as_ref().is_none_or(|(top, _)| score >= *top) {
                best = Some((score, two));
            }
        }
        best.map(|(_, two)| two)
    }
}

/// How well a happening makes its parties two: those who met or spoke before those who only had to do with each other.
fn meeting(mention: &Mention) -> i64 {
    let talk = matches!(mention.class, Class::Consult | Class::Agree);
    i64::from(talk) * 6 + i64::from(talk && !mention.modes.is_empty()) * 4 + (mention.confidence.event * 4.0) as i64
}
