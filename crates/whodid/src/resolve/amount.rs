//! Amounts written in digits and words: "9,500", "twenty-three", "half a million", "tens of thousands", "€2bn".

use std::sync::LazyLock;

use super::numerals::{cardinal, times};

/// A piece of a phrase that may be an amount.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// Digits.
    Digits(f64),
    /// A word in small letters, or a mark.
    Word(String),
}

impl Token {
    /// As it stands in a phrase.
    pub fn word(&self) -> String {
        match self {
            Token::Digits(value) => value.to_string(),
            Token::Word(word) => word.clone(),
        }
    }

    fn is(&self, word: &str) -> bool {
        matches!(self, Token::Word(own) if own == word)
    }
}

/// Cuts a phrase into digits, words and the marks that matter to amounts.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if first.is_ascii_digit() {
            let length = digits_length(rest);
            out.extend(rest[..length].replace(',', "").parse().ok().map(Token::Digits));
            length
        } else if first.is_alphabetic() {
            let length = rest.find(|c: char| !(c.is_alphabetic() || matches!(c, '\'' | '’'))).unwrap_or(rest.len());
            out.push(Token::Word(rest[..length].to_lowercase()));
            length
        } else {
            match first {
                '-' | '–' | '—' | '‑' => out.push(Token::Word("-".into())),
                '+' | '~' => out.push(Token::Word(first.into())),
                _ => {}
            }
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    out
}

/// Bytes of the number that opens `text`, with commas between thousands and a decimal point.
fn digits_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let run = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut end = run(0);
    while bytes.get(end) == Some(&b',') && run(end + 1) == 3 {
        end += 4;
    }
    if bytes.get(end) == Some(&b'.') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit) {
        end += 1 + run(end + 1);
    }
    end
}

/// An amount: both ends of what it may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Amount {
    pub least: f64,
    pub most: f64,
    /// Said to be rough.
    pub about: bool,
    /// What a bare number before it is multiplied by in a range: the million of "1 to 2 million".
    unit: f64,
    /// Written as a bare number below a thousand.
    bare: bool,
}

impl Amount {
    fn exact(value: f64) -> Amount {
        Amount { least: value, most: value, about: false, unit: 1.0, bare: false }
    }

    fn between(least: f64, most: f64) -> Amount {
        Amount { least, most, ..Amount::exact(0.0) }
    }

    /// From this amount to another.
    pub fn to(self, other: Amount) -> Amount {
        let scale =
            if self.bare && other.unit > 1.0 && self.least * other.unit <= other.most { other.unit } else { 1.0 };
        let (least, most) = (self.least * scale, other.most);
        Amount { least: least.min(most), most: least.max(most), about: self.about || other.about, ..other }
    }
}

/// Words that multiply what stands before them.
fn multiplier(word: &str) -> Option<f64> {
    Some(match word {
        "k" => 1e3,
        "m" | "mn" | "mln" => 1e6,
        "bn" | "bln" => 1e9,
        "tn" | "trn" => 1e12,
        _ => return times(word),
    })
}

/// What a word of number is worth: "zero", "seven", "twenty".
fn ones_or_tens(word: &str) -> Option<f64> {
    if word == "zero" { Some(0.0) } else { cardinal(word) }
}

/// "dozens": from two to less than ten of them, or what comes before the next word of the kind.
fn vague(word: &str) -> Option<(f64, f64)> {
    Some(match word {
        "dozens" => (24.0, 99.0),
        "scores" => (40.0, 99.0),
        "tens" => (20.0, 99.0),
        "hundreds" => (200.0, 999.0),
        "thousands" => (2e3, 9_999.0),
        "millions" => (2e6, 9_999_999.0),
        "billions" => (2e9, 9_999_999_999.0),
        _ => return None,
    })
}

/// The amount at the head of `tokens`, and how many of them it takes.
pub(super) fn at(tokens: &[Token]) -> Option<(Amount, usize)> {
    vaguely(tokens).or_else(|| fixed(tokens)).or_else(|| numeral(tokens))
}

/// "tens of thousands", "several hundred", "a few dozen", "a handful".
fn vaguely(tokens: &[Token]) -> Option<(Amount, usize)> {
    let word = |at: usize| match tokens.get(at) {
        Some(Token::Word(word)) => word.as_str(),
        _ => "",
    };
    if let Some((least, most)) = vague(word(0)) {
        let of = if word(1) == "of" { vague(word(2)).map(|(unit, _)| unit / 2.0) } else { None };
        let of = of.filter(|unit| matches!(word(0), "tens" | "hundreds" | "thousands") && *unit >= 1e3);
        return Some(match of {
            Some(unit) => (Amount::between(least * unit, (most + 1.0) * unit - 1.0), 3),
            None => (Amount::between(least, most), 1),
        });
    }
    let opening = usize::from(word(0) == "a");
    let few = match word(opening) {
        "several" if opening == 0 => 1,
        "few" if opening == 1 => 2,
        "handful" if opening == 1 => return Some((Amount::between(3.0, 9.0), 2)),
        _ => return None,
    };
    Some(match multiplier(word(few)) {
        Some(12.0) => (Amount::between(36.0, 99.0), few + 1),
        Some(unit) => (Amount::between(3.0 * unit, 10.0 * unit - 1.0), few + 1),
        None => (Amount::between(3.0, 9.0), few),
    })
}

/// "no one", "both", "a couple", and an article where a number is looked for.
fn fixed(tokens: &[Token]) -> Option<(Amount, usize)> {
    let is = |at: usize, word: &str| tokens.get(at).is_some_and(|token| token.is(word));
    let value = |value: f64, used: usize| Some((Amount::exact(value), used));
    match tokens.first()? {
        Token::Word(word) if matches!(word.as_str(), "none" | "nobody" | "zero") => value(0.0, 1),
        Token::Word(word) if word == "no" => value(0.0, if is(1, "one") { 2 } else { 1 }),
        Token::Word(word) if word == "both" => value(2.0, 1),
        Token::Word(word) if word == "a" && is(1, "couple") => value(2.0, 2),
        Token::Word(word) if matches!(word.as_str(), "a" | "an") && tokens.len() == 1 => value(1.0, 1),
        Token::Word(word) if word == "half" && (is(1, "a") || is(1, "an")) => {
            let Token::Word(unit) = tokens.get(2)? else { return None };
            Some((Amount { unit: multiplier(unit)?, ..Amount::exact(multiplier(unit)? / 2.0) }, 3))
        }
        _ => None,
    }
}

/// "one hundred and twelve", "twenty-three", "1.5 million", "a thousand".
fn numeral(tokens: &[Token]) -> Option<(Amount, usize)> {
    let (mut total, mut current, mut unit) = (0.0, None::<f64>, 1.0);
    let mut used = 0;
    let mut digits = false;
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let known = match token {
            Token::Digits(value) if current.is_none() && !digits => {
                digits = true;
                current = Some(*value);
                true
            }
            Token::Digits(_) => break,
            Token::Word(word) => {
                if let Some(by) = multiplier(word) {
                    let article = at == 1 && (tokens[0].is("a") || tokens[0].is("an"));
                    if current.is_none() && at > 0 && !article {
                        break;
                    }
                    // "m" and "k" are units behind digits only.
                    if word.len() < 3 && !digits {
                        break;
                    }
                    unit = by;
                    let value = current.take().unwrap_or(1.0) * by;
                    if by > 100.0 {
                        total += value;
                    } else {
                        current = Some(value);
                    }
                    true
                } else if let Some(value) = ones_or_tens(word).filter(|_| !digits) {
                    let fits =
                        current.is_none_or(|so_far| so_far % 100.0 == 0.0 || value < 10.0 && so_far % 10.0 == 0.0);
                    if !fits {
                        break;
                    }
                    current = Some(current.unwrap_or(0.0) + value);
                    true
                } else {
                    let joins = used > 0
                        && (word == "and" && (total > 0.0 || current.is_some_and(|so_far| so_far >= 100.0))
                            || word == "-");
                    let goes_on = match tokens.get(at + 1) {
                        Some(Token::Word(next)) => {
                            is_numeral(next)
                                && (word != "-" || !digits && current.is_some_and(|so_far| so_far % 10.0 == 0.0))
                        }
                        _ => false,
                    };
                    let article = at == 0 && matches!(word.as_str(), "a" | "an");
                    if !goes_on || !(joins || article) {
                        break;
                    }
                    false
                }
            }
        };
        at += 1;
        if known {
            used = at;
        }
    }
    if used == 0 {
        return None;
    }
    let value = total + current.unwrap_or(0.0);
    let bare = unit == 1.0 && value < 1000.0;
    Some((Amount { unit, bare, ..Amount::exact(value) }, used))
}

fn is_numeral(word: &str) -> bool {
    ones_or_tens(word).is_some() || multiplier(word).is_some_and(|_| word.len() > 2)
}

/// A currency's code and the words and signs for it.
type Currency = (&'static str, Vec<&'static str>);

static CURRENCIES: LazyLock<Vec<Currency>> = LazyLock::new(|| {
    let lines = include_str!("en/currencies.txt").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once(' ')).map(|(code, forms)| (code, forms.split(';').collect())).collect()
});

/// Currencies whose nouns other states share: an adjective before the noun tells them apart.
const SHARED: [&str; 6] = ["pounds", "pound", "dollars", "dollar", "won", "lira"];

/// The ISO 4217 code of the currency that a sum is in, when its words tell one only. `after` is what follows the sum.
pub(super) fn currency(text: &str, after: &str) -> Option<&'static str> {
    let next: String = after.split_whitespace().take(3).collect::<Vec<_>>().join(" ");
    let whole = format!("{text} {next}");
    let number_end = text.rfind(|c: char| c.is_ascii_digit()).map_or(0, |at| at + 1);
    let mut best: Option<(usize, &'static str)> = None;
    for (code, forms) in CURRENCIES.iter() {
        for form in forms {
            let sign = !form.ends_with(char::is_alphabetic);
            // A word of the following text counts only where the sum's own words end.
            let found = if sign { text.contains(form) } else { stands_in(&whole, form, number_end) };
            if found && best.is_none_or(|(length, _)| form.len() > length) {
                best = Some((form.len(), code));
            }
        }
    }
    let (length, code) = best?;
    // "Sudanese pounds" are listed; "Cypriot pounds" are not, and no sterling.
    let noun = SHARED.iter().find(|noun| noun.len() == length && whole.contains(**noun));
    let told_apart = noun.is_some_and(|noun| {
        let before = whole.split(noun).next().unwrap_or("").trim_end();
        before.rsplit(' ').next().is_some_and(|word| word.starts_with(char::is_uppercase))
    });
    Some(code).filter(|_| !told_apart)
}

/// Whether a word stands in a phrase behind the number, with nothing but numerals and its own adjective between.
fn stands_in(whole: &str, form: &str, from: usize) -> bool {
    let Some(rest) = whole.get(from..) else { return false };
    rest.match_indices(form).any(|(at, _)| {
        let bounded = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        let between = rest[..at].split_whitespace().all(|word| {
            let word = word.to_lowercase();
            is_numeral(&word)
                || vague(&word).is_some()
                || multiplier(&word).is_some()
                || word == "of"
                || word == "a"
                || word == "-"
                || rest[..at].split_whitespace().count() <= 3 && word.len() > 3
        });
        between && bounded(rest[..at].chars().next_back()) && bounded(rest[at + form.len()..].chars().next())
    })
}
