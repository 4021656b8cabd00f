//! How a name finds its entity, and what the rules of the other forms share.

use super::Walk;
use super::entity::Entity;
use super::gender::Gender;
use super::reference::{Reference, name_words};
use crate::Span;
use crate::resolve::party::{PartyKind, same_office};

/// Names and descriptions look back this many sentences, pronouns fewer.
pub(super) const LOOK_BACK: usize = 12;
pub(super) const PRONOUN_LOOK_BACK: usize = 3;

pub(super) fn is_title(role: &str) -> bool {
    !matches!(role, "member" | "group" | "side" | "number" | "others" | "people" | "state" | "head" | "power" | "team")
}

impl Walk<'_> {
    /// The entity with this name, or one of which it is a short form.
    pub(super) fn named(&self, reference: &Reference) -> Option<usize> {
        let name = reference.name.as_ref().filter(|name| !name.is_empty())?;
        let written = name_words(reference.span.of(&self.document.text));
        // "(ADF)": what the text itself abbreviates so.
        if let [acronym] = written.as_slice() {
            let told = |entity: &Entity| entity.acronym.as_ref() == Some(acronym);
            if let Some(found) = self.latest(told) {
                return Some(found);
            }
        }
        let whole = |entity: &Entity| entity.names.iter().any(|other| other == name);
        if let Some(found) = self.latest(|entity| whole(entity) && agrees(entity, reference)) {
            return Some(found);
        }
        // A surname alone is the document's own person of that name before it is anybody the facts know.
        if let [surname] = written.as_slice() {
            let own = |entity: &Entity| {
                let called = |other: &Vec<String>| other.len() > 1 && other.last() == Some(surname);
                entity.is_person() && entity.names.iter().any(called)
            };
            if let Some(found) = self.latest(own) {
                return Some(found);
            }
        }
        let short = |entity: &Entity| {
            let persons = entity.is_person() && reference.who.kind != PartyKind::State;
            entity.names.iter().any(|other| {
                let (less, more) = if name.len() <= other.len() { (name, other) } else { (other, name) };
                let tail = more.ends_with(less)
                    || less.len() == 1 && persons && more.first() == less.first() && more.len() < 4;
                persons && tail && less.len() < more.len()
            })
        };
        // "The Tigers" of the Liberation Tigers.
        let body = |entity: &Entity| {
            let bodies = matches!(entity.who.kind, PartyKind::Group | PartyKind::Body);
            let within =
                |other: &Vec<String>| written.len() < other.len() && written.iter().all(|word| other.contains(word));
            bodies && !written.is_empty() && reference.who.reason.is_empty() && entity.names.iter().any(within)
        };
        let found = self.latest(|entity| (short(entity) || body(entity)) && agrees(entity, reference));
        // "Russia's ambassador ... Ambassador Andrei Karlov": a name comes to an office told before.
        found.or_else(|| {
            let title = reference.roles.iter().find(|role| is_title(role))?;
            let told = |entity: &Entity| {
                entity.is_nameless()
                    && entity.definite
                    && entity.is_person()
                    && entity.roles.iter().any(|role| same_office(role, title))
                    && self.near(entity, reference, LOOK_BACK)
            };
            let person = reference.who.kind == PartyKind::Person;
            self.latest(|entity| told(entity) && agrees(entity, reference)).filter(|_| person)
        })
    }

    /// The latest entity that fits.
    pub(super) fn latest(&self, fits: impl Fn(&Entity) -> bool) -> Option<usize> {
        self.entities
            .iter()
            .enumerate()
            .filter(|(_, entity)| fits(entity))
            .max_by_key(|(at, entity)| (entity.last, *at))
            .map(|(at, _)| at)
    }

    pub(super) fn near(&self, entity: &Entity, reference: &Reference, sentences: usize) -> bool {
        entity.last.0 + sentences >= reference.sentence
    }

    /// The one entity that a span before means.
    pub(super) fn meaning_of(&self, span: Span) -> Option<usize> {
        let at = self.references[..self.meanings.len()].iter().position(|one| one.span == span)?;
        self.meanings[at].entities.first().copied().filter(|_| self.meanings[at].entities.len() == 1)
    }

    /// All entities that a span before means.
    pub(super) fn meanings_of(&self, span: Span) -> &[usize] {
        let at = self.references[..self.meanings.len()].iter().position(|one| one.span == span);
        at.map_or(&[], |at| self.meanings[at].entities.as_slice())
    }
}

/// Names that do not contradict: no two countries, no two genders.
fn agrees(entity: &Entity, reference: &Reference) -> bool {
    let country = match (&entity.who.country, &reference.who.country) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    };
    let gender =
        entity.gender == reference.gender || entity.gender == Gender::Unknown || reference.gender == Gender::Unknown;
    country && gender && same_kind(entity.who.kind, reference.who.kind)
}

/// Whether two kinds may be of one party: a person and the body that he heads are two.
pub(super) fn same_kind(one: PartyKind, other: PartyKind) -> bool {
    let class = |kind: PartyKind| match kind {
        PartyKind::Person => 1,
        PartyKind::People => 2,
        PartyKind::State | PartyKind::Body | PartyKind::Group => 3,
        PartyKind::Unknown => 0,
    };
    class(one) == class(other) || class(one) == 0 || class(other) == 0
}
