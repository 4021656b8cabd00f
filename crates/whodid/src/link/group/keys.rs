//! What a report is found by: keys that any two reports of one happening share.

use super::days::{Known, known, plus};
use super::parties::{Parties, Party};
use super::weigh::Ready;
use super::words::{hash, number, split, stem};
use crate::Report;
use crate::ontology::Status;

/// Whether a key brings together only what of one side is known to within a month: its lowest bit. A day's reports meet by their
/// days.
pub(super) fn is_of_month(key: u64) -> bool {
    key & 1 == 1
}

/// Days that a report without a day of its own may lag behind the happening.
const LAG: i32 = 3;

/// The keys of a report, sorted.
pub(super) fn keys(ready: &Ready<'_>, parties: &Parties) -> Vec<u64> {
    let report = ready.report;
    let class = report.class.name();
    let key = |hash: u64, of_month: bool| hash & !1 | u64::from(of_month);
    let mut out = vec![key(hash(&["doc", &report.doc, class]), false), key(ready.passage, false)];
    let days = days(report);
    for token in tokens(ready, parties) {
        let token = token.to_string();
        out.extend(days.iter().map(|(kind, day)| key(hash(&[kind, class, day, &token]), *kind == "month")));
    }
    out.extend(of_background(report).into_iter().map(|told| key(told, false)));
    out.sort_unstable();
    out.dedup();
    out
}

/// Background of no told day or month meets by its words: the trigger with the name of the place, or of whom it was done to.
fn of_background(report: &Report) -> Vec<u64> {
    let vague = match known(report) {
        Known::Nothing(_) => true,
        Known::Within(first, last) => plus(first, 31) < last,
        Known::Told(_) | Known::Published(_) => false,
    };
    if !vague || report.status != Status::Historical {
        return Vec::new();
    }
    let named = |text: &str| -> Vec<String> {
        split(text).filter(|word| word.starts_with(char::is_uppercase)).filter_map(stem).collect()
    };
    let places = report.place.iter().flat_map(|place| named(&place.extracted_place));
    let elements: Vec<String> =
        places.chain(report.recipients.iter().flat_map(|party| named(&party.entity_text))).collect();
    let class = report.class.name();
    split(&report.trigger)
        .filter_map(stem)
        .flat_map(|word| elements.iter().map(move |element| hash(&["past", class, &word, element])))
        .collect()
}

/// By which party or place it is found: countries, or the words of those whose country nobody knows; failing any, its trigger.
fn tokens(ready: &Ready<'_>, parties: &Parties) -> Vec<u32> {
    let all = ready.actors.iter().chain(&ready.recipients).map(|party| parties.get(*party));
    let mut out: Vec<u32> = all.flat_map(|party: &Party| party.tokens.iter().copied()).collect();
    if let Some(place) = &ready.report.place {
        let at = place.country_code.as_deref().unwrap_or(&place.extracted_place);
        out.push(number(&at.to_lowercase()));
    }
    if out.is_empty() {
        out.extend(split(&ready.report.trigger).filter_map(stem).map(|stem| number(&stem)));
    }
    out.sort_unstable();
    out.dedup();
    out
}

fn days(report: &Report) -> Vec<(&'static str, String)> {
    let month = |day: jiff::civil::Date| ("month", day.first_of_month().to_string());
    let back = |day: jiff::civil::Date| (0..=LAG).map(move |lag| plus(day, -lag));
    match known(report) {
        Known::Told(day) => vec![("day", day.to_string()), month(day)],
        Known::Published(day) => {
            let mut out: Vec<_> = back(day).map(|day| ("day", day.to_string())).collect();
            out.extend([month(day), month(plus(day, -LAG))]);
            out
        }
        Known::Within(first, last) if plus(first, 31) >= last => vec![month(first), month(last)],
        Known::Within(first, last) => vec![("year", first.year().to_string()), ("year", last.year().to_string())],
        Known::Nothing(Some(day)) => back(day).map(|day| ("published", day.to_string())).collect(),
        Known::Nothing(None) => Vec::new(),
    }
}
