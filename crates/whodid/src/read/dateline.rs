//! The dateline: place, agency and day before a report's first sentence.

mod row;

use jiff::civil::Date;

use self::row::{Close, Kind, Part, Row};
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
const LABELS: [&str; 35] = [
    "DEAR",
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

impl Row<'_> {
    /// Whether what was read is a dateline, and what it says.
    pub(super) fn judge(&self, close: Close) -> Option<Dateline> {
        let places: Vec<&Part> = self.parts.iter().filter(|part| part.kind == Kind::Place).collect();
        let agency = self.parts.iter().find(|part| part.kind == Kind::Agency);
        let day = self.parts.iter().find(|part| part.kind == Kind::Day);
        let known = agency.is_some_and(|part| {
            let name = part.span.of(self.text);
            is_agency(name) || sounds_like_outlet(name)
        });
        let upper = places.first().is_some_and(|part| part.upper && part.span.len() > 2);
        if places.first().is_some_and(|part| is_label(part.span.of(self.text))) {
            return None;
        }
        // "AGENCY- text": an outlet's prefix, whatever its name.
        if close == Close::Hyphen && places.len() == 1 && self.parts.len() == 1 {
            let prefix = places.first().filter(|part| part.upper && !part.span.of(self.text).contains(' '))?;
            let text_follows = self.text[..self.at].ends_with(char::is_whitespace);
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
            || close == Close::Dash && !self.rest().starts_with(char::is_lowercase);
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

/// True for a word such as "BREAKING", alone or before others.
fn is_label(name: &str) -> bool {
    let name = name.to_uppercase();
    LABELS.contains(&name.as_str()) || name.split(' ').next().is_some_and(|first| LABELS.contains(&first))
}
