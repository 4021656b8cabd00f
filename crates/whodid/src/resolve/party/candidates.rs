//! Whom the words of a phrase may mean, the one chosen and the others.

use std::cmp::Reverse;

use jiff::civil::Date;

use super::phrase::Phrase;
use super::{Description, person};
use crate::mention::Candidate;
use crate::resources::{Fact, Held, Kind};

/// More candidates than this are not kept.
const MOST: usize = 8;

/// The facts that the names in the head may mean, the likeliest first. Adjectives and places are no parties.
pub(super) fn of(phrase: &Phrase<'_, '_>, who: &Description, date: Option<Date>) -> Vec<Candidate> {
    let head = phrase.head();
    let mut out: Vec<(bool, Candidate)> = Vec::new();
    let mut add = |fact: &Fact, score: Option<i32>| {
        let chosen = who.name.as_deref() == Some(fact.name.as_str()) && who.country == fact.code;
        let candidate = candidate(fact, score);
        if !out.iter().any(|(_, other)| Candidate { score, ..other.clone() } == candidate) {
            out.push((chosen, candidate));
        }
    };
    for found in phrase.names_in(&head) {
        for (score, person) in person::scored(phrase, &head, found, date) {
            add(person.fact, score);
        }
        for fact in found.facts.iter().filter(|fact| fact.kind.is_body() || fact.kind == Kind::State) {
            let score = match fact.held(date) {
                Held::Now => 4,
                Held::Perhaps => 3,
                Held::NoLonger => 1,
                Held::NotYet => -1,
            };
            add(fact, Some(score));
        }
    }
    out.sort_by_key(|(chosen, one)| (Reverse(*chosen), Reverse(one.score), Reverse(one.from)));
    out.truncate(MOST);
    out.into_iter().map(|(_, candidate)| candidate).collect()
}

fn candidate(fact: &Fact, score: Option<i32>) -> Candidate {
    Candidate {
        name: fact.name.clone(),
        country: fact.code.clone(),
        sectors: fact.sectors.clone(),
        office: fact.office.clone(),
        from: fact.from,
        to: fact.to,
        wikidata: fact.wikidata.clone(),
        score,
    }
}
