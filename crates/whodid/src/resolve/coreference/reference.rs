//! References: every span of a document that speaks of a party, with what its words tell.

use crate::resolve::names::without_courtesy;
use std::collections::BTreeMap;

use super::form::{Form, Pronoun, form};
use super::gender::{Gender, gender};
use super::surroundings::with_title_and_apposition;
use super::{offices, publishers};
use crate::document::{Name, NameKind};
use crate::ontology::Sector;
use crate::resolve::party::{self, Description, PartyKind};
use crate::resolve::sight::Sight;
use crate::resources::{Facts, words};
use crate::{Document, Participant, Sentence, Span};

/// A span that speaks of a party.
#[derive(Clone, Debug)]
pub(super) struct Reference {
    pub span: Span,
    pub sentence: usize,
    pub form: Form,
    pub who: Description,
    pub gender: Gender,
    pub plural: bool,
    pub subject: bool,
    /// Takes part in a happening or tells of one; else it is but named.
    pub part: bool,
    /// Says something.
    pub speaks: bool,
    /// Stands in what somebody says.
    pub quoted: bool,
    /// "Two men": a pair that "the two" may mean.
    pub counts_two: bool,
    /// Role nouns and offices.
    pub roles: Vec<String>,
    /// Words of the name, in the form in which they are compared.
    pub name: Option<Vec<String>>,
    /// The noun of a description: "traffickers" of "the traffickers in the hills".
    pub head: Option<String>,
    /// What the text puts in brackets behind the name: "(ADF)".
    pub acronym: Option<String>,
    /// Its words are the name of what it means, and no metonym.
    pub says_its_name: bool,
    /// Participants of the same mention, which it cannot be.
    pub beside: Vec<Span>,
}

/// What is known of a span before its words are looked at.
#[derive(Default)]
struct Hint {
    sector: Option<(Sector, f32)>,
    part: bool,
}

/// All references, in order of the text, and the bodies that publish. Of two spans one of which holds the other, the names
/// inside are left out but for those of organisations.
pub(super) fn collect(document: &Document, facts: &Facts, sights: &[Sight<'_, '_>]) -> (Vec<Reference>, Vec<Span>) {
    let mut hints: BTreeMap<Span, Hint> = BTreeMap::new();
    let mut beside: BTreeMap<Span, Vec<Span>> = BTreeMap::new();
    let mut add = |party: &Participant| {
        let guess = party.sector_guess.and_then(|(sector, probability)| Some((sector?, probability)));
        let known = hints.entry(party.span).or_default();
        known.part = true;
        known.sector = known.sector.or(guess);
    };
    for mention in &document.layers.mentions {
        mention.actors.iter().chain(&mention.recipients).for_each(&mut add);
        mention.according_to.iter().for_each(|source| add(&source.party));
        let parties: Vec<Span> = mention.actors.iter().chain(&mention.recipients).map(|party| party.span).collect();
        for span in &parties {
            beside.entry(*span).or_default().extend(parties.iter().filter(|other| *other != span));
        }
    }
    for source in document.layers.attributions.iter().flat_map(|told| &told.source) {
        hints.entry(*source).or_default().part = true;
    }
    let publishers = publishers::publishers(document, sights);
    for span in &publishers {
        hints.entry(*span).or_default().part = true;
    }
    let named = names(document, sights);
    for name in outermost(&document.text, &named, &hints) {
        hints.entry(name).or_default();
    }
    let kinds: BTreeMap<Span, NameKind> = named.iter().map(|name| (name.span, name.kind)).collect();
    let shared: Vec<_> = sights.iter().map(|sight| offices::shared(sight)).collect();
    let mut out: Vec<Reference> = hints
        .iter()
        .filter(|(span, _)| !span.is_empty())
        .map(|(span, hint)| {
            let at = document.layers.sentences.partition_point(|one| one.span.end <= span.start);
            let of_span = Spoken { document, facts, sentence: document.layers.sentences.get(at), names: &named };
            let mut one = of_span.reference(*span, hint, kinds.get(span).copied());
            one.sentence = at;
            one.beside = beside.remove(span).unwrap_or_default();
            if let Some(phrases) = shared.get(at).and_then(|shared| offices::within(shared, *span)) {
                one.form = Form::Each(phrases);
                one.name = None;
            }
            one
        })
        .collect();
    out.sort_by_key(|one| (one.span.start, one.span.end));
    mark_subjects(document, &mut out);
    (out, publishers)
}

/// The names of the text, and the persons whom the facts know by a full name.
fn names(document: &Document, sights: &[Sight<'_, '_>]) -> Vec<Name> {
    let mut named = document.layers.names.clone();
    for sight in sights {
        let persons = sight
            .names
            .iter()
            .filter(|found| found.words.len() > 1 && found.facts.iter().any(|fact| fact.kind.is_person()));
        named.extend(persons.map(|found| Name { span: sight.bare(&found.words), kind: NameKind::Person }));
    }
    named.sort_by_key(|name| (name.span.start, std::cmp::Reverse(name.span.end)));
    named
}

/// The names that no longer name and no participant holds; organisations within a participant's words count for themselves.
fn outermost(text: &str, named: &[Name], hints: &BTreeMap<Span, Hint>) -> Vec<Span> {
    let mut outer: Option<Span> = None;
    let mut out = Vec::new();
    for name in named {
        let holder = hints
            .range(..=Span::new(name.span.start, usize::MAX))
            .rev()
            .take(8)
            .map(|(span, _)| *span)
            .find(|span| span.contains(name.span));
        let held = holder.is_some_and(|span| {
            let before = text.get(span.start..name.span.start).unwrap_or("").split_whitespace().next_back();
            let behind_noun = before.is_some_and(|word| word.starts_with(char::is_lowercase) && word != "the");
            !(name.kind == NameKind::Organisation && behind_noun)
        });
        if !held && outer.is_none_or(|outer| !outer.contains(name.span)) {
            out.push(name.span);
            outer = Some(name.span);
        }
    }
    out
}

/// A document as one of its references is read.
pub(super) struct Spoken<'a> {
    pub document: &'a Document,
    pub facts: &'a Facts,
    pub sentence: Option<&'a Sentence>,
    pub names: &'a [Name],
}

impl Spoken<'_> {
    fn reference(&self, span: Span, hint: &Hint, kind: Option<NameKind>) -> Reference {
        let (text, facts) = (&self.document.text, self.facts);
        let before = text.get(..span.start).unwrap_or("").trim_end().to_lowercase();
        // The number may stand outside the participant: "the two [nations]".
        let pair = before.ends_with(" the two") || before.ends_with("both");
        let mut form = if pair && !span.of(text).contains(char::is_uppercase) {
            form(&format!("the two {}", span.of(text)))
        } else {
            form(span.of(text))
        };
        let mut told = span;
        let mut apposed = false;
        if let Some(sentence) = self.sentence {
            if form == Form::Name {
                told = with_title_and_apposition(facts, text, sentence, span);
            } else if form == Form::Indefinite {
                told.start = self.with_adjective(sentence, span);
            }
            if told.end == span.end
                && let Some(end) = self.name_behind(sentence, span)
            {
                told.end = end;
                apposed = true;
            }
        }
        let hints: Vec<(Sector, f32)> = hint.sector.into_iter().collect();
        let mut who = party::describe(facts, told.of(text), self.document.date, &hints);
        if matches!(form, Form::Pronoun(_) | Form::Pair(_)) {
            // A pronoun says nothing of its own but what the model makes of it.
            who.name = None;
            who.country = None;
        }
        if who.country.is_none()
            && who.name.is_none()
            && let Some(sentence) = self.sentence.filter(|_| matches!(form, Form::Indefinite | Form::Definite))
        {
            who.country = self.host(sentence, span);
        }
        match kind {
            Some(NameKind::Person) if matches!(who.kind, PartyKind::Unknown | PartyKind::State) => {
                who.kind = PartyKind::Person;
                who.name = Some(without_courtesy(span.of(text)).to_owned());
            }
            // Nothing but its capitals made it a person.
            Some(NameKind::Organisation) if who.kind == PartyKind::Person && who.reason.is_empty() => {
                who.kind = PartyKind::Group;
            }
            Some(NameKind::Place) if who.kind == PartyKind::Person && who.reason.is_empty() => {
                who.kind = PartyKind::Unknown;
            }
            _ => {}
        }
        let found = words(told.of(text));
        let roles = facts.roles(&found);
        let mut roles: Vec<String> =
            roles.iter().flat_map(|role| role.facts.first()).map(|fact| fact.name.clone()).collect();
        roles.extend(who.office.clone());
        if apposed && who.kind == PartyKind::Person && who.name.is_some() {
            form = Form::Name;
        }
        let named = matches!(form, Form::Name | Form::Counterpart);
        let name = who.name.as_deref().filter(|_| named).map(name_words);
        let many = found.last().is_some_and(|last| {
            matches!(last.plain.as_ref(), "forces" | "troops" | "authorities" | "police" | "media" | "guards")
        });
        let plural = who.kind == PartyKind::People
            || matches!(form, Form::Pronoun(Pronoun::They | Pronoun::Both))
            || many && who.kind == PartyKind::Body;
        let gender = gender(told.of(text), &form);
        let opens = span.of(text).to_lowercase();
        let counts_two = plural && (before.ends_with(" two") || opens.starts_with("two "));
        let acronym = text.get(span.end..).and_then(acronym_behind).map(str::to_lowercase);
        let quoted = self
            .document
            .layers
            .attributions
            .iter()
            .any(|told| !told.attitude && told.content.iter().any(|content| content.contains(span)));
        let says_its_name = name.as_ref().is_some_and(|name| *name == name_words(span.of(text)));
        let mut one = Reference {
            span,
            says_its_name,
            head: head_noun(span.of(text)),
            sentence: 0,
            form,
            who,
            gender,
            plural,
            subject: false,
            part: hint.part,
            speaks: self.document.layers.attributions.iter().any(|told| !told.attitude && told.source.contains(&span)),
            quoted,
            counts_two,
            roles,
            name,
            acronym,
            beside: Vec::new(),
        };
        one.take_name_at_end(text, self.names);
        one
    }
}

/// The last word of a phrase before what hangs on it, when it is no name.
fn head_noun(text: &str) -> Option<String> {
    const PARTING: [&str; 12] = ["of", "in", "from", "for", "at", "on", "who", "that", "which", "near", "with", "to"];
    let found = words(text);
    let end = found.iter().position(|word| PARTING.contains(&word.plain.as_ref()) || word.mark == Some(','));
    let last = found.get(end.unwrap_or(found.len()).checked_sub(1)?)?;
    (!last.is_capital() && last.plain.len() > 2).then(|| last.plain.to_string())
}

/// An acronym in brackets that opens a text: " (ADF) said".
fn acronym_behind(text: &str) -> Option<&str> {
    let (inner, _) = text.strip_prefix(" (")?.split_once(')')?;
    let upper = inner.chars().filter(|c| c.is_uppercase()).count();
    (upper >= 2 && inner.len() <= 10 && inner.chars().all(|c| c.is_alphanumeric() || c == '-')).then_some(inner)
}

impl Reference {
    /// "the leader of the militia, Jabbar al-Saadoun" is called by the name at its end.
    fn take_name_at_end(&mut self, text: &str, names: &[Name]) {
        let at_end = |name: &&Name| {
            name.kind == NameKind::Person && name.span.end == self.span.end && name.span.start > self.span.start
        };
        let Some(name) = names.iter().find(at_end) else { return };
        let mut before = text.get(self.span.start..name.span.start).unwrap_or("").trim_end();
        while let Some((rest, last)) = before.rsplit_once(' ')
            && is_courtesy(last.trim_end_matches('.').to_lowercase().as_str())
        {
            before = rest.trim_end();
        }
        // Of "the leader of the militia Saraya al-Fajr" the name is the militia's.
        if before.contains(" of ") && !before.ends_with(',') {
            return;
        }
        if self.form == Form::Name && self.who.name.is_none() {
            let written = name.span.of(text);
            self.who.kind = PartyKind::Person;
            self.who.name = Some(without_courtesy(written).to_owned());
            self.name = Some(name_words(written));
        }
    }

    /// True for "the ambassador", "Russia's ambassador": one of whom the text takes for granted which.
    pub fn is_definite(&self) -> bool {
        self.form == Form::Definite || self.form == Form::Name && self.name.is_none()
    }
}

pub(super) fn name_words(name: &str) -> Vec<String> {
    words(name).iter().map(|word| word.plain.to_string()).filter(|word| !is_courtesy(word)).collect()
}

fn is_courtesy(word: &str) -> bool {
    matches!(
        word,
        "mr" | "mrs" | "ms" | "dr" | "sir" | "the" | "sheikh" | "hajj" | "haji" | "gen" | "sen" | "rep" | "jr"
    )
}

/// The first reference of a sentence outside what others say is its subject, and every actor before its verb stands for one.
fn mark_subjects(document: &Document, references: &mut [Reference]) {
    let mut seen = usize::MAX;
    for one in references.iter_mut() {
        let before = document
            .layers
            .sentences
            .get(one.sentence)
            .map_or(0, |sentence| one.span.start.saturating_sub(sentence.span.start));
        let opens = before < 40;
        one.subject = one.sentence != seen && (opens || !one.beside.is_empty());
        if one.subject {
            seen = one.sentence;
        }
    }
}
