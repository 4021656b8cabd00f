//! What a language's writing brings to its full stops: abbreviations and the words around them.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// How one language writes abbreviations and opens sentences; what [`split_as`](super::split_as) and
/// [`words_as`](crate::annotate::words::words_as) need to know of it.
///
/// It is read from a list such as `annotate/en/abbreviations.txt`, whose head describes the form.
///
/// ```
/// use whodid::annotate::sentences::Orthography;
/// let french = Orthography::parse("never M. Mme.\nopener Le La Les Il Elle");
/// assert!(french.is_abbreviation("M."));
/// assert!(!french.is_abbreviation("Mr."));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Orthography {
    abbreviations: HashMap<Box<str>, Abbreviation>,
    openers: HashSet<Box<str>>,
    dated: HashSet<Box<str>>,
    asks: HashSet<Box<str>>,
    domains: HashSet<Box<str>>,
}

/// When a sentence may end with an abbreviation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::annotate) enum Abbreviation {
    /// Never: a name follows.
    Never,
    /// It belongs to the number after it; else it is an ordinary word.
    Number,
    /// Before a capital, unless a day or a zone follows.
    Time,
    /// Before a word that opens sentences.
    Maybe,
}

static ENGLISH: LazyLock<Orthography> = LazyLock::new(|| Orthography::parse(include_str!("../en/abbreviations.txt")));

impl Orthography {
    /// English, as news agencies write it.
    pub fn english() -> &'static Orthography {
        &ENGLISH
    }

    /// Reads a list: a line is a kind and the words of that kind, `#` opens a comment. Unknown kinds are passed over, so
    /// that an older program reads a newer list.
    pub fn parse(list: &str) -> Self {
        let mut orthography = Orthography::default();
        for line in list.lines() {
            let mut words = line.split_whitespace();
            let kind = words.next().unwrap_or("#");
            let abbreviation = match kind {
                "never" => Some(Abbreviation::Never),
                "number" => Some(Abbreviation::Number),
                "time" => Some(Abbreviation::Time),
                "maybe" => Some(Abbreviation::Maybe),
                _ => None,
            };
            if let Some(abbreviation) = abbreviation {
                orthography.abbreviations.extend(words.map(|word| (word.into(), abbreviation)));
                continue;
            }
            let set = match kind {
                "opener" => &mut orthography.openers,
                "dated" => &mut orthography.dated,
                "asks" => &mut orthography.asks,
                "domain" => &mut orthography.domains,
                _ => continue,
            };
            set.extend(words.map(Into::into));
        }
        orthography
    }

    /// True for a listed abbreviation, full stop included.
    pub fn is_abbreviation(&self, word: &str) -> bool {
        self.abbreviation(word).is_some()
    }

    pub(in crate::annotate) fn abbreviation(&self, word: &str) -> Option<Abbreviation> {
        self.abbreviations.get(word).copied().or_else(|| {
            // "GEN. SOLEIMANI" in a headline.
            let shouted = word.len() > 2 && !word.chars().any(char::is_lowercase);
            shouted.then(|| self.abbreviations.get(capitalised(word).as_str()).copied()).flatten()
        })
    }

    pub(super) fn is_opener(&self, word: &str) -> bool {
        self.openers.contains(word)
    }

    pub(super) fn is_dated(&self, word: &str) -> bool {
        self.dated.contains(word)
    }

    pub(super) fn asks(&self, word: &str) -> bool {
        self.asks.contains(word)
    }

    pub(in crate::annotate) fn is_domain(&self, word: &str) -> bool {
        word.len() <= 5 && self.domains.contains(word.to_ascii_lowercase().as_str())
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().into_iter().chain(letters.flat_map(char::to_lowercase)).collect()
}
