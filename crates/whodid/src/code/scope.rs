//! What the passage around a mention makes of it: "the Falcons ambushed Malmö" is an ambush of players.
//!
//! A first rule by words: a mention is flagged when enough distinct words of one scope stand in its sentence and its
//! neighbours. Flagged mentions are kept.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use crate::mention::Scope;
use crate::{Document, Layers};

static WORDS: LazyLock<HashMap<&'static str, Scope>> = LazyLock::new(|| {
    include_str!("en/scopes.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(": "))
        .filter_map(|(name, words)| Some((Scope::ALL.into_iter().find(|scope| scope.name() == name)?, words)))
        .flat_map(|(scope, words)| words.split_whitespace().map(move |word| (word, scope)))
        .collect()
});

/// Sentences before and after that count as the passage.
const AROUND: usize = 1;
/// Distinct words of a scope that settle it.
const ENOUGH: usize = 3;

/// Flags the mentions of passages that are of sport or of the arts.
pub(super) fn fill(document: &mut Document) {
    let Document { text, layers: Layers { sentences, mentions, .. }, .. } = document;
    if mentions.is_empty() {
        return;
    }
    let told: Vec<BTreeSet<(Scope, String)>> = sentences
        .iter()
        .map(|sentence| {
            let words = sentence.words.iter().map(|word| word.of(text).to_lowercase());
            words.filter_map(|word| WORDS.get(word.as_str()).map(|scope| (*scope, word))).collect()
        })
        .collect();
    for mention in mentions {
        let from = mention.sentence.saturating_sub(AROUND);
        let to = (mention.sentence + AROUND + 1).min(told.len());
        for scope in [Scope::Sport, Scope::Fiction] {
            let distinct: BTreeSet<&String> =
                told[from..to].iter().flatten().filter(|(of, _)| *of == scope).map(|(_, word)| word).collect();
            if distinct.len() >= ENOUGH && !mention.scope.contains(&scope) {
                mention.scope.push(scope);
            }
        }
    }
}
