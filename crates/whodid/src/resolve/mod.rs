//! Spans into things: who a participant is on the document's day, which participants are the same, and which day a phrase means.
//!
//! Input: a [`Document`] with sentences, names, attributions and mentions, and the [`Facts`]. Output: the participants and
//! sources of its mentions, each with country, sectors, name and office, and with the antecedent of what is a pronoun or a
//! description; what each number is worth and who gives it; and by [`places`] and the gazetteer the places of the text and of its mentions.
//! Nothing here changes a class or a status, finds a mention or drops one.

mod amount;
mod appositions;
pub mod coreference;
mod days;
mod doubles;
mod focus;
pub mod names;
mod numbers;
mod numerals;
pub mod party;
pub mod places;
mod quantity;
mod sight;
mod sources;
pub mod time;

pub use quantity::quantity;

use crate::Document;
use crate::resources::Facts;

/// Says who the participants and sources of every mention are, on which day it happened and what its numbers are worth.
///
/// Takes the model's word on a sector from [`Participant::sector_guess`](crate::Participant::sector_guess).
pub fn resolve(document: &mut Document, facts: &Facts) {
    names::mend(document, facts);
    names::cut_datelines(document);
    appositions::join(document, facts);
    coreference::resolve(document, facts);
    doubles::drop(document);
    time::fill(document, facts);
    numbers::fill(document);
    days::fill(document);
}

/// Gives the parties that are told without a country that of the place, once [`places`] are known, and says what sort of
/// source each speaker is.
pub fn settle(document: &mut Document, facts: &Facts) {
    focus::fill(document, facts);
    sources::fill(document);
}
