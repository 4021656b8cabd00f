//! Who says so: the speakers of the statements that hold a mention's trigger.

use crate::mention::{Participant, Source};
use crate::{Attribution, Layers, Mention, Span};

/// Fills in `according_to` of every mention, the innermost speaker first.
pub(super) fn fill(mentions: &mut [Mention], layers: &Layers) {
    for mention in mentions {
        mention.according_to.clear();
        for told in layers.statements_around(mention.trigger) {
            not_by_the_speaker(mention, told);
            for &speaker in &told.source {
                if mention.according_to.iter().any(|known| known.party.span == speaker) {
                    continue;
                }
                mention.according_to.push(Source {
                    party: Participant::at(speaker),
                    cue: told.cue.first().copied(),
                    channel: told.channel,
                    kind: None,
                });
            }
        }
    }
}

/// A clause that names its own actors is not acted by whoever tells of it from outside.
fn not_by_the_speaker(mention: &mut Mention, told: &Attribution) {
    let inside = |span: Span| told.content.iter().any(|content| content.contains(span));
    if mention.actors.iter().any(|party| inside(party.span)) {
        let tells = |span: Span| told.source.iter().any(|speaker| speaker.overlaps(span)) && !inside(span);
        mention.actors.retain(|party| !tells(party.span));
        mention.recipients.retain(|party| !tells(party.span));
    }
}
