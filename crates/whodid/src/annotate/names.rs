//! Names of persons, places and organisations.

use crate::reading::{Head, largest};
use crate::{Name, NameKind, Reading, Sentence};

const KINDS: [NameKind; 3] = [NameKind::Person, NameKind::Place, NameKind::Organisation];

/// The names in the sentences, in order.
pub fn names(sentences: &[Sentence], readings: &[Reading]) -> Vec<Name> {
    let mut names = Vec::new();
    for (sentence, reading) in sentences.iter().zip(readings) {
        let mut open: Option<(usize, usize)> = None;
        for word in 0..=reading.len() {
            // Columns: outside, then begin and inside of each kind. Two names of one kind do not touch: "United States" is one, even
            // where its second word looks like a beginning.
            let tag = if word < reading.len() && reading.known(word) {
                largest(reading.logits(Head::Names, word)).0
            } else {
                0
            };
            let kind = tag.checked_sub(1).map(|tag| tag / 2);
            if let Some((start, of)) = open
                && kind != Some(of)
            {
                names.push(Name { span: sentence.stretch(start..word), kind: KINDS[of] });
                open = None;
            }
            if let (None, Some(kind)) = (open, kind) {
                open = Some((word, kind));
            }
        }
    }
    names
}
