//! Words of number, from the table that expressions of time are read by: `time/en/words.txt`.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What a word of number is worth, and whether it multiplies what stands before it.
static NUMERALS: LazyLock<HashMap<&'static str, (f64, bool)>> = LazyLock::new(|| {
    let mut out = HashMap::new();
    for line in include_str!("time/en/words.txt").lines() {
        let mut words = line.split_whitespace();
        let times = match words.next() {
            Some("CARD") => false,
            Some("TIMES") => true,
            _ => continue,
        };
        if let Some(value) = words.next().and_then(|value| value.parse().ok()) {
            out.extend(words.map(|word| (word, (value, times))));
        }
    }
    out
});

/// The value of a cardinal number of one word: "seven", "twenty".
pub(super) fn cardinal(word: &str) -> Option<f64> {
    NUMERALS.get(word).filter(|(_, times)| !times).map(|(value, _)| *value)
}

/// What a word multiplies by: "dozen", "thousand".
pub(super) fn times(word: &str) -> Option<f64> {
    NUMERALS.get(word).filter(|(_, times)| *times).map(|(value, _)| *value)
}

#[cfg(test)]
mod tests {
    use super::{cardinal, times};

    #[test]
    fn words_of_number_have_their_worth() {
        assert_eq!(cardinal("twelve"), Some(12.0));
        assert_eq!(cardinal("ninety"), Some(90.0));
        assert_eq!(cardinal("dozen"), None);
        assert_eq!(times("dozen"), Some(12.0));
        assert_eq!(times("crore"), Some(1e7));
    }
}
