//! Who publishes a text that a later sentence speaks of: "the presidential office posted a message on its page".

use crate::resolve::sight::Sight;
use crate::{Document, Span};

/// Verbs of publishing, and nouns of what is published: what they say is told behind them, in no clause of theirs.
const VERBS: [&str; 10] =
    ["published", "posted", "issued", "released", "carried", "uploaded", "circulated", "printed", "shared", "gave"];
/// What is said, taken for who says it: "the statement added".
const STATEMENTS: [&str; 16] = [
    "statement",
    "communique",
    "announcement",
    "readout",
    "release",
    "text",
    "account",
    "message",
    "post",
    "version",
    "summary",
    "bulletin",
    "note",
    "notice",
    "report",
    "tweet",
];

/// True for nouns of what is published.
pub(super) fn is_statement(noun: &str) -> bool {
    STATEMENTS.contains(&noun)
}

/// The subjects of sentences that tell of something published.
pub(super) fn publishers(document: &Document, sights: &[Sight<'_, '_>]) -> Vec<Span> {
    let told: Vec<Span> = document.layers.attributions.iter().flat_map(|told| told.source.iter().copied()).collect();
    let publisher = |sight: &Sight<'_, '_>| {
        let words = &sight.words;
        let verb = words.iter().position(|word| VERBS.contains(&word.plain.as_ref()))?;
        let object = words[verb + 1..].iter().take(8).any(|word| is_statement(&word.plain));
        let clause = (0..=verb).rev().find(|at| {
            words[*at].mark.is_some_and(|mark| mark != '.')
                || *at > 0 && matches!(words[*at - 1].plain.as_ref(), "and" | "but" | "that")
        });
        let from = clause.unwrap_or(0);
        let article = (from..verb).find(|at| matches!(words[*at].plain.as_ref(), "the" | "a" | "an" | "its" | "their"));
        // "At noon Dushanbe posted": what opens the clause may be no part of the subject.
        let capital = || (from + 1..verb).find(|at| words[*at].is_capital());
        let opens = || words[from].is_capital().then_some(from);
        let start = article.or_else(capital).or_else(opens)?;
        let end = (start..verb)
            .rev()
            .find(|at| !matches!(words[*at].plain.as_ref(), "has" | "had" | "also" | "later" | "then"))?;
        let span = sight.bare(&(start..end + 1));
        (object && !told.iter().any(|source| source.overlaps(span))).then_some(span)
    };
    sights.iter().filter_map(publisher).collect()
}
