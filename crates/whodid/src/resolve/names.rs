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
        let taken: Vec<Span> = within.iter().map(|name| name.span).chain(cut).collect();
        for name in &mut within {
            name.span = line.whole(*name, &taken);
            name.kind = line.kind(*name);
        }
        within.dedup_by(|later, earlier| later.span.overlaps(earlier.span));
        names.extend(cut.map(|span| Name { span, kind: NameKind::Place }));
        names.extend(within);
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

    /// Whether a word can be a part of a name that stands beside it.
    fn joins(&self, at: usize, taken: &[Span], upper: bool) -> bool {
        let Some(span) = self.words.get(at) else { return false };
        let word = span.of(self.text);
        let bare = without_article(word);
        let known = |span: Span| {
            let role = self.sight.roles.iter().any(|found| self.sight.span(&found.words).overlaps(span));
            let person = |found: &crate::resources::Found<'_>| found.facts.iter().any(|fact| fact.kind.is_person());
            role || self.sight.names.iter().any(|found| !person(found) && self.sight.span(&found.words).overlaps(span))
        };
        bare.chars().next().is_some_and(char::is_uppercase)
            && (upper || bare.chars().any(char::is_lowercase))
            && !word.ends_with('.')
            && !is_calendar(&word.to_lowercase())
            && !is_function_word(word)
            && !taken.iter().any(|name| name.overlaps(*span))
            && !known(*span)
    }

    /// A person's name with the capitals beside it, any name with what particles join to it.
    fn whole(&self, name: Name, taken: &[Span]) -> Span {
        let (mut from, mut to) = self.range(name.span);
        if from >= to || name.kind == NameKind::Place {
            return name.span;
        }
        let upper = (from..to).all(|at| !self.word(at).chars().any(char::is_lowercase));
        let person = name.kind == NameKind::Person;
        loop {
            let by_article = without_article(self.word(from)).len() < self.word(from).len();
            // A capital that opens the sentence may be no name.
            let before = from.checked_sub(1).filter(|at| *at > 0 || by_article);
            let particles = (0..from).rev().take_while(|at| is_name_particle(self.word(*at))).count().min(2);
            let beyond = from.checked_sub(particles + 1).filter(|_| particles > 0);
            match (before, beyond) {
                (Some(at), _) if (person || by_article) && self.joins(at, taken, upper) => from = at,
                (_, Some(at)) if self.joins(at, taken, upper) => from = at,
                _ => break,
            }
        }
        while to < self.words.len() {
            let particles = (to..self.words.len()).take_while(|at| is_name_particle(self.word(*at))).count();
            let article = without_article(self.word(to)).len() < self.word(to).len();
            if (person || article) && self.joins(to, taken, upper) {
                to += 1;
            } else if (1..3).contains(&particles) && self.joins(to + particles, taken, upper) {
                to += particles + 1;
            } else {
                break;
            }
        }
        Span::new(self.words[from].start.min(name.span.start), self.words[to - 1].end.max(name.span.end))
    }

    /// The kind that the noun before a name tells: "the militia Saraya al-Fajr", "President Salih".
    fn kind(&self, name: Name) -> NameKind {
        let before = self.sight.roles.iter().rev().find(|role| self.sight.span(&role.words).end <= name.span.start);
        let Some(role) = before else { return name.kind };
        let gap = self.text.get(self.sight.span(&role.words).end..name.span.start).unwrap_or(".");
        let Some(noun) = role.facts.first().filter(|_| gap.trim().is_empty() && !gap.is_empty()) else {
            return name.kind;
        };
        let last = role.words.end.checked_sub(1).and_then(|last| self.sight.words.get(last));
        if last.is_some_and(|last| last.possessive) {
            return name.kind;
        }
        match of_noun(noun) {
            PartyKind::Group | PartyKind::Body if last.is_some_and(|last| !last.is_capital()) => NameKind::Organisation,
            PartyKind::Person if name.kind == NameKind::Place && is_title(&noun.name) => NameKind::Person,
            _ => name.kind,
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
