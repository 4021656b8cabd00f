//! The queue of review: in order, under filters, and shorter with everything that is decided.

#![allow(missing_docs, clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::time::{Duration, Instant};

use common::{Browser, Running, copy, encoded, store};
use whodid_serve::Settings;
use whodid_store::{Filter, Scopes, Store, Urgency, overlay};

/// The link of a page with this id.
fn link(page: &str, id: &str) -> Option<String> {
    let tag = page.split("<a ").find(|tag| tag.split('>').next().unwrap().contains(&format!("id=\"{id}\"")))?;
    Some(tag.split("href=\"").nth(1)?.split('"').next()?.replace("&amp;", "&"))
}

/// Where the page's form for deciding is sent: the event's place.
fn here(page: &str) -> String {
    let form = page.split("<form class=\"quick\"").nth(1).expect("a form");
    form.split("action=\"").nth(1).unwrap().split('"').next().unwrap().replace("&amp;", "&")
}

fn left(page: &str) -> u64 {
    let told = page.split(" reviewed, <strong>").nth(1).expect("the progress");
    told.split(' ').next().unwrap().parse().unwrap()
}

#[test]
fn the_most_urgent_comes_first_and_each_leads_to_the_next() {
    let server = Running::on_examples();
    let mut reader = Browser::new(&server);
    let mut events = Vec::new();
    Store::read(store())
        .unwrap()
        .events::<whodid_store::StoreError>(
            &Filter { scopes: Scopes::Unflagged, ..Filter::default() },
            whodid_store::Sort::Date,
            None,
            |event| {
                events.push(event);
                Ok(())
            },
        )
        .unwrap();
    events.sort_by_key(|event| (-Urgency::of(event).thousandths(), event.id.clone()));
    let mut page = reader.get("/review");
    assert_eq!(left(&page.body), events.len() as u64);
    assert!(page.body.contains("Urgency = (1 − confidence)") && page.body.contains("<kbd>a</kbd>"));
    for (at, event) in events.iter().take(12).enumerate() {
        let place = here(&page.body);
        let place =
            percent_encoding::percent_decode_str(place.strip_prefix("/review/").unwrap()).decode_utf8().unwrap();
        assert_eq!(place, event.id, "{at}");
        let next = link(&page.body, "next").expect("a next one");
        let following = reader.get(&next);
        assert_eq!(following.status, 200);
        let back = link(&following.body, "previous").expect("a way back");
        assert_eq!(here(&reader.get(&back).body), here(&page.body));
        page = following;
    }
}

#[test]
fn what_is_decided_leaves_the_queue_and_comes_again_when_it_is_taken_back() {
    let path = copy("queue");
    let server = Running::start(&Settings::new(&path));
    let mut reader = Browser::new(&server);
    let filtered = "/review?class=ASSAULT&class=COERCE&scope=any";
    let all = left(&reader.get(filtered).body);
    assert!(all > 4, "{all}");
    let author = [("author", "A. Reader"), ("quick", "yes")];
    // Accepted without a reason, dropped and corrected with one.
    let mut targets = Vec::new();
    for (at, fields) in [
        vec![("do", "accept"), ("reason", "")],
        vec![("do", "drop"), ("reason", "a film")],
        vec![("do", "correct"), ("reason", "planned"), ("set.status", "future")],
    ]
    .into_iter()
    .enumerate()
    {
        let page = reader.get(filtered);
        let (here, next) = (here(&page.body), link(&page.body, "next").expect("a next one"));
        targets.push(here.clone());
        let fields: Vec<(&str, &str)> = fields.into_iter().chain(author).collect();
        let sent = reader.send(&here, &fields);
        assert_eq!(sent.status, 303, "{}", sent.body);
        assert_eq!(sent.header("location"), format!("{next}#done"), "it goes on with the next, under the same filter");
        let page = reader.get(sent.header("location"));
        let done = ["Accepted.", "Dropped: it counts", "Corrected."][at];
        assert!(page.body.contains(done) && page.body.contains("class=ASSAULT"), "{done}");
        assert!(page.body.contains("value=\"A. Reader\""), "the name is there for the next");
        assert_eq!(left(&page.body), all - 1 - at as u64);
    }
    let text = overlay::write(&Store::read(&path).unwrap().corrections().unwrap());
    assert!(text.contains("\taccept\t\tread and found right\tA. Reader"), "{text}");
    assert!(text.contains("\tdrop\t\ta film") && text.contains("\tset\tstatus=future\tplanned"));
    // The one that was accepted is told so on its page, is as it was, and comes again when that is taken back.
    let accepted = reader.get(&targets[0]);
    assert!(accepted.body.contains("reviewed</span>") && accepted.body.contains("Accepted as it was coded"));
    let event = targets[0].split('?').next().unwrap().replace("/review/", "/events/");
    assert!(!reader.get(&event).body.contains("<span class=\"flag\">corrected</span>"));
    let listed = server.get("/api/v1/corrections").json();
    let listed = listed["corrections"].as_array().unwrap();
    let keys =
        listed.iter().filter(|one| one["change"] == "accept").map(|one| one["key"].as_str().unwrap().to_string());
    let keys: Vec<String> = keys.collect();
    let mut fields = vec![("do", "undo")];
    fields.extend(keys.iter().map(|key| ("undo", key.as_str())));
    assert_eq!(reader.send(&event, &fields).status, 303);
    assert_eq!(left(&reader.get(filtered).body), all - 2);
    assert_eq!(here(&reader.get(filtered).body), targets[0]);
    // An event that is no more leads to the head of the queue.
    let gone = server.get("/review/event%3Anone?class=ASSAULT");
    assert_eq!((gone.status, gone.header("location")), (303, "/review?class=ASSAULT"));
}

#[test]
fn what_is_wrong_with_a_decision_is_told_once_beside_what_was_typed() {
    let server = Running::start(&Settings::new(copy("queue-wrong")));
    let mut reader = Browser::new(&server);
    let here = here(&reader.get("/review").body);
    let refused = reader.send(&here, &[("do", "drop"), ("reason", "no event"), ("author", ""), ("quick", "yes")]);
    assert_eq!(refused.status, 422);
    assert_eq!(refused.body.matches("role=\"alert\"").count(), 1);
    assert!(refused.body.contains("value=\"no event\"") && refused.body.contains("`author` is empty"));
    let ids: Vec<&str> = refused.body.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    let mut once = ids.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), ids.len(), "no id stands twice on a page");
}

#[test]
fn empty_queues_say_what_to_do() {
    let server = Running::start(&Settings::new(copy("queue-empty")));
    let none = server.get("/review?from=1950-01-01&to=1950-01-02");
    assert!(none.body.contains("No event fits all of this"));
    let event = server.get("/api/v1/events?class=ASSAULT").json()["events"][0]["id"].as_str().unwrap().to_string();
    let mut reader = Browser::new(&server);
    let one = format!("/review?id={}", encoded(&event));
    let here = here(&reader.get(&one).body);
    assert_eq!(reader.send(&here, &[("do", "accept"), ("author", "A")]).status, 303);
    let page = reader.get(&one);
    assert!(page.body.contains("Everything here is reviewed") && left(&page.body) == 0, "{}", page.body);
    let wrong = server.get("/review?sort=date");
    assert_eq!(wrong.status, 400);
}

/// `WHODID_STORE=million.db cargo test --release -p whodid-serve --test review -- --ignored --nocapture`
#[test]
#[ignore = "needs a large store"]
fn the_first_page_of_a_large_queue_is_there_at_once() {
    let path = std::env::var("WHODID_STORE").expect("WHODID_STORE names a store");
    let server = Running::start(&Settings { read_only: true, ..Settings::new(path) });
    server.get("/coverage?from=2026-01-01&to=2026-01-02");
    for query in
        ["", "class=ASSAULT", "between=RUS,USA", "from=2024-01-01&to=2024-01-31", "text=ceasefire", "min_origins=3"]
    {
        let began = Instant::now();
        let page = server.get(&format!("/review?{query}"));
        let took = began.elapsed();
        println!("/review?{query}: {took:?}, {} left", left(&page.body));
        assert_eq!(page.status, 200);
        assert!(took < Duration::from_secs(5), "{query}: {took:?}");
    }
}
