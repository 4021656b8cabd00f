//! Who a phrase means on a document's day: country, sector and entity, over all regions, 1946 to 2026.
//!
//! `actors.tsv` holds a text a line. Of a text with brackets, the phrase in them is the participant and the rest its
//! document; of one without, the whole text. An empty country or sector must stay unknown. An empty entity is not looked
//! at: bodies that the text describes rather than names may be named or not.

#![allow(missing_docs, clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::fmt::Write as _;

use whodid::ontology::Class;
use whodid::resolve;
use whodid::resources::{Facts, words};
use whodid::{Document, Mention, Participant, Sentence, Span};

/// The share of rows that must be right.
const FLOOR: f64 = 0.95;

fn resolved(facts: &Facts, text: &str, date: &str) -> Participant {
    let plain = text.replace(['[', ']'], "");
    let span = match (text.find('['), text.find(']')) {
        (Some(start), Some(end)) => Span::new(start, end - 1),
        _ => Span::new(0, plain.len()),
    };
    let mut document = Document { date: Some(date.parse().unwrap()), ..Document::new("a", &plain) };
    let mut start = 0;
    for end in plain.match_indices(". ").map(|(at, _)| at + 1).filter(|_| text.contains('[')).chain([plain.len()]) {
        let offset = plain[start..end].len() - plain[start..end].trim_start().len();
        let sentence = Span::new(start + offset, end);
        let words = words(sentence.of(&plain));
        let words = words.iter().map(|word| Span::new(sentence.start + word.at.start, sentence.start + word.at.end));
        document.layers.sentences.push(Sentence { words: words.collect(), ..Sentence::at(sentence) });
        start = end;
    }
    let at = document.layers.sentences.iter().position(|sentence| sentence.span.contains(span)).unwrap();
    let mut mention = Mention::new(at, Span::default(), Class::ALL[0]);
    mention.actors.push(Participant::at(span));
    document.layers.mentions.push(mention);
    resolve::resolve(&mut document, facts);
    resolve::settle(&mut document, facts);
    document.layers.mentions[0].actors[0].clone()
}

/// Names are the same whatever their case, accents, articles and initials.
fn name(name: &str) -> Vec<String> {
    let is_initial = |word: &str| word.len() < 2 || word == "the";
    let words = words(name);
    let full = words.iter().filter(|word| !word.text.contains('.') && !is_initial(&word.plain));
    full.map(|word| word.plain.to_string()).collect()
}

#[test]
fn actors_are_whom_the_table_says() {
    let facts = common::facts();
    let mut wrong = String::new();
    let (mut all, mut right) = (0, 0);
    for line in include_str!("actors.tsv").lines().skip(1) {
        let [text, date, country, sector, entity] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let who = resolved(&facts, text, date);
        let got_country = who.country.as_deref().unwrap_or("");
        let got_sector = who.sectors.first().map_or("", |sector| sector.code());
        let got_entity = who.name.as_deref().unwrap_or("");
        all += 1;
        let same_entity = entity.is_empty() || name(entity) == name(got_entity);
        if got_country == country && got_sector == sector && same_entity {
            right += 1;
        } else {
            let expected = format!("{country} {sector} {entity}");
            let got = format!("{got_country} {got_sector} {got_entity}");
            writeln!(wrong, "{date} {text}: {expected} expected, {got} ({})", who.reason).unwrap();
        }
    }
    println!("{right} of {all} right; wrong:\n{wrong}");
    assert!(right as f64 >= FLOOR * all as f64, "only {right} of {all} right:\n{wrong}");
}

#[test]
fn a_participant_keeps_its_candidates_and_the_reason() {
    let facts = common::facts();
    let who = resolved(&facts, "President Salih", "2020-09-01");
    assert_eq!(who.office.as_deref(), Some("president"));
    assert!(who.reason.contains("president"), "{}", who.reason);
    let salih = who.candidates.iter().find(|one| one.name == "Barham Salih").unwrap();
    assert_eq!(salih.country.as_deref(), Some("IRQ"));
    assert!(salih.score.is_some() && salih.from.is_some());
    assert_eq!(who.candidates[0], *salih, "the likeliest comes first");
}
