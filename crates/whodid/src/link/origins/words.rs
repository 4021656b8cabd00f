//! A text as a row of hashed words, alike however it was set, encoded or laid out.

use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

/// A word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Hash of its letters without case and accents.
    pub hash: u64,
    /// Whether it is a number, a weekday or a month: what a form letter changes from one issue to the next.
    pub figure: bool,
}

/// FNV-1a, whose figures never change.
const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0100_0000_01b3;

/// Words that are figures, and the word that each counts as.
static FIGURES: LazyLock<HashMap<u64, u64>> = LazyLock::new(|| {
    let lines = include_str!("en/figures.txt").lines().filter(|line| !line.starts_with('#'));
    let alike = |line: &'static str| {
        let first = line.split(' ').next().map(letters);
        line.split(' ').filter_map(move |word| Some((letters(word), first?)))
    };
    lines.flat_map(alike).collect()
});

fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(PRIME)
}

/// A hash of letters as they are.
pub(super) fn letters(text: &str) -> u64 {
    text.bytes().fold(BASIS, step)
}

/// Spreads every bit of `x` over all others (the finalizer of SplitMix64).
pub(super) fn mixed(x: u64) -> u64 {
    let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// One hash of words in a row.
pub(super) fn run(words: &[Word]) -> u64 {
    words.iter().fold(0x9e37_79b9_7f4a_7c15, |hash, word| mixed(hash ^ word.hash))
}

/// The words of a text. Marks, entities of HTML and what a wrong character set leaves of marks stand between words; a sign of
/// a script without spaces is a word.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::with_capacity(text.len() / 6 + 1);
    let mut open: Option<Word> = None;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (letter, length) = letter(rest, first);
        rest = rest.get(length..).unwrap_or_default();
        let Some(letter) = letter else {
            words.extend(open.take());
            continue;
        };
        if is_silent(letter) {
            continue;
        }
        if is_sign(letter) {
            words.extend(open.take());
        }
        let word = open.get_or_insert(Word { hash: BASIS, figure: letter.is_numeric() });
        if letter.is_ascii() {
            word.hash = step(word.hash, letter.to_ascii_lowercase() as u8);
            continue;
        }
        for plain in letter.nfd().filter(|c| c.is_alphanumeric() && !is_silent(*c)).flat_map(char::to_lowercase) {
            let mut bytes = [0; 4];
            word.hash = plain.encode_utf8(&mut bytes).bytes().fold(word.hash, step);
        }
        if is_sign(letter) {
            words.extend(open.take());
        }
    }
    words.extend(open);
    for word in &mut words {
        if let Some(figure) = FIGURES.get(&word.hash) {
            *word = Word { hash: *figure, figure: true };
        }
    }
    words
}

/// The letter that `text` starts with, none for what parts words, and the bytes it takes.
fn letter(text: &str, first: char) -> (Option<char>, usize) {
    let length = first.len_utf8();
    if first.is_ascii_alphanumeric() {
        return (Some(first), length);
    }
    let next = text.get(length..).and_then(|rest| rest.chars().next());
    match (first, next) {
        ('&', Some(_)) => (None, entity(text).unwrap_or(length)),
        // UTF-8 read as Windows-1252 or Latin-1.
        ('â', Some(next @ ('€' | '\u{80}'))) => {
            let third = text.get(length + next.len_utf8()..).and_then(|rest| rest.chars().next());
            (None, length + next.len_utf8() + third.filter(|c| !c.is_ascii()).map_or(0, char::len_utf8))
        }
        ('Â', Some(next @ '\u{80}'..='\u{bf}')) => (None, length + next.len_utf8()),
        ('Ã', Some(next @ '\u{80}'..='\u{bf}')) => (char::from_u32(next as u32 + 0x40), length + next.len_utf8()),
        _ if is_silent(first) => (Some(first), length),
        _ if first.is_alphanumeric() => (Some(first), length),
        _ => (None, length),
    }
}

/// The bytes of an entity of HTML at the start of `text`.
fn entity(text: &str) -> Option<usize> {
    let end = text.bytes().take(10).position(|byte| byte == b';')?;
    let name = text.get(1..end)?;
    let name = name.strip_prefix('#').unwrap_or(name);
    (!name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric())).then_some(end + 1)
}

/// True for what stands within a word and is no letter: soft hyphens, joiners, accents by themselves, vowel points.
fn is_silent(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{300}'..='\u{36f}'
        | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{591}'..='\u{5c7}')
}

/// True for signs of scripts that put no space between words.
fn is_sign(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn setting_case_and_character_set_change_nothing() {
        let plain = words("The premier's visit - \"a farce\" - cost José Ibarra 1,200 votes");
        for other in [
            "THE PREMIER’S VISIT — “A FARCE” — COST JOSE IBARRA 1,200 VOTES",
            "The premierâ€™s visit â€” â€œa farceâ€\u{9d} â€” cost JosÃ© Ibarra 1,200Â\u{a0}votes",
            "The premier&#8217;s visit &mdash; &quot;a farce&quot;&nbsp;&mdash; cost Jo\u{ad}se\u{301} Ibarra\n1,200   votes",
        ] {
            assert_eq!(words(other), plain, "{other}");
        }
    }

    #[test]
    fn numbers_and_days_are_figures() {
        let figures: Vec<bool> = words("Twelve of 40 died on Monday in May").iter().map(|word| word.figure).collect();
        assert_eq!(figures, [true, false, true, false, false, true, false, true]);
    }

    #[test]
    fn a_number_is_the_same_in_words_and_in_figures() {
        assert_eq!(words("Mon. 3 March"), words("Monday three Mar."));
    }

    #[test]
    fn signs_without_spaces_are_words() {
        assert_eq!(words("总统访问北京").len(), 6);
    }
}
