//! The repository's own tables of facts.

use whodid::resources::Facts;

pub const TABLES: [(&str, &str); 9] = [
    ("countries.tsv", include_str!("../../../../facts/countries.tsv")),
    ("countries-hand.tsv", include_str!("../../../../facts/countries-hand.tsv")),
    ("leaders.tsv", include_str!("../../../../facts/leaders.tsv")),
    ("leaders-hand.tsv", include_str!("../../../../facts/leaders-hand.tsv")),
    ("organisations.tsv", include_str!("../../../../facts/organisations.tsv")),
    ("organisations-hand.tsv", include_str!("../../../../facts/organisations-hand.tsv")),
    ("groups.tsv", include_str!("../../../../facts/groups.tsv")),
    ("groups-hand.tsv", include_str!("../../../../facts/groups-hand.tsv")),
    ("roles.tsv", include_str!("../../../../facts/roles.tsv")),
];

#[allow(dead_code)] // not every test that shares the tables wants all of them
pub fn facts() -> Facts {
    let hand = ("roles-hand.tsv", include_str!("../../../../facts/roles-hand.tsv"));
    Facts::parse(&[&TABLES[..], &[hand]].concat()).unwrap()
}
