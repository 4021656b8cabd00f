//! What people should look at first, and what they have looked at.

#![allow(missing_docs, clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{coder, document, open, path};
use whodid::Event;
use whodid_store::{Decision, Filter, Sort, Store, StoreError, Urgency, overlay};

fn events(store: &Store) -> Vec<Event> {
    let mut list = Vec::new();
    store
        .events::<StoreError>(&Filter::default(), Sort::Date, None, |event| {
            list.push(event);
            Ok(())
        })
        .unwrap();
    list
}

fn decision(about: &str) -> Decision {
    Decision { about: about.into(), reason: "read".into(), author: "a reader".into(), ..Decision::default() }
}

fn decide(store: &mut Store, decision: &Decision) {
    let corrections = store.decide(decision).unwrap();
    store.lay(&corrections).unwrap();
    store.link().unwrap();
}

fn store(name: &str) -> Store {
    let mut store = open(&path(name));
    let batch = [
        document("gazette", &["1 CONSULT USA RUS", "2 ASSAULT IRQ TUR", "3 AID FRA NGA"]),
        document("post", &["1 CONSULT USA RUS", "4 PROTEST KEN KEN"]),
    ];
    store.write(&batch, &[], &coder()).unwrap();
    store.link().unwrap();
    store
}

/// The whole queue, by going from each to the next.
fn queue(store: &Store, filter: &Filter) -> Vec<Event> {
    let found = store.facets(filter).unwrap().events;
    let mut out: Vec<Event> = Vec::new();
    let mut at: Option<String> = None;
    loop {
        let place = store.queue(filter, at.as_deref(), found).unwrap();
        if let (Some(last), Some(_)) = (out.last(), &at) {
            assert_eq!(place.previous.as_deref(), Some(last.id.as_str()));
        }
        let Some(event) = place.event else { return out };
        out.push(event);
        match place.next {
            Some(next) => at = Some(next),
            None => return out,
        }
    }
}

#[test]
fn the_queue_goes_by_doubt_times_what_hangs_on_it() {
    let store = store("queue");
    let mut by_hand = events(&store);
    by_hand.sort_by_key(|event| (-Urgency::of(event).thousandths(), event.id.clone()));
    let queued = queue(&store, &Filter::default());
    assert_eq!(queued.len(), 4);
    assert_eq!(queued, by_hand, "the order of the file is that of the record");
    let assaults = Filter { classes: vec!["ASSAULT".into(), "AID".into()], ..Filter::default() };
    assert_eq!(queue(&store, &assaults).len(), 2);
}

#[test]
fn what_was_accepted_leaves_the_queue_and_stays_as_it_was() {
    let mut store = store("accepted");
    let before = events(&store);
    let first = queue(&store, &Filter::default())[0].clone();
    decide(&mut store, &Decision { accept: true, ..decision(&first.id) });
    assert_eq!(events(&store), before, "an event that was accepted is told as it was");
    let rest = queue(&store, &Filter::default());
    assert_eq!(rest.len(), 3);
    assert!(!rest.contains(&first));
    let place = store.queue(&Filter::default(), None, 4).unwrap();
    assert_eq!((place.found, place.reviewed), (4, 1));
    for (reviewed, count) in [(true, 1), (false, 3)] {
        let filter = Filter { reviewed: Some(reviewed), ..Filter::default() };
        assert_eq!(store.count_events(&filter).unwrap(), count);
        assert_eq!(store.facets(&filter).unwrap().events, count as u64);
    }
    // It outlives a new coding, and travels with the corrections.
    let text = overlay::write(&store.corrections().unwrap());
    assert!(text.contains("\taccept\t\tread\ta reader"), "{text}");
    let again = [document("gazette", &["1 CONSULT USA RUS", "2 ASSAULT IRQ TUR", "3 AID FRA NGA"])];
    store.write(&again, &[], &coder()).unwrap();
    store.link().unwrap();
    assert_eq!(store.queue(&Filter::default(), None, 4).unwrap().reviewed, 1);
    let made = store.corrections_of(&first.mentions).unwrap();
    assert_eq!(made.len(), first.mentions.len());
    assert_eq!(store.take_back(&made).unwrap(), made.len());
    assert_eq!(store.queue(&Filter::default(), None, 4).unwrap().reviewed, 0);
    assert_eq!(events(&store), before);
}

#[test]
fn what_was_corrected_or_dropped_leaves_the_queue_too() {
    let mut store = store("corrected");
    let all = events(&store);
    decide(&mut store, &Decision { set: vec![("event".into(), "COERCE".into())], ..decision(&all[1].id) });
    decide(&mut store, &Decision { drop: true, ..decision(&all[3].id) });
    let rest = queue(&store, &Filter::default());
    assert_eq!(rest.len(), 2);
    assert!(!rest.iter().any(|event| event.id == all[1].id || event.id == all[3].id));
    // One of several corrections is taken back by itself.
    let set = |field: &str, value: &str| (field.to_string(), value.to_string());
    let more = Decision { set: vec![set("status", "future"), set("mode", "arrest")], ..decision(&all[1].id) };
    decide(&mut store, &more);
    let made = store.corrections_of(&all[1].mentions).unwrap();
    assert_eq!(made.len(), 3);
    let keys: Vec<String> = made.iter().map(whodid_store::Correction::key).collect();
    assert!(keys.iter().all(|key| key.len() == 16 && keys.iter().filter(|other| *other == key).count() == 1));
    let status: Vec<_> = made.into_iter().filter(|one| format!("{one:?}").contains("status")).collect();
    store.take_back(&status).unwrap();
    store.link().unwrap();
    let event = store.event(&all[1].id).unwrap().unwrap();
    assert_eq!((event.event[0].as_ref(), event.status.as_ref(), event.corrected.len()), ("COERCE", "actual", 2));
}

#[test]
fn what_cannot_be_is_refused_with_the_field_that_it_is_about() {
    let store = store("refused");
    let all = events(&store);
    let refused = |change: Decision| store.decide(&change).unwrap_err();
    let of = |field: &str, value: &str| Decision {
        set: vec![(field.to_string(), value.to_string())],
        ..decision(&all[0].id)
    };
    let class = refused(of("event", "SHOUT"));
    assert_eq!((class.field(), class.is_asked()), (Some("event"), true));
    assert!(class.to_string().contains("no class is called `SHOUT`"));
    assert_eq!(refused(of("mode", "arrest")).field(), Some("mode"));
    assert!(refused(decision("gazette")).to_string().contains("is no event and no mention"));
    assert!(refused(decision("nobody#1-2")).to_string().contains("the store has no event"));
    assert!(
        refused(Decision { drop: true, reason: " ".into(), ..decision(&all[0].id) }).to_string().contains("a reason")
    );
    assert!(refused(decision(&all[0].id)).to_string().contains("nothing is said"));
    assert!(
        refused(Decision { merge: Some(all[0].mentions[1].clone()), ..decision(&all[0].id) })
            .to_string()
            .contains("are one already")
    );
    // A class that takes the mode makes the mode possible.
    let both = vec![("mode".to_string(), "arrest".to_string()), ("event".to_string(), "COERCE".to_string())];
    assert_eq!(store.decide(&Decision { set: both, ..decision(&all[0].id) }).unwrap().len(), 4);
    // A participant that is added comes with several fields.
    let added = ["actor.2.entity_text=soldiers", "actor.2.code=USA"];
    let added: Vec<(String, String)> =
        added.iter().filter_map(|one| one.split_once('=')).map(|(a, b)| (a.into(), b.into())).collect();
    assert!(store.decide(&Decision { set: added, ..decision(&all[0].id) }).is_ok());
}
