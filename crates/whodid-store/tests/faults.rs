//! What goes wrong is told in one message that says what to do, and nothing that was written is lost.

#![allow(missing_docs, clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::time::Duration;

use common::{access, coder, document, dump, open, path};
use whodid_store::{Access, Coded, Store};

fn refused(path: &Path) -> String {
    let error = Store::open(path, &access()).unwrap_err().to_string();
    assert!(error.starts_with(&path.display().to_string()) && !error.contains('\n'), "{error}");
    error
}

fn filled(path: &Path) -> String {
    let mut store = open(path);
    store.write(&[document("a", &["1 CONSULT USA RUS"])], &[], &coder()).unwrap();
    store.link().unwrap();
    drop(store);
    dump(path)
}

#[test]
fn the_second_writer_waits_and_then_says_who_holds_the_store() {
    let path = path("two-writers");
    let first = open(&path);
    let error = Store::open(&path, &access()).unwrap_err();
    assert!(error.is_busy());
    let process = std::process::id();
    assert!(error.to_string().contains(&format!("process {process}, `test` is writing it")), "{error}");
    // Reading is not held up.
    Store::read(&path).unwrap();
    let waiting = {
        let path = path.clone();
        std::thread::spawn(move || Store::open(&path, &Access { wait: Duration::from_secs(60), ..access() }).map(drop))
    };
    std::thread::sleep(Duration::from_millis(300));
    assert!(!waiting.is_finished());
    drop(first);
    waiting.join().unwrap().unwrap();
    let beside: Vec<_> =
        std::fs::read_dir(path.parent().unwrap()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(beside, ["test.db"], "nothing is left lying beside the store");
}

#[test]
fn many_writers_take_turns() {
    let path = path("many-writers");
    drop(open(&path));
    std::thread::scope(|scope| {
        for writer in 0..6 {
            let path = &path;
            scope.spawn(move || {
                for turn in 0..5 {
                    let mut store = Store::open(path, &Access { wait: Duration::from_secs(60), ..access() }).unwrap();
                    let day = 1 + (writer + turn) % 4;
                    let told = format!("{day} CONSULT USA RUS");
                    store.write(&[document(&format!("w{writer}-{turn}"), &[&told])], &[], &coder()).unwrap();
                    store.link().unwrap();
                }
            });
        }
    });
    let store = Store::read(&path).unwrap();
    assert_eq!(store.count_mentions(&Default::default()).unwrap(), 30);
    assert_eq!(store.count_events(&Default::default()).unwrap(), 4);
}

#[test]
fn a_file_that_is_no_store_is_left_alone() {
    let path = path("no-store");
    std::fs::write(&path, "a diary\n".repeat(1000)).unwrap();
    assert!(refused(&path).contains("no store of whodid"));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "a diary\n".repeat(1000));
    assert!(Store::read(&path).unwrap_err().to_string().contains("no store of whodid"));

    std::fs::remove_file(&path).unwrap();
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("CREATE TABLE recipes(name TEXT); INSERT INTO recipes VALUES ('soup')").unwrap();
    drop(other);
    assert!(refused(&path).contains("a SQLite database of another program"));
    let folder = path.parent().unwrap();
    assert!(refused(folder).contains("it is a folder"));
    assert!(Store::read(&folder.join("none.db")).unwrap_err().to_string().contains("makes one"));
    assert!(refused(&folder.join("none/test.db")).contains("cannot be made"));
}

#[test]
fn an_empty_file_becomes_a_store() {
    let path = path("empty");
    std::fs::write(&path, "").unwrap();
    assert!(Store::read(&path).unwrap_err().to_string().contains("an empty file"));
    filled(&path);
}

#[test]
fn a_newer_store_is_refused_and_left_alone() {
    let path = path("newer");
    let before = filled(&path);
    let change = |version: i64| {
        let file = rusqlite::Connection::open(&path).unwrap();
        file.pragma_update(None, "user_version", version).unwrap();
    };
    change(whodid_store::VERSION + 1);
    assert!(refused(&path).contains("update whodid"));
    assert!(Store::read(&path).unwrap_err().to_string().contains("update whodid"));
    change(0);
    assert!(refused(&path).contains("no whodid ever wrote schema 0"));
    change(whodid_store::VERSION);
    assert_eq!(dump(&path), before);
}

#[test]
fn a_file_that_may_not_be_written_can_still_be_read() {
    let path = path("read-only");
    let before = filled(&path);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o444)).unwrap();
    assert!(refused(&path).contains("may not be written"));
    assert_eq!(dump(&path), before);
    let folder = path.parent().unwrap();
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o555)).unwrap();
    assert_eq!(dump(&path), before);
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_damaged_file_is_told() {
    let path = path("damaged");
    let mut store = open(&path);
    let many: Vec<Coded> =
        (0..200).map(|at| document(&format!("d{at}"), &["1 CONSULT USA RUS", "2 AID USA IRQ"])).collect();
    store.write(&many, &[], &coder()).unwrap();
    store.link().unwrap();
    drop(store);
    let mut bytes = std::fs::read(&path).unwrap();
    let end = bytes.len();
    for byte in &mut bytes[4096..end] {
        *byte = 0xa5;
    }
    std::fs::write(&path, &bytes).unwrap();
    let told = |error: whodid_store::StoreError| {
        let error = error.to_string();
        assert!(error.contains("damaged") && error.contains("restore it from a copy"), "{error}");
    };
    match Store::open(&path, &access()) {
        Err(error) => told(error),
        Ok(mut store) => told(store.write(&many, &[], &coder()).unwrap_err()),
    }
    std::fs::write(&path, &bytes[..5000]).unwrap();
    match Store::open(&path, &access()) {
        Err(error) => told(error),
        Ok(mut store) => told(store.write(&many, &[], &coder()).unwrap_err()),
    }
}

#[test]
fn a_full_disk_loses_nothing_and_the_rest_follows() {
    let whole = {
        let path = path("full-whole");
        let mut store = open(&path);
        for batch in 0..40 {
            store.write(&batch_of(batch), &[], &coder()).unwrap();
        }
        store.link().unwrap();
        drop(store);
        dump(&path)
    };
    let path = path("full");
    let mut store = Store::open(&path, &Access { most_pages: Some(400), ..access() }).unwrap();
    let mut fitted = 0;
    let error = loop {
        match store.write(&batch_of(fitted), &[], &coder()) {
            Ok(_) => fitted += 1,
            Err(error) => break error,
        }
        assert!(fitted < 40, "the disk was never full");
    };
    assert!(error.is_full());
    assert!(error.to_string().contains("make room and run again"), "{error}");
    assert_eq!(store.count_mentions(&Default::default()).unwrap(), fitted * 20, "whole batches, and all of them");
    // To link needs room as well.
    let linked = store.link();
    assert!(linked.as_ref().is_err_and(whodid_store::StoreError::is_full) || linked.is_ok());
    drop(store);
    let mut store = open(&path);
    for batch in fitted..40 {
        store.write(&batch_of(batch), &[], &coder()).unwrap();
    }
    store.link().unwrap();
    drop(store);
    assert!(dump(&path) == whole);
}

fn batch_of(number: usize) -> Vec<Coded> {
    (0..10)
        .map(|at| {
            let (one, two) = (format!("{} CONSULT USA RUS", 1 + number % 20), format!("{} ASSAULT IRQ TUR", 1 + at));
            document(&format!("doc-{number}-{at}"), &[&one, &two])
        })
        .collect()
}
