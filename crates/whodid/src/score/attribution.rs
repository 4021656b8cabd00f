//! Attributions compared: the words of sources, cues and contents.

use serde::Deserialize;

use super::Tally;
use super::gold::sentence_of;
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
            ..Attribution::default()
        });
    }
    Ok(document)
}

/// What gold marks as an attribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As the codebook says: statements of every depth, as cue the verb alone.
    Codebook,
    /// As PolNeAR does: the outermost statements only, none within what another says, and as cue the whole verb group ("has also
    /// said").
    Outermost,
}

/// Tallies of the three parts of an attribution.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// What is said.
    pub content: Tally,
    /// Who says it.
    pub source: Tally,
    /// The words that say so.
    pub cue: Tally,
}

impl Parts {
    /// The parts with their names.
    pub fn rows(&self) -> impl Iterator<Item = (&'static str, &Tally)> {
        [("content", &self.content), ("source", &self.source), ("cue", &self.cue)].into_iter()
    }
}

/// What a comparison counts.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// Words found and words there; marks count for nothing.
    pub words: Parts,
    /// Spans found and spans there, right when they overlap, each used once.
    pub overlap: Parts,
    /// Spans found and spans there, right when they cover the same words.
    pub exact: Parts,
    /// Cues that were missed or invented.
    pub errors: Vec<Error>,
}

/// A cue that was missed or invented.
#[derive(Clone, Debug)]
pub struct Error {
    /// `missed` or `false`.
    pub kind: &'static str,
    /// Id of the document.
    pub doc: String,
    /// The cue's words.
    pub cue: String,
    /// The sentence.
    pub sentence: String,
}

/// One part of an attribution, and its tally.
type Part = (fn(&Attribution) -> &Vec<Span>, fn(&mut Parts) -> &mut Tally);

const PARTS: [Part; 3] = [
    (|told| &told.content, |parts| &mut parts.content),
    (|told| &told.source, |parts| &mut parts.source),
    (|told| &told.cue, |parts| &mut parts.cue),
];

impl Figures {
    /// Counts a coded document against its gold, after what was found is brought to the gold's form; the words are the coded
    /// document's.
    pub fn compare(&mut self, gold: &Document, found: &Document, form: Form) {
        let brought = (form == Form::Outermost).then(|| outermost(found));
        let found = brought.as_ref().unwrap_or(found);
        let words: Vec<Span> =
            found.layers.sentences.iter().flat_map(|sentence| sentence.words.iter().copied()).collect();
        for (part, tally) in PARTS {
            let (true_spans, said_spans) = (stretches(gold, &words, part), stretches(found, &words, part));
            let (true_words, said) = (covered(&true_spans, words.len()), covered(&said_spans, words.len()));
            let of_words = tally(&mut self.words);
            of_words.gold += true_words.iter().filter(|covered| **covered).count();
            of_words.said += said.iter().filter(|covered| **covered).count();
            of_words.hits += true_words.iter().zip(&said).filter(|(a, b)| **a && **b).count();
            tally(&mut self.exact).add(&said_spans, &true_spans);
            let of_spans = tally(&mut self.overlap);
            of_spans.gold += true_spans.len();
            of_spans.said += said_spans.len();
            let mut free = said_spans.clone();
            for span in &true_spans {
                if let Some(at) = free.iter().position(|other| overlap(span, other)) {
                    free.swap_remove(at);
                    of_spans.hits += 1;
                }
            }
        }
        self.list_errors(gold, found);
    }

    fn list_errors(&mut self, gold: &Document, found: &Document) {
        let cues = |document: &Document| -> Vec<Span> {
            document.layers.attributions.iter().flat_map(|told| told.cue.iter().copied()).collect()
        };
        let (true_cues, said) = (cues(gold), cues(found));
        for (kind, ones, others) in [("missed", &true_cues, &said), ("false", &said, &true_cues)] {
            for cue in ones.iter().filter(|cue| !others.iter().any(|other| other.overlaps(**cue))) {
                let sentence = sentence_of(found, *cue)
                    .map_or(String::new(), |at| found.layers.sentences[at].span.of(&found.text).to_string());
                self.errors.push(Error { kind, doc: found.id.clone(), cue: cue.of(&found.text).to_string(), sentence });
            }
        }
    }
}

/// A document whose attributions are those that stand in no other's content, their cues the whole verb groups.
fn outermost(document: &Document) -> Document {
    let all = &document.layers.attributions;
    let within = |told: &Attribution| {
        let statements = all.iter().filter(|other| !other.attitude && *other != told);
        let contents: Vec<Span> = statements.flat_map(|other| other.content.iter().copied()).collect();
        told.cue.iter().any(|cue| contents.iter().any(|content| content.contains(*cue)))
    };
    let mut out = Document::new(document.id.clone(), document.text.clone());
    out.layers.sentences.clone_from(&document.layers.sentences);
    for told in all.iter().filter(|told| !within(told)) {
        let cue = told.cue.iter().map(|cue| verb_group(document, *cue)).collect();
        out.layers.attributions.push(Attribution { cue, ..told.clone() });
    }
    out
}

/// A verb with the auxiliaries, negations and adverbs right before it.
fn verb_group(document: &Document, cue: Span) -> Span {
    const BEFORE: [&str; 40] = [
        "has", "have", "had", "is", "are", "was", "were", "be", "been", "being", "do", "does", "did", "will", "would",
        "can", "could", "may", "might", "must", "should", "shall", "to", "not", "n't", "also", "still", "again", "now",
        "then", "often", "never", "always", "already", "once", "first", "later", "even", "just", "long",
    ];
    let Some(sentence) = sentence_of(document, cue).map(|at| &document.layers.sentences[at]) else { return cue };
    let words = sentence.words.iter().rev().filter(|word| word.end <= cue.start);
    let start = words
        .take_while(|word| {
            let word = word.of(&document.text).to_lowercase();
            BEFORE.contains(&word.as_str()) || word.len() > 4 && word.ends_with("ly")
        })
        .last()
        .map_or(cue.start, |word| word.start);
    Span::new(start, cue.end)
}

/// The spans of one part as the words they cover; marks at either end, and spans of marks alone, count for nothing.
fn stretches(document: &Document, words: &[Span], part: fn(&Attribution) -> &Vec<Span>) -> Vec<Vec<usize>> {
    let mut out: Vec<Vec<usize>> = Vec::new();
    for span in document.layers.attributions.iter().flat_map(part) {
        let from = words.partition_point(|word| word.end <= span.start);
        let inside: Vec<usize> = (from..words.len())
            .take_while(|&at| words[at].start < span.end)
            .filter(|&at| words[at].of(&document.text).chars().any(char::is_alphanumeric))
            .collect();
        if !inside.is_empty() && !out.contains(&inside) {
            out.push(inside);
        }
    }
    out
}

fn overlap(one: &[usize], other: &[usize]) -> bool {
    one.iter().any(|word| other.contains(word))
}

/// For each word, whether a span covers it.
fn covered(spans: &[Vec<usize>], words: usize) -> Vec<bool> {
    let mut covered = vec![false; words];
    spans.iter().flatten().for_each(|&at| covered[at] = true);
    covered
}
