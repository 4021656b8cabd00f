//! Stores made by hand: events with the days, classes and parties that a test wants.

use std::path::{Path, PathBuf};

use whodid::link::origins::Item;
use whodid::mention::{DateFrom, Precision, Scope, When};
use whodid::ontology::{Class, Sector};
use whodid::{Document, Mention, Participant, Sentence, Span};
use whodid_store::{Access, Coded, Store, content_hash};

use super::coder;

/// One that takes part.
#[derive(Clone, Copy, Debug, Default)]
pub struct Party {
    pub name: &'static str,
    pub code: Option<&'static str>,
    pub sector: Option<&'static str>,
    pub wikidata: Option<&'static str>,
    pub office: Option<&'static str>,
}

/// One that has a name and a code.
pub fn party(name: &'static str, code: &'static str) -> Party {
    Party { name, code: Some(code).filter(|code| !code.is_empty()), ..Party::default() }
}

/// What one sentence of a document tells.
#[derive(Clone, Debug)]
pub struct Told {
    pub day: &'static str,
    pub class: &'static str,
    pub actors: Vec<Party>,
    pub recipients: Vec<Party>,
    pub sport: bool,
}

/// Days on which different things happen: what is told of one day may be one event.
pub const DAYS: [&str; 10] = [
    "2024-05-01",
    "2024-05-03",
    "2024-05-05",
    "2024-05-07",
    "2024-05-09",
    "2024-05-11",
    "2024-05-13",
    "2024-05-15",
    "2024-05-17",
    "2024-05-19",
];

/// Somebody does something to somebody.
pub fn told(day: &'static str, class: &'static str, actors: &[Party], recipients: &[Party]) -> Told {
    Told { day, class, actors: actors.to_vec(), recipients: recipients.to_vec(), sport: false }
}

/// A store of one document for each list.
pub fn made(name: &str, documents: &[Vec<Told>]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("hand-{}-{name}", env!("CARGO_CRATE_NAME")));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("made.db");
    let mut store = Store::open(&path, &Access::default()).unwrap();
    let batch: Vec<Coded> = documents.iter().enumerate().map(|(number, list)| document(number, list)).collect();
    store.write(&batch, &[], &coder()).unwrap();
    store.link().unwrap();
    path
}

fn document(number: usize, list: &[Told]) -> Coded {
    let mut text = String::new();
    let mut mentions = Vec::new();
    let mut sentences = Vec::new();
    for (at, one) in list.iter().enumerate() {
        let start = text.len();
        let mut put = |word: &str| {
            let from = text.len();
            text.push_str(word);
            text.push(' ');
            Span::new(from, from + word.len())
        };
        let mut mention = Mention::new(at, put(one.class), Class::named(one.class).unwrap());
        let date = one.day.parse().unwrap();
        mention.when = Some(When { date, end: None, precision: Precision::Day, from: DateFrom::Explicit });
        mention.confidence.event = 0.9;
        mention.scope = if one.sport { vec![Scope::Sport] } else { Vec::new() };
        for (list, parties) in [(&mut mention.actors, &one.actors), (&mut mention.recipients, &one.recipients)] {
            for party in parties {
                list.push(Participant {
                    name: Some(party.name.into()),
                    country: party.code.map(Into::into),
                    sectors: party
                        .sector
                        .iter()
                        .filter_map(|code| Sector::all().find(|one| one.code() == *code))
                        .collect(),
                    wikidata: party.wikidata.map(Into::into),
                    office: party.office.map(Into::into),
                    ..Participant::at(put(party.name))
                });
            }
        }
        sentences.push(Sentence::at(Span::new(start, text.len())));
        mentions.push(mention);
    }
    let mut document = Document::new(format!("doc-{number}"), text);
    document.title = Some(format!("<i>Title</i> {number}"));
    document.publisher = Some("Outlet & Sons".into());
    document.date = Some(jiff::civil::date(2024, 6, 1));
    let hash = content_hash(&document);
    document.layers.sentences = sentences;
    document.layers.mentions = mentions;
    let item = Item::of(&document, &whodid::resources::Facts::default());
    Coded { document, hash, country: Some("FRA".into()), item }
}
