//! A circle of nodes with lines between them: where each stands, and how it is drawn.
//!
//! Nodes that deal with each other much stand near each other, which lessens crossings. The order is found by whole numbers alone,
//! from the same beginning by the same steps, so that the same input is the same picture on every machine.

use std::f64::consts::TAU;

/// A line from one node to another, with its weight.
pub(super) type Line = (usize, usize, u64);

/// So often every two nodes are tried the other way round.
const ROUNDS: usize = 12;

/// The place of each node on the circle, from 0 on.
pub(super) fn places(count: usize, lines: &[Line]) -> Vec<usize> {
    let mut weights = vec![vec![0_u64; count]; count];
    for (from, to, weight) in lines.iter().filter(|(from, to, _)| from != to && *from < count && *to < count) {
        // By its root: a hundred events are not worth a hundred lines.
        let weight = weight.saturating_mul(100).isqrt();
        weights[*from][*to] += weight;
        weights[*to][*from] += weight;
    }
    let mut place = one_after_another(&weights);
    let far = |a: usize, b: usize| {
        let apart = a.abs_diff(b);
        apart.min(count - apart) as u64
    };
    // All the way that lines from a node go, were it at a place; `but` trades places with it and stays as far.
    let cost = |place: &[usize], node: usize, at: usize, but: usize| -> u64 {
        (0..count)
            .filter(|other| *other != node && *other != but)
            .map(|other| weights[node][other] * far(at, place[other]))
            .sum()
    };
    for _ in 0..ROUNDS {
        let mut moved = false;
        for one in 0..count {
            for other in one + 1..count {
                let (here, there) = (place[one], place[other]);
                let now = cost(&place, one, here, other) + cost(&place, other, there, one);
                let then = cost(&place, one, there, other) + cost(&place, other, here, one);
                if then < now {
                    (place[one], place[other]) = (there, here);
                    moved = true;
                }
            }
        }
        if !moved {
            break;
        }
    }
    place
}

/// A beginning: each next to those it deals with most, above all to those who were placed last.
fn one_after_another(weights: &[Vec<u64>]) -> Vec<usize> {
    let count = weights.len();
    let mut placed: Vec<usize> = Vec::with_capacity(count);
    while placed.len() < count {
        let left = (0..count).filter(|node| !placed.contains(node));
        let drawn = |node: usize| -> u64 { (1..).zip(&placed).map(|(late, other)| weights[node][*other] * late).sum() };
        // Of equals the busiest comes first, as it does in the list.
        let Some(next) = left.min_by_key(|node| (std::cmp::Reverse(drawn(*node)), *node)) else { break };
        placed.push(next);
    }
    let mut place = vec![0; count];
    for (at, node) in placed.into_iter().enumerate() {
        place[node] = at;
    }
    place
}

/// A point of the picture.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
}

impl Point {
    /// The point of a circle around the middle; `place` of `count`, the first above.
    pub(super) fn on_circle(place: usize, count: usize, radius: f64) -> Point {
        let angle = TAU * (place as f64 / count.max(1) as f64 - 0.25);
        Point { x: angle.cos() * radius, y: angle.sin() * radius }
    }

    fn towards(self, other: Point, length: f64) -> Point {
        let (x, y) = (other.x - self.x, other.y - self.y);
        let whole = (x * x + y * y).sqrt();
        if whole == 0.0 { self } else { Point { x: self.x + x / whole * length, y: self.y + y / whole * length } }
    }
}

fn whole_radius(point: Point) -> f64 {
    (point.x * point.x + point.y * point.y).sqrt().max(1.0)
}

/// A line as it is drawn: a curve, and the head at its end.
pub(super) struct Drawn {
    pub(super) path: String,
    pub(super) head: String,
}

/// A line from one node to another, each with its point and radius. Lines both ways part, since each bends to its right.
pub(super) fn drawn(from: (Point, f64), to: (Point, f64), width: f64) -> Drawn {
    let (start, end) = (from.0, to.0);
    let (x, y) = (end.x - start.x, end.y - start.y);
    let length = (x * x + y * y).sqrt().max(1.0);
    let (middle, aside) = (Point { x: (start.x + end.x) / 2.0, y: (start.y + end.y) / 2.0 }, 10.0 + length * 0.04);
    // Neighbours are joined by a low arch, those far apart by one that keeps clear of the rim.
    let inwards = 0.92 - 0.4 * (length / (1.4 * whole_radius(start))).min(1.0);
    let bend = Point { x: middle.x * inwards - y / length * aside, y: middle.y * inwards + x / length * aside };
    let size = 6.0 + width;
    let first = start.towards(bend, from.1);
    let tip = end.towards(bend, to.1 + 1.5);
    let base = end.towards(bend, to.1 + 1.5 + size);
    let (dx, dy) = ((tip.x - base.x) / size, (tip.y - base.y) / size);
    let half = size * 0.55;
    let corner = |side: f64| format!("{:.1},{:.1}", base.x - dy * half * side, base.y + dx * half * side);
    Drawn {
        path: format!("M{:.1} {:.1}Q{:.1} {:.1} {:.1} {:.1}", first.x, first.y, bend.x, bend.y, base.x, base.y),
        head: format!("{:.1},{:.1} {} {}", tip.x, tip.y, corner(1.0), corner(-1.0)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_who_deal_with_each_other_stand_near() {
        // Two rings that have nothing to do with each other, told alternately.
        let lines: Vec<Line> = (0..6)
            .map(|at| (at * 2, (at * 2 + 2) % 12, 9))
            .chain((0..6).map(|at| (at * 2 + 1, (at * 2 + 3) % 12, 9)))
            .collect();
        let place = places(12, &lines);
        let way = |place: &[usize]| -> usize {
            lines.iter().map(|(a, b, _)| place[*a].abs_diff(place[*b])).map(|apart| apart.min(12 - apart)).sum()
        };
        assert!(way(&place) < way(&(0..12).collect::<Vec<_>>()), "{place:?}");
        let mut each = place.clone();
        each.sort_unstable();
        assert_eq!(each, (0..12).collect::<Vec<_>>());
        assert_eq!(place, places(12, &lines));
        assert_eq!(places(0, &[]), Vec::<usize>::new());
        assert_eq!(places(1, &[(0, 0, 3)]), [0]);
    }
}
