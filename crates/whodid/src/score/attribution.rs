//! Attributions compared: the words of sources, cues and contents.

use serde::Deserialize;

use super::Tally;
use crate::{Attribution, CodePoints, Document, Span};

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
    attributions: Vec<GoldAttribution>,
}

#[derive(Deserialize)]
struct GoldAttribution {
    #[serde(default)]
    source: Vec<Stretch>,
    #[serde(default)]
    cue: Vec<Stretch>,
    #[serde(default)]
    content: Vec<Stretch>,
}

#[derive(Deserialize)]
struct Stretch {
    start: usize,
    end: usize,
}

/// Reads one line with `id`, `text` and `attributions` (lists of `start` and `end` in code points) into a document.
///
/// # Errors
///
/// In words, when the line is no such document.
pub fn article(line: &str) -> Result<Document, String> {
    let line: Line = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let points = CodePoints::of(&line.text);
    let spans = |list: &[Stretch]| list.iter().map(|s| points.span(s.start..s.end)).collect::<Vec<_>>();
    let mut document = Document::new(line.id, line.text);
    for told in &line.attributions {
        document.layers.attributions.push(Attribution {
            source: spans(&told.source),
            cue: spans(&told.cue),
            content: spans(&told.content),
            channel: None,
        });
    }
    Ok(document)
}

/// One part of an attribution.
type Part = fn(&Attribution) -> &Vec<Span>;

/// Words found and words there, for each part of an attribution.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// Words of what is said.
    pub content: Tally,
    /// Words of speakers.
    pub source: Tally,
    /// Words that say so.
    pub cue: Tally,
}

impl Figures {
    /// Counts a coded document against its gold, word by word; the words are the coded document's.
    pub fn compare(&mut self, gold: &Document, found: &Document) {
        let words: Vec<Span> =
            found.layers.sentences.iter().flat_map(|sentence| sentence.words.iter().copied()).collect();
        let parts: [(&mut Tally, Part); 3] = [
            (&mut self.content, |told| &told.content),
            (&mut self.source, |told| &told.source),
            (&mut self.cue, |told| &told.cue),
        ];
        for (tally, part) in parts {
            let (true_words, said) = (covered(gold, &words, part), covered(found, &words, part));
            tally.gold += true_words.iter().filter(|covered| **covered).count();
            tally.said += said.iter().filter(|covered| **covered).count();
            tally.hits += true_words.iter().zip(&said).filter(|(a, b)| **a && **b).count();
        }
    }
}

/// For each word, whether a part of some attribution covers it. Marks count for nothing.
fn covered(document: &Document, words: &[Span], part: Part) -> Vec<bool> {
    let mut covered = vec![false; words.len()];
    for span in document.layers.attributions.iter().flat_map(part) {
        let from = words.partition_point(|word| word.end <= span.start);
        for (at, word) in words.iter().enumerate().skip(from).take_while(|(_, word)| word.start < span.end) {
            covered[at] = word.of(&document.text).chars().any(char::is_alphanumeric);
        }
    }
    covered
}
