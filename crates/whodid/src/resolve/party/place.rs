//! Who a state, a capital, a people or a place means, and who bears a name that the facts do not know.

use jiff::civil::Date;

use super::phrase::Phrase;
use super::{Description, PartyKind, sectors};
use crate::resources::{Facts, Kind};

/// A state, capital, people or place, or nothing that the facts know.
pub(super) fn of_place(facts: &Facts, phrase: &Phrase<'_, '_>, date: Option<Date>) -> (Description, bool) {
    let head = phrase.head();
    let country = phrase.country(date, true);
    let mut who = Description::default();
    if let Some((code, reason)) = country {
        who.country = Some(code);
        who.reason = reason;
    }
    let Some(found) = phrase.names_in(&head).last() else {
        who.name = phrase.unknown_name_after(head.start, &head);
        if who.name.is_some() {
            who.kind = PartyKind::Person;
        }
        return (who, false);
    };
    let whole = found.words.end == head.end && found.words.start <= phrase.content_start();
    let has = |kind: Kind| found.facts.iter().any(|fact| fact.kind == kind);
    let word = &phrase.words[found.words.end - 1];
    if !whole && phrase.unknown_name_after(found.words.end, &head).is_some() {
        let person = found.facts.iter().all(|fact| fact.kind.is_person());
        let all = phrase.whole_name(&head).filter(|_| person);
        who.name = all.or_else(|| phrase.unknown_name_after(found.words.end, &head));
        return (who, false);
    }
    if has(Kind::State) || has(Kind::Capital) {
        let code = found.facts.iter().find(|fact| matches!(fact.kind, Kind::State | Kind::Capital));
        who.country = code.and_then(|fact| fact.code.clone()).or(who.country);
        who.sectors = sectors(&["GOV"]);
        who.kind = PartyKind::State;
        let state = who.country.as_deref().and_then(|code| facts.state(code));
        who.name = state.map(|state| state.name.clone());
        who.wikidata = state.and_then(|state| state.wikidata.clone());
        return (who, whole);
    }
    if has(Kind::Demonym) || has(Kind::Adjective) {
        let people =
            has(Kind::Demonym) && (word.plain.ends_with('s') || word.plain.ends_with("men")) || phrase.is_counted;
        let one = has(Kind::Demonym) && phrase.has_article;
        who.kind = if one && !people { PartyKind::Person } else { PartyKind::People };
        let bare = !people && !one && !phrase.has_opener();
        who.sectors = sectors(&[if bare && has(Kind::Adjective) { "GOV" } else { "CVL" }]);
        // "the Russians" may be the army as well as the people, "five Iraqis" may not.
        return (who, (phrase.is_counted || one) && has(Kind::Demonym));
    }
    if let Some(place) = found.facts.iter().find(|fact| fact.kind == Kind::Place) {
        who.sectors = place.sectors.clone();
        who.kind = PartyKind::State;
        who.name = Some(place.name.clone());
        return (who, !place.sectors.is_empty());
    }
    (who, false)
}
