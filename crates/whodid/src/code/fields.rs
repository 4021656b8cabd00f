//! Status, modes and contexts of a mention.

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
    let contexts = reading.mean(Head::Contexts, from, to);
    mention.contexts = Context::all()
        .zip(contexts)
        .filter(|(_, logit)| sigmoid(*logit) > floors.context)
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

/// The likeliest status that the class may have: AGREE, CONCEDE and THREATEN already mean the future.
fn status(class: Class, logits: &[f32]) -> Status {
    let mut logits = logits.to_vec();
    if matches!(class, Class::Agree | Class::Concede | Class::Threaten) {
        logits[Status::Future as usize] = f32::NEG_INFINITY;
    }
    Status::ALL[largest(&logits).0]
}
