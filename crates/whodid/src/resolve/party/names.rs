//! The names in a phrase: those that the facts know, by any spelling, without those that are but a part of another name.

use super::phrase::{covers, overlap};
use super::vocabulary::{DIRECTIONS, PREPOSITIONS, is_courtesy, is_opener};
use crate::resources::{Facts, Found, Kind, Word};

/// The names of a phrase out of those that the facts found in it.
pub(super) fn names_of<'f>(
    facts: &'f Facts,
    text: &str,
    words: &[Word<'_>],
    roles: &[Found<'f>],
    mut names: Vec<Found<'f>>,
) -> Vec<Found<'f>> {
    spelled_otherwise(facts, words, roles, &mut names);
    let single = |found: &Found<'_>| found.words.len() == 1;
    // "King", "Major" and "Police" are surnames and places too; beside a role noun the noun is meant.
    names.retain(|name| {
        let weak = name.facts.iter().all(|fact| fact.kind.is_person() || fact.kind == Kind::Place);
        !(weak && single(name) && roles.iter().any(|role| covers(&role.words, &name.words)))
    });
    // A place behind a first name is a surname: "Cassandra Rivera".
    let behind_name = |name: &Found<'_>| {
        let Some(before) = name.words.start.checked_sub(1) else { return false };
        let (word, first) = (&words[before], &words[name.words.start]);
        let known = names.iter().any(|other| other.words.contains(&before))
            || roles.iter().any(|role| role.words.contains(&before));
        let plain = word.plain.as_ref();
        word.is_capital()
            && !word.possessive
            && !known
            && first.mark.is_none()
            && !is_opener(plain)
            && !PREPOSITIONS.contains(&plain)
            && !DIRECTIONS.contains(&plain)
    };
    // "The European Centre for Law and Justice" is no party.
    let inside_longer = |name: &Found<'_>| {
        let Some([before, joint]) = name.words.start.checked_sub(2).and_then(|at| words.get(at..at + 2)) else {
            return false;
        };
        let known = |at: usize| names.iter().any(|other| other.words.contains(&at));
        matches!(joint.plain.as_ref(), "for" | "on" | "and" | "of")
            && before.is_capital()
            && !is_opener(&before.plain)
            && !known(name.words.start - 2)
            && !roles.iter().any(|role| role.words.contains(&(name.words.start - 2)))
            && name.facts.iter().all(|fact| fact.kind == Kind::Party)
    };
    // "Liwa al-Sabah" is no newspaper.
    let within_name = |name: &Found<'_>| {
        let first = &words[name.words.start];
        let article = text.get(..first.at.start).is_some_and(|before| before.ends_with('-'));
        let weak = |kind: Kind| matches!(kind, Kind::Outlet | Kind::Company | Kind::Ngo | Kind::Party | Kind::Place);
        single(name) && article && name.facts.iter().all(|fact| weak(fact.kind)) && behind_name(name)
    };
    let surnames: Vec<usize> = names
        .iter()
        .filter(|name| {
            single(name)
                && name.facts.iter().all(|fact| fact.kind == Kind::Place || fact.kind.is_person())
                && name.facts.iter().any(|fact| fact.kind == Kind::Place)
                && behind_name(name)
        })
        .chain(names.iter().filter(|name| inside_longer(name) || within_name(name)))
        .map(|name| name.words.start)
        .collect();
    names.retain(|name| !surnames.contains(&name.words.start));
    names
}

/// Persons' names of more words than this are not looked for by ear.
const LONGEST_NAME: usize = 4;

/// Finds persons by what all spellings of their names share, the longest first: in the gaps between known names, and over
/// a surname or a place that is but a part of the name ("Mahmud Abbas").
fn spelled_otherwise<'f>(facts: &'f Facts, words: &[Word<'_>], roles: &[Found<'f>], names: &mut Vec<Found<'f>>) {
    let mut start = 0;
    while start < words.len() {
        let holds = |found: &Found<'_>, at: usize| found.words.contains(&at);
        let is_part = |found: &Found<'_>| {
            found.words.len() == 1 && found.facts.iter().all(|fact| fact.kind.is_person() || fact.kind == Kind::Place)
        };
        let is_open = |at: usize| {
            words[at].is_capital()
                && !roles.iter().any(|role| holds(role, at))
                && names.iter().find(|name| holds(name, at)).is_none_or(is_part)
        };
        let mut end = start;
        while end < words.len()
            && end - start < LONGEST_NAME
            && is_open(end)
            && (end == start || words[end].mark.is_none() && !words[end - 1].possessive)
        {
            end += 1;
        }
        let titled = start > 0
            && words[start].mark.is_none()
            && (is_courtesy(&words[start - 1].plain) || roles.iter().any(|role| role.words.end == start));
        let known = |end: &usize| {
            let single = *end == start + 1;
            let alone = single && names.iter().any(|name| holds(name, start));
            let by_title = || single && titled && !facts.by_surname(&words[start]).is_empty();
            !alone && (!facts.alike(&words[start..*end]).is_empty() || by_title())
        };
        let Some(end) = (start + 1..=end).rev().find(known) else {
            start += 1;
            continue;
        };
        let found = Found { words: start..end, facts: Vec::new() };
        names.retain(|name| !overlap(&name.words, &found.words));
        names.push(found);
        start = end;
    }
    names.sort_by_key(|found| found.words.start);
}
