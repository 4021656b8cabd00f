//! Reports that are tied to one another, cut into groups: the likeliest ties first, as long as two groups fit on the whole.

/// More reports than this are not weighed each against each; the ties found by keys have to do.
const DENSE: usize = 1200;
/// No single pair says more than this for or against.
const LIMIT: f32 = 4.0;

/// Log-odds of what a person decided: it holds whatever else speaks against it.
pub(super) const RULED: f32 = 1000.0;

/// A tie between two of the reports.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Edge {
    pub odds: f32,
    pub one: usize,
    pub other: usize,
}

/// Groups of `0..count`, each sorted, in order of their first.
///
/// `edges` are the ties, `weigh` tells the log-odds of any pair, `None` for one that cannot be. Two groups are joined by the
/// likeliest tie between them when the mean over all their pairs is above nought and none is impossible.
pub(super) fn cluster(
    count: usize,
    mut edges: Vec<Edge>,
    weigh: impl Fn(usize, usize) -> Option<f32>,
) -> Vec<Vec<usize>> {
    edges.sort_by(|a, b| b.odds.total_cmp(&a.odds).then((a.one, a.other).cmp(&(b.one, b.other))));
    let mut groups: Vec<Vec<usize>> = (0..count).map(|one| vec![one]).collect();
    let mut of: Vec<usize> = (0..count).collect();
    let mut sums = Sums::of(count, weigh);
    for edge in edges {
        let (into, from) = (of[edge.one].min(of[edge.other]), of[edge.one].max(of[edge.other]));
        if into == from || edge.odds < RULED && !sums.fit(into, from, &groups) {
            continue;
        }
        sums.join(into, from, count);
        let moved = std::mem::take(&mut groups[from]);
        for one in &moved {
            of[*one] = into;
        }
        groups[into].extend(moved);
    }
    groups.retain(|group| !group.is_empty());
    for group in &mut groups {
        group.sort_unstable();
    }
    groups
}

/// Sums of log-odds between groups; an impossible pair makes its sum minus infinity.
enum Sums<W> {
    /// Every pair's, as a square.
    Square(Vec<f32>, usize),
    /// Too many for that: pairs are weighed when they are asked for.
    Asked(W),
}

/// Members of a group that are asked when groups are large.
const ASKED: usize = 12;

impl<W: Fn(usize, usize) -> Option<f32>> Sums<W> {
    fn of(count: usize, weigh: W) -> Self {
        if count > DENSE {
            return Sums::Asked(weigh);
        }
        let mut square = vec![0.0; count * count];
        for one in 0..count {
            for other in 0..one {
                let odds = weigh(one, other).map_or(f32::NEG_INFINITY, |odds| odds.clamp(-LIMIT, LIMIT));
                square[one * count + other] = odds;
                square[other * count + one] = odds;
            }
        }
        Sums::Square(square, count)
    }

    fn fit(&self, into: usize, from: usize, groups: &[Vec<usize>]) -> bool {
        match self {
            Sums::Square(square, count) => square[into * count + from] > 0.0,
            Sums::Asked(weigh) => {
                let mut sum = 0.0;
                for one in groups[into].iter().take(ASKED) {
                    for other in groups[from].iter().take(ASKED) {
                        match weigh(*one, *other) {
                            Some(odds) => sum += odds.clamp(-LIMIT, LIMIT),
                            None => return false,
                        }
                    }
                }
                sum > 0.0
            }
        }
    }

    fn join(&mut self, into: usize, from: usize, count: usize) {
        if let Sums::Square(square, _) = self {
            for other in 0..count {
                let odds = square[from * count + other];
                square[into * count + other] += odds;
                square[other * count + into] += odds;
            }
        }
    }
}
