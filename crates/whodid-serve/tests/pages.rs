//! Pages, through the door that browsers use.

#![allow(missing_docs, clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::markup::{addresses, is_clean};
use common::{Answer, encoded, shared};

fn events(query: &str) -> Vec<serde_json::Value> {
    shared().get(&format!("/api/v1/events?{query}")).json()["events"].as_array().unwrap().clone()
}

fn is_sealed(answer: &Answer) {
    let policy = answer.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(answer.header("referrer-policy"), "same-origin");
    assert_eq!(answer.header("x-frame-options"), "DENY");
}

#[test]
fn every_page_answers_and_is_sealed() {
    let home = shared().get("/");
    assert_eq!((home.status, home.header("location")), (303, "/events"));
    let event = events("")[0]["id"].as_str().unwrap().to_string();
    let documents = ["01-militia-leader-received.txt", "14-quiet.txt"].map(|id| format!("/documents/{}", encoded(id)));
    let mut pages = vec!["/events".to_string(), format!("/events/{}", encoded(&event)), "/coverage".into()];
    pages.extend(documents);
    pages.push("/coverage?by=month&theme=dark".into());
    let mention = shared().get(&format!("/api/v1/events/{}", encoded(&event))).json()["reports"][0]["id"].clone();
    pages.push(format!("/mentions/{}", encoded(mention.as_str().unwrap())));
    pages.push(format!("/review/{}", encoded(&event)));
    pages.extend(["/review".into(), "/review?from=2020-01-01&class=ASSAULT&theme=dark".into()]);
    for page in pages {
        let answer = shared().get(&page);
        assert_eq!(answer.status, 200, "{page}: {}", answer.body);
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
        is_sealed(&answer);
        is_clean(&answer.body);
        assert!(answer.body.contains("Cite as"), "{page}");
    }
}

#[test]
fn what_a_page_links_to_is_there() {
    let answer = shared().get("/events?theme=light");
    let mut seen = 0;
    for address in addresses(&answer.body).into_iter().filter(|address| address.starts_with('/')) {
        let there = shared().get(&address);
        assert!(matches!(there.status, 200 | 303), "{address}: {}", there.status);
        seen += 1;
    }
    assert!(seen > 40, "{seen}");
    let style = addresses(&answer.body).into_iter().find(|address| address.starts_with("/assets/whodid.css")).unwrap();
    let style = shared().get(&style);
    assert_eq!(style.header("content-type"), "text/css; charset=utf-8");
    assert!(!style.body.contains("url(") && !style.body.contains("@import"));
}

#[test]
fn text_of_documents_is_text_and_its_addresses_no_links() {
    let id = encoded("harm/<i>1</i>?#&\"");
    let document = shared().get(&format!("/documents/{id}"));
    assert_eq!(document.status, 200, "{}", document.body);
    is_clean(&document.body);
    assert!(document.body.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quotes&quot;"));
    assert!(document.body.contains("javascript:alert(document.domain)"), "told, but no link");
    let list = events("document=harm%2F%3Ci%3E1%3C%2Fi%3E%3F%23%26%22&scope=any");
    assert!(!list.is_empty(), "the article tells of a meeting and an arrest");
    for event in list {
        let page = shared().get(&format!("/events/{}", encoded(event["id"].as_str().unwrap())));
        assert_eq!(page.status, 200);
        is_clean(&page.body);
        assert!(page.body.contains("&lt;img src=x onerror=alert(2)&gt;"));
    }
    let listed = shared().get("/events?text=%22%3Cscript%3Ealert%22");
    is_clean(&listed.body);
    let refused = shared().get("/events?class=%3Cscript%3Ealert(1)%3C%2Fscript%3E");
    assert_eq!(refused.status, 400);
    is_clean(&refused.body);
    let nowhere = shared().get("/%3Cscript%3Ealert(1)");
    assert_eq!(nowhere.status, 404);
    is_clean(&nowhere.body);
}

#[test]
fn a_form_is_led_to_the_one_address_of_what_it_asks() {
    let sent = "/events?text=&from=2022-01-01&to=&between=&between=&class=ASSAULT&class=COERCE&participant=&scope=none&sort=latest";
    let answer = shared().get(sent);
    assert_eq!(answer.status, 303);
    assert_eq!(answer.header("location"), "/events?from=2022-01-01&class=ASSAULT&class=COERCE");
    let page = shared().get(answer.header("location"));
    assert_eq!(page.status, 200);
    assert!(page.body.contains("value=\"ASSAULT\" checked"));
    assert!(page.body.contains("href=\"/events?from=2022-01-01&amp;class=COERCE\""), "a way to take a class back");
    assert!(page.body.contains("/api/v1/events?from=2022-01-01&amp;class=ASSAULT&amp;class=COERCE&amp;format=csv"));
}

#[test]
fn a_theme_stays_on_every_link() {
    let page = shared().get("/events?theme=dark");
    assert!(page.body.contains("<html lang=\"en\" data-theme=\"dark\">"));
    assert!(page.body.contains("name=\"theme\" value=\"dark\""));
    assert!(page.body.contains("href=\"/coverage?theme=dark\""));
    assert!(page.body.contains("class=\"words\"") && page.body.contains("?theme=dark\" dir=\"auto\""));
}

#[test]
fn marks_say_their_role_in_words() {
    let event = &events("class=ASSAULT")[0];
    let page = shared().get(&format!("/events/{}", encoded(event["id"].as_str().unwrap())));
    assert!(page.body.contains("<mark class=\"r-event\"><span class=\"role\">event: </span>"), "{}", page.body);
    let quiet = shared().get("/documents/14-quiet.txt");
    assert!(quiet.body.contains("No event."));
}

#[test]
fn empty_and_wrong_pages_say_what_to_do() {
    let empty = shared().get("/events?from=1950-01-01&to=1950-01-02");
    assert_eq!(empty.status, 200);
    assert!(empty.body.contains("No event fits all of this") && empty.body.contains("All events"));
    let none = shared().get("/events/event%3Anone");
    assert_eq!(none.status, 404);
    assert!(none.body.contains("the store has no event") && none.body.contains("What to do:"));
    let wrong = shared().get("/events?from=yesterday");
    assert_eq!(wrong.status, 400);
    assert!(wrong.body.contains("write it as 2024-05-31"));
    let past = shared().get("/coverage?from=1950-01-01&to=1950-01-02");
    assert!(past.body.contains("No document was read of that time"));
}
