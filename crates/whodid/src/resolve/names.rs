//! Names made whole: the model's names with the capitals and particles that belong to them, without a dateline that stands
//! before them, and of one kind throughout a document.

use std::collections::{BTreeMap, HashSet};

use super::party::{PartyKind, of_noun};
use super::sight::{self, Sight, is_calendar, is_name_particle};
use crate::document::{Name, NameKind};
use crate::resources::{Facts, Kind, words};
use crate::{Document, Span};

/// Mends the names of a document that has its sentences and words.
pub fn mend(document: &mut Document, facts: &Facts) {
    if document.layers.names.is_empty() {
        return;
    }
    let sights = sight::of_document(document, facts);
    let mut names = Vec::with_capacity(document.layers.names.len());
    let mut all = document.layers.names.iter().copied().peekable();
    for (sentence, sight) in document.layers.sentences.iter().zip(&sights) {
        let mut within: Vec<Name> = Vec::new();
        while let Some(name) = all.next_if(|name| name.span.start < sentence.span.end) {
            within.push(name);
        }
        if within.is_empty() {
            continue;
        }
        let line = Line { text: &document.text, words: &sentence.words, sight };
        let cut = line.dateline(document, sentence.span, &mut within);
        names.extend(cut.map(|span| Name { span, kind: NameKind::Place }));
        names.extend(line.whole(&within, cut));
    }
    agree(&document.text, &mut names, facts);
    document.layers.names = names;
}

/// Cuts a dateline off participants that the model glued it to: "WASHINGTON Christopher Steele".
pub(super) fn cut_datelines(document: &mut Document) {
    let Some(opening) = document.layers.sentences.first().map(|sentence| sentence.span.start) else { return };
    let Document { layers, .. } = document;
    let glued = |span: Span| {
        let [place, name] = layers.names.get(..2)? else { return None };
        let holds = place.span.start == opening && span.start == opening && span.contains(name.span);
        (holds && place.kind == NameKind::Place && name.kind == NameKind::Person).then_some(name.span.start)
    };
    for mention in &mut layers.mentions {
        for party in mention.actors.iter_mut().chain(&mut mention.recipients) {
            let upper = party.span.of(&document.text).split(' ').next().is_some_and(is_upper);
            if let Some(start) = glued(party.span).filter(|_| upper) {
                party.span.start = start;
            }
        }
    }
}

fn is_upper(word: &str) -> bool {
    word.chars().count() > 3 && word.chars().all(char::is_uppercase)
}

/// A sentence in words.
struct Line<'a, 'd, 'f> {
    text: &'d str,
    words: &'a [Span],
    sight: &'a Sight<'d, 'f>,
}

impl Line<'_, '_, '_> {
    fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| word.of(self.text))
    }

    /// The words that a span covers.
    fn range(&self, span: Span) -> (usize, usize) {
        (
            self.words.partition_point(|word| word.end <= span.start),
            self.words.partition_point(|word| word.start < span.end),
        )
    }

    /// Takes capitals that open the report off the name behind them, and returns where they stand.
    fn dateline(&self, document: &Document, sentence: Span, names: &mut [Name]) -> Option<Span> {
        let opens = document.layers.sentences.first().is_some_and(|first| first.span == sentence);
        let name = names.first_mut().filter(|name| opens && name.span.start == sentence.start)?;
        let (from, to) = self.range(name.span);
        let capitals = (from..to).take_while(|at| is_upper(self.word(*at))).count();
        let known = self
            .sight
            .names
            .iter()
            .any(|found| found.words.start < capitals && found.facts.iter().all(|fact| fact.kind.is_body()));
        if capitals == 0 || from + capitals >= to || known {
            return None;
        }
        let place = Span::new(name.span.start, self.words[from + capitals - 1].end);
        name.span.start = self.words[from + capitals].start;
        name.kind = NameKind::Person;
        Some(place)
    }

    /// Whether a word can be a part of a person's or a group's name: a capital that the facts know as nothing else.
    fn joins(&self, at: usize) -> bool {
        let Some(span) = self.words.get(at) else { return false };
        let word = span.of(self.text);
        let bare = without_article(word);
        let known = |span: Span| {
            let role = self.sight.roles.iter().any(|found| self.sight.span(&found.words).overlaps(span));
            let person = |found: &crate::resources::Found<'_>| found.facts.iter().any(|fact| fact.kind.is_person());
            // A newspaper or a place of one word may be a part of a name: "Liwa al-Sabah".
            let weak = |found: &crate::resources::Found<'_>| found.words.len() == 1 && bare.len() < word.len();
            let other = |found: &crate::resources::Found<'_>| !person(found) && !weak(found);
            role || self.sight.names.iter().any(|found| other(found) && self.sight.span(&found.words).overlaps(span))
        };
        bare.chars().next().is_some_and(char::is_uppercase)
            && !word.ends_with('.')
            && !is_calendar(&word.to_lowercase())
            && !is_function_word(word)
            && !known(*span)
    }

    /// The names with the capitals and particles that belong to them, in order.
    fn whole(&self, names: &[Name], dateline: Option<Span>) -> Vec<Name> {
        let mut out: Vec<Name> = Vec::new();
        let mut covered: Vec<Span> = Vec::new();
        for found in self.sight.names.iter().filter(|found| found.words.len() > 1) {
            let span = self.sight.bare(&found.words);
            let all = |of: fn(Kind) -> bool| found.facts.iter().all(|fact| of(fact.kind));
            let kind = match () {
                () if all(Kind::is_person) => NameKind::Person,
                () if all(Kind::is_body) => NameKind::Organisation,
                () => continue,
            };
            if names.iter().any(|name| name.span.overlaps(span)) {
                covered.push(span);
                out.push(Name { span, kind });
            }
        }
        for (from, to) in self.runs() {
            let run = Span::new(self.words[from].start, self.words[to - 1].end);
            let inside = || names.iter().filter(|name| name.span.overlaps(run));
            let cut = dateline.is_some_and(|dateline| dateline.overlaps(run));
            let noun = self.noun_before(run);
            let kind = match noun {
                Some(NameKind::Organisation) => Some(NameKind::Organisation),
                // A title stands before the name, or the model sees a person in a part of it.
                Some(kind) if to - from < 5 && inside().next().is_some() => Some(kind),
                _ if inside().any(|name| name.kind == NameKind::Person) => Some(NameKind::Person),
                _ if inside().any(|name| name.kind == NameKind::Organisation) && to - from < 5 => {
                    Some(NameKind::Organisation)
                }
                _ => None,
            };
            let known = covered.iter().any(|span| span.contains(run));
            if let Some(kind) = kind.filter(|_| !cut && !known) {
                let reach = inside().filter(|name| kind == NameKind::Organisation && name.kind == kind);
                let span = reach
                    .fold(run, |span, name| Span::new(span.start.min(name.span.start), span.end.max(name.span.end)));
                // "Paula Yacoubian" over a known "Yacoubian", never the other way about.
                out.retain(|name| !name.span.overlaps(span));
                covered.push(span);
                out.push(Name { span, kind });
            }
        }
        let capital = |name: &&Name| name.span.of(self.text).chars().any(char::is_uppercase);
        for name in names.iter().filter(capital) {
            if !covered.iter().any(|span| span.overlaps(name.span)) {
                out.push(*name);
                continue;
            }
            // "Iranian President Ebrahim": what is left of it is the state's.
            for found in &self.sight.names {
                let span = self.sight.bare(&found.words);
                let state = found.facts.iter().any(|fact| fact.kind.is_geographic());
                if state && name.span.contains(span) && !covered.iter().any(|other| other.overlaps(span)) {
                    out.push(Name { span, kind: NameKind::Place });
                }
            }
        }
        out.sort_by_key(|name| (name.span.start, name.span.end));
        out.dedup_by(|later, earlier| later.span.overlaps(earlier.span));
        out
    }

    /// Runs of words that may be one name, with the particles between them.
    fn runs(&self) -> Vec<(usize, usize)> {
        let mut out = Vec::new();
        let mut at = 0;
        while at < self.words.len() {
            if !self.joins(at) {
                at += 1;
                continue;
            }
            let from = at;
            let upper =
                |at: usize| !without_article(self.word(at)).chars().any(char::is_lowercase) && self.word(at).len() > 2;
            at += 1;
            loop {
                let particles = (at..self.words.len()).take_while(|at| is_name_particle(self.word(*at))).count();
                if self.joins(at) && upper(at) == upper(from) {
                    at += 1;
                } else if (1..3).contains(&particles) && self.joins(at + particles) {
                    at += particles + 1;
                } else {
                    break;
                }
            }
            out.push((from, at));
        }
        out
    }

    /// What the noun right before a name makes it: "the militia Saraya al-Fajr", "President Salih".
    fn noun_before(&self, name: Span) -> Option<NameKind> {
        let role = self.sight.roles.iter().rev().find(|role| self.sight.span(&role.words).end <= name.start)?;
        let gap = self.text.get(self.sight.span(&role.words).end..name.start)?;
        let noun = role.facts.first().filter(|_| gap.trim().is_empty() && !gap.is_empty())?;
        let last = self.sight.words.get(role.words.end.checked_sub(1)?)?;
        if last.possessive {
            return None;
        }
        match of_noun(noun) {
            PartyKind::Group | PartyKind::Body if !last.is_capital() && !last.plain.ends_with('s') => {
                Some(NameKind::Organisation)
            }
            PartyKind::Person if is_title(&noun.name) => Some(NameKind::Person),
            _ => None,
        }
    }
}
/// Offices that stand before their holder's name and before nothing else.
fn is_title(noun: &str) -> bool {
    let last = noun.rsplit(' ').next().unwrap_or(noun);
    matches!(
        last,
        "president" | "minister" | "premier" | "chancellor" | "king" | "ambassador" | "secretary" | "general"
    )
}

/// "al-Saadoun" without its article.
fn without_article(word: &str) -> &str {
    let Some((article, rest)) = word.split_once('-') else { return word };
    let known = matches!(
        article.to_lowercase().as_str(),
        "al" | "el" | "as" | "ash" | "ad" | "ar" | "an" | "at" | "az" | "ul" | "ur" | "abu" | "bin"
    );
    if known && !rest.is_empty() { rest } else { word }
}

/// Words that begin a sentence with a capital and a name with none.
fn is_function_word(word: &str) -> bool {
    const WORDS: [&str; 44] = [
        "the",
        "a",
        "an",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "with",
        "of",
        "to",
        "and",
        "but",
        "or",
        "when",
        "while",
        "after",
        "before",
        "as",
        "if",
        "that",
        "this",
        "these",
        "those",
        "he",
        "she",
        "it",
        "they",
        "we",
        "i",
        "his",
        "her",
        "its",
        "their",
        "then",
        "later",
        "meanwhile",
        "yesterday",
        "today",
        "both",
        "neither",
        "like",
        "mr",
    ];
    WORDS.contains(&word.to_lowercase().trim_end_matches('.'))
}

/// A person's name without the courtesies before it: "Mr. Jabbar al-Saadoun" is called Jabbar al-Saadoun.
pub(super) fn without_courtesy(name: &str) -> &str {
    const COURTESIES: [&str; 10] = ["mr", "mrs", "ms", "dr", "sir", "hajj", "haji", "prof", "hon", "excellency"];
    let mut rest = name.trim();
    while let Some((first, after)) = rest.split_once(char::is_whitespace) {
        if !COURTESIES.contains(&&*first.trim_end_matches('.').to_lowercase()) {
            break;
        }
        rest = after.trim_start();
    }
    rest
}

/// Makes the names of one document agree: the same name is of one kind, and a surname alone is the person's.
fn agree(text: &str, names: &mut [Name], facts: &Facts) {
    let key =
        |name: &Name| -> Vec<String> { words(name.span.of(text)).iter().map(|word| word.plain.to_string()).collect() };
    let mut surnames: HashSet<String> = HashSet::new();
    let mut organisations: BTreeMap<Vec<String>, NameKind> = BTreeMap::new();
    let keys: Vec<Vec<String>> = names.iter().map(key).collect();
    for (name, words) in names.iter_mut().zip(&keys) {
        let meant = facts.named(name.span.of(text));
        let all = |of: fn(Kind) -> bool| !meant.is_empty() && meant.iter().all(|fact| of(fact.kind));
        if words.len() > 1 && all(Kind::is_person) {
            name.kind = NameKind::Person;
        } else if all(|kind| matches!(kind, Kind::Armed | Kind::Party | Kind::Movement | Kind::Igo)) {
            name.kind = NameKind::Organisation;
        }
        match (name.kind, words.as_slice()) {
            (NameKind::Person, [_, .., last]) => {
                surnames.insert(last.clone());
            }
            (NameKind::Organisation, _) => {
                organisations.insert(words.clone(), name.kind);
            }
            _ => {}
        }
    }
    for (name, words) in names.iter_mut().zip(&keys) {
        if name.kind == NameKind::Person && organisations.contains_key(words) && !surnames.contains(&words.join(" ")) {
            name.kind = NameKind::Organisation;
        }
        if let ([word], NameKind::Place | NameKind::Organisation) = (words.as_slice(), name.kind)
            && surnames.contains(word)
            && !facts.named(name.span.of(text)).iter().any(|fact| fact.kind.is_geographic() || fact.kind.is_body())
        {
            name.kind = NameKind::Person;
        }
    }
}
