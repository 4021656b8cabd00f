//! `whodid corpus frequencies`: in how many articles each term stands, the table that likeness weighs terms by.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use anyhow::Result;
use whodid::link::likeness::{Kind, Profile};
use whodid::pipeline::code_document;
use whodid::resources::Worker;
use whodid::{Document, Layers};

use super::corpus;
use crate::args::OwnFacts;
use crate::embedded;

/// A term of one article may be that article's alone.
const LEAST: usize = 2;

/// Codes the articles below `paths` and prints how many there are, and each term of at least two of them: sort, term, articles.
pub(super) fn print(paths: &[PathBuf], out: &mut dyn Write) -> Result<bool> {
    let (resources, _) = embedded::resources(&OwnFacts::default())?;
    let worker = Worker::new();
    let mut articles = 0;
    let mut counts: BTreeMap<(Kind, String), usize> = BTreeMap::new();
    for path in paths {
        for gold in corpus::all(path)? {
            // The text alone, as any other report comes.
            let bare = Document { layers: Layers::default(), ..gold.document };
            let profile = Profile::of(&code_document(bare, &resources, &worker)?);
            articles += 1;
            for term in profile.terms() {
                *counts.entry((term.kind.sort(), term.text.clone())).or_default() += 1;
            }
        }
    }
    writeln!(out, "articles\t\t{articles}")?;
    for ((sort, text), count) in counts.into_iter().filter(|(_, count)| *count >= LEAST) {
        writeln!(out, "{}\t{text}\t{count}", sort.name())?;
    }
    Ok(true)
}
