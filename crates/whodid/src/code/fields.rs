//! Status and modes of a mention, and the contexts of all of a document.

use super::triggers::Trigger;
use crate::ontology::{Class, Context, Mode, Status};
use crate::reading::{Head, largest, sigmoid};
use crate::resources::Thresholds;
use crate::{Mention, Reading};

/// Fills in what is read at the trigger itself.
pub(super) fn fill(mention: &mut Mention, trigger: &Trigger, reading: &Reading, floors: Thresholds) {
    let (from, to) = (trigger.words.start, trigger.words.end);
    mention.status = status(mention.class, &reading.mean(Head::Status, from, to));
    let modes = reading.mean(Head::Modes, from, to);
    mention.modes = Mode::all()
        .zip(modes)
        .filter(|(mode, logit)| mode.class() == mention.class && sigmoid(*logit) > floors.mode)
        .map(|(mode, _)| mode)
        .collect();
}

/// How much the document as a whole counts in a mention's contexts: they are a matter of the passage more than of the clause.
const DOCUMENT: f32 = 0.6;

/// The probability of every context at a trigger.
pub(super) fn contexts(trigger: &Trigger, reading: &Reading) -> Vec<f32> {
    reading.mean(Head::Contexts, trigger.words.start, trigger.words.end).into_iter().map(sigmoid).collect()
}

/// Fills in the contexts of all mentions of a document from their probabilities, one row a mention.
pub(super) fn fill_contexts(mentions: &mut [Mention], probabilities: &[Vec<f32>], floor: f32) {
    let mean =
        |context: usize| probabilities.iter().map(|row| row[context]).sum::<f32>() / probabilities.len().max(1) as f32;
    let means: Vec<f32> = (0..Context::all().count()).map(mean).collect();
    for (mention, own) in mentions.iter_mut().zip(probabilities) {
        mention.contexts = Context::all()
            .zip(own.iter().zip(&means))
            .filter(|(_, (own, mean))| (1.0 - DOCUMENT) * **own + DOCUMENT * **mean > floor)
            .map(|(context, _)| context)
            .collect();
        // The ontology: these two modes carry the context of the same name.
        for name in ["misinformation", "cyber"] {
            if let Ok(context) = Context::named(name)
                && mention.modes.iter().any(|mode| mode.name() == name)
                && !mention.contexts.contains(&context)
            {
                mention.contexts.push(context);
            }
        }
        mention.contexts.sort_unstable();
    }
}

/// The likeliest status that the class may have: AGREE, CONCEDE and THREATEN already mean the future.
fn status(class: Class, logits: &[f32]) -> Status {
    let mut logits = logits.to_vec();
    if matches!(class, Class::Agree | Class::Concede | Class::Threaten) {
        logits[Status::Future as usize] = f32::NEG_INFINITY;
    }
    Status::ALL[largest(&logits).0]
}
