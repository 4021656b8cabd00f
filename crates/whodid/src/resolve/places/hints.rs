//! Words beside a name that tell what sort of place it is, or that it is none.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::resources::Word;

/// What the words beside a name tell of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Hint {
    Nothing,
    /// "the town of", "city".
    Settlement,
    /// "province", "county of".
    Division,
}

/// Lists of words, each by its name: `en.tsv` beside this file.
static WORDS: LazyLock<HashMap<&str, HashSet<&str>>> = LazyLock::new(|| {
    let mut lists: HashMap<&str, HashSet<&str>> = HashMap::new();
    for (list, words) in include_str!("en.tsv").lines().filter_map(|line| line.split_once('\t')) {
        lists.entry(list).or_default().extend(words.split(' '));
    }
    lists
});

/// Whether a list has a word.
fn is(list: &str, word: &Word<'_>) -> bool {
    has(list, &word.plain)
}

/// Whether a list has a word in small letters.
pub(super) fn has(list: &str, word: &str) -> bool {
    WORDS.get(list).is_some_and(|words| words.contains(word))
}

/// True for a word that alone is no place's name, though a gazetteer has it as one.
pub(super) fn is_no_name(word: &Word<'_>) -> bool {
    is("no name", word)
}

/// True for the word of a division, such as "province".
fn is_division(word: &Word<'_>) -> bool {
    if word.is_capital() { is("division in a name", word) } else { is("division", word) }
}

/// True for the word of a division that is part of its name: "Province".
pub(super) fn is_division_in_name(word: &Word<'_>) -> bool {
    word.is_capital() && is("division in a name", word)
}

/// What the words around `words[from..to]` tell.
pub(super) fn hint(words: &[Word<'_>], from: usize, to: usize) -> Hint {
    let after = words.get(to).filter(|word| word.mark.is_none() && !words[to - 1].possessive);
    if after.is_some_and(is_division) || closes_a_list(words, to) {
        return Hint::Division;
    }
    let before = |back: usize| from.checked_sub(back).and_then(|at| words.get(at));
    let unbroken = words[from].mark.is_none();
    if let (true, Some(of), Some(sort)) = (unbroken, before(1), before(2))
        && of.plain == "of"
    {
        if is("settlement", sort) {
            return Hint::Settlement;
        }
        if is_division(sort) {
            return Hint::Division;
        }
    }
    match before(1).filter(|word| unbroken && (word.plain == "city" || word.plain == "town" || word.plain == "village"))
    {
        Some(_) => Hint::Settlement,
        None if before(1).is_some_and(|word| unbroken && word.text == "County") => Hint::Division,
        None if after.is_some_and(|word| word.plain == "city" || word.plain == "mayor") => Hint::Settlement,
        None => Hint::Nothing,
    }
}

/// Whether a list of names that goes on from `words[to]` ends in a word for divisions: "Anbar, Babil and Diyala provinces".
fn closes_a_list(words: &[Word<'_>], to: usize) -> bool {
    let listed = |word: &&Word<'_>| {
        (word.is_capital() || word.plain == "and") && word.mark.is_none_or(|mark| mark == ',') && !is("divisions", word)
    };
    let end = to + words[to..].iter().take(LIST).take_while(listed).count();
    words.get(end).is_some_and(|word| word.mark.is_none() && is("divisions", word))
}

/// The most words of a list of names that are gone through.
const LIST: usize = 14;

/// True when the words beside `words[from..to]` make it part of another name: a street, a river, a mountain.
pub(super) fn is_part_of_another(words: &[Word<'_>], from: usize, to: usize) -> bool {
    let beside = words.get(to).filter(|word| word.mark.is_none_or(|mark| mark == '.'));
    if beside.is_some_and(|word| word.mark.is_none() && !words[to - 1].possessive && is("water", word)) {
        return true;
    }
    let after = beside.filter(|word| word.is_capital());
    if let Some(word) = after.filter(|_| !words[to - 1].possessive) {
        if is("street", word) || is("water or height", word) {
            return true;
        }
        // "Mahnomen County Road", "Richmond Park Drive".
        let next = words.get(to + 1).filter(|next| next.mark.is_none() && next.is_capital());
        if next.is_some_and(|next| is("street", next)) {
            return true;
        }
    }
    let before =
        from.checked_sub(1).and_then(|at| words.get(at)).filter(|_| words[from].mark.is_none_or(|mark| mark == '.'));
    before.is_some_and(|word| word.is_capital() && is("opens a water or height", word))
}

/// True for a word that may stand before or behind a place's name, within what the model takes for the name, without making it
/// the name of another place.
pub(super) fn is_qualifier(word: &Word<'_>) -> bool {
    !word.is_capital() || is("qualifier", word)
}

/// True when the words beside `words[from..to]`, in the name of an organisation, make it a body of that place: "Mosul
/// University", "University of Mosul".
pub(super) fn is_of_body(words: &[Word<'_>], from: usize, to: usize) -> bool {
    let after = words.get(to).is_some_and(|word| word.mark.is_none() && is("body", word));
    let of = |back: usize| from.checked_sub(back).and_then(|at| words.get(at));
    after || of(1).is_some_and(|word| word.plain == "of") && of(2).is_some_and(|word| is("body", word))
}

/// True when an organisation that ends in this word is a newspaper.
pub(super) fn is_paper(last: &Word<'_>) -> bool {
    is("paper", last)
}

/// True when an organisation that is a place's name and this word is a team: "Leeds Lions".
pub(super) fn is_team(last: &Word<'_>) -> bool {
    let plural = last.plain.ends_with('s') && !last.plain.ends_with("ss") && last.plain.len() > 3;
    last.is_capital() && (is("team", last) || plural && !is("plural body", last) && !is("paper", last))
}
