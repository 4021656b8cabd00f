//! Who acts on whom, as a page and in the API.

#![allow(missing_docs, clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::hand::{DAYS, Told, made, party, told};
use common::markup::{addresses, is_clean};
use common::{Running, shared};
use whodid_serve::Settings;

fn serve(name: &str, documents: &[Vec<Told>]) -> Running {
    Running::start(&Settings::new(made(name, documents)))
}

#[test]
fn without_an_event_the_page_says_what_to_do() {
    let server = serve("empty", &[]);
    for address in ["/network", "/network?nodes=participant&most=40"] {
        let page = server.get(address);
        assert_eq!(page.status, 200);
        is_clean(&page.body);
        assert!(page.body.contains("The store holds no event yet") && !page.body.contains("class=\"matrix"));
    }
    assert_eq!(server.get("/api/v1/pairs").json()["pairs"], serde_json::json!([]));
    let none = shared().get("/network?from=1950-01-01&to=1950-01-02");
    assert!(none.body.contains("No event fits all of this") && none.body.contains("All events"));
}

#[test]
fn one_pair_is_a_line_and_a_cell_that_lead_to_its_events() {
    let (rus, ukr) = (party("Russia", "RUS"), party("Ukraine", "UKR"));
    let server = serve(
        "one",
        &[vec![told("2024-05-01", "ASSAULT", &[rus], &[ukr]), told("2024-05-09", "PROTEST", &[rus], &[])]],
    );
    let page = server.get("/network");
    is_clean(&page.body);
    assert!(
        page.body.contains("Among the 2 busiest countries and organisations of states are 1 pair;"),
        "{}",
        page.body
    );
    assert_eq!(page.body.matches("<path class=\"edge t1\"").count(), 1, "strong conflict");
    assert_eq!(page.body.matches("class=\"cell t1\"").count(), 1);
    assert!(page.body.contains("RUS on UKR: ") && page.body.contains("<span class=\"mean\">−9.0</span>"));
    let events = addresses(&page.body).into_iter().find(|address| address.contains("recipient=UKR")).unwrap();
    assert_eq!(events, "/events?actor=RUS&recipient=UKR");
    assert!(server.get(&events).body.contains("1 event</h1>"));
    let pairs = server.get("/api/v1/pairs").json();
    assert_eq!(
        pairs["pairs"],
        serde_json::json!([{"actor": "RUS", "recipient": "UKR", "events": 1, "mean_score": -9.0}])
    );
    assert_eq!(pairs["nodes"].as_array().unwrap().len(), 2);
    let table = server.get("/api/v1/pairs?format=csv");
    assert_eq!(table.body, "actor,events,mean_score,recipient\nRUS,1,-9.0,UKR\n");
    assert_eq!(server.get("/api/v1/pairs?format=geojson").status, 400);
}

#[test]
fn the_same_store_is_the_same_picture_and_every_cell_counts_what_it_leads_to() {
    for nodes in ["country", "participant"] {
        let address =
            if nodes == "country" { "/network?most=12".to_string() } else { format!("/network?nodes={nodes}&most=12") };
        let page = shared().get(&address);
        assert_eq!(page.body, Running::on_examples().get(&address).body, "{nodes}");
        is_clean(&page.body);
        let pairs = shared().get(&address.replace("/network", "/api/v1/pairs")).json();
        let list = pairs["pairs"].as_array().unwrap();
        assert!(!list.is_empty(), "{nodes}");
        assert_eq!(page.body.matches("<td class=\"cell t").count(), list.len());
        assert_eq!(page.body.matches("class=\"edge ").count(), list.len() + 5, "five are of the legend");
        for pair in list {
            let query = form_urlencoded::Serializer::new(String::new())
                .append_pair("actor", pair["actor"].as_str().unwrap())
                .append_pair("recipient", pair["recipient"].as_str().unwrap())
                .finish();
            let events = shared().get(&format!("/api/v1/events?{query}")).json();
            assert_eq!(events["count"], pair["events"], "{pair}");
        }
    }
}

#[test]
fn filters_narrow_it_and_stay_on_its_links() {
    let all = shared().get("/network").body;
    assert!(all.contains("name=\"class\" value=\"ASSAULT\"") && !all.contains("name=\"sort\""));
    let page = shared().get("/network?from=2000-01-01&quad=4&most=12&theme=dark");
    assert_eq!(page.status, 200);
    assert!(page.body.contains("name=\"most\" value=\"12\"") && page.body.contains("name=\"theme\" value=\"dark\""));
    let of_pair = addresses(&page.body).into_iter().find(|address| address.contains("recipient=")).unwrap();
    assert!(
        of_pair.contains("from=2000-01-01") && of_pair.contains("quad=4") && of_pair.contains("theme=dark"),
        "{of_pair}"
    );
    assert!(!of_pair.contains("most="));
    let sent = shared().get("/network?text=&nodes=country&most=24&class=ASSAULT");
    assert_eq!((sent.status, sent.header("location")), (303, "/network?class=ASSAULT&most=24"));
    for wrong in
        ["/network?most=1", "/network?most=41", "/network?nodes=planet", "/network?sort=date", "/api/v1/pairs?limit=3"]
    {
        assert_eq!(shared().get(wrong).status, 400, "{wrong}");
    }
}

#[test]
fn hostile_names_are_text() {
    let names = [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(2)>",
        "javascript:alert(3)",
        "a*b%c_d",
        "../events?x=1#y",
        "\u{202e}الرئيس",
    ];
    let list: Vec<Told> = names
        .iter()
        .zip(DAYS)
        .map(|(name, day)| told(day, "ACCUSE", &[party(name, "")], &[party(names[0], "")]))
        .collect();
    let server = serve("hostile", &[list]);
    let page = server.get("/network?nodes=participant");
    assert_eq!(page.status, 200);
    is_clean(&page.body);
    assert!(page.body.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && page.body.contains("a*b%c_d"));
    for address in addresses(&page.body).into_iter().filter(|address| address.starts_with('/')) {
        let there = server.get(&address);
        assert!(matches!(there.status, 200 | 303), "{address}: {}", there.status);
    }
}
