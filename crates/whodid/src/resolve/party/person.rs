//! Which of the known persons a name means on a day.

use std::ops::Range;

use jiff::civil::Date;

use crate::resources::{Fact, Found, Held, Kind, words};

use super::offices::{is_head_of, same_office};
use super::phrase::Phrase;
use super::vocabulary::is_courtesy;
use super::{Description, PartyKind, add_reason, sectors};

/// A known person in a phrase.
#[derive(Clone, Debug)]
pub(super) struct Person<'f> {
    pub words: Range<usize>,
    pub fact: &'f Fact,
    /// Named in full, not by surname alone.
    pub full: bool,
    /// Takes office within months.
    pub soon: bool,
    /// Spelled otherwise than the facts have it.
    pub by_ear: bool,
}

/// A surname alone is believed to mean one who left office at most this long before.
const REMEMBERED_YEARS: i32 = 12;

/// The last known person in a stretch of the phrase who can be meant.
pub(super) fn in_part<'f>(phrase: &Phrase<'f, '_>, part: &Range<usize>, date: Option<Date>) -> Option<Person<'f>> {
    phrase.names_in(part).rev().find_map(|found| choose(phrase, part, found, date))
}

/// True when `from` is at most so many months after `day`.
pub(super) fn within_months(day: Date, from: Date, months: i32) -> bool {
    let number = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month());
    number(from) - number(day) <= months
}

fn choose<'f>(
    phrase: &Phrase<'f, '_>,
    part: &Range<usize>,
    found: &Found<'f>,
    date: Option<Date>,
) -> Option<Person<'f>> {
    let mut best: Option<(i32, Person<'f>)> = None;
    for (score, person) in scored(phrase, part, found, date) {
        let Some(score) = score else { continue };
        // Of two terms that are over the later is the likelier, of two to come the earlier.
        let later = |one: &Fact, other: &Fact| match (one.held(date), other.held(date)) {
            (Held::NotYet, Held::NotYet) => one.from < other.from,
            _ => one.from > other.from,
        };
        let better =
            best.as_ref().is_none_or(|(top, chosen)| score > *top || score == *top && later(person.fact, chosen.fact));
        if better {
            best = Some((score, person));
        }
    }
    best.filter(|(score, person)| *score >= 1 || (person.full || person.soon) && *score >= -1).map(|(_, person)| person)
}

/// What a spelling that the facts do not have costs.
const BY_EAR: i32 = 2;

/// Every known person whom a name may mean, with how well each fits; without a score one who cannot be meant here.
pub(super) fn scored<'f>(
    phrase: &Phrase<'f, '_>,
    part: &Range<usize>,
    found: &Found<'f>,
    date: Option<Date>,
) -> Vec<(Option<i32>, Person<'f>)> {
    let surroundings = Surroundings::of(phrase, part, found, date);
    let known = found.facts.iter().copied().filter(|fact| fact.kind.is_person());
    let alike =
        phrase.alike(&found.words).into_iter().filter(|fact| !found.facts.iter().any(|own| std::ptr::eq(*own, *fact)));
    let known = known.map(|fact| (fact, false)).chain(alike.map(|fact| (fact, true)));
    let mut known: Vec<(&Fact, bool)> = known.collect();
    // Behind a title a family name is enough, even one that is too common to stand alone.
    if found.words.len() == 1 && (surroundings.title || surroundings.courtesy) {
        for fact in phrase.by_surname(found.words.start) {
            let fits =
                surroundings.fits_title(fact, date) && !known.iter().any(|(other, _)| std::ptr::eq(*other, fact));
            known.extend(Some((fact, false)).filter(|_| fits));
        }
    }
    known
        .into_iter()
        .map(|(fact, by_ear)| {
            let full = found.words.len() > 1 && (by_ear || found.words.len() >= words(&fact.name).len().min(2));
            let held = fact.held(date);
            let person = Person { words: found.words.clone(), fact, full, soon: held == Held::NotYet, by_ear };
            let score = surroundings.score(&person, held, phrase, date);
            (score.map(|score| score - if by_ear { BY_EAR } else { 0 }), person)
        })
        .collect()
}

/// What stands around a name.
struct Surroundings {
    country: Option<String>,
    role: Option<(String, bool, Vec<crate::ontology::Sector>)>,
    /// The role noun touches the name.
    title: bool,
    /// "Mrs", "Lord" touches it.
    courtesy: bool,
    /// A capitalised word that the facts do not know touches it.
    before: bool,
    behind: bool,
}

impl Surroundings {
    fn of(phrase: &Phrase<'_, '_>, part: &Range<usize>, found: &Found<'_>, date: Option<Date>) -> Self {
        let country = phrase.country(date, false).map(|(code, _)| code);
        let role = phrase.role_in(part).filter(|role| role.words.end <= found.words.start);
        let title = role.as_ref().is_some_and(|role| role.words.end == found.words.start);
        let neighbour = |at: Option<usize>| {
            let word = at.filter(|at| part.contains(at)).and_then(|at| phrase.words.get(at))?;
            // Another person's surname beside this one is a part of the name: "Ali Bongo" is neither's.
            let named = phrase.names.iter().filter(|name| !name.facts.iter().all(|fact| fact.kind.is_person()));
            let known = phrase.roles.iter().map(|role| &role.words).chain(named.map(|name| &name.words));
            let known = known.into_iter().any(|range| at.is_some_and(|at| range.contains(&at)));
            (word.is_capital() && !known && !is_courtesy(&word.plain)).then_some(())
        };
        let before = neighbour(found.words.start.checked_sub(1)).is_some()
            && phrase.words[found.words.start].mark.is_none_or(|m| m != ',');
        let behind = neighbour(Some(found.words.end)).is_some()
            && !phrase.words[found.words.end - 1].possessive
            && !phrase.words[found.words.end].mark.is_some_and(|mark| mark == ',' || mark == '(');
        let role = role.map(|role| (role.fact.name.clone(), role.fact.kind == Kind::Role, role.fact.sectors.clone()));
        let courtesy = found.words.start.checked_sub(1).is_some_and(|at| is_courtesy(&phrase.words[at].plain));
        Surroundings { country, role, title, courtesy, before, behind }
    }

    /// Whether one of whom the title is told holds that office, or is at the head of a government when no office is told.
    fn fits_title(&self, fact: &Fact, date: Option<Date>) -> bool {
        let Some(office) = &fact.office else { return false };
        match &self.role {
            Some((role, ..)) if self.title => same_office(office, role),
            _ => is_head_of(office) && fact.held(date) == Held::Now,
        }
    }

    fn score(&self, person: &Person<'_>, held: Held, phrase: &Phrase<'_, '_>, date: Option<Date>) -> Option<i32> {
        let (fact, full) = (person.fact, person.full);
        // A row with an office and one name tells of one who has no other: Suharto.
        let surname_only = words(&fact.name).len() == 1 && fact.office.is_none();
        let mut score = match held {
            Held::Now => 4,
            Held::Perhaps => 3,
            Held::NoLonger => 1,
            Held::NotYet => -1,
        };
        // "Mohammad Zahir Wardak" is no Mahmoud al-Zahar.
        if full && person.by_ear && (self.behind || self.before && !self.title) {
            return None;
        }
        if !full {
            let years = match (held, fact.to, date) {
                (Held::NoLonger, Some(to), Some(day)) => i32::from(day.year()) - i32::from(to.year()),
                (Held::NoLonger, _, None) if fact.kind == Kind::Leader => 0,
                // One who is about to take office is in the news already.
                (Held::NotYet, ..) if date.zip(fact.from).is_some_and(|(day, from)| within_months(day, from, 18)) => 0,
                (Held::NotYet, ..) => i32::from(i16::MAX),
                _ => 0,
            };
            // Another first name makes another person, unless the facts know none.
            if self.behind || self.before && !surname_only {
                return None;
            }
            if years > REMEMBERED_YEARS {
                return None;
            }
            if self.before && !(self.title || self.country.is_some() || self.role.is_some()) {
                return None;
            }
            if surname_only
                && !self.before
                && !self.title
                && self.role.is_none()
                && held != Held::Now
                && held != Held::Perhaps
            {
                return None;
            }
            // A surname by ear alone is no evidence without a title, a country or the office itself.
            if person.by_ear && !self.title && self.country.is_none() && held != Held::Now {
                return None;
            }
        }
        if let Some(country) = &self.country {
            score += if fact.code.as_deref() == Some(country) { 4 } else { -5 };
        }
        if let Some((role, specific, sectors)) = &self.role {
            match &fact.office {
                Some(office) if same_office(office, role) => score += 3,
                Some(_) if *specific => score -= 2,
                _ => {}
            }
            let shared = sectors.iter().any(|sector| fact.sectors.contains(sector));
            if !full && *specific && !sectors.is_empty() && !shared && !phrase.is_former {
                return None;
            }
        }
        Some(if full { score + 5 } else { score })
    }
}

/// A known person: the office of the day.
pub(super) fn of_person<'f>(
    phrase: &Phrase<'f, '_>,
    person: &Person<'f>,
    role: Option<&Fact>,
    date: Option<Date>,
) -> (Description, bool) {
    let fact = phrase.in_office(person.fact, date);
    let held = fact.held(date);
    let out = fact.kind == Kind::Leader && matches!(held, Held::NoLonger);
    let mut who = Description {
        country: fact.code.clone(),
        name: Some(if person.by_ear { fact.name.clone() } else { phrase.fuller_name(fact, &person.words) }),
        wikidata: fact.wikidata.clone(),
        kind: PartyKind::Person,
        ..Description::default()
    };
    let office = fact.office.as_deref().unwrap_or("leader");
    let since = fact.from.map(|day| format!(" from {day}")).unwrap_or_default();
    if out {
        who.sectors = sectors(&["ELI"]);
        // One who has left this office may hold another that the phrase names.
        let other = role.filter(|role| role.kind == Kind::Role && !role.sectors.is_empty() && !phrase.is_former);
        if let Some(role) = other.filter(|role| !same_office(office, &role.name) && !is_head_of(&role.name)) {
            who.sectors = role.sectors.clone();
        }
        who.reason = format!("{}, {office}{since} to {}", fact.name, fact.to.map_or("?".into(), |day| day.to_string()));
    } else {
        who.sectors = fact.sectors.clone();
        // Before the term the name tells the state; the office, only from the election on.
        let elect = date.zip(fact.from).is_some_and(|(day, from)| within_months(day, from, 2));
        if matches!(held, Held::NotYet) && !elect && fact.kind == Kind::Leader {
            who.sectors.clear();
        }
        if !matches!(held, Held::NotYet) {
            who.office = fact.office.clone();
        } else if let Some(role) = role.filter(|role| !role.sectors.is_empty()) {
            who.sectors = role.sectors.clone();
            who.office = Some(role.name.clone());
        }
        who.reason = format!("{}, {office}{since}", fact.name);
    }
    if person.by_ear {
        let written = phrase.written(person.words.clone());
        add_reason(&mut who, format!("`{written}` by another spelling"));
    }
    let sure = !who.sectors.is_empty();
    (who, sure)
}
