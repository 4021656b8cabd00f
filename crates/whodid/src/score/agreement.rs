//! How far two annotators of the same text agree.

use super::Tally;
use super::events::Figures;
use crate::{Attribution, Document, Span};

/// One part of an attribution.
type Part = fn(&Attribution) -> &Vec<Span>;

/// Agreement between two annotations, each layer by itself.
#[derive(Clone, Debug, Default)]
pub struct Agreement {
    /// The mentions and all that hangs on them.
    pub events: Figures,
    /// Code points of cues.
    pub cue: Tally,
    /// Code points of speakers.
    pub source: Tally,
    /// Code points of contents.
    pub content: Tally,
}

impl Agreement {
    /// Counts one document annotated twice.
    pub fn compare(&mut self, one: &Document, other: &Document) {
        self.events.compare(one, other);
        let layers: [(&mut Tally, Part); 3] = [
            (&mut self.cue, |told| &told.cue),
            (&mut self.source, |told| &told.source),
            (&mut self.content, |told| &told.content),
        ];
        for (tally, part) in layers {
            let (gold, said) = (covered(one, part), covered(other, part));
            tally.gold += gold.len();
            tally.said += said.len();
            tally.hits += gold.iter().filter(|byte| said.binary_search(byte).is_ok()).count();
        }
    }
}

/// The bytes that a part of the attributions covers, in order, each once.
fn covered(document: &Document, part: Part) -> Vec<usize> {
    let mut bytes: Vec<usize> =
        document.layers.attributions.iter().flat_map(|told| part(told).iter().flat_map(|span| span.range())).collect();
    bytes.sort_unstable();
    bytes.dedup();
    bytes
}
