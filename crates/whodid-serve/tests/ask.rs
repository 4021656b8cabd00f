//! Questions written and read again.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use whodid_serve::queries::{Ask, Group, PARAMETERS};
use whodid_store::Scopes;

const ALL: [Group; 11] = [
    Group::Filter,
    Group::Period,
    Group::Sort,
    Group::Page,
    Group::Limit,
    Group::Format,
    Group::By,
    Group::Chart,
    Group::View,
    Group::Network,
    Group::Theme,
];

/// Values that each parameter may have, and signs that mean something in addresses.
fn values(name: &str) -> Vec<&'static str> {
    match name {
        "from" => vec!["2020-02-29"],
        "to" => vec!["2024-01-01"],
        "between" => vec!["usa,IRQ", "RUS,RUS"],
        "sector" => vec!["gov", "MIL,REB"],
        "class" => vec!["assault,AID", "CONSULT"],
        "quad" => vec!["4", "1,2"],
        "mode" => vec!["visit", "phone"],
        "context" => vec!["military"],
        "status" => vec!["Actual", "future"],
        "scope" => vec!["any", "sport,court"],
        "min_origins" => vec!["2", "77"],
        "min_confidence" => vec!["0.8", ".25", "1"],
        "within" => vec!["42.5,29,49,37.5", "170, -90 ,-170,90", "-0,-0.703125,1e1,0.5"],
        "located" => vec!["point", "unknown"],
        "by" => vec!["week", "lang"],
        "stack" => vec!["quad", "class"],
        "counts" => vec!["raw", "rate"],
        "view" => vec!["44.444,-33.3,5", "0,0,0", "-180,90,1"],
        "nodes" => vec!["country", "participant"],
        "most" => vec!["2", "40"],
        "sort" => vec!["origins"],
        "limit" => vec!["1000"],
        "after" => vec!["origins~3~2024-01-01~event:a&b=c#1-2"],
        "format" => vec!["csv"],
        "theme" => vec!["light"],
        _ => vec!["a b+c&d=e%20;é", "\u{642}\u{627}\u{644} \"x\" <y> #1-2", "it's, and *"],
    }
}

#[test]
fn what_is_written_is_read_again_and_written_the_same() {
    let mut dice: u64 = 5;
    let mut below = |most: usize| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(dice >> 33).unwrap() % most
    };
    for _ in 0..2000 {
        let mut pairs: Vec<(&str, &str)> = Vec::new();
        for one in &PARAMETERS {
            for _ in 0..below(if one.many { 4 } else { 2 }) {
                let known = values(one.name);
                pairs.push((one.name, known[below(known.len())]));
            }
        }
        // A place in the list belongs to its order; flags and `any` exclude one another.
        if pairs.iter().any(|(name, _)| *name == "after") != pairs.iter().any(|(name, _)| *name == "sort") {
            pairs.retain(|(name, _)| *name != "after" && *name != "sort");
        }
        if pairs.contains(&("scope", "any")) {
            pairs.retain(|pair| *pair != ("scope", "sport,court"));
        }
        for at in (1..pairs.len()).rev() {
            pairs.swap(at, below(at + 1));
        }
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(&pairs).finish();
        let ask = Ask::read(&query, &ALL).unwrap_or_else(|problem| panic!("{query}: {problem:?}"));
        let written = ask.query();
        assert_eq!(Ask::read(&written, &ALL).unwrap(), ask, "{query}");
        assert_eq!(Ask::read(&written, &ALL).unwrap().query(), written);
    }
}

#[test]
fn the_order_in_which_it_is_asked_makes_no_difference() {
    let read = |query: &str| Ask::read(query, &ALL).unwrap().query();
    assert_eq!(read("class=AID&from=2024-01-01&class=assault"), "from=2024-01-01&class=AID&class=ASSAULT");
    assert_eq!(read("class=ASSAULT,AID&from=2024-01-01&to="), "from=2024-01-01&class=AID&class=ASSAULT");
    assert_eq!(read("between=usa&between=rus"), "between=RUS%2CUSA");
    let quad = "class=AID&class=COOPERATE&class=PROTEST&class=RETREAT";
    assert_eq!(read("class=PROTEST&quad=2"), quad, "a quad beside a class stands for its classes");
    assert_eq!(read("scope=none&sort=latest&format=json&min_origins=1&min_confidence=0"), "");
}

#[test]
fn what_is_flagged_is_left_out_unless_asked_for() {
    let scopes = |query: &str| Ask::read(query, &ALL).unwrap().filter.scopes;
    assert_eq!(scopes(""), Scopes::Unflagged);
    assert_eq!(scopes("scope=any"), Scopes::Any);
    assert_eq!(scopes("scope=sport"), Scopes::Flagged(vec!["sport".into()]));
}

#[test]
fn a_value_is_taken_away_and_the_rest_stays() {
    let ask = Ask::read("class=AID&class=ASSAULT&participant=IRQ&after=latest~~x&theme=dark", &ALL).unwrap();
    assert_eq!(ask.without("class", "AID").query(), "participant=IRQ&class=ASSAULT&theme=dark");
    assert_eq!(ask.other().query(), "theme=dark");
    assert_eq!(
        ask.with(|ask| ask.limit = Some(5)).query(),
        "participant=IRQ&class=AID&class=ASSAULT&limit=5&theme=dark"
    );
}

#[test]
fn too_much_is_refused() {
    let long = format!("text={}", "a".repeat(501));
    assert_eq!(Ask::read(&long, &ALL).unwrap_err().parameter, Some("text"));
    let many = vec!["outlet=a"; 51].join("&");
    assert_eq!(Ask::read(&many, &ALL).unwrap_err().parameter, Some("outlet"));
}
