//! How long linking takes, and how much memory, for a given number of mentions: `link_bench 1000000`.
//!
//! The mentions are made up by a seeded generator to the shape of a news archive of five years: a few parties act most of
//! the time, most happenings have one or two reports and some have hundreds, reports name parties in general or in
//! particular, tell the day or leave it to the day of publication, and share some of their words.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used)]

use std::time::Instant;

use whodid::link::{Provenances, Strand, consolidate, group, stories};
use whodid::record::{CiteInfo, MentionRecord, PartyRecord, PlaceRecord, Stretch};
use whodid::{Pool, Report};

/// A small generator with a fixed seed (splitmix64).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Below `count`, the small ones far oftener.
    fn often(&mut self, count: usize) -> usize {
        (((count as f64 + 1.0).powf(self.share()) - 1.0) as usize).min(count - 1)
    }

    fn below(&mut self, count: usize) -> usize {
        (self.share() * count as f64) as usize
    }
}

const CLASSES: [&str; 16] = [
    "ASSAULT",
    "ACCUSE",
    "CONSULT",
    "COERCE",
    "REQUEST",
    "SUPPORT",
    "AGREE",
    "REJECT",
    "SANCTION",
    "PROTEST",
    "AID",
    "THREATEN",
    "RETREAT",
    "CONCEDE",
    "MOBILIZE",
    "COOPERATE",
];
const SECTORS: [&str; 8] = ["GOV", "MIL", "COP", "CVL", "REB", "LEG", "JUD", "PTY"];

fn word(number: usize) -> String {
    const SYLLABLES: [&str; 20] = [
        "ka", "ro", "mi", "tel", "su", "van", "do", "pe", "lin", "gar", "bu", "no", "sha", "ter", "fi", "zo", "ran",
        "we", "hul", "ji",
    ];
    let mut rest = number + 20;
    let mut out = String::new();
    while rest > 0 {
        out.push_str(SYLLABLES[rest % 20]);
        rest /= 20;
    }
    out
}

fn party(dice: &mut Dice, country: usize, sector: usize, person: usize) -> PartyRecord {
    let code = word(country)[..3.min(word(country).len())].to_uppercase() + &country.to_string();
    let name = format!("{} {}", word(person * 7 + country), word(person * 13 + country * 3));
    let named = dice.share() < 0.5;
    PartyRecord {
        entity_text: if named { format!("President {name}") } else { format!("{code} officials") },
        code: Some(code),
        sector: Some(SECTORS[sector].into()),
        identifier_text: named.then_some(name),
        office: named.then(|| "president".to_string()),
        ..PartyRecord::default()
    }
}

fn day(number: usize) -> String {
    let first: jiff::civil::Date = "2019-01-01".parse().unwrap();
    first.checked_add(jiff::Span::new().days(number as i32)).unwrap().to_string()
}

fn main() {
    let count: usize = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(10_000);
    let days = std::env::args().nth(2).and_then(|n| n.parse().ok()).unwrap_or((count / 548).max(1));
    let mut dice = Dice(7);
    let mut pool = Pool::new();
    let mut reports = Vec::with_capacity(count);
    while reports.len() < count {
        let class = CLASSES[dice.often(16)];
        let (from, to) = (dice.often(190), dice.often(190));
        let (sector, other) = (dice.often(8), dice.often(8));
        let (one, two) = (dice.often(6), dice.often(6));
        let when = dice.below(days);
        let place = dice.often(4000);
        let topic: Vec<usize> = (0..14).map(|_| 40 + dice.often(20_000)).collect();
        let told = 1 + (0.8 / (dice.share() + 0.003)) as usize;
        for _ in 0..told.min(count - reports.len()) {
            let lag = dice.often(4);
            let exact = dice.share() < 0.5;
            let number = reports.len();
            let mut text: Vec<String> = topic.iter().filter(|_| dice.share() < 0.6).map(|at| word(*at)).collect();
            text.extend((0..8).map(|_| word(40 + dice.often(20_000))));
            let record = MentionRecord {
                id: format!("doc-{}#{}-{}", number / 8, number * 7 % 900, number * 7 % 900 + 6),
                doc: format!("doc-{}", (number * 7919) % (count / 8 + 1)),
                date: Some(if exact { day(when) } else { day(when + lag) }),
                date_precision: Some("day".into()),
                date_from: Some(if exact { "relative" } else { "publication" }.into()),
                event: vec![class.into()],
                status: "actual".into(),
                actor: if dice.share() < 0.9 { vec![party(&mut dice, from, sector, one)] } else { Vec::new() },
                recipient: if dice.share() < 0.7 { vec![party(&mut dice, to, other, two)] } else { Vec::new() },
                event_loc: (dice.share() < 0.4).then(|| PlaceRecord {
                    extracted_place: word(place),
                    geonameid: Some(place as u32),
                    country: Some(word(place % 190)),
                    city: Some(word(place)),
                    resolution: Some(4),
                    ..PlaceRecord::default()
                }),
                trigger: Stretch { start: 0, end: 6, text: word(40 + dice.often(60)) },
                text: text.join(" "),
                cite_info: CiteInfo { date: Some(day(when + lag)), ..CiteInfo::default() },
                ..MentionRecord::default()
            };
            reports.push(Report::of(&record, &mut pool).unwrap());
        }
    }
    let started = Instant::now();
    let groups = group(&reports, &[]);
    let grouped = started.elapsed().as_secs_f64();
    let from = Provenances::new();
    let strands: Vec<Strand> = groups.iter().map(|group| Strand::of(&consolidate(&reports, group, &from))).collect();
    let made = started.elapsed().as_secs_f64();
    let stories = stories(&strands).len();
    let all = started.elapsed().as_secs_f64();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).map_or("unknown", str::trim);
    println!(
        "{count} mentions, {} events, {stories} stories: grouped in {grouped:.1} s, events made by {made:.1} s, stories by {all:.1} s; {:.1} µs a mention; peak {peak}",
        strands.len(),
        1e6 * all / count as f64,
    );
}
