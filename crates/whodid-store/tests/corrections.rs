//! Corrections outlive what they were made on.

#![allow(missing_docs, clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{coder, document, open, path};
use whodid::Event;
use whodid_store::{Change, Correction, Filter, Item, Sort, Store, StoreError, overlay};

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

fn correct(store: &mut Store, mention: &str, change: Change) {
    let target = store.target(mention).unwrap();
    store.lay(&[Correction { target, change, reason: "read again".into(), author: "a reader".into() }]).unwrap();
    store.link().unwrap();
}

fn set(field: &str, value: &str) -> Change {
    Change::Set { field: field.into(), value: value.into() }
}

/// Two outlets tell of one meeting, one of them of an attack besides.
fn store(name: &str) -> Store {
    let mut store = open(&path(name));
    let batch =
        [document("gazette", &["1 CONSULT USA RUS", "2 ASSAULT IRQ TUR"]), document("post", &["1 CONSULT USA RUS"])];
    store.write(&batch, &[], &coder()).unwrap();
    store.link().unwrap();
    store
}

#[test]
fn what_is_set_is_shown_as_corrected_and_the_machine_keeps_its_record() {
    let mut store = store("set");
    assert_eq!(events(&store).len(), 2);
    correct(&mut store, "gazette#21-28", set("event", "COERCE"));
    let event = &events(&store)[1];
    assert_eq!((event.event[0].as_ref(), event.quad_code, event.event_scale), ("COERCE", 4, -7.0));
    assert_eq!(event.corrected[0].change, "event: COERCE instead of ASSAULT");
    assert_eq!((event.corrected[0].reason.as_str(), event.corrected[0].author.as_str()), ("read again", "a reader"));
    assert_eq!(store.machine_record("gazette#21-28").unwrap().unwrap().event, ["ASSAULT"]);
    assert_eq!(store.mention("gazette#21-28").unwrap().unwrap().record.event, ["COERCE"]);
    let of = |class: &str| Filter { classes: vec![class.into()], ..Filter::default() };
    for (class, count) in [("COERCE", 1), ("ASSAULT", 0)] {
        assert_eq!(store.count_events(&of(class)).unwrap(), count);
        assert_eq!(store.count_mentions(&of(class)).unwrap(), count);
    }
    assert_eq!(store.undo(&["gazette#21-28".to_string()]).unwrap(), 1);
    store.link().unwrap();
    assert_eq!(store.count_events(&of("ASSAULT")).unwrap(), 1);
    assert!(events(&store).iter().all(|event| event.corrected.is_empty()));
}

#[test]
fn a_dropped_mention_is_out_of_every_event_and_can_be_brought_back() {
    let mut store = store("drop");
    correct(&mut store, "gazette#21-28", Change::Drop);
    assert_eq!(events(&store).len(), 1);
    let mention = store.mention("gazette#21-28").unwrap().unwrap();
    assert!(mention.dropped && mention.in_event.is_none());
    assert_eq!(mention.corrected[0].change, "dropped");
    assert_eq!(store.count_mentions(&Filter::default()).unwrap(), 2);
    assert_eq!(store.count_mentions(&Filter { dropped: true, ..Filter::default() }).unwrap(), 3);
    store.undo(&["gazette#21-28".to_string()]).unwrap();
    store.link().unwrap();
    assert_eq!(events(&store).len(), 2);
}

#[test]
fn what_is_split_stays_split_and_what_is_merged_stays_merged() {
    let mut store = store("rulings");
    assert_eq!(events(&store)[0].mentions, ["gazette#2-9", "post#2-9"]);
    let other = store.target("post#2-9").unwrap();
    correct(&mut store, "gazette#2-9", Change::Apart(other.clone()));
    assert_eq!(events(&store).len(), 3);
    assert_eq!(events(&store)[0].corrected[0].change, "split: gazette#2-9 from post#2-9");
    // A third report comes in that is like both; the two stay apart where the linking keeps to it.
    correct(&mut store, "gazette#2-9", Change::Together(other));
    assert_eq!(events(&store).len(), 2);
    assert_eq!(store.corrections().unwrap().len(), 1, "the later decision holds");
    let attack = store.target("gazette#21-28").unwrap();
    correct(&mut store, "post#2-9", Change::Together(attack));
    let merged = events(&store);
    assert_eq!((merged.len(), merged[0].mentions.len()), (1, 3));
    assert_eq!(merged[0].corrected.len(), 2);
    // Coded again, they are still one.
    store.write(&[document("post", &["1 CONSULT USA RUS"])], &[], &coder()).unwrap();
    store.link().unwrap();
    assert_eq!(events(&store), merged);
}

#[test]
fn a_correction_finds_its_mention_again_when_the_text_has_moved() {
    let mut store = store("moved");
    correct(&mut store, "gazette#21-28", set("event", "COERCE"));
    // A sentence more before it: another place in the text, the same words.
    store
        .write(&[document("gazette", &["9 AID USA RUS", "1 CONSULT USA RUS", "2 ASSAULT IRQ TUR"])], &[], &coder())
        .unwrap();
    store.link().unwrap();
    let coerced = store.count_events(&Filter { classes: vec!["COERCE".into()], ..Filter::default() }).unwrap();
    assert_eq!(coerced, 1);
    assert_eq!(store.waiting().unwrap(), Vec::<String>::new());
    // The sentence is gone: it waits, and says so.
    store.write(&[document("gazette", &["9 AID USA RUS"])], &[], &coder()).unwrap();
    store.link().unwrap();
    assert_eq!(store.waiting().unwrap().len(), 1);
    assert_eq!(store.corrections().unwrap().len(), 1);
    // Twice the same sentence: one of two would be a guess.
    store
        .write(&[document("gazette", &["9 AID USA RUS", "2 ASSAULT IRQ TUR", "2 ASSAULT IRQ TUR"])], &[], &coder())
        .unwrap();
    assert_eq!(store.waiting().unwrap().len(), 1);
    store.write(&[document("gazette", &["9 AID USA RUS", "2 ASSAULT IRQ TUR"])], &[], &coder()).unwrap();
    store.link().unwrap();
    assert_eq!(store.waiting().unwrap().len(), 0);
    let event = &events(&store)[1];
    assert_eq!(event.corrected[0].change, "event: COERCE instead of ASSAULT");
}

#[test]
fn corrections_carried_over_as_text_do_the_same_in_another_store() {
    let mut one = store("carried-from");
    correct(&mut one, "gazette#21-28", set("event", "COERCE"));
    let other = one.target("post#2-9").unwrap();
    correct(&mut one, "gazette#2-9", Change::Apart(other));
    let text = overlay::write(&one.corrections().unwrap());
    let mut two = open(&path("carried-to"));
    two.lay(&overlay::parse(&text).unwrap()).unwrap();
    assert!(two.waiting().unwrap().is_empty(), "documents that are not read yet are waited for in silence");
    let batch =
        [document("post", &["1 CONSULT USA RUS"]), document("gazette", &["1 CONSULT USA RUS", "2 ASSAULT IRQ TUR"])];
    two.write(&batch, &[], &coder()).unwrap();
    two.link().unwrap();
    assert_eq!(events(&two), events(&one));
    assert_eq!(overlay::write(&two.corrections().unwrap()), text);
}

#[test]
fn what_cannot_be_laid_on_is_kept_and_told() {
    let mut store = store("refused");
    let target = store.target("post#2-9").unwrap();
    let one = Correction { target, change: set("event", "SHOUT"), reason: "x".into(), author: "y".into() };
    let laid = store.lay(&[one]).unwrap();
    assert!(laid.waiting[0].contains("no class is called `SHOUT`"), "{:?}", laid.waiting);
    store.link().unwrap();
    assert_eq!(events(&store)[0].event, ["CONSULT"]);
    assert_eq!(store.corrections().unwrap().len(), 1);
    assert!(matches!(store.find("post#2-9").unwrap(), Some(Item::Mention(_))));
    assert!(store.target("nobody#1-2").unwrap_err().to_string().contains("no mention"));
}
