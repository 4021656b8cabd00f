//! What the passage around a mention makes of it: "the Falcons ambushed Malmö" is an ambush of players.
//!
//! Rules by words. Sport and fiction: enough distinct words of the scope stand in the sentence and its neighbours. Anniversary: a
//! happening of the past in a sentence that tells of its being remembered. Opinion: the text is headed as such. Flagged
//! mentions are kept.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use crate::mention::Scope;
use crate::ontology::Status;
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

/// Flags the mentions of passages that are of sport or of the arts, of what is remembered, and of texts headed as opinion.
pub(super) fn fill(document: &mut Document) {
    let opinion = is_opinion(document);
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
        let remembered = told[mention.sentence].iter().any(|(of, _)| *of == Scope::Anniversary);
        if remembered && mention.status == Status::Historical {
            mention.scope.push(Scope::Anniversary);
        }
        if opinion {
            mention.scope.push(Scope::Opinion);
        }
    }
}

/// Whether the title, or else the text itself, opens with a rubric of opinion: "Editorial:", "Opinion |".
fn is_opinion(document: &Document) -> bool {
    let head = document.title.as_deref().unwrap_or(&document.text);
    let Some((rubric, _)) = head.split_once([':', '|']) else { return false };
    let rubric = rubric.trim().to_lowercase();
    WORDS.get(rubric.as_str()).is_some_and(|scope| *scope == Scope::Opinion)
}
