//! Layers into mentions: trigger, class, mode, context, roles as spans, status, who says so.
//!
//! Input: an annotated [`Document`] and the [`Reading`] of each of its sentences. Output: its
//! [`Mention`](crate::Mention)s. Who the spans mean, and on which day, belongs to [`resolve`](crate::resolve).

mod fields;
pub mod pairs;
mod roles;
mod scope;
mod sources;
mod triggers;

use crate::document::Name;
use crate::resources::{Model, ModelError, Worker};
use crate::{Document, Reading};

/// Finds the mentions of every sentence.
///
/// # Errors
///
/// When the model itself is damaged; no text makes it fail.
pub fn code(document: &mut Document, readings: &[Reading], model: &Model, worker: &Worker) -> Result<(), ModelError> {
    let floors = model.thresholds();
    let mut mentions = Vec::new();
    let mut contexts = Vec::new();
    let doubts = triggers::doubts(readings, &floors);
    for (at, reading) in readings.iter().enumerate() {
        let sentence = &mut document.layers.sentences[at];
        let names: Vec<Name> =
            document.layers.names.iter().filter(|name| sentence.span.contains(name.span)).copied().collect();
        sentence.nearest = triggers::nearest(sentence, reading, doubts[at]);
        let triggers = triggers::triggers(&document.text, sentence, reading, floors.trigger, doubts[at]);
        let predicates: Vec<_> = triggers.iter().map(|trigger| trigger.words.clone()).collect();
        let arcs = model.arcs(worker, reading, &predicates)?;
        for (trigger, arcs) in triggers.iter().zip(&arcs) {
            for &class in &trigger.classes {
                let mut mention = trigger.mention(at, sentence, class);
                fields::fill(&mut mention, trigger, reading, floors);
                roles::fill(&mut mention, &document.text, sentence, &names, reading, arcs);
                contexts.push(fields::contexts(trigger, reading));
                mention.confidence = model.calibration().calibrated(mention.confidence);
                mentions.push(mention);
            }
        }
    }
    fields::fill_contexts(&mut mentions, &contexts, floors.context);
    sources::fill(&mut mentions, &document.layers);
    document.layers.mentions = mentions;
    scope::fill(document);
    Ok(())
}
