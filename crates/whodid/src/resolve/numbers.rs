//! Numbers of a mention: what each is worth, and who gives it.

use super::quantity::quantity;
use crate::{Count, Document, Quantity, Span};

/// Bytes around a number that are looked at.
const AROUND: usize = 48;

/// Fills in value, range and giver of the numbers of every mention.
///
/// A number is given by the innermost speaker whose words hold it, else by the innermost of those who tell of the mention.
pub(super) fn fill(document: &mut Document) {
    let Document { text, layers, .. } = document;
    let told = &layers.attributions;
    for mention in &mut layers.mentions {
        let teller = mention.according_to.first().map(|source| source.party.span);
        for number in &mut mention.numbers {
            let sentence = layers.sentences.get(mention.sentence).map_or(number.span, |sentence| sentence.span);
            let (before, after) = around(text, sentence, number.span);
            let told_sum = number.kind == Count::Money;
            let worth = quantity(number.span.of(text), before, after);
            number.quantity = worth.map(|worth| Quantity { currency: worth.currency.filter(|_| told_sum), ..worth });
            let speaker = told
                .iter()
                .filter_map(|one| Some((one.content.iter().find(|span| span.contains(number.span))?, one)))
                .min_by_key(|(content, one)| (content.len(), one.content.first().map(|span| span.start)))
                .and_then(|(_, one)| one.source.first().copied());
            number.given_by = speaker.or(teller);
        }
    }
}

/// What stands before and behind a number in its sentence.
fn around(text: &str, sentence: Span, number: Span) -> (&str, &str) {
    if !sentence.contains(number) {
        return ("", "");
    }
    let mut from = number.start.saturating_sub(AROUND).max(sentence.start);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let mut to = (number.end + AROUND).min(sentence.end);
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    (&text[from..number.start], &text[number.end..to])
}
