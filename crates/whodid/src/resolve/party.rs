//! Who a phrase means: country, sectors, name and office on the document's day.
//!
//! Facts and role nouns decide where they speak clearly; the model's guess of the sector decides where they do not.

mod candidates;
mod names;
mod offices;
mod person;
mod phrase;
mod place;
mod role;
mod vocabulary;

use jiff::civil::Date;

use crate::mention::Candidate;
use crate::ontology::Sector;
use crate::resources::{Fact, Facts, Kind};

pub(in crate::resolve) use offices::{holder, is_single, same_office};
use person::of_person;
use phrase::Phrase;
use place::of_place;
pub(in crate::resolve) use role::of_noun;
use role::of_role;

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
            who.name = Some(super::names::without_courtesy(&name).to_owned());
            who.kind = PartyKind::Person;
            if who.office.is_none() && who.sectors.iter().any(|sector| holds_office(*sector)) {
                who.office = Some(role.fact.name.clone());
            }
            return (who, sure);
        }
    }
    of_place(facts, phrase, date)
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
