//! The columns of tables are the fields of records, and docs/columns.md tells them all.

#![allow(missing_docs, clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;

use serde_json::Value;
use whodid::event::{Account, Corrected, Event, EventParty, EventPlace, Reason, Reprint, Toll, TollTold, Voice};
use whodid::record::{
    AccordingTo, CandidateRecord, MentionRecord, NumberRecord, PartyRecord, PlaceRecord, SizeRecord, Stretch,
};
use whodid::write::{CSV_COLUMNS, Column, EVENT_CSV_COLUMNS, Kind, Rows};

/// A mention with one of everything.
fn mention() -> MentionRecord {
    let party = PartyRecord { candidates: vec![CandidateRecord::default()], ..PartyRecord::default() };
    let number = NumberRecord { according_to: Some(Stretch::default()), ..NumberRecord::default() };
    MentionRecord {
        actor: vec![party.clone()],
        recipient: vec![party],
        according_to: vec![AccordingTo::default()],
        event_loc: Some(PlaceRecord::default()),
        retold: vec![Stretch::default()],
        size: Some(SizeRecord::default()),
        numbers: vec![number],
        ..MentionRecord::default()
    }
}

/// An event with one of everything.
fn event() -> Event {
    Event {
        actor: vec![Arc::new(EventParty::default())],
        recipient: vec![Arc::new(EventParty::default())],
        event_loc: Some(Arc::new(EventPlace::default())),
        size: Some(SizeRecord::default()),
        numbers: vec![Toll { told: vec![TollTold::default()], ..Toll::default() }],
        reprints: vec![Reprint::default()],
        accounts: vec![Account { according_to: vec![Voice::default()], ..Account::default() }],
        reasons: vec![Reason::default()],
        corrected: vec![Corrected::default()],
        ..Event::default()
    }
}

fn compare<'c>(path: &str, record: &Value, columns: impl Iterator<Item = &'c Column> + Clone) {
    let fields: BTreeSet<&str> = record.as_object().unwrap().keys().map(String::as_str).collect();
    let named: BTreeSet<&str> = columns.clone().map(|column| column.name).collect();
    assert_eq!(fields, named, "{path}");
    for column in columns {
        let path = format!("{path}.{}", column.name);
        match (column.kind, &record[column.name]) {
            (Kind::Record(inner), value @ Value::Object(_)) => compare(&path, value, inner.iter()),
            (Kind::Records(inner), Value::Array(list)) => compare(&path, &list[0], inner.iter()),
            (Kind::Record(_) | Kind::Records(_), other) => panic!("{path} holds {other}"),
            (Kind::Texts, Value::Array(_)) => {}
            (_, Value::Array(_) | Value::Object(_)) => panic!("{path} holds more than one value"),
            (_, value) => assert_eq!(column.known, !value.is_null(), "{path}"),
        }
    }
}

#[test]
fn every_field_of_a_record_is_a_column() {
    compare("mention", &serde_json::to_value(mention()).unwrap(), Rows::Mentions.columns());
    compare("event", &serde_json::to_value(event()).unwrap(), Rows::Events.columns());
}

/// The page of columns. `WRITE_DOCS=1 cargo test -p whodid --test columns` writes it anew.
#[test]
fn the_page_of_columns_tells_them_as_they_are() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/columns.md");
    let page = page();
    if std::env::var_os("WRITE_DOCS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &page).unwrap();
    }
    let there = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(there == page, "docs/columns.md is not as the program has it; write it anew with WRITE_DOCS=1");
}

fn page() -> String {
    let mut out = String::from(HEAD);
    for (name, rows, csv) in
        [("Mentions", Rows::StoredMentions, &CSV_COLUMNS[..]), ("Events", Rows::Events, &EVENT_CSV_COLUMNS[..])]
    {
        write!(out, "\n## {name}\n\nCSV: `{}`.\n\n", csv.join("`, `")).unwrap();
        out.push_str("| column | type | what it tells |\n|---|---|---|\n");
        lines(&mut out, "", rows.columns());
    }
    out
}

const HEAD: &str = "# Columns

Parquet (`--format parquet`), Arrow (`--format arrow`, an IPC stream) and JSON lines hold the same fields under the same names. `a.b` is a field
of the record `a`, `a[].b` one of each record of the list `a`. Offsets count Unicode code points of the document's text, ends exclusive.
What is marked `?` is null where it is unknown; a list is then empty. Parquet and Arrow have `day` as date32, `int` and `long` as int32 and
int64, `real` and `degrees` as float and double, `text` as UTF-8. Mentions of `code` lack the last three columns, which a store adds. JSON lines,
Parquet and Arrow hold every mention, those flagged as sport, fiction and the like too; tables and CSV leave these out unless asked.

CSV has a row for each mention or event with a choice of the columns: lists are joined by `; `, and a list of codes has a place for each
participant. Out of a store it has `corrected` at its end. A cell that begins with `=`, `+`, `-`, `@`, a tab or a line's end and is no number
has an apostrophe before it, so that no spreadsheet takes a text from a document for a formula; take one apostrophe off such a cell,
and the text is as it was.

This page is made from the program: `WRITE_DOCS=1 cargo test -p whodid --test columns`.
";

fn lines(out: &mut String, before: &str, columns: impl Iterator<Item = &'static Column>) {
    for column in columns {
        let name = format!("{before}{}", column.name);
        let (kind, inner) = match column.kind {
            Kind::Text => ("text", None),
            Kind::Day => ("day", None),
            Kind::Flag => ("flag", None),
            Kind::Int => ("int", None),
            Kind::Long => ("long", None),
            Kind::Real => ("real", None),
            Kind::Degrees => ("degrees", None),
            Kind::Texts => ("list of text", None),
            Kind::Extent => ("list of four degrees", None),
            Kind::Record(inner) => ("record", Some((".", inner))),
            Kind::Records(inner) => ("list of records", Some(("[].", inner))),
        };
        let unknown = if column.known { "" } else { " ?" };
        writeln!(out, "| `{name}` | {kind}{unknown} | {} |", column.what).unwrap();
        if let Some((joint, inner)) = inner {
            lines(out, &format!("{name}{joint}"), inner.iter());
        }
    }
}
