//! Where the outlet of a document is at home: from the table of outlets, else from the place in its own name or domain.

use super::hints;
use crate::Document;
use crate::resources::{Form, Gazetteer, Level, PlaceId, words};

/// Smaller places give no outlet its name.
const SMALLEST: f64 = 2_000.0;
/// A place must make up so many letters of a domain, unless the rest is a word for a newspaper.
const SHORTEST: usize = 6;

/// Where an outlet may be at home.
#[derive(Clone, Debug, Default)]
pub(super) struct Home {
    /// Where, each with what speaks for it.
    pub(super) places: Vec<(PlaceId, f32)>,
    /// How far that is to be believed, 0 to 1.
    pub(super) trust: f32,
}

/// Homes known from the table are sure; a place in a name may be another of that name.
const KNOWN: f32 = 1.0;
const BY_NAME: f32 = 0.8;

/// The country of a document's outlet, ISO 3166 alpha-3: where the table of outlets has it, and never by its name alone.
pub fn outlet_country(document: &Document, gazetteer: &Gazetteer) -> Option<String> {
    let home = home(document, gazetteer);
    let known = home.places.first().filter(|_| home.trust >= KNOWN);
    known.and_then(|(place, _)| gazetteer.location(*place).country_code)
}

pub(super) fn home(document: &Document, gazetteer: &Gazetteer) -> Home {
    let host = document.url.as_deref().and_then(host);
    let publisher = document.publisher.as_deref().map(str::trim).filter(|name| !name.is_empty());
    let year = document.date.map(|date| date.year());
    for outlet in [publisher, host].into_iter().flatten() {
        if let Some(place) = gazetteer.home_of(outlet.strip_prefix("www.").unwrap_or(outlet), year) {
            return Home { places: vec![(place, 0.0)], trust: KNOWN };
        }
    }
    for outlet in [publisher, host].into_iter().flatten() {
        let key = if outlet.contains('.') && !outlet.contains(' ') {
            in_domain(outlet, gazetteer)
        } else {
            in_name(outlet, gazetteer)
        };
        if let Some(places) = key {
            return Home { places, trust: BY_NAME };
        }
    }
    Home::default()
}

/// The host of an address.
fn host(url: &str) -> Option<&str> {
    let rest = url.trim().split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', ':', '?'])
        .next()
        .map(|host| host.strip_prefix("www.").unwrap_or(host))
        .filter(|host| host.contains('.'))
}

type Places = Vec<(PlaceId, f32)>;

/// The longest place named in an outlet's name.
fn in_name(name: &str, gazetteer: &Gazetteer) -> Option<Places> {
    let words = words(name);
    for length in (1..=words.len().min(4)).rev() {
        for start in 0..=words.len() - length {
            let key: Vec<&str> = words[start..start + length].iter().map(|word| word.plain.as_ref()).collect();
            let places = named(&key.join(" "), gazetteer, None);
            if !places.is_empty() && words[start].is_capital() {
                return Some(places);
            }
        }
    }
    None
}

/// The longest place at the head or the end of a domain's own label: "springfieldnews.com", "thisisoxford.co.uk".
fn in_domain(domain: &str, gazetteer: &Gazetteer) -> Option<Places> {
    let labels: Vec<&str> = domain.trim().split('.').filter(|label| *label != "www").collect();
    let ends = labels.len().checked_sub(1)?;
    let top = labels[ends];
    let second =
        labels[..ends].iter().rposition(|label| !matches!(*label, "co" | "com" | "org" | "net" | "gov" | "ac"))?;
    let label = labels[second].replace('-', " ");
    let state = (top.len() == 2).then_some(if top == "uk" { "gb" } else { top });
    let plain: String = label.chars().filter(char::is_ascii_alphabetic).collect();
    let bare = ["the", "my", "thisis", "go"].iter().find_map(|opening| plain.strip_prefix(opening)).unwrap_or(&plain);
    let mut best: Option<(usize, Places)> = None;
    for part in [bare, plain.as_str()] {
        for length in (4..=part.len()).rev() {
            if best.as_ref().is_some_and(|(longest, _)| *longest >= length) {
                break;
            }
            for (piece, rest) in
                [(&part[..length], &part[length..]), (&part[part.len() - length..], &part[..part.len() - length])]
            {
                if length < SHORTEST && !rest.is_empty() && !hints::has("outlet", rest.trim_start_matches("daily")) {
                    continue;
                }
                let places = spaced(piece, gazetteer, state);
                if !places.is_empty() {
                    best = Some((length, places));
                    break;
                }
            }
        }
    }
    best.map(|(_, places)| places)
}

/// Places whose name is these letters, as one word or as two.
fn spaced(letters: &str, gazetteer: &Gazetteer, state: Option<&str>) -> Places {
    let mut places = named(letters, gazetteer, state);
    for cut in 3..letters.len().saturating_sub(2) {
        if places.is_empty() && letters.len() >= 7 {
            places = named(&format!("{} {}", &letters[..cut], &letters[cut..]), gazetteer, state);
        }
    }
    places
}

/// States whose outlets write English under a domain that tells no state.
const ENGLISH: [&str; 6] = ["US", "GB", "CA", "AU", "IE", "NZ"];

fn named(key: &str, gazetteer: &Gazetteer, state: Option<&str>) -> Places {
    let mut places = Vec::new();
    for meaning in gazetteer.meanings(key) {
        let place = meaning.place;
        let Some((code, _)) = gazetteer.codes(place) else { continue };
        let fits = match state {
            Some(state) => code.eq_ignore_ascii_case(state),
            None => ENGLISH.contains(&code),
        };
        let large = gazetteer.population(place) >= SMALLEST;
        if fits && large && meaning.form == Form::Name && gazetteer.level(place) != Level::Region {
            let of_us = if state.is_none() && code != "US" { -1.5 } else { 0.0 };
            places.push((place, 0.7 * gazetteer.population(place).log10() as f32 + of_us));
        }
    }
    places
}
