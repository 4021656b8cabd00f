//! Words that tell how a phrase is made.

use crate::resolve::numerals::{cardinal, times};

pub(super) const PREPOSITIONS: [&str; 28] = [
    "of",
    "in",
    "from",
    "for",
    "at",
    "on",
    "to",
    "with",
    "by",
    "who",
    "that",
    "which",
    "near",
    "inside",
    "outside",
    "across",
    "against",
    "during",
    "under",
    "along",
    "including",
    "whose",
    "within",
    "over",
    "between",
    "about",
    "among",
    "where",
];

pub(super) const DIRECTIONS: [&str; 14] = [
    "north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "greater", "upper",
    "lower", "rural", "mr",
];

pub(super) const FORMER: [&str; 9] =
    ["former", "ex", "ousted", "deposed", "late", "erstwhile", "onetime", "then", "toppled"];

pub(super) const SIDED: [&str; 17] = [
    "backed",
    "led",
    "sponsored",
    "supported",
    "allied",
    "aligned",
    "funded",
    "trained",
    "armed",
    "linked",
    "friendly",
    "born",
    "based",
    "held",
    "controlled",
    "occupied",
    "made",
];

const OPENERS: [&str; 39] = [
    "the",
    "a",
    "an",
    "its",
    "his",
    "her",
    "their",
    "our",
    "some",
    "several",
    "many",
    "all",
    "dozens",
    "hundreds",
    "thousands",
    "scores",
    "other",
    "more",
    "most",
    "both",
    "this",
    "that",
    "these",
    "those",
    "any",
    "no",
    "another",
    "few",
    "young",
    "new",
    "senior",
    "top",
    "local",
    "unidentified",
    "about",
    "around",
    "than",
    "nearly",
    "almost",
];

/// Words before a name that are no part of it and tell no office.
pub(super) fn is_courtesy(word: &str) -> bool {
    matches!(
        word,
        "mr" | "mrs"
            | "ms"
            | "the"
            | "dr"
            | "gen"
            | "sir"
            | "col"
            | "lt"
            | "maj"
            | "capt"
            | "prof"
            | "sen"
            | "rep"
            | "gov"
            | "dame"
            | "lord"
            | "lady"
            | "baroness"
            | "baron"
            | "comrade"
            | "hon"
            | "hajj"
            | "haji"
    )
}

/// Words that open a phrase and tell nothing of who is meant: articles, numbers, possessives.
pub(super) fn is_opener(word: &str) -> bool {
    OPENERS.contains(&word) || cardinal(word).is_some_and(|value| value > 1.0)
}

/// Numbers and words of number.
pub(super) fn is_count(word: &str) -> bool {
    word.bytes().next().is_some_and(|byte| byte.is_ascii_digit())
        || times(word).is_some()
        || cardinal(word).is_some_and(|value| value > 1.0)
        || matches!(
            word,
            "dozens"
                | "hundreds"
                | "thousands"
                | "scores"
                | "several"
                | "many"
                | "some"
                | "millions"
                | "few"
                | "tens"
                | "both"
                | "least"
                | "most"
                | "number"
                | "group"
                | "crowd"
                | "crowds"
        )
}
