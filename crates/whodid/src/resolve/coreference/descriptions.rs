//! How a description finds its entity: "the president", "the group", "the statement", "his guest".

use super::Walk;
use super::entity::Entity;
use super::form::is_title_of_honour;
use super::gender::Gender;
use super::nouns::{has, is_armed, is_one_of, is_pair, suits};
use super::publishers::is_statement;
use super::reference::{Reference, name_words};
use super::rules::{LOOK_BACK, is_title, same_kind};
use crate::Span;
use crate::mention::Participant;
use crate::ontology::Class;
use crate::resolve::party::{PartyKind, same_office};

impl Walk<'_> {
    /// The entities that a description speaks of; two for "the presidents" who met.
    pub(super) fn definite(&self, reference: &Reference) -> Vec<usize> {
        let words = name_words(reference.span.of(&self.document.text));
        if let [one] = words.as_slice()
            && matches!(one.as_str(), "parties" | "sides")
            && let Some(two) = self.who_talked(reference)
        {
            return two;
        }
        let noun = words.iter().position(|word| word == "of").and_then(|of| words.get(of.checked_sub(1)?));
        let first = reference.span.of(&self.document.text).to_lowercase();
        let open =
            reference.who.country.is_none() && first.starts_with("the ") && !words.iter().any(|word| word == "two");
        let noun = noun.or(words.last()).filter(|noun| open && is_pair(noun));
        let pair = noun.and_then(|noun| {
            let fits = |entity: &Entity| entity.is_person() && !entity.plural && is_one_of(noun, entity);
            self.together(reference, false, fits)
        });
        pair.or_else(|| Some(vec![self.described(reference)?])).unwrap_or_default()
    }

    /// The entity that a description speaks of: "the president", "the Iraqi president", "the group", "the ministry".
    pub(super) fn described(&self, reference: &Reference) -> Option<usize> {
        let words = name_words(reference.span.of(&self.document.text));
        let last = words.last()?;
        if is_statement(last) {
            return self.speaker_before(reference);
        }
        if let Some(found) = self.guest_or_host(reference, last) {
            return Some(found);
        }
        if is_title_of_honour(last) {
            // A communiqué so calls the one whom it opens with.
            let high =
                |entity: &Entity| entity.is_person() && !entity.plural && has(&entity.who.sectors, &["GOV", "ELI"]);
            return self.entities.iter().position(|entity| high(entity) && !reference.beside.contains(&entity.span));
        }
        if let ("latter", 1) = (last.as_str(), words.len()) {
            return self.latest(|entity| entity.part && self.near(entity, reference, 1));
        }
        let owner = self.possessor(reference);
        let owned = |entity: &Entity| {
            owner.is_none_or(|at| {
                let owner = &self.entities[at];
                !std::ptr::eq(owner, entity)
                    && owner.who.country == entity.who.country
                    && matches!(owner.who.kind, PartyKind::State | PartyKind::Person)
            })
        };
        let near = |entity: &Entity| {
            self.near(entity, reference, LOOK_BACK)
                && reference.who.country.as_ref().is_none_or(|code| entity.who.country.as_ref() == Some(code))
                && !reference.beside.contains(&entity.span)
                && owned(entity)
        };
        let kind = reference.who.kind;
        let alike = |entity: &Entity| match kind {
            PartyKind::Person => entity.is_person() && !entity.plural,
            PartyKind::People => entity.plural && owner.is_none(),
            _ => !entity.is_person() && (!entity.plural || entity.who.kind == PartyKind::Body),
        };
        let noun = reference.roles.iter().rev().find(|role| is_title(role) || reference.roles.len() == 1);
        let called = |entity: &Entity| {
            noun.is_some_and(|noun| entity.roles.iter().any(|role| same_office(role, noun))) && alike(entity)
        };
        // Who holds the office by the facts, where the text has nobody else for it.
        let holder = reference.who.name.as_deref().map(name_words);
        let held = |entity: &Entity| holder.as_ref().is_some_and(|name| entity.names.contains(name));
        let by_office = self.latest(|entity| near(entity) && called(entity) && (holder.is_none() || held(entity)));
        let by_office = by_office.or_else(|| self.latest(|entity| near(entity) && held(entity)));
        let by_office = by_office.or_else(|| self.latest(|entity| near(entity) && called(entity)));
        if by_office.is_some() || owner.is_some() {
            return by_office;
        }
        let group = |entity: &Entity| match entity.who.kind {
            PartyKind::Group => has(&entity.who.sectors, &["REB", "UAF", "PRM"]),
            _ => false,
        };
        if is_armed(last) {
            return self.latest(|entity| near(entity) && group(entity));
        }
        // "The command" of the Eastern Theatre Command.
        let part = |entity: &Entity| {
            let bodies = matches!(entity.who.kind, PartyKind::Group | PartyKind::Body);
            bodies && words.len() == 1 && entity.names.iter().any(|name| name.len() > 1 && name.last() == Some(last))
        };
        let by_noun =
            noun.and_then(|noun| self.latest(|entity| near(entity) && alike(entity) && suits(noun, entity, reference)));
        let by_noun = by_noun.or_else(|| self.latest(|entity| near(entity) && part(entity)));
        // "Traffickers ... the traffickers": nouns that tell no office.
        let again = |entity: &Entity| {
            reference.head.as_ref().is_some_and(|head| entity.heads.contains(head))
                && same_kind(entity.who.kind, kind)
                && entity.plural == reference.plural
        };
        by_noun.or_else(|| self.latest(|entity| near(entity) && again(entity)))
    }

    /// "The guest", "his host": of the visit told last.
    fn guest_or_host(&self, reference: &Reference, noun: &str) -> Option<usize> {
        let guest = match noun {
            "guest" | "visitor" => true,
            "host" => false,
            _ => return None,
        };
        let owner = self.possessor(reference);
        let before =
            self.document.layers.mentions.iter().rev().filter(|mention| {
                mention.sentence <= reference.sentence && mention.trigger.end <= reference.span.start
            });
        for mention in before {
            let all = mention.actors.iter().chain(&mention.recipients);
            let met: Vec<usize> = all.filter_map(|party| self.meaning_of(party.span)).collect();
            // "His host": the other of the two who met.
            if let (Some(owner), [one, other], Class::Consult) = (owner, met.as_slice(), mention.class)
                && met.contains(&owner)
            {
                return Some(if *one == owner { *other } else { *one });
            }
            let meant = |parties: &[Participant]| parties.iter().find_map(|party| self.meaning_of(party.span));
            if mention.modes.iter().any(|mode| mode.name() == "visit") {
                return meant(if guest { &mention.actors } else { &mention.recipients });
            }
            // Who met at home received the other.
            let home = mention.place.filter(|_| mention.class == Class::Consult).and_then(|place| {
                self.facts.named(place.of(&self.document.text)).iter().find_map(|fact| fact.code.clone())
            });
            if let Some(home) = home {
                let mut persons = met.into_iter().filter(|at| self.entities[*at].is_person());
                return persons.find(|at| (self.entities[*at].who.country.as_ref() == Some(&home)) != guest);
            }
        }
        None
    }

    /// Who spoke or published last before "the statement", but within it: of "the statement added" not whoever it quotes.
    fn speaker_before(&self, reference: &Reference) -> Option<usize> {
        let layers = &self.document.layers;
        let own: Vec<Span> = layers
            .attributions
            .iter()
            .filter(|told| told.source.contains(&reference.span))
            .flat_map(|told| told.content.iter().copied())
            .collect();
        let spoke = layers
            .attributions
            .iter()
            .filter(|told| !told.attitude)
            .flat_map(|told| &told.source)
            .chain(&self.publishers)
            .filter(|source| {
                source.end <= reference.span.start && !own.iter().any(|content| content.contains(**source))
            })
            .max_by_key(|source| source.start)?;
        self.meaning_of(*spoke)
    }

    /// The holder of the same office on the other side, when the document names one.
    pub(super) fn counterpart(&self, reference: &Reference) -> Option<usize> {
        let country = reference.who.country.as_ref()?;
        let owner = self.person_before(reference, Gender::Unknown)?;
        let offices = &self.entities[owner].roles;
        self.latest(|entity| {
            entity.is_person()
                && entity.who.country.as_ref() == Some(country)
                && entity
                    .roles
                    .iter()
                    .any(|role| offices.iter().any(|office| same_office(role, office) && is_title(office)))
        })
    }
}
