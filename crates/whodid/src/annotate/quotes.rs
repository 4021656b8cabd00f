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
            .filter(|told| {
                !told.attitude && told.cue.iter().chain(&told.content).any(|span| sentence.span.contains(*span))
            })
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::annotate::{sentences, words};

    /// The sentences that run on from a first one in which the minister says something.
    fn added(text: &str) -> Vec<String> {
        let sentences: Vec<Sentence> = sentences::split(text, Span::new(0, text.len()))
            .into_iter()
            .map(|span| Sentence { span, words: words::words(text, span), ..Sentence::default() })
            .collect();
        let at = text.find("The minister").unwrap();
        let told = Attribution {
            source: vec![Span::new(at, at + "The minister".len())],
            content: vec![sentences[0].span],
            ..Attribution::default()
        };
        let mut found = vec![told];
        run_on(text, &sentences, &mut found);
        found[1..].iter().map(|told| told.content[0].of(text).to_string()).collect()
    }

    #[test]
    fn a_quoted_sentence_is_said_by_whoever_spoke_last() {
        let text = "The minister said “we stay.” “Nobody will move us.” He left. “It is our land.”";
        assert_eq!(added(text), ["“Nobody will move us.”", "“It is our land.”"]);
    }

    #[test]
    fn a_quote_left_open_does_not_run_past_its_paragraph() {
        let text = "The minister said “we stay.\n\nThe army left the town.\n\nSoldiers drove north.";
        assert_eq!(added(text), Vec::<String>::new());
    }

    #[test]
    fn nobody_says_a_quote_far_below() {
        let text = "The minister spoke. One. Two went. Three went. Four went. “Who is it?”";
        assert_eq!(added(text), Vec::<String>::new());
    }
}
