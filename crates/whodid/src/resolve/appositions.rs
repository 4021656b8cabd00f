//! A description and the name behind its comma are one party, whichever comes first: "the leader of the militia, Jabbar
//! al-Saadoun", "Jabbar al-Saadoun, leader of the militia".

use super::names::without_courtesy;
use super::sight::is_name_particle;
use crate::document::NameKind;
use crate::resources::{Facts, Kind, Word, words};
use crate::{Document, Participant, Span};

/// Joins participants of one role that a comma alone parts and of which one is a name and the other describes one person.
/// What "who" goes on to tell behind such a description is told of the person, and not of the group at its end.
pub(super) fn join(document: &mut Document, facts: &Facts) {
    let Document { text, layers, .. } = document;
    let persons: Vec<Span> =
        layers.names.iter().filter(|name| name.kind == NameKind::Person).map(|name| name.span).collect();
    let mut joined: Vec<Span> = Vec::new();
    for mention in &mut layers.mentions {
        for parties in [&mut mention.actors, &mut mention.recipients] {
            part(parties, text, facts, &persons);
            let mut at = 0;
            while at + 1 < parties.len() {
                let (one, other) = (parties[at].span, parties[at + 1].span);
                let next = parties.get(at + 2).map(|third| gap(text, other, third.span).trim_start_matches(',').trim());
                let between = gap(text, one, other);
                // "the secretary-general, Hajj Jabbar al-Saadoun"
                let comma = between.strip_prefix(',').is_some_and(|rest| is_courtesy(rest.trim_start()));
                let together = comma && next != Some("and") && are_one(text, facts, &persons, one, other);
                if together || leads(between, facts) && is_person(text, facts, &persons, one) {
                    parties[at] = merged(&parties[at], &parties[at + 1]);
                    joined.push(parties[at].span);
                    parties.remove(at + 1);
                } else {
                    at += 1;
                }
            }
        }
    }
    for party in layers.mentions.iter_mut().flat_map(|mention| mention.actors.iter_mut().chain(&mut mention.recipients))
    {
        let who = text.get(party.span.end..).is_some_and(|rest| rest.starts_with(", who "));
        if let Some(whole) = joined.iter().find(|whole| who && whole.end == party.span.end) {
            party.span = *whole;
        }
    }
}

/// Parts a state from the person whose name stands behind its comma: "the presidents of A and [B, X] and Y".
fn part(parties: &mut Vec<Participant>, text: &str, facts: &Facts, persons: &[Span]) {
    let parted = |party: Participant| -> Vec<Participant> {
        let Span { start, end } = party.span;
        let Some((state, name)) = party.span.of(text).split_once(", ") else { return vec![party] };
        let of_state = facts.named(state).iter().any(|fact| fact.kind == Kind::State);
        let (state, name) = (Span::new(start, start + state.len()), Span::new(end - name.len(), end));
        if of_state && is_person(text, facts, persons, name) {
            vec![Participant { span: state, ..party.clone() }, Participant { span: name, ..party }]
        } else {
            vec![party]
        }
    };
    *parties = std::mem::take(parties).into_iter().flat_map(parted).collect();
}

/// Nothing, or titles of courtesy alone.
fn is_courtesy(between: &str) -> bool {
    between.is_empty() || without_courtesy(&format!("{between} X")) == "X"
}

/// ", the commander of": between a person and the group that he leads.
fn leads(between: &str, facts: &Facts) -> bool {
    let Some(apposed) = between.strip_prefix(',') else { return false };
    let words = words(apposed);
    let roles = facts.roles(&words);
    let of = words.last().is_some_and(|last| last.plain == "of");
    let role = roles.last().filter(|role| role.words.end + 1 == words.len());
    of && words.len() < 8 && role.is_some_and(|role| !words[role.words.end - 1].plain.ends_with('s'))
}

fn gap(text: &str, one: Span, other: Span) -> &str {
    text.get(one.end..other.start).unwrap_or("?").trim()
}

fn merged(one: &Participant, other: &Participant) -> Participant {
    let sure = |party: &Participant| party.sector_guess.map_or(0.0, |(_, probability)| probability);
    let surer = if sure(one) < sure(other) { other } else { one };
    Participant { span: Span::new(one.span.start, other.span.end), ..surer.clone() }
}

fn are_one(text: &str, facts: &Facts, persons: &[Span], one: Span, other: Span) -> bool {
    let person = |span: Span| {
        let words = words(span.of(text));
        is_bare_name(&words)
            && (persons.iter().any(|name| name.overlaps(span)) || words.len() > 1)
            && facts.roles(&words).is_empty()
    };
    // A role noun in the singular heads it, and no name stands behind that noun at once.
    let described = |span: Span| {
        let words = words(span.of(text));
        let head = words.iter().position(|word| PARTING.contains(&word.plain.as_ref())).unwrap_or(words.len());
        let roles = facts.roles(&words);
        let Some(role) = roles.iter().rev().find(|role| role.words.end <= head) else { return false };
        let named = words.get(role.words.end).is_some_and(Word::is_capital);
        !named && !words[role.words.end - 1].plain.ends_with('s')
    };
    person(one) && described(other) || described(one) && person(other)
}

fn is_person(text: &str, facts: &Facts, persons: &[Span], span: Span) -> bool {
    let words = words(span.of(text));
    let named = persons.iter().any(|name| name.overlaps(span)) || words.len() > 1;
    named && is_bare_name(&words) && facts.roles(&words).is_empty()
}

/// Only capitals and particles, no possessive.
fn is_bare_name(words: &[Word<'_>]) -> bool {
    !words.is_empty()
        && words.iter().all(|word| word.is_capital() || is_name_particle(&word.plain) || word.hyphened)
        && words[0].is_capital()
        && !words.last().is_some_and(|word| word.possessive)
}

/// Words that end the head of a description.
const PARTING: [&str; 9] = ["of", "for", "in", "at", "to", "from", "with", "who", "and"];
