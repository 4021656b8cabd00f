//! Patterns of `en/patterns.txt`, as a tree that is walked from every word.

use std::sync::LazyLock;

use super::lexicon::{Class, Key, Lexicon};
use super::token::Token;

pub(super) const ENGLISH_PATTERNS: &str = include_str!("en/patterns.txt");

static ENGLISH: LazyLock<Grammar> = LazyLock::new(|| Grammar::parse(ENGLISH_PATTERNS, Lexicon::english()));

/// What a line of the patterns says that its pattern means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rule {
    pub(super) action: String,
    pub(super) arguments: Vec<String>,
}

/// All patterns.
#[derive(Debug, Default)]
pub(super) struct Grammar {
    pub(super) rules: Vec<Rule>,
    nodes: Vec<Node>,
}

#[derive(Debug, Default)]
struct Node {
    /// In order of the keys.
    next: Vec<(Key, u32)>,
    end: Option<End>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct End {
    rule: u16,
    /// Tokens before the expression, and after it, that must be there and are no part of it.
    before: u8,
    after: u8,
}

/// The values of the classes that a pattern went through, in order.
#[derive(Clone, Copy, Debug)]
pub(super) struct Captures {
    values: [(Key, f64); 8],
    count: usize,
}

impl Captures {
    const NONE: Captures = Captures { values: [(Key(0), 0.0); 8], count: 0 };

    fn push(&mut self, key: Key, value: f64) {
        if let Some(slot) = self.values.get_mut(self.count) {
            *slot = (key, value);
            self.count += 1;
        }
    }

    /// The values of one class, in order.
    pub(super) fn all(&self, class: Class) -> impl Iterator<Item = f64> {
        let key = Key::from(class);
        self.values[..self.count].iter().filter(move |(known, _)| *known == key).map(|(_, value)| *value)
    }

    /// The values of any of the classes, in order.
    pub(super) fn among(&self, classes: &[Class]) -> impl Iterator<Item = f64> {
        let of = move |key: Key| classes.iter().any(|class| Key::from(*class) == key);
        self.values[..self.count].iter().filter(move |(key, _)| of(*key)).map(|(_, value)| *value)
    }

    /// The first value of any of the classes.
    pub(super) fn first(&self, classes: &[Class]) -> Option<f64> {
        self.among(classes).next()
    }
}

/// Where a pattern fits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fit {
    /// The tokens of the expression itself.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) rule: u16,
    pub(super) captures: Captures,
}

impl Fit {
    /// Whether it goes before `other`, which starts at the same word: the longer one, else the earlier rule.
    pub(super) fn beats(&self, other: &Fit) -> bool {
        (self.end, other.rule) > (other.end, self.rule)
    }
}

impl Grammar {
    pub(super) fn english() -> &'static Self {
        &ENGLISH
    }

    fn parse(patterns: &str, lexicon: &Lexicon) -> Self {
        let mut grammar = Grammar { nodes: vec![Node::default()], ..Grammar::default() };
        for (head, pattern) in lines(patterns) {
            let mut words = head.split_whitespace().map(str::to_string);
            let rule = Rule { action: words.next().unwrap_or_default(), arguments: words.collect() };
            let number = u16::try_from(grammar.rules.len()).unwrap_or(u16::MAX);
            grammar.rules.push(rule);
            let pattern = with_parts(pattern, patterns);
            for sequence in sequences(&mut atoms(&pattern).peekable()) {
                grammar.add(&sequence, number, lexicon);
            }
        }
        grammar
    }

    /// Adds one sequence of words and classes, with its marks of what stands before and after.
    fn add(&mut self, sequence: &[&str], rule: u16, lexicon: &Lexicon) {
        let place = |mark: &str| sequence.iter().position(|atom| *atom == mark);
        let before = place("<").unwrap_or(0) as u8;
        let after = place(">").map_or(0, |at| sequence.len() - at - 1) as u8;
        let mut node = 0;
        for atom in sequence.iter().filter(|atom| !matches!(**atom, "<" | ">")) {
            let Some(key) = Class::named(atom).map(Key::from).or_else(|| lexicon.key(atom)) else { return };
            node = match self.nodes[node].next.binary_search_by_key(&key, |(key, _)| *key) {
                Ok(at) => self.nodes[node].next[at].1 as usize,
                Err(at) => {
                    let new = self.nodes.len();
                    self.nodes.push(Node::default());
                    self.nodes[node].next.insert(at, (key, new as u32));
                    new
                }
            };
        }
        self.nodes[node].end.get_or_insert(End { rule, before, after });
    }

    /// Gives `found` every way in which a pattern fits from token `at` on. Patterns are short, so this takes bounded time.
    pub(super) fn fits(&self, tokens: &[Token<'_>], at: usize, found: &mut impl FnMut(Fit)) {
        self.walk(0, tokens, at, at, Captures::NONE, found);
    }

    fn walk(
        &self,
        node: usize,
        tokens: &[Token<'_>],
        from: usize,
        at: usize,
        captures: Captures,
        found: &mut impl FnMut(Fit),
    ) {
        if let Some(End { rule, before, after }) = self.nodes[node].end {
            found(Fit { start: from + usize::from(before), end: at - usize::from(after), rule, captures });
        }
        let next = &self.nodes[node].next;
        if next.is_empty() {
            return;
        }
        let Some(token) = tokens.get(at) else { return };
        for (key, value) in token.keys() {
            if let Ok(place) = next.binary_search_by_key(&key, |(key, _)| *key) {
                let mut captures = captures;
                if key.is_class() {
                    captures.push(key, value);
                }
                self.walk(next[place].1 as usize, tokens, from, at + 1, captures, found);
            }
        }
    }
}

/// The lines that are patterns: what stands before the colon and behind it.
fn lines(patterns: &str) -> impl Iterator<Item = (&str, &str)> {
    patterns.lines().filter(|line| !line.starts_with(['#', '@'])).filter_map(|line| line.split_once(" : "))
}

/// A pattern with every `@name` replaced by what it stands for.
fn with_parts(pattern: &str, patterns: &str) -> String {
    let mut pattern = pattern.to_string();
    for line in patterns.lines().filter(|line| line.starts_with('@')) {
        if let Some((name, stands_for)) = line.split_once(" = ") {
            pattern = pattern.replace(name, &format!("({stands_for})"));
        }
    }
    pattern
}

/// The brackets, bars, marks and words of a pattern; a possessive is a word of its own.
fn atoms(pattern: &str) -> impl Iterator<Item = &str> {
    let mut rest = pattern;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        let end = match rest.chars().next()? {
            '[' | ']' | '(' | ')' | '|' => 1,
            '\'' => 2.min(rest.len()),
            _ => {
                let end = rest.find(|c: char| c.is_whitespace() || "[]()|".contains(c)).unwrap_or(rest.len());
                rest[..end].strip_suffix("'s").map_or(end, str::len)
            }
        };
        let (atom, after) = rest.split_at_checked(end)?;
        rest = after;
        Some(atom.trim_end())
    })
}

/// Every sequence that a pattern allows.
fn sequences<'p>(atoms: &mut std::iter::Peekable<impl Iterator<Item = &'p str>>) -> Vec<Vec<&'p str>> {
    let mut all = Vec::new();
    let mut current: Vec<Vec<&str>> = vec![Vec::new()];
    while let Some(atom) = atoms.next() {
        let choices = match atom {
            "(" => sequences(atoms),
            "[" => [sequences(atoms), vec![Vec::new()]].concat(),
            "|" => {
                all.append(&mut current);
                current = vec![Vec::new()];
                continue;
            }
            ")" | "]" => break,
            word => vec![vec![word]],
        };
        current = current.iter().flat_map(|head| choices.iter().map(|tail| [head.as_slice(), tail].concat())).collect();
    }
    all.append(&mut current);
    all
}

/// The words, in small letters, that patterns name.
pub(super) fn words(patterns: &str) -> impl Iterator<Item = &str> {
    let parts = patterns.lines().filter(|line| line.starts_with('@')).filter_map(|line| line.split_once(" = "));
    let is_word = |atom: &&str| {
        !matches!(*atom, "[" | "]" | "(" | ")" | "|" | "<" | ">")
            && !atom.starts_with('@')
            && Class::named(atom).is_none()
    };
    lines(patterns).chain(parts).flat_map(move |(_, pattern)| atoms(pattern).filter(is_word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_name_classes_and_actions_that_there_are() {
        for word in words(ENGLISH_PATTERNS) {
            assert_eq!(word, word.to_lowercase(), "neither a class nor a word of the text");
        }
        const FAMILIES: &str = "skip edge approx day iso slashed month year decade century season holiday persian hijri \
            quarter half weekday step part night told clock ago earlier later ahead short span length after every often \
            now past future";
        for rule in &Grammar::english().rules {
            let family = rule.action.split('-').next().unwrap_or_default();
            assert!(FAMILIES.split_whitespace().any(|known| known == family), "no action {}", rule.action);
        }
    }

    #[test]
    fn a_pattern_is_all_that_it_allows() {
        let all = |pattern| sequences(&mut atoms(pattern).peekable());
        assert_eq!(
            all("[the] (last|next) UNIT"),
            [["the", "last", "UNIT"].as_slice(), &["the", "next", "UNIT"], &["last", "UNIT"], &["next", "UNIT"]]
        );
        assert_eq!(all("year's end"), [["year", "'s", "end"]]);
    }
}
