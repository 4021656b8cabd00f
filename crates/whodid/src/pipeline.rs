//! The whole way of a document, from text to mentions. Only this file knows all rooms and their order.

use crate::resources::{ModelError, Resources, Worker};
use crate::reading::Part;
use crate::{Document, Span, annotate, code, link, resolve};

/// Codes one document: lays every layer over it.
///
/// The result depends on the document and the resources alone.
///
/// # Errors
///
/// When the model itself is damaged; no text makes it fail.
pub fn code_document(mut document: Document, resources: &Resources, worker: &Worker) -> Result<Document, ModelError> {
    let model = &resources.model;
    let readings = annotate::annotate(&mut document, model, worker)?;
    code::code(&mut document, &readings, model, worker)?;
    resolve::resolve(&mut document, &resources.facts);
    link::fold(&mut document);
    Ok(document)
}

/// How likely each class is to be what `source` does to `target` in a sentence, in the order of
/// [`Class::ALL`](crate::ontology::Class::ALL).
///
/// The text is taken as one sentence; the parties are found in it by their words.
///
/// # Errors
///
/// When the model itself is damaged.
pub fn relation(
    sentence: &str,
    source: &str,
    target: &str,
    resources: &Resources,
    worker: &Worker,
) -> Result<Vec<f32>, ModelError> {
    let words = annotate::words::words(sentence, Span::new(0, sentence.len()));
    let mut pieces = annotate::pieces::pieces(resources.model.vocabulary(), sentence, &words);
    for (party, part) in [(source, Part::Source), (target, Part::Target)] {
        let Some(start) = sentence.find(party) else { continue };
        let span = Span::new(start, start + party.len());
        let first = words.iter().position(|word| word.overlaps(span));
        let count = words.iter().filter(|word| word.overlaps(span)).count();
        if let Some(first) = first {
            pieces.mark(first..first + count, part);
        }
    }
    resources.model.relation(worker, &pieces)
}
