//! Who a phrase means: country, sectors, name and office on the document's day.
//!
//! Facts and role nouns decide where they speak clearly; the model's guess of the sector decides where they do not.

mod candidates;
mod offices;
mod person;
mod phrase;

use jiff::civil::Date;

use crate::mention::Candidate;
use crate::ontology::Sector;
use crate::resources::{Fact, Facts, Held, Kind};

use offices::is_head_of;
pub(in crate::resolve) use offices::{holder, is_single, same_office};
use phrase::Phrase;

/// What a party is, as far as its name or noun tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PartyKind {
    /// A state, its capital or its government.
    State,
    /// An organisation, a ministry, an army, a newspaper.
    Body,
    /// An armed group, a party, a movement.
    Group,
    /// One person.
    Person,
    /// Several people.
    People,
    /// Not known.
    #[default]
    Unknown,
}

/// Who a phrase means. What is not known is `None` or empty, never a guess.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Description {
    /// ISO 3166 alpha-3, or an international code such as `UNO`.
    pub country: Option<String>,
    /// Sectors, the primary first.
    pub sectors: Vec<Sector>,
    /// The full name.
    pub name: Option<String>,
    /// The office held on the day, or named in the phrase.
    pub office: Option<String>,
    /// Wikidata id.
    pub wikidata: Option<String>,
    /// What it is.
    pub kind: PartyKind,
    /// What decided, in words.
    pub reason: String,
    /// Whom the words may mean, the likeliest first.
    pub candidates: Vec<Candidate>,
}

/// The model's word on a sector counts against a weak rule from this probability on.
const HINT_OVER_WEAK: f32 = 0.6;
/// And where no rule speaks, from this one.
const HINT_ALONE: f32 = 0.35;

/// Who `text` means on a day: "Iraqi Prime Minister Mustafa al-Kadhimi", "Damascus", "Turkish police", "gunmen".
///
/// `hint` is the model's probability of each sector, and may be empty. An unknown day counts as today's.
///
/// ```
/// use whodid::ontology::Sector;
/// use whodid::{resolve::party, resources::Facts};
/// let header = "name\talso\tcode\tkind\tsector\toffice\tfrom\tto\twikidata\tsource\n";
/// let rows = "Iraqi\t\tIRQ\tadjective\t\t\t\t\t\texample\npolice\t\t\trole\tCOP\t\t\t\t\texample\n";
/// let facts = Facts::parse(&[("mine.tsv", &format!("{header}{rows}"))])?;
/// let who = party::describe(&facts, "Iraqi police", None, &[]);
/// assert_eq!(who.country.as_deref(), Some("IRQ"));
/// assert_eq!(who.sectors, [Sector::named("COP").unwrap()]);
/// # Ok::<(), whodid::resources::FactsError>(())
/// ```
pub fn describe(facts: &Facts, text: &str, date: Option<Date>, hint: &[(Sector, f32)]) -> Description {
    let phrase = Phrase::of(facts, text);
    if phrase.words.is_empty() {
        return Description::default();
    }
    let (mut who, sure) = decide(facts, &phrase, date);
    who.candidates = candidates::of(&phrase, &who, date);
    if !sure {
        let best = hint.iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        let floor = if who.sectors.is_empty() { HINT_ALONE } else { HINT_OVER_WEAK };
        if let Some((sector, probability)) = best.filter(|(_, probability)| *probability >= floor)
            && who.sectors.first() != Some(sector)
        {
            // The weak rule's sector is replaced, not kept beside the model's.
            who.sectors.clear();
            who.sectors.push(*sector);
            add_reason(&mut who, format!("sector {sector:?} by the model ({probability:.2})"));
        }
    }
    if phrase.is_former
        && !who.sectors.is_empty()
        && who.kind == PartyKind::Person
        && who.sectors.iter().any(|sector| holds_office(*sector))
    {
        who.sectors = sectors(&["ELI"]);
        add_reason(&mut who, "out of office by the phrase's own words".into());
    }
    who
}

fn sectors(codes: &[&str]) -> Vec<Sector> {
    codes.iter().filter_map(|code| Sector::named(code).ok()).collect()
}

fn is(sector: Sector, codes: &[&str]) -> bool {
    codes.contains(&sector.code())
}

fn holds_office(sector: Sector) -> bool {
    is(sector, &["GOV", "LEG", "MIL", "JUD", "COP", "SPY"])
}

fn add_reason(who: &mut Description, reason: String) {
    if !who.reason.is_empty() {
        who.reason.push_str("; ");
    }
    who.reason.push_str(&reason);
}

/// The description, and whether its sector is beyond the model's guess.
fn decide(facts: &Facts, phrase: &Phrase<'_, '_>, date: Option<Date>) -> (Description, bool) {
    let head = phrase.head();
    let person = person::in_part(phrase, &head, date);
    let role = phrase.role_in(&head);
    let body = phrase.body_in(&head);
    if let Some(person) = &person
        && role.as_ref().is_none_or(|role| role.words.start < person.words.start)
    {
        return of_person(phrase, person, role.map(|role| role.fact), date);
    }
    if let Some(body) = &body {
        let behind = role.as_ref().is_some_and(|role| role.words.start >= body.words.end);
        let named_person = phrase.unknown_name_after(body.words.end, &head).is_some() && behind;
        if !behind && !named_person {
            return of_body(facts, phrase, body.choose(date), date);
        }
    }
    if let Some(role) = role {
        return of_role(facts, phrase, &role, body.map(|body| body.choose(date)), person, None, date);
    }
    // "Andrei Karlov, the Russian ambassador": what the facts do not know, the apposition tells.
    let weak = |found: &crate::resources::Found<'_>| {
        let part = found.words.len() == 1 && head.len() > 1;
        part && found.facts.iter().all(|fact| fact.kind.is_person() || fact.kind == Kind::Place)
    };
    if phrase.names_in(&head).all(weak) {
        let apposed = phrase.parts.iter().skip(1).find(|part| part.is_apposition());
        let role = apposed.and_then(|part| phrase.role_in(&part.words));
        let name = phrase.whole_name(&head).or_else(|| phrase.unknown_name_after(head.start, &head));
        if let (Some(role), Some(name)) = (role, name) {
            let (mut who, sure) = of_role(facts, phrase, &role, None, None, Some(name.clone()), date);
            who.name = Some(name);
            who.kind = PartyKind::Person;
            if who.office.is_none() && who.sectors.iter().any(|sector| holds_office(*sector)) {
                who.office = Some(role.fact.name.clone());
            }
            return (who, sure);
        }
    }
    of_place(facts, phrase, date)
}

/// A known person: the office of the day.
fn of_person<'f>(
    phrase: &Phrase<'f, '_>,
    person: &person::Person<'f>,
    role: Option<&Fact>,
    date: Option<Date>,
) -> (Description, bool) {
    let fact = phrase.in_office(person.fact, date);
    let held = fact.held(date);
    let out = fact.kind == Kind::Leader && matches!(held, Held::NoLonger);
    let mut who = Description {
        country: fact.code.clone(),
        name: Some(if person.by_ear { fact.name.clone() } else { phrase.fuller_name(fact, &person.words) }),
        wikidata: fact.wikidata.clone(),
        kind: PartyKind::Person,
        ..Description::default()
    };
    let office = fact.office.as_deref().unwrap_or("leader");
    let since = fact.from.map(|day| format!(" from {day}")).unwrap_or_default();
    if out {
        who.sectors = sectors(&["ELI"]);
        // One who has left this office may hold another that the phrase names.
        let other = role.filter(|role| role.kind == Kind::Role && !role.sectors.is_empty() && !phrase.is_former);
        if let Some(role) = other.filter(|role| !same_office(office, &role.name) && !is_head_of(&role.name)) {
            who.sectors = role.sectors.clone();
        }
        who.reason = format!("{}, {office}{since} to {}", fact.name, fact.to.map_or("?".into(), |day| day.to_string()));
    } else {
        who.sectors = fact.sectors.clone();
        // Before the term the name tells the state; the office, only from the election on.
        let elect = date.zip(fact.from).is_some_and(|(day, from)| person::within_months(day, from, 2));
        if matches!(held, Held::NotYet) && !elect && fact.kind == Kind::Leader {
            who.sectors.clear();
        }
        if !matches!(held, Held::NotYet) {
            who.office = fact.office.clone();
        } else if let Some(role) = role.filter(|role| !role.sectors.is_empty()) {
            who.sectors = role.sectors.clone();
            who.office = Some(role.name.clone());
        }
        who.reason = format!("{}, {office}{since}", fact.name);
    }
    if person.by_ear {
        let written = phrase.written(person.words.clone());
        add_reason(&mut who, format!("`{written}` by another spelling"));
    }
    let sure = !who.sectors.is_empty();
    (who, sure)
}

/// An organisation, a state's body, a group or a party, named.
fn of_body(facts: &Facts, phrase: &Phrase<'_, '_>, fact: &Fact, date: Option<Date>) -> (Description, bool) {
    let mut country = fact.code.clone();
    if matches!(fact.code.as_deref(), Some("NGO" | "ISM")) {
        country = phrase.country(date, false).map(|(code, _)| code).or(country);
    }
    let kind = match fact.kind {
        Kind::Armed | Kind::Party | Kind::Movement => PartyKind::Group,
        Kind::Metonym => PartyKind::State,
        _ => PartyKind::Body,
    };
    let mut who = Description {
        country,
        sectors: fact.sectors.clone(),
        name: Some(fact.name.clone()),
        wikidata: fact.wikidata.clone(),
        kind,
        reason: format!("{} `{}`", fact.kind.name(), fact.name),
        ..Description::default()
    };
    if fact.kind == Kind::Metonym {
        let state = who.country.as_deref().and_then(|code| facts.state(code));
        who.wikidata = who.wikidata.or(state.and_then(|state| state.wikidata.clone()));
    }
    let sure = !who.sectors.is_empty() || fact.kind == Kind::Igo;
    (who, sure)
}

/// A role noun, with what stands before and behind it.
fn of_role(
    facts: &Facts,
    phrase: &Phrase<'_, '_>,
    role: &phrase::Role<'_>,
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

fn kind_of(noun: &Fact, plural: bool, named: bool) -> PartyKind {
    const BODIES: [&str; 47] = [
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
        "television",
        "airline",
        "consulate",
        "state",
        "country",
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

/// A state, capital, people or place, or nothing that the facts know.
fn of_place(facts: &Facts, phrase: &Phrase<'_, '_>, date: Option<Date>) -> (Description, bool) {
    let head = phrase.head();
    let country = phrase.country(date, true);
    let mut who = Description::default();
    if let Some((code, reason)) = country {
        who.country = Some(code);
        who.reason = reason;
    }
    let Some(found) = phrase.names_in(&head).last() else {
        who.name = phrase.unknown_name_after(head.start, &head);
        if who.name.is_some() {
            who.kind = PartyKind::Person;
        }
        return (who, false);
    };
    let whole = found.words.end == head.end && found.words.start <= phrase.content_start();
    let has = |kind: Kind| found.facts.iter().any(|fact| fact.kind == kind);
    let word = &phrase.words[found.words.end - 1];
    if !whole && phrase.unknown_name_after(found.words.end, &head).is_some() {
        let person = found.facts.iter().all(|fact| fact.kind.is_person());
        let all = phrase.whole_name(&head).filter(|_| person);
        who.name = all.or_else(|| phrase.unknown_name_after(found.words.end, &head));
        return (who, false);
    }
    if has(Kind::State) || has(Kind::Capital) {
        let code = found.facts.iter().find(|fact| matches!(fact.kind, Kind::State | Kind::Capital));
        who.country = code.and_then(|fact| fact.code.clone()).or(who.country);
        who.sectors = sectors(&["GOV"]);
        who.kind = PartyKind::State;
        let state = who.country.as_deref().and_then(|code| facts.state(code));
        who.name = state.map(|state| state.name.clone());
        who.wikidata = state.and_then(|state| state.wikidata.clone());
        return (who, whole);
    }
    if has(Kind::Demonym) || has(Kind::Adjective) {
        let people =
            has(Kind::Demonym) && (word.plain.ends_with('s') || word.plain.ends_with("men")) || phrase.is_counted;
        let one = has(Kind::Demonym) && phrase.has_article;
        who.kind = if one && !people { PartyKind::Person } else { PartyKind::People };
        let bare = !people && !one && !phrase.has_opener();
        who.sectors = sectors(&[if bare && has(Kind::Adjective) { "GOV" } else { "CVL" }]);
        // "the Russians" may be the army as well as the people, "five Iraqis" may not.
        return (who, (phrase.is_counted || one) && has(Kind::Demonym));
    }
    if let Some(place) = found.facts.iter().find(|fact| fact.kind == Kind::Place) {
        who.sectors = place.sectors.clone();
        who.kind = PartyKind::State;
        who.name = Some(place.name.clone());
        return (who, !place.sectors.is_empty());
    }
    (who, false)
}
