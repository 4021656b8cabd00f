//! Patterns over the head and foot of a text.

use std::sync::LazyLock;

use regex::Regex;

/// A pattern compiled when first used.
pub(super) type Pattern = LazyLock<Option<Regex>>;

/// Compiles a constant pattern. One that does not compile finds nothing, and the tests of its file fail.
pub(super) fn compile(pattern: &str) -> Option<Regex> {
    Regex::new(pattern).ok()
}

/// Name of a month in English, as part of a pattern that ignores case and white space.
pub(super) const MONTH: &str = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
