//! Which items are of one origin, which is the original, and which were stitched together.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::candidates::{Edge, Found, Sets, compare};
use super::neighbours::Neighbours;
use super::stitched::{notices, stitched};
use super::{Item, Kin, kinship, outlets};

/// Two texts with this share of each other are one story's, whatever else each has.
pub(super) const MOST: f32 = 0.6;
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
