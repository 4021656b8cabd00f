//! What a store holds depends on what was read and corrected, and on nothing else.

#![allow(missing_docs, clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{Dice, coder, document, dump, open, path};
use whodid_store::{Change, Coded, Correction, Filter, InputRead, Known, Located, Store, Target};

fn corpus() -> Vec<Coded> {
    let classes = ["CONSULT", "ASSAULT", "AID"];
    let codes = ["USA", "RUS", "IRQ", "TUR"];
    let mut dice = Dice(7);
    let mut sentence = || {
        let (actor, recipient) = (dice.below(4), dice.below(4));
        format!("{} {} {} {}", 1 + dice.below(9), classes[dice.below(3)], codes[actor], codes[recipient])
    };
    let mut documents = Vec::new();
    for number in 0..30 {
        let told = [sentence(), sentence(), sentence()];
        let told: Vec<&str> = told.iter().map(String::as_str).collect();
        documents.push(document(&format!("post-{number:02}"), &told));
    }
    documents
}

/// Corrections of all kinds, on mentions that are told of with their ids alone.
fn corrections() -> Vec<Correction> {
    let mention = |at: usize| corpus()[at].document.layers.mentions[0].clone();
    let target = |at: usize| Target {
        mention: format!("post-{at:02}#{}-{}", mention(at).trigger.start, mention(at).trigger.end),
        ..Target::default()
    };
    let of = |at: usize, change: Change| Correction {
        target: target(at),
        change,
        reason: "read again".into(),
        author: "a reader".into(),
    };
    vec![
        of(0, Change::Set { field: "event".into(), value: "COERCE".into() }),
        of(1, Change::Drop),
        of(2, Change::Together(target(3))),
        of(3, Change::Together(target(4))),
        of(5, Change::Set { field: "date".into(), value: "2024-05-09".into() }),
        of(6, Change::Apart(target(7))),
    ]
}

fn input() -> InputRead {
    InputRead { name: "corpus".into(), hash: "1".into(), documents: 30, failures: Vec::new() }
}

/// All at once, corrections before anything is read.
fn at_once(name: &str, corrected: bool) -> String {
    let path = path(name);
    let mut store = open(&path);
    if corrected {
        store.lay(&corrections()).unwrap();
    }
    store.write(&corpus(), &[input()], &coder()).unwrap();
    store.link().unwrap();
    drop(store);
    dump(&path)
}

#[test]
fn neither_order_nor_batches_nor_pauses_leave_a_trace() {
    for corrected in [false, true] {
        let whole = at_once("order-whole", corrected);
        assert!(whole.lines().count() > 300, "{}", whole.lines().count());
        for seed in 1..=6 {
            let mut dice = Dice(seed);
            let path = path("order-parts");
            let mut documents = corpus();
            dice.shuffle(&mut documents);
            let mut laid = !corrected;
            while !documents.is_empty() {
                let most = documents.len();
                let batch: Vec<Coded> = documents.drain(..(1 + dice.below(9)).min(most)).collect();
                // Opened anew each time, as a program that was stopped is.
                let mut store = open(&path);
                store.write(&batch, &[input()], &coder()).unwrap();
                match dice.below(4) {
                    0 => drop(store.link().unwrap()),
                    1 => drop(store.link_events().unwrap()),
                    2 if !laid => {
                        store.lay(&corrections()).unwrap();
                        laid = true;
                    }
                    _ => {}
                }
            }
            let mut store = open(&path);
            store.lay(if corrected { corrections() } else { Vec::new() }.as_slice()).unwrap();
            store.link().unwrap();
            drop(store);
            assert!(dump(&path) == whole, "seed {seed}, corrected: {corrected}");
        }
    }
}

#[test]
fn a_document_that_was_replaced_leaves_nothing_behind() {
    let whole = at_once("replace-whole", true);
    let path = path("replace-parts");
    let mut store = open(&path);
    for (at, coded) in corpus().into_iter().enumerate() {
        // Every third document stood there with another text first, and was linked with the others.
        if at % 3 == 0 {
            let id = coded.document.id.clone();
            store
                .write(&[document(&id, &["3 CONSULT USA RUS", "4 AID TUR IRQ", "5 ASSAULT RUS TUR"])], &[], &coder())
                .unwrap();
            store.link().unwrap();
        }
        if at == 15 {
            store.lay(&corrections()).unwrap();
        }
        let written = store.write(&[coded], &[input()], &coder()).unwrap();
        assert_eq!(written.replaced, usize::from(at % 3 == 0));
    }
    store.link().unwrap();
    drop(store);
    assert!(dump(&path) == whole);
}

#[test]
fn what_was_undone_leaves_nothing_behind() {
    let whole = at_once("undo-whole", false);
    let path = path("undo");
    let mut store = open(&path);
    store.write(&corpus(), &[input()], &coder()).unwrap();
    store.lay(&corrections()).unwrap();
    store.link().unwrap();
    let named: Vec<String> = corrections().into_iter().map(|one| one.target.mention).collect();
    assert_eq!(store.undo(&named).unwrap(), 6);
    store.link().unwrap();
    drop(store);
    assert!(dump(&path) == whole);
}

#[test]
fn linked_anew_it_is_the_same() {
    let path = path("relink");
    let mut store = open(&path);
    store.lay(&corrections()).unwrap();
    store.write(&corpus(), &[input()], &coder()).unwrap();
    store.link().unwrap();
    drop(store);
    let before = dump(&path);
    let mut store = open(&path);
    store.unlink().unwrap();
    store.link().unwrap();
    drop(store);
    assert!(dump(&path) == before);
}

#[test]
fn nothing_new_changes_no_byte_of_the_file() {
    let path = path("idle");
    let mut store = open(&path);
    store.write(&corpus(), &[input()], &coder()).unwrap();
    store.lay(&corrections()).unwrap();
    store.link().unwrap();
    store.finish("now").unwrap();
    drop(store);
    let before = std::fs::read(&path).unwrap();
    let mut store = open(&path);
    let first = &corpus()[0];
    assert_eq!(store.knows("post-00", &first.hash, &coder()).unwrap(), Known::Same);
    assert_eq!(store.knows("post-00", "other", &coder()).unwrap(), Known::Other);
    assert_eq!(store.knows("post-99", &first.hash, &coder()).unwrap(), Known::New);
    let mut newer = coder();
    newer.hash = "c2".into();
    assert_eq!(store.knows("post-00", &first.hash, &newer).unwrap(), Known::Outdated);
    store.write(&[], &[input()], &coder()).unwrap();
    store.lay(&corrections()).unwrap();
    store.link().unwrap();
    store.finish("later").unwrap();
    assert!(!store.has_changed());
    drop(store);
    assert!(std::fs::read(&path).unwrap() == before);
}

#[test]
fn sums_are_what_they_sum() {
    let path = path("sums");
    let mut store = open(&path);
    let mut documents = corpus();
    Dice(3).shuffle(&mut documents);
    for batch in documents.chunks(7) {
        store.write(batch, &[], &coder()).unwrap();
        store.link().unwrap();
    }
    store.lay(&corrections()).unwrap();
    store.link().unwrap();
    drop(store);
    let store = Store::read(&path).unwrap();
    let mut rows: Vec<serde_json::Value> =
        dump(&path).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    rows.retain(|row| row["table"].as_str().unwrap().starts_with("daily") || row["table"] == "coverage");
    let mut events = 0;
    for row in &rows {
        let told = &row["row"];
        let text = |name: &str| told[name].as_str().unwrap().to_string();
        let day = || Some(text("day")).filter(|day| !day.is_empty());
        let filter = match row["table"].as_str().unwrap() {
            "daily_events" => {
                events += told["events"].as_u64().unwrap();
                Filter {
                    classes: vec![text("class")],
                    statuses: vec![text("status")],
                    from: day(),
                    to: day(),
                    ..Filter::default()
                }
            }
            "daily_pairs" => Filter {
                between: Some((text("one"), text("other"))),
                classes: vec![text("class")],
                statuses: vec![text("status")],
                from: day(),
                to: day(),
                ..Filter::default()
            },
            "daily_marks" => {
                let (mark, classes, statuses) = (text("mark"), vec![text("class")], vec![text("status")]);
                let filter = Filter { classes, statuses, from: day(), to: day(), ..Filter::default() };
                match (Located::named(&mark), mark.strip_prefix("code:")) {
                    (Some(how), _) => Filter { located: Some(how), ..filter },
                    (None, Some(code)) => Filter { participants: vec![code.to_string()], ..filter },
                    (None, None) => Filter { sectors: vec![mark], ..filter },
                }
            }
            _ => {
                assert_eq!(told["documents"], 30 / if text("outlet") == "post" { 1 } else { 0 });
                continue;
            }
        };
        let mut score = 0.0;
        let mut count = 0;
        store
            .events::<whodid_store::StoreError>(&filter, whodid_store::Sort::Date, None, |event| {
                count += 1;
                score += f64::from(event.event_scale);
                Ok(())
            })
            .unwrap();
        assert_eq!(told["events"], count, "{row}");
        if let Some(sum) = told["score"].as_f64() {
            assert!((sum / 1000.0 - score).abs() < 1e-6, "{row}");
        }
    }
    assert_eq!(events as usize, store.count_events(&Filter::default()).unwrap());
}
