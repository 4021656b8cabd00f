//! Who says so: the speakers of the statements that hold a mention's trigger.

use crate::mention::{Participant, Source};
use crate::{Layers, Mention};

/// Fills in `according_to` of every mention, the innermost speaker first.
pub(super) fn fill(mentions: &mut [Mention], layers: &Layers) {
    for mention in mentions {
        mention.according_to = layers
            .statements_around(mention.trigger)
            .into_iter()
            .flat_map(|told| {
                told.source.iter().map(|&speaker| Source {
                    party: Participant::at(speaker),
                    cue: told.cue.first().copied(),
                    channel: told.channel,
                    kind: None,
                })
            })
            .collect();
    }
}
