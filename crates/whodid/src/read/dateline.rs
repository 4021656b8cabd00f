//! The dateline: place, agency and day before a report's first sentence.

use jiff::civil::Date;

use super::calendar::{day_at, time_at};
use super::outlets::{is_agency, sounds_like_outlet};
use crate::Span;

/// What a dateline tells. Spans are in bytes of the text it was looked for in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Dateline {
    /// The first place named, with the region that narrows it ("Taipei, Taiwan").
    pub place: Option<Span>,
    /// The agency or outlet named.
    pub agency: Option<Span>,
    /// The day, when its year is written.
    pub date: Option<Date>,
    /// Where the report starts.
    pub end: usize,
}

/// No dateline is longer, in bytes.
const LONGEST: usize = 140;

/// Words in capitals with a colon or dash that are no place.
const LABELS: [&str; 34] = [
    "BREAKING",
    "UPDATE",
    "UPDATED",
    "WATCH",
    "VIDEO",
    "PHOTOS",
    "OPINION",
    "ANALYSIS",
    "EXCLUSIVE",
    "INTERVIEW",
    "EXPLAINER",
    "FACTBOX",
    "TIMELINE",
    "LIVE",
    "NOTE",
    "FEATURE",
    "URGENT",
    "ALERT",
    "CORRECTION",
    "REPORT",
    "STATEMENT",
    "READ",
    "SPECIAL",
    "EDITORIAL",
    "COMMENT",
    "PROFILE",
    "BRIEF",
    "BREAKINGVIEWS",
    "PRESS RELEASE",
    "NEWS",
    "QUESTION",
    "ANSWER",
    "SUMMARY",
    "WRAPUP",
];

/// Reads the dateline at the start of `text`.
///
/// It is a row of places, days and agencies, apart by commas or slashes, perhaps some in brackets, closed by a dash or colon,
/// or by the bracket itself.
pub(super) fn dateline(text: &str) -> Option<Dateline> {
    let mut row = Row { text: &text[..text.floor_char_boundary(LONGEST)], at: 0, parts: Vec::new(), bracketed: false };
    row.skip_spaces();
    let start = row.at;
    let mut closed = Close::None;
    for _ in 0..8 {
        if row.text[row.at..].starts_with(['(', '[']) {
            if row.bracketed || !row.bracket() {
                return None;
            }
            row.bracketed = true;
            closed = row.close();
            if closed == Close::None {
                closed = Close::Bracket;
            }
            // "(AFP) BAGHDAD –": what follows an opening bracket may still belong.
            let more = row.parts.iter().all(|part| part.kind == Kind::Agency) && closed == Close::Bracket;
            if !more || !row.upper_place_follows() {
                break;
            }
            continue;
        }
        if !row.part() {
            return None;
        }
        closed = row.close();
        if closed != Close::None {
            // "IRNA – TEHRAN –"
            if row.parts.iter().all(|part| part.kind == Kind::Agency) && row.upper_place_follows() {
                continue;
            }
            break;
        }
        if !row.separator() {
            return None;
        }
    }
    row.skip_spaces();
    let found = row.judge(closed)?;
    (found.end > start && !text[found.end..].trim().is_empty()).then_some(found)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Place,
    Agency,
    Day,
}

#[derive(Clone, Copy, Debug)]
struct Part {
    kind: Kind,
    span: Span,
    date: Option<Date>,
    /// Written in capitals throughout.
    upper: bool,
    bracketed: bool,
    /// A slash, not a comma, stands before it.
    slashed: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Close {
    None,
    Dash,
    /// A hyphen that touches the word before it: "AGENCY- ".
    Hyphen,
    Colon,
    Bracket,
    LineEnd,
}

struct Row<'a> {
    text: &'a str,
    at: usize,
    parts: Vec<Part>,
    bracketed: bool,
}

impl Row<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn skip_spaces(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    /// Takes a day, an agency or a place.
    fn part(&mut self) -> bool {
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
    fn bracket(&mut self) -> bool {
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
    fn close(&mut self) -> Close {
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
    fn separator(&mut self) -> bool {
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

    fn upper_place_follows(&mut self) -> bool {
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

    /// Whether what was read is a dateline, and what it says.
    fn judge(&self, close: Close) -> Option<Dateline> {
        let places: Vec<&Part> = self.parts.iter().filter(|part| part.kind == Kind::Place).collect();
        let agency = self.parts.iter().find(|part| part.kind == Kind::Agency);
        let day = self.parts.iter().find(|part| part.kind == Kind::Day);
        let known = agency.is_some_and(|part| {
            let name = part.span.of(self.text);
            is_agency(name) || sounds_like_outlet(name)
        });
        let upper = places.first().is_some_and(|part| part.upper && part.span.len() > 2);
        let label =
            places.first().is_some_and(|part| LABELS.contains(&part.span.of(self.text).to_uppercase().as_str()));
        if label {
            return None;
        }
        // "AGENCY- text": an outlet's prefix, whatever its name.
        if close == Close::Hyphen && places.len() == 1 && self.parts.len() == 1 {
            let prefix = places.first().filter(|part| part.upper && !part.span.of(self.text).contains(' '))?;
            let text_follows = self.rest().starts_with(|c: char| !c.is_lowercase())
                && self.text[..self.at].ends_with(char::is_whitespace)
                || self.text[..self.at].ends_with(char::is_whitespace);
            return text_follows.then(|| Dateline { agency: Some(prefix.span), end: self.at, ..Dateline::default() });
        }
        let holds = match close {
            Close::None => false,
            // A line of its own: "Baghdad, 26 August 2020", "LONDON, March 3 (Reuters)".
            Close::LineEnd => day.is_some() && (!places.is_empty() || agency.is_some()) || self.bracketed && upper,
            Close::Bracket => known || upper || day.is_some() && !places.is_empty(),
            Close::Colon => {
                (upper && places.first().is_some_and(|part| part.span.len() > 3) || known || day.is_some())
                    && !places.is_empty()
                    || known && places.is_empty() && self.bracketed
            }
            Close::Dash | Close::Hyphen => {
                upper
                    || known
                    || day.is_some() && self.parts.len() > 1
                    || self.bracketed
                    || self.is_plain_place(&places, close)
            }
        };
        // An unknown word in brackets after a name in small letters is a party or an age: "Ortiz (Labour) –".
        let sure = self.parts.iter().all(|part| !part.bracketed || part.kind == Kind::Day)
            || known
            || upper
            || day.is_some()
            || close == Close::Dash;
        if !(holds && sure) {
            return None;
        }
        Some(Dateline {
            place: first_place(&places),
            agency: agency.map(|part| part.span),
            date: day.and_then(|part| part.date),
            end: self.at,
        })
    }

    /// "Taipei, Taiwan — The festival": small letters, a dash, then a sentence that no second dash breaks.
    fn is_plain_place(&self, places: &[&Part], close: Close) -> bool {
        let rest = self.rest();
        let sentence = rest.split(['.', '\n']).next().unwrap_or("");
        close == Close::Dash
            && (1..=2).contains(&places.len())
            && places.iter().all(|part| part.span.of(self.text).split_whitespace().count() <= 3)
            && rest.starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '“'))
            && !sentence.contains(" – ")
            && !sentence.contains(" — ")
            && !sentence.contains('—')
    }
}

/// The first place and, after a comma, the region it lies in.
fn first_place(places: &[&Part]) -> Option<Span> {
    let first = places.first()?;
    match places.get(1) {
        Some(region)
            if !region.slashed
                && region.span.start <= first.span.end + 3
                && !(first.upper && region.upper && region.span.len() > 4) =>
        {
            Some(first.span.union(region.span))
        }
        _ => Some(first.span),
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
        let dotted = word.matches('.').count() > 1 || matches!(word, "St." | "Ft." | "Mt.");
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
