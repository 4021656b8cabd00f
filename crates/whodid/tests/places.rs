//! Places of short texts written for these tests, from the repository's own gazetteer. Names that the model would find are
//! marked: `[Mosul]` a place, `{Basra Police}` an organisation, `<Paris Green>` a person.

#![allow(missing_docs, clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::LazyLock;

use whodid::mention::Participant;
use whodid::ontology::Class;
use whodid::resolve::places;
use whodid::resources::{Gazetteer, Level};
use whodid::{Document, Mention, Name, NameKind, Sentence, Span};

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| {
    Gazetteer::load(
        include_bytes!("../../../gazetteer/gazetteer.bin").as_slice(),
        include_str!("../../../gazetteer/outlets.tsv"),
    )
    .unwrap()
});

const KINDS: [(char, char, NameKind); 3] =
    [('[', ']', NameKind::Place), ('{', '}', NameKind::Organisation), ('<', '>', NameKind::Person)];

/// A document of one sentence a line, with its marked names.
fn marked(text: &str) -> Document {
    let (mut plain, mut names, mut open) = (String::new(), Vec::new(), 0);
    for c in text.chars() {
        if KINDS.iter().any(|(opens, _, _)| *opens == c) {
            open = plain.len();
        } else if let Some((_, _, kind)) = KINDS.iter().find(|(_, closes, _)| *closes == c) {
            names.push(Name { span: Span::new(open, plain.len()), kind: *kind });
        } else {
            plain.push(c);
        }
    }
    let mut document = Document::new("t", plain);
    let mut at = 0;
    for line in document.text.split_inclusive('\n') {
        document.layers.sentences.push(Sentence::at(Span::new(at, at + line.trim_end().len())));
        at += line.len();
    }
    document.layers.names = names;
    document
}

/// What is found, as `words = name, wider area, state`.
fn found(mut document: Document) -> Vec<String> {
    places::places(&mut document, &GAZETTEER);
    let text = document.text.clone();
    let line = |place: &whodid::Place| {
        let at = place.location.as_ref().unwrap();
        let parts = [Some(at.name.clone()), at.province.clone().filter(|p| *p != at.name), at.country_code.clone()];
        format!("{} = {}", place.span.of(&text), parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
    };
    document.layers.places.iter().map(line).collect()
}

fn all(text: &str) -> Vec<String> {
    found(marked(text))
}

#[test]
fn a_comma_tells_which() {
    assert_eq!(
        all("He was born in [Alexandria], [La.], and moved away."),
        ["Alexandria = Alexandria, Louisiana, USA", "La. = Louisiana, USA"]
    );
    assert_eq!(all("The plant in [London], [Ontario], will close.")[0], "London = London, Ontario, CAN");
    // Told once, it holds for the whole text.
    let twice = all("Officials met in [Paris], [Texas].\nThe mayor said that [Paris] would pay.");
    assert_eq!(twice[2], "Paris = Paris, Texas, USA");
}

#[test]
fn without_more_the_best_known_is_meant() {
    assert_eq!(all("Ministers met in [London]."), ["London = London, England, GBR"]);
    assert_eq!(all("The talks moved to [Tripoli]."), ["Tripoli = Tripoli, LBY"]);
}

#[test]
fn neighbours_and_the_outlets_home_decide() {
    let lebanon = all("Shots were heard in [Tripoli], an hour north of [Beirut], and in [Zahle].");
    assert!(lebanon[0].ends_with("LBN"), "{lebanon:?}");
    let mut local = marked("[Athens] police said the man drove in from [Decatur].");
    local.publisher = Some("Athens News Courier, Alabama".into());
    let mut georgian = local.clone();
    georgian.publisher = Some("onlineathens.com".into());
    assert_eq!(found(georgian)[0], "Athens = Athens, Georgia, USA");
    local.publisher = None;
    assert_eq!(found(local)[0], "Athens = Athens, Attica, GRC");
}

#[test]
fn words_beside_it_tell_its_sort() {
    let province = all("Fighting went on in [Idlib] province.");
    assert_eq!(province, ["Idlib = Idlib Governorate, SYR"]);
    let city = all("Fighting went on in the city of [Idlib].");
    assert_eq!(city, ["Idlib = Idlib, Idlib Governorate, SYR"]);
    for (text, resolution) in [("In [Idlib] province.", 2), ("In the city of [Idlib].", 4)] {
        let mut document = marked(text);
        places::places(&mut document, &GAZETTEER);
        assert_eq!(document.layers.places[0].location.as_ref().unwrap().resolution, Some(resolution), "{text}");
    }
}

#[test]
fn persons_teams_papers_and_streets_are_no_places() {
    assert!(all("<Paris Green> thanked <Jordan>.").is_empty());
    assert!(all("The {Chicago Bulls} won.").is_empty());
    assert!(all("She told the {Boston Globe} so.").is_empty());
    assert!(all("The fire began on [Richmond Street].").is_empty());
}

#[test]
fn places_within_bodies_adjectives_and_possessives_are_found() {
    assert_eq!(all("{Baghdad Police} closed the road."), ["Baghdad = Baghdad, Baghdad Governorate, IRQ"]);
    assert_eq!(all("He quoted [Iraq]'s minister and an Iranian envoy."), ["Iraq = Iraq, IRQ", "Iranian = Iran, IRN"]);
    assert_eq!(all("The [U.S.] and the [UK] agreed."), ["U.S. = United States, USA", "UK = United Kingdom, GBR"]);
}

#[test]
fn a_word_is_no_abbreviation_of_a_state() {
    assert!(
        all("They told us in or near me. In OR, hi.").is_empty(),
        "{:?}",
        all("They told us in or near me. In OR, hi.")
    );
}

#[test]
fn an_event_is_in_the_narrowest_place_of_its_words() {
    let mut document = marked("Rebels shelled a market in [Mosul], [Iraq].");
    let at = |words: &str| {
        let start = document.text.find(words).unwrap();
        Span::new(start, start + words.len())
    };
    let mut mention = Mention::new(0, at("shelled"), Class::Assault);
    mention.place = Some(at("Mosul, Iraq"));
    document.layers.mentions.push(mention);
    places::places(&mut document, &GAZETTEER);
    let place = document.layers.mentions[0].location.clone().unwrap();
    assert_eq!((place.geonameid, place.resolution), (Some(99072), Some(4)));
    assert!(place.point.is_some() && place.extent.is_none());
    assert_eq!(place.country_code.as_deref(), Some("IRQ"));
}

#[test]
fn a_place_that_only_describes_another_is_not_where_it_happened() {
    let mut document = marked("Troops took [Umm Zubayr], the Syrian twin of [Mosul].");
    let mut mention = Mention::new(0, Span::new(7, 11), Class::Assault);
    mention.place = Some(Span::new(12, document.text.len() - 1));
    document.layers.mentions.push(mention);
    places::places(&mut document, &GAZETTEER);
    assert_eq!(document.layers.mentions[0].location, None);
}

#[test]
fn an_area_has_an_extent_and_no_point() {
    let mut document = marked("Troops left [Iraq].");
    let mut mention = Mention::new(0, Span::new(7, 11), Class::Retreat);
    mention.place = Some(Span::new(12, 16));
    document.layers.mentions.push(mention);
    places::places(&mut document, &GAZETTEER);
    let place = document.layers.mentions[0].location.clone().unwrap();
    assert_eq!((place.name.as_str(), place.resolution, place.point), ("Iraq", Some(1), None));
    let extent = place.extent.unwrap();
    assert!(extent.west < 44.0 && 44.0 < extent.east && extent.south < 33.0 && 33.0 < extent.north);
}

#[test]
fn a_capital_that_acts_is_no_place_of_the_event() {
    let mut document = marked("[Damascus] condemned the raid.");
    let mut mention = Mention::new(0, Span::new(9, 18), Class::Accuse);
    mention.actors.push(Participant::at(Span::new(0, 8)));
    mention.place = Some(Span::new(0, 8));
    document.layers.mentions.push(mention);
    places::places(&mut document, &GAZETTEER);
    assert_eq!(document.layers.mentions[0].location, None);
}

#[test]
fn every_place_is_found_by_its_own_name() {
    // A prime step goes through all sorts and states without taking minutes.
    let lost: Vec<String> = GAZETTEER
        .places()
        .step_by(37)
        .filter(|place| !GAZETTEER.named(&GAZETTEER.name(*place)).iter().any(|meaning| meaning.place == *place))
        .map(|place| GAZETTEER.name(place))
        .collect();
    assert!(lost.is_empty(), "{} lost: {:?}", lost.len(), &lost[..lost.len().min(20)]);
}

#[test]
fn cities_lie_in_their_states() {
    for (city, state, code) in [("Mosul", "Iraq", "IRQ"), ("Kharkiv", "Ukraine", "UKR"), ("Pristina", "Kosovo", "KOS")]
    {
        let state = GAZETTEER.named(state).into_iter().find(|m| GAZETTEER.level(m.place) == Level::Country).unwrap();
        let inside = |place| GAZETTEER.level(place) == Level::City && GAZETTEER.holds(state.place, place);
        let city = GAZETTEER.named(city).into_iter().find(|meaning| inside(meaning.place)).unwrap();
        assert_eq!(GAZETTEER.codes(city.place).unwrap().1, code);
    }
}

#[test]
fn a_damaged_pack_is_refused() {
    assert!(Gazetteer::load(b"WGAZ".as_slice(), "outlet\tplace\twithin\tuntil\n").is_err());
    let cut = include_bytes!("../../../gazetteer/gazetteer.bin")[..5_000_000].to_vec();
    assert!(Gazetteer::load(cut, "outlet\tplace\twithin\tuntil\n").is_err());
    let outlets = Gazetteer::load(include_bytes!("../../../gazetteer/gazetteer.bin").as_slice(), "outlet\n");
    assert_eq!(
        outlets.unwrap_err().to_string(),
        "gazetteer: outlets, line 1: the header is not `outlet place within until`"
    );
}

#[test]
fn an_adjective_tells_where_only_with_the_ground() {
    for (text, place, known) in [
        ("They shelled the Moroccan berm.", "the Moroccan berm", false),
        ("They fell on Syrian soil.", "Syrian soil", true),
    ] {
        let mut document = marked(text);
        let start = text.find(place).unwrap();
        let mut mention = Mention::new(0, Span::new(5, 9), Class::Assault);
        mention.place = Some(Span::new(start, start + place.len()));
        document.layers.mentions.push(mention);
        places::places(&mut document, &GAZETTEER);
        assert_eq!(document.layers.mentions[0].location.is_some(), known, "{text}");
    }
}

#[test]
fn a_river_is_not_the_town_of_its_name() {
    assert!(all("Boats crossed the [Panj] river.").is_empty());
}
