//! Where events are: counted by place under any filter, and asked for by degrees.

#![allow(missing_docs, clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::path::Path;

use common::{coder, document, dump, open, path};
use whodid::event::EventPlace;
use whodid::link::{Group, Provenances};
use whodid::{Event, Report};
use whodid_store::{Access, Coded, Degrees, Filter, Linking, Located, PlaceKind, Sort, Store};

/// Consolidates as the tests' linking does, and lays each event where its actor's code says.
fn consolidate(reports: &[Report], group: &Group, provenances: &Provenances) -> Event {
    let event = (common::access().linking.consolidate)(reports, group, provenances);
    let at = |place: EventPlace| Some(std::sync::Arc::new(place));
    let named = |name: &str, country: &str| EventPlace {
        extracted_place: name.into(),
        resolved_place: Some(name.into()),
        country_code: Some(country.into()),
        ..EventPlace::default()
    };
    let place = match event.actor.first().and_then(|actor| actor.code.as_deref()) {
        Some("IRQ") => at(EventPlace {
            geonameid: Some(98182),
            lat: Some(33.34),
            lon: Some(44.4),
            resolution: Some(4),
            ..named("Baghdad", "IRQ")
        }),
        Some("FJI") => {
            at(EventPlace { geonameid: Some(2), lat: Some(-18.0), lon: Some(180.0), ..named("Suva", "FJI") })
        }
        Some("TUR") => at(EventPlace { geonameid: Some(298795), resolution: Some(1), ..named("Turkey", "TUR") }),
        Some("RUS") => {
            at(EventPlace { country_code: None, extent: Some([27.0, 40.0, 42.0, 47.0]), ..named("Black Sea", "") })
        }
        Some("USA") => at(EventPlace { extracted_place: "the town hall".into(), ..EventPlace::default() }),
        _ => None,
    };
    Event { event_loc: place, ..event }
}

fn filled(path: &Path) -> Store {
    let linking = Linking { consolidate, ..common::access().linking };
    let mut store = Store::open(path, &Access { linking, ..common::access() }).unwrap();
    let batch: Vec<Coded> = vec![
        document("a-1", &["1 CONSULT IRQ USA", "2 ASSAULT IRQ USA", "9 AID IRQ USA", "3 AID TUR USA"]),
        document("a-2", &["1 CONSULT RUS USA", "1 CONSULT USA RUS", "1 CONSULT FRA RUS", "4 AID FJI USA"]),
    ];
    store.write(&batch, &[], &coder()).unwrap();
    store.link().unwrap();
    store
}

fn told(store: &Store, filter: &Filter) -> Vec<(PlaceKind, String, u64)> {
    store.places(filter, None).unwrap().into_iter().map(|one| (one.kind, one.name, one.events)).collect()
}

#[test]
fn what_is_unknown_is_at_no_place() {
    let store = filled(&path("places-kinds"));
    let all = told(&store, &Filter::default());
    let want = [
        (PlaceKind::Point, "Baghdad", 3),
        (PlaceKind::Area, "Black Sea", 1),
        (PlaceKind::Point, "Suva", 1),
        (PlaceKind::Country, "Turkey", 1),
    ];
    assert_eq!(all, want.map(|(kind, name, events)| (kind, name.to_string(), events)));
    let places = store.places(&Filter::default(), None).unwrap();
    assert_eq!((places[0].lat, places[0].lon, places[0].geonameid), (Some(33.34), Some(44.4), Some(98182)));
    assert_eq!(places[0].quads.values().sum::<u64>(), 3);
    assert_eq!(places[1].extent, Some([27.0, 40.0, 42.0, 47.0]));
    let known: u64 = all.iter().map(|(_, _, events)| events).sum();
    let count = |located| store.count_events(&Filter { located: Some(located), ..Filter::default() }).unwrap();
    assert_eq!(
        count(Located::Unknown),
        store.count_events(&Filter::default()).unwrap() - usize::try_from(known).unwrap()
    );
    assert_eq!((count(Located::Point), count(Located::Area)), (4, 2));
}

#[test]
fn places_go_by_the_same_filter_as_events() {
    let store = filled(&path("places-filter"));
    let story = store
        .stories_page(&Filter::default(), Sort::Latest, None, 1, None)
        .unwrap()
        .items
        .first()
        .map(|story| story.id.clone());
    let filters = [
        Filter { classes: vec!["AID".into()], ..Filter::default() },
        Filter { from: Some("2024-05-02".into()), to: Some("2024-05-05".into()), ..Filter::default() },
        Filter { participants: vec!["RUS".into()], ..Filter::default() },
        Filter { located: Some(Located::Area), ..Filter::default() },
        Filter { min_confidence: Some(0.9), ..Filter::default() },
        Filter { text: Some("ASSAULT".into()), ..Filter::default() },
        Filter { stories: story.into_iter().collect(), ..Filter::default() },
        Filter { outlets: vec!["a".into()], ..Filter::default() },
    ];
    for filter in filters {
        let places: u64 = told(&store, &filter).iter().map(|(_, _, events)| events).sum();
        let mut known = 0;
        store
            .events::<whodid_store::StoreError>(&filter, whodid_store::Sort::Date, None, |event| {
                known += u64::from(event.event_loc.is_some_and(|at| at.resolved_place.is_some()));
                Ok(())
            })
            .unwrap();
        assert_eq!(places, known, "{filter:?}");
    }
}

#[test]
fn degrees_take_each_point_once() {
    let store = filled(&path("places-degrees"));
    let within = |west, south, east, north| {
        let filter = Filter { within: Some(Degrees { west, south, east, north }), ..Filter::default() };
        let count = store.count_events(&filter).unwrap();
        let page = store.events_page(&filter, whodid_store::Sort::Origins, None, 50, Some(1_000_000)).unwrap();
        assert_eq!(page.items.len(), count, "by lists and by checks");
        count
    };
    assert_eq!(within(44.4, 33.34, 45.0, 34.0), 3, "its western and southern edges are its own");
    assert_eq!(within(44.0, 33.0, 44.4, 34.0), 0, "the eastern one is its neighbour's");
    assert_eq!(within(135.0, -22.5, 180.0, 0.0), 1, "the date line is the end");
    assert_eq!(within(170.0, -90.0, -170.0, 90.0), 1, "across the date line");
    assert_eq!(within(-180.0, -90.0, 180.0, 90.0), 4);
    let mentions =
        Filter { within: Some(Degrees { west: 44.0, south: 33.0, east: 45.0, north: 34.0 }), ..Filter::default() };
    // The mentions of this test have no place of their own.
    assert_eq!(store.count_mentions(&mentions).unwrap(), 0);
    let unknown = Filter { located: Some(Located::Unknown), ..Filter::default() };
    assert_eq!(store.count_mentions(&unknown).unwrap(), 8);
}

#[test]
fn a_store_of_before_gets_its_places_from_its_records() {
    let path = path("places-migrated");
    drop(filled(&path));
    let before = dump(&path);
    assert!(before.contains("\"table\":\"event_places\""));
    let old = path.with_file_name("old.db");
    common::as_version_2(&path, &old);
    assert!(Store::read(&old).is_err(), "an older store is not read as it is");
    drop(open(&old));
    assert_eq!(dump(&old), before);
}

#[test]
fn places_go_with_their_events() {
    let path = path("places-gone");
    let mut store = filled(&path);
    store.unlink().unwrap();
    assert!(store.places(&Filter::default(), None).unwrap().is_empty());
    assert_eq!(store.days_read().unwrap(), Some(("2024-05-20".into(), "2024-05-20".into())));
}
