//! Who takes part, as a list and one by one.

#![allow(missing_docs, clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::hand::{DAYS, Party, Told, made, party, told};
use common::markup::{addresses, is_clean};
use common::{Running, encoded, shared};
use whodid_serve::Settings;

fn serve(name: &str, documents: &[Vec<Told>]) -> Running {
    Running::start(&Settings::new(made(name, documents)))
}

#[test]
fn without_anybody_the_page_says_what_to_do() {
    let empty = serve("empty", &[]);
    let page = empty.get("/participants");
    is_clean(&page.body);
    assert!(page.body.contains("The store holds no event yet"));
    let nobody = serve("nobody", &[vec![told("2024-05-01", "PROTEST", &[], &[])]]);
    let page = nobody.get("/participants");
    assert!(page.body.contains("Nobody is told to take part in these events"), "{}", page.body);
    let none = shared().get("/participants/Q0");
    assert_eq!(none.status, 404);
    assert!(
        none.body.contains("the store has no participant `Q0`")
            && none.body.contains("look for it among the participants")
    );
    assert_eq!(shared().get("/api/v1/participants/Q0").json()["error"]["code"], "not_found");
}

#[test]
fn the_list_counts_what_the_pages_tell() {
    let server = shared();
    let list = server.get("/api/v1/participants?limit=30").json()["participants"].as_array().unwrap().clone();
    let page = server.get("/participants");
    is_clean(&page.body);
    for one in &list {
        let key = one["key"].as_str().unwrap();
        let address = format!("/participants/{}", encoded(key));
        let told = server.get(&format!("/api/v1{address}")).json();
        for field in ["key", "name", "events", "acts", "receives"] {
            assert_eq!(told[field], one[field], "{key}");
        }
        let page = server.get(&address);
        assert_eq!(page.status, 200, "{key}");
        is_clean(&page.body);
        let query = form_urlencoded::Serializer::new(String::new()).append_pair("participant", key).finish();
        assert_eq!(server.get(&format!("/api/v1/events?{query}")).json()["count"], one["events"], "{key}");
    }
    let narrowed = server.get("/participants?class=ASSAULT&limit=5");
    assert!(narrowed.body.contains("The 5 busiest participants") && narrowed.body.contains("More of them"));
    assert_eq!(server.get("/participants?sort=date").status, 400);
}

#[test]
fn one_participant_keeps_its_address_under_other_names_and_offices() {
    let as_minister = Party {
        wikidata: Some("Q1"),
        office: Some("prime minister"),
        sector: Some("GOV"),
        ..party("Ann Example", "FRA")
    };
    let after = Party { wikidata: Some("Q1"), sector: Some("ELI"), ..party("Example", "FRA") };
    let other = party("rebels", "");
    let mut sport = told("2024-05-20", "CONSULT", &[as_minister], &[other]);
    sport.sport = true;
    let server = serve(
        "one",
        &[vec![
            told("2023-02-01", "CONSULT", &[as_minister], &[other]),
            told("2023-04-01", "AID", &[as_minister], &[other]),
            told("2024-05-01", "ACCUSE", &[after], &[other]),
            told("2024-05-03", "ASSAULT", &[other], &[after]),
            sport,
        ]],
    );
    let page = server.get("/participants/Q1");
    assert_eq!(page.status, 200, "{}", page.body);
    is_clean(&page.body);
    let told = server.get("/api/v1/participants/Q1").json();
    assert_eq!(
        (&told["name"], &told["events"], &told["acts"], &told["receives"], &told["flagged"]),
        (&"Ann Example".into(), &4.into(), &3.into(), &1.into(), &1.into())
    );
    assert_eq!(
        told["names"],
        serde_json::json!([{"name": "Ann Example", "events": 2}, {"name": "Example", "events": 2}])
    );
    assert_eq!(told["roles"][0]["office"], "prime minister");
    assert_eq!(
        (&told["roles"][0]["first_day"], &told["roles"][0]["last_day"]),
        (&"2023-02-01".into(), &"2023-04-01".into())
    );
    assert_eq!(told["roles"][1]["sector"], "ELI");
    assert_eq!(
        told["acts_on"],
        serde_json::json!([{"key": ":rebels", "name": "rebels", "code": null, "sector": null, "events": 3, "mean_score": told["acts_on"][0]["mean_score"]}])
    );
    assert_eq!(told["acted_on_by"][0]["mean_score"], -9.0);
    for part in [
        "Roles by date",
        "prime minister",
        "Names found in text",
        "Acts on",
        "Is acted on by",
        "Latest events",
        "https://www.wikidata.org/wiki/Q1",
        "Flagged besides",
    ] {
        assert!(page.body.contains(part), "{part}");
    }
    let listed = server.get("/participants");
    assert!(
        listed.body.contains("href=\"/participants/Q1\"") && listed.body.contains("href=\"/participants/:rebels\"")
    );
    for address in addresses(&page.body).into_iter().filter(|address| address.starts_with('/')) {
        assert!(matches!(server.get(&address).status, 200 | 303), "{address}");
    }
}

#[test]
fn one_of_whom_all_is_flagged_has_a_page_that_says_so() {
    let mut sport = told("2024-05-20", "CONSULT", &[party("FC Example", "FRA")], &[]);
    sport.sport = true;
    let server = serve("flagged", &[vec![sport]]);
    assert!(server.get("/participants").body.contains("No event fits"));
    let page = server.get("/participants/FRA:FC%20Example");
    assert!(page.body.contains("All its events are flagged") && page.body.contains("1 flagged event"), "{}", page.body);
    assert!(server.get("/participants?scope=any").body.contains("FC Example"));
}

#[test]
fn hostile_names_are_text_and_have_an_address() {
    let names = [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(2)>",
        "javascript:alert(3)",
        "*",
        "a*b%c_d\\",
        "..",
        "../events?x=1#y",
        "USA GOV",
        "\u{202e}الرئيس",
        "Q1",
    ];
    let list: Vec<Told> = names
        .iter()
        .zip(DAYS)
        .enumerate()
        .map(|(at, (name, day))| {
            told(day, "ACCUSE", &[party(name, "")], &[party(names[(at + 1) % names.len()], "USA")])
        })
        .collect();
    let server = serve("hostile", &[list]);
    let page = server.get("/participants");
    is_clean(&page.body);
    let list = server.get("/api/v1/participants").json()["participants"].as_array().unwrap().clone();
    assert!(list.len() > names.len(), "{list:?}");
    for one in list {
        let key = one["key"].as_str().unwrap();
        let page = server.get(&format!("/participants/{}", encoded(key)));
        assert_eq!(page.status, 200, "{key}");
        is_clean(&page.body);
        assert!(!page.body.contains("wikidata.org"), "{key}");
    }
}
