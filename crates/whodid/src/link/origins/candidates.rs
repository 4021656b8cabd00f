//! Pairs of items that are looked at, and what they share: near linear in the number of items.

use std::collections::HashSet;

use super::{Item, Kin, Kinship, kinship, words};

/// In a bucket of more items than this, each is compared with a few only.
const ALL_PAIRS: usize = 12;
/// The earliest of a large bucket, with whom each is compared: the original is mostly among them.
const EARLIEST: usize = 8;
/// The longest of a large bucket: what is cut is contained in them.
const LONGEST: usize = 4;
/// Neighbours by day with whom each of a large bucket is compared.
const NEIGHBOURS: usize = 4;
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
pub(super) fn compare(items: &[&Item]) -> Found {
    let mut found = Found { edges: Vec::new(), texts: Sets::new(items.len()) };
    let mut seen: HashSet<(u32, u32)> = HashSet::new();
    let keyed = keyed(items);
    for bucket in buckets(&keyed) {
        let bucket: Vec<u32> = bucket.iter().map(|(_, at)| *at).collect();
        for (one, other) in pairs(&bucket, items) {
            let known = found.texts.root(one) == found.texts.root(other);
            if known || !seen.insert((one, other)) {
                continue;
            }
            let kinship = related(items[one as usize], items[other as usize]);
            if kinship.kin == Kin::None {
                continue;
            }
            let edge = Edge { one, other, kinship };
            if edge.is_one_text() {
                found.texts.join(one, other);
            }
            found.edges.push(edge);
        }
    }
    found.edges.sort_unstable_by_key(|edge| (edge.one, edge.other));
    found
}

/// Keys and addresses, each with an item that has it, so that those who share one stand together.
fn keyed(items: &[&Item]) -> Vec<(u64, u32)> {
    let mut keyed: Vec<(u64, u32)> = Vec::new();
    for (at, item) in (0_u32..).zip(items) {
        keyed.extend(item.sketch.keys.iter().map(|key| (*key, at)));
        keyed.extend(item.address().map(|address| (words::letters(address), at)));
    }
    keyed.sort_unstable();
    keyed.dedup();
    keyed
}

/// The groups of two and more that share a key or an address, the smallest first, since a rare key says most.
fn buckets(keyed: &[(u64, u32)]) -> Vec<&[(u64, u32)]> {
    let mut buckets: Vec<_> = keyed.chunk_by(|one, other| one.0 == other.0).filter(|group| group.len() > 1).collect();
    buckets.sort_by_key(|group| group.len());
    buckets
}

/// The pairs of a bucket to look at; the first of a pair stands before the second.
fn pairs(bucket: &[u32], items: &[&Item]) -> Vec<(u32, u32)> {
    if bucket.len() <= ALL_PAIRS {
        let pair = |at: usize| bucket[..at].iter().map(move |&earlier| (earlier, bucket[at]));
        return (1..bucket.len()).flat_map(pair).collect();
    }
    let mut longest: Vec<u32> = bucket.to_vec();
    longest.sort_by_key(|&at| (std::cmp::Reverse(items[at as usize].sketch.shingles()), at));
    longest.truncate(LONGEST);
    let mut pairs = Vec::with_capacity(bucket.len() * (EARLIEST + LONGEST + NEIGHBOURS));
    for (place, &at) in bucket.iter().enumerate() {
        let near = bucket[place.saturating_sub(NEIGHBOURS)..place].iter();
        let hubs = bucket[..EARLIEST].iter().chain(&longest);
        pairs.extend(hubs.chain(near).filter(|&&other| other != at).map(|&other| (at.min(other), at.max(other))));
    }
    pairs
}

/// What two items share, their credits and addresses considered.
fn related(one: &Item, other: &Item) -> Kinship {
    let found = kinship(&one.sketch, &other.sketch);
    let shorter = found.one.max(found.other);
    if found.kin == Kin::Reprint || shorter < CREDITED || found.is_frame() {
        return found;
    }
    let credited = |item: &Item, by: &Item| item.publisher.as_deref().is_some_and(|outlet| by.credits(outlet));
    let same_address = one.address().is_some() && one.address() == other.address();
    if same_address || credited(one, other) || credited(other, one) { found.credited(same_address) } else { found }
}
