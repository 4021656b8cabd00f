//! Pages of events and counts of them, against what going through all of them comes to.

#![allow(missing_docs, clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::collections::BTreeMap;

use common::{Dice, coder, document, open, path};
use whodid_store::{CoverageBy, Cursor, Filter, Scopes, Sort, Step, Store, StoreError};

const CLASSES: [&str; 4] = ["CONSULT", "ASSAULT", "AID", "PROTEST"];
const CODES: [&str; 5] = ["USA", "RUS", "IRQ", "FRA", "NGA"];

fn filled(name: &str, documents: usize) -> Store {
    let path = path(name);
    let mut dice = Dice(11);
    let mut store = open(&path);
    let told: Vec<_> = (0..documents)
        .map(|number| {
            let one = dice.below(5);
            let sentences: Vec<String> = (0..3)
                .map(|_| {
                    let (day, class) = (1 + dice.below(28), CLASSES[dice.below(4)]);
                    format!("{day} {class} {} {}", CODES[one], CODES[(one + 1 + dice.below(4)) % 5])
                })
                .collect();
            let sentences: Vec<&str> = sentences.iter().map(String::as_str).collect();
            document(&format!("outlet{}-{number}", number % 3), &sentences)
        })
        .collect();
    store.write(&told, &[], &coder()).unwrap();
    store.link().unwrap();
    drop(store);
    Store::read(&path).unwrap()
}

fn all(store: &Store, filter: &Filter, sort: Sort) -> Vec<String> {
    let mut ids = Vec::new();
    store
        .events::<StoreError>(filter, sort, None, |event| {
            ids.push(event.id);
            Ok(())
        })
        .unwrap();
    ids
}

fn filters() -> Vec<Filter> {
    let list = |one: &str| vec![one.to_string()];
    vec![
        Filter::default(),
        Filter { classes: list("AID"), ..Filter::default() },
        Filter { between: Some(("USA".into(), "RUS".into())), scopes: Scopes::Unflagged, ..Filter::default() },
        Filter { from: Some("2024-05-10".into()), to: Some("2024-05-12".into()), ..Filter::default() },
        Filter { outlets: list("outlet1"), quads: vec![4], ..Filter::default() },
        Filter { classes: list("aid"), quads: vec![4], ..Filter::default() },
        Filter { text: Some("assault".into()), ..Filter::default() },
        Filter { participants: list("NGA"), min_origins: Some(2), ..Filter::default() },
        Filter { stories: list("story:none"), ..Filter::default() },
    ]
}

#[test]
fn pages_of_any_size_in_any_order_hold_every_event_once() {
    let store = filled("pages", 60);
    for filter in filters() {
        for (sort, name) in Sort::ALL {
            let want = all(&store, &filter, sort);
            for (limit, found) in [(1, None), (7, Some(want.len() as u64)), (7, Some(0)), (1000, None)] {
                let (mut ids, mut after): (Vec<String>, Option<Cursor>) = (Vec::new(), None);
                loop {
                    let page = store.events_page(&filter, sort, after.as_ref(), limit, found).unwrap();
                    assert!(page.items.len() <= limit);
                    ids.extend(page.items.into_iter().map(|event| event.id));
                    let Some(next) = page.next else { break };
                    after = Some(next.to_string().parse().unwrap());
                    assert_eq!(after, Some(next));
                }
                assert_eq!(ids, want, "{name}, {limit} at a time, {filter:?}");
            }
        }
    }
}

#[test]
fn a_cursor_of_another_order_is_refused() {
    let store = filled("other-order", 4);
    let next = store.events_page(&Filter::default(), Sort::Latest, None, 1, None).unwrap().next.unwrap();
    let error = store.events_page(&Filter::default(), Sort::Origins, Some(&next), 1, None).unwrap_err();
    assert!(error.is_asked(), "{error}");
    for wrong in
        ["", "latest", "latest~x~event:a", "origins~2024-05-01~event:a", "origins~nan~~a", "shout~~a", "latest~~"]
    {
        assert!(wrong.parse::<Cursor>().is_err(), "{wrong}");
    }
}

#[test]
fn counts_are_those_of_the_events_found_and_tell_what_another_choice_would_find() {
    let store = filled("facets", 60);
    for filter in filters() {
        let facets = store.facets(&filter).unwrap();
        assert_eq!(facets.events as usize, store.count_events(&filter).unwrap(), "{filter:?}");
        for (class, count) in &facets.classes {
            let other = Filter { classes: vec![class.clone()], quads: vec![], ..filter.clone() };
            assert_eq!(*count as usize, store.count_events(&other).unwrap(), "{class} in {filter:?}");
        }
        for (quad, count) in &facets.quads {
            let other = Filter { quads: vec![*quad], classes: vec![], ..filter.clone() };
            assert_eq!(*count as usize, store.count_events(&other).unwrap(), "{quad} in {filter:?}");
        }
    }
}

#[test]
fn a_quad_beside_a_class_stands_for_its_classes() {
    let store = filled("quads", 60);
    let find = |classes: &[&str], quads: &[u8]| {
        let classes = classes.iter().map(ToString::to_string).collect();
        all(&store, &Filter { classes, quads: quads.to_vec(), ..Filter::default() }, Sort::Date)
    };
    let (aid, fourth, both) = (find(&["AID"], &[]), find(&[], &[4]), find(&["aid"], &[4]));
    assert!(!aid.is_empty() && !fourth.is_empty());
    assert_eq!(both.len(), aid.len() + fourth.len());
    assert!(aid.iter().chain(&fourth).all(|id| both.contains(id)));
}

#[test]
fn time_in_steps_adds_up_to_what_is_found() {
    let store = filled("timeline", 40);
    let filter = Filter { participants: vec!["USA".into()], ..Filter::default() };
    for (step, _) in Step::ALL {
        let moments = store.timeline(&filter, step).unwrap();
        let events: u64 = moments.iter().map(|moment| moment.events).sum();
        assert_eq!(events as usize, store.count_events(&filter).unwrap());
        assert_eq!(moments.iter().map(|moment| moment.documents).sum::<u64>(), 40);
        let classes: u64 = moments.iter().flat_map(|moment| moment.classes.values()).sum();
        assert_eq!(classes, events);
        assert!(moments.is_sorted_by(|one, other| one.from < other.from));
    }
}

#[test]
fn surveys_count_events_and_documents() {
    let store = filled("surveys", 40);
    let everybody = store.participants(&Filter::default(), 100, None).unwrap();
    let codes: BTreeMap<&str, u64> =
        everybody.iter().map(|one| (one.code.as_deref().unwrap_or(""), one.events)).collect();
    for (code, events) in &codes {
        let filter = Filter { participants: vec![(*code).to_string()], ..Filter::default() };
        assert_eq!(*events as usize, store.count_events(&filter).unwrap(), "{code}");
    }
    assert!(everybody.is_sorted_by(|one, other| one.events >= other.events));
    let outlets = store.coverage(CoverageBy::Outlet, None, None, 10).unwrap();
    assert_eq!(outlets.iter().map(|one| one.documents).sum::<u64>(), 40);
    assert_eq!(outlets[0].of, "outlet0");
    let weeks = store.coverage(CoverageBy::Time(Step::Week), None, None, 10).unwrap();
    assert_eq!((weeks.len(), weeks[0].of.as_str()), (1, "2024-05-20"));
    let citation = store.citation().unwrap();
    assert_eq!((citation.documents, citation.hash.len()), (40, 16));
    assert_eq!(citation.hash, store.citation().unwrap().hash);
}

#[test]
fn a_store_that_is_told_to_stop_gives_up() {
    let store = filled("stop", 300);
    let path = store.path().to_path_buf();
    let mut store = Store::read(&path).unwrap();
    store.stop_when(|| true).unwrap();
    let error = store.facets(&Filter { outlets: vec!["outlet1".into()], ..Filter::default() }).unwrap_err();
    assert!(error.is_stopped(), "{error}");
}

#[test]
fn what_another_connection_writes_changes_the_state() {
    let store = filled("state", 2);
    let before = store.state().unwrap();
    assert_eq!(store.state().unwrap(), before);
    let mut writer = open(store.path());
    writer.write(&[document("new-1", &["3 AID USA IRQ"])], &[], &coder()).unwrap();
    assert_ne!(store.state().unwrap(), before);
}
