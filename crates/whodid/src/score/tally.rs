//! Counts of what was found, and the figures made of them.

/// How many were found, how many of them rightly, and how many there were.
///
/// ```
/// use whodid::score::Tally;
/// let tally = Tally { hits: 6, said: 8, gold: 12 };
/// assert_eq!(tally.precision(), 0.75);
/// assert_eq!(tally.recall(), 0.5);
/// assert_eq!(tally.f1(), 0.6);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Rightly found.
    pub hits: usize,
    /// Found.
    pub said: usize,
    /// There to be found.
    pub gold: usize,
}

impl Tally {
    /// Share of what was found that is right; 0 when nothing was found.
    pub fn precision(&self) -> f64 {
        ratio(self.hits, self.said)
    }

    /// Share of what there was that was found; 0 when there was nothing.
    pub fn recall(&self) -> f64 {
        ratio(self.hits, self.gold)
    }

    /// Harmonic mean of precision and recall.
    pub fn f1(&self) -> f64 {
        ratio(2 * self.hits, self.said + self.gold)
    }

    /// Counts two lists against each other.
    pub fn add<T: PartialEq>(&mut self, said: &[T], gold: &[T]) {
        self.said += said.len();
        self.gold += gold.len();
        self.hits += said.iter().filter(|item| gold.contains(item)).count();
    }
}

/// How many of how many are right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Right.
    pub right: usize,
    /// All.
    pub all: usize,
}

impl Share {
    /// The share; 0 of nothing.
    pub fn value(&self) -> f64 {
        ratio(self.right, self.all)
    }

    /// Counts one answer.
    pub fn add(&mut self, right: bool) {
        self.right += usize::from(right);
        self.all += 1;
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
