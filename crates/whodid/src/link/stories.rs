//! Events into stories: each event hangs on the earlier one that it goes on with, and what hangs together is a story.
//!
//! What ties two events are documents that tell of both, participants that both have, the place, and words that point back
//! ("following", "in response to"); at most thirty days may lie between them.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::civil::Date;

use super::group::{Words, hash, split};
use crate::event::{EventParty, Reason};
use crate::{Event, Story};

/// Days that may lie between two events of which one document tells.
const TOLD_TOGETHER: i32 = 30;
/// The same of events that no document tells of together.
const APART: i32 = 10;
/// Earlier events with the same parties that are looked at, the latest first.
const LOOKED_AT: usize = 40;
/// Less than this ties nothing.
const ENOUGH: f32 = 1.0;
/// Words that point back to an earlier event.
const POINTERS: [&str; 14] = [
    "after",
    "following",
    "follows",
    "response",
    "retaliation",
    "revenge",
    "wake",
    "aftermath",
    "amid",
    "despite",
    "since",
    "days",
    "day",
    "week",
];

/// What an event can be tied to others by: small, since those of a million mentions are held at once.
#[derive(Clone, Debug)]
pub struct Strand {
    id: Arc<str>,
    date: Option<Arc<str>>,
    last: Option<Arc<str>>,
    headline: Arc<str>,
    /// Origins, documents and mentions: what most is told of leads.
    weight: (usize, usize, usize),
    /// `None` for what never happened or has no day: it is in no story.
    hook: Option<Hook>,
}

#[derive(Clone, Debug)]
struct Hook {
    day: Date,
    documents: Vec<u64>,
    /// Participants by country, else by name.
    countries: Vec<Named>,
    /// Participants by name, where they have one.
    names: Vec<Named>,
    place: Option<u32>,
    words: Words,
    points_back: bool,
}

/// A number that stands for a name, and the name.
type Named = (u64, Arc<str>);

impl Strand {
    /// The strand of an event.
    pub fn of(event: &Event) -> Self {
        let own = |text: &Option<String>| text.as_deref().map(Arc::from);
        Strand {
            id: event.id.as_str().into(),
            date: own(&event.date),
            last: own(&event.enddate).or_else(|| own(&event.date)),
            headline: headline(event).into(),
            weight: (event.origins, event.documents.len(), event.mentions.len()),
            hook: Hook::of(event),
        }
    }
}

impl Hook {
    fn of(event: &Event) -> Option<Self> {
        let happened = !matches!(&*event.status, "negated" | "hypothetical");
        let coarse = matches!(event.date_precision.as_deref(), Some("year" | "month"));
        let day: Date = event.date.as_deref().filter(|_| happened && !coarse)?.parse().ok()?;
        let all = || event.actor.iter().chain(&event.recipient);
        let exact = event.event_loc.as_ref().filter(|place| place.resolution.is_some_and(|level| level >= 3));
        let sorted = |names: &mut dyn Iterator<Item = String>| {
            let mut out: Vec<Named> = names.map(|name| (hash(&[&name]), name.into())).collect();
            out.sort_unstable();
            out.dedup();
            out
        };
        let name = |party: &Arc<EventParty>| party.identifier_text.as_ref().map(|name| name.to_lowercase());
        let mut documents: Vec<u64> = event.documents.iter().map(|doc| hash(&[doc])).collect();
        documents.sort_unstable();
        Some(Hook {
            day,
            documents,
            countries: sorted(&mut all().filter_map(|party| party.code.clone().or_else(|| name(party)))),
            names: sorted(&mut all().filter_map(name)),
            place: exact.and_then(|place| place.geonameid),
            words: Words::of(&event.text),
            points_back: split(&event.text).any(|word| POINTERS.contains(&&*word.to_lowercase())),
        })
    }
}

/// Chains events into stories, in order of their first day. An event that hangs on nothing and on which nothing hangs is in none.
pub fn stories(strands: &[Strand]) -> Vec<Story> {
    let mut order: Vec<&Strand> = strands.iter().collect();
    order.sort_by(|a, b| (&a.date, &a.id).cmp(&(&b.date, &b.id)));
    let mut index = Index::default();
    let mut parents: Vec<Option<(usize, f32)>> = vec![None; order.len()];
    let mut root: Vec<usize> = (0..order.len()).collect();
    for at in 0..order.len() {
        let Some(hook) = &order[at].hook else { continue };
        let tied = |earlier: usize| Some((earlier, tie(order[earlier].hook.as_ref()?, hook, &mut None)?));
        // Of equals the latest.
        let best =
            index.earlier(hook).into_iter().filter_map(tied).max_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
        if let Some((parent, _)) = best {
            root[at] = root[parent];
        }
        parents[at] = best;
        index.enter(at, hook);
    }
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, root) in root.iter().enumerate() {
        members.entry(*root).or_default().push(at);
    }
    members.into_values().filter(|members| members.len() > 1).map(|members| story(&order, &members, &parents)).collect()
}

/// How strongly a later event hangs on an earlier one; `None` when it does not. The words for it go into `told`, when asked for.
fn tie(earlier: &Hook, later: &Hook, told: &mut Option<Vec<String>>) -> Option<f32> {
    let days = later.day.since(earlier.day).map_or(i32::MAX, |span| span.get_days());
    let together = common(&earlier.documents, &later.documents, |doc| *doc).len();
    if days > if together > 0 { TOLD_TOGETHER } else { APART } {
        return None;
    }
    let countries = common(&earlier.countries, &later.countries, |named| named.0);
    let names = common(&earlier.names, &later.names, |named| named.0);
    if countries.is_empty() && names.is_empty() {
        return None;
    }
    let mut score = 0.0;
    let mut add = |odds: f32, words: &dyn Fn() -> String| {
        score += odds;
        if let Some(told) = told {
            told.push(words());
        }
    };
    if together > 0 {
        let fewer = earlier.documents.len().min(later.documents.len()).max(1);
        add(0.4 + 0.6 * together as f32 / fewer as f32, &|| match together {
            1 => "one document tells of both".into(),
            together => format!("{together} documents tell of both"),
        });
    }
    for shared in [countries, names] {
        if !shared.is_empty() {
            let list = || shared.iter().take(3).map(|named| &*named.1).collect::<Vec<_>>().join(", ");
            add(0.3 * shared.len().min(2) as f32, &|| format!("both with {}", list()));
        }
    }
    if earlier.place.is_some() && earlier.place == later.place {
        add(0.4, &|| "at the same place".into());
    }
    let alike = earlier.words.likeness(&later.words);
    if alike > 0.05 {
        add(1.5 * alike, &|| format!("{:.0} % of the words shared", 100.0 * alike));
    }
    if later.points_back {
        add(0.2, &|| "the later one points back".into());
    }
    add(-0.02 * days as f32, &|| match days {
        0 => "on the same day".into(),
        1 => "a day apart".into(),
        days => format!("{days} days apart"),
    });
    (score >= ENOUGH).then_some(score)
}

/// What two sorted lists share.
fn common<'l, T>(ones: &'l [T], others: &[T], key: impl Fn(&T) -> u64) -> Vec<&'l T> {
    ones.iter().filter(|one| others.binary_search_by_key(&key(one), &key).is_ok()).collect()
}

/// Earlier events by document, by pair of countries, and by name.
#[derive(Default)]
struct Index(HashMap<u64, Vec<u32>>);

impl Index {
    fn keys(hook: &Hook) -> Vec<u64> {
        // Other hashes than those of the names themselves, so that a pair never meets a document.
        let of =
            |kind: u64, a: u64, b: u64| (a ^ b.rotate_left(29)).wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(kind);
        let mut keys: Vec<u64> = hook.documents.iter().map(|doc| of(1, *doc, 0)).collect();
        for (at, one) in hook.countries.iter().enumerate() {
            keys.extend(hook.countries[at + 1..].iter().map(|other| of(2, one.0, other.0)));
        }
        keys.extend(hook.names.iter().map(|name| of(3, name.0, 0)));
        keys
    }

    fn earlier(&self, hook: &Hook) -> Vec<usize> {
        let lists = Index::keys(hook).into_iter().filter_map(|key| self.0.get(&key));
        let mut out: Vec<usize> =
            lists.flat_map(|list| list.iter().rev().take(LOOKED_AT).map(|at| *at as usize)).collect();
        out.sort_unstable();
        out.dedup();
        out
    }

    fn enter(&mut self, at: usize, hook: &Hook) {
        for key in Index::keys(hook) {
            self.0.entry(key).or_default().push(u32::try_from(at).unwrap_or(u32::MAX));
        }
    }
}

/// The story of some events, named by the one that most origins tell of.
fn story(order: &[&Strand], members: &[usize], parents: &[Option<(usize, f32)>]) -> Story {
    let lead =
        members.iter().copied().reduce(|best, next| if order[next].weight > order[best].weight { next } else { best });
    let reason = |at: &usize| {
        let (parent, score) = parents[*at]?;
        let mut told = Some(Vec::new());
        tie(order[parent].hook.as_ref()?, order[*at].hook.as_ref()?, &mut told);
        Some(Reason {
            mention: order[*at].id.to_string(),
            with: Some(order[parent].id.to_string()),
            // What spoke for it as odds is told as a likelihood, as everywhere.
            score: (1000.0 / (1.0 + (-score).exp())).round() / 1000.0,
            because: told.unwrap_or_default(),
        })
    };
    let first = order[members[0]];
    Story {
        id: format!("story:{}", first.id.trim_start_matches("event:")),
        name: order[lead.unwrap_or(members[0])].headline.to_string(),
        date: first.date.as_deref().map(str::to_string),
        enddate: members.iter().filter_map(|at| order[*at].last.as_deref()).max().map(str::to_string),
        events: members.iter().map(|at| order[*at].id.to_string()).collect(),
        reasons: members.iter().filter_map(reason).collect(),
    }
}

/// An event in a few words, as its story is named when it leads one: "Bashar al-Assad, Jabbar al-Saadoun: CONSULT visit, 2020-09-09".
///
/// ```
/// use whodid::Event;
/// let event = Event { event: vec!["CONSULT".into()], date: Some("2020-09-09".into()), ..Event::default() };
/// assert_eq!(whodid::link::headline(&event), "CONSULT, 2020-09-09");
/// ```
pub fn headline(event: &Event) -> String {
    let name = |party: &EventParty| party.identifier_text.clone().unwrap_or_else(|| party.entity_text.clone());
    let names = |side: &[std::sync::Arc<EventParty>]| {
        side.iter().take(3).map(|party| name(party)).collect::<Vec<_>>().join(", ")
    };
    let sides: Vec<String> =
        [names(&event.actor), names(&event.recipient)].into_iter().filter(|side| !side.is_empty()).collect();
    let what = [event.event.join(" "), event.mode.join(" ")].join(" ");
    let day = event.date.as_deref().map(|day| format!(", {day}")).unwrap_or_default();
    let who = if sides.is_empty() { String::new() } else { format!("{}: ", sides.join(" → ")) };
    format!("{who}{}{day}", what.trim())
}
