//! The rules by which a reference finds its entity, one a form.

use super::Walk;
use super::entity::Entity;
use super::reference::{Gender, Pronoun, Reference, name_words};
use crate::ontology::Sector;
use crate::resolve::party::{PartyKind, same_office};

/// Names and descriptions look back this many sentences, pronouns fewer.
const LOOK_BACK: usize = 12;
const PRONOUN_LOOK_BACK: usize = 3;

/// What is said, taken for who says it: "the statement added".
const STATEMENTS: [&str; 6] = ["statement", "communique", "communiqué", "announcement", "readout", "release"];

/// True for nouns that mean states.
pub(super) fn means_states(noun: &str) -> bool {
    matches!(
        noun,
        "countries" | "nations" | "states" | "neighbours" | "neighbors" | "governments" | "capitals" | "powers"
    )
}

pub(super) fn government() -> Vec<Sector> {
    Sector::named("GOV").into_iter().collect()
}

fn has(sectors: &[Sector], codes: &[&str]) -> bool {
    sectors.iter().any(|sector| codes.contains(&sector.code()))
}

fn is_title(role: &str) -> bool {
    !matches!(role, "member" | "group" | "side" | "number" | "others" | "people" | "state" | "head" | "power" | "team")
}

impl Walk<'_> {
    /// The entity with this name, or one of which it is a short form.
    pub(super) fn named(&self, reference: &Reference) -> Option<usize> {
        let name = reference.name.as_ref().filter(|name| !name.is_empty())?;
        let whole = |entity: &Entity| entity.names.iter().any(|other| other == name);
        if let Some(found) = self.latest(|entity| whole(entity) && agrees(entity, reference)) {
            return Some(found);
        }
        // A surname alone is the document's own person of that name before it is anybody the facts know.
        let written = name_words(reference.span.of(&self.document.text));
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
        let found = self.latest(|entity| short(entity) && agrees(entity, reference));
        // "Russia's ambassador ... Ambassador Andrei Karlov": a name comes to an office told before.
        found.or_else(|| {
            let title = reference.roles.iter().find(|role| is_title(role))?;
            let told = |entity: &Entity| {
                entity.names.is_empty()
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
    fn latest(&self, fits: impl Fn(&Entity) -> bool) -> Option<usize> {
        self.entities
            .iter()
            .enumerate()
            .filter(|(_, entity)| fits(entity))
            .max_by_key(|(at, entity)| (entity.last, *at))
            .map(|(at, _)| at)
    }

    fn near(&self, entity: &Entity, reference: &Reference, sentences: usize) -> bool {
        entity.last.0 + sentences >= reference.sentence
    }

    /// The entity that a description speaks of: "the president", "the Iraqi president", "the group", "the ministry".
    pub(super) fn described(&self, reference: &Reference) -> Option<usize> {
        let words = name_words(reference.span.of(&self.document.text));
        if words.last().is_some_and(|noun| STATEMENTS.contains(&noun.as_str())) {
            return self.speaker_before(reference);
        }
        let noun = reference.roles.iter().rev().find(|role| is_title(role) || reference.roles.len() == 1)?;
        let near = |entity: &Entity| {
            self.near(entity, reference, LOOK_BACK)
                && reference.who.country.as_ref().is_none_or(|code| entity.who.country.as_ref() == Some(code))
                && !reference.beside.contains(&entity.span)
        };
        let called = |entity: &Entity| entity.roles.iter().any(|role| same_office(role, noun));
        let kind = reference.who.kind;
        let alike = |entity: &Entity| match kind {
            PartyKind::Person => entity.is_person() && !entity.plural,
            PartyKind::People => entity.plural,
            _ => !entity.is_person() && !entity.plural,
        };
        let by_office = self.latest(|entity| near(entity) && called(entity) && alike(entity));
        by_office.or_else(|| self.latest(|entity| near(entity) && alike(entity) && suits(noun, entity, reference)))
    }

    /// Who spoke last in an earlier sentence: "the statement said".
    fn speaker_before(&self, reference: &Reference) -> Option<usize> {
        let spoke = self
            .document
            .layers
            .attributions
            .iter()
            .flat_map(|told| &told.source)
            .filter(|source| source.end <= reference.span.start)
            .max_by_key(|source| source.start)?;
        let at = self.references[..self.meanings.len()].iter().position(|one| one.span == *spoke)?;
        self.meanings[at].entities.first().copied()
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

    /// "His administration", "its leaders": of the country of whom it belongs to.
    pub(super) fn like_its_possessor(&self, reference: &Reference, entity: &mut Entity) {
        if entity.who.country.is_some() {
            return;
        }
        let first = reference.span.of(&self.document.text).split_whitespace().next().unwrap_or("").to_lowercase();
        let owner = match first.as_str() {
            "his" => self.person_before(reference, Gender::Male),
            "her" => self.person_before(reference, Gender::Female),
            "its" => self.best(reference, |entity| !entity.is_person() && !entity.plural),
            "their" => self.best(reference, |entity| entity.plural || !entity.is_person()),
            _ => None,
        };
        if let Some(owner) = owner.map(|at| &self.entities[at]) {
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

    /// A counterpart whom the document does not name has the sectors of the one whose counterpart it is.
    pub(super) fn like_its_owner(&self, reference: &Reference, entity: &mut Entity) {
        if let Some(owner) = self.person_before(reference, Gender::Unknown) {
            entity.who.sectors.clone_from(&self.entities[owner].who.sectors);
            entity.who.office = self.entities[owner].who.office.clone().filter(|office| office.contains("minister"));
            entity.who.kind = PartyKind::Person;
        }
    }

    /// The entities that a pronoun stands for.
    pub(super) fn pronoun(&mut self, reference: &Reference, pronoun: Pronoun) -> Vec<usize> {
        match pronoun {
            Pronoun::Speaker => self.speaker(reference).into_iter().collect(),
            Pronoun::Both => self.pair(reference, "sides"),
            Pronoun::He => self.person_before(reference, Gender::Male).into_iter().collect(),
            Pronoun::She => self.person_before(reference, Gender::Female).into_iter().collect(),
            Pronoun::It => self.best(reference, |entity| !entity.is_person() && !entity.plural).into_iter().collect(),
            Pronoun::They => {
                let plural = self.best(reference, |entity| entity.plural || entity.who.kind == PartyKind::Group);
                let pair = self.together(reference, |_| true);
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
                let entity = self.ahead.get(&at).copied().or_else(|| self.named(speaker)).unwrap_or_else(|| {
                    self.entities.push(Entity::of(speaker));
                    self.entities.len() - 1
                });
                self.ahead.insert(at, entity);
                Some(entity)
            }
        }
    }

    fn person_before(&self, reference: &Reference, gender: Gender) -> Option<usize> {
        let fits = |entity: &Entity| entity.is_person() && !entity.plural;
        let agreeing = |entity: &Entity| fits(entity) && (gender == Gender::Unknown || entity.gender == gender);
        let open = |entity: &Entity| fits(entity) && (entity.gender == Gender::Unknown || gender == Gender::Unknown);
        if gender == Gender::Female {
            return self.best(reference, agreeing).or_else(|| self.best(reference, open));
        }
        self.best(reference, |entity| agreeing(entity) || open(entity))
    }

    /// The likeliest entity near a pronoun: the nearer sentence, the subject, the one spoken of most.
    fn best(&self, reference: &Reference, fits: impl Fn(&Entity) -> bool) -> Option<usize> {
        let possessive = matches!(
            reference.span.of(&self.document.text).to_lowercase().as_str(),
            "his" | "her" | "its" | "their" | "himself" | "herself" | "itself" | "themselves"
        );
        let score = |entity: &Entity| -> i64 {
            let distance = reference.sentence.saturating_sub(entity.last.0) as i64;
            -distance * 10 + i64::from(entity.subject) * 12 + entity.times.min(5) as i64 * 2
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

    /// Two entities for "the two leaders", "both sides".
    pub(super) fn pair(&self, reference: &Reference, noun: &str) -> Vec<usize> {
        let states = means_states(noun);
        let open = matches!(noun, "sides" | "parties" | "delegations" | "two" | "groups");
        let fits = |entity: &Entity| {
            if states {
                matches!(entity.who.kind, PartyKind::State) || entity.is_person() && entity.who.country.is_some()
            } else if open {
                !entity.plural && entity.who.kind != PartyKind::Unknown
            } else {
                entity.is_person() && !entity.plural
            }
        };
        if let Some(two) = self.together(reference, fits) {
            return two;
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

    /// The two parties of the latest happening before the reference that has exactly two that fit.
    fn together(&self, reference: &Reference, fits: impl Fn(&Entity) -> bool) -> Option<Vec<usize>> {
        let meaning_of = |span| {
            let at = self.references.iter().position(|one| one.span == span)?;
            let meaning = self.meanings.get(at)?;
            meaning.entities.first().copied().filter(|_| meaning.entities.len() == 1)
        };
        let before = self.document.layers.mentions.iter().rev().filter(|mention| {
            mention.sentence <= reference.sentence && mention.sentence + LOOK_BACK >= reference.sentence
        });
        for mention in before {
            let mut two: Vec<usize> = mention
                .actors
                .iter()
                .chain(&mention.recipients)
                .filter(|party| party.span.end <= reference.span.start)
                .filter_map(|party| meaning_of(party.span))
                .filter(|at| fits(&self.entities[*at]))
                .collect();
            two.sort_unstable();
            two.dedup();
            let all = mention.actors.len() + mention.recipients.len();
            if two.len() == 2 && all <= 3 {
                return Some(two);
            }
        }
        None
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
    country && gender
}

/// Whether an entity can be called by a noun that is none of its titles: "the militia leader", "the group", "the politician".
fn suits(noun: &str, entity: &Entity, reference: &Reference) -> bool {
    let sectors = &entity.who.sectors;
    let last = noun.rsplit(' ').next().unwrap_or(noun);
    let own = &reference.who.sectors;
    match last {
        "leader" | "chief" | "commander" | "head" => {
            let armed = has(own, &["REB", "UAF", "PRM"]);
            let leads = entity.roles.iter().any(|role| {
                role.contains("leader")
                    || role.contains("commander")
                    || role.contains("secretary-general")
                    || role.contains("president")
                    || role.contains("minister")
                    || role.contains("chief")
                    || role.contains("king")
                    || role.contains("emir")
                    || role.contains("chancellor")
                    || role.contains("premier")
            });
            leads && armed == has(sectors, &["REB", "UAF", "PRM"])
        }
        "group" | "movement" | "organization" | "organisation" | "militia" | "faction" | "network" | "insurgents" => {
            entity.who.kind == PartyKind::Group
                || entity.who.kind == PartyKind::Body && has(sectors, &["REB", "PRM", "SOC"])
        }
        "party" => has(sectors, &["PTY"]) && entity.who.kind == PartyKind::Group,
        "politician" | "lawmaker" | "statesman" => has(sectors, &["GOV", "PTY", "LEG", "OPP", "ELI"]),
        "official" | "diplomat" | "spokesman" | "spokeswoman" | "spokesperson" | "envoy" => {
            entity.roles.iter().any(|role| role.ends_with(last))
        }
        "ministry" | "agency" | "organ" | "body" | "court" | "committee" | "commission" | "council" => {
            entity.roles.iter().any(|role| role.ends_with(last))
        }
        "newspaper" | "outlet" | "broadcaster" | "channel" => has(sectors, &["JRN"]),
        "country" | "nation" | "state" | "kingdom" | "republic" => {
            entity.who.kind == PartyKind::State && entity.who.name.is_some()
        }
        "gunman" | "attacker" | "assailant" | "suspect" | "bomber" | "shooter" => {
            has(sectors, &["UAF", "REB", "CRM"])
                || entity.roles.iter().any(|role| role.ends_with("man") || role == "suspect")
        }
        "company" | "firm" => has(sectors, &["BUS"]),
        "alliance" | "bloc" | "union" => {
            matches!(entity.who.country.as_deref(), Some("IGO" | "EUR" | "UNO")) && entity.who.kind == PartyKind::Body
        }
        "coalition" => entity.who.name.as_deref().is_some_and(|name| name.contains("coalition")),
        _ => false,
    }
}
