//! The whole way of a document, from text to mentions. Only this file knows all rooms and their order.

use crate::reading::Relation;
use crate::resources::{Facts, ModelError, Resources, Worker};
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
    resolve::places::places(&mut document, &resources.gazetteer);
    resolve::settle(&mut document, &resources.facts);
    link::fold(&mut document);
    Ok(document)
}

/// Lays sentences and expressions of time over a document, and nothing else: what they say needs no model.
///
/// In a coded document the status of a mention may turn an open phrase the other way; here the verbs alone decide.
pub fn lay_times(mut document: Document, facts: &Facts) -> Document {
    annotate::split(&mut document);
    resolve::time::fill(&mut document, facts);
    document
}

/// Finds and resolves the places of one document and codes no event; what [`code_document`] finds are the same.
///
/// # Errors
///
/// When the model itself is damaged; no text makes it fail.
pub fn find_places(mut document: Document, resources: &Resources, worker: &Worker) -> Result<Document, ModelError> {
    annotate::annotate(&mut document, &resources.model, worker)?;
    resolve::names::mend(&mut document, &resources.facts);
    resolve::places::places(&mut document, &resources.gazetteer);
    Ok(document)
}

/// What `source` does to `target` in a sentence, the likelihood of every class.
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
) -> Result<Relation, ModelError> {
    let mut document = Document::new("", sentence);
    let whole = Span::new(0, sentence.len());
    let model = &resources.model;
    let readings = annotate::read_as(&mut document, vec![whole], model, worker)?;
    let (read, reading) = (&document.layers.sentences[0], &readings[0]);
    let pieces = annotate::pieces::pieces(model.vocabulary(), sentence, &read.words);
    let find = |party: &str| sentence.find(party).map_or(whole, |at| Span::new(at, at + party.len()));
    code::pairs::relation(read, reading, pieces, [find(source), find(target)], model, worker)
}
