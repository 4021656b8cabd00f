//! Who a role noun means, with what stands before and behind it.

use jiff::civil::Date;

use super::super::names::without_courtesy;
use super::offices::{holder, is_single};
use super::phrase::{Phrase, Role};
use super::{Description, PartyKind, add_reason, holds_office, is, person};
use crate::resources::{Fact, Facts, Kind};

/// A role noun, with what stands before and behind it.
pub(super) fn of_role(
    facts: &Facts,
    phrase: &Phrase<'_, '_>,
    role: &Role<'_>,
    body: Option<&Fact>,
    person: Option<person::Person<'_>>,
    own_name: Option<String>,
    date: Option<Date>,
) -> (Description, bool) {
    let noun = role.fact;
    let plural = phrase.is_plural(role);
    let mut who = Description { reason: format!("role `{}`", noun.name), ..Description::default() };
    let behind_noun = phrase.unknown_name_after(role.words.end, &phrase.head());
    // "the leader of the militia, Jabbar al-Saadoun": the name stands behind the comma.
    let name = own_name.or(behind_noun).or_else(|| phrase.name_behind_comma().filter(|_| !plural));
    let name = name.map(|name| without_courtesy(&name).to_owned());
    let apposed = phrase
        .parts
        .iter()
        .skip(1)
        .filter(|part| part.is_apposition())
        .find_map(|part| person::in_part(phrase, &part.words, date).filter(|person| person.full));
    let body = body.or_else(|| phrase.body_behind(role, date));
    let country = phrase.country(date, true);
    let generic = noun.kind == Kind::Generic;
    let mut sure = !generic && !noun.sectors.is_empty();
    who.sectors = noun.sectors.clone();
    let mut from_beside = false;
    if let Some(body) = body {
        add_reason(&mut who, format!("{} `{}`", body.kind.name(), body.name));
        who.country = body.code.clone();
        if matches!(body.code.as_deref(), Some("NGO" | "ISM" | "MNC")) {
            who.country = country.as_ref().map(|(code, _)| code.clone()).or(who.country);
        }
        if takes_bodys_sector(noun, body) && !body.sectors.is_empty() {
            who.sectors = body.sectors.clone();
            sure = true;
            from_beside = true;
        } else if body.kind == Kind::Party && !generic {
            who.sectors.extend(body.sectors.first().filter(|_| noun.sectors.iter().any(|s| is(*s, &["LEG", "GOV"]))));
        }
    } else if let Some(person) = &person {
        add_reason(&mut who, format!("of {}", person.fact.name));
        who.country = person.fact.code.clone();
        if generic {
            who.sectors = person.fact.sectors.clone();
            from_beside = true;
            sure = true;
        }
    }
    let armed = |fact: &Fact| fact.sectors.iter().any(|sector| is(*sector, &["REB", "UAF", "PRM"]));
    let serves = noun.sectors.iter().any(|sector| is(*sector, &["MIL", "GOV", "PTY", "SPY"]));
    if !from_beside
        && let Some(other) = phrase.specific_role_beside(role)
        // "The commander of the militia" is a militiaman.
        && (generic || serves && armed(other))
    {
        add_reason(&mut who, format!("role `{}`", other.name));
        who.sectors = other.sectors.clone();
        sure = true;
    }
    if who.country.is_none() {
        if let Some((code, reason)) = country {
            who.country = Some(code);
            add_reason(&mut who, reason);
        } else {
            who.country = noun.code.clone();
        }
    }
    if generic && !from_beside && !sure {
        sure = phrase.is_state_office(noun, who.country.as_deref());
    }
    let office_like = who.sectors.iter().any(|sector| holds_office(*sector)) || generic;
    let apposed = apposed.filter(|person| who.country.is_none() || person.fact.code == who.country);
    if let Some(person) = apposed {
        who.country = person.fact.code.clone();
        who.name = Some(person.fact.name.clone());
        who.office = person.fact.office.clone();
        who.wikidata = person.fact.wikidata.clone();
        who.kind = PartyKind::Person;
        add_reason(&mut who, format!("named {}", person.fact.name));
    } else {
        who.kind = kind_of(noun, plural, name.is_some());
        if who.kind == PartyKind::Person && office_like {
            who.office = Some(noun.name.clone());
        }
        who.name = name.filter(|_| matches!(who.kind, PartyKind::Person | PartyKind::Body | PartyKind::Group));
        // "Iraq's president" is whoever holds that office on the day.
        let one = who.kind == PartyKind::Person && who.name.is_none() && body.is_none() && !plural;
        if one
            && is_single(&noun.name)
            && !phrase.is_former
            && !phrase.has_article
            && phrase.is_in_office(role)
            && let Some(fact) = who.country.as_deref().and_then(|code| holder(facts, code, &noun.name, date))
        {
            who.name = Some(fact.name.clone());
            who.wikidata.clone_from(&fact.wikidata);
            add_reason(&mut who, format!("held by {}", fact.name));
        }
        if who.kind == PartyKind::Body && who.name.is_none() {
            who.name = phrase.names_state_itself(facts, role, who.country.as_deref());
            if who.name.is_some() {
                who.kind = PartyKind::State;
            }
        }
    }
    (who, sure)
}

/// True when beside a body's name the role noun says nothing of its own: a "Hezbollah commander" is of the group.
fn takes_bodys_sector(noun: &Fact, body: &Fact) -> bool {
    if noun.kind == Kind::Generic || noun.sectors.is_empty() {
        return true;
    }
    let any = |codes: &[&str]| noun.sectors.iter().any(|sector| is(*sector, codes));
    match body.kind {
        Kind::Armed => any(&["MIL", "REB", "UAF", "GOV", "PTY", "PRM", "COP", "SPY", "REL", "OPP"]),
        Kind::Body | Kind::Metonym => any(&["MIL", "SPY", "COP", "GOV", "PRM", "LEG"]),
        Kind::Outlet => !any(&["CVL", "GOV"]),
        Kind::Party | Kind::Movement => any(&["PTY", "OPP", "REB"]),
        Kind::Ngo | Kind::Company => any(&["GOV", "SOC", "BUS", "MED"]),
        _ => false,
    }
}

/// What a role noun alone names.
pub(in crate::resolve) fn of_noun(noun: &Fact) -> PartyKind {
    kind_of(noun, false, false)
}

/// Bodies that are called by their noun and a name: "the news agency Barada".
fn is_named(noun: &str) -> bool {
    matches!(
        noun,
        "agency" | "newspaper" | "company" | "party" | "station" | "television" | "airline" | "bank" | "union"
    )
}

fn kind_of(noun: &Fact, plural: bool, named: bool) -> PartyKind {
    const BODIES: [&str; 51] = [
        "side",
        "government",
        "ministry",
        "army",
        "military",
        "police",
        "parliament",
        "court",
        "navy",
        "force",
        "forces",
        "agency",
        "administration",
        "regime",
        "office",
        "council",
        "committee",
        "commission",
        "embassy",
        "presidency",
        "authority",
        "authorities",
        "media",
        "newspaper",
        "television",
        "station",
        "company",
        "bank",
        "union",
        "church",
        "university",
        "department",
        "service",
        "senate",
        "congress",
        "cabinet",
        "legislature",
        "judiciary",
        "prosecution",
        "bureau",
        "intelligence",
        "party",
        "airline",
        "consulate",
        "state",
        "country",
        "palace",
        "assembly",
        "tribunal",
        "secretariat",
        "directorate",
    ];
    const GROUPS: [&str; 12] = [
        "group",
        "militia",
        "movement",
        "organization",
        "organisation",
        "faction",
        "opposition",
        "gang",
        "cartel",
        "insurgency",
        "network",
        "alliance",
    ];
    let last = noun.name.rsplit(' ').next().unwrap_or("");
    // "the militia Saraya al-Fajr": the name is the group's; "intelligence John Brennan" and "cabinet" have none of their own.
    if GROUPS.contains(&last) {
        PartyKind::Group
    } else if BODIES.contains(&last) && (!named || is_named(last)) {
        PartyKind::Body
    } else if named {
        PartyKind::Person
    } else if plural {
        PartyKind::People
    } else {
        PartyKind::Person
    }
}
