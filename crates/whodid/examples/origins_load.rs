//! How long `origins` takes: `cargo run --release -p whodid --example origins_load -- 200000`
#![allow(missing_docs, clippy::disallowed_methods, clippy::unwrap_used)]
use std::time::Instant;

use whodid::link::origins::{Item, Sketch, origins};

fn main() {
    let count: usize = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(200_000);
    let mut seed = 1_u64;
    let mut next = move |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    // Words as common as in a language: the rank falls off as in Zipf's law.
    let mut word = move || {
        let u = (next(1 << 24) + 1) as f64 / (1 << 24) as f64;
        (30_000_f64.powf(u)) as u64
    };
    let notice = (0..70).map(|at| format!("notice{at}")).collect::<Vec<_>>().join(" ");
    let started = Instant::now();
    let mut items = Vec::with_capacity(count);
    let mut texts: Vec<String> = Vec::new();
    let mut family = 0;
    while items.len() < count {
        // Families of 1 to 500.
        family += 1;
        let size = match family % 100 {
            0 => 500,
            n if n % 10 == 0 => 20,
            n if n % 3 == 0 => 4,
            _ => 1,
        };
        let length = 120 + (word() % 700) as usize;
        let text: Vec<String> = (0..length).map(|_| format!("w{}", word())).collect();
        for copy in 0..size {
            let mut own = text.clone();
            if copy % 3 == 1 {
                own.truncate(length / 2 + copy % 60);
            }
            if copy % 3 == 2 {
                for at in (copy % 17..own.len()).step_by(23) {
                    own[at] = format!("x{}", word());
                }
            }
            let mut text = own.join(" ");
            if copy % 4 == 0 {
                text = format!("{text} {notice}");
            }
            if copy == 0 && texts.len() < 2 {
                texts.push(text.clone());
            }
            items.push(Item {
                id: format!("{:08x}", items.len() * 2_654_435_761 % 4_294_967_296),
                sketch: Sketch::of(&text),
                ..Item::default()
            });
        }
    }
    items.truncate(count);
    println!(
        "{count} sketches in {:.1} s, {} shingles each",
        started.elapsed().as_secs_f64(),
        items.iter().map(|i| i.sketch.shingles() as usize).sum::<usize>() / count
    );
    println!("{}", memory());
    let started = Instant::now();
    let found = origins(&items);
    println!("{} origins in {:.1} s", found.list.len(), started.elapsed().as_secs_f64());
    println!("{}", memory());
}

fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().filter(|line| line.starts_with("VmHWM") || line.starts_with("VmRSS")).collect::<Vec<_>>().join("  ")
}
