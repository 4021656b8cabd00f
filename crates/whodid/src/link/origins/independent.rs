//! How many origins that do not depend on one another stand behind some items.

use std::collections::BTreeMap;

use super::{Item, Origins, outlets};

/// How many independent origins stand behind some items, and which items each is behind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Independence {
    /// Independent origins, by the day and id of their first items: their number is what an event may be said to rest on.
    pub sources: Vec<Source>,
}

/// One independent origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Ids of the items behind which it stands, in order of their days.
    pub items: Vec<String>,
    /// Why these are one and not several, in words; empty of a single item.
    pub reasons: Vec<String>,
}

impl Independence {
    /// The number of independent origins.
    pub fn count(&self) -> usize {
        self.sources.len()
    }
}

/// How many independent origins stand behind items that tell of one event. Text of one origin, one wire or first publisher
/// credited, one outlet or one owner make one. An item with several of these, as a text stitched out of two, counts for one
/// that stands behind others, and only else as one more: no more is counted than is shown.
///
/// ```
/// use whodid::link::origins::{Item, Sketch, independent, origins};
/// let item = |id: &str, publisher: &str, text| Item {
///     id: id.into(), publisher: Some(publisher.into()), sketch: Sketch::of(text), ..Item::default()
/// };
/// let items = [
///     item("a", "Die Welt", "Dockers left the quays of Valmar at dawn and swore not to come back."),
///     item("b", "Bild", "No crane moved in Valmar on Friday; the men had gone home to their gardens."),
///     item("c", "Valmar Gazette", "The strike in our port began quietly, a union steward told this newspaper."),
/// ];
/// let found = independent(&items.iter().collect::<Vec<_>>(), &origins(&items));
/// assert_eq!(found.count(), 2);
/// assert_eq!(found.sources[0].reasons, ["Die Welt and Bild: one owner, Axel Springer"]);
/// ```
pub fn independent(items: &[&Item], origins: &Origins) -> Independence {
    let mut order: Vec<&Item> = items.to_vec();
    order.sort_by(|one, other| one.place().cmp(&other.place()));
    order.dedup_by(|one, other| one.id == other.id);
    let mut voices = Voices::default();
    let mut of: Vec<Vec<usize>> = Vec::new();
    for item in &order {
        of.push(voices.of(item, origins));
    }
    // What is behind items with one voice is shown; the others count for one of these, where they can.
    let mut sources: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let roots: Vec<Vec<usize>> = of.iter().map(|all| voices.roots(all)).collect();
    for (at, roots) in roots.iter().enumerate().filter(|(_, roots)| roots.len() == 1) {
        sources.entry(roots[0]).or_default().push(at);
    }
    for (at, roots) in roots.iter().enumerate().filter(|(_, roots)| roots.len() > 1) {
        let root = roots.iter().find(|root| sources.contains_key(root)).unwrap_or(&roots[0]);
        sources.entry(*root).or_default().push(at);
    }
    let mut sources: Vec<(Vec<usize>, usize)> = sources.into_iter().map(|(root, items)| (items, root)).collect();
    sources.iter_mut().for_each(|(items, _)| items.sort_unstable());
    sources.sort();
    let source = |(items, root): (Vec<usize>, usize)| {
        let reasons = if items.len() > 1 { voices.reasons(root) } else { Vec::new() };
        Source { items: items.into_iter().map(|at| order[at].id.clone()).collect(), reasons }
    };
    Independence { sources: sources.into_iter().map(source).collect() }
}

/// Texts, outlets and owners that speak through items, and which of them are one.
#[derive(Default)]
struct Voices {
    number: BTreeMap<Voice, usize>,
    above: Vec<usize>,
    /// Why voices became one: one of them, and the reason.
    why: Vec<(usize, String)>,
    /// The first item heard of a voice.
    heard: BTreeMap<usize, String>,
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Voice {
    /// An origin by its text.
    Text(usize),
    /// An outlet, by its compared name.
    Outlet(String),
    /// An owner.
    Owner(&'static str),
}

impl Voices {
    fn add(&mut self, voice: Voice) -> usize {
        let next = self.above.len();
        let number = *self.number.entry(voice).or_insert(next);
        if number == next {
            self.above.push(next);
        }
        number
    }

    fn root(&self, mut at: usize) -> usize {
        while self.above[at] != at {
            at = self.above[at];
        }
        at
    }

    fn roots(&self, all: &[usize]) -> Vec<usize> {
        let mut roots: Vec<usize> = all.iter().map(|&at| self.root(at)).collect();
        roots.sort_unstable();
        roots.dedup();
        roots
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.above[one.max(other)] = one.min(other);
    }

    /// Tells why when `voice` was heard before from another item.
    fn hear(&mut self, voice: usize, item: &str, why: impl FnOnce(&str) -> String) {
        match self.heard.get(&voice) {
            Some(before) if before != item => self.why.push((voice, why(before))),
            Some(_) => {}
            None => {
                self.heard.insert(voice, item.to_owned());
            }
        }
    }

    /// The voices of an item: those credited, else its own outlet and owner; joined to its text when there is one of each.
    fn of(&mut self, item: &Item, origins: &Origins) -> Vec<usize> {
        let mut texts = Vec::new();
        for &origin in origins.of(&item.id) {
            let text = self.add(Voice::Text(origin));
            self.hear(text, &item.id, |before| {
                let reprint = origins.list[origin].reprints.iter().find(|reprint| reprint.id == item.id);
                let reason = reprint.map_or_else(String::new, |reprint| format!(" ({})", reprint.reason));
                format!("{before} and {}: one text{reason}", item.id)
            });
            texts.push(text);
        }
        let mut credited: Vec<(usize, &str)> = Vec::new();
        for name in item.sources() {
            credited.push((self.add(Voice::Outlet(outlets::compared(name))), name));
        }
        credited.sort_unstable();
        credited.dedup_by_key(|(voice, _)| *voice);
        // Who reprints a text does not become its source, nor does the text become one with what that outlet writes itself.
        let wrote = origins.of(&item.id).iter().all(|&origin| origins.list[origin].original == item.id);
        if let (true, true, Some(publisher)) = (credited.is_empty(), wrote, &item.publisher) {
            credited.push((self.add(Voice::Outlet(outlets::compared(publisher))), publisher));
        }
        for &(voice, name) in &credited {
            self.hear(voice, &item.id, |before| format!("{before} and {}: both from {name}", item.id));
            if let Some(owner) = outlets::owner(name, item.date) {
                let owned = self.add(Voice::Owner(owner));
                if self.root(owned) != self.root(voice) {
                    let before = self.heard.get(&owned).cloned();
                    if let Some(before) = before {
                        self.why.push((owned, format!("{before} and {name}: one owner, {owner}")));
                    }
                    self.heard.entry(owned).or_insert_with(|| name.to_owned());
                    self.join(owned, voice);
                }
            }
        }
        let all: Vec<usize> = texts.iter().copied().chain(credited.iter().map(|(voice, _)| *voice)).collect();
        if texts.len() < 2 && credited.len() < 2 {
            for pair in all.windows(2) {
                self.join(pair[0], pair[1]);
            }
            return all;
        }
        // Of several texts or credits nobody can tell which one it has the event from.
        if texts.len() > 1 { texts } else { credited.into_iter().map(|(voice, _)| voice).chain(texts).collect() }
    }

    /// Why what hangs together under `root` is one.
    fn reasons(&self, root: usize) -> Vec<String> {
        self.why.iter().filter(|(voice, _)| self.root(*voice) == root).map(|(_, reason)| reason.clone()).collect()
    }
}
