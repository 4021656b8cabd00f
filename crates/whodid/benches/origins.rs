//! How long it takes to find the origins of many documents, and in how much memory: `cargo bench -p whodid --bench origins`, with a
//! number of documents after `--` if not 20,000 and 200,000.
//!
//! Texts are rows of words as common as in a language; a tenth of the families has twenty documents, a hundredth five hundred. Of the
//! copies a third is cut, a third edited, and one in four has a notice under it that fifty thousand others have as well.

#![allow(missing_docs, clippy::disallowed_methods)]

use std::time::Instant;

use whodid::link::origins::{Item, Sketch, origins};

struct Chance(u64);

impl Chance {
    fn below(&mut self, count: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % count
    }

    /// A word by its rank among 30,000, after Zipf's law.
    fn word(&mut self) -> String {
        let share = (self.below(1 << 24) + 1) as f64 / f64::from(1 << 24);
        format!("w{}", 30_000_f64.powf(share) as u64)
    }
}

fn items(count: usize) -> Vec<Item> {
    let mut chance = Chance(1);
    let notice = (0..70).map(|at| format!("notice{at}")).collect::<Vec<_>>().join(" ");
    let mut items: Vec<Item> = Vec::with_capacity(count);
    for family in 1.. {
        let copies = match family % 100 {
            0 => 500,
            n if n % 10 == 0 => 20,
            n if n % 3 == 0 => 4,
            _ => 1,
        };
        let length = 120 + chance.below(600) as usize;
        let text: Vec<String> = (0..length).map(|_| chance.word()).collect();
        for copy in 0..copies {
            let mut words = text.clone();
            match copy % 3 {
                1 => words.truncate(length / 2 + copy % 60),
                2 => (copy % 17..length).step_by(23).for_each(|at| words[at] = chance.word()),
                _ => {}
            }
            let text = if copy % 4 == 0 { format!("{} {notice}", words.join(" ")) } else { words.join(" ") };
            let id = format!("{:08x}", (items.len() as u32).wrapping_mul(2_654_435_761));
            items.push(Item { id, sketch: Sketch::of(&text), ..Item::default() });
            if items.len() == count {
                return items;
            }
        }
    }
    items
}

/// Memory in use and at its highest, where the system tells.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let megabytes = |name: &str| {
        let line = status.lines().find(|line| line.starts_with(name))?;
        Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? / 1024)
    };
    match (megabytes("VmRSS"), megabytes("VmHWM")) {
        (Some(now), Some(highest)) => format!("{now} MB, at its highest {highest} MB"),
        _ => "memory not known".to_owned(),
    }
}

fn main() {
    // `cargo test --all-targets` runs benches too, without this.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let given: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    for count in if given.is_empty() { vec![20_000, 200_000] } else { given } {
        let started = Instant::now();
        let items = items(count);
        let made = started.elapsed().as_secs_f64();
        let shingles = items.iter().map(|item| item.sketch.shingles() as usize).sum::<usize>() / count.max(1);
        println!("{count} documents of {shingles} shingles: made and sketched in {made:.1} s; {}", memory());
        let started = Instant::now();
        let found = origins(&items);
        let took = started.elapsed().as_secs_f64();
        println!(
            "{} origins in {took:.1} s, {:.0} µs a document; {}",
            found.list.len(),
            took * 1e6 / count as f64,
            memory()
        );
    }
}
