//! Corrections through the window: made, shown, carried out of it, taken back; and whom it refuses.

#![allow(missing_docs, clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::time::Duration;

use common::{Browser, Running, copy, encoded, token};
use whodid_serve::Settings;
use whodid_store::{Access, Store, overlay};

const WHY: [(&str, &str); 2] = [("reason", "read again"), ("author", "A. Reader & Co")];

fn with<'f>(fields: &[(&'f str, &'f str)]) -> Vec<(&'f str, &'f str)> {
    WHY.into_iter().chain(fields.iter().copied()).collect()
}

fn first(server: &Running, query: &str) -> serde_json::Value {
    server.get(&format!("/api/v1/events?{query}")).json()["events"][0].clone()
}

fn id(event: &serde_json::Value) -> String {
    event["id"].as_str().unwrap().to_string()
}

fn page(event: &serde_json::Value) -> String {
    format!("/events/{}", encoded(&id(event)))
}

/// What the store's corrections look like as a file.
fn overlaid(path: &std::path::Path) -> String {
    overlay::write(&Store::read(path).unwrap().corrections().unwrap())
}

#[test]
fn a_correction_is_made_shown_exported_and_taken_back() {
    let path = copy("whole");
    let server = Running::start(&Settings::new(&path));
    let event = first(&server, "class=ASSAULT");
    let mut reader = Browser::new(&server);
    let before = reader.get(&page(&event));
    assert!(before.body.contains("None was made.") && before.body.contains("Make a correction"));
    let change = [
        ("do", "correct"),
        ("set.event", "COERCE"),
        ("set.mode", "arrest"),
        ("set.status", ""),
        ("set.date", "2024-02-29"),
    ];
    let sent = reader.send(&page(&event), &with(&change));
    assert_eq!(sent.status, 303, "{}", sent.body);
    assert!(sent.header("location").ends_with("#done"), "{}", sent.header("location"));
    let after = reader.get(sent.header("location"));
    assert!(after.body.contains("id=\"done\" role=\"status\"") && after.body.contains("Corrected."), "{}", after.body);
    assert_eq!(after.header("cache-control"), "no-store");
    assert!(after.body.contains("event: COERCE instead of ASSAULT") && after.body.contains("mode: arrest instead of"));
    assert!(after.body.contains("A. Reader &amp; Co"), "the name is escaped, and kept for the next form");
    assert!(!reader.get(sent.header("location")).body.contains("id=\"done\""), "it is said once");
    // The list, the API and the file of corrections have it at once.
    let now = server.get(&format!("/api/v1/events?id={}&scope=any", encoded(&id(&event)))).json()["events"][0].clone();
    assert_eq!(
        (&now["event"][0], &now["mode"][0], &now["date"]),
        (&"COERCE".into(), &"arrest".into(), &"2024-02-29".into())
    );
    assert!(server.get("/events?class=COERCE").body.contains("corrected"));
    let text = overlaid(&path);
    assert!(text.contains("\tset\tevent=COERCE\tread again\tA. Reader & Co"), "{text}");
    let listed = server.get("/api/v1/corrections").json();
    assert_eq!(listed["corrections"].as_array().unwrap().len(), 3 * event["mentions"].as_array().unwrap().len());
    // One of them is taken back, then the rest.
    let of = |field: &str| -> Vec<String> {
        let list = server.get("/api/v1/corrections").json()["corrections"].as_array().unwrap().clone();
        let of = list.iter().filter(|one| field.is_empty() || one["field"] == field);
        of.map(|one| one["key"].as_str().unwrap().to_string()).collect()
    };
    for (field, left) in [("date", "COERCE"), ("", "ASSAULT")] {
        let keys = of(field);
        let mut fields = vec![("do", "undo")];
        fields.extend(keys.iter().map(|key| ("undo", key.as_str())));
        let sent = reader.send(&page(&event), &fields);
        assert_eq!(sent.status, 303, "{}", sent.body);
        assert!(reader.get(sent.header("location")).body.contains("Taken back"));
        assert_eq!(first(&server, &format!("id={}&scope=any", encoded(&id(&event))))["event"][0], left);
    }
    assert_eq!(first(&server, &format!("id={}", encoded(&id(&event)))), event, "it stands as it did before");
    assert!(of("").is_empty());
}

#[test]
fn an_event_can_be_dropped_and_brought_back_from_its_passage() {
    let server = Running::start(&Settings::new(copy("dropped")));
    let event = first(&server, "class=CONSULT");
    let mut reader = Browser::new(&server);
    let sent = reader.send(&page(&event), &with(&[("do", "drop")]));
    assert_eq!(sent.status, 303, "{}", sent.body);
    assert!(sent.header("location").starts_with("/mentions/"), "{}", sent.header("location"));
    assert_eq!(server.get(&page(&event)).status, 404);
    let passage = reader.get(sent.header("location"));
    assert!(passage.body.contains("Dropped: it counts as no event any more") && passage.body.contains("Take back"));
    let document = event["documents"][0].as_str().unwrap();
    assert!(
        server
            .get(&format!("/documents/{}", encoded(document)))
            .body
            .contains("A correction says that it is no event.")
    );
    let keys: Vec<String> = server.get("/api/v1/corrections").json()["corrections"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["key"].as_str().unwrap().to_string())
        .collect();
    let mut fields = vec![("do", "undo")];
    fields.extend(keys.iter().map(|key| ("undo", key.as_str())));
    let mention = sent.header("location").split('#').next().unwrap().to_string();
    assert_eq!(reader.send(&mention, &fields).status, 303);
    assert_eq!(server.get(&page(&event)).status, 200);
}

#[test]
fn two_events_are_merged_and_a_passage_is_split_off_again() {
    let server = Running::start(&Settings::new(copy("merged")));
    let events = server.get("/api/v1/events?class=CONSULT").json()["events"].clone();
    let (one, other) = (&events[0], &events[1]);
    let mut reader = Browser::new(&server);
    // The address of a page is as good as an id.
    let address = format!("http://localhost:4411{}?theme=dark", page(other));
    let sent = reader.send(&page(one), &with(&[("do", "merge"), ("other", &address)]));
    assert_eq!(sent.status, 303, "{}", sent.body);
    let merged = reader.get(sent.header("location"));
    assert!(merged.body.contains("Merged into one event.") && merged.body.contains("One with another"));
    let split = other["mentions"][0].as_str().unwrap();
    let of_passage = format!("/mentions/{}", encoded(split));
    assert!(reader.get(&of_passage).body.contains("Split it off"));
    let event = server.get(&format!("/api/v1/documents/{}", encoded(other["documents"][0].as_str().unwrap()))).json();
    let event =
        event["mentions"].as_array().unwrap().iter().find(|one| one["id"] == split).unwrap()["in_event"].clone();
    let event_page = format!("/events/{}", encoded(event.as_str().unwrap()));
    let sent = reader.send(&event_page, &with(&[("do", "split"), ("split", split)]));
    assert_eq!(sent.status, 303, "{}", sent.body);
    let alone = reader.get(&of_passage);
    assert!(alone.body.contains("Not one with another") && !alone.body.contains("Split it off"), "{}", alone.body);
}

#[test]
fn a_participant_with_another_name_is_somebody_else() {
    let server = Running::start(&Settings::new(copy("renamed")));
    let all = server.get("/api/v1/events?limit=1000").json()["events"].as_array().unwrap().clone();
    let event = all.iter().find(|one| one["actor"][0]["identifier_id"].is_string()).expect("a known actor");
    let mut reader = Browser::new(&server);
    let change = [("do", "correct"), ("name.actor.1", "Somebody Else"), ("set.actor.1.code", "FRA")];
    let sent = reader.send(&page(event), &with(&change));
    assert_eq!(sent.status, 303, "{}", sent.body);
    let now = first(&server, &format!("id={}&scope=any", encoded(&id(event))));
    let actor = &now["actor"][0];
    assert_eq!((&actor["entity_text"], &actor["code"]), (&"Somebody Else".into(), &"FRA".into()), "{now}");
    assert!(actor["identifier_id"].is_null(), "{actor}");
}

#[test]
fn what_cannot_be_is_told_in_the_form_and_what_was_typed_stays() {
    let path = copy("typed");
    let server = Running::start(&Settings::new(&path));
    let event = first(&server, "class=ASSAULT");
    let mut reader = Browser::new(&server);
    let change = [("do", "correct"), ("set.mode", "visit \"<b>"), ("set.date", "2024-01-01")];
    let refused = reader.send(&page(&event), &with(&change));
    assert_eq!(refused.status, 422);
    let body = &refused.body;
    assert!(body.contains("role=\"alert\"") && body.contains("What to do:"), "{body}");
    assert!(body.contains("value=\"visit &quot;&lt;b&gt;\"") && body.contains("value=\"2024-01-01\""));
    assert!(body.contains("value=\"read again\"") && body.contains("value=\"A. Reader &amp; Co\""));
    assert!(
        body.contains("name=\"set.mode\"")
            && body.contains("aria-invalid=\"true\"")
            && body.contains("<details class=\"correcting\" id=\"correct\" open>")
    );
    for (fields, told) in [
        (vec![("do", "correct"), ("set.date", "31 May")], "write it as 2024-05-31"),
        (vec![("do", "correct"), ("set.event", "")], "fill in at least one field"),
        (vec![("do", "shout")], "there are correct, drop"),
        (vec![("do", "merge"), ("other", "event:none#1-2")], "the store has no event and no mention"),
        (vec![("do", "split"), ("split", "none#1-2")], "is no mention of"),
        (vec![("do", "undo"), ("undo", "0123456789abcdef")], "is there any more"),
    ] {
        let answer = reader.send(&page(&event), &with(&fields));
        assert_eq!(answer.status, 422, "{fields:?}");
        assert!(answer.body.contains(told), "{fields:?}");
    }
    let unsigned = reader.send(&page(&event), &[("do", "drop"), ("reason", "x"), ("author", " ")]);
    assert_eq!(unsigned.status, 422);
    assert!(unsigned.body.contains("`author` is empty"));
    assert!(Store::read(&path).unwrap().corrections().unwrap().is_empty(), "nothing of all this was made");
    assert!(!reader.get(&page(&event)).body.contains("role=\"alert\""), "and the page is as it was");
}

#[test]
fn only_pages_of_this_server_may_correct() {
    let path = copy("cross-site");
    let server = Running::start(&Settings::new(&path));
    let event = first(&server, "");
    let target = page(&event);
    let mut reader = Browser::new(&server);
    let right = token(&reader.get(&target).body);
    let own = format!("http://localhost:{}", server.address.port());
    let cookie = reader.cookie();
    let drop = |token: &str, headers: &[(&str, &str)]| {
        let fields = with(&[("do", "drop"), ("token", token)]);
        let fields: Vec<(&str, &str)> = fields.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        server.post(&target, headers, &fields)
    };
    let told = |answer: &common::Answer| answer.status;
    // No token, a wrong one, that of another reader, and the right one without its cookie.
    assert_eq!(told(&drop("", &[("Cookie", &cookie)])), 403);
    assert_eq!(told(&drop("0123456789abcdef0123456789abcdef", &[("Cookie", &cookie)])), 403);
    let others = token(&Browser::new(&server).get(&target).body);
    assert_ne!(others, right);
    let answer = drop(&others, &[("Cookie", &cookie)]);
    assert_eq!(told(&answer), 403);
    assert!(answer.body.contains("send the form once more") && answer.body.contains("value=\"read again\""));
    assert_eq!(token(&answer.body), right, "the form that comes back can be sent");
    assert_eq!(told(&drop(&right, &[])), 403);
    // Another site.
    for origin in ["http://evil.example", "null", "http://localhost:1", "https://localhost.evil.example"] {
        assert_eq!(told(&drop(&right, &[("Cookie", &cookie), ("Origin", origin)])), 403, "{origin}");
    }
    for site in ["cross-site", "same-site", "none"] {
        assert_eq!(
            told(&drop(&right, &[("Cookie", &cookie), ("Origin", &own), ("Sec-Fetch-Site", site)])),
            403,
            "{site}"
        );
    }
    // Another kind of body, as a form of another site may send without being asked about.
    for kind in ["text/plain", "multipart/form-data; boundary=x", "application/json", ""] {
        assert_eq!(told(&drop(&right, &[("Cookie", &cookie), ("Content-Type", kind)])), 415, "{kind}");
    }
    // Other methods, other addresses, the fields in an address.
    let query = format!("{target}?do=drop&reason=x&author=y&token={right}");
    assert_eq!(server.get_with(&query, &[("Cookie", &cookie)]).status, 400);
    for other in ["/events", "/documents/x", "/review", "/coverage", "/api/v1/events"] {
        let answer = server.post(other, &[("Cookie", &cookie)], &with(&[("do", "drop"), ("token", &right)]));
        assert_eq!((answer.status, answer.header("allow")), (405, "GET, HEAD"), "{other}");
    }
    for method in ["PUT", "DELETE", "PATCH", "OPTIONS"] {
        assert_eq!(server.ask(method, &target, &[("Host", "localhost"), ("Content-Length", "0")]).status, 405);
    }
    // Too much.
    let long = "a".repeat(70_000);
    let answer = server.post(&target, &[("Cookie", &cookie)], &[("token", &right), ("reason", &long)]);
    assert_eq!(answer.status, 413);
    assert!(Store::read(&path).unwrap().corrections().unwrap().is_empty());
    // And with everything as it should be.
    assert_eq!(told(&drop(&right, &[("Cookie", &cookie), ("Origin", &own), ("Sec-Fetch-Site", "same-origin")])), 303);
}

#[test]
fn a_page_of_one_reader_is_never_shown_to_another() {
    let server = Running::start(&Settings::new(copy("readers")));
    let target = page(&first(&server, ""));
    let (mut one, mut other) = (Browser::new(&server), Browser::new(&server));
    let (first, second) = (one.get(&target), other.get(&target));
    assert_ne!(token(&first.body), token(&second.body));
    assert_eq!(first.header("etag"), "", "a page with a new cookie is not asked about again");
    let tag = one.get(&target).header("etag").to_string();
    let same = |reader: &Browser<'_>| {
        server.get_with(&target, &[("Cookie", &reader.cookie()), ("If-None-Match", &tag)]).status
    };
    assert_eq!((same(&one), same(&other)), (304, 200));
    // A cookie of nobody's making leads nowhere else and says nothing but what is escaped.
    let forged = "whodid-done=accept.https%3A%2F%2Fevil.example; whodid-author=%3Cscript%3E%22";
    let page = server.get_with(&target, &[("Cookie", forged)]);
    assert!(!page.body.contains("evil.example") && !page.body.contains("<script>\""), "{}", page.body);
    assert!(page.body.contains("&lt;script&gt;&quot;"));
}

#[test]
fn hostile_words_stay_words() {
    let server = Running::start(&Settings::new(copy("hostile")));
    let document = "harm/<i>1</i>?#&\"";
    let list = server.get(&format!("/api/v1/events?document={}&scope=any", encoded(document))).json();
    let event = list["events"][0].clone();
    let mut reader = Browser::new(&server);
    let harm = "</p><script>alert(5)</script>\" onfocus=\"alert(6)";
    let fields =
        [("do", "correct"), ("name.actor.1", harm), ("reason", harm), ("author", "a\r\nSet-Cookie: x=y; \u{202e}<b>")];
    let sent = reader.send(&page(&event), &fields);
    assert_eq!(sent.status, 303, "{}", sent.body);
    assert!(sent.headers.iter().all(|(name, value)| name != "x" && !value.contains("x=y;")));
    for target in [sent.header("location").to_string(), "/events?scope=any".into(), "/review?scope=any".into()] {
        let body = reader.get(&target).body;
        assert!(!body.contains("<script>") && !body.contains("\" onfocus") && !body.contains("<b>"), "{target}");
    }
    let page = reader.get(sent.header("location"));
    assert!(page.body.contains("&lt;script&gt;alert(5)"));
}

#[test]
fn another_writer_is_waited_for_and_then_told_of() {
    let path = copy("two-writers");
    let server = Running::start(&Settings::new(&path));
    let event = first(&server, "class=CONSULT");
    let mut reader = Browser::new(&server);
    let hold = || {
        let access = Access { command: "whodid run".into(), wait: Duration::from_secs(20), ..Access::default() };
        Store::open(&path, &access).unwrap()
    };
    let holder = hold();
    let refused = reader.send(&page(&event), &with(&[("do", "correct"), ("set.status", "future")]));
    assert_eq!((refused.status, refused.header("retry-after")), (503, "5"));
    assert!(
        refused.body.contains("another program is writing the store") && refused.body.contains("whodid run"),
        "{}",
        refused.body
    );
    assert!(refused.body.contains("value=\"read again\"") && refused.body.contains("value=\"future\" selected"));
    drop(holder);
    // Held for a moment only: it waits, and is made.
    let holder = hold();
    let let_go = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(700));
        drop(holder);
    });
    let sent = reader.send(&page(&event), &with(&[("do", "correct"), ("set.status", "future")]));
    let_go.join().unwrap();
    assert_eq!(sent.status, 303, "{}", sent.body);
    // Many at once: each has its turn.
    let reader = &reader;
    let right = token(&server.get_with(&page(&event), &[("Cookie", &reader.cookie())]).body);
    std::thread::scope(|scope| {
        for mode in ["visit", "phone", "meet", "mediate"] {
            let (target, cookie, right, server) = (page(&event), reader.cookie(), &right, &server);
            scope.spawn(move || {
                let fields = with(&[("do", "correct"), ("set.mode", mode), ("token", right)]);
                let answer = server.post(&target, &[("Cookie", &cookie)], &fields);
                assert!(matches!(answer.status, 303 | 422), "{}: {}", answer.status, answer.body);
            });
        }
    });
    let modes = server.get("/api/v1/corrections").json()["corrections"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["field"] == "mode")
        .count();
    assert_eq!(modes, event["mentions"].as_array().unwrap().len(), "the last holds");
}

#[test]
fn a_server_for_reading_takes_no_correction() {
    let path = copy("read-only");
    let server = Running::start(&Settings { read_only: true, ..Settings::new(&path) });
    let event = first(&server, "");
    let answer = server.get(&page(&event));
    assert!(!answer.body.contains("method=\"post\"") && !answer.body.contains("name=\"token\""));
    assert!(answer.body.contains("only for reading") && answer.header("set-cookie").is_empty());
    assert!(!answer.header("etag").is_empty());
    assert!(!server.get("/review").body.contains("method=\"post\""));
    assert!(server.get("/api/v1/corrections").json()["token"].is_null());
    for target in [page(&event), "/api/v1/corrections".into()] {
        let answer = server.post(&target, &[], &with(&[("do", "drop"), ("about", &id(&event))]));
        assert_eq!(answer.status, 403);
    }
    assert!(Store::read(&path).unwrap().corrections().unwrap().is_empty());
}

#[test]
fn programs_correct_with_a_token() {
    let path = copy("programs");
    let open = Running::start(&Settings::new(&path));
    let event = first(&open, "class=ASSAULT");
    let about = id(&event);
    let fields = with(&[("do", "correct"), ("about", &about), ("set", "event=COERCE"), ("set", "mode=none")]);
    let refused = open.post("/api/v1/corrections", &[], &fields);
    assert_eq!((refused.status, refused.json()["error"]["code"].as_str()), (403, Some("no_page_token")));
    let token = open.get("/api/v1/corrections").json()["token"].as_str().unwrap().to_string();
    let header = [("X-Whodid-Token", token.as_str())];
    assert_eq!(open.post("/api/v1/corrections", &[header[0], ("Origin", "http://evil.example")], &fields).status, 403);
    let made = open.post("/api/v1/corrections", &header, &fields);
    assert_eq!(made.status, 200, "{}", made.body);
    let made = made.json();
    assert_eq!((&made["event"], &made["mentions"]), (&event["id"], &event["mentions"]));
    assert!(made["changed"].as_u64().unwrap() >= 2 && made["waiting"].as_array().unwrap().is_empty());
    assert_eq!(first(&open, &format!("id={}", encoded(&about)))["event"][0], "COERCE");
    let wrong = open.post(
        "/api/v1/corrections",
        &header,
        &with(&[("do", "correct"), ("about", &about), ("set", "event=SHOUT")]),
    );
    assert_eq!((wrong.status, wrong.json()["error"]["code"].as_str()), (422, Some("bad_correction")));
    drop(open);
    let settings = Settings { token: Some("0123456789abcdef".into()), ..Settings::new(&path) };
    let closed = Running::start(&settings);
    let bearer = [("Authorization", "Bearer 0123456789abcdef")];
    assert_eq!(closed.post("/api/v1/corrections", &[], &fields).status, 401);
    assert_eq!(closed.post("/api/v1/corrections", &header, &fields).status, 401);
    let drop = with(&[("do", "drop"), ("about", &about)]);
    assert_eq!(closed.post("/api/v1/corrections", &[("Cookie", "whodid=0123456789abcdef")], &drop).status, 403);
    let made = closed.post("/api/v1/corrections", &bearer, &drop);
    assert_eq!(made.status, 200, "{}", made.body);
    assert!(made.json()["event"].is_null());
}
