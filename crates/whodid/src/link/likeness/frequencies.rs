//! How common terms are in news of any happening.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Kind;

/// `whodid corpus frequencies corpus/articles` writes it: the number of articles, and for each term that stands in at
/// least two of them its sort, itself and in how many it stands.
const TABLE: &str = include_str!("en/frequencies.tsv");

/// No term is taken to be in more than every second report: a term that all reports have ties none of them.
const MOST: f64 = 0.5;

struct Frequencies {
    articles: f64,
    terms: HashMap<(Kind, &'static str), f64>,
}

static ENGLISH: LazyLock<Frequencies> = LazyLock::new(|| {
    let mut frequencies = Frequencies { articles: 1.0, terms: HashMap::new() };
    for line in TABLE.lines() {
        let mut columns = line.split('\t');
        let (Some(sort), Some(text), Some(count)) = (columns.next(), columns.next(), columns.next()) else { continue };
        let Ok(count) = count.parse::<f64>() else { continue };
        match Kind::ALL.into_iter().find(|kind| kind.name() == sort) {
            Some(kind) => _ = frequencies.terms.insert((kind, text), count),
            None => frequencies.articles = count,
        }
    }
    frequencies
});

/// The share of reports that have a term, above 0: one of `sort` as [`Kind::sort`] gives it.
pub(super) fn share(sort: Kind, text: &str) -> f64 {
    let known = ENGLISH.terms.get(&(sort, text)).copied().unwrap_or(0.0);
    ((known + 1.0) / (ENGLISH.articles + 1.0)).min(MOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole() {
        assert!(ENGLISH.articles > 100.0);
        let lines = TABLE.lines().count();
        assert_eq!(ENGLISH.terms.len() + 1, lines, "a line is unreadable, or stands twice");
        assert!(share(Kind::Word, "kill") > 10.0 * share(Kind::Word, "no such word"));
    }
}
