//! Which items are of one origin, which is the original, and which were stitched together.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::candidates::{Edge, Found, Sets, compare};
use super::kinship::shared;
use super::{Item, Kin, Kinship, kinship, outlets};

/// One text that has this share of an item explains it alone.
const WHOLE: f32 = 0.85;
/// Two texts with this share of each other are one story's, whatever else each has.
const MOST: f32 = 0.6;
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
/// An item that opens as another does, with this share from there and the rest its own, has a foot in the other origin too.
const PARTLY: f32 = 0.45;

/// What documents go back to one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The id of the item that was first: by the credit of the others to its outlet, else by its day, then by its id.
    pub original: String,
    /// The outlet that items of this origin credit with it, most often named first; [`None`] when none does.
    pub credited: Option<String>,
    /// All other items, in order of their days.
    pub reprints: Vec<Reprint>,
}

/// An item that goes back to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reprint {
    /// The item's id.
    pub id: String,
    /// A reprint, or a text with only a piece from this origin.
    pub kin: Kin,
    /// What it shares with the original, in words.
    pub reason: String,
}

/// Origins of items. The same for every order of the input.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origins {
    /// Every origin, by the day and id of its first item.
    pub list: Vec<Origin>,
    of: HashMap<String, Vec<usize>>,
}

impl Origins {
    /// Where in [`Origins::list`] the origins of an item stand: one, or several of a text that was stitched together; none of
    /// an item that is not known.
    pub fn of(&self, id: &str) -> &[usize] {
        self.of.get(id).map_or(&[], Vec::as_slice)
    }

    /// True when two items have an origin in common.
    pub fn together(&self, one: &str, other: &str) -> bool {
        let others = self.of(other);
        self.of(one).iter().any(|origin| others.contains(origin))
    }
}

/// The origins of items: who reprints whom.
///
/// Items are compared only where they share a key or an address, so that the work grows with their number. A text that comes
/// from two others which are not kin belongs to the origins of both, and does not make them one.
pub fn origins(items: &[Item]) -> Origins {
    let mut order: Vec<&Item> = items.iter().collect();
    order.sort_by(|one, other| one.place().cmp(&other.place()));
    let Found { edges, mut texts } = compare(&order);
    let kin = Neighbours::of(&edges, &mut texts, order.len());
    let notices: HashSet<u32> = notices(&kin, &mut texts);
    let stitched = stitched(&order, &kin, &notices, &mut texts);
    let mut origins = texts.clone();
    let apart: HashSet<u32> = stitched.keys().chain(&notices).copied().collect();
    join_whole(&edges, &apart, &mut texts, &mut origins);
    join_cut(&order, &kin, &apart, &mut texts, &mut origins);
    let mut members: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    for at in 0..order.len() as u32 {
        for origin in belongs(at, &mut texts, &mut origins, &stitched) {
            members.entry(origin).or_default().insert(at);
        }
    }
    for edge in edges.iter().filter(|edge| edge.kinship.opens_both() && edge.kinship.other >= PARTLY) {
        let plain = |at: u32, texts: &mut Sets| !stitched.contains_key(&texts.root(at));
        if plain(edge.one, &mut texts) && plain(edge.other, &mut texts) {
            members.entry(origins.root(edge.one)).or_default().insert(edge.other);
        }
    }
    told(&order, &kin, &mut texts, &members)
}

/// Texts, by their first items, that are little but a notice, a quotation or the like: of the much longer texts that they stand
/// in, none or hardly any opens with them. A report that was cut is found where those who reprint it begin.
fn notices(kin: &Neighbours<'_>, texts: &mut Sets) -> HashSet<u32> {
    let mut notices = HashSet::new();
    for at in 0..kin.starts.len().saturating_sub(1) as u32 {
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

/// Joins texts of which each is most of the other.
fn join_whole(edges: &[Edge], apart: &HashSet<u32>, texts: &mut Sets, origins: &mut Sets) {
    for edge in edges.iter().filter(|edge| edge.kinship.kin == Kin::Reprint) {
        let (one, other) = (texts.root(edge.one), texts.root(edge.other));
        let most = edge.kinship.one.min(edge.kinship.other) >= MOST;
        if most && !apart.contains(&one) && !apart.contains(&other) {
            origins.join(one, other);
        }
    }
}

/// Joins short texts to the long ones that they are in. One that stands in unrelated texts, as a notice to readers that was
/// taken for a report, makes those no kin of each other: it goes to the text of which it is the largest part, and its kin.
fn join_cut(order: &[&Item], kin: &Neighbours<'_>, apart: &HashSet<u32>, texts: &mut Sets, origins: &mut Sets) {
    let sketch = |at: u32| &order[at as usize].sketch;
    for at in 0..order.len() as u32 {
        if apart.contains(&at) {
            continue;
        }
        let mut longer: Vec<(u32, f32)> = kin
            .at(at)
            .filter(|near| near.kinship.kin == Kin::Reprint && near.share >= near.of_other)
            .map(|near| (near.other, near.of_other))
            .filter(|(other, _)| !apart.contains(&texts.root(*other)))
            .collect();
        longer.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        let Some(&(nearest, _)) = longer.first() else { continue };
        for &(other, _) in &longer {
            let known = origins.root(other) == origins.root(nearest);
            if known || other == nearest || kinship(sketch(nearest), sketch(other)).kin != Kin::None {
                origins.join(at, other);
            }
        }
    }
}

/// The roots of the origins that an item belongs to.
fn belongs(at: u32, texts: &mut Sets, origins: &mut Sets, stitched: &HashMap<u32, Vec<u32>>) -> BTreeSet<u32> {
    let text = texts.root(at);
    let sources = stitched.get(&text).map_or(std::slice::from_ref(&text), Vec::as_slice);
    sources.iter().map(|&source| origins.root(texts.root(source))).collect()
}

/// The edges of every text.
struct Neighbours<'e> {
    edges: &'e [Edge],
    /// A text by its first item, an edge of one of its items, and whether that is the edge's first end; in order.
    ends: Vec<(u32, u32, bool)>,
    /// Where each item's ends begin.
    starts: Vec<u32>,
}

impl<'e> Neighbours<'e> {
    fn of(edges: &'e [Edge], texts: &mut Sets, items: usize) -> Self {
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

    /// The neighbours of the text whose first item this is.
    fn at(&self, text: u32) -> impl Iterator<Item = Neighbour<'e>> {
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
struct Neighbour<'e> {
    /// The item.
    other: u32,
    /// Share of the text at hand that it has.
    share: f32,
    /// Share of its own text that is in the one at hand.
    of_other: f32,
    /// Whether it opens with that or has it throughout.
    opens: bool,
    kinship: &'e Kinship,
}

/// The texts that were put together from others, by their first items, and the texts that each comes from.
///
/// A source is not later than what was made of it. Within a day the longer text is looked at first, since what was made of a
/// stitched text is not longer.
fn stitched(order: &[&Item], kin: &Neighbours<'_>, notices: &HashSet<u32>, texts: &mut Sets) -> HashMap<u32, Vec<u32>> {
    let mut firsts: Vec<u32> = (0..order.len() as u32).filter(|&at| texts.root(at) == at).collect();
    firsts.sort_by_key(|&at| {
        let item = order[at as usize];
        (item.date.is_none(), item.date, std::cmp::Reverse(item.sketch.shingles()), at)
    });
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
        let own = |other: u32, texts: &mut Sets| is_its_own(order, kin, at, (other, texts.root(other)));
        if let Some(sources) = sources(order, at, near, |other| own(other, texts)) {
            stitched.insert(at, sources);
        }
    }
    stitched
}

/// Whether `source` has what it shares with an item from where its own text comes from: a paragraph that two outlets add to
/// unrelated reports does not stand in what those reprint.
fn is_its_own(order: &[&Item], kin: &Neighbours<'_>, at: u32, (source, text): (u32, u32)) -> bool {
    let shared = |other: u32| shared(&order[at as usize].sketch, &order[other as usize].sketch).places.len();
    let here = shared(source) as f32;
    let whole = |other: u32| order[other as usize].sketch.shingles() * 2 >= order[source as usize].sketch.shingles();
    let mut earlier: Vec<u32> = kin
        .at(text)
        .filter(|near| near.kinship.kin == Kin::Reprint && near.other != at && whole(near.other))
        .map(|near| near.other)
        .filter(|&other| other < source || order[other as usize].date == order[source as usize].date)
        .collect();
    earlier.extend(Some(text).filter(|&first| first != source));
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
fn places(one: &super::Sketch, other: &super::Sketch) -> (BTreeSet<usize>, usize) {
    let found = shared(one, other);
    (found.places.into_iter().collect(), found.one)
}

/// The origins in words, in order.
fn told(order: &[&Item], kin: &Neighbours<'_>, texts: &mut Sets, members: &BTreeMap<u32, BTreeSet<u32>>) -> Origins {
    let mut origins = Origins::default();
    for items in members.values() {
        let (original, credited) = original(order, items);
        let first = order[original as usize];
        let reprints = items.iter().filter(|&&at| at != original).map(|&at| {
            let item = order[at as usize];
            let direct = kinship(&first.sketch, &item.sketch);
            let mut chained = || {
                let near = kin.at(texts.root(at)).find(|near| items.contains(&near.other))?;
                let other = order[near.other as usize];
                let kinship = kinship(&other.sketch, &item.sketch);
                Some((near.kinship.kin, format!("by way of {}: {}", other.id, kinship.reason())))
            };
            let (kin, reason) = match direct.kin {
                Kin::None => chained().unwrap_or((Kin::Piece, direct.reason())),
                kin => (kin, direct.reason()),
            };
            Reprint { id: item.id.clone(), kin, reason }
        });
        let reprints: Vec<Reprint> = reprints.collect();
        let number = origins.list.len();
        for &at in items {
            origins.of.entry(order[at as usize].id.clone()).or_default().push(number);
        }
        origins.list.push(Origin { original: first.id.clone(), credited, reprints });
    }
    origins
}

/// The first of an origin's items, and the outlet that they credit most.
fn original(order: &[&Item], items: &BTreeSet<u32>) -> (u32, Option<String>) {
    let mut credits: BTreeMap<String, (usize, &str)> = BTreeMap::new();
    for &at in items {
        let names: BTreeMap<String, &str> =
            order[at as usize].sources().map(|name| (outlets::compared(name), name)).collect();
        for (compared, name) in names {
            credits.entry(compared).or_insert((0, name)).0 += 1;
        }
    }
    let mut by_count: Vec<(usize, &str)> = credits.into_values().collect();
    by_count.sort_by_key(|(count, name)| (std::cmp::Reverse(*count), *name));
    let earliest = items.first().copied().unwrap_or_default();
    let published = |outlet: &str| {
        let by = |at: &&u32| order[**at as usize].publisher.as_deref().is_some_and(|name| outlets::same(name, outlet));
        items.iter().find(by).copied()
    };
    let original = by_count.iter().find_map(|(_, outlet)| published(outlet)).unwrap_or(earliest);
    (original, by_count.first().map(|(_, outlet)| (*outlet).to_owned()))
}
