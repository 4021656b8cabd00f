//! The API, through the door that programs use.

#![allow(missing_docs, clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::collections::BTreeSet;

use common::{Running, coder, copy, encoded, shared, store};
use serde_json::Value;
use whodid_serve::Settings;
use whodid_store::{Access, Coded, Store, content_hash};

fn ids(answer: &Value) -> Vec<String> {
    answer["events"].as_array().unwrap().iter().map(|event| event["id"].as_str().unwrap().to_string()).collect()
}

#[test]
fn pages_of_events_hold_each_once_in_any_order() {
    let all = shared().get("/api/v1/events?limit=1000&scope=any").json();
    let count = all["count"].as_u64().unwrap();
    assert_eq!(ids(&all).len() as u64, count);
    for sort in ["latest", "date", "origins", "mentions", "confidence", "scale"] {
        let (mut seen, mut next) = (Vec::new(), format!("/api/v1/events?scope=any&sort={sort}&limit=7"));
        loop {
            let page = shared().get(&next).json();
            seen.extend(ids(&page));
            match page["next"].as_str() {
                Some(address) => next = address.to_string(),
                None => break,
            }
        }
        assert_eq!(seen.len() as u64, count, "{sort}");
        assert_eq!(seen.iter().collect::<BTreeSet<_>>().len() as u64, count, "{sort}");
    }
}

#[test]
fn pages_stay_stable_while_data_arrive() {
    let path = copy("arriving");
    let server = Running::start(&Settings::new(&path));
    let before: BTreeSet<String> = ids(&server.get("/api/v1/events?limit=1000").json()).into_iter().collect();
    let first = server.get("/api/v1/events?limit=5").json();
    let mut document = whodid::Document::new("late", "They met.");
    document.date = Some(jiff::civil::date(2030, 1, 1));
    let mut mention = whodid::Mention::new(0, whodid::Span::new(5, 8), whodid::ontology::Class::Consult);
    mention.when = Some(whodid::When {
        date: jiff::civil::date(2030, 1, 1),
        end: None,
        precision: whodid::Precision::Day,
        from: whodid::DateFrom::Publication,
    });
    let hash = content_hash(&document);
    document.layers.sentences = vec![whodid::Sentence::at(whodid::Span::new(0, 9))];
    document.layers.mentions = vec![mention];
    let item = whodid::link::origins::Item::of(&document, &whodid::resources::Facts::default());
    let mut writer = Store::open(&path, &Access::default()).unwrap();
    writer.write(&[Coded { document, hash, country: None, item }], &[], &coder()).unwrap();
    writer.link().unwrap();
    drop(writer);
    let mut seen = ids(&first);
    let mut next = first["next"].as_str().map(str::to_string);
    while let Some(address) = next {
        let page = server.get(&address).json();
        seen.extend(ids(&page));
        next = page["next"].as_str().map(str::to_string);
    }
    assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), seen.len(), "none twice");
    assert_eq!(
        seen.into_iter().collect::<BTreeSet<_>>(),
        before,
        "none left out, and what is new lies before the first page"
    );
    let now = server.get("/api/v1/events?limit=1").json();
    assert_eq!(now["events"][0]["date"], "2030-01-01", "what is written is seen");
}

#[test]
fn all_that_is_found_flows_in_every_form() {
    let count = shared().get("/api/v1/events").json()["count"].as_u64().unwrap() as usize;
    let lines = shared().get("/api/v1/events?format=jsonl");
    assert_eq!(lines.header("content-type"), "application/x-ndjson");
    assert!(lines.header("content-disposition").contains("whodid-events.jsonl"));
    let records: Vec<Value> = lines.body.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(records.len(), count);
    let table = shared().get("/api/v1/events?format=csv");
    assert_eq!(csv::Reader::from_reader(table.body.as_bytes()).records().map(Result::unwrap).count(), count);
    let map = shared().get("/api/v1/events?format=geojson").json();
    assert_eq!(map["features"].as_array().unwrap().len(), count);
    let none = shared().get("/api/v1/events?format=geojson&from=1950-01-01&to=1950-01-02").json();
    assert_eq!(none["features"], serde_json::json!([]));
    let three = shared().get("/api/v1/events?format=jsonl&limit=3");
    assert_eq!(three.body.lines().count(), 3);
}

#[test]
fn records_are_told_with_all_that_hangs_on_them() {
    let server = shared();
    let event = server.get("/api/v1/events?limit=1").json()["events"][0].clone();
    let id = encoded(event["id"].as_str().unwrap());
    let told = server.get(&format!("/api/v1/events/{id}")).json();
    assert_eq!(told["event"], event);
    assert_eq!(told["reports"].as_array().unwrap().len(), event["mentions"].as_array().unwrap().len());
    let document = server.get("/api/v1/documents/06-border-clash.txt").json();
    assert!(
        document["mentions"].as_array().unwrap().len() > 2
            && document["document"]["text"].as_str().unwrap().len() > 100
    );
    let stories = server.get("/api/v1/stories?limit=2").json();
    for story in stories["stories"].as_array().unwrap() {
        let id = encoded(story["id"].as_str().unwrap());
        assert_eq!(server.get(&format!("/api/v1/stories/{id}")).json(), *story);
    }
    let participants = server.get("/api/v1/participants?limit=5").json();
    assert_eq!(participants["participants"].as_array().unwrap().len(), 5);
    let timeline = server.get("/api/v1/timeline?by=month").json();
    let events: u64 = timeline["timeline"].as_array().unwrap().iter().map(|one| one["events"].as_u64().unwrap()).sum();
    assert_eq!(events, server.get("/api/v1/events").json()["count"].as_u64().unwrap());
    let coverage = server.get("/api/v1/coverage?by=outlet").json();
    let read: u64 = coverage["coverage"].as_array().unwrap().iter().map(|one| one["documents"].as_u64().unwrap()).sum();
    assert!(read > 16, "{read}");
    let table = server.get("/api/v1/timeline?by=month&format=csv");
    assert!(table.body.starts_with("classes."), "{}", table.body);
}

#[test]
fn what_is_wrong_is_told_with_what_to_do() {
    let cases = [
        ("/api/v1/events?class=SHOUT", 400, "bad_filter", "class", "there are AGREE, CONSULT"),
        ("/api/v1/events?colour=red", 400, "bad_filter", "", "it takes text, from"),
        ("/api/v1/events?between=USA", 400, "bad_filter", "between", "RUS,USA"),
        ("/api/v1/events?from=2024-02-30", 400, "bad_filter", "from", "2024-05-31"),
        ("/api/v1/events?from=2024-02-03&to=2024-02-01", 400, "bad_filter", "to", "change one"),
        ("/api/v1/events?limit=0", 400, "bad_filter", "limit", "1 to 1000"),
        ("/api/v1/events?min_confidence=2", 400, "bad_filter", "min_confidence", "0 to 1"),
        ("/api/v1/events?scope=any,sport", 400, "bad_filter", "scope", "one of the two"),
        ("/api/v1/events?text=%22%22", 400, "bad_filter", "text", "a word"),
        ("/api/v1/events?sort=date&sort=latest", 400, "bad_filter", "sort", "give it once"),
        ("/api/v1/events?after=nowhere", 400, "bad_cursor", "after", "as it is"),
        ("/api/v1/events?sort=date&after=latest~2024-05-01~x", 400, "bad_cursor", "after", "same `sort`"),
        ("/api/v1/timeline?by=outlet", 400, "bad_filter", "by", "day, week and month"),
        ("/api/v1/coverage?class=AID", 400, "bad_filter", "", "it takes from, to, by"),
        ("/api/v1/events/none", 404, "not_found", "", "coded or linked anew"),
        ("/api/v1/shout", 404, "not_found", "", "openapi.json"),
    ];
    for (target, status, code, parameter, advice) in cases {
        let answer = shared().get(target);
        assert_eq!(answer.status, status, "{target}: {}", answer.body);
        assert_eq!(answer.header("content-type"), "application/json", "{target}");
        let error = answer.json()["error"].clone();
        assert_eq!(error["code"], code, "{target}");
        assert_eq!(error["parameter"].as_str().unwrap_or(""), parameter, "{target}");
        assert!(error["do"].as_str().unwrap().contains(advice), "{target}: {error}");
        assert!(!error["what"].as_str().unwrap().is_empty());
    }
}

#[test]
fn an_answer_that_is_as_it_was_is_not_sent_again() {
    let path = copy("tags");
    let server = Running::start(&Settings::new(&path));
    for target in ["/events", "/api/v1/events", "/api/v1/events?format=csv", "/coverage"] {
        let first = server.get(target);
        let tag = first.header("etag").to_string();
        assert!(tag.starts_with('"') && tag.len() > 4, "{target}: {tag}");
        let again = server.get_with(target, &[("If-None-Match", &tag)]);
        assert_eq!((again.status, again.body.as_str()), (304, ""), "{target}");
        assert_eq!(server.get_with(target, &[("If-None-Match", "\"other\"")]).status, 200);
    }
    let tag = server.get("/api/v1/events").header("etag").to_string();
    let mut writer = Store::open(&path, &Access::default()).unwrap();
    writer.unlink().unwrap();
    drop(writer);
    let changed = server.get_with("/api/v1/events", &[("If-None-Match", &tag)]);
    assert_eq!(changed.status, 200);
    assert_eq!(changed.json()["count"], 0);
}

#[test]
fn the_description_names_every_address_and_every_parameter() {
    let described = shared().get("/api/v1/openapi.json").json();
    assert_eq!(described["openapi"], "3.1.0");
    for (path, operation) in described["paths"].as_object().unwrap() {
        let operation = &operation["get"];
        let taken: Vec<&str> = operation["parameters"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|one| one["in"] == "query")
            .map(|one| one["name"].as_str().unwrap())
            .collect();
        let answer = shared().get(&format!("{}?no_such=1", path.replace("{id}", "x")));
        assert_eq!(answer.status, 400, "{path}");
        let advice = answer.json()["error"]["do"].as_str().unwrap().to_string();
        let told: Vec<&str> = advice.strip_prefix("it takes ").map_or(Vec::new(), |list| list.split(", ").collect());
        assert_eq!(told, taken, "{path}");
        if !path.contains('{') {
            assert_eq!(shared().get(path).status, 200, "{path}");
        }
    }
}

#[test]
fn the_store_is_only_read() {
    let before = std::fs::read(store()).unwrap();
    for target in ["/events", "/api/v1/participants", "/coverage"] {
        assert_eq!(shared().get(target).status, 200);
    }
    assert_eq!(std::fs::read(store()).unwrap(), before);
}

#[test]
fn a_period_takes_what_overlaps_it() {
    let server = shared();
    let all: Vec<Value> = server
        .get("/api/v1/events?format=jsonl&scope=any")
        .body
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert!(all.iter().any(|event| event["enddate"].is_string()), "some events are of several days");
    let periods = [
        (Some("1995-05-05"), Some("1995-05-06")),
        (Some("2022-01-01"), Some("2022-12-31")),
        (Some("2018-06-15"), None),
        (None, Some("2018-06-15")),
        (Some("1900-01-01"), Some("2099-12-31")),
    ];
    for (from, to) in periods {
        for class in ["", "ASSAULT", "CONSULT"] {
            let fits = |event: &&Value| {
                let Some(first) = event["date"].as_str() else { return false };
                let last = event["enddate"].as_str().unwrap_or(first);
                from.is_none_or(|from| last >= from)
                    && to.is_none_or(|to| first <= to)
                    && (class.is_empty() || event["event"][0] == class)
            };
            let want: BTreeSet<String> =
                all.iter().filter(fits).map(|event| event["id"].as_str().unwrap().to_string()).collect();
            for sort in ["latest", "date", "confidence"] {
                let (from, to) = (from.unwrap_or(""), to.unwrap_or(""));
                let query = format!("from={from}&to={to}&class={class}&scope=any&sort={sort}");
                let (mut seen, mut next) = (Vec::new(), format!("/api/v1/events?{query}&limit=11"));
                loop {
                    let page = server.get(&next).json();
                    assert_eq!(page["count"].as_u64().unwrap() as usize, want.len(), "{query}");
                    seen.extend(ids(&page));
                    match page["next"].as_str() {
                        Some(address) => next = address.to_string(),
                        None => break,
                    }
                }
                assert_eq!(seen.len(), want.len(), "{query}");
                assert_eq!(seen.into_iter().collect::<BTreeSet<_>>(), want, "{query}");
            }
        }
    }
}
