//! The rooms know the nouns and the resources, and never each other; only the pipeline knows them all.

#![allow(missing_docs, clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};

const ROOMS: [&str; 7] = ["read", "annotate", "code", "resolve", "link", "write", "score"];
/// What every room may use.
const COMMON: [&str; 10] =
    ["document", "event", "mention", "ontology", "place", "reading", "record", "report", "resources", "span"];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// Modules of this crate that a file names in code, told by `crate::module`.
fn named(source: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (number, line) in (1..).zip(source.lines()) {
        let code = line.split("//").next().unwrap_or("");
        for (at, _) in code.match_indices("crate::") {
            let rest = &code[at + "crate::".len()..];
            let names = match rest.strip_prefix('{') {
                Some(list) => list.split('}').next().unwrap_or("").split(',').collect(),
                None => vec![rest],
            };
            for name in names {
                let module: String =
                    name.trim().chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
                if module.chars().next().is_some_and(|first| first.is_ascii_lowercase()) {
                    found.push((number, module));
                }
            }
        }
    }
    found
}

fn room_of(root: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(root).unwrap();
    let first = inside.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_string()
}

#[test]
fn rooms_never_use_each_other() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    assert!(files.len() > 30, "the rooms were not found under {}", root.display());
    let mut wrong = Vec::new();
    for path in files {
        let room = room_of(&root, &path);
        if room == "pipeline" || room == "lib" {
            continue;
        }
        for (line, module) in named(&fs::read_to_string(&path).unwrap()) {
            let forbidden = ROOMS.contains(&module.as_str()) && module != room;
            let stranger = ROOMS.contains(&room.as_str()) && !COMMON.contains(&module.as_str()) && module != room;
            if forbidden || stranger {
                wrong.push(format!("{}:{line}: `{room}` uses `{module}`", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_room_opens_with_what_goes_in_and_out() {
    for room in ROOMS {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(room).join("mod.rs");
        let source = fs::read_to_string(&path).unwrap();
        let opening: String = source.lines().take_while(|line| line.starts_with("//!")).collect::<Vec<_>>().join(" ");
        for said in ["Input:", "Output:"] {
            assert!(opening.contains(said), "{} does not open with its {said}", path.display());
        }
    }
}

#[test]
fn the_test_itself_sees_a_forbidden_use() {
    assert_eq!(named("use crate::annotate::words;"), [(1, "annotate".to_string())]);
    assert_eq!(named("use crate::{Span, code};"), [(1, "code".to_string())]);
    assert!(named("/// See [`code`](crate::code).").is_empty());
}
