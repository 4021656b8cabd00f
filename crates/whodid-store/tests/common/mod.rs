//! Documents made by hand, and a linking simple enough to see through.

#![allow(dead_code)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use whodid::link::{Group, Provenances, Ruling, Tie};
use whodid::mention::{DateFrom, Precision, When};
use whodid::ontology::Class;
use whodid::{Document, Event, Mention, Participant, Report, Sentence, Span, Story};
use whodid_store::{Access, Coded, Coder, Linking, Store, content_hash};

/// A file of this test's own that is not there yet.
pub fn path(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("store-{name}"));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder.join("test.db")
}

pub fn access() -> Access {
    let linking = Linking { version: "test", keys, group, consolidate, stories };
    Access { wait: Duration::ZERO, command: "test".into(), linking, ..Access::default() }
}

pub fn open(path: &Path) -> Store {
    Store::open(path, &access()).unwrap()
}

pub fn coder() -> Coder {
    Coder { hash: "c1".into(), program: "whodid test".into(), description: serde_json::json!({"model": "none"}) }
}

/// A document of sentences `DAY CLASS ACTOR RECIPIENT`: "1 CONSULT USA RUS" is a meeting on the first of May 2024.
pub fn document(id: &str, told: &[&str]) -> Coded {
    let text = told.iter().map(|sentence| format!("{sentence}.")).collect::<Vec<_>>().join(" ");
    let mut document = Document::new(id, text);
    document.title = Some(format!("Né à {id}"));
    document.publisher = Some(id.split('-').next().unwrap_or(id).to_string());
    document.date = Some(jiff::civil::date(2024, 5, 20));
    document.lang = Some("en".into());
    let hash = content_hash(&document);
    let mut start = 0;
    for (number, sentence) in told.iter().enumerate() {
        let span = Span::new(start, start + sentence.len() + 1);
        let words: Vec<&str> = sentence.split(' ').collect();
        let trigger = start + words[0].len() + 1;
        document.layers.sentences.push(Sentence::at(span));
        let class = Class::named(words[1]).unwrap();
        let mut mention = Mention::new(number, Span::new(trigger, trigger + words[1].len()), class);
        let date = jiff::civil::date(2024, 5, words[0].parse().unwrap());
        mention.when = Some(When { date, end: None, precision: Precision::Day, from: DateFrom::Explicit });
        mention.confidence.event = 0.8;
        let mut at = trigger + words[1].len() + 1;
        for (side, code) in words[2..].iter().enumerate() {
            let party =
                Participant { country: Some((*code).to_string()), ..Participant::at(Span::new(at, at + code.len())) };
            at += code.len() + 1;
            if side == 0 { mention.actors.push(party) } else { mention.recipients.push(party) }
        }
        document.layers.mentions.push(mention);
        start += sentence.len() + 2;
    }
    let item = whodid::link::origins::Item::of(&document, &whodid::resources::Facts::default());
    Coded { document, hash, country: Some("FRA".into()), item }
}

pub fn dump(path: &Path) -> String {
    let mut out = Vec::new();
    Store::read(path).unwrap().dump(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// A file of version 2 with what a store holds, as a program of that time would have written it.
pub fn as_version_2(from: &Path, to: &Path) {
    let old = rusqlite::Connection::open(to).unwrap();
    old.pragma_update(None, "journal_mode", "WAL").unwrap();
    old.execute_batch(include_str!("../../src/schema/1.sql")).unwrap();
    old.execute_batch(include_str!("../../src/schema/2.sql")).unwrap();
    old.execute("ATTACH ? AS now", [from.to_str().unwrap()]).unwrap();
    let names = |of: &str, sql: &str| -> Vec<String> {
        let mut list = old.prepare(sql).unwrap();
        let rows = list.query_map([of], |row| row.get(0)).unwrap();
        rows.map(Result::unwrap).collect()
    };
    let tables = names(
        "table",
        "SELECT name FROM main.sqlite_schema WHERE type = ? AND name NOT LIKE 'passages_%' ORDER BY rowid",
    );
    for table in tables.iter().filter(|table| *table != "passages" && !table.starts_with("sqlite_")) {
        let columns = names(table, "SELECT name FROM pragma_table_info(?)").join(", ");
        // It had no classes then.
        let (told, of_all) = match table == "daily_pairs" {
            true => (
                columns.replace("events, score", "sum(events), sum(score)"),
                "GROUP BY one, other, day, status, flagged",
            ),
            false => (columns.clone(), ""),
        };
        let sql = format!("INSERT INTO main.{table}({columns}) SELECT {told} FROM now.{table} {of_all}");
        old.execute_batch(&sql).unwrap();
    }
    old.execute_batch("INSERT INTO passages(passages) VALUES ('rebuild'); DETACH now").unwrap();
    old.pragma_update(None, "application_id", 0x7768_6f64).unwrap();
    old.pragma_update(None, "user_version", 2).unwrap();
}

/// Whole numbers that look random and are the same on every run.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most
    }

    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }
}

/// The day.
fn keys(report: &Report) -> Vec<u64> {
    report.date.map(|day| u64::from(day.day().unsigned_abs())).into_iter().collect()
}

/// One happening: the same class on the same day with the same actor. Reports tied to one another over others are one too, and
/// of what is tied, what was ruled apart stays apart.
fn group(reports: &[Report], rulings: &[Ruling]) -> Vec<Group> {
    let mut order: Vec<usize> = (0..reports.len()).collect();
    order.sort_by(|a, b| reports[*a].id.cmp(&reports[*b].id));
    let code = |at: usize| reports[at].actors.first().and_then(|actor| actor.code.clone());
    let ruled = |a: usize, b: usize| {
        let is = |one: &Arc<str>, other: &Arc<str>| {
            (*one == reports[a].id && *other == reports[b].id) || (*one == reports[b].id && *other == reports[a].id)
        };
        rulings.iter().find_map(|ruling| match ruling {
            Ruling::Together(one, other) if is(one, other) => Some(true),
            Ruling::Apart(one, other) if is(one, other) => Some(false),
            _ => None,
        })
    };
    let tied = |a: usize, b: usize| {
        let alike = reports[a].date == reports[b].date && reports[a].class == reports[b].class && code(a) == code(b);
        ruled(a, b).unwrap_or(alike)
    };
    let near = |a: usize, b: usize| reports[a].date == reports[b].date || ruled(a, b) == Some(true);
    let parts = |linked: &dyn Fn(usize, usize) -> bool| -> BTreeMap<usize, usize> {
        let mut of: BTreeMap<usize, usize> = order.iter().map(|at| (*at, *at)).collect();
        loop {
            let mut moved = false;
            for a in &order {
                for b in &order {
                    if reports[of[a]].id < reports[of[b]].id && linked(*a, *b) {
                        let first = of[a];
                        of.insert(*b, first);
                        moved = true;
                    }
                }
            }
            if !moved {
                return of;
            }
        }
    };
    let (groups, blocks) = (parts(&tied), parts(&near));
    let mut members: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for at in &order {
        members.entry(&reports[groups[at]].id).or_default().push(*at);
    }
    let tie =
        |lead: usize, at: usize| (at != lead).then(|| Tie { with: lead, score: 1.0, because: vec!["alike".into()] });
    members
        .into_values()
        .map(|members| Group {
            ties: members.iter().map(|at| tie(members[0], *at)).collect(),
            block: reports[blocks[&members[0]]].id.clone(),
            members,
        })
        .collect()
}

fn consolidate(reports: &[Report], group: &Group, _: &Provenances) -> Event {
    let lead = &reports[group.members[0]];
    let mut documents: Vec<String> = group.members.iter().map(|at| reports[*at].doc.to_string()).collect();
    documents.sort();
    documents.dedup();
    Event {
        id: format!("event:{}", lead.id),
        date: lead.date.map(|day| day.to_string()),
        event: vec![lead.class.name().into()],
        status: lead.status.name().into(),
        actor: lead.actors.clone(),
        recipient: lead.recipients.clone(),
        quad_code: lead.class.quad().code(),
        event_scale: lead.class.score(),
        confidence: lead.confidence,
        text: lead.text.to_string(),
        mentions: group.members.iter().map(|at| reports[*at].id.to_string()).collect(),
        origins: documents.len(),
        documents,
        ..Event::default()
    }
}

/// A story for each actor with more than one event.
fn stories(events: &mut dyn Iterator<Item = Event>) -> Vec<Story> {
    let mut of: BTreeMap<String, Vec<Event>> = BTreeMap::new();
    for event in events {
        if let Some(code) = event.actor.first().and_then(|actor| actor.code.clone()) {
            of.entry(code).or_default().push(event);
        }
    }
    let told = of.into_iter().filter(|(_, list)| list.len() > 1).map(|(code, list)| Story {
        id: format!("story:{}", list[0].id),
        name: format!("What {code} did"),
        date: list[0].date.clone(),
        events: list.iter().map(|event| event.id.clone()).collect(),
        ..Story::default()
    });
    told.collect()
}
