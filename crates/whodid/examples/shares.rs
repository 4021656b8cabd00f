//! What share of a document's time each room takes, and what the program's start costs.
//!
//! `cargo run --release -p whodid --example shares [ARTICLES]`, from the repository's root; ARTICLES is a folder of the
//! corpus (`corpus/articles`). Every figure is that of one core; each article is coded once before the clock runs.

#![allow(clippy::disallowed_methods, clippy::print_stdout)]

use std::error::Error;
use std::fs::read_to_string;
use std::path::Path;
use std::time::{Duration, Instant};

use whodid::resources::{Facts, Gazetteer, Model, Resources, Worker};
use whodid::{Document, Layers, annotate, code, link, resolve};

const TABLES: [&str; 10] = [
    "countries",
    "leaders",
    "organisations",
    "groups",
    "roles",
    "countries-hand",
    "leaders-hand",
    "organisations-hand",
    "groups-hand",
    "roles-hand",
];
const STAGES: [&str; 6] =
    ["annotate", "code", "resolve: parties, times, numbers", "resolve: places", "resolve: settle", "link"];

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "corpus/articles".into());
    let resources = load()?;
    let mut files: Vec<_> = std::fs::read_dir(&folder)?.collect::<Result<Vec<_>, _>>()?;
    files.retain(|file| file.path().extension().is_some_and(|ending| ending == "txt"));
    files.sort_by_key(std::fs::DirEntry::path);
    let worker = Worker::new();
    let mut spent = [Duration::ZERO; STAGES.len()];
    let mut words = 0;
    for file in &files {
        let text = read_to_string(file.path())?;
        let (gold, _) = whodid::read::corpus::parse_article("article", &text);
        let bare = Document { layers: Layers::default(), ..gold.document };
        words += bare.text.split_whitespace().count();
        whodid::pipeline::code_document(bare.clone(), &resources, &worker)?;
        stages(bare, &resources, &worker, &mut spent)?;
    }
    let all: Duration = spent.iter().sum();
    println!("{} articles, {words} words, {:.0} words a second", files.len(), words as f64 / all.as_secs_f64());
    for (stage, time) in STAGES.iter().zip(&spent) {
        let share = time.as_secs_f64() / all.as_secs_f64();
        println!("{stage:<36} {:>8.1} ms {:>6.1} %", time.as_secs_f64() * 1e3, share * 1e2);
    }
    let resolving: Duration = spent[2..5].iter().sum();
    println!("all of resolve {:.1} %", 1e2 * resolving.as_secs_f64() / all.as_secs_f64());
    Ok(())
}

/// What [`whodid::pipeline::code_document`] does, with a clock between its steps.
fn stages(
    mut document: Document,
    resources: &Resources,
    worker: &Worker,
    spent: &mut [Duration; STAGES.len()],
) -> Result<(), Box<dyn Error>> {
    let mut last = Instant::now();
    let mut lap = |stage: usize| {
        spent[stage] += last.elapsed();
        last = Instant::now();
    };
    let readings = annotate::annotate(&mut document, &resources.model, worker)?;
    lap(0);
    code::code(&mut document, &readings, &resources.model, worker)?;
    lap(1);
    resolve::resolve(&mut document, &resources.facts);
    lap(2);
    resolve::places::places(&mut document, &resources.gazetteer);
    lap(3);
    resolve::settle(&mut document, &resources.facts);
    lap(4);
    link::fold(&mut document);
    lap(5);
    Ok(())
}

fn load() -> Result<Resources, Box<dyn Error>> {
    let clock = Instant::now();
    let part = |name: &str| std::fs::read(Path::new("models/en").join(name));
    let text = |name: &str| read_to_string(Path::new("models/en").join(name));
    let model = Model::load(part("encoder.onnx")?, part("roles.onnx")?, &text("vocab.txt")?, &text("model.json")?)?;
    println!("loading: model {:.0} ms", clock.elapsed().as_secs_f64() * 1e3);
    let texts = TABLES.map(|name| read_to_string(format!("facts/{name}.tsv")).unwrap_or_default());
    let tables: Vec<(&str, &str)> = TABLES.iter().copied().zip(texts.iter().map(String::as_str)).collect();
    let clock = Instant::now();
    let facts = Facts::parse(&tables)?;
    println!("loading: facts {:.0} ms", clock.elapsed().as_secs_f64() * 1e3);
    let (pack, outlets) = (std::fs::read("gazetteer/gazetteer.bin")?, read_to_string("gazetteer/outlets.tsv")?);
    let clock = Instant::now();
    let gazetteer = Gazetteer::load(pack, &outlets)?;
    println!("loading: gazetteer {:.0} ms", clock.elapsed().as_secs_f64() * 1e3);
    Ok(Resources { model, facts, gazetteer })
}
