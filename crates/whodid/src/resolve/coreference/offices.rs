//! One office of several states: "the presidents of Iran and Tajikistan", "the Turkish and Greek foreign ministers".

use crate::Span;
use crate::resolve::party::is_single;
use crate::resolve::sight::Sight;
use crate::resources::Found;

/// An office in the plural with the states whose it is.
#[derive(Debug)]
pub(super) struct Shared {
    whole: Span,
    /// Each state's name, and the phrase that means its holder of the office alone.
    each: Vec<(Span, String)>,
}

/// The offices that a sentence tells of several states at once.
pub(super) fn shared(sight: &Sight<'_, '_>) -> Vec<Shared> {
    let mut out = Vec::new();
    for role in &sight.roles {
        let Some(noun) = role.facts.first() else { continue };
        let last = &sight.words[role.words.end - 1];
        let single = is_single(&noun.name) || noun.name == "leader";
        if !single || !last.plain.ends_with('s') || noun.name.ends_with('s') {
            continue;
        }
        let behind = states_from(sight, role.words.end);
        let before = states_to(sight, role.words.start);
        let (states, adjectives) = if behind.len() > 1 { (behind, false) } else { (before, true) };
        let (Some(first), Some(end)) = (states.first(), states.last()) else { continue };
        if states.len() < 2 {
            continue;
        }
        let whole = if adjectives { first.words.start..role.words.end } else { role.words.start..end.words.end };
        let phrase = |found: &&Found<'_>| {
            let span = sight.bare(&found.words);
            let state: Vec<&str> = sight.words[found.words.clone()].iter().map(|word| word.text).collect();
            let state = state.join(" ");
            let phrase =
                if adjectives { format!("{state} {}", noun.name) } else { format!("{} of {state}", noun.name) };
            (span, phrase)
        };
        out.push(Shared { whole: sight.span(&whole), each: states.iter().map(phrase).collect() });
    }
    out
}

/// The phrases of the states that a span names within one of them, all where it names none but the office.
pub(super) fn within(shared: &[Shared], span: Span) -> Option<Vec<String>> {
    let of = shared.iter().find(|one| one.whole.overlaps(span))?;
    // "The presidents of Iran and Tajikistan" may begin with an article before them.
    if span.end > of.whole.end + 1 || span.start + 12 < of.whole.start {
        return None;
    }
    let named: Vec<String> =
        of.each.iter().filter(|(state, _)| span.overlaps(*state)).map(|(_, phrase)| phrase.clone()).collect();
    Some(if named.is_empty() { of.each.iter().map(|(_, phrase)| phrase.clone()).collect() } else { named })
}

fn state<'a, 'f>(sight: &'a Sight<'_, 'f>, fits: impl Fn(&Found<'_>) -> bool) -> Option<&'a Found<'f>> {
    sight.names.iter().find(|found| fits(found) && found.facts.iter().any(|fact| fact.kind.is_geographic()))
}

/// "of Iran, Russia and Tajikistan" from a word on.
fn states_from<'a, 'f>(sight: &'a Sight<'_, 'f>, from: usize) -> Vec<&'a Found<'f>> {
    let mut out = Vec::new();
    let word = |at: usize| sight.words.get(at).map_or("", |word| word.plain.as_ref());
    if word(from) != "of" {
        return out;
    }
    let mut at = from + 1;
    loop {
        at += usize::from(word(at) == "and");
        at += usize::from(word(at) == "the");
        let Some(found) = state(sight, |found| found.words.start == at) else { break };
        at = found.words.end;
        out.push(found);
        let goes_on = word(at) == "and" || sight.words.get(at).is_some_and(|word| word.mark == Some(','));
        if !goes_on {
            break;
        }
    }
    out
}

/// "Turkish, Russian and Iranian" up to a word.
fn states_to<'a, 'f>(sight: &'a Sight<'_, 'f>, to: usize) -> Vec<&'a Found<'f>> {
    let mut out = Vec::new();
    let mut at = to;
    while let Some(found) = state(sight, |found| found.words.end == at) {
        out.push(found);
        let first = &sight.words[found.words.start];
        let before = found.words.start.checked_sub(1);
        match before.and_then(|before| sight.words.get(before)) {
            Some(word) if word.plain == "and" => at = found.words.start - 1,
            Some(_) if first.mark == Some(',') => at = found.words.start,
            _ => break,
        }
    }
    out.reverse();
    out
}
