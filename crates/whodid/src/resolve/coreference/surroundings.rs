//! What stands around a reference and tells of its party: titles, adjectives, appositions, clauses.

use super::reference::Spoken;
use crate::document::NameKind;
use crate::resolve::party::{self, PartyKind};
use crate::resources::{Facts, Kind, words};
use crate::{Sentence, Span};

impl Spoken<'_> {
    /// Whose a place of men is by the clause behind it: "a base that housed American advisers".
    pub(super) fn host(&self, sentence: &Sentence, span: Span) -> Option<String> {
        const PLACES: [&str; 16] = [
            "base",
            "bases",
            "camp",
            "outpost",
            "post",
            "convoy",
            "compound",
            "facility",
            "installation",
            "barracks",
            "embassy",
            "headquarters",
            "airfield",
            "warship",
            "ship",
            "consulate",
        ];
        const JOINTS: [&str; 9] = ["that", "which", "where", "housing", "hosting", "used", "carrying", "of", "manned"];
        let text = &self.document.text;
        let noun = span.of(text).rsplit(' ').next().unwrap_or("");
        let rest = text.get(span.end..sentence.span.end)?;
        let clause = rest.split([',', ';', '.', '(']).next()?;
        let joint = clause.split_whitespace().next()?;
        if !PLACES.contains(&noun) || !JOINTS.contains(&joint) {
            return None;
        }
        let behind = words(clause);
        let found = self.facts.find(&behind);
        let state = found.iter().filter(|found| found.words.start < 9).flat_map(|found| &found.facts);
        state
            .into_iter()
            .find(|fact| matches!(fact.kind, Kind::Adjective | Kind::State))
            .and_then(|fact| fact.code.clone())
    }

    /// Where a description begins with the adjective of a state before it: "American advisers".
    pub(super) fn with_adjective(&self, sentence: &Sentence, span: Span) -> usize {
        let text = &self.document.text;
        let first = sentence.words.partition_point(|word| word.end <= span.start);
        let mut start = span.start;
        for word in sentence.words[..first].iter().rev().take(3) {
            let touches = text.get(word.end..start).is_some_and(|gap| gap.trim().is_empty());
            let adjective = self.facts.named(word.of(text)).iter().any(|fact| fact.kind == Kind::Adjective);
            if !touches || !adjective || !word.of(text).starts_with(char::is_uppercase) {
                break;
            }
            start = word.start;
        }
        start
    }

    /// The end of the person's name that stands behind the comma of a description and before another mark.
    pub(super) fn name_behind(&self, sentence: &Sentence, span: Span) -> Option<usize> {
        let text = &self.document.text;
        let last = sentence.words.partition_point(|word| word.end <= span.end);
        let word = |at: usize| sentence.words.get(at).map_or(".", |word| word.of(text));
        if word(last) != "," {
            return None;
        }
        let found = words(span.of(text));
        let roles = self.facts.roles(&found);
        let one = roles.last().is_some_and(|role| {
            !found[role.words.end - 1].plain.ends_with('s')
                && role.facts.first().is_some_and(|fact| party::of_noun(fact) == PartyKind::Person)
        });
        let start = sentence.words.get(last + 1)?.start;
        let name = self.names.iter().find(|name| name.span.start == start && name.kind == NameKind::Person)?;
        let next = sentence.words.partition_point(|word| word.end <= name.span.end);
        (one && matches!(word(next), "," | "." | ")" | ";" | "”" | "\"")).then_some(name.span.end)
    }
}

/// The name with a title before it ("Iraqi President Barham Salih") and an apposition behind it (", the Iraqi president,").
pub(super) fn with_title_and_apposition(facts: &Facts, text: &str, sentence: &Sentence, span: Span) -> Span {
    let Some(first) = sentence.words.iter().position(|word| word.start >= span.start) else { return span };
    let last = sentence.words.partition_point(|word| word.end <= span.end);
    let before = sentence.stretch(first.saturating_sub(6)..first);
    let stretch = words(before.of(text));
    let known: Vec<_> = facts
        .find(&stretch)
        .into_iter()
        .filter(|found| found.facts.iter().any(|fact| fact.kind.is_geographic()))
        .chain(facts.roles(&stretch))
        .map(|found| found.words)
        .collect();
    let mut start = stretch.len();
    while let Some(range) = known.iter().find(|range| range.end == start && range.start < start) {
        if stretch.get(start).is_some_and(|word| word.mark.is_some()) {
            break;
        }
        start = range.start;
    }
    // "in Damascus the leader of …": an article begins a phrase, and no title stands before it.
    let opening = span.of(text).split_whitespace().next().unwrap_or("").to_lowercase();
    let touches = !matches!(opening.as_str(), "the" | "a" | "an")
        && first > 0
        && sentence.words.get(first - 1).is_some_and(|word| word.of(text).chars().any(char::is_alphanumeric));
    let from = stretch.get(start).filter(|_| touches).map_or(span.start, |word| before.start + word.at.start);
    let mut to = span.end;
    let comma = |at: usize| sentence.words.get(at).is_some_and(|word| word.of(text) == ",");
    if comma(last) {
        let closes = |at: usize| comma(at) || at + 1 == sentence.words.len();
        let end = (last + 1..sentence.words.len().min(last + 16)).find(|at| closes(*at)).unwrap_or(0);
        let opening = sentence.words.get(last + 1).map_or("", |word| word.of(text));
        let apposed = sentence.stretch(last + 1..end);
        let inside = words(apposed.of(text));
        let roles = facts.roles(&inside);
        let article = matches!(opening, "the" | "a" | "an")
            || opening.chars().next().is_some_and(char::is_uppercase)
            || roles.first().is_some_and(|role| role.words.start == 0);
        // "... a bus, a charge the group denied" tells of no group.
        let clause = roles.first().is_some_and(|role| {
            let between = &inside[1.min(role.words.start)..role.words.start];
            between.iter().any(|word| matches!(word.plain.as_ref(), "the" | "a" | "an"))
        });
        let verb =
            inside.iter().any(|word| matches!(word.plain.as_ref(), "said" | "and" | "told" | "was" | "is" | "met"));
        if end > last + 1 && article && !clause && !roles.is_empty() && (comma(end) || !verb) {
            to = apposed.end;
        }
    }
    Span::new(from, to)
}
