//! Documents taken together, and how likely two such groups report one happening.

use std::cmp::Ordering;

use super::profile::Profile;
use super::{Kind, frequencies};

/// A report of this many different words and names counts as one.
const USUAL: f64 = 25.0;
/// A shorter report than this many words counts as one of so many.
const SHORTEST: f64 = 4.0;
/// What the terms of a report of usual length weigh together: of each kind its [weight](Kind::weight) times the sum of
/// `1 + ln(times)`. Counted over the training part of ECB+ it is 21.6; a fifth more puts 0, where one happening is as likely as two, into the
/// middle of the scores between which clusters come out right (`training/likeness.py`).
const TELLING: f64 = 26.0;

/// Documents taken to report one happening: their terms added up.
#[derive(Clone, Debug)]
pub struct Group<'p> {
    /// How much is told, in reports of usual length.
    told: f64,
    entries: Vec<Entry<'p>>,
}

#[derive(Clone, Copy, Debug)]
struct Entry<'p> {
    sort: Kind,
    text: &'p str,
    /// How often it is told: for each document `1 + ln(times)`.
    amount: f64,
    /// Documents that write it as a name, less those that do not.
    names: i32,
    /// The share of all reports that have it.
    share: f64,
    /// `ln Γ(share)`.
    base: f64,
}

/// How much likelier one happening is than two, given what two documents or groups of them tell; see the
/// [module](super) for what is reckoned.
#[derive(Clone, Debug, PartialEq)]
pub struct Likeness {
    /// The natural logarithm of how much likelier. Above 0: rather one than two.
    pub score: f64,
    /// What their lengths alone make of it.
    pub lengths: f64,
    /// What the terms of each kind make of it, in the order of [`Kind::ALL`].
    pub kinds: [f64; Kind::ALL.len()],
    /// The terms that both have, what ties most first.
    pub shared: Vec<Tie>,
    /// The terms that only one has, what parts most first.
    pub unshared: Vec<Tie>,
}

/// A term and what it makes of the likeness.
#[derive(Clone, Debug, PartialEq)]
pub struct Tie {
    /// What sort of term.
    pub kind: Kind,
    /// The term.
    pub text: String,
    /// What it adds to the score.
    pub weight: f64,
}

impl<'p> Group<'p> {
    /// One document.
    pub fn of(profile: &'p Profile) -> Group<'p> {
        let entries: Vec<Entry<'p>> = profile
            .terms()
            .iter()
            .map(|term| {
                let (sort, text) = term.key();
                let share = frequencies::share(sort, text);
                Entry {
                    sort,
                    text,
                    amount: 1.0 + f64::from(term.times.max(1)).ln(),
                    names: if term.kind == Kind::Name { 1 } else { -1 },
                    share,
                    base: libm::lgamma(share),
                }
            })
            .collect();
        let words = entries.iter().filter(|entry| entry.sort == Kind::Word).count() as f64;
        Group { told: words.max(SHORTEST) / USUAL, entries }
    }

    /// Both together.
    pub fn join(&self, other: &Group<'p>) -> Group<'p> {
        let mut entries = Vec::with_capacity(self.entries.len() + other.entries.len());
        walk(&self.entries, &other.entries, |one, two| entries.extend(together(one, two)));
        Group { told: self.told + other.told, entries }
    }

    /// How much likelier one happening is than two, in natural logarithms: [`Likeness::score`] alone, and quicker.
    pub fn score(&self, other: &Group<'_>) -> f64 {
        let mut score = 0.0;
        let lengths = self.weigh(other, |_, _, weight| score += weight);
        lengths + score
    }

    /// How much likelier one happening is than two, with the terms that make it so.
    pub fn likeness(&self, other: &Group<'_>) -> Likeness {
        let mut kinds = [0.0; Kind::ALL.len()];
        let (mut shared, mut unshared) = (Vec::new(), Vec::new());
        let mut score = 0.0;
        let lengths = self.weigh(other, |entry, both, weight| {
            kinds[entry.kind() as usize] += weight;
            score += weight;
            let tie = Tie { kind: entry.kind(), text: entry.text.to_string(), weight };
            if both { shared.push(tie) } else { unshared.push(tie) }
        });
        let by_text = |a: &Tie, b: &Tie| a.kind.cmp(&b.kind).then_with(|| a.text.cmp(&b.text));
        shared.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| by_text(a, b)));
        unshared.sort_by(|a, b| a.weight.total_cmp(&b.weight).then_with(|| by_text(a, b)));
        Likeness { score: lengths + score, lengths, kinds, shared, unshared }
    }

    /// Hands each term of the two, whether both have it, and its weight to `each`; returns what the lengths alone make of it.
    fn weigh(&self, other: &Group<'_>, mut each: impl FnMut(&Entry<'_>, bool, f64)) -> f64 {
        let (one, two, both) = (self.told.ln_1p(), other.told.ln_1p(), (self.told + other.told).ln_1p());
        walk(&self.entries, &other.entries, |a, b| {
            let Some(joined) = together(a, b) else { return };
            let amount = |entry: Option<&Entry<'_>>| entry.map_or(0.0, |entry| entry.amount);
            let (a_told, b_told) = (amount(a), amount(b));
            let mut weight = a_told * one + b_told * two - joined.amount * both;
            if a.is_some() && b.is_some() {
                let gamma = |amount: f64| libm::lgamma(joined.share + amount);
                weight += gamma(joined.amount) + joined.base - gamma(a_told) - gamma(b_told);
            }
            each(&joined, a.is_some() && b.is_some(), joined.kind().weight() * weight);
        });
        TELLING * (one + two - both)
    }
}

impl Entry<'_> {
    /// Its kind: a word that more documents write as a name than not is one.
    fn kind(&self) -> Kind {
        if self.sort == Kind::Word && self.names > 0 { Kind::Name } else { self.sort }
    }
}

/// One entry of two for the same term.
fn together<'p>(one: Option<&Entry<'p>>, other: Option<&Entry<'p>>) -> Option<Entry<'p>> {
    match (one, other) {
        (Some(one), Some(other)) => {
            Some(Entry { amount: one.amount + other.amount, names: one.names + other.names, ..*one })
        }
        (one, other) => one.or(other).copied(),
    }
}

/// Goes through two lists in order of their terms, side by side.
fn walk<'p>(ones: &[Entry<'p>], others: &[Entry<'p>], mut each: impl FnMut(Option<&Entry<'p>>, Option<&Entry<'p>>)) {
    let (mut ones, mut others) = (ones.iter().peekable(), others.iter().peekable());
    loop {
        let order = match (ones.peek(), others.peek()) {
            (None, None) => return,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(one), Some(other)) => (one.sort, one.text).cmp(&(other.sort, other.text)),
        };
        each(if order.is_le() { ones.next() } else { None }, if order.is_ge() { others.next() } else { None });
    }
}
