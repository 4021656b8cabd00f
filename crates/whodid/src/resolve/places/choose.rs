//! Which of its candidates each toponym means, weighed by what all of them together are about.
//!
//! A candidate's score is a sum of reasons: how many people live there, what sort of name it is, what stands behind the comma, what
//! sort of place the words beside it tell, whether the other toponyms lie in the same state and province and nearby, how far
//! the outlet's home is. The toponyms are weighed against one another a few rounds long, and each name has one sense in a
//! document unless a comma tells another.

use std::collections::BTreeMap;

use super::hints::Hint;
use super::home::{self, Home};
use super::{Backing, Toponym};
use crate::place::{Candidate, Point};
use crate::resources::{Form, Gazetteer, Level, Meaning, PlaceId};
use crate::{Document, Place};

// Weights, in powers of ten of population: a place must have ten times the people to make up for 1.0.
const CONTAINER: f32 = 9.0;
const HINT: f32 = 3.0;
const STATE: f32 = 2.5;
const PROVINCE: f32 = 2.5;
const NEAR: f32 = 1.5;
const NEAR_KM: f64 = 120.0;
const HOME_ITSELF: f32 = 1.0;
const HOME_PROVINCE: f32 = 1.5;
const HOME_STATE: f32 = 1.0;
const HOME_NEAR: f32 = 2.5;
const HOME_KM: f64 = 100.0;
/// A name whose bearer is told behind a comma once ("Mosul, Iraq") means the same throughout.
const SAME: f32 = 4.0;
/// A division that has its name from a city within it is meant less often than the city.
const SEAT: f32 = -2.0;
const ROUNDS: usize = 3;
/// A best candidate below this is no answer: the text means a place that is not in the gazetteer, or none.
const FLOOR: f32 = 5.0;
/// The same for one that nothing but its fame speaks for, that stands within an organisation's name, that the model takes
/// for a person.
const FLOOR_FAME: f32 = 7.0;
const FLOOR_NESTED: f32 = 8.5;
const FLOOR_PERSON: f32 = 9.0;
/// What the document and the outlet must say for a place that the model did not see as one.
const BROUGHT_UP: f32 = 4.0;
/// Candidates kept for the record.
const KEPT: usize = 5;

/// A candidate with all that its score needs.
#[derive(Clone, Debug)]
struct Sense {
    place: PlaceId,
    level: Level,

    state: Option<PlaceId>,
    province: Option<PlaceId>,
    middle: Option<Point>,
    adjective: bool,
    base: f32,
}

/// How much speaks for states and provinces; all add up to 1.
#[derive(Default)]
struct Focus {
    areas: BTreeMap<PlaceId, f32>,
    all: f32,
}

pub(super) fn choose(document: &Document, toponyms: &[Toponym], gazetteer: &Gazetteer, all: bool) -> Vec<Place> {
    let home = home::home(document, gazetteer);
    let mut senses: BTreeMap<&str, Vec<Sense>> = BTreeMap::new();
    for toponym in toponyms {
        senses.entry(&toponym.key).or_insert_with(|| senses_of(&toponym.meanings, gazetteer));
    }
    let senses: Vec<&[Sense]> =
        toponyms.iter().map(|t| senses.get(t.key.as_str()).map_or(&[][..], Vec::as_slice)).collect();
    let chooser = Chooser { toponyms, senses, gazetteer, told: told(toponyms, gazetteer) };
    let mut scores: Vec<Vec<f32>> = (0..toponyms.len()).map(|at| chooser.alone(at)).collect();
    let mut homes: Vec<(Sense, f32)> = Vec::new();
    let alone = scores.clone();
    for _ in 0..ROUNDS {
        homes = chooser.homes(&home, &scores);
        scores = (0..toponyms.len()).map(|at| chooser.together(at, &alone[at], &scores, &homes, home.trust)).collect();
    }
    (0..toponyms.len()).filter_map(|at| chooser.place(at, &scores[at], &homes, &scores, all)).collect()
}

fn senses_of(meanings: &[Meaning], gazetteer: &Gazetteer) -> Vec<Sense> {
    let mut senses: Vec<Sense> = meanings.iter().map(|meaning| sense(*meaning, gazetteer)).collect();
    for at in 0..senses.len() {
        let seat = matches!(senses[at].level, Level::Province | Level::District)
            && senses.iter().any(|other| other.level == Level::City && gazetteer.holds(senses[at].place, other.place));
        if seat {
            senses[at].base += SEAT;
        }
    }
    senses
}

fn sense(meaning: Meaning, gazetteer: &Gazetteer) -> Sense {
    let place = meaning.place;
    let level = gazetteer.level(place);
    let people = (gazetteer.population(place) + 10.0).log10() as f32;
    let size = match level {
        Level::Region => 7.0,
        Level::Country => 5.0 + 0.45 * people,
        Level::Province => 1.2 + 0.8 * people,
        Level::District => 0.8 * people - 0.3,
        Level::City => people,
    };
    let form = match meaning.form {
        Form::Name | Form::Abbreviation => 0.0,
        Form::Adjective => 0.5,
        Form::Further => -1.5,
        Form::Short => -1.0,
    };
    let capital = if gazetteer.is_capital(place) { 0.7 } else { 0.0 };
    Sense {
        place,
        level,

        state: gazetteer.state(place),
        province: gazetteer.province(place),
        middle: gazetteer.middle(place),
        adjective: meaning.form == Form::Adjective,
        base: size + form + capital,
    }
}

/// For each name the places that a comma tells it to mean.
fn told<'t>(toponyms: &'t [Toponym], gazetteer: &Gazetteer) -> BTreeMap<&'t str, Vec<PlaceId>> {
    let mut told: BTreeMap<&str, Vec<PlaceId>> = BTreeMap::new();
    for toponym in toponyms {
        let Some(container) = toponym.container.and_then(|at| toponyms.get(at)) else { continue };
        let inside = toponym.meanings.iter().map(|meaning| meaning.place).filter(|inner| {
            container.meanings.iter().any(|outer| outer.place != *inner && gazetteer.holds(outer.place, *inner))
        });
        told.entry(&toponym.key).or_default().extend(inside);
    }
    told
}

struct Chooser<'d> {
    toponyms: &'d [Toponym],
    senses: Vec<&'d [Sense]>,
    gazetteer: &'d Gazetteer,
    told: BTreeMap<&'d str, Vec<PlaceId>>,
}

impl Chooser<'_> {
    /// What speaks for each candidate of a toponym without the rest of the document.
    fn alone(&self, at: usize) -> Vec<f32> {
        let toponym = &self.toponyms[at];
        let holds = |outer: PlaceId, inner: PlaceId| outer != inner && self.gazetteer.holds(outer, inner);
        let container = toponym.container.map(|at| self.senses[at]);
        let held: Vec<&[Sense]> = (0..self.toponyms.len())
            .filter(|other| self.toponyms[*other].container == Some(at))
            .map(|other| self.senses[other])
            .collect();
        let told = self.told.get(toponym.key.as_str()).filter(|_| toponym.container.is_none());
        self.senses[at]
            .iter()
            .map(|sense| {
                let mut score = sense.base;
                if container.is_some_and(|outer| outer.iter().any(|outer| holds(outer.place, sense.place))) {
                    score += CONTAINER;
                }
                if held.iter().any(|inner| inner.iter().any(|inner| holds(sense.place, inner.place))) {
                    score += CONTAINER;
                }
                if told.is_some_and(|told| told.contains(&sense.place)) {
                    score += SAME;
                }
                score + fitting(toponym.hint, sense.level)
            })
            .collect()
    }

    /// The same with what the other toponyms and the outlet's home say.
    fn together(&self, at: usize, alone: &[f32], scores: &[Vec<f32>], homes: &[(Sense, f32)], trust: f32) -> Vec<f32> {
        let key = &self.toponyms[at].key;
        let focus = self.focus(scores, Some(key));
        let mut others: BTreeMap<&str, (Point, f32)> = BTreeMap::new();
        for other in (0..self.toponyms.len()).filter(|other| self.toponyms[*other].key != *key) {
            if matches!(self.toponyms[other].backing, Backing::Capital | Backing::Person) {
                continue;
            }
            let Some((best, share)) = best(&scores[other]) else { continue };
            let sense = &self.senses[other][best];
            if let (true, Some(middle)) = (sense.level >= Level::District, sense.middle) {
                others.insert(&self.toponyms[other].key, (middle, share));
            }
        }
        self.senses[at]
            .iter()
            .zip(alone)
            .map(|(sense, alone)| {
                let mut score = alone + self.of_focus(sense, &focus);
                if let (true, Some(middle)) = (sense.level >= Level::District, sense.middle) {
                    let near: f32 =
                        others.values().map(|(there, share)| share * nearness(middle, *there, NEAR_KM)).sum();
                    score += NEAR * near.min(1.5);
                }
                score + trust * homes.iter().map(|(home, share)| share * of_home(sense, home)).sum::<f32>()
            })
            .collect()
    }

    fn of_focus(&self, sense: &Sense, focus: &Focus) -> f32 {
        let share = |area: Option<PlaceId>| {
            area.and_then(|area| focus.areas.get(&area)).copied().unwrap_or(0.0) / focus.all.max(2.0)
        };
        STATE * share(sense.state) + if sense.level > Level::Province { PROVINCE * share(sense.province) } else { 0.0 }
    }

    /// What the toponyms with another name than `without` are about. A name counts less with every time it stands there.
    fn focus(&self, scores: &[Vec<f32>], without: Option<&str>) -> Focus {
        let mut focus = Focus::default();
        let mut times: BTreeMap<&str, f32> = BTreeMap::new();
        for (at, toponym) in self.toponyms.iter().enumerate() {
            if Some(toponym.key.as_str()) == without {
                continue;
            }
            let time = times.entry(&toponym.key).or_insert(0.0);
            *time += 1.0;
            let weight = match toponym.backing {
                Backing::Place => 1.0,
                Backing::Organisation | Backing::Fame => 0.5,
                Backing::Capital | Backing::Person => continue,
            } / *time;
            let shares = shares(&scores[at]);
            focus.all += if shares.is_empty() { 0.0 } else { weight };
            for (sense, share) in self.senses[at].iter().zip(shares).filter(|(_, share)| *share > 0.05) {
                for area in [sense.state, sense.province].into_iter().flatten() {
                    *focus.areas.entry(area).or_insert(0.0) += weight * share;
                }
            }
        }
        focus
    }

    /// The homes an outlet may have, each with its share of likelihood.
    fn homes(&self, home: &Home, scores: &[Vec<f32>]) -> Vec<(Sense, f32)> {
        let focus = self.focus(scores, None);
        let senses: Vec<Sense> = home
            .places
            .iter()
            .map(|(place, base)| {
                let sense = sense(Meaning { place: *place, form: Form::Name }, self.gazetteer);
                let base = base + self.of_focus(&sense, &focus);
                Sense { base, ..sense }
            })
            .collect();
        let shares = shares(&senses.iter().map(|sense| sense.base).collect::<Vec<_>>());
        senses.into_iter().zip(shares).collect()
    }

    /// The record of a toponym; `None` where it is likelier no place at all, unless `all` are wanted.
    fn place(
        &self,
        at: usize,
        scores: &[f32],
        homes: &[(Sense, f32)],
        of_all: &[Vec<f32>],
        all: bool,
    ) -> Option<Place> {
        let toponym = &self.toponyms[at];
        let Some((first, share)) = best(scores) else {
            let none = Place {
                span: toponym.span,
                location: None,
                adjective: false,
                candidates: Vec::new(),
                confidence: 0.0,
                reason: "no such name in the gazetteer".into(),
            };
            return all.then_some(none);
        };
        let chosen = &self.senses[at][first];
        // The rest of the document must bring up what the model did not see, and not its own fame.
        let brought_up = || self.is_backed_elsewhere(at) || scores[first] - self.alone(at)[first] >= BROUGHT_UP;
        let score = scores[first];
        let enough = match toponym.backing {
            Backing::Place => score >= FLOOR,
            Backing::Fame => score >= FLOOR_FAME || score >= FLOOR && brought_up(),
            Backing::Organisation => score >= FLOOR_NESTED || score >= FLOOR && brought_up(),
            Backing::Capital => score >= FLOOR && brought_up(),
            Backing::Person => score >= FLOOR_PERSON && brought_up(),
        };
        if !all && !enough {
            return None;
        }
        let mut order: Vec<usize> = (0..scores.len()).collect();
        order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]).then(a.cmp(b)));
        let candidates = order.iter().take(KEPT).map(|&at_sense| {
            let place = self.senses[at][at_sense].place;
            Candidate {
                name: self.gazetteer.name(place),
                geonameid: self.gazetteer.geonameid(place),
                country_code: self.gazetteer.codes(place).map(|(_, code)| code.to_owned()),
                score: scores[at_sense],
            }
        });
        Some(Place {
            span: toponym.span,
            location: Some(self.gazetteer.location(chosen.place)),
            adjective: chosen.adjective,
            candidates: candidates.collect(),
            confidence: share,
            reason: self.reason(at, chosen, homes, of_all),
        })
    }

    /// Whether the same name stands elsewhere where it is the name of a place for sure.
    fn is_backed_elsewhere(&self, at: usize) -> bool {
        self.toponyms.iter().any(|other| other.key == self.toponyms[at].key && other.backing == Backing::Place)
    }

    /// The strongest reason, in words.
    fn reason(&self, at: usize, chosen: &Sense, homes: &[(Sense, f32)], scores: &[Vec<f32>]) -> String {
        let toponym = &self.toponyms[at];
        let inside = |outer: &Sense| outer.place != chosen.place && self.gazetteer.holds(outer.place, chosen.place);
        if let Some(outer) = toponym.container.and_then(|at| self.senses[at].iter().find(|outer| inside(outer))) {
            return format!("lies in {}, which stands behind it", self.gazetteer.name(outer.place));
        }
        if self.senses[at].len() == 1 {
            return "the only place of this name".into();
        }
        if fitting(toponym.hint, chosen.level) > 0.0 {
            return "the words beside it tell what sort of place it is".into();
        }
        if chosen.level <= Level::Country {
            return "a state or a wider region".into();
        }
        if let Some((home, _)) = homes.iter().find(|(home, share)| *share > 0.5 && of_home(chosen, home) >= HOME_NEAR) {
            return format!("near {}, the outlet's home", self.gazetteer.name(home.place));
        }
        let focus = self.focus(scores, Some(&toponym.key));
        let share = |area: &PlaceId| focus.areas.get(area).copied().unwrap_or(0.0) / focus.all.max(1.0);
        for area in [chosen.province, chosen.state].into_iter().flatten().filter(|area| *area != chosen.place) {
            if share(&area) > 0.3 {
                return format!("the text is about {}", self.gazetteer.name(area));
            }
        }
        "the best known place of this name".into()
    }
}

/// What the words beside a name say of a candidate's sort.
fn fitting(hint: Hint, level: Level) -> f32 {
    match (hint, level) {
        (Hint::Division, Level::Province | Level::District) | (Hint::Settlement, Level::City) => HINT,
        (Hint::Division, _) | (Hint::Settlement, Level::Province | Level::District) => -HINT / 2.0,
        _ => 0.0,
    }
}

/// What an outlet's home says for a candidate.
fn of_home(sense: &Sense, home: &Sense) -> f32 {
    if sense.level <= Level::Country {
        return if sense.state.is_some() && sense.state == home.state { HOME_STATE } else { 0.0 };
    }
    let mut score = 0.0;
    if sense.place == home.place {
        score += HOME_ITSELF;
    }
    if sense.state.is_some() && sense.state == home.state {
        score += HOME_STATE;
    }
    if home.level <= Level::Country {
        return score;
    }
    if sense.province.is_some() && sense.province == home.province {
        score += HOME_PROVINCE;
    }
    if let (true, Some(here), Some(there)) = (sense.level >= Level::District, sense.middle, home.middle) {
        score += HOME_NEAR * nearness(here, there, HOME_KM);
    }
    score
}

/// 1 for the same place, falling off with the distance.
fn nearness(here: Point, there: Point, scale_km: f64) -> f32 {
    (-here.km_to(there) / scale_km).exp() as f32
}

/// The best score's place in the list, and its share.
fn best(scores: &[f32]) -> Option<(usize, f32)> {
    let at = (0..scores.len()).max_by(|a, b| scores[*a].total_cmp(&scores[*b]).then(b.cmp(a)))?;
    Some((at, shares(scores)[at]))
}

/// Scores as shares of likelihood.
fn shares(scores: &[f32]) -> Vec<f32> {
    let highest = scores.iter().copied().fold(f32::MIN, f32::max);
    let weights: Vec<f32> = scores.iter().map(|score| (1.5 * (score - highest)).exp()).collect();
    let all: f32 = weights.iter().sum();
    weights.into_iter().map(|weight| weight / all).collect()
}
