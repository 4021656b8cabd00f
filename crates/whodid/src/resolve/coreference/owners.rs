//! What a description takes over from whom it belongs to: "its leader", "his counterpart", "a spokesman for the group".

use super::Walk;
use super::entity::Entity;
use super::form::Form;
use super::gender::Gender;
use super::nouns::suits;
use super::reference::{Reference, name_words};
use super::rules::LOOK_BACK;
use crate::resolve::party::{PartyKind, holder, is_single};

impl Walk<'_> {
    /// "His administration", "its leaders": of the country of whom it belongs to.
    pub(super) fn like_its_possessor(&self, reference: &Reference, entity: &mut Entity) {
        if entity.who.country.is_some() {
            return;
        }
        if let Some(owner) = self.possessor(reference).map(|at| &self.entities[at]) {
            entity.who.country.clone_from(&owner.who.country);
            let generic = reference
                .roles
                .iter()
                .all(|role| matches!(role.as_str(), "leader" | "fighter" | "member" | "spokesman"));
            if generic && !owner.is_person() && !owner.who.sectors.is_empty() {
                entity.who.sectors.clone_from(&owner.who.sectors);
            }
        }
    }

    /// Whose "his", "her", "its" or "their" a description begins with.
    pub(super) fn possessor(&self, reference: &Reference) -> Option<usize> {
        if reference.form != Form::Definite {
            return None;
        }
        let first = reference.span.of(&self.document.text).split_whitespace().next().unwrap_or("").to_lowercase();
        match first.as_str() {
            "his" => self.person_before(reference, Gender::Male),
            "her" => self.person_before(reference, Gender::Female),
            "its" => self.best(reference, |entity| !entity.is_person() && !entity.plural),
            "their" => self.best(reference, |entity| entity.plural || !entity.is_person()),
            _ => None,
        }
    }

    /// Gives an office that one holds at a time the name of its holder on the document's day: "its foreign minister".
    pub(super) fn name_its_holder(&mut self, at: usize, reference: &Reference) {
        let entity = &self.entities[at];
        let words = name_words(reference.span.of(&self.document.text));
        let other = |word: &String| {
            matches!(
                word.as_str(),
                "former" | "ex" | "new" | "next" | "deputy" | "vice" | "late" | "future" | "previous" | "own"
            )
        };
        let told = matches!(reference.form, Form::Definite | Form::Counterpart) && !words.iter().any(other);
        let open = entity.who.name.is_none() && entity.is_person() && !entity.plural && entity.names.is_empty();
        let office = entity.who.office.as_deref().filter(|office| is_single(office));
        let office = office.or_else(|| entity.roles.iter().map(String::as_str).find(|role| is_single(role)));
        let (Some(code), Some(office)) = (entity.who.country.as_deref(), office.filter(|_| told && open)) else {
            return;
        };
        let Some(fact) = holder(self.facts, code, office, self.document.date) else { return };
        let entity = &mut self.entities[at];
        entity.who.name = Some(fact.name.clone());
        entity.who.wikidata.clone_from(&fact.wikidata);
        entity.who.office.clone_from(&fact.office);
        entity.who.reason = format!(
            "{} of {}, held by {}",
            fact.office.as_deref().unwrap_or(""),
            fact.code.as_deref().unwrap_or(""),
            fact.name
        );
        entity.names.push(name_words(&fact.name));
        entity.held = true;
    }

    /// "A spokesman for the group" is of the group that the text names.
    pub(super) fn like_its_body(&self, reference: &Reference, entity: &mut Entity) {
        const BODIES: [&str; 8] =
            ["group", "militia", "movement", "party", "faction", "organisation", "organization", "rebels"];
        let text = reference.span.of(&self.document.text).to_lowercase();
        let told: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
        let noun = told.windows(3).find_map(|three| match three {
            ["for" | "of" | "from", "the", noun] if BODIES.contains(noun) => Some(*noun),
            _ => None,
        });
        let first =
            || told.get(1).copied().filter(|noun| told[0] == "the" && BODIES.contains(noun) && text.contains("'s "));
        let Some(noun) = noun.or_else(first).filter(|_| entity.who.country.is_none()) else { return };
        let group = |entity: &Entity| {
            self.near(entity, reference, LOOK_BACK) && !entity.names.is_empty() && suits(noun, entity, reference)
        };
        if let Some(owner) = self.latest(group).map(|at| &self.entities[at]) {
            entity.who.country.clone_from(&owner.who.country);
            if !owner.who.sectors.is_empty() {
                entity.who.sectors.clone_from(&owner.who.sectors);
            }
        }
    }

    /// A counterpart whom the document does not name has the sectors of the one whose counterpart it is.
    pub(super) fn like_its_owner(&self, reference: &Reference, entity: &mut Entity) {
        if let Some(owner) = self.person_before(reference, Gender::Unknown) {
            entity.who.sectors.clone_from(&self.entities[owner].who.sectors);
            let owner = &self.entities[owner];
            entity.who.office =
                owner.who.office.clone().or_else(|| owner.roles.iter().find(|role| is_single(role)).cloned());
            entity.roles.extend(entity.who.office.clone());
            entity.definite = true;
            entity.who.kind = PartyKind::Person;
        }
    }
}
