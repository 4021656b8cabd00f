//! The row of places, days and agencies that a dateline is made of.

use jiff::civil::Date;

use crate::Span;
use crate::read::calendar::{day_at, time_at};
use crate::read::outlets::{is_agency, sounds_like_outlet};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Place,
    Agency,
    Day,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub kind: Kind,
    pub span: Span,
    pub date: Option<Date>,
    /// Written in capitals throughout.
    pub upper: bool,
    pub bracketed: bool,
    /// A slash, not a comma, stands before it.
    pub slashed: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Close {
    None,
    Dash,
    /// A hyphen that touches the word before it: "AGENCY- ".
    Hyphen,
    Colon,
    Bracket,
    LineEnd,
}

pub(super) struct Row<'a> {
    pub text: &'a str,
    pub at: usize,
    pub parts: Vec<Part>,
    pub bracketed: bool,
}

impl Row<'_> {
    pub(super) fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    pub(super) fn skip_spaces(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    /// Takes a day, an agency or a place.
    pub(super) fn part(&mut self) -> bool {
        let slashed = self.text[..self.at].trim_end().ends_with('/');
        if let Some(day) = day_at(self.rest()) {
            let span = Span::new(self.at, self.at + day.length);
            self.at = span.end;
            self.parts.push(Part { kind: Kind::Day, span, date: day.date, upper: false, bracketed: false, slashed });
            return true;
        }
        let length = name_length(self.rest());
        if length == 0 {
            return false;
        }
        let span = Span::new(self.at, self.at + length);
        let name = span.of(self.text);
        let kind = if is_agency(name) || sounds_like_outlet(name) { Kind::Agency } else { Kind::Place };
        self.at = span.end;
        self.parts.push(Part { kind, span, date: None, upper: is_upper(name), bracketed: false, slashed });
        true
    }

    /// Takes a bracket of agencies and days.
    pub(super) fn bracket(&mut self) -> bool {
        let Some(close) = self.rest().find([')', ']']).filter(|&close| close < 80) else { return false };
        let inner = Span::new(self.at + 1, self.at + close);
        let mut from = inner.start;
        while from < inner.end {
            let rest = &self.text[from..inner.end];
            let skipped = rest.len() - rest.trim_start_matches([' ', ',', '/', '|', '-', '–', '—', ';']).len();
            from += skipped;
            let rest = &self.text[from..inner.end];
            if rest.is_empty() {
                break;
            }
            if let Some(day) = day_at(rest) {
                let span = Span::new(from, from + day.length);
                self.parts.push(Part {
                    kind: Kind::Day,
                    span,
                    date: day.date,
                    upper: false,
                    bracketed: true,
                    slashed: false,
                });
                from = span.end;
                continue;
            }
            let time = time_at(rest);
            if time > 0 {
                from += time;
                continue;
            }
            let length = [" - ", " – ", " — ", ",", "/", "|"]
                .iter()
                .filter_map(|mark| rest.find(mark))
                .min()
                .unwrap_or(rest.len());
            let span = Span::new(from, from + length).trimmed(self.text);
            let name = span.of(self.text);
            let fits =
                name.len() <= 50 && name.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || is_agency(name));
            if !fits || name.split_whitespace().count() > 6 {
                return false;
            }
            self.parts.push(Part {
                kind: Kind::Agency,
                span,
                date: None,
                upper: is_upper(name),
                bracketed: true,
                slashed: false,
            });
            from += length;
        }
        self.at = inner.end + 1;
        !inner.is_empty()
    }

    /// Takes the dash or colon that closes a dateline.
    pub(super) fn close(&mut self) -> Close {
        let rest = self.rest();
        let spaced = rest.trim_start_matches([' ', '\t', '\u{a0}']);
        let skipped = rest.len() - spaced.len();
        let dashes = spaced.len() - spaced.trim_start_matches(['-', '–', '—', '―', '−']).len();
        let after = spaced[dashes..].chars().next();
        let ends =
            after.is_none_or(|c| c.is_whitespace() || c.is_uppercase() || matches!(c, '"' | '“' | '‘' | '«' | '('));
        if dashes > 0 && ends {
            let hyphen = skipped == 0 && spaced.starts_with('-') && dashes == 1;
            self.at += skipped + dashes;
            return if hyphen { Close::Hyphen } else { Close::Dash };
        }
        if spaced.starts_with(':') && after_colon(spaced) {
            self.at += skipped + 1;
            return Close::Colon;
        }
        if spaced.is_empty() || spaced.starts_with(['\n', '\r']) {
            return Close::LineEnd;
        }
        Close::None
    }

    /// Takes what stands between two parts.
    pub(super) fn separator(&mut self) -> bool {
        let rest = self.rest();
        let spaced = rest.trim_start_matches([' ', '\t', '\u{a0}']);
        let mut length = rest.len() - spaced.len();
        if spaced.starts_with(['(', '[']) {
            self.at += length;
            return true;
        }
        if let Some(mark) = spaced.chars().next().filter(|c| matches!(c, ',' | '/' | '|' | ';' | '.')) {
            length += mark.len_utf8();
            self.at += length;
            let rest = self.rest();
            self.at += rest.len() - rest.trim_start_matches([' ', '\t', '\u{a0}']).len();
            return true;
        }
        // "BAGHDAD March 3", "BAGHDAD and TEHRAN".
        let and = spaced.strip_prefix("and ").map_or(0, |_| 4);
        self.at += length + and;
        (length > 0) && (and > 0 || day_at(self.rest()).is_some())
    }

    pub(super) fn upper_place_follows(&mut self) -> bool {
        let before = self.at;
        self.skip_spaces();
        let length = name_length(self.rest());
        let follows = length > 2 && is_upper(&self.rest()[..length]) && {
            let after = self.rest()[length..].trim_start();
            after.starts_with(['-', '–', '—', ',', '/', ':', '('])
        };
        if !follows {
            self.at = before;
        }
        follows
    }
}

/// Length in bytes of the name at the start of `rest`: words with a capital each, small words of names between.
fn name_length(rest: &str) -> usize {
    const SMALL: [&str; 12] = ["of", "the", "de", "du", "la", "el", "al", "and", "am", "on", "upon", "sur"];
    let mut end = 0;
    let mut at = 0;
    for count in 0..6 {
        let word_length = rest[at..]
            .find(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '.' | '‘' | 'ʿ' | '&')))
            .unwrap_or(rest.len() - at);
        let mut word = &rest[at..at + word_length];
        // A hyphen at the end closes the dateline; so does a full stop, unless letters apart by full stops end with it.
        word = word.trim_end_matches('-');
        let dotted = word.matches('.').count() > 1 || matches!(word, "St." | "Ft." | "Mt." | "ST." | "FT." | "MT.");
        if !dotted {
            word = word.trim_end_matches('.');
        }
        let capital = word.starts_with(|c: char| c.is_uppercase() || c == '\'' || c == '’' || c == '‘')
            || word.starts_with("al-")
            || word.starts_with("el-");
        let small = count > 0 && SMALL.contains(&word);
        if word.is_empty() || !(capital || small) {
            break;
        }
        at += word.len();
        if capital {
            end = at;
        }
        if !rest[at..].starts_with(' ') || word.len() < word_length {
            break;
        }
        // "BAGHDAD March 3": a day is no part of the name.
        if day_at(&rest[at + 1..]).is_some() {
            break;
        }
        at += 1;
    }
    end
}

fn is_upper(name: &str) -> bool {
    name.chars().any(char::is_uppercase)
        && !name.trim_start_matches("al-").trim_start_matches("el-").chars().any(char::is_lowercase)
}

/// A colon that a space follows, and not a time or an address.
fn after_colon(spaced: &str) -> bool {
    spaced[1..].starts_with([' ', '\n', '\u{a0}'])
}
