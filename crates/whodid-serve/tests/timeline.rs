//! The timeline, through the door that browsers use.

#![allow(missing_docs, clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{Running, shared, store};
use whodid_serve::Settings;
use whodid_store::{Access, Store};

/// What stands between two texts, each time.
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

/// Nothing within the page runs or styles; scripts and sheets are the server's own files.
fn is_clean(page: &str) {
    for tag in between(page, "<", ">") {
        assert!(!tag.contains(" style=") && !tag.contains(" onclick") && !tag.contains(" onload"), "<{tag}>");
        assert!(!tag.starts_with("script") || tag.starts_with("script src=\"/assets/"), "<{tag}>");
        assert!(!tag.starts_with("style") && !tag.starts_with("img"), "<{tag}>");
    }
    assert_eq!(page.matches("<h1").count(), 1);
    assert_eq!(page.matches("<svg").count(), page.matches("</svg>").count());
}

#[test]
fn bars_and_the_table_behind_them_tell_what_the_api_tells() {
    let told = page("/timeline?by=month&from=2015-01-01&to=2025-12-31");
    let api = shared().get("/api/v1/timeline?by=month&from=2015-01-01&to=2025-12-31").json();
    let months: Vec<(String, u64)> = api["timeline"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["from"].as_str().unwrap().to_string(), one["events"].as_u64().unwrap()))
        .filter(|(_, events)| *events > 0)
        .collect();
    assert!(months.len() > 3, "{months:?}");
    let stretches = between(&told, "<a class=\"stretch\"", "</title>");
    assert_eq!(stretches.len(), 132, "every month of eleven years");
    for (from, events) in months {
        let bar = stretches.iter().find(|bar| bar.contains(&format!("data-from=\"{from}\""))).unwrap();
        assert!(bar.contains(&format!(": {events} event")), "{bar}");
        let address = between(bar, "href=\"", "\"")[0].replace("&amp;", "&");
        assert!(address.starts_with("/events?") && address.contains(&format!("from={from}")), "{address}");
        let there = shared().get(&address.replacen("/events", "/api/v1/events", 1)).json();
        assert!(there["count"].as_u64().unwrap() >= events, "{address}");
    }
    assert!(told.contains("<caption") || told.contains("aria-label=\"Events over time as a table\""));
}

#[test]
fn how_it_is_drawn_stands_in_the_address() {
    let classes = page("/timeline?by=week&stack=class&counts=rate&theme=dark");
    assert!(classes.contains("events per 1\u{202f}000 documents"), "the axis says so");
    let legend = between(&classes, "aria-label=\"Patterns\"", "</ul>")[0];
    assert!(legend.contains("CONSULT") && !legend.contains("verbal cooperation"));
    // A form carries what it has no field for.
    for name in ["by", "stack", "counts", "theme"] {
        assert!(classes.contains(&format!("<input type=\"hidden\" name=\"{name}\"")), "{name}");
    }
    let patterns: Vec<&str> = between(&classes, "<pattern id=\"", "\"");
    let fills: Vec<&str> = between(&classes, "fill=\"url(#", ")");
    assert!(!fills.is_empty() && fills.iter().all(|fill| patterns.contains(fill)), "{fills:?} {patterns:?}");
    let mut one_each = patterns.clone();
    one_each.sort_unstable();
    one_each.dedup();
    assert_eq!(one_each.len(), patterns.len(), "no two parts look alike");
    for (target, advice) in [
        ("/timeline?by=outlet", "day, week and month"),
        ("/timeline?stack=colour", "quad and class"),
        ("/timeline?counts=all", "raw and rate"),
        ("/timeline?sort=date", "it takes"),
    ] {
        let answer = shared().get(target);
        assert_eq!(answer.status, 400, "{target}");
        assert!(answer.body.contains(advice), "{target}: {}", answer.body);
    }
}

#[test]
fn other_periods_are_links() {
    let told = page("/timeline?from=2024-05-01&to=2024-05-30&class=CONSULT");
    let way = |id: &str| {
        let link = between(&told, &format!("<a id=\"w-{id}\" href=\""), "\"")[0].replace("&amp;", "&");
        assert!(link.contains("class=CONSULT"), "{link}");
        link
    };
    assert!(way("earlier").contains("from=2024-04-16&to=2024-05-15"));
    assert!(way("later").contains("from=2024-05-16&to=2024-06-14"));
    assert!(way("nearer").contains("from=2024-05-08&to=2024-05-23"));
    assert!(way("farther").contains("from=2024-04-16&to=2024-06-14"));
    for id in ["earlier", "later", "nearer", "farther"] {
        assert_eq!(shared().get(&way(id)).status, 200, "{id}");
    }
    assert!(told.contains("value=\"2024-05-01\"") && told.contains("The whole time"));
}

#[test]
fn a_pair_of_countries_has_a_score() {
    let pair = shared().get("/api/v1/participants?limit=50").json();
    let codes: Vec<&str> =
        pair["participants"].as_array().unwrap().iter().filter_map(|one| one["code"].as_str()).collect();
    let met = codes.iter().enumerate().find_map(|(at, one)| {
        codes[at + 1..].iter().find_map(|other| {
            let target = format!("/timeline?between={one}%2C{other}");
            let answer = shared().get(&target);
            (one != other && answer.status == 200 && answer.body.contains("circle class=\"score\"")).then_some(target)
        })
    });
    let told = page(&met.expect("two countries that met"));
    assert!(told.contains("Mean score between") && told.contains("−10 conflict"));
    assert!(page("/timeline").contains("name them under"));
}

#[test]
fn whatever_is_asked_the_page_stands() {
    let path = store().with_file_name("timeline-empty.db");
    let _ = std::fs::remove_file(&path);
    drop(Store::open(&path, &Access::default()).unwrap());
    let empty = Running::start(&Settings::new(&path));
    for target in ["/timeline", "/timeline?stack=class&counts=rate", "/timeline?from=2024-01-01&to=2024-02-01"] {
        let answer = empty.get(target);
        assert_eq!(answer.status, 200, "{target}");
        is_clean(&answer.body);
        assert!(answer.body.contains("The store holds no event yet"), "{target}");
    }
    let one = shared().get("/api/v1/events?limit=1").json()["events"][0]["id"].as_str().unwrap().to_string();
    let asked = form_urlencoded::Serializer::new(String::new()).append_pair("id", &one).finish();
    assert!(page(&format!("/timeline?{asked}")).contains("1 event over time"));
    let hostile =
        page("/timeline?text=%3Cscript%3Ealert%281%29%3C%2Fscript%3E&outlet=%22%3E%3Cimg+src%3Dx%3E&theme=light");
    assert!(hostile.contains("No event fits all of this") && hostile.contains("&lt;script&gt;"));
    for target in [
        "/timeline?from=9999-12-31",
        "/timeline?to=0001-01-01&by=day",
        "/timeline?from=1000-01-01&to=9000-01-01&by=day",
    ] {
        assert_eq!(shared().get(target).status, 200, "{target}");
    }
}

#[test]
fn the_script_is_the_servers_own() {
    let told = page("/timeline");
    let script = between(&told, "<script src=\"", "\"")[0];
    let answer = shared().get(script);
    assert_eq!((answer.status, answer.header("content-type")), (200, "text/javascript; charset=utf-8"));
    for outside in ["http:", "https:", "eval", "innerHTML", "import("] {
        assert!(!answer.body.replace("http://www.w3.org/2000/svg", "").contains(outside), "{outside}");
    }
}
