//! Small documents and whom their pronouns, descriptions and short names mean.

#![allow(missing_docs, clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use whodid::ontology::Class;
use whodid::resolve;
use whodid::{Attribution, Document, Mention, Name, NameKind, Participant, Sentence, Source, Span};

/// Words and marks, as far as these documents need them.
fn sentence(text: &str, span: Span) -> Sentence {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in span.of(text).char_indices().map(|(at, c)| (span.start + at, c)).chain([(span.end, ' ')]) {
        let inner = c.is_alphanumeric() || matches!(c, '\'' | '-' | '’');
        match (inner, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push(Span::new(from, at));
                start = None;
            }
            _ => {}
        }
        if !inner && !c.is_whitespace() {
            words.push(Span::new(at, at + c.len_utf8()));
        }
    }
    Sentence { words, ..Sentence::at(span) }
}

fn document(date: &str, lines: &[&str]) -> Document {
    let mut document = Document { date: Some(date.parse().unwrap()), ..Document::default() };
    for (number, line) in lines.iter().enumerate() {
        let from = document.text.len();
        let (class, line) = line.strip_prefix("CONSULT ").map_or((Class::ALL[0], *line), |line| (Class::Consult, line));
        let mut mention = Mention::new(number, Span::default(), class);
        let mut speaker = None;
        let mut open: Vec<(usize, String)> = Vec::new();
        for c in line.chars() {
            match c {
                '[' => open.push((document.text.len(), String::new())),
                ']' => {
                    let (start, kind) = open.pop().unwrap();
                    let span = Span::new(start, document.text.len());
                    let party = Participant::at(span);
                    let mut name = |kind| document.layers.names.push(Name { span, kind });
                    match kind.as_str() {
                        "a" => mention.actors.push(party),
                        "r" => mention.recipients.push(party),
                        "s" => speaker = Some(span),
                        "p" => name(NameKind::Person),
                        "o" => name(NameKind::Organisation),
                        _ => name(NameKind::Place),
                    }
                }
                ' ' if open.last().is_some_and(|(start, kind)| *start == document.text.len() && kind.len() == 1) => {}
                c => match open.last_mut() {
                    Some((_, kind)) if kind.is_empty() => kind.push(c),
                    _ => document.text.push(c),
                },
            }
        }
        let span = Span::new(from, document.text.len());
        if let Some(speaker) = speaker {
            let told = span.of(&document.text);
            let content = match (told.find('“'), told.find('”'), told.find(" that ")) {
                (Some(open), Some(close), _) => Span::new(from + open, from + close),
                (_, _, Some(that)) => Span::new(from + that + 6, span.end),
                _ => panic!("nothing is said: {told}"),
            };
            document.layers.attributions.push(Attribution {
                source: vec![speaker],
                content: vec![content],
                ..Attribution::default()
            });
            mention.according_to.push(Source { party: Participant::at(speaker), ..Source::default() });
        }
        document.layers.sentences.push(sentence(&document.text, span));
        document.layers.mentions.push(mention);
        document.text.push('\n');
    }
    document
}

#[test]
fn references_mean_whom_the_documents_say() {
    let facts = common::facts();
    let mut wrong = Vec::new();
    let mut all = 0;
    for case in include_str!("coreference.txt").split("\n== ").skip(1) {
        let lines: Vec<&str> = case.lines().filter(|line| !line.is_empty()).collect();
        let told: Vec<&str> = lines[2..].iter().copied().filter(|line| !line.starts_with('>')).collect();
        let mut document = document(lines[1], &told);
        resolve::resolve(&mut document, &facts);
        resolve::settle(&mut document, &facts);
        let parties: Vec<&Participant> = document
            .layers
            .mentions
            .iter()
            .flat_map(|one| one.actors.iter().chain(&one.recipients).chain(one.according_to.iter().map(|s| &s.party)))
            .collect();
        for expected in lines[2..].iter().filter_map(|line| line.strip_prefix("> ")) {
            all += 1;
            let (reference, meaning) = expected.split_once(" = ").unwrap();
            let of = |party: &&&Participant| party.span.of(&document.text) == reference;
            let last = parties.iter().rfind(of).map(|party| party.span);
            let got: Vec<&&Participant> = parties.iter().filter(|party| Some(party.span) == last).collect();
            let join = |values: Vec<&str>| values.join(" + ");
            let antecedents =
                join(got.iter().map(|p| p.antecedent.map_or("-", |span| span.of(&document.text))).collect());
            let countries = join(got.iter().map(|p| p.country.as_deref().unwrap_or("-")).collect());
            let sectors = join(got.iter().map(|p| p.sectors.first().map_or("-", |sector| sector.code())).collect());
            let names = join(got.iter().map(|p| p.name.as_deref().unwrap_or("-")).collect());
            let found = format!("{antecedents}; {countries}; {sectors}; {names}");
            let same = meaning.split("; ").zip(found.split("; ")).all(|(want, have)| want == "*" || want == have);
            if !same {
                wrong.push(format!("{}: {expected}\n    got {found}", lines[0]));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {all} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
