//! Texts that were stitched together out of others, and texts that are no report.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::candidates::Sets;
use super::groups::MOST;
use super::kinship::shared;
use super::neighbours::{Neighbour, Neighbours};
use super::{Item, Kin, Sketch, kinship};

/// One text that has this share of an item explains it alone.
const WHOLE: f32 = 0.85;
/// A source of a stitched text gives at least this share of it that no other source gives, or when it stands there whole …
const GIVES: f32 = 0.15;
/// … this many shingles …
const GIVES_WHOLE: usize = 16;
/// … of which others have no more than this share.
const OVERLAP: f32 = 0.25;
/// A stitched text comes from its sources but for a rest. With more of its own it is an origin too.
const STITCHED: f32 = 0.6;
/// A notice stands in at least so many texts …
const STRANGERS: usize = 3;
/// … and opens fewer than one in so many.
const OPENED: usize = 5;
/// Of the texts that share most with an item so many are looked at for its sources.
const NEAREST: usize = 24;
/// Of the texts that a source may reprint so many are looked at, the earliest first.
const LOOKED_AT: usize = 8;

/// Texts, by their first items, that are little but a notice, a quotation or the like: of the much longer texts that they stand
/// in, none or hardly any opens with them. A report that was cut is found where those who reprint it begin.
pub(super) fn notices(kin: &Neighbours<'_>, texts: &mut Sets) -> HashSet<u32> {
    let mut notices = HashSet::new();
    for at in 0..kin.items() {
        let longer = |near: &Neighbour<'_>| {
            near.kinship.kin == Kin::Reprint && near.share >= near.of_other && near.of_other < MOST
        };
        let mut texts_opened: BTreeMap<u32, bool> = BTreeMap::new();
        for near in kin.at(at).filter(longer) {
            *texts_opened.entry(texts.root(near.other)).or_default() |= near.opens;
        }
        let opened = texts_opened.values().filter(|opens| **opens).count();
        if texts_opened.len() >= STRANGERS && opened * OPENED < texts_opened.len() {
            notices.insert(at);
        }
    }
    notices
}

/// The texts that were put together from others, by their first items, and the texts that each comes from.
///
/// A source is not later than what was made of it. Within a day the longer text is looked at first, since what was made of a
/// stitched text is not longer.
pub(super) fn stitched(
    order: &[&Item],
    kin: &Neighbours<'_>,
    notices: &HashSet<u32>,
    texts: &mut Sets,
) -> HashMap<u32, Vec<u32>> {
    let roots: Vec<u32> = (0..order.len() as u32).map(|at| texts.root(at)).collect();
    let mut members: Vec<(u32, u32)> = roots.iter().copied().zip(0..).collect();
    members.sort_unstable();
    let mut search = Search { order, kin, roots, members, stitched: HashMap::new() };
    let mut firsts: Vec<u32> = (0..order.len() as u32).filter(|&at| search.roots[at as usize] == at).collect();
    firsts.retain(|first| !notices.contains(first));
    firsts.sort_by_key(|&at| {
        let item = order[at as usize];
        (item.date.is_none(), item.date, std::cmp::Reverse(item.sketch.shingles()), at)
    });
    // A second time for those that looked like a reprint of what was itself put together.
    for again in [false, true] {
        for &at in &firsts {
            let of_stitched = || kin.at(at).any(|near| search.stitched.contains_key(&search.root(near.other)));
            if search.stitched.contains_key(&at) || again && !of_stitched() {
                continue;
            }
            if let Some(sources) = search.sources(at, notices) {
                search.stitched.insert(at, sources);
            }
        }
    }
    search.stitched
}

struct Search<'a> {
    order: &'a [&'a Item],
    kin: &'a Neighbours<'a>,
    /// The first item of each item's text.
    roots: Vec<u32>,
    /// Texts by their first items, and the items of each, in order.
    members: Vec<(u32, u32)>,
    /// What was found so far.
    stitched: HashMap<u32, Vec<u32>>,
}

impl Search<'_> {
    fn sketch(&self, at: u32) -> &Sketch {
        &self.order[at as usize].sketch
    }

    fn root(&self, at: u32) -> u32 {
        self.roots[at as usize]
    }

    /// The unrelated texts that an item was put together from, itself among them when much is its own.
    fn sources(&self, at: u32, notices: &HashSet<u32>) -> Option<Vec<u32>> {
        let mut near = self.near(at, notices).into_iter();
        let first = near.find(|&other| self.is_its_own(at, other))?;
        let whole = |source: u32| kinship(self.sketch(source), self.sketch(at)).one >= WHOLE;
        let mut sources = vec![first];
        let mut all_whole = whole(first);
        let (mut covered, mut of) = places(self.sketch(at), self.sketch(first));
        for other in near {
            let (here, compared) = places(self.sketch(at), self.sketch(other));
            of = of.min(compared);
            covered.retain(|&place| place < of);
            let new = here.iter().filter(|&&place| place < of && !covered.contains(&place)).count();
            let all = here.iter().filter(|&&place| place < of).count();
            if new < GIVES_WHOLE {
                continue;
            }
            let stands_whole = whole(other);
            let enough = new as f32 >= GIVES * of as f32 || stands_whole;
            let apart = (all - new) as f32 <= OVERLAP * all as f32;
            let stranger = |&source: &u32| !self.are_one_story(at, source, other);
            if enough && apart && sources.iter().all(stranger) && self.is_its_own(at, other) {
                sources.push(other);
                all_whole &= stands_whole;
                covered.extend(here.into_iter().filter(|&place| place < of));
            }
        }
        let explained = covered.len() as f32 >= STITCHED * of as f32;
        if sources.len() < 2 || !explained && !all_whole {
            return None;
        }
        sources.extend((!explained).then_some(at));
        Some(sources)
    }

    /// What an item may have been put together from, the largest part of it first. A text that is all of it is none: it was put
    /// together itself, or is the report that the item reprints.
    fn near(&self, at: u32, notices: &HashSet<u32>) -> Vec<u32> {
        let date = |at: u32| self.order[at as usize].date;
        let not_later = |other: u32| date(other).zip(date(at)).is_none_or(|(there, here)| there <= here);
        let mut near: Vec<(u32, f32)> = self
            .kin
            .at(at)
            .filter(|near| near.share >= GIVES || near.kinship.kin == Kin::Reprint)
            .map(|near| (near.other, near.share))
            .filter(|&(other, share)| {
                let text = self.root(other);
                share < WHOLE && not_later(other) && !self.stitched.contains_key(&text) && !notices.contains(&text)
            })
            .collect();
        near.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        near.truncate(NEAREST);
        near.into_iter().map(|(other, _)| other).collect()
    }

    /// Whether `source` has what it shares with an item from where its own text comes from: a paragraph that two outlets add
    /// to unrelated reports does not stand in what those reprint.
    fn is_its_own(&self, at: u32, source: u32) -> bool {
        let date = |at: u32| self.order[at as usize].date;
        let may_be_first = |other: u32| other < source || date(other) == date(source);
        let shared = |other: u32| shared(self.sketch(at), self.sketch(other)).places.len();
        let here = shared(source) as f32;
        let whole = |other: u32| self.sketch(other).shingles() * 2 >= self.sketch(source).shingles();
        let text = self.root(source);
        let reprinted = self.kin.at(text).filter(|near| near.kinship.kin == Kin::Reprint).map(|near| near.other);
        let mut earlier: Vec<u32> = reprinted.filter(|&other| other != at && whole(other)).collect();
        let start = self.members.partition_point(|member| member.0 < text);
        let of_text = self.members[start..].iter().take_while(|member| member.0 == text).take(LOOKED_AT);
        earlier.extend(of_text.map(|member| member.1).filter(|&other| other != source));
        earlier.retain(|&other| may_be_first(other));
        earlier.sort_unstable();
        earlier.iter().take(LOOKED_AT).all(|&other| shared(other) as f32 >= OVERLAP * here)
    }

    /// Whether two texts that share nothing are parts of one report after all, as its beginning and its end: then most of
    /// those that reprint the one are kin to the other.
    fn are_one_story(&self, at: u32, one: u32, other: u32) -> bool {
        if kinship(self.sketch(one), self.sketch(other)).kin != Kin::None {
            return true;
        }
        let (mut all, mut kin_to_both) = (0, 0);
        for (source, stranger) in [(one, other), (other, one)] {
            let reprints = self
                .kin
                .at(self.root(source))
                .filter(|near| near.kinship.kin == Kin::Reprint && self.root(near.other) != self.root(at))
                .filter(|near| !self.stitched.contains_key(&self.root(near.other)));
            for near in reprints.take(LOOKED_AT) {
                all += 1;
                kin_to_both += usize::from(kinship(self.sketch(near.other), self.sketch(stranger)).kin != Kin::None);
            }
        }
        kin_to_both * 2 > all
    }
}

/// Which of the first text's kept shingles the second has, and how many of them were compared.
fn places(one: &Sketch, other: &Sketch) -> (BTreeSet<usize>, usize) {
    let found = shared(one, other);
    (found.places.into_iter().collect(), found.one)
}
