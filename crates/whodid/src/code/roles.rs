//! Who, to whom, where, when and how many: arcs from the trigger to the words of its sentence, as spans.

use std::ops::Range;

use crate::document::{Name, NameKind};
use crate::mention::{Count, Number, Participant};
use crate::ontology::Sector;
use crate::reading::{Arcs, EventRole, Head, largest, softmax, stretches};
use crate::{Mention, Reading, Sentence, Span};

/// Fills in the spans that the arcs point to.
pub(super) fn fill(
    mention: &mut Mention,
    text: &str,
    sentence: &Sentence,
    names: &[Name],
    reading: &Reading,
    arcs: &Arcs,
) {
    let mut sure: [Vec<f32>; 6] = Default::default();
    for (words, role) in described_and_named(spans(arcs, text, sentence), text, sentence, names) {
        let Some(mut words) = trimmed(text, sentence, words) else { continue };
        if matches!(role, EventRole::Actor | EventRole::Recipient) {
            words = with_whole_name(text, sentence, words, names);
        }
        let span = sentence.stretch(words.clone());
        if span.overlaps(mention.trigger) && matches!(role, EventRole::Actor | EventRole::Recipient) && words.len() == 1
        {
            continue;
        }
        let probability =
            words.clone().map(|word| arcs.event[word][role as usize]).sum::<f32>() / words.len().max(1) as f32;
        match role {
            EventRole::Actor => mention.actors.push(participant(span, words, reading)),
            EventRole::Recipient => mention.recipients.push(participant(span, words, reading)),
            EventRole::Place if surer(&sure, role, probability) => mention.place = Some(span),
            EventRole::Time if surer(&sure, role, probability) => mention.time = Some(span),
            EventRole::Number => {
                let kind = largest(&reading.mean(Head::Number, words.start, words.end)).0;
                mention.numbers.push(Number::at(span, Count::ALL[kind]));
            }
            _ => continue,
        }
        if matches!(role, EventRole::Place | EventRole::Time) {
            sure[role as usize].clear();
        }
        sure[role as usize].push(probability);
    }
    let mean = |values: &[f32]| if values.is_empty() { 0.0 } else { values.iter().sum::<f32>() / values.len() as f32 };
    mention.confidence.actor = mean(&sure[EventRole::Actor as usize]);
    mention.confidence.recipient = mean(&sure[EventRole::Recipient as usize]);
    mention.confidence.place = mean(&sure[EventRole::Place as usize]);
    mention.confidence.date = mean(&sure[EventRole::Time as usize]);
}

/// How much likelier to take part than to have no role a word must be. Chosen on held-out articles, as [`BRIDGED`] and [`BRIDGE`].
const RELUCTANCE: f32 = 0.2;
/// The most words within a participant that may be unsure.
const BRIDGED: usize = 3;
/// How likely such a word must be to take part.
const BRIDGE: f32 = 0.15;

/// Stretches of words with one role. Neighbouring words that take part, be it as actor or as recipient, are one participant,
/// whose role is the likelier one over all its words.
fn spans(arcs: &Arcs, text: &str, sentence: &Sentence) -> Vec<(Range<usize>, EventRole)> {
    let mut best: Vec<Option<EventRole>> = arcs.event.iter().map(role).collect();
    bridge(&mut best, arcs, text, sentence);
    let sum = |words: &Range<usize>, role: EventRole| -> f32 {
        words.clone().map(|word| arcs.event[word][role as usize]).sum()
    };
    stretches(best)
        .into_iter()
        .map(|(words, role)| {
            let suffers = role == EventRole::Actor && sum(&words, EventRole::Recipient) > sum(&words, EventRole::Actor);
            (words, if suffers { EventRole::Recipient } else { role })
        })
        .collect()
}

/// The likeliest role of a word; a recipient counts as an actor, until the whole stretch is known.
fn role(scores: &[f32; 6]) -> Option<EventRole> {
    let (column, score) = largest(scores);
    match EventRole::ALL[column] {
        EventRole::None => None,
        EventRole::Actor | EventRole::Recipient if score < scores[EventRole::None as usize] + RELUCTANCE => None,
        EventRole::Recipient => Some(EventRole::Actor),
        role => Some(role),
    }
}

/// Closes small gaps in a participant: "opposition" in "a few hundred opposition supporters".
fn bridge(best: &mut [Option<EventRole>], arcs: &Arcs, text: &str, sentence: &Sentence) {
    let takes_part = |word: usize| {
        let scores = &arcs.event[word];
        let apart = sentence.words.get(word).is_none_or(|word| matches!(word.of(text), "," | ";" | "and" | "or"));
        !apart && scores[EventRole::Actor as usize] + scores[EventRole::Recipient as usize] > BRIDGE
    };
    let parts: Vec<usize> = (0..best.len()).filter(|&word| best[word] == Some(EventRole::Actor)).collect();
    for pair in parts.windows(2) {
        if let &[before, after] = pair
            && (2..=BRIDGED + 1).contains(&(after - before))
            && (before + 1..after).all(takes_part)
        {
            best[before + 1..after].fill(Some(EventRole::Actor));
        }
    }
}

/// Joins a description to the name behind its comma: "Iran's president, Ebrahim Raisi" is one participant.
fn described_and_named(
    spans: Vec<(Range<usize>, EventRole)>,
    text: &str,
    sentence: &Sentence,
    names: &[Name],
) -> Vec<(Range<usize>, EventRole)> {
    let names_person = |words: &Range<usize>| {
        let span = sentence.stretch(words.clone());
        names.iter().any(|name| name.kind == NameKind::Person && name.span.overlaps(span))
    };
    let is_comma = |at: usize| sentence.words.get(at).is_some_and(|word| word.of(text) == ",");
    let mut out: Vec<(Range<usize>, EventRole)> = Vec::new();
    for (words, role) in spans {
        match out.last_mut() {
            Some((before, of))
                if *of == role
                    && matches!(role, EventRole::Actor | EventRole::Recipient)
                    && words.start == before.end + 1
                    && is_comma(before.end)
                    && !names_person(before)
                    && names_person(&words)
                    && before.len() > 1 =>
            {
                before.end = words.end;
            }
            _ => out.push((words, role)),
        }
    }
    out
}

/// A mention has one place and one time: the surest.
fn surer(sure: &[Vec<f32>; 6], role: EventRole, probability: f32) -> bool {
    sure[role as usize].iter().all(|before| *before < probability)
}

fn participant(span: Span, words: Range<usize>, reading: &Reading) -> Participant {
    let sectors = softmax(&reading.mean(Head::Sector, words.start, words.end));
    let (column, probability) = largest(&sectors);
    let guess = column.checked_sub(1).and_then(|at| Sector::all().nth(at));
    Participant { sector_guess: Some((guess, probability)), ..Participant::at(span) }
}

/// A participant that begins or ends within a name takes in the rest of it: "al-Saadoun" of "Jabbar al-Saadoun".
fn with_whole_name(text: &str, sentence: &Sentence, mut words: Range<usize>, names: &[Name]) -> Range<usize> {
    let proper = |at: usize| sentence.words.get(at).is_some_and(|word| is_proper(word.of(text)));
    // The name of a place beside it is a name of its own.
    let place =
        |at: usize| names.iter().any(|name| name.kind == NameKind::Place && name.span.overlaps(sentence.words[at]));
    // The first word of a sentence has its capital from there.
    while words.start > 1 && proper(words.start) && proper(words.start - 1) && !place(words.start - 1) {
        words.start -= 1;
    }
    while proper(words.end - 1) && !place(words.end - 1) && proper(words.end) && !place(words.end) {
        words.end += 1;
    }
    words
}

/// Written as names are, and no day or month: "Jabbar", "al-Saadoun".
fn is_proper(word: &str) -> bool {
    const DATES: [&str; 19] = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let behind_hyphen = || word.split_once('-').is_some_and(|(_, rest)| rest.starts_with(char::is_uppercase));
    let letters = word.chars().filter(|letter| letter.is_alphabetic()).count() > 1;
    letters && (word.starts_with(char::is_uppercase) || behind_hyphen()) && !DATES.contains(&word)
}

/// The words without marks, prepositions and conjunctions at either end; `None` when nothing is left.
fn trimmed(text: &str, sentence: &Sentence, words: Range<usize>) -> Option<Range<usize>> {
    let word = |at: usize| sentence.words.get(at).map_or("", |word| word.of(text));
    let mark = |at: usize| !word(at).chars().any(char::is_alphanumeric);
    let mut words = words;
    while !words.is_empty() && (mark(words.start) || is_particle(word(words.start))) {
        words.start += 1;
    }
    while !words.is_empty() && (mark(words.end - 1) && word(words.end - 1) != ")" || is_trailing(word(words.end - 1))) {
        words.end -= 1;
    }
    (!words.is_empty()).then_some(words)
}

fn is_particle(word: &str) -> bool {
    matches!(word, "and" | "or" | "by" | "of" | "with" | "between" | "to" | "from" | "in" | "on" | "'s" | "’s")
}

fn is_trailing(word: &str) -> bool {
    is_particle(word) || matches!(word, "the" | "a" | "an" | "The")
}
