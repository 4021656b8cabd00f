//! What a text says of itself before and after its report: headline, date line, dateline, byline, outlet and credits.

use std::sync::LazyLock;

use super::calendar::{day_at, time_at};
use super::credits::{credits, is_credit_line};
use super::dateline::{Dateline, dateline};
use super::headline::{find_title, is_headline};
use super::outlets::is_agency;
use super::pattern::{Pattern, compile};
use crate::document::{Credit, CreditKind};
use crate::{Document, Span};

/// Finds headline, date, place of the dateline, outlet and credits in a document's own text, and where its report starts.
///
/// What is known already stands: a given title, date or publisher is never overwritten. The text is not changed.
///
/// ```
/// use whodid::{Document, read::read_head};
/// let mut document = Document::new("a", "Oman hosts talks\n\nMUSCAT, March 3, 2021 (Xinhua) -- Talks began on Tuesday.");
/// read_head(&mut document);
/// assert_eq!(document.title.as_deref(), Some("Oman hosts talks"));
/// assert_eq!(document.date.map(|date| date.to_string()).as_deref(), Some("2021-03-03"));
/// assert_eq!(document.dateline_place.map(|place| place.of(&document.text)), Some("MUSCAT"));
/// assert_eq!(document.body().of(&document.text), "Talks began on Tuesday.");
/// ```
pub fn read_head(document: &mut Document) {
    let text = std::mem::take(&mut document.text);
    document.origin.extend(credits(&text));
    let mut head = Head { document, text: &text, at: 0, updated: None };
    head.read();
    let document = head.document;
    document.text = text;
}

/// "date 2020-08-26" inside the first line, with an outlet's prefix before it perhaps.
static INLINE_DATE: Pattern = LazyLock::new(|| {
    compile(
        r"^\s*(?:(?P<outlet>\p{Lu}[\p{L}\d&. ]{1,30}?)\s*[-–—:|]*\s*)?\b(?i:date)\s*:?\s+(?P<day>\d{4}-\d{2}-\d{2}|\d{1,2}\s\p{L}+\s\d{4})[,|]?\s+(?P<label>(?i:title)\s*:?\s+)?",
    )
});

/// What stands before the day of a date line.
static DATE_LABEL: Pattern = LazyLock::new(|| {
    compile(
        r"(?i)^(?P<label>(?:first |last |originally )?(?:published|updated|posted|modified|released|issued|created|date|dated|publication date|date published|time|(?:press|media|news) release)(?: on| at)?\s*[:,–-]?\s*)",
    )
});

static BYLINE: Pattern = LazyLock::new(|| {
    compile(
        r"^(?:By|BY|Reported by|Reporting by|Written by|Author:|Reporter:|Staff [Rr]eporter|From our correspondent)\b[ :]*[^!?\n]{0,80}[^.!?:\n]$",
    )
});

struct Head<'d, 't> {
    document: &'d mut Document,
    text: &'t str,
    /// What stands before this byte is read.
    at: usize,
    /// The day of a last change, which is the day of publication when no other is told.
    updated: Option<jiff::civil::Date>,
}

/// Lines before a report; more are no head.
const LINES: usize = 8;

impl Head<'_, '_> {
    fn read(&mut self) {
        self.inline_head();
        for _ in 0..LINES {
            let Some(line) = self.next_line() else { break };
            if !(self.is_known_title(line) || self.is_furniture(line) || self.is_title(line)) {
                break;
            }
            self.at = line.end;
        }
        if let Some(found) = dateline(&self.text[self.at..]) {
            self.take_dateline(&found);
        }
        self.document.date = self.document.date.or(self.updated);
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
        if self.at >= self.text.len() {
            // Nothing but a headline: it is the report.
            self.at = self.document.title_span.map_or(0, |title| title.start);
        }
        self.document.body_start = self.at;
    }

    /// The next line that is not empty, without the white space around it.
    fn next_line(&self) -> Option<Span> {
        let rest = &self.text[self.at..];
        let start = self.at + rest.len() - rest.trim_start().len();
        let end = self.text[start..].find(['\n', '\r']).map_or(self.text.len(), |at| start + at);
        (start < self.text.len()).then(|| Span::new(start, end).trimmed(self.text))
    }

    fn is_known_title(&mut self, line: Span) -> bool {
        let Some(title) = self.document.title.as_deref().filter(|_| self.document.title_span.is_none()) else {
            return false;
        };
        // Only a title on a line of its own is passed over; inside a line it would take the first sentence with it.
        let Some(found) = find_title(self.text, line.start, title).filter(|found| found.end <= line.end) else {
            return false;
        };
        self.document.title_span = Some(found);
        let rest = self.text[found.end..line.end].trim_matches(|c: char| !c.is_alphanumeric());
        if rest.is_empty() {
            return true;
        }
        let tail = &self.text[found.end..line.end];
        self.at = line.end - tail.trim_start_matches(['.', '|', '-', '–', '—', ' ', '"', '”', '’']).len();
        false
    }

    /// A date line, byline, credit or outlet's name on a line of its own.
    fn is_furniture(&mut self, line: Span) -> bool {
        let words = line.of(self.text);
        self.opening_line(line)
            || self.date_line(words)
            || is_byline(words)
            || is_credit_line(words)
            || self.outlet_line(line)
    }

    /// "Chișinău, 18 May 2018" above everything else.
    fn opening_line(&mut self, line: Span) -> bool {
        if !self.text[..line.start].trim().is_empty() {
            return false;
        }
        let Some((place, day)) = place_and_day(line.of(self.text)) else { return false };
        self.document.date = self.document.date.or(Some(day));
        self.document.dateline_place = Some(Span::new(line.start, line.start + place.len()));
        true
    }

    fn is_title(&mut self, line: Span) -> bool {
        if self.document.title.is_some()
            || dateline(&self.text[line.start..]).is_some_and(|found| line.start + found.end < line.end)
        {
            return false;
        }
        let rest = &self.text[line.end..];
        let gap = &rest[..rest.len() - rest.trim_start().len()];
        let apart = gap.replace("\r\n", "\n").matches(['\n', '\r']).count() > 1;
        let below = rest.trim_start().lines().next().unwrap_or("").trim();
        let marked = date_of_line(below).is_some()
            || is_byline(below)
            || is_credit_line(below)
            || is_agency(below)
            || dateline(rest.trim_start()).is_some();
        if !is_headline(line.of(self.text), below, apart, marked) {
            return false;
        }
        self.document.title = Some(line.of(self.text).to_string());
        self.document.title_span = Some(line);
        true
    }

    fn date_line(&mut self, line: &str) -> bool {
        let Some((date, updated)) = date_of_line(line) else { return false };
        if updated {
            self.updated = self.updated.or(date);
        } else {
            self.document.date = self.document.date.or(date);
        }
        true
    }

    /// "Reuters" or the document's own publisher, alone on a line.
    fn outlet_line(&mut self, line: Span) -> bool {
        let name = line.of(self.text).trim_matches(['(', ')', '-', '–', '—', ' ', '|']);
        if self.document.publisher.as_deref() == Some(name) {
            return true;
        }
        if !is_agency(name) {
            return false;
        }
        let start = line.start + line.of(self.text).find(name).unwrap_or(0);
        self.take_agency(Span::new(start, start + name.len()));
        true
    }

    /// ` date 2020-08-26 Title of the report ... `, all in one line.
    fn inline_head(&mut self) {
        let head = &self.text[..self.text.floor_char_boundary(120)];
        let Some(found) = INLINE_DATE.as_ref().and_then(|pattern| pattern.captures(head)) else { return };
        if let Some(outlet) = found.name("outlet") {
            self.document.publisher.get_or_insert_with(|| outlet.as_str().trim().to_string());
        }
        let day = found.name("day").and_then(|day| day_at(day.as_str())).and_then(|day| day.date);
        self.document.date = self.document.date.or(day);
        self.at = found.get(0).map_or(0, |all| all.end());
        if self.document.title.is_none() {
            self.inline_title();
        }
    }

    /// The title after an inline date ends with its line, with a wide space, or where a dateline starts.
    fn inline_title(&mut self) {
        let start = self.at;
        let window = &self.text[start..start + self.text[start..].floor_char_boundary(260)];
        let line = window.find(['\n', '\r']).or_else(|| window.find("  ")).filter(|&end| end > 0);
        let datelines: Vec<(usize, usize)> = window
            .match_indices(' ')
            .take(40)
            .filter_map(|(at, _)| {
                let found = dateline(&self.text[start + at..])?;
                (found.place.is_some() || found.agency.is_some()).then_some((at, at + found.end))
            })
            .collect();
        // The title's last words may look like a part of the agency's name; a prefix all in capitals is surely none of them.
        let capitals = |from: usize, to: usize| !self.text[start + from..start + to].contains(char::is_lowercase);
        let before_dateline = datelines.first().map(|&(at, end)| {
            let sure = datelines.iter().find(|(from, to)| *to == end && capitals(*from, *to));
            sure.map_or(at, |(from, _)| *from)
        });
        let end = match (line, before_dateline) {
            (Some(line), Some(dateline)) => Some(line.min(dateline)),
            (line, dateline) => line.or(dateline),
        };
        let Some(end) = end.map(|end| start + end).filter(|&end| !self.text[end..].trim().is_empty()) else { return };
        let span = Span::new(start, end).trimmed(self.text);
        if span.is_empty() || dateline(&self.text[start..]).is_some_and(|found| start + found.end <= span.end) {
            return;
        }
        self.document.title = Some(span.of(self.text).to_string());
        self.document.title_span = Some(span);
        self.at = end;
    }

    fn take_dateline(&mut self, found: &Dateline) {
        let base = self.at;
        let moved = |span: Span| Span::new(span.start + base, span.end + base);
        self.document.dateline_place = found.place.map(moved);
        self.document.date = self.document.date.or(found.date);
        if let Some(agency) = found.agency {
            self.take_agency(moved(agency));
        }
        self.at += found.end;
    }

    fn take_agency(&mut self, span: Span) {
        let name = span.of(self.text).trim().to_string();
        let credited = self
            .document
            .origin
            .iter()
            .any(|credit| credit.span.overlaps(span) || credit.kind == CreditKind::Wire && credit.name == name);
        if self.document.publisher.as_deref() != Some(name.as_str()) && !credited {
            self.document.origin.push(Credit { kind: CreditKind::Wire, name: name.clone(), span });
            self.document.origin.sort_by_key(|credit| credit.span.start);
        }
        self.document.publisher.get_or_insert(name);
    }
}

fn is_byline(line: &str) -> bool {
    line.len() < 100 && BYLINE.as_ref().is_some_and(|byline| byline.is_match(line))
}

/// The day of a line that holds a day and little else, and whether it is that of a change: "Published: 26 August 2020".
fn date_of_line(line: &str) -> Option<(Option<jiff::civil::Date>, bool)> {
    let line = line.trim().trim_matches(['(', ')', '[', ']', '|', '*', '-', '–', '—', ' ']);
    if line.len() > 120 {
        return None;
    }
    let label = DATE_LABEL.as_ref().and_then(|pattern| pattern.find(line)).map_or("", |found| found.as_str());
    let mut rest = line[label.len()..].trim_start();
    // "14:05, 26 August 2020"; but a day with full stops also starts like a time.
    if day_at(rest).is_none() {
        rest = rest[time_at(rest)..].trim_start_matches([' ', ',', '|', '/', '-', '–', '—', '•', '·']);
    }
    let day = day_at(rest)?;
    rest = rest[day.length..].trim_start_matches([' ', ',', '|', '/', '-', '–', '—', '•', '·', '.', ')', ';']);
    let more = rest.split_whitespace().count();
    let label_follows = DATE_LABEL.as_ref().is_some_and(|pattern| pattern.is_match(rest));
    let short = rest.is_empty() || more <= 3 && !rest.ends_with('.') && !rest.starts_with(|c: char| c.is_lowercase());
    (short || label_follows)
        .then(|| (day.date, label.to_lowercase().contains("updated") || label.to_lowercase().contains("modified")))
}

/// A place and a day, and nothing else.
fn place_and_day(line: &str) -> Option<(&str, jiff::civil::Date)> {
    let (place, rest) = line.split_once(", ")?;
    let named = place.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
    let found = day_at(rest)?;
    (named && place.split_whitespace().count() <= 3 && found.length == rest.len()).then_some((place, found.date?))
}
