//! Numbers in words: "twenty-four", "two hundred", "a couple of", "several", "nineteen ninety-eight".

use super::lexicon::{Class, Key, Lexicon};
use super::token::{Token, VAGUE};

/// Words of the patterns that numbers are made with.
struct Joints {
    a: Option<Key>,
    an: Option<Key>,
    and: Option<Key>,
    of: Option<Key>,
    hyphen: Option<Key>,
    half: Option<Key>,
}

/// Puts one token in the place of every number that is written in words or in several parts.
pub(super) fn fold(tokens: &mut Vec<Token<'_>>, lexicon: &Lexicon) {
    const PARTS: [Class; 5] = [Class::CARD, Class::VAGUE, Class::VAGUES, Class::TIMES, Class::FRACTION];
    let of_number = |token: &Token<'_>| token.keys().any(|(key, _)| PARTS.iter().any(|part| key == Key::from(*part)));
    if !tokens.iter().any(of_number) {
        return;
    }
    let joints = Joints {
        a: lexicon.key("a"),
        an: lexicon.key("an"),
        and: lexicon.key("and"),
        of: lexicon.key("of"),
        hyphen: lexicon.key("-"),
        half: lexicon.key("half"),
    };
    let mut kept = 0;
    let mut at = 0;
    while at < tokens.len() {
        let (token, used) = match number_at(&tokens[at..], &joints) {
            Some((forms, used)) => (Token::number(tokens[at].span.union(tokens[at + used - 1].span), forms), used),
            None => (tokens[at], 1),
        };
        tokens[kept] = token;
        kept += 1;
        at += used;
    }
    tokens.truncate(kept);
}

type Forms = [Option<(Class, f64)>; 3];

fn plain(value: f64) -> Forms {
    let day = (1.0..=31.0).contains(&value).then_some((Class::DAY, value));
    [Some((Class::N, value)), day, None]
}

/// The number that starts the tokens, in its forms, and how many tokens it takes.
fn number_at(tokens: &[Token<'_>], joints: &Joints) -> Option<(Forms, usize)> {
    let value = |at: usize, class: Class| tokens.get(at).and_then(|token| token.value(class));
    let is = |at: usize, key: Option<Key>| {
        key.is_some_and(|key| tokens.get(at).is_some_and(|token| token.keys().any(|(known, _)| known == key)))
    };
    if is(0, joints.a) || is(0, joints.an) {
        // "a few", "a couple of", "a hundred", "a dozen".
        return match () {
            () if value(1, Class::VAGUE).is_some() => {
                let value = value(1, Class::VAGUE).filter(|value| *value > 0.0).unwrap_or(VAGUE);
                Some((plain(value), 2 + usize::from(is(2, joints.of))))
            }
            () if value(1, Class::TIMES).is_some() => {
                let (times, used) = scaled(1.0, tokens, 1, joints)?;
                Some((plain(times), used))
            }
            () => None,
        };
    }
    if let Some(several) = value(0, Class::VAGUE) {
        // "couple" is two, and wants "of".
        return if several > 0.0 { is(1, joints.of).then_some((plain(several), 2)) } else { Some((plain(VAGUE), 1)) };
    }
    if value(0, Class::VAGUES).is_some() && is(1, joints.of) {
        return Some((plain(VAGUE), 2));
    }
    if let Some(fraction) = value(0, Class::FRACTION) {
        return (fraction > 0.0).then_some((plain(fraction), 1));
    }
    // "3 1/2"
    if let (Some(whole), Some(fraction)) = (value(0, Class::N), value(1, Class::FRACTION)) {
        return (fraction < 1.0).then_some((plain(whole + fraction), 2));
    }
    let Some((mut number, mut used)) = below_hundred(tokens, 0, joints) else {
        // "3 million"
        let whole = value(0, Class::N)?;
        value(1, Class::TIMES)?;
        let (times, used) = scaled(whole, tokens, 1, joints)?;
        return Some((plain(times), used));
    };
    // "twenty-first"
    if number >= 20.0 && number % 10.0 == 0.0 && used == 1 {
        let next = 1 + usize::from(is(1, joints.hyphen));
        if let Some(nth) = value(next, Class::NTH).filter(|nth| *nth < 10.0) {
            return Some(([Some((Class::NTH, number + nth)), None, None], next + 1));
        }
    }
    // "nineteen ninety-eight", "twenty nineteen", "nineteen nineties"
    if (10.0..=20.0).contains(&number) && used == 1 {
        let next = 1 + usize::from(is(1, joints.hyphen));
        if let Some((rest, more)) = below_hundred(tokens, next, joints).filter(|(rest, _)| *rest >= 10.0) {
            let year = number * 100.0 + rest;
            return Some(([Some((Class::N, year)), Some((Class::YEAR, year)), None], next + more));
        }
        if let Some(tens) = value(next, Class::TENS) {
            return Some(([Some((Class::DECADE, number * 10.0 + tens / 10.0)), None, None], next + 1));
        }
    }
    if value(used, Class::TIMES).is_some() {
        (number, used) = scaled(number, tokens, used, joints)?;
    }
    // "two thousand and five"
    let mut forms = plain(number);
    if (1900.0..2100.0).contains(&number) {
        forms[1] = Some((Class::YEAR, number));
    }
    Some((forms, used))
}

/// "twenty", "four", "twenty-four", "twenty four".
fn below_hundred(tokens: &[Token<'_>], at: usize, joints: &Joints) -> Option<(f64, usize)> {
    let value = |at: usize| tokens.get(at).and_then(|token| token.value(Class::CARD));
    let first = value(at)?;
    let hyphen = joints
        .hyphen
        .is_some_and(|key| tokens.get(at + 1).is_some_and(|token| token.keys().any(|(known, _)| known == key)));
    let next = at + 1 + usize::from(hyphen);
    match value(next) {
        Some(unit) if first >= 20.0 && first % 10.0 == 0.0 && unit < 10.0 => Some((first + unit, next + 1 - at)),
        _ => Some((first, 1)),
    }
}

/// A number with the words behind it that multiply it, from token `at` on: "two hundred and fifty thousand".
fn scaled(mut number: f64, tokens: &[Token<'_>], mut at: usize, joints: &Joints) -> Option<(f64, usize)> {
    let is_and = |at: usize| {
        joints.and.is_some_and(|key| tokens.get(at).is_some_and(|token| token.keys().any(|(known, _)| known == key)))
    };
    let is_half = |at: usize| {
        joints.half.is_some_and(|key| tokens.get(at).is_some_and(|token| token.keys().any(|(known, _)| known == key)))
    };
    while let Some(times) = tokens.get(at).and_then(|token| token.value(Class::TIMES)) {
        number *= times;
        at += 1;
        let next = at + usize::from(is_and(at));
        if is_half(next) {
            break;
        }
        if times >= 100.0
            && let Some((rest, used)) = below_hundred(tokens, next, joints)
        {
            number += rest;
            at = next + used;
        }
    }
    Some((number, at))
}
