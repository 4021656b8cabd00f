//! The example articles come to the mentions written beside them.
//!
//! `WHODID_BLESS=1 cargo test -p whodid-cli --test examples` writes what the program says now; read the diff before committing it.

#![allow(missing_docs, clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

fn examples() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending != "expected"));
    files.sort();
    files
}

fn coded(path: &Path) -> Vec<Value> {
    let run =
        Command::new(env!("CARGO_BIN_EXE_whodid")).args(["code", "--format", "jsonl"]).arg(path).output().unwrap();
    assert!(run.status.success(), "{}: {}", path.display(), String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// A mention as a few lines that read well in a diff.
fn told(record: &Value) -> String {
    let mut out = String::new();
    let text = |value: &Value| value.as_str().unwrap_or("?").to_string();
    let list = |value: &Value| value.as_array().unwrap().iter().map(text).collect::<Vec<_>>().join(" ");
    let event = format!("{} {}", list(&record["event"]), list(&record["mode"]));
    let _ = writeln!(out, "{}  {}  {}", text(&record["date"]), event.trim(), text(&record["status"]));
    let _ = writeln!(
        out,
        "    words         {}",
        record["event_text"].as_array().unwrap().iter().map(text).collect::<Vec<_>>().join(" / ")
    );
    for (name, field) in [("actor", "actor"), ("recipient", "recipient"), ("according to", "according_to")] {
        for party in record[field].as_array().unwrap() {
            let mut line = text(&party["entity_text"]);
            if let Some(own) = party["said_as"].as_str() {
                let _ = write!(line, " ({own})");
            }
            for code in [&party["code"], &party["sector"]] {
                let _ = write!(line, "  {}", code.as_str().unwrap_or("-"));
            }
            let _ = writeln!(out, "    {name:<13} {line}");
        }
    }
    if let Some(place) = record["event_loc"]["extracted_place"].as_str() {
        let _ = writeln!(out, "    place         {place}");
    }
    for number in record["numbers"].as_array().unwrap() {
        let _ = writeln!(out, "    {:<13} {}", text(&number["kind"]), text(&number["text"]));
    }
    if record["context"].as_array().is_some_and(|contexts| !contexts.is_empty()) {
        let _ = writeln!(out, "    contexts      {}", list(&record["context"]));
    }
    out
}

#[test]
fn examples_come_to_the_mentions_beside_them() {
    let examples = examples();
    assert!(examples.len() >= 12, "at least a dozen examples");
    let mut differing = Vec::new();
    for path in examples {
        let mut now = String::new();
        let mut document = String::new();
        for record in coded(&path) {
            if record["doc"] != document.as_str() {
                document = record["doc"].as_str().unwrap().to_string();
                let title = record["cite_info"]["title"].as_str().unwrap_or("without a headline");
                let date = record["cite_info"]["date"].as_str().unwrap_or("no date");
                let _ = writeln!(now, "# {document}: {title} ({date})\n");
            }
            now.push_str(&told(&record));
            now.push('\n');
        }
        if now.is_empty() {
            now.push_str("no event\n");
        }
        let expected = PathBuf::from(format!("{}.expected", path.display()));
        if std::env::var_os("WHODID_BLESS").is_some() {
            std::fs::write(&expected, &now).unwrap();
        }
        if std::fs::read_to_string(&expected).unwrap_or_default() != now {
            differing.push(format!("{}\n{now}", expected.display()));
        }
    }
    assert!(differing.is_empty(), "not what is expected:\n\n{}", differing.join("\n"));
}
