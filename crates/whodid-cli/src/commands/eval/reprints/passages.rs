//! What is written for the bench: passages, pairs of reports, and a table of edits.

use std::collections::HashMap;

const PASSAGES: &str = include_str!("../../../../../../accuracy/reprints/passages.txt");
const PAIRS: &str = include_str!("../../../../../../accuracy/reprints/pairs.txt");
const EDITS: &str = include_str!("../../../../../../accuracy/reprints/edits.tsv");

/// One half of what is written for the bench.
pub struct Passages {
    sections: HashMap<&'static str, Vec<&'static str>>,
    /// Pairs of reports of one happening, with its name.
    pub pairs: Vec<(&'static str, [&'static str; 2])>,
    edits: HashMap<&'static str, &'static str>,
}

impl Passages {
    /// Every second passage and pair, from the first or the second on.
    pub fn of(half: usize) -> Self {
        let uncommented = |text: &'static str| text.split_once("\n== ").map_or("", |(_, rest)| rest);
        let mut sections = HashMap::new();
        for section in uncommented(PASSAGES).split("\n== ") {
            let (name, rest) = section.split_once('\n').unwrap_or((section, ""));
            let apart = if name == "headline" { "\n" } else { "\n\n" };
            let all = rest.split(apart).map(str::trim).filter(|passage| !passage.is_empty());
            sections.insert(name, all.skip(half).step_by(2).collect());
        }
        let pair = |block: &'static str| {
            let (name, rest) = block.split_once('\n')?;
            let (one, other) = rest.split_once("\n--\n")?;
            Some((name, [one.trim(), other.trim()]))
        };
        let pairs = uncommented(PAIRS).split("\n== ").filter_map(pair).skip(half).step_by(2).collect();
        let edits = EDITS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
        Passages { sections, pairs, edits: edits.collect() }
    }

    /// The passages of a section.
    pub fn section(&self, name: &str) -> &[&'static str] {
        self.sections.get(name).map_or(&[], Vec::as_slice)
    }

    /// What editing puts in place of a word.
    pub fn substitute(&self, word: &str) -> Option<&'static str> {
        self.edits.get(word).copied()
    }
}
