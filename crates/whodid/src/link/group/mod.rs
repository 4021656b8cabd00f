//! Reports into groups that tell of one happening.
//!
//! Reports meet by their [`keys()`], are weighed in pairs, and those that are tied to one another are cut into groups.

mod cluster;
mod days;
mod evidence;
mod keys;
mod meet;
mod parties;
mod weigh;
mod words;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::Ruling;
use crate::Report;
use cluster::{Edge, RULED, cluster};
use meet::Meeting;
pub(super) use parties::Kinship;
use parties::Parties;
use weigh::{Ready, weigh};
pub(super) use words::{Words, hash, split};

/// Reports that tell of one happening.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Their indices, in order of publication, then of id.
    pub members: Vec<usize>,
    /// For each member what ties it to the group; none for the first.
    pub ties: Vec<Option<Tie>>,
    /// The block: reports that are tied to one another by any chain, named by the id of the first of them. Blocks are cut into groups
    /// apart from one another, so a block linked alone gives the same groups.
    pub block: Arc<str>,
}

/// What ties a report to another of its group.
#[derive(Clone, Debug, PartialEq)]
pub struct Tie {
    /// Index of the other.
    pub with: usize,
    /// How likely the two are the same happening, 0 to 1.
    pub score: f32,
    /// What speaks for it, and, after "but", against it.
    pub because: Vec<String>,
}

/// The keys of a report, sorted: two reports can only be tied when they share one.
pub fn keys(report: &Report) -> Vec<u64> {
    let mut parties = Parties::default();
    let ready = Ready::of(report, &mut parties);
    keys::keys(&ready, &parties)
}

/// Reports into groups; their order does not matter, and the groups come in order of their first members.
pub fn group(reports: &[Report], rulings: &[Ruling]) -> Vec<Group> {
    let mut order: Vec<usize> = (0..reports.len()).collect();
    order.sort_by(|a, b| rank(&reports[*a]).cmp(&rank(&reports[*b])));
    let mut parties = Parties::default();
    let ready: Vec<Ready<'_>> = order.iter().map(|at| Ready::of(&reports[*at], &mut parties)).collect();
    let ruled = Ruled::of(&ready, rulings);
    let edges = ties(&ready, &parties, &ruled);
    let mut out = Vec::new();
    for block in blocks(ready.len(), edges) {
        let name = &ready[block.members[0]].report.id;
        let pair = |a: usize, b: usize| {
            let (a, b) = (block.members[a], block.members[b]);
            ruled
                .of_pair(a, b)
                .unwrap_or_else(|| weigh(&ready[a], &ready[b], &parties, false).map(|weighed| weighed.odds))
        };
        for members in cluster(block.members.len(), block.edges, pair) {
            let members: Vec<usize> = members.into_iter().map(|at| block.members[at]).collect();
            let ties = why(&members, &ready, &parties, &ruled);
            let ties = ties.into_iter().map(|tie| tie.map(|tie| Tie { with: order[tie.with], ..tie })).collect();
            out.push(Group { members: members.iter().map(|at| order[*at]).collect(), ties, block: name.clone() });
        }
    }
    out
}

/// The order in which reports are told of: by publication, then by document and place in it.
fn rank(report: &Report) -> (Option<jiff::civil::Date>, &str, u32, &str) {
    (report.published.or(report.date), &report.doc, report.sequence, &report.id)
}

/// Every pair that shares a key and is likelier one happening than not.
fn ties(ready: &[Ready<'_>], parties: &Parties, ruled: &Ruled) -> Vec<Edge> {
    let meeting = Meeting::of(ready.iter().map(|one| keys::keys(one, parties)));
    let wide: Vec<bool> = ready.iter().map(|one| is_wide(one.report)).collect();
    let of_stretch = |stretch: std::ops::Range<usize>| {
        let (mut edges, mut near) = (Vec::new(), Vec::new());
        for at in stretch {
            meeting.earlier(at, |other| wide[at] || wide[other], &mut near);
            let tied = |other: &u32| {
                let other = *other as usize;
                let odds = weigh(&ready[other], &ready[at], parties, false)?.odds;
                (odds > 0.0).then_some(Edge { odds, one: other, other: at })
            };
            edges.extend(near.iter().filter_map(tied));
        }
        edges
    };
    let mut edges = in_parallel(ready.len(), of_stretch);
    edges.extend(ruled.together());
    edges
}

/// Work over `0..count` in stretches on every core; what comes out is in the order of the stretches.
fn in_parallel<T: Send>(count: usize, work: impl Fn(std::ops::Range<usize>) -> Vec<T> + Sync) -> Vec<T> {
    /// Fewer are done sooner than a thread is started.
    const STRETCH: usize = 2000;
    if count <= STRETCH {
        return work(0..count);
    }
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let next = std::sync::atomic::AtomicUsize::new(0);
    let mut parts: Vec<(usize, Vec<T>)> = std::thread::scope(|scope| {
        let run = || {
            let mut own = Vec::new();
            loop {
                let from = next.fetch_add(STRETCH, std::sync::atomic::Ordering::Relaxed);
                if from >= count {
                    return own;
                }
                own.push((from, work(from..count.min(from + STRETCH))));
            }
        };
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(run)).collect();
        threads
            .into_iter()
            .flat_map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    });
    parts.sort_by_key(|(from, _)| *from);
    parts.into_iter().flat_map(|(_, part)| part).collect()
}

/// Whether a report knows its day only to within some time.
fn is_wide(report: &Report) -> bool {
    matches!(days::known(report), days::Known::Within(..))
}

struct Block {
    members: Vec<usize>,
    edges: Vec<Edge>,
}

/// What is tied by any chain, with its ties numbered within it.
fn blocks(count: usize, edges: Vec<Edge>) -> Vec<Block> {
    let mut parent: Vec<usize> = (0..count).collect();
    for edge in &edges {
        let (a, b) = (root(&mut parent, edge.one), root(&mut parent, edge.other));
        parent[a.max(b)] = a.min(b);
    }
    let mut blocks: BTreeMap<usize, Block> = BTreeMap::new();
    let mut place = Vec::with_capacity(count);
    for at in 0..count {
        let first = root(&mut parent, at);
        let block = blocks.entry(first).or_insert_with(|| Block { members: Vec::new(), edges: Vec::new() });
        place.push(block.members.len());
        block.members.push(at);
    }
    for edge in edges {
        let first = root(&mut parent, edge.one);
        if let Some(block) = blocks.get_mut(&first) {
            block.edges.push(Edge { odds: edge.odds, one: place[edge.one], other: place[edge.other] });
        }
    }
    blocks.into_values().collect()
}

fn root(parent: &mut [usize], mut at: usize) -> usize {
    while parent[at] != at {
        parent[at] = parent[parent[at]];
        at = parent[at];
    }
    at
}

/// For each member but the first the earlier member that it fits best, with the reasons.
fn why(members: &[usize], ready: &[Ready<'_>], parties: &Parties, ruled: &Ruled) -> Vec<Option<Tie>> {
    /// Members that a later one is compared with: the first ones stand for the rest.
    const COMPARED: usize = 16;
    let best = |index: usize| {
        let member = members[index];
        let earlier = members[..index].iter().take(COMPARED);
        let weighed =
            earlier.filter_map(|with| Some((*with, weigh(&ready[*with], &ready[member], parties, false)?.odds)));
        let best = weighed.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        let with = best.map_or(members[0], |(with, _)| with);
        if ruled.of_pair(with, member) == Some(Some(RULED)) {
            return Some(Tie { with, score: 1.0, because: vec!["joined by a correction".into()] });
        }
        let told = weigh(&ready[with], &ready[member], parties, true);
        let score = told.as_ref().map_or(0.0, |weighed| (weighed.likelihood() * 1000.0).round() / 1000.0);
        Some(Tie { with, score, because: told.map(|weighed| weighed.told()).unwrap_or_default() })
    };
    (0..members.len()).map(|index| if index == 0 { None } else { best(index) }).collect()
}

/// What persons decided, by the places of the reports.
struct Ruled(BTreeMap<(usize, usize), bool>);

impl Ruled {
    fn of(ready: &[Ready<'_>], rulings: &[Ruling]) -> Self {
        if rulings.is_empty() {
            return Ruled(BTreeMap::new());
        }
        let places: HashMap<&str, usize> = ready.iter().enumerate().map(|(at, one)| (&*one.report.id, at)).collect();
        let pair = |a: &Arc<str>, b: &Arc<str>| {
            let (a, b) = (*places.get(&**a)?, *places.get(&**b)?);
            Some((a.min(b), a.max(b)))
        };
        let ruled = rulings.iter().filter_map(|ruling| match ruling {
            Ruling::Together(a, b) => Some((pair(a, b)?, true)),
            Ruling::Apart(a, b) => Some((pair(a, b)?, false)),
        });
        Ruled(ruled.collect())
    }

    /// What was decided of a pair: its log-odds, or that it cannot be.
    fn of_pair(&self, a: usize, b: usize) -> Option<Option<f32>> {
        self.0.get(&(a.min(b), a.max(b))).map(|together| together.then_some(RULED))
    }

    fn together(&self) -> impl Iterator<Item = Edge> {
        self.0.iter().filter(|(_, together)| **together).map(|((one, other), _)| Edge {
            odds: RULED,
            one: *one,
            other: *other,
        })
    }
}
