//! Word pieces: what the encoder reads.

use crate::Span;
use crate::reading::Pieces;
use crate::resources::Vocabulary;

/// The longest sentence that the encoder reads, in pieces.
pub const REACH: usize = 512;

/// How a word is written. The encoder reads lower case only, so this comes in beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// No word: the marks around the sentence.
    None,
    /// "talks"
    Lower,
    /// "Talks"
    Capital,
    /// "NATO"
    Capitals,
    /// "McKay", "al-Kadhimi"
    Mixed,
    /// "2020", "26th"
    Digit,
    /// ","
    Mark,
}

impl Shape {
    /// The shape of one word.
    pub fn of(word: &str) -> Shape {
        let mut letters = word.chars().filter(|c| c.is_alphabetic());
        if word.chars().any(char::is_numeric) {
            return Shape::Digit;
        }
        let Some(first) = letters.next() else { return Shape::Mark };
        let (mut upper, mut lower) = (0, 0);
        for letter in letters {
            if letter.is_uppercase() {
                upper += 1;
            } else {
                lower += 1;
            }
        }
        match (first.is_uppercase(), upper, lower) {
            (false, 0, _) => Shape::Lower,
            (true, 0, _) => Shape::Capital,
            (true, _, 0) => Shape::Capitals,
            _ => Shape::Mixed,
        }
    }
}

/// Cuts the words of a sentence into pieces.
pub fn pieces(vocabulary: &Vocabulary, text: &str, words: &[Span]) -> Pieces {
    let mut out = Pieces { ids: vec![vocabulary.start()], shapes: vec![Shape::None as u8], first: Vec::new() };
    let mut of_word = Vec::new();
    for word in words {
        let word = word.of(text);
        of_word.clear();
        vocabulary.pieces(word, &mut of_word);
        let room = REACH - 1 - out.ids.len();
        if of_word.is_empty() || of_word.len() > room {
            out.first.push(None);
            continue;
        }
        out.first.push(Some(out.ids.len()));
        let shape = Shape::of(word) as u8;
        for &id in &of_word {
            out.ids.push(id);
            out.shapes.push(shape);
        }
    }
    out.ids.push(vocabulary.end());
    out.shapes.push(Shape::None as u8);
    out
}
