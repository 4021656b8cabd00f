//! Events into stories: each event hangs on the earlier one that it goes on with, and what hangs together is a story.
//!
//! What ties two events are documents that tell of both, participants that both have, the place, and words that point back
//! ("following", "in response to"); at most thirty days may lie between them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;

use super::group::Words;
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

/// Chains events into stories, and writes the id of its story into each event that has one. Stories come in order of their first
/// day; an event that hangs on nothing and on which nothing hangs is in none.
pub fn stories(events: &mut [Event]) -> Vec<Story> {
    let mut order: Vec<usize> = (0..events.len()).collect();
    order.sort_by(|a, b| (&events[*a].date, &events[*a].id).cmp(&(&events[*b].date, &events[*b].id)));
    let hooks: Vec<Option<Hook>> = order.iter().map(|at| Hook::of(&events[*at])).collect();
    let mut index = Index::default();
    let mut parents: Vec<Option<(usize, f32, Vec<String>)>> = vec![None; order.len()];
    for (at, hook) in hooks.iter().enumerate() {
        let Some(hook) = hook else { continue };
        let best = index.earlier(hook).into_iter().filter_map(|earlier| {
            let (score, because) = tie(hooks[earlier].as_ref()?, hook)?;
            Some((earlier, score, because))
        });
        // Of equals the latest.
        parents[at] = best.max_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
        index.enter(at, hook);
    }
    let mut root: Vec<usize> = (0..order.len()).collect();
    for at in 0..order.len() {
        if let Some((parent, ..)) = &parents[at] {
            root[at] = root[*parent];
        }
    }
    let mut told: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in 0..order.len() {
        told.entry(root[at]).or_default().push(at);
    }
    let mut out = Vec::new();
    for members in told.into_values() {
        let single = members.len() < 2;
        let story = (!single).then(|| story(events, &order, &members, &parents));
        for member in &members {
            events[order[*member]].story = story.as_ref().map(|story| story.id.clone());
        }
        out.extend(story);
    }
    out
}

/// What an event can be tied by.
struct Hook {
    day: Date,
    documents: BTreeSet<String>,
    /// Participants by name, else by country.
    parties: BTreeSet<String>,
    /// Participants who are no state: they tell more.
    named: BTreeSet<String>,
    place: Option<u32>,
    words: Words,
    points_back: bool,
}

impl Hook {
    /// `None` for what never happened or has no day.
    fn of(event: &Event) -> Option<Self> {
        let happened = !matches!(&*event.status, "negated" | "hypothetical");
        let day: Date = event.date.as_deref().filter(|_| happened)?.parse().ok()?;
        let coarse = matches!(event.date_precision.as_deref(), Some("year" | "month"));
        if coarse {
            return None;
        }
        let all = || event.actor.iter().chain(&event.recipient);
        let exact = event.event_loc.as_ref().filter(|place| place.resolution.is_some_and(|level| level >= 3));
        Some(Hook {
            day,
            documents: event.documents.iter().cloned().collect(),
            parties: all().filter_map(|party| country(party)).collect(),
            named: all().filter_map(|party| party.identifier_text.as_ref()).map(|name| name.to_lowercase()).collect(),
            place: exact.and_then(|place| place.geonameid),
            words: Words::of(&event.text),
            points_back: super::group::split(&event.text).any(|word| POINTERS.contains(&&*word.to_lowercase())),
        })
    }
}

fn country(party: &EventParty) -> Option<String> {
    party.code.clone().or_else(|| party.identifier_text.as_ref().map(|name| name.to_lowercase()))
}

/// How strongly a later event hangs on an earlier one, with the words for it; `None` when it does not.
fn tie(earlier: &Hook, later: &Hook) -> Option<(f32, Vec<String>)> {
    let days = later.day.since(earlier.day).map_or(i32::MAX, |span| span.get_days());
    let together = earlier.documents.intersection(&later.documents).count();
    if days > if together > 0 { TOLD_TOGETHER } else { APART } {
        return None;
    }
    let shared: Vec<&String> = earlier.parties.intersection(&later.parties).collect();
    let named: Vec<&String> = earlier.named.intersection(&later.named).collect();
    if shared.is_empty() && named.is_empty() {
        return None;
    }
    let mut score = 0.0;
    let mut because = Vec::new();
    let mut add = |odds: f32, words: String| {
        score += odds;
        because.push(words);
    };
    if together > 0 {
        let fewer = earlier.documents.len().min(later.documents.len()).max(1);
        add(0.4 + 0.6 * together as f32 / fewer as f32, format!("{together} documents tell of both"));
    }
    if !shared.is_empty() {
        add(0.3 * shared.len().min(2) as f32, format!("both with {}", join(&shared)));
    }
    if !named.is_empty() {
        add(0.3 * named.len().min(2) as f32, format!("both with {}", join(&named)));
    }
    if earlier.place.is_some() && earlier.place == later.place {
        add(0.4, "at the same place".into());
    }
    let alike = earlier.words.likeness(&later.words);
    if alike > 0.05 {
        add(1.5 * alike, format!("{:.0} % of the words shared", 100.0 * alike));
    }
    if later.points_back {
        add(0.2, "the later one points back".into());
    }
    add(-0.02 * days as f32, format!("{days} days apart"));
    (score >= ENOUGH).then_some((score, because))
}

fn join(names: &[&String]) -> String {
    names.iter().take(3).map(|name| name.as_str()).collect::<Vec<_>>().join(", ")
}

/// Earlier events by document and by pair of parties, or by one party that is no state.
#[derive(Default)]
struct Index(HashMap<String, Vec<usize>>);

impl Index {
    fn keys(hook: &Hook) -> Vec<String> {
        let mut keys: Vec<String> = hook.documents.iter().map(|doc| format!("d{doc}")).collect();
        let parties: Vec<&String> = hook.parties.iter().collect();
        for (at, one) in parties.iter().enumerate() {
            keys.extend(parties[at + 1..].iter().map(|other| format!("p{one} {other}")));
        }
        keys.extend(hook.named.iter().map(|name| format!("n{name}")));
        keys
    }

    fn earlier(&self, hook: &Hook) -> Vec<usize> {
        let lists = Index::keys(hook).into_iter().filter_map(|key| self.0.get(&key));
        let mut out: Vec<usize> = lists.flat_map(|list| list.iter().rev().take(LOOKED_AT).copied()).collect();
        out.sort_unstable();
        out.dedup();
        out
    }

    fn enter(&mut self, at: usize, hook: &Hook) {
        for key in Index::keys(hook) {
            self.0.entry(key).or_default().push(at);
        }
    }
}

/// The story of some events, named by the one that most documents tell of.
fn story(events: &[Event], order: &[usize], members: &[usize], parents: &[Option<(usize, f32, Vec<String>)>]) -> Story {
    let event = |at: usize| &events[order[at]];
    let rank = |event: &Event| (event.origins, event.documents.len(), event.mentions.len());
    let lead =
        members.iter().copied().reduce(|best, next| if rank(event(next)) > rank(event(best)) { next } else { best });
    let lead = event(lead.unwrap_or(members[0]));
    let last = members.iter().filter_map(|at| event(*at).enddate.clone().or_else(|| event(*at).date.clone())).max();
    let reason = |at: &usize| {
        let (parent, score, because) = parents[*at].as_ref()?;
        Some(Reason {
            mention: event(*at).id.clone(),
            with: Some(event(*parent).id.clone()),
            score: (score * 1000.0).round() / 1000.0,
            because: because.clone(),
        })
    };
    Story {
        id: format!("story:{}", event(members[0]).id.trim_start_matches("event:")),
        name: headline(lead),
        date: event(members[0]).date.clone(),
        enddate: last,
        events: members.iter().map(|at| event(*at).id.clone()).collect(),
        reasons: members.iter().filter_map(reason).collect(),
    }
}

/// An event in a few words: "Bashar al-Assad, Jabbar al-Saadoun: CONSULT visit, 2020-09-09".
fn headline(event: &Event) -> String {
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
