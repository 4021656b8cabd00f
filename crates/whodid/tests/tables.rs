//! Parquet and Arrow hold what JSON lines hold, and are the same bytes each time.

#![cfg(feature = "parquet")]
#![allow(missing_docs, clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Float32Type, Float64Type, Int32Type, Int64Type};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::DataType;
use jiff::ToSpan;
use jiff::civil::Date;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::file::metadata::ParquetMetaData;
use serde::Serialize;
use serde_json::{Map, Value, json};
use whodid::event::{Account, Corrected, Event, EventParty, EventPlace, Reason, Toll, TollTold, Voice};
use whodid::record::{CandidateRecord, MentionRecord, NumberRecord, PartyRecord, PlaceRecord, SizeRecord, Stretch};
use whodid::write::{Rows, Table};

/// What stands in a cell, as JSON lines have it.
fn value(array: &ArrayRef, row: usize) -> Value {
    if array.is_null(row) {
        return Value::Null;
    }
    match array.data_type() {
        DataType::Utf8 => array.as_string::<i32>().value(row).into(),
        DataType::Boolean => array.as_boolean().value(row).into(),
        DataType::Int32 => array.as_primitive::<Int32Type>().value(row).into(),
        DataType::Int64 => array.as_primitive::<Int64Type>().value(row).into(),
        DataType::Float32 => array.as_primitive::<Float32Type>().value(row).into(),
        DataType::Float64 => array.as_primitive::<Float64Type>().value(row).into(),
        DataType::Date32 => {
            let since = array.as_primitive::<Date32Type>().value(row);
            Date::constant(1970, 1, 1).checked_add(since.days()).unwrap().to_string().into()
        }
        DataType::List(_) => {
            let list = array.as_list::<i32>().value(row);
            (0..list.len()).map(|at| value(&list, at)).collect()
        }
        DataType::Struct(fields) => {
            let columns = array.as_struct().columns();
            let cells = fields.iter().zip(columns).map(|(field, column)| (field.name().clone(), value(column, row)));
            Value::Object(cells.collect::<Map<_, _>>())
        }
        other => panic!("{other}"),
    }
}

fn rows(batches: &[RecordBatch]) -> Vec<Value> {
    let mut out = Vec::new();
    for batch in batches {
        let names: Vec<String> = batch.schema().fields().iter().map(|field| field.name().clone()).collect();
        for row in 0..batch.num_rows() {
            let cells = names.iter().cloned().zip(batch.columns().iter().map(|column| value(column, row)));
            out.push(Value::Object(cells.collect()));
        }
    }
    out
}

/// A file of Parquet, taken from the table as it comes out.
fn parquet<R: Serialize>(of: Rows, records: &[R]) -> Vec<u8> {
    let mut table = Table::parquet(of).unwrap();
    let mut bytes = Vec::new();
    for record in records {
        table.push(record).unwrap();
        bytes.extend(table.ready());
    }
    bytes.extend(table.finish().unwrap());
    bytes
}

fn read(bytes: &[u8]) -> (Vec<RecordBatch>, Arc<ParquetMetaData>) {
    let file = ParquetRecordBatchReaderBuilder::try_new(file_of(bytes)).unwrap();
    let told = Arc::clone(file.metadata());
    (file.build().unwrap().map(Result::unwrap).collect(), told)
}

/// A file without a name that holds these bytes.
fn file_of(bytes: &[u8]) -> File {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let name = format!("table-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let mut file = File::options().create_new(true).read(true).write(true).open(&path).unwrap();
    std::fs::remove_file(path).unwrap();
    file.write_all(bytes).unwrap();
    file
}

fn events() -> Vec<Event> {
    let party = |name: &str| {
        Arc::new(EventParty { entity_text: name.into(), code: Some("IRQ".into()), ..EventParty::default() })
    };
    let bare = Event { id: "event:bare".into(), event: vec!["CONSULT".into()], ..Event::default() };
    let full = Event {
        id: "event:full \u{642}\u{627}\u{644}".into(),
        date: Some("1969-07-20".into()),
        enddate: Some("2024-02-29".into()),
        event: vec!["ASSAULT".into()],
        mode: vec!["shoot".into(), "airstrike".into()],
        actor: vec![party("one"), party("=two")],
        event_loc: Some(Arc::new(EventPlace {
            extracted_place: "Basra".into(),
            lat: Some(30.50852),
            lon: Some(-47.7804),
            extent: Some([-179.5, -1.25, 180.0, 90.0]),
            geonameid: Some(99532),
            ..EventPlace::default()
        })),
        quad_code: 4,
        event_scale: -9.5,
        size: Some(SizeRecord { dead: Some(12), ..SizeRecord::default() }),
        numbers: vec![Toll {
            kind: "dead".into(),
            least: Some(12),
            told: vec![TollTold { mentions: vec!["a".into()], ..TollTold::default() }, TollTold::default()],
            ..Toll::default()
        }],
        confidence: 0.68,
        origins: 3,
        accounts: vec![Account {
            according_to: vec![Voice { entity_text: "police".into(), ..Voice::default() }],
            differs: vec!["dead: 12, not 30".into()],
            ..Account::default()
        }],
        reasons: vec![Reason { mention: "a".into(), score: 0.913, because: vec!["x".into()], ..Reason::default() }],
        corrected: vec![Corrected { change: "event".into(), reason: "r".into(), author: "a".into() }],
        ..Event::default()
    };
    vec![bare.clone(), full, bare]
}

fn mentions() -> Vec<MentionRecord> {
    let party = PartyRecord {
        entity_text: "the minister".into(),
        start: 4,
        end: 16,
        candidates: vec![CandidateRecord { from: Some("2020-05-07".into()), score: Some(-3), ..Default::default() }],
        ..PartyRecord::default()
    };
    let number = NumberRecord {
        kind: "money".into(),
        value: Some(3_000_000_000),
        about: true,
        according_to: Some(Stretch { start: 1, end: 2, text: "x".into() }),
        ..NumberRecord::default()
    };
    vec![
        MentionRecord {
            id: "a#1-2".into(),
            date: Some("2024-05-31".into()),
            actor: vec![party.clone(), party],
            numbers: vec![number],
            event_loc: Some(PlaceRecord { lat: Some(1.5), ..PlaceRecord::default() }),
            ..MentionRecord::default()
        },
        MentionRecord::default(),
    ]
}

fn json_of<R: Serialize>(records: &[R]) -> Vec<Value> {
    records.iter().map(|record| serde_json::to_value(record).unwrap()).collect()
}

#[test]
fn a_table_holds_what_json_lines_hold() {
    assert_eq!(rows(&read(&parquet(Rows::Events, &events())).0), json_of(&events()));
    assert_eq!(rows(&read(&parquet(Rows::Mentions, &mentions())).0), json_of(&mentions()));
    let mut table = Table::arrow(Rows::Events).unwrap();
    events().iter().for_each(|event| table.push(event).unwrap());
    let bytes = table.finish().unwrap();
    let stream = arrow_ipc::reader::StreamReader::try_new(&bytes[..], None).unwrap();
    assert_eq!(rows(&stream.map(Result::unwrap).collect::<Vec<_>>()), json_of(&events()));
}

#[test]
fn columns_have_their_types() {
    let (_, told) = read(&parquet(Rows::Events, &events()));
    let schema = parquet::arrow::parquet_to_arrow_schema(told.file_metadata().schema_descr(), None).unwrap();
    let of = |name: &str| schema.field_with_name(name).unwrap().data_type().clone();
    assert_eq!(of("date"), DataType::Date32);
    assert_eq!(of("origins"), DataType::Int32);
    assert!(matches!(of("actor"), DataType::List(of) if matches!(of.data_type(), DataType::Struct(_))));
    assert_eq!(told.file_metadata().created_by(), Some(concat!("whodid version ", env!("CARGO_PKG_VERSION"))));
}

#[test]
fn a_table_without_rows_is_one() {
    for of in [Rows::Events, Rows::Mentions, Rows::StoredMentions] {
        let (batches, told) = read(&parquet::<Event>(of, &[]));
        assert!(batches.is_empty());
        assert_eq!(told.file_metadata().schema_descr().root_schema().get_fields().len(), of.columns().count());
    }
}

#[test]
fn groups_are_bounded_and_come_out_as_they_are_full() {
    let event = |at: usize| Event {
        id: format!("event:{at}"),
        text: format!("{at} ").repeat(700),
        date: Some("2024-05-31".into()),
        ..Event::default()
    };
    let make = || {
        let mut table = Table::parquet(Rows::Events).unwrap();
        let (mut bytes, mut most, mut held) = (Vec::new(), 0, 0);
        for at in 0..20_000 {
            table.push(&event(at)).unwrap();
            let ready = table.ready();
            held = if ready.is_empty() { held + 1 } else { 0 };
            most = most.max(held);
            bytes.extend(ready);
        }
        bytes.extend(table.finish().unwrap());
        (bytes, most)
    };
    let (bytes, most) = make();
    let (batches, told) = read(&bytes);
    assert_eq!(batches.iter().map(RecordBatch::num_rows).sum::<usize>(), 20_000);
    assert!(told.num_row_groups() >= 2, "{}", told.num_row_groups());
    assert!(told.row_groups().iter().all(|group| group.num_rows() <= 16_384));
    assert!(most < 16_384, "rows are written while others come: {most}");
    assert!(make().0 == bytes, "the same rows make the same bytes");
}

#[test]
fn a_record_that_lacks_what_every_row_has_is_refused() {
    let mut table = Table::parquet(Rows::Events).unwrap();
    table.push(&json!({"id": "event:a"})).unwrap();
    let error = table.finish().unwrap_err().to_string();
    assert!(error.starts_with("the table cannot be written: "), "{error}");
}
