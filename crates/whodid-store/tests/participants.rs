//! Who takes part and who acts on whom, against what going through all events comes to.

#![allow(missing_docs, clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::{Dice, as_version_2, coder, document, open, path};
use whodid::Event;
use whodid::event::EventParty;
use whodid_store::{Coded, Filter, Located, Nodes, Scopes, Sort, Step, Store, StoreError};

const CLASSES: [&str; 4] = ["CONSULT", "ASSAULT", "AID", "PROTEST"];
const CODES: [&str; 6] = ["USA", "RUS", "IRQ", "FRA", "NGA", "SDN"];

/// Documents whose participants have names, sectors, offices and Wikidata ids here and there.
fn told(number: usize, dice: &mut Dice) -> Coded {
    let sentences: Vec<String> = (0..4)
        .map(|_| {
            let (day, class) = (1 + dice.below(28), CLASSES[dice.below(4)]);
            format!("{day} {class} {} {} {}", CODES[dice.below(6)], CODES[dice.below(6)], CODES[dice.below(6)])
        })
        .collect();
    let sentences: Vec<&str> = sentences.iter().map(String::as_str).collect();
    let mut coded = document(&format!("outlet{}-{number}", number % 3), &sentences);
    for mention in &mut coded.document.layers.mentions {
        if dice.below(9) == 0 {
            mention.scope = vec![whodid::mention::Scope::Sport];
        }
        for party in mention.actors.iter_mut().chain(&mut mention.recipients) {
            match dice.below(4) {
                0 => party.name = Some(["A. B.", "C: D*", "e%_'\"<"][dice.below(3)].into()),
                1 => {
                    party.wikidata = Some(format!("Q{}", 1 + dice.below(3)));
                    party.office = (dice.below(2) == 0).then(|| "president".into());
                }
                2 => party.country = None,
                _ => {}
            }
            if dice.below(2) == 0 {
                let sectors: Vec<_> = whodid::ontology::Sector::all().take(3).collect();
                party.sectors = vec![sectors[dice.below(3)]];
            }
        }
    }
    coded
}

fn filled(name: &str, documents: usize) -> Store {
    let path = path(name);
    let mut dice = Dice(5);
    let mut store = open(&path);
    let all: Vec<Coded> = (0..documents).map(|number| told(number, &mut dice)).collect();
    for some in all.chunks(17) {
        store.write(some, &[], &coder()).unwrap();
        store.link().unwrap();
    }
    drop(store);
    Store::read(&path).unwrap()
}

fn events(store: &Store, filter: &Filter) -> Vec<Event> {
    let mut all = Vec::new();
    store
        .events::<StoreError>(filter, Sort::Date, None, |event| {
            all.push(event);
            Ok(())
        })
        .unwrap();
    all
}

fn key(party: &EventParty) -> String {
    let name = party.identifier_text.as_ref().unwrap_or(&party.entity_text);
    party.identifier_id.clone().unwrap_or_else(|| format!("{}:{name}", party.code.as_deref().unwrap_or("")))
}

fn keys(list: &[std::sync::Arc<EventParty>]) -> BTreeSet<String> {
    list.iter().map(|party| key(party)).collect()
}

fn filters() -> Vec<Filter> {
    let list = |one: &str| vec![one.to_string()];
    let unflagged = Filter { scopes: Scopes::Unflagged, ..Filter::default() };
    vec![
        Filter::default(),
        unflagged.clone(),
        Filter { classes: list("AID"), ..unflagged.clone() },
        Filter { quads: vec![4], statuses: list("actual"), ..Filter::default() },
        Filter { from: Some("2024-05-10".into()), to: Some("2024-05-12".into()), ..Filter::default() },
        Filter { outlets: list("outlet1"), ..unflagged.clone() },
        Filter { participants: list("IRQ"), ..unflagged },
        Filter { stories: list("story:none"), ..Filter::default() },
        Filter { scopes: Scopes::Flagged(list("sport")), ..Filter::default() },
    ]
}

#[test]
fn the_busiest_are_those_of_all_events_whichever_way_they_are_counted() {
    let store = filled("busiest", 60);
    for filter in filters() {
        let mut want: BTreeMap<String, (u64, u64, u64)> = BTreeMap::new();
        for event in events(&store, &filter) {
            let (acting, receiving) = (keys(&event.actor), keys(&event.recipient));
            for key in acting.union(&receiving) {
                let sum = want.entry(key.clone()).or_default();
                sum.0 += 1;
                sum.1 += u64::from(acting.contains(key));
                sum.2 += u64::from(receiving.contains(key));
            }
        }
        let mut want: Vec<(String, (u64, u64, u64))> = want.into_iter().collect();
        want.sort_by(|a, b| b.1.0.cmp(&a.1.0).then_with(|| a.0.cmp(&b.0)));
        for limit in [1, 5, 1000] {
            // Told of many, the list is made by asking the busiest of all; told of few, by looking the events up.
            for found in [None, Some(0), Some(u64::MAX)] {
                let got = store.participants(&filter, limit, found).unwrap();
                let got: Vec<_> = got.into_iter().map(|one| (one.key, (one.events, one.acts, one.receives))).collect();
                assert_eq!(got, want[..limit.min(want.len())], "{limit}, {found:?}, {filter:?}");
            }
        }
    }
}

#[test]
fn what_a_participant_is_known_by_finds_its_events() {
    let store = filled("keys", 40);
    let all = store.participants(&Filter::default(), 1000, None).unwrap();
    assert!(all.iter().any(|one| one.wikidata.is_some()) && all.iter().any(|one| one.key.starts_with(':')));
    assert!(all.iter().any(|one| one.key.contains('*')));
    for one in &all {
        let told = events(&store, &Filter { participants: vec![one.key.clone()], ..Filter::default() });
        // A name with an id of its own stands for the same name without one too.
        let fits = |party: &EventParty| {
            let name = party.identifier_text.as_ref().unwrap_or(&party.entity_text);
            key(party) == one.key || format!("{}:{name}", party.code.as_deref().unwrap_or("")) == one.key
        };
        assert!(told.iter().all(|event| event.actor.iter().chain(&event.recipient).any(|party| fits(party))));
        let own =
            told.iter().filter(|event| keys(&event.actor).union(&keys(&event.recipient)).any(|key| *key == one.key));
        assert_eq!(own.count() as u64, one.events, "{}", one.key);
    }
}

#[test]
fn one_participant_is_told_with_names_roles_and_partners() {
    let store = filled("one", 60);
    let unflagged = Filter { scopes: Scopes::Unflagged, ..Filter::default() };
    for one in store.participants(&Filter::default(), 1000, None).unwrap() {
        let told = store.participant(&one.key, 1000).unwrap().unwrap();
        assert_eq!((told.acting.key.as_str(), told.acting.events + told.flagged), (one.key.as_str(), one.events));
        let own: Vec<Event> = events(&store, &unflagged)
            .into_iter()
            .filter(|event| keys(&event.actor).union(&keys(&event.recipient)).any(|key| *key == one.key))
            .collect();
        assert_eq!(told.acting.events, own.len() as u64);
        let mut partners: BTreeMap<String, (u64, f64)> = BTreeMap::new();
        for event in own.iter().filter(|event| keys(&event.actor).contains(&one.key)) {
            for other in keys(&event.recipient).into_iter().filter(|other| *other != one.key) {
                let sum = partners.entry(other).or_default();
                *sum = (sum.0 + 1, sum.1 + f64::from(event.event_scale));
            }
        }
        assert_eq!(told.acts_on.len(), partners.len());
        for partner in &told.acts_on {
            let (count, score) = partners[&partner.key];
            assert_eq!(partner.events, count);
            assert!((partner.mean_score - score / count as f64).abs() < 0.001);
        }
        let (first, last) = (
            own.iter().filter_map(|event| event.date.clone()).min(),
            own.iter().filter_map(|event| event.date.clone()).max(),
        );
        assert_eq!(told.roles.iter().filter_map(|role| role.first_day.clone()).min(), first);
        assert_eq!(told.roles.iter().filter_map(|role| role.last_day.clone()).max(), last);
        assert!(told.names.is_sorted_by_key(|form| std::cmp::Reverse(form.events)));
    }
    assert_eq!(store.participant("nobody", 10).unwrap(), None);
}

#[test]
fn a_network_counts_each_event_for_each_of_its_pairs() {
    let store = filled("network", 60);
    for filter in filters() {
        for kind in [Nodes::Countries, Nodes::Participants] {
            let of = |list: &[std::sync::Arc<EventParty>]| match kind {
                Nodes::Countries => list.iter().filter_map(|party| party.code.clone()).collect(),
                Nodes::Participants => keys(list),
            };
            let mut want: BTreeMap<(String, String), (u64, f64)> = BTreeMap::new();
            for event in events(&store, &filter) {
                for actor in of(&event.actor) {
                    for recipient in of(&event.recipient) {
                        let sum = want.entry((actor.clone(), recipient)).or_default();
                        *sum = (sum.0 + 1, sum.1 + f64::from(event.event_scale));
                    }
                }
            }
            for (most, found) in [(1000, None), (1000, Some(0)), (1000, Some(u64::MAX)), (3, None)] {
                let network = store.network(&filter, kind, most, found).unwrap();
                let shown: BTreeSet<&String> = network.nodes.iter().map(|node| &node.key).collect();
                assert!(
                    network.nodes.len() <= most
                        && network.nodes.is_sorted_by_key(|node| std::cmp::Reverse(node.events))
                );
                let among = want.iter().filter(|((a, b), _)| shown.contains(a) && shown.contains(b)).count();
                assert_eq!(network.pairs.len(), among, "{kind:?} {filter:?}");
                for pair in &network.pairs {
                    let (count, score) = want[&(pair.actor.clone(), pair.recipient.clone())];
                    assert_eq!(pair.events, count, "{kind:?} {pair:?} {filter:?}");
                    assert!((pair.mean_score - score / count as f64).abs() < 0.001);
                }
            }
        }
    }
}

#[test]
fn sums_count_what_the_events_do() {
    let store = filled("sectors", 60);
    let sector = whodid::ontology::Sector::all().next().unwrap().code().to_string();
    let of = [
        Filter { sectors: vec![sector], ..Filter::default() },
        Filter { participants: vec!["USA".into()], ..Filter::default() },
        Filter { between: Some(("USA".into(), "IRQ".into())), ..Filter::default() },
        Filter { located: Some(Located::Unknown), ..Filter::default() },
    ];
    for (from, to) in [(None, None), (Some("2024-05-08"), None), (Some("2024-05-08"), Some("2024-05-20"))] {
        for classes in [vec![], vec!["AID".to_string()]] {
            for filter in &of {
                let day = |day: Option<&str>| day.map(str::to_string);
                let filter = Filter { from: day(from), to: day(to), classes: classes.clone(), ..filter.clone() };
                let want = events(&store, &filter).len() as u64;
                assert!(want > 0, "{filter:?}");
                assert_eq!(store.facets(&filter).unwrap().events, want, "{filter:?}");
                let moments = store.timeline(&Filter { from: None, ..filter.clone() }, Step::Month).unwrap();
                let whole = events(&store, &Filter { from: None, ..filter.clone() }).len() as u64;
                assert_eq!(moments.iter().map(|one| one.events).sum::<u64>(), whole, "{filter:?}");
            }
        }
    }
}

#[test]
fn stories_come_by_size_too() {
    let store = filled("sizes", 40);
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = store.stories_page(&Filter::default(), Sort::Mentions, after.as_ref(), 2, None).unwrap();
        seen.extend(page.items.into_iter().map(|story| (story.events.len(), story.id)));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert!(seen.len() > 2 && seen.is_sorted_by_key(|(size, _)| std::cmp::Reverse(*size)));
    assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), seen.len());
    let ids: Vec<String> = seen.iter().map(|(_, id)| id.clone()).collect();
    for ((size, _), chapter) in seen.iter().zip(store.chapters(&ids, 3).unwrap()) {
        assert_eq!(chapter.quads.values().sum::<u64>(), *size as u64);
        assert!(!chapter.participants.is_empty() && chapter.participants.len() <= 3);
    }
    let briefs = store.briefs(&["outlet1-1".into(), "none".into(), "outlet0-0".into()]).unwrap();
    assert_eq!(briefs.iter().map(|brief| brief.id.as_str()).collect::<Vec<_>>(), ["outlet0-0", "outlet1-1"]);
}

#[test]
fn a_store_of_version_2_comes_to_what_is_written_today() {
    let now = filled("today", 40).path().to_path_buf();
    let old = now.with_file_name("old.db");
    as_version_2(&now, &old);
    assert!(Store::read(&old).is_err(), "it is of another version");
    drop(open(&old));
    assert_eq!(common::dump(&old), common::dump(&now));
}
