//! The terms of a text: its words without their endings, its numbers and days.

use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

use super::Kind;

/// A word keeps at least this many letters when an ending is taken off.
const STEM: usize = 4;

/// The lists of `en/words.tsv`, each by its name.
struct Words {
    stop: HashSet<&'static str>,
    days: HashSet<&'static str>,
    months: HashSet<&'static str>,
    endings: Vec<&'static str>,
}

static ENGLISH: LazyLock<Words> = LazyLock::new(|| {
    let list = |name: &str| {
        let lines = include_str!("en/words.tsv").lines().filter_map(|line| line.split_once('\t'));
        lines.filter(|(list, _)| *list == name).flat_map(|(_, words)| words.split(' ')).collect::<Vec<_>>()
    };
    let set = |name: &str| list(name).into_iter().collect();
    Words { stop: set("stop"), days: set("day"), months: set("month"), endings: list("ending") }
});

/// How often a word stands in a text, and how it is written there.
#[derive(Clone, Copy, Debug, Default)]
struct Written {
    times: u16,
    /// Inside a sentence with a capital.
    capital: u16,
    /// Inside a sentence without one.
    small: u16,
}

/// Terms counted while texts are read, in order of kind and text.
#[derive(Debug, Default)]
pub(super) struct Counted {
    words: BTreeMap<String, Written>,
    others: BTreeMap<(Kind, String), u16>,
}

impl Counted {
    /// Counts the words, numbers and days of a text. With `telling` false, as in a headline, capitals say nothing of a word.
    pub(super) fn read(&mut self, text: &str, telling: bool) {
        let mut first = true;
        let mut rest = text;
        while let Some(letter) = rest.chars().next() {
            if letter.is_alphabetic() {
                let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
                self.word(&rest[..end], telling && !first);
                first = false;
                rest = &rest[end..];
            } else if letter.is_ascii_digit() {
                let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(rest.len());
                let number = rest[..end].trim_end_matches(['.', ',']);
                self.add(Kind::Number, number.replace(',', ""));
                first = false;
                rest = &rest[number.len()..];
            } else {
                let after = &rest[letter.len_utf8()..];
                first |= letter == '\n' || matches!(letter, '.' | '!' | '?') && after.starts_with(char::is_whitespace);
                rest = after;
            }
        }
    }

    /// Counts a term once more.
    pub(super) fn add(&mut self, kind: Kind, text: String) {
        let count = self.others.entry((kind, text)).or_default();
        *count = count.saturating_add(1);
    }

    /// Has a term counted once, however often it stands.
    pub(super) fn note(&mut self, kind: Kind, text: String) {
        self.others.insert((kind, text), 1);
    }

    fn word(&mut self, word: &str, telling: bool) {
        let small = word.to_lowercase();
        let capital = word.starts_with(char::is_uppercase);
        if ENGLISH.days.contains(small.as_str()) || capital && ENGLISH.months.contains(small.as_str()) {
            return self.add(Kind::Day, small);
        }
        if ENGLISH.stop.contains(small.as_str()) || small.chars().nth(1).is_none() {
            return;
        }
        let written = self.words.entry(stem(small)).or_default();
        written.times = written.times.saturating_add(1);
        if telling {
            let said = if capital { &mut written.capital } else { &mut written.small };
            *said = said.saturating_add(1);
        }
    }

    /// Every term with its kind and how often it stands, in order. A word of which nothing tells counts as a name.
    pub(super) fn into_terms(self) -> impl Iterator<Item = (Kind, String, u16)> {
        let words = self.words.into_iter().map(|(text, written)| {
            let name = written.capital > written.small || written.small == 0;
            (if name { Kind::Name } else { Kind::Word }, text, written.times)
        });
        words.chain(self.others.into_iter().map(|((kind, text), times)| (kind, text, times)))
    }
}

/// A word in small letters without its ending: only the longest that leaves enough of it is taken off.
fn stem(mut word: String) -> String {
    let letters = word.chars().count();
    let ending = ENGLISH.endings.iter().find(|ending| word.ends_with(**ending) && letters >= ending.len() + STEM);
    if let Some(ending) = ending {
        word.truncate(word.len() - ending.len());
    }
    word
}

/// The family name of a person as a term: the last word of the name.
pub(super) fn family_name(name: &str) -> Option<String> {
    let mut words = name.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().nth(1).is_some());
    words.next_back().map(|word| stem(word.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(text: &str) -> Vec<String> {
        let mut counted = Counted::default();
        counted.read(text, true);
        counted.into_terms().map(|(kind, text, times)| format!("{} {text} {times}", kind.name())).collect()
    }

    #[test]
    fn words_lose_their_endings_and_keep_their_capitals() {
        assert_eq!(
            terms("Gunmen raided Ramadi. They were raiding again on Tuesday, in May."),
            ["word again 1", "name gunmen 1", "word raid 2", "name ramadi 1", "day may 1", "day tuesday 1"]
        );
    }

    #[test]
    fn numbers_keep_their_point_and_lose_their_comma() {
        assert_eq!(terms("It killed 1,200, and 6.1 more."), ["word kill 1", "number 1200 1", "number 6.1 1"]);
    }
}
