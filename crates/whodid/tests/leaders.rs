//! The heads of all states on every day from 1946 to March 2021 against an independent list (REIGN), but for listed exceptions.
//!
//! The list stays outside the repository: the test looks for it beside the checkout, or where `WHODID_LEADERS` says, and
//! tells when it is not there.

#![allow(missing_docs, clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use whodid::resources::{Fact, Facts, Held, Kind, words};

const LIST: &str = "../../../shared/data/facts/leaders-1921-2021.csv";

/// One line of the list: whose, from which day, to the last day of the month before the one in which it ends.
struct Reign {
    state: String,
    name: String,
    from: Date,
    to: Date,
}

fn codes() -> BTreeMap<&'static str, &'static str> {
    include_str!("data/cow-codes.tsv").lines().skip(1).filter_map(|line| line.split_once('\t')).collect()
}

/// Fields of a line of comma-separated values.
fn fields(line: &str) -> Vec<String> {
    let (mut out, mut field, mut quoted) = (Vec::new(), String::new(), false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => out.push(std::mem::take(&mut field)),
            c => field.push(c),
        }
    }
    out.push(field);
    out
}

fn reigns(list: &str) -> Vec<Reign> {
    let codes = codes();
    let day = |year: &str, month: &str, day: &str| -> Option<Date> {
        Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().unwrap_or(1)).ok()
    };
    list.lines()
        .skip(1)
        .filter_map(|line| {
            let field = fields(line);
            let state = codes.get(field[0].as_str()).copied().unwrap_or(field[0].as_str()).to_owned();
            let from = day(&field[6], &field[5], &field[4])?;
            // The day of the end is not told: the month of it is left to both who share it.
            let to = day(&field[8], &field[7], "1").and_then(|first| first.yesterday().ok());
            let to = to.map_or(Date::constant(2021, 3, 31), |to| to.max(from));
            let name = field[3].trim().to_owned();
            Some(Reign { state, name, from: from.max(Date::constant(1946, 1, 1)), to })
        })
        .filter(|reign| reign.from <= reign.to)
        .collect()
}

/// The words of a name that tell whose it is.
fn surnames(name: &str) -> BTreeSet<String> {
    let name = name.split('(').next().unwrap_or(name);
    let is_common = |word: &str| {
        matches!(word, "al" | "el" | "de" | "da" | "bin" | "ben" | "jr" | "ii" | "iii" | "the" | "van" | "king")
    };
    let plain = words(name).iter().map(|word| word.plain.to_string()).collect::<Vec<_>>();
    let told: BTreeSet<String> = plain.iter().filter(|word| word.len() > 1 && !is_common(word)).cloned().collect();
    // Saint Lucia had a Mr King.
    if told.is_empty() { plain.into_iter().collect() } else { told }
}

/// Everyone who leads a state in the repository's tables, with the words of all forms of the name.
fn heads() -> BTreeMap<String, Vec<(Fact, BTreeSet<String>)>> {
    let mut out: BTreeMap<String, Vec<_>> = BTreeMap::new();
    for (_, table) in common::TABLES.iter().filter(|(file, _)| file.starts_with("leaders")) {
        for line in table.lines().skip(1) {
            let columns: Vec<&str> = line.split('\t').collect();
            let one = Facts::parse(&[("one", &format!("{}\n{line}\n", Facts::HEADER))]).unwrap();
            let fact = one.iter().next().unwrap().clone();
            if fact.kind == Kind::Leader {
                let names = surnames(columns[0]).into_iter().chain(columns[1].split(';').flat_map(surnames)).collect();
                out.entry(columns[2].to_owned()).or_default().push((fact, names));
            }
        }
    }
    out
}

#[test]
fn heads_of_states_agree_with_an_independent_list() {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join(LIST);
    let path = std::env::var_os("WHODID_LEADERS").map_or_else(beside, PathBuf::from);
    let Ok(bytes) = std::fs::read(&path) else {
        eprintln!("SKIPPED: the list of leaders is not beside this checkout");
        return;
    };
    let heads = heads();
    // Our spelling of a name that the list spells otherwise, or nothing for a reign that is not told at all; and the reason.
    let exceptions: BTreeMap<(&str, &str), &str> = include_str!("data/leaders-exceptions.tsv")
        .lines()
        .skip(1)
        .map(|line| match line.split('\t').collect::<Vec<_>>()[..] {
            [state, name, ours, reason] if !reason.is_empty() => ((state, name), ours),
            _ => panic!("not four columns with a reason: {line}"),
        })
        .collect();
    let (mut days, mut wrong, mut excepted) = (0_u64, Vec::new(), BTreeSet::new());
    let list = reigns(&String::from_utf8_lossy(&bytes));
    for reign in &list {
        let exception = exceptions.get_key_value(&(reign.state.as_str(), reign.name.as_str()));
        let mut named = surnames(&reign.name);
        named.extend(exception.iter().flat_map(|(_, ours)| surnames(ours)));
        let of_state = heads.get(&reign.state).map_or(&[] as &[_], Vec::as_slice);
        let own: Vec<&Fact> =
            of_state.iter().filter(|(_, names)| !names.is_disjoint(&named)).map(|(fact, _)| fact).collect();
        let (mut day, mut missed) = (reign.from, Vec::new());
        while day <= reign.to {
            days += 1;
            if !own.iter().any(|fact| matches!(fact.held(Some(day)), Held::Now | Held::Perhaps)) {
                missed.push(day);
            }
            day = day.tomorrow().unwrap();
        }
        let (Some(first), Some(last)) = (missed.first(), missed.last()) else { continue };
        if let Some((key, _)) = exception.filter(|(_, ours)| ours.is_empty()) {
            excepted.insert(*key);
            continue;
        }
        wrong.push(format!("{}\t{}\t{first} to {last}, {} days", reign.state, reign.name, missed.len()));
    }
    println!("{days} days of heads of states, {} reigns excepted", excepted.len());
    let not_told = exceptions.iter().filter(|(_, ours)| ours.is_empty());
    let unused: Vec<_> = not_told.map(|(key, _)| key).filter(|key| !excepted.contains(*key)).collect();
    assert!(wrong.is_empty(), "{} reigns are not told:\n{}", wrong.len(), wrong.join("\n"));
    assert!(unused.is_empty(), "exceptions that are none: {unused:?}");
}
