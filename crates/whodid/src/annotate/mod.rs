//! Layers over a document: sentences, words, what the encoder reads in them, names, attributions.
//!
//! Input: a [`Document`] with its text. Output: the same document with its layers laid over, and a [`Reading`] of each
//! sentence. Which events the sentences tell belongs to [`code`](crate::code); who a name means belongs to
//! [`resolve`](crate::resolve).

pub mod attributions;
pub mod names;
pub mod pieces;
mod quotes;
pub mod sentences;
pub mod words;

use crate::reading::Pieces;
use crate::resources::{Model, ModelError, Worker};
use crate::{Document, Reading, Sentence, Span};

/// The most pieces, padding included, that the encoder reads at once.
const BATCH: usize = 1024;

/// Lays sentences, words, names and attributions over a document, and reads each sentence.
///
/// # Errors
///
/// When the model itself is damaged; no text makes it fail.
pub fn annotate(document: &mut Document, model: &Model, worker: &Worker) -> Result<Vec<Reading>, ModelError> {
    let spans = sentences::split(&document.text, document.body());
    let readings = read_as(document, spans, model, worker)?;
    document.layers.names = names::names(&document.layers.sentences, &readings);
    document.layers.attributions = Vec::new();
    for (sentence, reading) in document.layers.sentences.iter().zip(&readings) {
        let found = attributions::attributions(&document.text, sentence, reading, model, worker)?;
        document.layers.attributions.extend(found);
    }
    let layers = &mut document.layers;
    quotes::run_on(&document.text, &layers.sentences, &mut layers.attributions);
    Ok(readings)
}

/// Lays sentences over a document, without their words.
pub fn split(document: &mut Document) {
    document.layers.sentences =
        sentences::split(&document.text, document.body()).into_iter().map(Sentence::at).collect();
}

/// Reads a document whose sentences are known.
///
/// # Errors
///
/// When the model itself is damaged; no text makes it fail.
pub fn read_as(
    document: &mut Document,
    sentences: Vec<Span>,
    model: &Model,
    worker: &Worker,
) -> Result<Vec<Reading>, ModelError> {
    let text = &document.text;
    document.layers.sentences =
        sentences.into_iter().map(|span| Sentence { words: words::words(text, span), ..Sentence::at(span) }).collect();
    read(document, model, worker)
}

/// Reads the sentences of a document that has its words, in batches of like length. The batches depend on this document alone.
fn read(document: &Document, model: &Model, worker: &Worker) -> Result<Vec<Reading>, ModelError> {
    let cut: Vec<Pieces> = document
        .layers
        .sentences
        .iter()
        .map(|sentence| pieces::pieces(model.vocabulary(), &document.text, &sentence.words))
        .collect();
    let mut order: Vec<usize> = (0..cut.len()).collect();
    order.sort_by_key(|&at| (cut[at].ids.len(), at));
    let mut readings = vec![Reading::default(); cut.len()];
    let mut rest = order.as_slice();
    while let Some(&shortest) = rest.first() {
        // The longest of a batch comes last, and every row is padded to it; stop too where padding would outgrow the text.
        let size = (1..rest.len())
            .find(|&size| {
                let longest = cut[rest[size]].ids.len();
                longest * (size + 1) > BATCH || longest > 2 * cut[shortest].ids.len().max(12)
            })
            .unwrap_or(rest.len());
        let (batch, later) = rest.split_at(size);
        let rows: Vec<&Pieces> = batch.iter().map(|&at| &cut[at]).collect();
        for (&at, reading) in batch.iter().zip(model.read(worker, &rows)?) {
            readings[at] = reading;
        }
        rest = later;
    }
    Ok(readings)
}
