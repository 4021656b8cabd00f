//! Tokens: the words, numbers and marks of a sentence, as the patterns see them.

use super::lexicon::{Class, Entry, Key, Lexicon};
use crate::Span;

/// A word, number or mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'l> {
    pub(super) span: Span,
    /// What the lexicon knows of it.
    entry: Option<&'l Entry>,
    /// What it is as a number.
    number: [Option<(Key, f64)>; 3],
    capital: bool,
    dot: bool,
}

/// What a number without a definite value ("several") has for one.
pub(super) const VAGUE: f64 = -1.0;

impl<'l> Token<'l> {
    /// A token that is a number in the forms given.
    pub(super) fn number(span: Span, forms: [Option<(Class, f64)>; 3]) -> Self {
        let number = forms.map(|form| form.map(|(class, value)| (class.into(), value)));
        Token { span, entry: None, number, capital: false, dot: false }
    }

    /// The token's keys with their values.
    pub(super) fn keys(&self) -> impl Iterator<Item = (Key, f64)> {
        let (capital, dot) = (self.capital, self.dot);
        let senses = self.entry.map_or(&[][..], |entry| &entry.senses);
        let fits = move |sense: &&super::lexicon::Sense| (capital || !sense.capital) && (dot || !sense.dot);
        senses.iter().filter(fits).map(|sense| (sense.key, sense.value)).chain(self.number.into_iter().flatten())
    }

    /// Its value as one of a class.
    pub(super) fn value(&self, class: Class) -> Option<f64> {
        self.keys().find(|(key, _)| *key == class.into()).map(|(_, value)| value)
    }

    /// Whether patterns can do anything with it.
    pub(super) fn is_known(&self) -> bool {
        self.entry.is_some() || self.number[0].is_some()
    }
}

/// Cuts `sentence` of `text` into tokens, in linear time; white space falls away.
pub(super) fn tokens<'l>(text: &str, sentence: Span, lexicon: &'l Lexicon, out: &mut Vec<Token<'l>>) {
    out.clear();
    let covered = sentence.of(text);
    let bytes = covered.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        if byte.is_ascii_whitespace() {
            at += 1;
            continue;
        }
        let (end, mut token) = if byte.is_ascii_digit() {
            digits(covered, at)
        } else if byte.is_ascii_alphabetic() || byte >= 0x80 && starts_word(covered, at) {
            word(covered, at, lexicon)
        } else {
            mark(covered, at, lexicon)
        };
        token.span = Span::new(sentence.start + at, sentence.start + end);
        out.push(token);
        at = end;
    }
}

fn starts_word(covered: &str, at: usize) -> bool {
    covered[at..].chars().next().is_some_and(char::is_alphabetic)
}

fn entry<'l>(lexicon: &'l Lexicon, word: &str, dot: bool) -> Token<'l> {
    let capital = word.as_bytes().first().is_some_and(u8::is_ascii_uppercase);
    Token { span: Span::default(), entry: lexicon.entry(word), number: [None; 3], capital, dot }
}

/// A word: letters, digits behind them, and an apostrophe between letters, but for the possessive.
fn word<'l>(covered: &str, at: usize, lexicon: &'l Lexicon) -> (usize, Token<'l>) {
    let bytes = covered.as_bytes();
    let mut end = at;
    while end < bytes.len() {
        if bytes[end].is_ascii_alphanumeric() {
            end += 1;
            continue;
        }
        let Some(c) = covered[end..].chars().next() else { break };
        let after = end + c.len_utf8();
        let letter = bytes.get(after).is_some_and(u8::is_ascii_alphabetic);
        let possessive = bytes.get(after).is_some_and(|s| s.eq_ignore_ascii_case(&b's'))
            && !bytes.get(after + 1).is_some_and(u8::is_ascii_alphanumeric);
        if c.is_alphabetic() && !c.is_ascii() || matches!(c, '\'' | '’' | '‘') && letter && !possessive {
            end = after;
        } else {
            break;
        }
    }
    // "p.m.", "a.m."
    let is = |at: usize, letter: u8| bytes.get(at).is_some_and(|byte| byte.eq_ignore_ascii_case(&letter));
    if end == at + 1 && (is(at, b'a') || is(at, b'p')) && is(end, b'.') {
        let m = if is(end + 1, b' ') { end + 2 } else { end + 1 };
        if is(m, b'm') && !bytes.get(m + 1).is_some_and(u8::is_ascii_alphanumeric) {
            let name = if is(at, b'a') { "a.m" } else { "p.m" };
            return (m + 1 + usize::from(is(m + 1, b'.')), entry(lexicon, name, true));
        }
    }
    let mut token = entry(lexicon, &covered[at..end], false);
    if is(end, b'.') && token.entry.is_some_and(|entry| entry.takes_dot) {
        token.dot = true;
        end += 1;
    }
    (end, token)
}

fn mark<'l>(covered: &str, at: usize, lexicon: &'l Lexicon) -> (usize, Token<'l>) {
    let Some(c) = covered[at..].chars().next() else { return (at + 1, entry(lexicon, "", false)) };
    let end = at + c.len_utf8();
    let rest = &covered[end..];
    if matches!(c, '\'' | '’' | '‘' | '`') {
        if rest.starts_with(['s', 'S']) && !rest[1..].starts_with(char::is_alphanumeric) {
            return (end + 1, entry(lexicon, "'s", false));
        }
        // "'89", "'90s"
        let two = rest.len() >= 2 && rest.as_bytes()[..2].iter().all(u8::is_ascii_digit);
        let after = rest.get(2..).unwrap_or("");
        if two && !after.starts_with(|c: char| c.is_ascii_digit()) {
            let value: f64 = rest[..2].parse().unwrap_or(0.0);
            if after.starts_with('s') && !after[1..].starts_with(char::is_alphanumeric) {
                return (
                    end + 3,
                    Token::number(Span::default(), [Some((Class::DECADE, short_year(value) / 10.0)), None, None]),
                );
            }
            return (
                end + 2,
                Token::number(Span::default(), [Some((Class::SHORTYEAR, short_year(value))), None, None]),
            );
        }
    }
    let fraction = match c {
        '½' => Some(0.5),
        '¼' => Some(0.25),
        '¾' => Some(0.75),
        _ => None,
    };
    if let Some(value) = fraction {
        return (end, Token::number(Span::default(), [Some((Class::FRACTION, value)), None, None]));
    }
    let plain = if matches!(c, '–' | '‑' | '‐' | '—') { "-" } else { &covered[at..end] };
    (end, entry(lexicon, plain, false))
}

/// The year that two digits mean: 1930 to 2029.
fn short_year(two: f64) -> f64 {
    if two < 30.0 { 2000.0 + two } else { 1900.0 + two }
}

/// A number, and what is written together with it: "1989", "1,200", "2.5", "3rd", "1990s", "9:30", "10/30/89", "1999-12-31".
fn digits<'l>(covered: &str, at: usize) -> (usize, Token<'l>) {
    let bytes = covered.as_bytes();
    let run = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let is = |at: usize, mark: u8| bytes.get(at) == Some(&mark);
    let parse = |from: usize, to: usize| covered[from..to].parse::<f64>().unwrap_or(f64::MAX);
    let number = |class: Class, value: f64| Token::number(Span::default(), [Some((class, value)), None, None]);
    let first = run(at);
    let end = at + first;
    let value = parse(at, end);
    let joined = |mark: u8| {
        // Two further runs of digits behind the same mark.
        let second = if is(end, mark) { run(end + 1) } else { 0 };
        let middle = end + 1 + second;
        let third = if second > 0 && is(middle, mark) { run(middle + 1) } else { 0 };
        (third > 0).then(|| (parse(end + 1, middle), parse(middle + 1, middle + 1 + third), third, middle + 1 + third))
    };
    for mark in [b'-', b'/', b'.'] {
        let Some((second, third, length, after)) = joined(mark) else { continue };
        if first == 4 && second <= 12.0 && third <= 31.0 {
            let date = value * 10_000.0 + second * 100.0 + third;
            let time =
                bytes.get(after) == Some(&b'T') && run(after + 1) == 2 && is(after + 3, b':') && run(after + 4) == 2;
            if time {
                let minutes = parse(after + 1, after + 3) * 60.0 + parse(after + 4, after + 6);
                let rest = bytes[after + 6..].iter().take_while(|b| b.is_ascii_digit() || b":.Z+".contains(b)).count();
                let end = covered[..after + 6 + rest].trim_end_matches(['.', ':']).len();
                return (end, number(Class::ISOTIME, date * 10_000.0 + minutes));
            }
            return (after, number(Class::ISO, date));
        }
        if (length == 4 || length == 2) && (value <= 31.0 && second <= 31.0) && first <= 2 {
            let year = if length == 2 { short_year(third) } else { third };
            // A full stop puts the day first.
            let day_first = if mark == b'.' { 100_000_000.0 } else { 0.0 };
            return (after, number(Class::SLASHED, day_first + year * 10_000.0 + value * 100.0 + second));
        }
        return (after, number(Class::SLASHED, f64::MAX));
    }
    if is(end, b':') && run(end + 1) == 2 && value < 25.0 {
        let minutes = parse(end + 1, end + 3);
        let seconds = if is(end + 3, b':') && run(end + 4) == 2 { 3 } else { 0 };
        if minutes < 60.0 {
            return (end + 3 + seconds, number(Class::CLOCK, value * 60.0 + minutes));
        }
    }
    if is(end, b'/') && run(end + 1) > 0 {
        let after = end + 1 + run(end + 1);
        let fraction = value / parse(end + 1, after);
        return (after, number(Class::FRACTION, fraction));
    }
    // Thousands and decimals.
    let mut after = end;
    let mut whole = value;
    while first <= 3 && is(after, b',') && run(after + 1) == 3 {
        whole = whole * 1000.0 + parse(after + 1, after + 4);
        after += 4;
    }
    if is(after, b'.') && run(after + 1) > 0 {
        let last = after + 1 + run(after + 1);
        return (last, number(Class::N, whole + parse(after + 1, last) / 10_f64.powi((last - after - 1) as i32)));
    }
    if after > end {
        return (after, number(Class::N, whole));
    }
    let suffix = bytes[end..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let written = &covered[end..end + suffix];
    if first <= 2 && ["st", "nd", "rd", "th"].iter().any(|ending| written.eq_ignore_ascii_case(ending)) {
        return (end + suffix, number(Class::NTH, value));
    }
    let tens = value % 10.0 == 0.0;
    if tens && (first == 4 && (1000.0..2200.0).contains(&value) || first == 2) {
        let possessive = is(end, b'\'') && is(end + 1, b's') && first == 4;
        if written == "s" || possessive {
            // "the 80s"; "in her 80s" is an age.
            let (class, value) = if first == 2 { (Class::TENS, value) } else { (Class::DECADE, value / 10.0) };
            return (end + 1 + usize::from(possessive), number(class, value));
        }
    }
    let glued = suffix > 0 && !["am", "pm", "AM", "PM", "a", "p", "h", "hrs", "hours", "GMT"].contains(&written);
    let mut forms = [Some((Class::N, value)), None, None];
    if first == 4 && (1000.0..2200.0).contains(&value) {
        forms[1] = Some((Class::YEAR, value));
    } else if first <= 2 && (1.0..=31.0).contains(&value) {
        forms[1] = Some((Class::DAY, value));
    }
    if glued || value == f64::MAX {
        // "747s", "4x4": no number of days or years.
        return (end + suffix, Token::number(Span::default(), [Some((Class::FRACTION, 0.0)), None, None]));
    }
    (end, Token::number(Span::default(), forms))
}
