//! Which way the verbs around an open phrase point.

use super::Direction;
use super::lexicon::Class;
use super::token::Token;

/// Words between a phrase and the verb that is asked, at most.
const REACH: usize = 25;

/// What the nearest verb says whose tense can be told, one before the phrase at `start..end` rather than one behind it.
pub(super) fn direction(text: &str, tokens: &[Token<'_>], start: usize, end: usize) -> Option<Direction> {
    let points = |token: &Token<'_>| match token.value(Class::TENSE) {
        Some(way) if way > 0.0 => Some(Direction::Coming),
        Some(_) => Some(Direction::Past),
        None => is_past(token, text).then_some(Direction::Past),
    };
    // "until 9 a.m. Tuesday": what runs until then still lies ahead, mostly.
    let ends = |token: &Token<'_>| ["until", "till"].contains(&token.span.of(text));
    if tokens[..start].iter().rev().take(4).any(ends) {
        return Some(Direction::Coming);
    }
    // "is to leave on Friday".
    let is_to = |at: usize| {
        let word = |at: usize| tokens.get(at).map_or("", |token| token.span.of(text));
        word(at) == "to" && at > 0 && ["is", "are"].contains(&word(at - 1))
    };
    let ahead = |at: usize| is_to(at).then_some(Direction::Coming);
    let before = (start.saturating_sub(REACH)..start).rev().find_map(|at| points(&tokens[at]).or_else(|| ahead(at)));
    before.or_else(|| tokens[end..].iter().take(REACH).find_map(points))
}

/// A word in -ed.
fn is_past(token: &Token<'_>, text: &str) -> bool {
    let word = token.span.of(text);
    word.len() > 4 && word.ends_with("ed") && !word.ends_with("eed") && !word.starts_with(char::is_uppercase)
}
