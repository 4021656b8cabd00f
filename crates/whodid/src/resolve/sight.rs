//! What the facts see in each sentence: its words, the names and the role nouns among them, found once for all who ask.

use crate::resources::{Facts, Found, Word, words};
use crate::{Document, Sentence, Span};

/// A sentence as the facts see it.
#[derive(Debug)]
pub(super) struct Sight<'d, 'f> {
    pub words: Vec<Word<'d>>,
    /// Names that the facts know; they never overlap.
    pub names: Vec<Found<'f>>,
    pub roles: Vec<Found<'f>>,
    /// Byte of the document's text at which the sentence begins.
    start: usize,
}

/// Every sentence of a document.
pub(super) fn of<'d, 'f>(text: &'d str, sentences: &[Sentence], facts: &'f Facts) -> Vec<Sight<'d, 'f>> {
    sentences.iter().map(|sentence| Sight::of(text, sentence.span, facts)).collect()
}

/// Every sentence of a document.
pub(super) fn of_document<'d, 'f>(document: &'d Document, facts: &'f Facts) -> Vec<Sight<'d, 'f>> {
    of(&document.text, &document.layers.sentences, facts)
}

impl<'d, 'f> Sight<'d, 'f> {
    pub fn of(text: &'d str, span: Span, facts: &'f Facts) -> Self {
        let words = words(span.of(text));
        let (names, roles) = (facts.find(&words), facts.roles(&words));
        Sight { words, names, roles, start: span.start }
    }

    /// Where some of its words stand in the document.
    pub fn span(&self, words: &std::ops::Range<usize>) -> Span {
        let at = |at: usize| self.words.get(at).map_or(&(0..0), |word| &word.at);
        Span::new(self.start + at(words.start).start, self.start + at(words.end.saturating_sub(1)).end)
    }

    /// The same, without a possessive ending.
    pub fn bare(&self, words: &std::ops::Range<usize>) -> Span {
        let whole = self.span(words);
        let last = words.end.checked_sub(1).and_then(|last| self.words.get(last));
        Span::new(whole.start, last.map_or(whole.end, |last| self.start + last.at.start + last.text.len()))
    }
}

/// Names of days and months, which begin with a capital and are part of no name.
pub(super) fn is_calendar(word: &str) -> bool {
    const CALENDAR: [&str; 19] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    CALENDAR.contains(&word)
}

/// Words within a name that begin with no capital: "bin", "de", "van".
pub(super) fn is_name_particle(word: &str) -> bool {
    const PARTICLES: [&str; 37] = [
        "ag", "ould", "walad", "ap", "af", "ad", "al", "te", "ten", "le", "st", "bat", "oglu", "ter", "zu", "mac",
        "ou", "bin", "ibn", "bint", "de", "da", "van", "von", "der", "den", "la", "abu", "ben", "del", "dos", "du",
        "ul", "el", "di", "al", "ter",
    ];
    PARTICLES.contains(&word)
}
