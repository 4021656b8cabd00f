//! Origins compared: which documents were taken for one text, and which truly are.

use std::collections::BTreeMap;

use super::Tally;

/// A document of the bench and where it truly comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gold {
    /// The document's id.
    pub id: String,
    /// How it was made: a kind of reprint, or of look-alike.
    pub kind: String,
    /// Numbers of its true origins.
    pub origins: Vec<usize>,
}

/// Figures over documents.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// Pairs of documents with an origin in common.
    pub pairs: Tally,
    /// The pairs that a document of each kind is in.
    pub kinds: BTreeMap<String, (usize, Tally)>,
    /// Precision and recall of BCubed, for overlapping groups as Amigó and others have it (2009): a pair counts by how many
    /// origins it shares in both annotations, against those in the one or in the other.
    pub bcubed: (f64, f64),
    /// Pairs that were missed or falsely joined.
    pub errors: Vec<Error>,
}

/// A pair that was missed or falsely joined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// `missed` or `false`.
    pub kind: &'static str,
    /// The two documents, by their places in the gold.
    pub pair: (usize, usize),
}

impl Figures {
    /// Compares the origins found of each document, in the order of the gold, with the true ones.
    ///
    /// ```
    /// use whodid::score::reprints::{Figures, Gold};
    /// let gold = |origins: &[usize]| Gold { origins: origins.to_vec(), ..Gold::default() };
    /// let figures = Figures::of(&[gold(&[0]), gold(&[0, 1]), gold(&[1])], &[vec![7], vec![7], vec![8]]);
    /// assert_eq!((figures.pairs.precision(), figures.pairs.recall()), (1.0, 0.5));
    /// ```
    pub fn of(gold: &[Gold], found: &[Vec<usize>]) -> Figures {
        let mut figures = Figures::default();
        for document in gold {
            figures.kinds.entry(document.kind.clone()).or_default().0 += 1;
        }
        // Over the pairs of a document with every other and itself: the sum of their worth, and how many they are.
        let mut precision = vec![(0.0, 0_usize); gold.len()];
        let mut recall = vec![(0.0, 0_usize); gold.len()];
        for one in 0..gold.len().min(found.len()) {
            for other in one..gold.len().min(found.len()) {
                let truly = common(&gold[one].origins, &gold[other].origins);
                let said = common(&found[one], &found[other]);
                for at in if one == other { vec![one] } else { vec![one, other] } {
                    add(&mut precision[at], truly, said);
                    add(&mut recall[at], said, truly);
                }
                if one != other && truly + said > 0 {
                    figures.count((&gold[one], one), (&gold[other], other), truly > 0, said > 0);
                }
            }
        }
        figures.bcubed = (mean(&precision), mean(&recall));
        figures
    }

    fn count(&mut self, one: (&Gold, usize), other: (&Gold, usize), truly: bool, said: bool) {
        let kinds = [&one.0.kind, &other.0.kind];
        let tallies = kinds.into_iter().take(if kinds[0] == kinds[1] { 1 } else { 2 });
        let add = |tally: &mut Tally| {
            tally.gold += usize::from(truly);
            tally.said += usize::from(said);
            tally.hits += usize::from(truly && said);
        };
        add(&mut self.pairs);
        for kind in tallies {
            add(&mut self.kinds.entry(kind.clone()).or_default().1);
        }
        if truly != said {
            self.errors.push(Error { kind: if truly { "missed" } else { "false" }, pair: (one.1, other.1) });
        }
    }

    /// Harmonic mean of the two figures of BCubed.
    pub fn bcubed_f1(&self) -> f64 {
        let (precision, recall) = self.bcubed;
        if precision + recall == 0.0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) }
    }
}

/// How many origins two lists share.
fn common(one: &[usize], other: &[usize]) -> usize {
    one.iter().filter(|origin| other.contains(origin)).count()
}

/// A pair that `of` annotation has together is worth as much as the `other` annotation has of it.
fn add(sum: &mut (f64, usize), other: usize, of: usize) {
    if of > 0 {
        sum.0 += other.min(of) as f64 / of as f64;
        sum.1 += 1;
    }
}

fn mean(sums: &[(f64, usize)]) -> f64 {
    let each: Vec<f64> = sums.iter().filter(|(_, count)| *count > 0).map(|(sum, count)| sum / *count as f64).collect();
    if each.is_empty() { 0.0 } else { each.iter().sum::<f64>() / each.len() as f64 }
}
