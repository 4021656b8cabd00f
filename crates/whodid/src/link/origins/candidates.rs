//! Pairs of items that are looked at, and what they share: near linear in the number of items.

use super::kinship::unordered;
use super::{Item, Kin, Kinship, words};

/// In a bucket of more items than this, each is compared with a few only.
const ALL_PAIRS: usize = 12;
/// The earliest of a large bucket, with whom each is compared: the original is mostly among them.
const EARLIEST: usize = 8;
/// The longest of a large bucket: what is cut is contained in them.
const LONGEST: usize = 4;
/// Neighbours by day with whom each of a large bucket is compared.
const NEIGHBOURS: usize = 4;
/// An item is compared with so many of one text: the one that shares most keys is not always the plainest.
const OF_EACH_TEXT: usize = 3;
/// Texts with this share alike on both sides are one text, and what is kin to one is kin to the other.
const ONE_TEXT: f32 = 0.8;
/// Where an item credits the other's outlet, or both are from one address, less of the text is enough.
const CREDITED: f32 = 0.25;

/// Two items that share text; `one` stands before `other`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    pub one: u32,
    pub other: u32,
    pub kinship: Kinship,
}

impl Edge {
    /// True when the two are one text but for small edits.
    fn is_one_text(&self) -> bool {
        self.kinship.kin == Kin::Reprint && self.kinship.one.min(self.kinship.other) >= ONE_TEXT
    }
}

/// Sets that grow together. The root of a set is its first member.
#[derive(Clone, Debug)]
pub(super) struct Sets(Vec<u32>);

impl Sets {
    pub fn new(count: usize) -> Self {
        Sets((0..count as u32).collect())
    }

    pub fn root(&mut self, mut at: u32) -> u32 {
        while self.0[at as usize] != at {
            let above = self.0[self.0[at as usize] as usize];
            self.0[at as usize] = above;
            at = above;
        }
        at
    }

    pub fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.root(one), self.root(other));
        self.0[one.max(other) as usize] = one.min(other);
    }
}

/// What was found of items that share text.
pub(super) struct Found {
    /// Pairs that share text.
    pub edges: Vec<Edge>,
    /// Items of one text but for small edits.
    pub texts: Sets,
}

/// Compares items that share a key or an address; `items` are in order of their days.
///
/// An item is compared with earlier ones only, and with a few of each text: what is kin to these is kin to the others.
pub(super) fn compare(items: &[&Item]) -> Found {
    let mut found = Found { edges: Vec::new(), texts: Sets::new(items.len()) };
    let index = Index::of(items);
    let mut near: Vec<u32> = Vec::new();
    let mut seen: Vec<u32> = Vec::new();
    for at in 0..items.len() as u32 {
        index.near(at, &mut near);
        seen.clear();
        for &other in &near {
            let text = found.texts.root(other);
            let compared = seen.iter().filter(|&&before| before == text).count();
            if compared >= OF_EACH_TEXT || text == found.texts.root(at) {
                continue;
            }
            seen.push(text);
            let kinship = related(items[other as usize], items[at as usize]);
            if kinship.kin == Kin::None {
                continue;
            }
            let edge = Edge { one: other, other: at, kinship };
            if edge.is_one_text() {
                found.texts.join(other, at);
            }
            found.edges.push(edge);
        }
    }
    found
}

/// Which items share keys and addresses.
struct Index {
    buckets: Vec<Bucket>,
    /// The items of the buckets, one bucket after the other, in order within each.
    members: Vec<u32>,
    /// Items, in order, with a bucket that each is in.
    of: Vec<(u32, u32)>,
    /// Where the rows of each item begin in `of`.
    starts: Vec<u32>,
}

/// Items that share a key.
struct Bucket {
    start: u32,
    count: u32,
    longest: [u32; LONGEST],
}

impl Index {
    fn of(items: &[&Item]) -> Self {
        let mut keyed: Vec<(u64, u32)> = Vec::with_capacity(items.iter().map(|item| item.sketch.keys.len() + 1).sum());
        for (at, item) in (0_u32..).zip(items) {
            keyed.extend(item.sketch.keys.iter().map(|key| (*key, at)));
            keyed.extend(item.address().map(|address| (words::letters(address), at)));
        }
        keyed.sort_unstable();
        keyed.dedup();
        let mut index = Index { buckets: Vec::new(), members: Vec::new(), of: Vec::new(), starts: Vec::new() };
        for group in keyed.chunk_by(|one, other| one.0 == other.0).filter(|group| group.len() > 1) {
            let mut longest = [group[0].1; LONGEST];
            if group.len() > ALL_PAIRS {
                let mut by_length: Vec<u32> = group.iter().map(|(_, at)| *at).collect();
                by_length.sort_by_key(|&at| (std::cmp::Reverse(items[at as usize].sketch.shingles()), at));
                longest.copy_from_slice(&by_length[..LONGEST]);
            }
            let number = index.buckets.len() as u32;
            index.buckets.push(Bucket { start: index.members.len() as u32, count: group.len() as u32, longest });
            index.members.extend(group.iter().map(|(_, at)| *at));
            index.of.extend(group.iter().map(|(_, at)| (*at, number)));
        }
        index.of.sort_unstable();
        index.starts = (0..=items.len() as u32).map(|at| index.of.partition_point(|row| row.0 < at) as u32).collect();
        index
    }

    /// The earlier items that one is to be compared with, those that share most keys first.
    fn near(&self, at: u32, near: &mut Vec<u32>) {
        near.clear();
        let rows = self.starts[at as usize] as usize..self.starts[at as usize + 1] as usize;
        for (_, bucket) in &self.of[rows] {
            let bucket = &self.buckets[*bucket as usize];
            let members = &self.members[bucket.start as usize..(bucket.start + bucket.count) as usize];
            let earlier = &members[..members.partition_point(|&member| member < at)];
            if members.len() <= ALL_PAIRS {
                near.extend(earlier);
            } else {
                let hubs = EARLIEST.min(earlier.len());
                near.extend(&earlier[..hubs]);
                near.extend(&earlier[earlier.len().saturating_sub(NEIGHBOURS).max(hubs)..]);
                near.extend(bucket.longest.iter().filter(|&&other| other < at));
            }
        }
        near.sort_unstable();
        let mut counted: Vec<(u32, u32)> =
            near.chunk_by(|one, other| one == other).map(|same| (same.len() as u32, same[0])).collect();
        counted.sort_unstable_by_key(|&(count, other)| (std::cmp::Reverse(count), other));
        near.clear();
        near.extend(counted.into_iter().map(|(_, other)| other));
    }
}

/// What two items share, their credits and addresses considered.
fn related(one: &Item, other: &Item) -> Kinship {
    let found = unordered(&one.sketch, &other.sketch);
    let shorter = found.one.max(found.other);
    if found.kin == Kin::Reprint || shorter < CREDITED || found.is_frame() {
        return found;
    }
    let credited = |item: &Item, by: &Item| item.publisher.as_deref().is_some_and(|outlet| by.credits(outlet));
    let same_address = one.address().is_some() && one.address() == other.address();
    if same_address || credited(one, other) || credited(other, one) { found.credited(same_address) } else { found }
}
