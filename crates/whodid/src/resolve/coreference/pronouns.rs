//! How a pronoun finds its entity.

use super::Walk;
use super::entity::Entity;
use super::form::{Form, Pronoun};
use super::gender::Gender;
use super::reference::Reference;
use super::rules::PRONOUN_LOOK_BACK;
use crate::resolve::party::PartyKind;

impl Walk<'_> {
    /// The entities that a pronoun stands for.
    pub(super) fn pronoun(&mut self, reference: &Reference, pronoun: Pronoun) -> Vec<usize> {
        match pronoun {
            Pronoun::Speaker => self.speaker(reference).into_iter().collect(),
            Pronoun::Both => {
                // "Two men were shot ... the two had fired first".
                let two = self.latest(|entity| entity.counts_two && self.near(entity, reference, 1));
                two.map_or_else(|| self.pair(reference, "sides"), |two| vec![two])
            }
            Pronoun::He => self.person_before(reference, Gender::Male).into_iter().collect(),
            Pronoun::She => self.person_before(reference, Gender::Female).into_iter().collect(),
            Pronoun::It => self.best(reference, |entity| !entity.is_person() && !entity.plural).into_iter().collect(),
            Pronoun::They => self.several(reference),
        }
    }

    /// Whom "they" and "their" mean: several of one sort, or two who had to do with each other.
    pub(super) fn several(&self, reference: &Reference) -> Vec<usize> {
        let plural = self.best(reference, |entity| entity.plural || entity.who.kind == PartyKind::Group);
        let pair = self.together(reference, false, |_| true);
        match (plural, pair) {
            (Some(one), Some(two)) => {
                let latest = two.iter().map(|at| self.entities[*at].last).max();
                // A group named in this sentence or the one before is nearer than any two persons.
                let close = self.near(&self.entities[one], reference, 1);
                let apart = !two.contains(&one);
                if !close && apart && latest > Some(self.entities[one].last) { two } else { vec![one] }
            }
            (Some(one), None) => vec![one],
            (None, Some(two)) => two,
            (None, None) => self
                .best(reference, |entity| !entity.is_person() && entity.who.kind != PartyKind::Unknown)
                .into_iter()
                .collect(),
        }
    }

    /// Who says the words that the reference stands in.
    fn speaker(&mut self, reference: &Reference) -> Option<usize> {
        let document = self.document;
        let told = document.layers.statements_around(reference.span);
        let source = told.into_iter().find_map(|told| told.source.first().copied())?;
        let at = self.references.iter().position(|one| one.span == source)?;
        match self.meanings.get(at) {
            Some(meaning) => meaning.entities.first().copied(),
            // The speaker is named behind the quotation.
            None => {
                let speaker = &self.references[at];
                let spoken_of = match speaker.form {
                    Form::Pronoun(Pronoun::He) => self.person_before(speaker, Gender::Male),
                    Form::Pronoun(Pronoun::She) => self.person_before(speaker, Gender::Female),
                    Form::Definite => self.described(speaker),
                    _ => self.named(speaker),
                };
                let known = self.ahead.get(&at).copied().or(spoken_of);
                let entity = known.unwrap_or_else(|| self.enter(speaker));
                self.ahead.insert(at, entity);
                Some(entity)
            }
        }
    }

    pub(super) fn person_before(&self, reference: &Reference, gender: Gender) -> Option<usize> {
        let fits = |entity: &Entity| entity.is_person() && !entity.plural;
        let agreeing = |entity: &Entity| fits(entity) && (gender == Gender::Unknown || entity.gender == gender);
        let open = |entity: &Entity| fits(entity) && (entity.gender == Gender::Unknown || gender == Gender::Unknown);
        if gender == Gender::Female {
            return self.best(reference, agreeing).or_else(|| self.best(reference, open));
        }
        self.best(reference, |entity| agreeing(entity) || open(entity))
    }

    /// The likeliest entity near a pronoun: the nearer sentence, the subject, the one spoken of most.
    pub(super) fn best(&self, reference: &Reference, fits: impl Fn(&Entity) -> bool) -> Option<usize> {
        let possessive = matches!(
            reference.span.of(&self.document.text).to_lowercase().as_str(),
            "his" | "her" | "its" | "their" | "himself" | "herself" | "itself" | "themselves"
        );
        let score = |entity: &Entity| -> i64 {
            let distance = reference.sentence.saturating_sub(entity.last.0) as i64;
            let here = -distance * 10 + i64::from(entity.subject) * 12 + entity.times.min(5) as i64 * 2;
            let quoted = entity.quoted && !reference.quoted;
            // "He added" is whoever spoke just before.
            let goes_on = reference.speaks && entity.spoke.is_some_and(|spoke| spoke + 1 >= reference.sentence);
            here + i64::from(goes_on) * 18 + i64::from(entity.part) * 4 + i64::from(!entity.names.is_empty()) * 2
                - i64::from(quoted) * 4
        };
        self.entities
            .iter()
            .enumerate()
            .filter(|(_, entity)| fits(entity) && self.near(entity, reference, PRONOUN_LOOK_BACK))
            .filter(|(at, _)| possessive || !self.is_beside(*at, reference))
            .max_by_key(|(at, entity)| (score(entity), entity.last, *at))
            .map(|(at, _)| at)
    }

    /// True when the entity takes part in the reference's own happening under another span.
    fn is_beside(&self, entity: usize, reference: &Reference) -> bool {
        self.references
            .iter()
            .zip(&self.meanings)
            .rev()
            .take(24)
            .any(|(one, meaning)| reference.beside.contains(&one.span) && meaning.entities.contains(&entity))
    }
}
