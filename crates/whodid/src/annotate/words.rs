//! Words and punctuation marks of a sentence.
//!
//! Input: a text and the span of a sentence. Output: spans of its words and marks, in order, none overlapping, no white
//! space in them.

use crate::Span;

use super::sentences::{Abbreviation, Orthography, is_dotted};

/// The words and punctuation marks of `sentence`, in bytes of `text`.
///
/// One word: "U.S.", "al-Kadhimi", "O'Brien", "Sana'a", "cannot", "don't", "1,200.5", "Gen.", addresses. Apart: the
/// possessive ("Iraq" "'s"), currency and per cent signs, every other mark. Takes linear time.
///
/// ```
/// use whodid::{Span, annotate::words::words};
/// let text = "Iraq's Gen. al-Kadhimi can't pay $1,200.";
/// let words: Vec<&str> = words(text, Span::new(0, text.len())).iter().map(|word| word.of(text)).collect();
/// assert_eq!(words, ["Iraq", "'s", "Gen.", "al-Kadhimi", "can't", "pay", "$", "1,200", "."]);
/// ```
pub fn words(text: &str, sentence: Span) -> Vec<Span> {
    words_as(text, sentence, Orthography::english())
}

/// As [`words`], by the writing of another language.
pub fn words_as(text: &str, sentence: Span, orthography: &Orthography) -> Vec<Span> {
    let covered = sentence.of(text);
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(c) = covered[at..].chars().next() {
        let end = if is_space(c) {
            at += c.len_utf8();
            continue;
        } else if let Some(end) = address_end(covered, at) {
            end
        } else if let Some(end) = possessive_end(covered, at) {
            end
        } else if is_word(c) || matches!(c, '@' | '#') && next_is(covered, at + 1, is_word) {
            word_end(covered, at, orthography)
        } else {
            mark_end(covered, at, c)
        };
        words.push(Span::new(sentence.start + at, sentence.start + end));
        at = end;
    }
    words
}

/// White space, and the marks that steer writing without being seen.
fn is_space(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}

/// Letters, digits, and what joins to them: accents set apart, joiners of Persian and Indic writing.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || is_joined(c) || c == '_'
}

fn is_joined(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | 'ʻ' | 'ʿ' | 'ʾ' | '‘' | '`')
}

fn next_is(covered: &str, at: usize, what: impl Fn(char) -> bool) -> bool {
    covered.get(at..).and_then(|rest| rest.chars().next()).is_some_and(what)
}

/// The end of an address or mail address that starts at `at`.
fn address_end(covered: &str, at: usize) -> Option<usize> {
    let rest = &covered[at..];
    if !(rest.starts_with("http://") || rest.starts_with("https://") || rest.starts_with("www.")) {
        return None;
    }
    let length =
        rest.find(|c: char| is_space(c) || matches!(c, '"' | '“' | '”' | '<' | '>' | '«' | '»')).unwrap_or(rest.len());
    let bare = rest[..length].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'', '’']);
    (bare.len() > 4).then_some(at + bare.len())
}

/// The end of a possessive "'s" or of a "n't"-less contraction's "'s" that starts at `at`.
fn possessive_end(covered: &str, at: usize) -> Option<usize> {
    let mut rest = covered[at..].char_indices();
    let (_, mark) = rest.next()?;
    let (s_at, s) = rest.next()?;
    let after_word = covered[..at].chars().next_back().is_some_and(is_word);
    let ends = rest.next().is_none_or(|(_, c)| !is_word(c) && !is_apostrophe(c));
    (after_word && matches!(mark, '\'' | '’') && matches!(s, 's' | 'S') && ends).then_some(at + s_at + 1)
}

/// The end of the word that starts at `at`: letters and digits, with the marks inside that belong to it.
fn word_end(covered: &str, at: usize, orthography: &Orthography) -> usize {
    let mut end = at;
    let mut last = ' ';
    let mut mail = false;
    while let Some(c) = covered[end..].chars().next() {
        let after = end + c.len_utf8();
        let next = covered[after..].chars().next();
        let inner = |test: fn(char) -> bool| last != ' ' && next.is_some_and(test);
        let belongs = match c {
            _ if is_word(c) => true,
            '@' | '#' if end == at => true,
            '@' => {
                mail = inner(is_word);
                mail
            }
            '-' | '‐' | '‑' => inner(is_word),
            _ if is_apostrophe(c) => inner(char::is_alphabetic) && possessive_end(covered, end).is_none(),
            '&' => last.is_uppercase() && next.is_some_and(char::is_uppercase),
            ',' | ':' | '/' | '٬' | '٫' => last.is_numeric() && next.is_some_and(char::is_numeric),
            '.' => dot_belongs(covered, at, end, last, next, mail, orthography),
            _ => false,
        };
        if !belongs {
            break;
        }
        last = c;
        end = after;
    }
    abbreviation_end(covered, at, end, orthography)
}

/// Whether the full stop at `dot` stands inside the word that starts at `at`.
fn dot_belongs(
    covered: &str,
    at: usize,
    dot: usize,
    last: char,
    next: Option<char>,
    mail: bool,
    orthography: &Orthography,
) -> bool {
    let Some(next) = next else { return false };
    if last.is_numeric() && next.is_numeric() {
        return true;
    }
    let one_letter = covered[at..dot].rsplit(['.', '-']).next().is_some_and(|part| part.chars().count() == 1);
    if one_letter && next.is_alphabetic() && last.is_alphabetic() {
        return true;
    }
    // "U.S.-led": the full stop is the abbreviation's.
    if matches!(next, '-' | '‑') && last.is_alphabetic() {
        return true;
    }
    let domain = covered[dot + 1..].split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let two = domain.chars().nth(1).is_some_and(char::is_lowercase);
    last.is_alphanumeric()
        && next.is_alphanumeric()
        && (mail || next.is_lowercase() || domain == "D" || next.is_uppercase() && two && orthography.is_domain(domain))
}

/// Takes in the full stop of an abbreviation.
fn abbreviation_end(covered: &str, at: usize, end: usize, orthography: &Orthography) -> usize {
    if !covered[end..].starts_with('.') || covered[end..].starts_with("..") || end - at > 40 {
        return end;
    }
    let word = &covered[at..end + 1];
    let rest = covered[end + 1..].trim_start();
    let number_follows = rest.starts_with(|c: char| c.is_numeric());
    let initial = word.chars().count() == 2 && word.starts_with(char::is_uppercase);
    let last = word.rsplit('-').next().unwrap_or(word);
    let belongs = is_dotted(last)
        || match orthography.abbreviation(word) {
            Some(Abbreviation::Number) => number_follows,
            Some(_) => true,
            None => initial && rest.starts_with(|c: char| c.is_alphanumeric()),
        };
    if belongs { end + 1 } else { end }
}

/// The end of a mark: runs of the same full stop or dash are one, and a sign keeps what joins to it.
fn mark_end(covered: &str, at: usize, c: char) -> usize {
    let rest = &covered[at..];
    let same = |mark: char| rest.find(|d: char| d != mark).unwrap_or(rest.len());
    match c {
        '.' | '-' | '*' | '=' | '!' | '?' => at + same(c),
        '`' | '\'' if rest.starts_with("``") || rest.starts_with("''") => at + 2,
        _ => {
            let first = c.len_utf8();
            at + first + rest[first..].find(|d: char| !is_joined(d)).unwrap_or(rest.len() - first)
        }
    }
}
