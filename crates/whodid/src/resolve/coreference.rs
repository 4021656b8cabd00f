//! Which participants of a document are the same: names and their short forms, descriptions, pronouns.
//!
//! A sieve of rules, the surest first, in one walk over the text: a name takes up its entity, then a description by office
//! and country, then a pronoun by number, gender and nearness, subjects before objects.

mod descriptions;
mod entity;
mod form;
mod gender;
mod nouns;
mod offices;
mod owners;
mod pairs;
mod pronouns;
mod publishers;
mod reference;
mod rules;
mod surroundings;

use std::collections::BTreeMap;

use super::party;
use crate::mention::{Participant, Source};
use crate::resources::Facts;
use crate::{Document, Span};

use entity::Entity;
use form::Form;
use reference::Reference;

/// What a reference was found to mean.
#[derive(Clone, Debug, Default)]
struct Meaning {
    /// Entities; two for "both", none when nothing was found.
    entities: Vec<usize>,
}

/// Fills name, country, sectors, office and antecedent of all participants and sources.
///
/// "The two leaders" becomes two participants with the same span and different antecedents.
pub(super) fn resolve(document: &mut Document, facts: &Facts) {
    let (references, publishers) = {
        let sights = super::sight::of_document(document, facts);
        reference::collect(document, facts, &sights)
    };
    let mut walk = Walk {
        document,
        facts,
        references: &references,
        publishers,
        entities: Vec::new(),
        meanings: Vec::new(),
        ahead: BTreeMap::new(),
    };
    for at in 0..references.len() {
        let meaning = walk.meaning(at);
        walk.meanings.push(meaning);
    }
    let Walk { entities, meanings, .. } = walk;
    let by_span: BTreeMap<Span, usize> = references.iter().enumerate().map(|(at, one)| (one.span, at)).collect();
    let text = std::mem::take(&mut document.text);
    let known = |party: Participant| -> Vec<Participant> {
        let Some(&at) = by_span.get(&party.span) else { return vec![party] };
        fill(&text, party, &references[at], &meanings[at], &entities)
    };
    for mention in &mut document.layers.mentions {
        mention.actors = std::mem::take(&mut mention.actors).into_iter().flat_map(known).collect();
        mention.recipients = std::mem::take(&mut mention.recipients).into_iter().flat_map(known).collect();
        // "Their offices" are two who say so.
        let sources = std::mem::take(&mut mention.according_to).into_iter();
        mention.according_to = sources
            .flat_map(|source| {
                known(source.party.clone()).into_iter().map(move |party| Source { party, ..source.clone() })
            })
            .collect();
    }
    document.text = text;
}

/// One participant for each entity that the reference means.
fn fill(
    text: &str,
    party: Participant,
    reference: &Reference,
    meaning: &Meaning,
    entities: &[Entity],
) -> Vec<Participant> {
    let nobody = party::Description::default();
    // "Tajikistan" of "the presidents of Iran and Tajikistan" is no state.
    let who = if matches!(reference.form, Form::Each(_)) { &nobody } else { &reference.who };
    let own = Participant {
        country: who.country.clone(),
        sectors: who.sectors.clone(),
        name: who.name.clone(),
        office: who.office.clone(),
        wikidata: who.wikidata.clone(),
        candidates: who.candidates.clone(),
        reason: who.reason.clone(),
        ..party
    };
    if meaning.entities.is_empty() {
        return vec![own];
    }
    let of_entity = |at: &usize| {
        let entity = &entities[*at];
        let mut one = own.clone();
        one.antecedent = Some(entity.span).filter(|span| *span != reference.span);
        if one.antecedent.is_some() && !entity.who.reason.is_empty() {
            one.reason.clone_from(&entity.who.reason);
            one.candidates.clone_from(&entity.who.candidates);
        }
        one.country = entity.who.country.clone().or(one.country);
        one.name = entity.who.name.clone().or(one.name);
        one.office = entity.who.office.clone().or(one.office);
        one.wikidata = entity.who.wikidata.clone().or(one.wikidata);
        if !entity.who.sectors.is_empty() {
            one.sectors.clone_from(&entity.who.sectors);
        }
        if let Form::Pair(noun) = &reference.form
            && let Some(sector) = nouns::of_states(noun)
            && (entity.is_person() || sector != "GOV")
        {
            // Of the state, and not whoever spoke for it.
            one.sectors = nouns::sectors(&[sector]);
            one.name = None;
            one.office = None;
            one.wikidata = None;
            one.candidates = Vec::new();
            one.reason = format!("of the country of {}", entity.span.of(text));
        }
        one
    };
    meaning.entities.iter().map(of_entity).collect()
}

/// The walk over a document's references, in the order of the text.
struct Walk<'d> {
    document: &'d Document,
    facts: &'d Facts,
    /// Who publishes something.
    publishers: Vec<Span>,
    references: &'d [Reference],
    entities: Vec<Entity>,
    meanings: Vec<Meaning>,
    /// Entities of speakers named behind what they say, by reference.
    ahead: BTreeMap<usize, usize>,
}

impl Walk<'_> {
    fn meaning(&mut self, at: usize) -> Meaning {
        let reference = &self.references[at];
        if let Some(&entity) = self.ahead.get(&at) {
            self.entities[entity].take_up(reference);
            return Meaning { entities: vec![entity] };
        }
        let found = match &reference.form {
            Form::Each(phrases) => phrases.iter().map(|phrase| self.each(reference, phrase)).collect(),
            Form::Name => self.named(reference).into_iter().collect(),
            Form::Pronoun(pronoun) => self.pronoun(reference, *pronoun),
            Form::Pair(noun) => self.pair(reference, noun),
            Form::Counterpart => self.counterpart(reference).into_iter().collect(),
            Form::Definite => self.definite(reference),
            Form::Indefinite => Vec::new(),
        };
        let found = if found.is_empty() { self.offices_of_two(reference) } else { found };
        let is_own = found.is_empty() && !matches!(reference.form, Form::Pronoun(_) | Form::Pair(_));
        let entities = if is_own {
            let at = self.enter(reference);
            vec![at]
        } else {
            for &entity in &found {
                self.entities[entity].take_up(reference);
            }
            if let ([one], None) = (found.as_slice(), &reference.name) {
                self.name_its_holder(*one, reference);
            }
            found
        };
        Meaning { entities }
    }

    /// Enters whom nothing before spoke of.
    fn enter(&mut self, reference: &Reference) -> usize {
        let mut entity = Entity::of(reference);
        if reference.form == Form::Counterpart {
            self.like_its_owner(reference, &mut entity);
        }
        if reference.form == Form::Definite {
            self.like_its_possessor(reference, &mut entity);
        }
        self.like_its_body(reference, &mut entity);
        self.entities.push(entity);
        let at = self.entities.len() - 1;
        self.name_its_holder(at, reference);
        at
    }
}

impl Walk<'_> {
    /// "Their offices": one of each of two, when they are two.
    fn offices_of_two(&mut self, reference: &Reference) -> Vec<usize> {
        let words = reference.span.of(&self.document.text).to_lowercase();
        let body =
            words.strip_prefix("their ").and_then(|rest| rest.rsplit(' ').next()).is_some_and(nouns::is_mouthpiece);
        if reference.form != Form::Definite || !body {
            return Vec::new();
        }
        let owners = self.several(reference);
        let mut out = Vec::new();
        for owner in owners.iter().filter(|_| owners.len() == 2) {
            let mut entity = Entity::of(reference);
            entity.who.country.clone_from(&self.entities[*owner].who.country);
            self.entities.push(entity);
            out.push(self.entities.len() - 1);
        }
        out
    }

    /// The holder of one of the offices that are told together.
    fn each(&mut self, reference: &Reference, phrase: &str) -> usize {
        let who = party::describe(self.facts, phrase, self.document.date, &[]);
        let roles: Vec<String> = who.office.iter().cloned().collect();
        let mut alone = Reference { form: Form::Definite, who, roles, plural: false, ..reference.clone() };
        alone.beside.clear();
        self.described(&alone).unwrap_or_else(|| {
            self.entities.push(Entity::of(&alone));
            self.entities.len() - 1
        })
    }
}
