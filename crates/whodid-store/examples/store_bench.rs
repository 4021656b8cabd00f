//! How long a store takes to fill, link and ask, and how large it is, for a number of mentions: `store_bench 1000000 FILE.db`.
//!
//! The documents are made up by a seeded generator to the shape of a news archive: eight mentions a document, in order of
//! publication, a few parties that act most of the time, most happenings with one or two reports and some with hundreds.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::Path;
use std::time::Instant;

use whodid::mention::{DateFrom, Precision, When};
use whodid::ontology::{Class, Mode, Sector};
use whodid::{Document, Location, Mention, Participant, Point, Sentence, Span};
use whodid_store::{Access, Coded, Coder, Filter, Scopes, Sort, Store, StoreError, content_hash};

/// A small generator with a fixed seed (splitmix64).
struct Dice(u64);

impl Dice {
    fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }

    fn below(&mut self, count: usize) -> usize {
        (self.share() * count as f64) as usize
    }

    /// Below `count`, the small ones far oftener.
    fn often(&mut self, count: usize) -> usize {
        (((count as f64 + 1.0).powf(self.share()) - 1.0) as usize).min(count - 1)
    }
}

fn word(number: usize) -> String {
    const SYLLABLES: [&str; 20] = [
        "ka", "ro", "mi", "tel", "su", "van", "do", "pe", "lin", "gar", "bu", "no", "sha", "ter", "fi", "zo", "ran",
        "we", "hul", "ji",
    ];
    let (mut rest, mut out) = (number + 20, String::new());
    while rest > 0 {
        out.push_str(SYLLABLES[rest % 20]);
        rest /= 20;
    }
    out
}

fn code(country: usize) -> String {
    let letter = |at: usize| char::from(b'A' + u8::try_from(at % 26).unwrap());
    [letter(country), letter(country / 26 + 7), letter(country * 5)].iter().collect()
}

fn document(number: usize, dice: &mut Dice, documents: usize) -> Coded {
    let modes: Vec<Mode> = Mode::all().collect();
    let sectors: Vec<Sector> = Sector::all().collect();
    let published = jiff::civil::date(2019, 1, 1)
        .checked_add(jiff::Span::new().days(i32::try_from(number * 1826 / documents).unwrap()))
        .unwrap();
    let mut text = String::new();
    let mut told = Vec::new();
    for sentence in 0..8 {
        let start = text.len();
        let mut spans = Vec::new();
        for _ in 0..22 {
            let from = text.len();
            text.push_str(&word(40 + dice.often(20_000)));
            spans.push(Span::new(from, text.len()));
            text.push(' ');
        }
        let class = Class::ALL[dice.often(16)];
        let mut mention = Mention::new(sentence, spans[4], class);
        mention.confidence.event = 0.5 + (dice.share() * 0.5) as f32;
        mention.modes = modes.iter().copied().filter(|mode| mode.class() == class).take(dice.below(2)).collect();
        let date = published.checked_sub(jiff::Span::new().days(i64::try_from(dice.often(3)).unwrap())).unwrap();
        mention.when = Some(When { date, end: None, precision: Precision::Day, from: DateFrom::Relative });
        let mut party = |span: Span| {
            let (country, person) = (dice.often(190), dice.often(6));
            Participant {
                country: Some(code(country)),
                sectors: vec![sectors[dice.often(sectors.len())]],
                name: (dice.share() < 0.5).then(|| format!("{} {}", word(person * 7 + country), word(country * 3))),
                reason: "known by name".into(),
                ..Participant::at(span)
            }
        };
        mention.actors = vec![party(spans[1])];
        mention.recipients = vec![party(spans[7])];
        if dice.share() < 0.4 {
            let place = dice.often(4000);
            let country = code(place % 190);
            mention.place = Some(spans[12]);
            mention.location = Some(Location {
                name: word(place),
                geonameid: Some(u32::try_from(place).unwrap()),
                point: Some(Point { lat: (place % 150) as f64 - 75.0, lon: (place % 360) as f64 - 180.0 }),
                extent: None,
                middle: None,
                city: Some(word(place)),
                district: None,
                province: Some(word(place % 900)),
                country: Some(country.to_lowercase()),
                country_code: Some(country),
                feature: ("P", "PPL"),
                resolution: Some(4),
            });
        }
        told.push((Sentence { words: spans, ..Sentence::at(Span::new(start, text.len() - 1)) }, mention));
    }
    let mut document = Document::new(format!("doc-{number:07}"), text);
    document.title = Some(format!("{} {}", word(number % 9000), word(dice.often(9000))));
    document.publisher = Some(format!("The {} Post", word(dice.often(300))));
    document.date = Some(published);
    document.lang = Some("en".into());
    let hash = content_hash(&document);
    (document.layers.sentences, document.layers.mentions) = told.into_iter().unzip();
    let item = whodid::link::origins::Item::of(&document, &whodid::resources::Facts::default());
    Coded { document, hash, country: Some(code(number % 60)), item }
}

fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().find_map(|line| line.strip_prefix("VmHWM:")).map_or("unknown".into(), |line| line.trim().to_string())
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let mentions: usize = arguments.next().and_then(|number| number.parse().ok()).unwrap_or(10_000);
    let path = arguments.next().unwrap_or_else(|| "bench.db".into());
    let path = Path::new(&path);
    let coder = Coder { hash: "bench".into(), program: "bench".into(), description: serde_json::Value::Null };
    let mut store = Store::open(path, &Access::default()).unwrap();
    let mut dice = Dice(7);
    let documents = mentions / 8;
    let (mut writing, mut linking, mut pending) = (0.0, 0.0, 0);
    for from in (0..documents).step_by(64) {
        let batch: Vec<Coded> =
            (from..documents.min(from + 64)).map(|number| document(number, &mut dice, documents)).collect();
        let started = Instant::now();
        pending += store.write(&batch, &[], &coder).unwrap().mentions;
        writing += started.elapsed().as_secs_f64();
        if pending >= 20_000.max(from * 4) {
            let started = Instant::now();
            store.link_events().unwrap();
            linking += started.elapsed().as_secs_f64();
            pending = 0;
        }
    }
    let started = Instant::now();
    let linked = store.link().unwrap();
    linking += started.elapsed().as_secs_f64();
    println!(
        "{mentions} mentions: written in {writing:.1} s, linked in {linking:.1} s, {} stories; peak {}",
        linked.stories,
        memory()
    );
    // A day more, as every day brings it.
    let more: Vec<Coded> = (0..64).map(|at| document(documents + at, &mut dice, documents + 64)).collect();
    let started = Instant::now();
    store.write(&more, &[], &coder).unwrap();
    let written = started.elapsed().as_secs_f64();
    store.link_events().unwrap();
    let events = started.elapsed().as_secs_f64();
    store.link().unwrap();
    println!(
        "64 documents more: written in {written:.2} s, events by {events:.2} s, stories by {:.2} s",
        started.elapsed().as_secs_f64()
    );
    drop(store);
    let size = std::fs::metadata(path).unwrap().len();
    println!("{} bytes a mention, {:.2} GB", size / (mentions as u64 + 512), size as f64 / 1e9);
    let store = Store::read(path).unwrap();
    let day = |text: &str| Some(text.to_string());
    let filters = [
        ("all", Filter::default()),
        ("unflagged", Filter { scopes: Scopes::Unflagged, ..Filter::default() }),
        ("a month", Filter { from: day("2021-03-01"), to: day("2021-03-31"), ..Filter::default() }),
        ("a pair of countries", Filter { between: Some((code(1), code(2))), ..Filter::default() }),
        (
            "a class in a year",
            Filter {
                classes: vec!["SANCTION".into()],
                from: day("2021-01-01"),
                to: day("2021-12-31"),
                ..Filter::default()
            },
        ),
        ("two words", Filter { text: Some(format!("{} {}", word(900), word(50))), ..Filter::default() }),
        ("a country as place", Filter { places: vec![code(3)], ..Filter::default() }),
        ("two origins", Filter { min_origins: Some(2), ..Filter::default() }),
        ("an outlet", Filter { outlets: vec![format!("The {} Post", word(30))], ..Filter::default() }),
    ];
    for (name, filter) in filters {
        let started = Instant::now();
        let count = store.count_events(&filter).unwrap();
        let counted = started.elapsed().as_secs_f64();
        let started = Instant::now();
        store.events::<StoreError>(&filter, Sort::Date, Some(50), |_| Ok(())).unwrap();
        println!(
            "{name}: {count} events counted in {counted:.3} s, the first fifty in {:.3} s",
            started.elapsed().as_secs_f64()
        );
    }
    println!("peak {}", memory());
}
