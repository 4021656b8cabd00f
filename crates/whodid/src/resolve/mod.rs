//! Spans into things: who a participant is on the document's day, which participants are the same, and which day a phrase means.
//!
//! Input: a [`Document`] with sentences, names, attributions and mentions, and the [`Facts`]. Output: the participants and
//! sources of its mentions, each with country, sectors, name and office, and with the antecedent of what is a pronoun or a
//! description; what each number is worth and who gives it; and by [`places`] and the gazetteer the places of the text and of its mentions.
//! Nothing here changes a class or a status, finds a mention or drops one.

mod amount;
pub mod coreference;
mod days;
mod doubles;
mod focus;
mod numbers;
pub mod party;
pub mod places;
mod quantity;
mod sources;
pub mod time;

pub use quantity::quantity;

use crate::Document;
use crate::resources::Facts;

/// Says who the participants and sources of every mention are.
///
/// Takes the model's word on a sector from [`Participant::sector_guess`](crate::Participant::sector_guess).
pub fn resolve(document: &mut Document, facts: &Facts) {
    coreference::resolve(document, facts);
    focus::fill(document, facts);
    doubles::drop(document);
    sources::fill(document);
    time::fill(document, facts);
    numbers::fill(document);
    days::fill(document);
}
