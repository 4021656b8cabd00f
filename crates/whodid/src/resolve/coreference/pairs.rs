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
    /// The two who met or spoke before, for "the parties" and "the sides", which else are those of politics.
    pub(super) fn who_talked(&self, reference: &Reference) -> Option<Vec<usize>> {
        self.together_in(
            reference,
            false,
            |entity| !entity.plural && entity.who.kind != PartyKind::Unknown,
            |mention| matches!(mention.class, Class::Consult | Class::Agree | Class::Cooperate),
        )
    }

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
            return self.with_whom_the_sentence_names(reference, two, fits);
        }
        // Of "the two ministers" a mayor is neither.
        if is_office(noun) {
            let mut holders: Vec<usize> = (0..self.entities.len())
                .filter(|at| called(&self.entities[*at]) && self.near(&self.entities[*at], reference, LOOK_BACK))
                .collect();
            holders.truncate(3);
            return if holders.len() == 2 { holders } else { Vec::new() };
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

    /// "On Monday she met the king. On Tuesday it was the emir's turn: both agreed ...": one who stands before the reference in its own
    /// sentence is one of the two; the other is whom the text speaks of most.
    fn with_whom_the_sentence_names(
        &self,
        reference: &Reference,
        two: Vec<usize>,
        fits: impl Fn(&Entity) -> bool,
    ) -> Vec<usize> {
        let here = |at: &usize| self.entities[*at].last.0 == reference.sentence;
        let named: Vec<usize> = (0..self.entities.len())
            .filter(|at| here(at) && fits(&self.entities[*at]) && !self.entities[*at].is_nameless())
            .collect();
        match named.as_slice() {
            [one] if !two.contains(one) && !two.iter().any(here) => {
                let other = two.iter().copied().max_by_key(|at| (self.entities[*at].times, std::cmp::Reverse(*at)));
                other.into_iter().chain([*one]).collect()
            }
            _ => two,
        }
    }

    /// The two parties of one happening before the reference: of two that met or spoke rather than of any other, of a nearer
    /// happening rather than of a farther one. `apart`: of two countries.
    pub(super) fn together(
        &self,
        reference: &Reference,
        apart: bool,
        fits: impl Fn(&Entity) -> bool,
    ) -> Option<Vec<usize>> {
        self.together_in(reference, apart, fits, |_| true)
    }

    /// The same, of the happenings that `of` takes.
    fn together_in(
        &self,
        reference: &Reference,
        apart: bool,
        fits: impl Fn(&Entity) -> bool,
        of: impl Fn(&Mention) -> bool,
    ) -> Option<Vec<usize>> {
        let mut best: Option<(i64, Vec<usize>)> = None;
        for mention in self.document.layers.mentions.iter().filter(|mention| of(mention)) {
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
            // "The presidents of A and B, X and Y" are two in four spans.
            let parties = mention.actors.iter().chain(&mention.recipients);
            let mut all: Vec<_> = parties
                .map(|party| self.meanings_of(party.span).first().map_or((1, party.span.start), |at| (0, *at)))
                .collect();
            all.sort_unstable();
            all.dedup();
            let all = all.len();
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
