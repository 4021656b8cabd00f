//! Events as Parquet, and cells of CSV that spreadsheets take for formulas.

#![allow(missing_docs, clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::fs::File;

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Int32Type};
use arrow_array::{Array, RecordBatch};
use common::{Running, coder, copy, shared};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use serde_json::Value;
use whodid_serve::Settings;
use whodid_store::{Access, Coded, Store, content_hash};

fn read(name: &str, bytes: &[u8]) -> Vec<RecordBatch> {
    let path = common::store().with_file_name(name);
    std::fs::write(&path, bytes).unwrap();
    let file = ParquetRecordBatchReaderBuilder::try_new(File::open(path).unwrap()).unwrap();
    file.build().unwrap().map(Result::unwrap).collect()
}

#[test]
fn parquet_brings_what_json_lines_bring() {
    for query in ["", "&scope=any&sort=origins", "&class=ASSAULT&limit=3", "&from=1950-01-01&to=1950-01-02"] {
        let lines = shared().get(&format!("/api/v1/events?format=jsonl{query}"));
        let want: Vec<Value> = lines.body.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let table = shared().get(&format!("/api/v1/events?format=parquet{query}"));
        assert_eq!(table.status, 200, "{}", table.body);
        assert_eq!(table.header("content-type"), "application/vnd.apache.parquet");
        assert!(table.header("content-disposition").contains("whodid-events.parquet"));
        let again = shared().get(&format!("/api/v1/events?format=parquet{query}"));
        assert!(table.bytes == again.bytes, "the same bytes twice");
        let batches = read("events.parquet", &table.bytes);
        let mut at = 0;
        for batch in &batches {
            let (ids, days) = (batch["id"].as_string::<i32>(), batch["date"].as_primitive::<Date32Type>());
            let origins = batch["origins"].as_primitive::<Int32Type>();
            let documents = batch["documents"].as_list::<i32>();
            for row in 0..batch.num_rows() {
                let event = &want[at];
                at += 1;
                assert_eq!(ids.value(row), event["id"]);
                assert_eq!(origins.value(row), event["origins"]);
                assert_eq!(documents.value(row).len(), event["documents"].as_array().unwrap().len());
                let day = days.is_valid(row).then(|| date(1970, 1, 1).checked_add(days.value(row).days()).unwrap());
                assert_eq!(day.map(|day: Date| day.to_string()).as_deref(), event["date"].as_str());
            }
        }
        assert_eq!(at, want.len(), "{query}");
    }
    let refused = shared().get("/api/v1/participants?format=parquet");
    assert_eq!(refused.status, 400);
    assert_eq!(refused.json()["error"]["parameter"], "format");
}

#[test]
fn the_page_of_events_leads_to_parquet() {
    let page = shared().get("/events?class=ASSAULT");
    assert!(page.body.contains("href=\"/api/v1/events?class=ASSAULT&amp;format=parquet\""));
}

/// A store with a document whose words would run in a spreadsheet.
fn formulas() -> Running {
    let path = copy("formulas");
    let mut document = whodid::Document::new("=1+1", "@SUM(1) met =HYPERLINK(\"http://x\").");
    document.publisher = Some("=cmd|' /C calc'!A0".into());
    let mut mention = whodid::Mention::new(0, whodid::Span::new(8, 11), whodid::ontology::Class::Assault);
    mention.actors.push(whodid::Participant::at(whodid::Span::new(0, 7)));
    let hash = content_hash(&document);
    document.layers.sentences = vec![whodid::Sentence::at(whodid::Span::new(0, document.text.len()))];
    document.layers.mentions = vec![mention];
    let item = whodid::link::origins::Item::of(&document, &whodid::resources::Facts::default());
    let mut writer = Store::open(&path, &Access::default()).unwrap();
    writer.write(&[Coded { document, hash, country: None, item }], &[], &coder()).unwrap();
    writer.link().unwrap();
    drop(writer);
    Running::start(&Settings::new(&path))
}

#[test]
fn no_cell_of_csv_is_a_formula() {
    let server = formulas();
    for target in ["events?document=%3D1%2B1&", "participants?", "coverage?by=outlet&", "timeline?"] {
        let table = server.get(&format!("/api/v1/{target}format=csv"));
        assert_eq!(table.status, 200, "{}", table.body);
        let mut reader = csv::Reader::from_reader(table.body.as_bytes());
        let mut guarded = 0;
        for row in reader.records() {
            for cell in &row.unwrap() {
                let number = cell.parse::<f64>().is_ok();
                assert!(number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{target}: {cell}");
                guarded += usize::from(cell.starts_with("'=") || cell.starts_with("'@"));
            }
        }
        assert_eq!(guarded > 0, !target.starts_with("timeline"), "{target}: {}", table.body);
    }
    let event = server.get("/api/v1/events?document=%3D1%2B1&format=csv").body;
    assert!(event.contains("'@SUM(1)") && event.contains(",-9"), "texts are marked, numbers are not: {event}");
    let event = server.get("/api/v1/events?document=%3D1%2B1").json();
    assert_eq!(event["events"][0]["actor"][0]["entity_text"], "@SUM(1)", "JSON has them as they are");
}
