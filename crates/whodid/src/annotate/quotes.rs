//! Quotes that run on: a sentence wholly within quotation marks, without a cue of its own, is said by whoever spoke last.

use crate::{Attribution, Sentence, Span};

/// Sentences after the last statement in which a quote may still run on.
const REACH: usize = 3;

/// Adds to `found`, which is in order of its sentences, the statements that run on from one sentence to the next.
pub(super) fn run_on(text: &str, sentences: &[Sentence], found: &mut Vec<Attribution>) {
    let mut open = false;
    let mut last: Option<(usize, Vec<Span>)> = None;
    let mut added = Vec::new();
    for (at, sentence) in sentences.iter().enumerate() {
        let (quoted, still_open) = quoted(text, sentence, open);
        let told: Vec<&Attribution> = found
            .iter()
            .filter(|told| told.cue.iter().chain(&told.content).any(|span| sentence.span.contains(*span)))
            .collect();
        if let Some(speaker) = told.iter().rev().find(|told| !told.source.is_empty()) {
            last = Some((at, speaker.source.clone()));
        } else if told.is_empty()
            && quoted
            && let Some((spoke, speaker)) = &last
            && at - spoke <= REACH
        {
            added.push(Attribution { source: speaker.clone(), content: vec![sentence.span], ..Attribution::default() });
        }
        // An opened quote that is not closed by the end of its paragraph opens again at the next or has been forgotten.
        open = still_open && !ends_paragraph(text, sentence.span);
    }
    found.extend(added);
    found.sort_by_key(|told| told.content.first().or(told.cue.first()).map_or(0, |span| span.start));
}

/// Whether every word of the sentence stands within quotation marks, and whether a quote is open at its end.
fn quoted(text: &str, sentence: &Sentence, mut open: bool) -> (bool, bool) {
    let mut every = true;
    let mut words = 0;
    for word in &sentence.words {
        match word.of(text) {
            "“" | "«" | "„" | "``" => open = true,
            "”" | "»" | "''" => open = false,
            "\"" => open = !open,
            other if other.chars().any(char::is_alphanumeric) => {
                words += 1;
                every &= open;
            }
            _ => {}
        }
    }
    (every && words > 0, open)
}

fn ends_paragraph(text: &str, span: Span) -> bool {
    text.get(span.end..).is_some_and(|rest| {
        let gap = &rest[..rest.len() - rest.trim_start().len()];
        gap.matches('\n').count() > 1
    })
}
