//! Stories, as a list and one by one.

#![allow(missing_docs, clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::hand::{Told, made, party, told};
use common::markup::{addresses, is_clean};
use common::{Running, encoded, shared};
use serde_json::Value;
use whodid_serve::Settings;

fn serve(name: &str, documents: &[Vec<Told>]) -> Running {
    Running::start(&Settings::new(made(name, documents)))
}

fn stories(server: &Running, query: &str) -> Vec<Value> {
    server.get(&format!("/api/v1/stories?{query}")).json()["stories"].as_array().unwrap().clone()
}

#[test]
fn without_a_story_the_page_says_what_to_do() {
    let empty = serve("empty", &[]);
    let page = empty.get("/stories");
    is_clean(&page.body);
    assert!(page.body.contains("The store holds no event yet"));
    let one = serve("one", &[vec![told("2024-05-01", "AID", &[party("Norway", "NOR")], &[party("Sudan", "SDN")])]]);
    let page = one.get("/stories");
    is_clean(&page.body);
    assert!(page.body.contains("None of these events goes on with another") && page.body.contains("1 event"));
    let none = shared().get("/stories/story%3Anone");
    assert_eq!(none.status, 404);
    assert!(none.body.contains("the store has no story") && none.body.contains("What to do:"));
}

#[test]
fn the_list_comes_latest_or_largest_first_on_pages_of_any_size() {
    let server = shared();
    let all = stories(&server, "limit=1000&scope=any");
    assert!(all.len() > 3, "{}", all.len());
    for sort in ["latest", "mentions"] {
        let (mut seen, mut next) = (Vec::new(), format!("/api/v1/stories?scope=any&sort={sort}&limit=2"));
        loop {
            let page = server.get(&next).json();
            seen.extend(page["stories"].as_array().unwrap().clone());
            match page["next"].as_str() {
                Some(address) => next = address.to_string(),
                None => break,
            }
        }
        assert_eq!(seen.len(), all.len(), "{sort}");
        match sort {
            "latest" => {
                assert!(seen.is_sorted_by_key(|story| std::cmp::Reverse(story["date"].as_str().map(str::to_string))))
            }
            _ => assert!(seen.is_sorted_by_key(|story| std::cmp::Reverse(story["events"].as_array().unwrap().len()))),
        }
    }
    let page = server.get("/stories?limit=2");
    is_clean(&page.body);
    let next = addresses(&page.body).into_iter().find(|address| address.contains("after=")).unwrap();
    assert_eq!(server.get(&next).status, 200);
    assert_eq!(server.get("/stories?sort=scale").status, 400);
    assert!(server.get("/stories?class=AID").body.contains("name=\"sort\""));
}

#[test]
fn a_story_tells_how_it_went_on_and_why() {
    let server = shared();
    let largest = stories(&server, "limit=1&sort=mentions&scope=any")[0].clone();
    let page = server.get(&format!("/stories/{}", encoded(largest["id"].as_str().unwrap())));
    assert_eq!(page.status, 200, "{}", page.body);
    is_clean(&page.body);
    let count = largest["events"].as_array().unwrap().len();
    assert_eq!(page.body.matches("<li id=\"e").count(), count);
    assert_eq!(page.body.matches("<p class=\"why\">").count(), largest["reasons"].as_array().unwrap().len());
    for part in [
        "The leading event",
        "How it went on",
        "<figure class=\"lanes\">",
        "participant",
        "Where",
        "document",
        "Hangs on",
        "Cite as",
    ] {
        assert!(page.body.contains(part), "{part}");
    }
    let because = largest["reasons"][0]["because"][0].as_str().unwrap();
    assert!(page.body.contains(because), "{because}");
    for address in addresses(&page.body).into_iter().filter(|address| address.starts_with('/')) {
        assert!(matches!(server.get(&address).status, 200 | 303), "{address}");
    }
    // An event leads to its story.
    let event = server.get(&format!("/events/{}", encoded(largest["events"][0].as_str().unwrap())));
    assert!(addresses(&event.body).iter().any(|address| address.starts_with("/stories/")));
}

#[test]
fn hostile_names_are_text() {
    let (one, other) = (party("<b onmouseover=alert(1)>Acme</b>", "USA"), party("\"';--/../", "RUS"));
    let list: Vec<Told> = ["CONSULT", "ACCUSE", "THREATEN", "SANCTION"]
        .iter()
        .zip(["2024-05-01", "2024-05-02", "2024-05-03", "2024-05-03"])
        .map(|(class, day)| told(day, class, &[one], &[other]))
        .collect();
    let server = serve("hostile", &[list]);
    let page = server.get("/stories");
    is_clean(&page.body);
    let found = stories(&server, "");
    assert_eq!(found.len(), 1, "{found:?}");
    let page = server.get(&format!("/stories/{}", encoded(found[0]["id"].as_str().unwrap())));
    assert_eq!(page.status, 200);
    is_clean(&page.body);
    assert!(
        page.body.contains("&lt;b onmouseover=alert(1)&gt;Acme&lt;/b&gt;")
            && page.body.contains("&lt;i&gt;Title&lt;/i&gt; 0")
    );
    assert!(page.body.contains("Outlet &amp; Sons"));
}
