//! The rules by which a reference finds its entity, one a form.

use super::Walk;
use super::entity::Entity;
use super::form::{Form, Pronoun};
use super::gender::Gender;
use super::nouns::{has, is_armed, is_one_of, is_pair, of_states, suits};
use super::publishers::is_statement;
use super::reference::{Reference, name_words};
use crate::Span;
use crate::mention::{Mention, Participant};
use crate::ontology::Class;
use crate::resolve::party::{PartyKind, holder, is_single, same_office};

/// Names and descriptions look back this many sentences, pronouns fewer.
const LOOK_BACK: usize = 12;
const PRONOUN_LOOK_BACK: usize = 3;

fn is_title(role: &str) -> bool {
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

    /// The entities that a description speaks of; two for "the presidents" who met.
    pub(super) fn definite(&self, reference: &Reference) -> Vec<usize> {
        if let Some(one) = self.described(reference) {
            return vec![one];
        }
        let words = name_words(reference.span.of(&self.document.text));
        let noun = words.iter().position(|word| word == "of").and_then(|of| words.get(of.checked_sub(1)?));
        let first = reference.span.of(&self.document.text).to_lowercase();
        let open =
            reference.who.country.is_none() && first.starts_with("the ") && !words.iter().any(|word| word == "two");
        let Some(noun) = noun.or(words.last()).filter(|noun| open && is_pair(noun)) else { return Vec::new() };
        let fits = |entity: &Entity| entity.is_person() && !entity.plural && is_one_of(noun, entity);
        self.together(reference, false, fits).unwrap_or_default()
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
        let before =
            self.document.layers.mentions.iter().rev().filter(|mention| {
                mention.sentence <= reference.sentence && mention.trigger.end <= reference.span.start
            });
        for mention in before {
            let meant = |parties: &[Participant]| parties.iter().find_map(|party| self.meaning_of(party.span));
            if mention.modes.iter().any(|mode| mode.name() == "visit") {
                return meant(if guest { &mention.actors } else { &mention.recipients });
            }
            // Who met at home received the other.
            let home = mention.place.filter(|_| mention.class == Class::Consult).and_then(|place| {
                self.facts.named(place.of(&self.document.text)).iter().find_map(|fact| fact.code.clone())
            });
            if let Some(home) = home {
                let all = mention.actors.iter().chain(&mention.recipients);
                let mut met =
                    all.filter_map(|party| self.meaning_of(party.span)).filter(|at| self.entities[*at].is_person());
                return met.find(|at| (self.entities[*at].who.country.as_ref() == Some(&home)) != guest);
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

    /// The one entity that a span before means.
    fn meaning_of(&self, span: Span) -> Option<usize> {
        let at = self.references[..self.meanings.len()].iter().position(|one| one.span == span)?;
        self.meanings[at].entities.first().copied().filter(|_| self.meanings[at].entities.len() == 1)
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
    fn possessor(&self, reference: &Reference) -> Option<usize> {
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
                    _ => self.named(speaker),
                };
                let entity = self.ahead.get(&at).copied().or(spoken_of).unwrap_or_else(|| {
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
        if let Some(two) = self.together(reference, states, called).or_else(|| self.together(reference, states, fits)) {
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

    /// The two parties of one happening before the reference: of two that met or spoke rather than of any other, of a nearer
    /// happening rather than of a farther one. `apart`: of two countries.
    fn together(&self, reference: &Reference, apart: bool, fits: impl Fn(&Entity) -> bool) -> Option<Vec<usize>> {
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

    /// All entities that a span before means.
    fn meanings_of(&self, span: Span) -> &[usize] {
        let at = self.references[..self.meanings.len()].iter().position(|one| one.span == span);
        at.map_or(&[], |at| self.meanings[at].entities.as_slice())
    }
}

/// How well a happening makes its parties two: those who met or spoke before those who only had to do with each other.
fn meeting(mention: &Mention) -> i64 {
    let talk = matches!(mention.class, Class::Consult | Class::Agree);
    i64::from(talk) * 6 + i64::from(talk && !mention.modes.is_empty()) * 4 + (mention.confidence.event * 4.0) as i64
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
fn same_kind(one: PartyKind, other: PartyKind) -> bool {
    let class = |kind: PartyKind| match kind {
        PartyKind::Person => 1,
        PartyKind::People => 2,
        PartyKind::State | PartyKind::Body | PartyKind::Group => 3,
        PartyKind::Unknown => 0,
    };
    class(one) == class(other) || class(one) == 0 || class(other) == 0
}
