//! A happening told twice in one document is one mention with both accounts.

#![allow(missing_docs, clippy::unwrap_used)]

use whodid::ontology::{Class, Mode, Sector};
use whodid::{Document, Mention, Participant, Source, Span, link};

fn party(name: Option<&str>, country: &str) -> Participant {
    Participant {
        name: name.map(str::to_string),
        country: Some(country.to_string()),
        sectors: vec![Sector::named("GOV").unwrap()],
        ..Participant::at(Span::new(0, 1))
    }
}

/// A call told in a sentence, between a named president and another, according to an office.
fn call(sentence: usize, actors: [Participant; 2], office: Participant) -> Mention {
    let mut mention = Mention::new(sentence, Span::new(10 * sentence, 10 * sentence + 4), Class::Consult);
    mention.modes = vec![Mode::named(Class::Consult, "phone").unwrap()];
    mention.actors = actors.to_vec();
    let office = Participant { span: Span::new(10 * sentence + 5, 10 * sentence + 6), ..office };
    mention.according_to = vec![Source { party: office, ..Source::default() }];
    mention
}

fn folded(mentions: Vec<Mention>) -> Vec<Mention> {
    let mut document = Document::new("a", "");
    document.layers.mentions = mentions;
    link::fold(&mut document);
    document.layers.mentions
}

#[test]
fn one_call_told_by_both_offices_is_one_mention_with_two_accounts() {
    let ours = call(0, [party(Some("Salih"), "IRQ"), party(None, "IRN")], party(Some("Iraqi presidency"), "IRQ"));
    let theirs =
        call(2, [party(Some("Rouhani"), "IRN"), party(Some("Salih"), "IRQ")], party(Some("Iranian presidency"), "IRN"));
    let told = folded(vec![ours, theirs]);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].according_to.len(), 2);
    assert_eq!(told[0].retold, [Span::new(20, 24)]);
}

#[test]
fn the_same_voice_telling_on_is_a_new_mention() {
    let office = party(Some("Iraqi presidency"), "IRQ");
    let parties = [party(Some("Salih"), "IRQ"), party(Some("Rouhani"), "IRN")];
    assert_eq!(folded(vec![call(0, parties.clone(), office.clone()), call(1, parties, office)]).len(), 2);
}

#[test]
fn calls_between_others_stay_apart() {
    let ours = call(0, [party(Some("Salih"), "IRQ"), party(Some("Rouhani"), "IRN")], party(Some("A"), "IRQ"));
    let theirs = call(1, [party(Some("Salih"), "IRQ"), party(Some("Macron"), "FRA")], party(Some("B"), "FRA"));
    assert_eq!(folded(vec![ours, theirs]).len(), 2);
}
