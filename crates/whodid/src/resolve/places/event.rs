//! Where each mention happened: the place that the words of its own place name.

use crate::mention::Mention;
use crate::{Document, Place, Span};

/// Gives each mention the location of the narrowest place within its place's words.
pub(super) fn locate(document: &mut Document) {
    let Document { layers, text, .. } = document;
    for mention in &mut layers.mentions {
        let Some(span) = mention.place else { continue };
        let inside = layers.places.iter().filter(|place| {
            place.span.overlaps(span)
                && !stands_for_a_party(mention, place, text)
                && tells_where(place, text)
                && !describes_another(span, place, text)
        });
        let narrowest = inside.min_by_key(|place| (std::cmp::Reverse(narrowness(place)), place.span.start));
        mention.location = narrowest.and_then(|place| place.location.clone());
    }
}

/// Words behind an adjective with which it tells where something is: "on Syrian soil".
const GROUND: [&str; 9] =
    ["soil", "territory", "territories", "airspace", "waters", "coast", "countryside", "side", "lands"];

/// Whether a name tells where something is: "the Moroccan berm" may lie anywhere.
fn tells_where(place: &Place, text: &str) -> bool {
    let after = text.get(place.span.end..).unwrap_or_default().split_whitespace().next().unwrap_or_default();
    !place.adjective || GROUND.contains(&after.trim_matches(|c: char| !c.is_alphanumeric()))
}

/// Whether a name only describes the place that the words begin with: "Albu Kamal, the Syrian twin of al-Qaim" is not al-Qaim, though
/// nothing else be known of it.
fn describes_another(whole: Span, place: &Place, text: &str) -> bool {
    let before = text.get(whole.start..place.span.start).unwrap_or_default();
    let Some((first, described)) = before.split_once(',') else { return false };
    let named = first.split_whitespace().next_back().is_some_and(|word| word.starts_with(char::is_uppercase));
    named && described.split_whitespace().next_back() == Some("of") && described.trim_start().starts_with("the ")
}

fn narrowness(place: &Place) -> u8 {
    place.location.as_ref().and_then(|location| location.resolution).unwrap_or(0)
}

/// Words before a place that tell where something is, and not who acts.
const WHERE: [&str; 16] = [
    "in",
    "at",
    "near",
    "outside",
    "inside",
    "around",
    "across",
    "throughout",
    "over",
    "off",
    "into",
    "to",
    "from",
    "within",
    "of",
    "towards",
];

/// Whether a name stands for the government that sits there: it is a party to the mention, and no word says where.
fn stands_for_a_party(mention: &Mention, place: &Place, text: &str) -> bool {
    let party = mention.actors.iter().chain(&mention.recipients).any(|party| same(party.span, place.span));
    let before = text.get(..place.span.start).unwrap_or_default().split_whitespace().next_back().unwrap_or_default();
    party && !WHERE.contains(&before.to_lowercase().as_str())
}

fn same(party: Span, place: Span) -> bool {
    party == place
}
