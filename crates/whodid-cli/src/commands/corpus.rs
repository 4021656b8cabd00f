//! `whodid corpus`: check the files of the corpus, take their marks off, export them for training.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use whodid::annotate::pieces::{Shape, pieces};
use whodid::annotate::words::words;
use whodid::ontology::Class;
use whodid::read::corpus::{CorpusError, Gold, Standoff, parse_article, parse_codebook, parse_sentences, plain_text};
use whodid::resources::Vocabulary;
use whodid::score::agreement::Agreement;
use whodid::{Mention, Span};

use crate::args::{CorpusArgs, CorpusCommand};

/// Runs the verb; `false` when a file had mistakes.
pub fn run(args: &CorpusArgs, out: &mut dyn Write) -> Result<bool> {
    match &args.command {
        CorpusCommand::Check { paths } => check(paths, out),
        CorpusCommand::Text { file } => text(file, out),
        CorpusCommand::Agree { one, other } => agree(one, other, out),
        CorpusCommand::Variety { paths } => variety(paths, out),
        CorpusCommand::Lift { documents, copies } => lift(documents, copies, out),
        CorpusCommand::Frequencies { paths } => super::frequencies::print(paths, out),
        CorpusCommand::Export { documents, paths } => export(documents.as_deref(), paths, out),
    }
}

/// The corpus's files and folders in one folder, in order of their names.
pub fn listed(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut inside: Vec<_> = std::fs::read_dir(folder)
        .with_context(|| format!("cannot list {}", folder.display()))?
        .map(|entry| entry.map(|e| e.path()))
        .collect::<Result<_, _>>()?;
    inside.sort();
    Ok(inside)
}

/// The corpus's files at `paths`, in order of their names.
fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            let mut inside = listed(path)?;
            inside.retain(|p| p.is_dir() || is_marked(p));
            files.extend(self::files(&inside)?);
        } else {
            files.push(path.clone());
        }
    }
    Ok(files)
}

fn is_marked(path: &Path) -> bool {
    let named = path.file_name().is_some_and(|name| name != "README.md");
    named && path.extension().is_some_and(|ending| ending == "txt" || ending == "md")
}

/// The documents of one file, and its mistakes. A file is an article when it lies below a folder `articles`, and a page of the
/// codebook when it ends in `.md`.
pub fn load(path: &Path) -> Result<(Vec<Gold>, Vec<CorpusError>)> {
    let file = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let name = path.file_stem().map(|s| s.to_string_lossy()).unwrap_or_default();
    if path.extension().is_some_and(|ending| ending == "md") {
        return Ok(parse_codebook(&name, &file));
    }
    if is_article(path) {
        let (gold, mistakes) = parse_article(&name, &file);
        return Ok((vec![gold], mistakes));
    }
    Ok(parse_sentences(&name, &file))
}

fn is_article(path: &Path) -> bool {
    lies_in(path, "articles")
}

fn lies_in(path: &Path, folder: &str) -> bool {
    let whole = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    whole.ancestors().skip(1).any(|above| above.file_name().is_some_and(|name| name == folder))
}

fn check(paths: &[PathBuf], out: &mut dyn Write) -> Result<bool> {
    let mut clean = true;
    let (mut sentences, mut quiet, mut articles) = (0, 0, 0);
    let mut mentions = [0_usize; Class::ALL.len()];
    let mut seen = std::collections::HashMap::new();
    for path in files(paths)? {
        let (golds, mistakes) = load(&path)?;
        for mistake in &mistakes {
            clean = false;
            writeln!(out, "{}:{mistake}", path.display())?;
        }
        articles += usize::from(is_article(&path));
        for gold in &golds {
            let layers = &gold.document.layers;
            for (at, sentence) in layers.sentences.iter().enumerate() {
                sentences += 1;
                quiet += usize::from(layers.mentions.iter().all(|m| m.sentence != at));
                let here = format!("{}:{}", path.display(), gold.lines[at]);
                if let Some(before) = seen.insert(sentence.span.of(&gold.document.text).to_string(), here.clone()) {
                    clean = false;
                    writeln!(out, "{here}:1: the same sentence stands at {before}")?;
                }
            }
            for mention in &layers.mentions {
                mentions[mention.class as usize] += 1;
            }
        }
    }
    writeln!(out, "{sentences} sentences, {quiet} of them without an event; {articles} articles")?;
    for class in Class::ALL {
        writeln!(out, "  {:<10} {:>5}", class.name(), mentions[class as usize])?;
    }
    Ok(clean)
}

fn text(path: &Path, out: &mut dyn Write) -> Result<bool> {
    let file = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    match plain_text(&file) {
        Ok(text) => {
            out.write_all(text.as_bytes())?;
            Ok(true)
        }
        Err(mistakes) => {
            for mistake in mistakes {
                writeln!(out, "{}:{mistake}", path.display())?;
            }
            Ok(false)
        }
    }
}

/// Every sentence at a path.
pub(super) fn all(path: &Path) -> Result<Vec<Gold>> {
    let mut golds = Vec::new();
    for file in files(&[path.to_path_buf()])? {
        let (found, mistakes) = load(&file)?;
        if let Some(mistake) = mistakes.first() {
            bail!("{}:{mistake}; only files free of mistakes are read", file.display());
        }
        golds.extend(found);
    }
    Ok(golds)
}

fn agree(one: &Path, other: &Path, out: &mut dyn Write) -> Result<bool> {
    let mut agreement = Agreement::default();
    let (one, mut other) = (all(one)?, all(other)?);
    let (mut compared, of) = (0, one.len().min(other.len()));
    for gold in &one {
        let Some(at) = other.iter().position(|found| found.document.text == gold.document.text) else { continue };
        agreement.compare(&gold.document, &other.swap_remove(at).document);
        compared += 1;
    }
    let texts = if one.iter().all(|gold| gold.document.title.is_some()) { "articles" } else { "sentences" };
    writeln!(out, "{compared} of {of} {texts} stand in both")?;
    let events = &agreement.events;
    let rows = [
        ("mention", events.mention.f1()),
        ("with overlapping trigger", events.by_trigger.f1()),
        ("with actors", events.with_actors.f1()),
        ("with all participants", events.with_participants.f1()),
        ("status", events.status.value()),
        ("modes", events.modes.f1()),
        ("contexts", events.contexts.f1()),
        ("according to", events.according_to.f1()),
        ("country", events.country.value()),
        ("sector", events.sector.value()),
        ("cue", agreement.cue.f1()),
        ("speaker", agreement.source.f1()),
        ("content", agreement.content.f1()),
    ];
    for (name, value) in rows {
        writeln!(out, "  {name:<24} {value:.3}")?;
    }
    Ok(true)
}

/// One JSON line a sentence, cut into the words and pieces that the program itself sees.
fn export(documents: Option<&Path>, paths: &[PathBuf], out: &mut dyn Write) -> Result<bool> {
    let vocabulary = Vocabulary::parse(crate::embedded::VOCABULARY)?;
    if let Some(documents) = documents {
        for gold in laid_over(documents, paths)? {
            write_examples(&vocabulary, Path::new("real"), &gold, out)?;
        }
    }
    for path in files(paths)? {
        let (golds, mistakes) = load(&path)?;
        if let Some(mistake) = mistakes.first() {
            bail!("{}:{mistake} ({} in all; `whodid corpus check` lists them)", path.display(), mistakes.len());
        }
        for gold in &golds {
            write_examples(&vocabulary, &path, gold, out)?;
        }
    }
    Ok(true)
}

fn write_examples(vocabulary: &Vocabulary, path: &Path, gold: &Gold, out: &mut dyn Write) -> Result<()> {
    for at in 0..gold.document.layers.sentences.len() {
        serde_json::to_writer(&mut *out, &example(vocabulary, path, gold, at))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn variety(paths: &[PathBuf], out: &mut dyn Write) -> Result<bool> {
    let mut documents = Vec::new();
    for path in paths {
        documents.extend(all(path)?.into_iter().map(|gold| gold.document));
    }
    let found = whodid::score::variety::variety(&documents);
    writeln!(
        out,
        "{} sentences, {:.1} words each, {} distinct words",
        found.sentences, found.mean_words, found.vocabulary
    )?;
    for (class, (distinct, mentions)) in &found.triggers {
        writeln!(out, "  {:<10} {mentions:>5} mentions by {distinct:>4} distinct triggers", class.name())?;
    }
    writeln!(out, "{} pairs of sentences share half of their runs of four words or more", found.alike.len())?;
    for (one, other, share) in &found.alike {
        writeln!(out, "  {share:.2}  {one}\n        {other}")?;
    }
    Ok(true)
}

/// Texts by the id of their document.
fn texts(documents: &Path) -> Result<std::collections::HashMap<String, String>> {
    let file = std::fs::read_to_string(documents).with_context(|| format!("cannot read {}", documents.display()))?;
    let mut texts = std::collections::HashMap::new();
    for (number, line) in (1..).zip(file.lines()) {
        let line: Value = serde_json::from_str(line).with_context(|| format!("{}:{number}", documents.display()))?;
        let part = |name: &str| line[name].as_str().map(str::to_string);
        if let (Some(id), Some(text)) = (part("id"), part("text")) {
            texts.insert(id, text);
        }
    }
    Ok(texts)
}

fn lift(documents: &Path, copies: &[PathBuf], out: &mut dyn Write) -> Result<bool> {
    let texts = texts(documents)?;
    let mut clean = true;
    for path in copies {
        let copy = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        let id = copy.lines().find_map(|line| line.strip_prefix("# id: ")).unwrap_or_default().trim();
        let text = texts.get(id).with_context(|| format!("{}: no document is called `{id}`", path.display()))?;
        match Standoff::lift(id, text, &copy) {
            Ok(standoff) => {
                serde_json::to_writer(&mut *out, &standoff)?;
                out.write_all(b"\n")?;
            }
            Err(mistakes) => {
                clean = false;
                for mistake in mistakes {
                    eprintln!("{}:{mistake}", path.display());
                }
            }
        }
    }
    Ok(clean)
}

/// The documents of every file of annotation kept apart, laid over their texts.
fn laid_over(documents: &Path, paths: &[PathBuf]) -> Result<Vec<Gold>> {
    let texts = texts(documents)?;
    let mut golds = Vec::new();
    for folder in paths.iter().filter(|path| path.is_dir()) {
        for file in walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().flatten() {
            if file.path().extension().is_none_or(|ending| ending != "jsonl") {
                continue;
            }
            for line in std::fs::read_to_string(file.path())?.lines() {
                let standoff: Standoff = serde_json::from_str(line)?;
                let Some(text) = texts.get(&standoff.id) else { continue };
                let gold = standoff.lay_over(text).map_err(|mistakes| {
                    anyhow::anyhow!("{}: {}: sentence {}", file.path().display(), standoff.id, mistakes[0])
                })?;
                golds.push(gold);
            }
        }
    }
    Ok(golds)
}

fn example(vocabulary: &Vocabulary, path: &Path, gold: &Gold, at: usize) -> Value {
    let document = &gold.document;
    let text = &document.text;
    let sentence = document.layers.sentences[at].span;
    let words = words(text, sentence);
    let read = pieces(vocabulary, text, &words);
    let range = |span: Span| -> Value {
        let start = words.iter().position(|w| w.end > span.start).unwrap_or(0);
        let end = words.iter().rposition(|w| w.start < span.end).map_or(start, |last| last + 1);
        json!([start, end])
    };
    let ranges = |spans: &[Span]| -> Value { spans.iter().map(|s| range(*s)).collect() };
    let party = |p: &whodid::Participant| json!({"words": range(p.span), "country": p.country, "sectors": p.sectors.iter().map(|s| s.code()).collect::<Vec<_>>()});
    let event = |m: &Mention| {
        json!({
            "words": range(m.trigger),
            "class": m.class.name(),
            "modes": m.modes.iter().map(|mode| format!("{mode:?}")).collect::<Vec<_>>(),
            "contexts": m.contexts.iter().map(|c| c.name()).collect::<Vec<_>>(),
            "status": m.status.name(),
            "scope": m.scope.iter().map(|s| s.name()).collect::<Vec<_>>(),
            "actor": m.actors.iter().map(party).collect::<Vec<_>>(),
            "recipient": m.recipients.iter().map(party).collect::<Vec<_>>(),
            "place": m.place.map(range),
            "time": m.time.map(range),
            "numbers": m.numbers.iter().map(|n| json!({"words": range(n.span), "kind": n.kind.name()})).collect::<Vec<_>>(),
        })
    };
    let spoken = |told: &whodid::Attribution| {
        json!({
            "speaker": ranges(&told.source),
            "cue": ranges(&told.cue),
            "attitude": told.attitude,
            "content": ranges(&told.content),
            "channel": told.channel.map(range),
        })
    };
    json!({
        "id": document.id,
        "sentence": at,
        "file": path.file_stem().map(|s| s.to_string_lossy().into_owned()),
        "held_out": lies_in(path, "held-out"),
        "article": is_article(path),
        "text": sentence.of(text),
        "words": words.iter().map(|w| w.of(text)).collect::<Vec<_>>(),
        "shapes": words.iter().map(|w| Shape::of(w.of(text)) as u8).collect::<Vec<_>>(),
        "pieces": read.ids,
        "piece_shapes": read.shapes,
        "first": read.first,
        "events": document.layers.mentions.iter().filter(|m| m.sentence == at).map(event).collect::<Vec<_>>(),
        "speech": document.layers.attributions.iter()
            .filter(|a| a.content.iter().chain(&a.cue).any(|s| sentence.contains(*s)))
            .map(spoken).collect::<Vec<_>>(),
    })
}
