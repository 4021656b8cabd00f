//! The map, through the door that browsers use.

#![allow(missing_docs, clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{Running, shared, store};
use serde_json::Value;
use whodid_serve::Settings;
use whodid_store::{Access, Store};

fn between<'p>(page: &'p str, head: &str, tail: &str) -> Vec<&'p str> {
    page.split(head).skip(1).filter_map(|rest| rest.split(tail).next()).collect()
}

fn page(target: &str) -> String {
    let mut answer = shared().get(target);
    if answer.status == 303 {
        answer = shared().get(answer.header("location"));
    }
    assert_eq!(answer.status, 200, "{target}: {}", answer.body);
    is_clean(&answer.body);
    answer.body
}

fn is_clean(page: &str) {
    for tag in between(page, "<", ">") {
        assert!(!tag.contains(" style=") && !tag.contains(" onclick") && !tag.contains(" onload"), "<{tag}>");
        assert!(!tag.starts_with("script") || tag.starts_with("script src=\"/assets/"), "<{tag}>");
        assert!(!tag.starts_with("style") && !tag.starts_with("img"), "<{tag}>");
    }
    assert_eq!(page.matches("<h1").count(), 1);
}

fn places(query: &str) -> Vec<Value> {
    shared().get(&format!("/api/v1/places?{query}")).json()["places"].as_array().unwrap().clone()
}

fn sum<'v>(places: impl Iterator<Item = &'v Value>) -> u64 {
    places.map(|one| one["events"].as_u64().unwrap()).sum()
}

/// Address and count of each link of a kind.
fn links(page: &str, class: &str) -> Vec<(String, u64)> {
    between(page, &format!("<a class=\"{class}\""), "<title>")
        .into_iter()
        .map(|link| {
            let label = between(link, "aria-label=\"", "\"")[0];
            let count = label.rsplit(": ").next().unwrap().split(' ').next().unwrap();
            (between(link, "href=\"", "\"")[0].replace("&amp;", "&"), count.parse().unwrap())
        })
        .collect()
}

fn count(address: &str) -> u64 {
    assert!(address.starts_with("/events?"), "{address}");
    shared().get(&address.replacen("/events", "/api/v1/events", 1)).json()["count"].as_u64().unwrap()
}

#[test]
fn every_symbol_leads_to_just_its_events() {
    for query in
        ["", "class=CONSULT&class=ASSAULT&class=COERCE", "view=44.4,33.3,3", "place=iraq", "within=30,20,60,40"]
    {
        let told = page(&format!("/map?{query}"));
        let (symbols, areas) = (links(&told, "symbol"), links(&told, "area"));
        assert!(!symbols.is_empty(), "{query}");
        for (address, events) in symbols.iter().chain(&areas) {
            assert_eq!(count(address), *events, "{query}: {address}");
        }
        let known = places(query.split("view").next().unwrap());
        let points = sum(known.iter().filter(|one| one["kind"] == "point"));
        let drawn: u64 = symbols.iter().map(|(_, events)| events).sum();
        if query.starts_with("view") { assert!(drawn < points) } else { assert_eq!(drawn, points, "{query}") }
    }
}

#[test]
fn what_is_unknown_stands_beside_the_map() {
    let all = places("");
    let total = shared().get("/api/v1/events").json()["count"].as_u64().unwrap();
    assert_eq!(sum(all.iter()), total, "every event is at a place, in an area or unknown");
    let unknown = all.last().unwrap();
    assert_eq!(unknown["kind"], "unknown");
    let told = page("/map");
    let beside = between(&told, "id=\"b-unknown\"", "</section>")[0];
    assert!(beside.contains(&format!(">{} event", unknown["events"])), "{beside}");
    assert_eq!(count("/events?located=unknown"), unknown["events"].as_u64().unwrap());
    for event in shared().get("/api/v1/events?located=unknown").json()["events"].as_array().unwrap() {
        assert!(event["event_loc"].is_null() || event["event_loc"]["resolved_place"].is_null());
    }
    for event in shared().get("/api/v1/events?located=area").json()["events"].as_array().unwrap() {
        assert!(event["event_loc"]["lat"].is_null() && event["event_loc"]["resolved_place"].is_string());
    }
}

#[test]
fn places_come_in_every_form() {
    let csv = shared().get("/api/v1/places?format=csv&limit=2").body;
    assert!(csv.starts_with("country,events,extent,geonameid,kind,lat,lon,name,quads."), "{csv}");
    let lines = shared().get("/api/v1/places?format=jsonl&located=point").body;
    assert!(lines.lines().all(|line| serde_json::from_str::<Value>(line).unwrap()["lat"].is_number()));
    let mut counts: Vec<u64> = places("located=point").iter().map(|one| one["events"].as_u64().unwrap()).collect();
    let told = counts.clone();
    counts.sort_unstable_by(|one, other| other.cmp(one));
    assert_eq!(told, counts, "the most first");
    assert_eq!(shared().get("/api/v1/places?format=geojson").status, 400);
}

#[test]
fn the_view_is_an_address() {
    let whole = page("/map");
    assert!(whole.contains("viewBox=\"0.0 0.0 10000.0 4867.2\"") && !whole.contains("id=\"m-out\""));
    let near = between(&whole, "id=\"m-in\" href=\"", "\"")[0].replace("&amp;", "&");
    assert!(near.starts_with("/map?view="), "{near}");
    let told = page(&near);
    assert!(told.contains("viewBox=\"2500.0 1216.8 5000.0 2433.6\""));
    for id in ["in", "out", "west", "east", "north", "south", "whole"] {
        let way = between(&told, &format!("id=\"m-{id}\" href=\""), "\"")[0].replace("&amp;", "&");
        assert_eq!(shared().get(&way).status, 200, "{id}: {way}");
    }
    // The form keeps the view, and a list of events knows none.
    assert!(told.contains("<input type=\"hidden\" name=\"view\""));
    assert!(links(&told, "symbol").iter().all(|(address, _)| !address.contains("view=")));
    for target in ["/map?view=1,2", "/map?view=200,0,1", "/map?view=0,0,9", "/map?view=0,0,1.5", "/map?within=1,2,3"] {
        let answer = shared().get(target);
        assert_eq!(answer.status, 400, "{target}");
        assert!(answer.body.contains("degrees"), "{target}: {}", answer.body);
    }
    assert_eq!(shared().get("/map?view=0,0,0").header("location"), "/map", "the whole earth needs no view");
}

#[test]
fn time_is_stepped_through_by_addresses() {
    let begin = between(&page("/map?by=month"), "id=\"t-later\" href=\"", "\"")[0].replace("&amp;", "&");
    assert!(begin.contains("by=month") && begin.contains("from=") && begin.contains("-01&to="), "{begin}");
    let (mut next, mut steps) = (Some(begin), 0);
    while let Some(address) = next.filter(|_| steps < 3) {
        let told = page(&address);
        assert!(told.contains("The whole time") && told.contains("id=\"play\"") && told.contains("hidden"));
        next =
            between(&told, "id=\"t-later\" rel=\"next\" href=\"", "\"").first().map(|link| link.replace("&amp;", "&"));
        steps += 1;
    }
    assert!(steps > 0);
    // From a month to the week that its first day lies in.
    let told = page("/map?from=2024-05-01&to=2024-05-31&by=month");
    assert!(told.contains("from=2024-04-29&amp;to=2024-05-05&amp;by=week"));
}

#[test]
fn outlines_are_served_once_and_small() {
    let told = page("/map");
    let world = between(&told, "<use class=\"ground\" href=\"", "#")[0];
    let answer = shared().get(world);
    assert_eq!((answer.status, answer.header("content-type")), (200, "image/svg+xml"));
    assert!(answer.header("cache-control").contains("immutable"));
    assert!(answer.body.len() < 150_000, "{}", answer.body.len());
    for shape in between(&told, "<use class=\"shade-", ">") {
        let id = shape.rsplit('#').next().unwrap().trim_end_matches('"');
        assert!(answer.body.contains(&format!("id=\"{id}\"")), "{id}");
    }
    let script = shared().get(between(&told, "<script src=\"", "\"")[0]);
    assert!(script.body.contains("prefers-reduced-motion") && !script.body.contains("innerHTML"));
}

#[test]
fn whatever_is_asked_the_page_stands() {
    let path = store().with_file_name("map-empty.db");
    let _ = std::fs::remove_file(&path);
    drop(Store::open(&path, &Access::default()).unwrap());
    let empty = Running::start(&Settings::new(&path));
    for target in ["/map", "/map?by=week&view=10%2C10%2C2"] {
        let answer = empty.get(target);
        assert_eq!(answer.status, 200, "{target}");
        is_clean(&answer.body);
        assert!(answer.body.contains("The store holds no event yet"), "{target}");
    }
    assert_eq!(empty.get("/api/v1/places").json()["places"], serde_json::json!([]));
    let hostile = page(
        "/map?place=%22%3E%3Cscript%3Ealert%281%29%3C%2Fscript%3E&outlet=%3Cimg+src%3Dx+onerror%3Dalert%282%29%3E",
    );
    assert!(hostile.contains("No event fits all of this") && hostile.contains("&lt;script&gt;"));
    assert!(page("/map?from=1700-01-01&to=1700-01-02").contains("No event of these days fits"));
    let harm = page("/map?document=harm%2F%3Ci%3E1%3C%2Fi%3E%3F%23%26%22");
    assert!(links(&harm, "symbol").iter().all(|(address, events)| count(address) == *events));
}
