//! The corpus and the codebook as tests of their own format.

#![allow(missing_docs, clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};

use whodid::ontology::Class;
use whodid::read::corpus::{Marked, parse_article, parse_codebook, parse_sentences};

fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder);
    let mut files: Vec<PathBuf> = fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().path()).collect();
    let folders: Vec<PathBuf> = files.iter().filter(|path| path.is_dir()).cloned().collect();
    files.retain(|path| path.extension().is_some_and(|e| e == ending));
    files.extend(folders.iter().flat_map(|inside| self::files(&inside.display().to_string(), ending)));
    files.sort();
    files
}

#[test]
fn every_line_comes_back_as_it_was_written() {
    for path in files("corpus/sentences", "txt").into_iter().chain(files("corpus/articles", "txt")) {
        for (number, line) in (1..).zip(fs::read_to_string(&path).unwrap().lines()) {
            if let Ok(marked) = Marked::parse(line)
                && !line.starts_with("# ")
            {
                assert_eq!(marked.render(), line, "{}:{number}", path.display());
            }
        }
    }
}

#[test]
fn the_corpus_has_what_it_says() {
    let (mut sentences, mut quiet, mut classes, mut statuses) = (0, 0, [0; 16], [0; 5]);
    for path in files("corpus/sentences", "txt") {
        let (golds, mistakes) = parse_sentences("", &fs::read_to_string(&path).unwrap());
        assert!(mistakes.is_empty(), "{}:{}", path.display(), mistakes[0]);
        for gold in golds {
            let mentions = &gold.document.layers.mentions;
            sentences += 1;
            quiet += usize::from(mentions.is_empty());
            for mention in mentions {
                classes[mention.class as usize] += 1;
                statuses[mention.status as usize] += 1;
            }
        }
    }
    assert!(sentences >= 2500 && quiet >= 600, "{sentences} sentences, {quiet} without an event");
    assert!(classes.iter().all(|count| *count >= 100), "{classes:?}");
    assert!(statuses.iter().all(|count| *count >= 100), "{statuses:?}");
}

#[test]
fn articles_are_free_of_mistakes() {
    for path in files("corpus/articles", "txt") {
        let (gold, mistakes) = parse_article("", &fs::read_to_string(&path).unwrap());
        assert!(mistakes.is_empty(), "{}:{}", path.display(), mistakes[0]);
        assert!(gold.document.title.is_some() && gold.document.date.is_some(), "{}", path.display());
    }
}

#[test]
fn every_page_of_the_codebook_shows_what_it_says() {
    for class in Class::ALL {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../codebook").join(format!("{}.md", class.name()));
        let page = fs::read_to_string(&path).unwrap();
        let heading = format!("\n## Not {}", class.name());
        let (examples, others) = page.split_once(&heading).unwrap_or_else(|| panic!("{}: no{heading}", path.display()));
        let read = |part: &str| {
            let (golds, mistakes) = parse_codebook(class.name(), part);
            assert!(mistakes.is_empty(), "{}:{}", path.display(), mistakes[0]);
            golds
        };
        let has = |gold: &whodid::read::corpus::Gold| gold.document.layers.mentions.iter().any(|m| m.class == class);
        let examples = read(examples);
        assert!(examples.len() >= 10, "{}: {} examples", path.display(), examples.len());
        for gold in &examples {
            assert!(has(gold), "{}: no {} in: {}", path.display(), class.name(), gold.document.text);
        }
        for gold in read(others) {
            assert!(
                !has(&gold),
                "{}: a {} among those that are none: {}",
                path.display(),
                class.name(),
                gold.document.text
            );
        }
    }
}

#[test]
fn mistakes_are_named_with_line_and_column() {
    let cases = [
        ("[Oman|a1 OMN/GOV] [freed|1=RETREAT.visit] them.", "1:26: RETREAT has no mode `visit`"),
        ("[Oman|a2 OMN/GOV] [freed|1=RETREAT] them.", "1:1: `a2` names event 2, which has no trigger on this line"),
        ("[Oman|a1] [freed|1=RETREAT] them.", "1:1: a participant or speaker without `COUNTRY/SECTOR`"),
        ("Oman [pledged|1=AGREE~future] aid.", "1:6: AGREE already means the future and is never `~future`"),
        ("Oman [freed them.", "1:6: a mark that is never closed"),
        ("Oman freed] them.", "1:11: `]` outside a mark"),
        ("[Oman|sA OMN/GOV] [said|qA] so.", "1:1: attribution A has no content"),
    ];
    for (line, said) in cases {
        let (_, mistakes) = parse_sentences("", line);
        let all: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
        assert!(all.iter().any(|one| one.starts_with(said)), "{line}\n  expected {said}\n  got {all:?}");
    }
}
