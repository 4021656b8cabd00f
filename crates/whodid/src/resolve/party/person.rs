//! Which of the known persons a name means on a day.

use std::ops::Range;

use jiff::civil::Date;

use crate::resources::{Fact, Found, Held, Kind, words};

use super::phrase::Phrase;
use super::same_office;

/// A known person in a phrase.
#[derive(Clone, Debug)]
pub(super) struct Person<'f> {
    pub words: Range<usize>,
    pub fact: &'f Fact,
    /// Named in full, not by surname alone.
    pub full: bool,
    /// Takes office within months.
    pub soon: bool,
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
    let country = phrase.country(date, false).map(|(code, _)| code);
    let role = phrase.role_in(part).filter(|role| role.words.end <= found.words.start);
    let title = role.as_ref().is_some_and(|role| role.words.end == found.words.start);
    let neighbour = |at: Option<usize>| {
        let word = at.filter(|at| part.contains(at)).and_then(|at| phrase.words.get(at))?;
        let known = phrase.roles.iter().map(|role| &role.words).chain(phrase.names.iter().map(|name| &name.words));
        let known = known.into_iter().any(|range| at.is_some_and(|at| range.contains(&at)));
        (word.is_capital()
            && !known
            && !matches!(word.plain.as_ref(), "mr" | "mrs" | "ms" | "the" | "dr" | "gen" | "sir"))
        .then_some(())
    };
    let before = neighbour(found.words.start.checked_sub(1)).is_some()
        && phrase.words[found.words.start].mark.is_none_or(|m| m != ',');
    let behind = neighbour(Some(found.words.end)).is_some()
        && !phrase.words[found.words.end - 1].possessive
        && !phrase.words[found.words.end].mark.is_some_and(|mark| mark == ',' || mark == '(');
    let mut best: Option<(i32, Person<'f>)> = None;
    for fact in found.facts.iter().filter(|fact| fact.kind.is_person()) {
        let full = found.words.len() > 1 && found.words.len() >= words(&fact.name).len().min(2);
        let surname_only = words(&fact.name).len() == 1;
        let held = fact.held(date);
        let mut score = match held {
            Held::Now => 4,
            Held::Perhaps => 3,
            Held::NoLonger => 1,
            Held::NotYet => -1,
        };
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
            if behind || before && !surname_only {
                continue;
            }
            if years > REMEMBERED_YEARS {
                continue;
            }
            if before && !(title || country.is_some() || role.is_some()) {
                continue;
            }
            if surname_only && !before && !title && role.is_none() && held != Held::Now && held != Held::Perhaps {
                continue;
            }
        }
        if let Some(country) = &country {
            score += if fact.code.as_deref() == Some(country) { 4 } else { -5 };
        }
        if let Some(role) = &role {
            match &fact.office {
                Some(office) if same_office(office, &role.fact.name) => score += 3,
                Some(_) if role.fact.kind == Kind::Role => score -= 2,
                _ => {}
            }
            let shared = role.fact.sectors.iter().any(|sector| fact.sectors.contains(sector));
            if !full && role.fact.kind == Kind::Role && !role.fact.sectors.is_empty() && !shared && !phrase.is_former {
                continue;
            }
        }
        if full {
            score += 5;
        }
        // The later of two terms is the likelier when both have ended.
        let person = Person { words: found.words.clone(), fact, full, soon: held == Held::NotYet };
        let later = |one: &Fact, other: &Fact| one.from > other.from;
        let better =
            best.as_ref().is_none_or(|(top, chosen)| score > *top || score == *top && later(fact, chosen.fact));
        if better {
            best = Some((score, person));
        }
    }
    best.filter(|(score, person)| *score >= 1 || (person.full || person.soon) && *score >= -1).map(|(_, person)| person)
}
