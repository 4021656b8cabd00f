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
    let mut firsts: Vec<u32> = (0..order.len() as u32).filter(|&at| texts.root(at) == at).collect();
    firsts.sort_by_key(|&at| {
        let item = order[at as usize];
        (item.date.is_none(), item.date, std::cmp::Reverse(item.sketch.shingles()), at)
    });
    let mut of_texts: Vec<(u32, u32)> = (0..order.len() as u32).map(|at| (texts.root(at), at)).collect();
    of_texts.sort_unstable();
    let mut stitched: HashMap<u32, Vec<u32>> = HashMap::new();
    for at in firsts.into_iter().filter(|at| !notices.contains(at)) {
        let item = order[at as usize];
        let not_later = |other: u32| match (order[other as usize].date, item.date) {
            (Some(there), Some(here)) => there <= here,
            _ => true,
        };
        let mut near: Vec<(u32, f32)> = kin
            .at(at)
            .filter(|near| near.share >= GIVES || near.kinship.kin == Kin::Reprint)
            .map(|near| (near.other, near.share))
            .filter(|(other, _)| {
                let text = texts.root(*other);
                not_later(*other) && !stitched.contains_key(&text) && !notices.contains(&text)
            })
            .collect();
        near.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        let own = |other: u32, texts: &mut Sets| {
            let text = texts.root(other);
            let start = of_texts.partition_point(|member| member.0 < text);
            let end = of_texts.partition_point(|member| member.0 <= text).min(start + LOOKED_AT);
            let members: Vec<u32> = of_texts[start..end].iter().map(|(_, member)| *member).collect();
            is_its_own(order, kin, at, (other, text), &members)
        };
        if let Some(sources) = sources(order, at, near, |other| own(other, texts)) {
            stitched.insert(at, sources);
        }
    }
    stitched
}

/// Whether `source` has what it shares with an item from where its own text comes from: a paragraph that two outlets add to
/// unrelated reports does not stand in what those reprint.
fn is_its_own(order: &[&Item], kin: &Neighbours<'_>, at: u32, (source, text): (u32, u32), of_one_text: &[u32]) -> bool {
    let may_be_first = |other: u32| other < source || order[other as usize].date == order[source as usize].date;
    let shared = |other: u32| shared(&order[at as usize].sketch, &order[other as usize].sketch).places.len();
    let here = shared(source) as f32;
    let whole = |other: u32| order[other as usize].sketch.shingles() * 2 >= order[source as usize].sketch.shingles();
    let mut earlier: Vec<u32> = kin
        .at(text)
        .filter(|near| near.kinship.kin == Kin::Reprint && near.other != at && whole(near.other))
        .map(|near| near.other)
        .filter(|&other| may_be_first(other))
        .collect();
    earlier.extend(of_one_text.iter().filter(|&&other| other != source && may_be_first(other)));
    earlier.sort_unstable();
    earlier.iter().take(LOOKED_AT).all(|&other| shared(other) as f32 >= OVERLAP * here)
}

/// The unrelated texts that an item was put together from, itself among them when much is its own; none when one alone
/// explains it.
fn sources(order: &[&Item], at: u32, near: Vec<(u32, f32)>, mut is_own: impl FnMut(u32) -> bool) -> Option<Vec<u32>> {
    if near.len() < 2 || near.first().is_some_and(|(_, share)| *share >= WHOLE) {
        return None;
    }
    let mut near = near.into_iter().take(NEAREST).map(|(other, _)| other);
    let first = near.find(|&other| is_own(other))?;
    let sketch = |at: u32| &order[at as usize].sketch;
    let whole = |source: u32| kinship(sketch(source), sketch(at)).one >= WHOLE;
    let mut sources = vec![first];
    let mut all_whole = whole(first);
    let (mut covered, mut of) = places(sketch(at), sketch(first));
    for other in near {
        let (here, compared) = places(sketch(at), sketch(other));
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
        let stranger = |&source: &u32| kinship(sketch(source), sketch(other)).kin == Kin::None;
        if enough && apart && sources.iter().all(stranger) && is_own(other) {
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

/// Which of the first text's kept shingles the second has, and how many of them were compared.
fn places(one: &super::Sketch, other: &Sketch) -> (BTreeSet<usize>, usize) {
    let found = shared(one, other);
    (found.places.into_iter().collect(), found.one)
}
