//! Sentences by rules: abbreviations, quotations, brackets, wrapped lines, lists, missing spaces.
//!
//! Input: a text and the span to split. Output: the spans of its sentences, in order, without the white space around them.
//! What is bound to a language is an [`Orthography`]; the marks of other scripts (؟ 。 ।) end sentences in any.

mod enclosures;
mod ends;
mod lines;
mod orthography;

pub(in crate::annotate) use ends::is_dotted;
pub(in crate::annotate) use orthography::Abbreviation;
pub use orthography::Orthography;

use crate::Span;

/// The longest sentence, in bytes; a longer run without a full stop is cut at a clause mark.
pub const LONGEST: usize = 1_500;

/// Splits `body` of an English `text` into sentences: spans in bytes of `text`, in order, none empty.
///
/// A quotation that is part of a sentence does not end it; paragraph breaks, headings and list items do; lines that only
/// wrap are joined. Takes time linear in the length of `body`.
///
/// ```
/// use whodid::{Span, annotate::sentences::split};
/// let text = "Gen. J. R. Ortiz left the U.S. on Jan. 5. \"We will stay.\" he said.";
/// let sentences = split(text, Span::new(0, text.len()));
/// assert_eq!(sentences[0].of(text), "Gen. J. R. Ortiz left the U.S. on Jan. 5.");
/// assert_eq!(sentences[1].of(text), "\"We will stay.\" he said.");
/// ```
pub fn split(text: &str, body: Span) -> Vec<Span> {
    split_as(text, body, Orthography::english())
}

/// As [`split`], by the writing of another language.
pub fn split_as(text: &str, body: Span, orthography: &Orthography) -> Vec<Span> {
    if body.of(text).is_empty() {
        return Vec::new();
    }
    let mut sentences = Vec::new();
    for block in lines::blocks(text, body, orthography) {
        let mut start = block.start;
        for end in ends::ends(block.of(text), orthography) {
            let end = block.start + end;
            cut(text, Span::new(start, end).trimmed(text), &mut sentences);
            start = end;
        }
    }
    sentences
}

/// Cuts a sentence longer than [`LONGEST`]; drops one without a letter or digit, such as a ruled line.
fn cut(text: &str, mut sentence: Span, sentences: &mut Vec<Span>) {
    while sentence.len() > LONGEST {
        let end = sentence.start + clause_end(sentence.of(text));
        keep(text, Span::new(sentence.start, end), sentences);
        sentence = Span::new(end, sentence.end).trimmed(text);
    }
    keep(text, sentence, sentences);
}

fn keep(text: &str, sentence: Span, sentences: &mut Vec<Span>) {
    let sentence = sentence.trimmed(text);
    if sentence.of(text).contains(char::is_alphanumeric) {
        sentences.push(sentence);
    }
}

/// The byte, within [`LONGEST`], after the strongest clause mark in the second half; else after a space; else between two
/// characters.
fn clause_end(run: &str) -> usize {
    let limit = run.floor_char_boundary(LONGEST);
    let half = run.floor_char_boundary(LONGEST / 2);
    let head = &run[half..limit];
    let strong = [';', '؛', '；', ':', '—', '–', '\n', '•', '|'];
    let weak = [',', '،', '，', '、', ')'];
    let after_last = |marks: &[char]| {
        head.rfind(marks).map(|at| half + run[half + at..].chars().next().map_or(1, char::len_utf8) + at)
    };
    after_last(&strong)
        .or_else(|| after_last(&weak))
        .or_else(|| head.rfind(char::is_whitespace).map(|at| half + at))
        .filter(|&end| end > 0)
        .unwrap_or(limit)
}
