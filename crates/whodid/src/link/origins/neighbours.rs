//! Which items share text with which, item by item.

use super::Kinship;
use super::candidates::{Edge, Sets};

/// The edges of every text.
pub(super) struct Neighbours<'e> {
    edges: &'e [Edge],
    /// A text by its first item, an edge of one of its items, and whether that is the edge's first end; in order.
    ends: Vec<(u32, u32, bool)>,
    /// Where each item's ends begin.
    starts: Vec<u32>,
}

impl<'e> Neighbours<'e> {
    pub fn of(edges: &'e [Edge], texts: &mut Sets, items: usize) -> Self {
        let mut ends: Vec<(u32, u32, bool)> = Vec::with_capacity(edges.len() * 2);
        for (at, edge) in (0_u32..).zip(edges) {
            let (one, other) = (texts.root(edge.one), texts.root(edge.other));
            if one != other {
                ends.extend([(one, at, true), (other, at, false)]);
            }
        }
        ends.sort_unstable();
        let starts = (0..=items as u32).map(|item| ends.partition_point(|end| end.0 < item) as u32).collect();
        Neighbours { edges, ends, starts }
    }

    /// The number of items.
    pub fn items(&self) -> u32 {
        self.starts.len().saturating_sub(1) as u32
    }

    /// The neighbours of the text whose first item this is.
    pub fn at(&self, text: u32) -> impl Iterator<Item = Neighbour<'e>> {
        let range = self.starts[text as usize] as usize..self.starts[text as usize + 1] as usize;
        self.ends[range].iter().map(move |&(_, at, first)| {
            let edge = &self.edges[at as usize];
            let kinship = &edge.kinship;
            let (other, share, of_other, opens) = if first {
                (edge.other, kinship.one, kinship.other, kinship.opens.1)
            } else {
                (edge.one, kinship.other, kinship.one, kinship.opens.0)
            };
            Neighbour { other, share, of_other, opens, kinship }
        })
    }
}

/// An item that shares text with another.
pub(super) struct Neighbour<'e> {
    /// The item.
    pub other: u32,
    /// Share of the text at hand that it has.
    pub share: f32,
    /// Share of its own text that is in the one at hand.
    pub of_other: f32,
    /// Whether it opens with that or has it throughout.
    pub opens: bool,
    /// What the two share.
    pub kinship: &'e Kinship,
}
