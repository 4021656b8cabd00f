//! Phrases and whom they mean on a day, from the repository's own facts.

#![allow(missing_docs, clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use jiff::civil::Date;
use whodid::resolve::party;

#[test]
fn phrases_mean_whom_the_table_says() {
    let facts = common::facts();
    let mut wrong = Vec::new();
    for line in include_str!("parties.tsv").lines().skip(1) {
        let [phrase, date, country, sector] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let date: Date = date.parse().unwrap();
        let who = party::describe(&facts, phrase, Some(date), &[]);
        let got = (who.country.as_deref().unwrap_or(""), who.sectors.first().map_or("", |sector| sector.code()));
        if got != (country, sector) {
            wrong.push(format!("{phrase} on {date}: {country} {sector} expected, {got:?} ({})", who.reason));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_role_with_a_hyphen_is_one_persons() {
    let facts = common::facts();
    let who = party::describe(&facts, "the secretary-general of the Dawn Front, Hajj Karim Zayn", None, &[]);
    assert_eq!(who.name.as_deref(), Some("Karim Zayn"), "{who:?}");
    assert_eq!(who.kind, party::PartyKind::Person);
}

#[test]
fn the_models_word_decides_where_no_rule_speaks() {
    let facts = common::facts();
    let sector = |code: &str| whodid::ontology::Sector::named(code).unwrap();
    let who = party::describe(&facts, "Mevlut Mert Altintas", None, &[(sector("COP"), 0.8)]);
    assert_eq!(who.sectors, [sector("COP")]);
    assert_eq!(who.name.as_deref(), Some("Mevlut Mert Altintas"));
    // "Iraqi soldiers" need no guess.
    let who = party::describe(&facts, "Iraqi soldiers", None, &[(sector("REB"), 0.9)]);
    assert_eq!(who.sectors, [sector("MIL")]);
}

#[test]
fn a_known_person_has_name_and_office_of_the_day() {
    let facts = common::facts();
    let on = |date: &str| party::describe(&facts, "Vladimir Putin", Some(date.parse().unwrap()), &[]);
    assert_eq!(on("2010-01-01").office.as_deref(), Some("prime minister"));
    assert_eq!(on("2015-01-01").office.as_deref(), Some("president"));
    assert_eq!(on("2015-01-01").name.as_deref(), Some("Vladimir Putin"));
}

#[test]
fn the_repositorys_own_tables_have_no_fault() {
    let hand = ("roles-hand.tsv", include_str!("../../../facts/roles-hand.tsv"));
    let faults = whodid::resources::Facts::check(&[&common::TABLES[..], &[hand]].concat());
    let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert!(told.is_empty(), "{} faults:\n{}", told.len(), told.join("\n"));
}
