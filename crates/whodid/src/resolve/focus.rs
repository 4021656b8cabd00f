//! The country that a report is about, for parties that it names without one: "police", "residents", "the court".

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::party::holder;
use crate::mention::{Mention, Participant};
use crate::ontology::{Class, Sector};
use crate::resources::{Facts, Held, words};
use crate::{Document, Span};

/// A country must have this share of the countries named to be what the report is about.
const SHARE: f32 = 0.35;
/// Countries named in the headline and the first sentences count this often.
const OPENING: f32 = 3.0;

/// Gives the parties without a country that of the happening's place, else of the report.
pub(super) fn fill(document: &mut Document, facts: &Facts) {
    let whole = about(document, facts);
    let of_place = places(document, facts);
    let beside = forces_beside(document);
    let Document { text, layers, date, .. } = document;
    for ((mention, place), beside) in layers.mentions.iter_mut().zip(of_place).zip(beside) {
        let fought = matches!(mention.class, Class::Assault | Class::Coerce | Class::Mobilize | Class::Retreat);
        for party in mention.actors.iter_mut().chain(&mut mention.recipients).filter(|party| party.country.is_none()) {
            // Militants are of the place they strike at; one of whom only the name is told, of the report's country.
            if is_domestic(party) {
                let here = beside.clone().filter(|_| place.is_none());
                party.country = place.clone().or(here).or_else(|| whole.clone());
                name_the_holder(party, text, facts, *date);
            } else if is_armed(party) {
                party.country = place.clone().filter(|_| fought);
            } else if is_state_owned(party, text) || party.sectors.is_empty() && party.name.is_some() {
                party.country = whole.clone();
            }
        }
        for source in mention.according_to.iter_mut().filter(|source| source.party.country.is_none()) {
            let party = &mut source.party;
            // "An unnamed official" tells of things anywhere, "local police" of what is theirs.
            let words = party.span.of(text);
            let near = words.starts_with("local ") || words.starts_with("Local ");
            let own =
                party.sectors.first().is_some_and(|sector| matches!(sector.code(), "CVL" | "COP" | "MED" | "AGR"));
            let here = beside.clone();
            if near || own {
                party.country = place.clone().or(here).or_else(|| whole.clone());
            } else if is_domestic(party)
                || is_state_owned(party, text)
                || party.sectors.is_empty() && party.name.is_some()
            {
                party.country = here.filter(|_| is_force(party)).or_else(|| whole.clone());
                name_the_holder(party, text, facts, *date);
            }
        }
    }
}

/// For each mention the one country of the armies and police that the rest of its sentence tells of; `None` where it tells of several.
/// Those of the mention itself stand beside one whose country is not told, as a rule because it is another.
fn forces_beside(document: &Document) -> Vec<Option<String>> {
    let mentions = &document.layers.mentions;
    let forces = |mention: &Mention| -> Vec<(Span, String)> {
        let parties = mention.actors.iter().chain(&mention.recipients).filter(|party| is_force(party));
        parties.filter_map(|party| Some((party.span, party.country.clone()?))).collect()
    };
    let all: Vec<Vec<(Span, String)>> = mentions.iter().map(forces).collect();
    let beside = |at: usize| {
        let own = &all[at];
        let near = (0..mentions.len()).filter(|other| mentions[*other].sentence == mentions[at].sentence);
        let mut codes: Vec<&String> =
            near.flat_map(|other| &all[other]).filter(|force| !own.contains(force)).map(|(_, code)| code).collect();
        codes.sort_unstable();
        codes.dedup();
        codes.first().filter(|_| codes.len() == 1).map(|code| (*code).clone())
    };
    (0..mentions.len()).map(beside).collect()
}

fn is_force(party: &Participant) -> bool {
    party.sectors.first().is_some_and(|sector| matches!(sector.code(), "MIL" | "COP" | "SPY"))
}

/// The country of each mention's place, else of a place told of another mention of its sentence.
fn places(document: &Document, facts: &Facts) -> Vec<Option<String>> {
    let mentions = &document.layers.mentions;
    let own: Vec<Option<String>> = mentions
        .iter()
        .map(|mention| {
            let located = mention.location.as_ref().and_then(|location| location.country_code.clone());
            located.or_else(|| country_of(facts, mention.place?.of(&document.text)))
        })
        .collect();
    let of_sentence = |at: usize| {
        let same = |other: &usize| mentions[*other].sentence == mentions[at].sentence;
        (0..mentions.len()).filter(same).find_map(|other| own[other].clone())
    };
    (0..mentions.len()).map(|at| own[at].clone().or_else(|| of_sentence(at))).collect()
}

/// "The state news agency".
fn is_state_owned(party: &Participant, text: &str) -> bool {
    let outlet = party.sectors.first().is_some_and(|sector| sector.code() == "JRN");
    outlet
        && party
            .span
            .of(text)
            .split_whitespace()
            .any(|word| matches!(word, "state" | "state-run" | "official" | "national"))
}

/// "The president" of a report on Iraq is whoever is Iraq's president on the day.
fn name_the_holder(party: &mut Participant, text: &str, facts: &Facts, date: Option<Date>) {
    let (Some(code), Some(office), None) = (&party.country, &party.office, &party.name) else { return };
    let words = party.span.of(text).to_lowercase();
    if party.antecedent.is_some() || !words.starts_with("the ") || !words.ends_with(office.as_str()) {
        return;
    }
    if let Some(fact) = holder(facts, code, office, date) {
        party.name = Some(fact.name.clone());
        party.wikidata.clone_from(&fact.wikidata);
        party.reason = format!("{}; {code}, which the report is about; held by {}", party.reason, fact.name);
    }
}

/// True for a party that belongs to the country it is told of: police and courts, not militants and companies.
fn is_domestic(party: &Participant) -> bool {
    let domestic = [
        "COP", "GOV", "JUD", "LEG", "CVL", "MED", "EDU", "AGR", "LAB", "OPP", "ELI", "PTY", "MIL", "REL", "SOC", "CRM",
    ];
    party.sectors.first().is_some_and(|sector: &Sector| domestic.contains(&sector.code()))
}

fn is_armed(party: &Participant) -> bool {
    party.sectors.first().is_some_and(|sector| matches!(sector.code(), "REB" | "UAF" | "PRM"))
}

/// The country that a phrase names.
fn country_of(facts: &Facts, text: &str) -> Option<String> {
    let words = words(text);
    facts.find(&words).iter().find_map(|found| {
        found.facts.iter().find(|fact| fact.kind.is_geographic() && fact.held(None) == Held::Now)?.code.clone()
    })
}

/// The country named most in a report, when one stands out.
fn about(document: &Document, facts: &Facts) -> Option<String> {
    let mut named: BTreeMap<String, f32> = BTreeMap::new();
    let mut all = 0.0;
    let body = Span::new(0, document.text.len());
    let opening = document.layers.sentences.get(1).map_or(body.end.min(300), |sentence| sentence.span.end);
    let mut seen: Vec<Span> = Vec::new();
    let mut count = |text: &str, from: usize| {
        let words = words(text);
        for found in facts.find(&words) {
            let place = found.facts.iter().find(|fact| fact.kind.is_geographic());
            // Persons count by their full names only: "Paris" was a president of Colombia.
            let person = || found.facts.iter().find(|fact| fact.kind.is_person() && found.words.len() > 1);
            let Some(code) = place.or_else(person).and_then(|fact| fact.code.clone()) else { continue };
            let at = from + words[found.words.start].at.start;
            seen.push(Span::new(at, from + words[found.words.end - 1].at.end));
            let weight = if at < opening { OPENING } else { 1.0 };
            all += weight;
            *named.entry(code).or_default() += weight;
        }
    };
    if let Some(title) = document.title.as_deref().filter(|_| document.title_span.is_none()) {
        count(title, 0);
    }
    if document.layers.sentences.is_empty() {
        count(&document.text, 0);
    }
    for sentence in &document.layers.sentences {
        count(sentence.span.of(&document.text), sentence.span.start);
    }
    // Towns and provinces, which the facts do not know.
    for place in &document.layers.places {
        let Some(code) = place.location.as_ref().and_then(|location| location.country_code.clone()) else { continue };
        let from = seen.partition_point(|other| other.end <= place.span.start);
        if seen.get(from).is_some_and(|other| other.overlaps(place.span)) {
            continue;
        }
        let weight = if place.span.start < opening { OPENING } else { 1.0 } * place.confidence;
        all += weight;
        *named.entry(code).or_default() += weight;
    }
    let best = named.into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
    best.filter(|(_, count)| *count >= SHARE * all).map(|(code, _)| code)
}
