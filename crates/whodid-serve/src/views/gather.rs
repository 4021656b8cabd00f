//! Places as a map shows them: near points gathered at the zoom in view, countries shaded, other areas outlined.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use whodid_store::{Degrees, Filter, Located, PlaceKind, Placed};

use super::earth::{Window, project, shape};
use crate::queries::Ask;

/// Points within one cell of a grid of degrees, as one symbol where they lie on average.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Symbol<'p> {
    /// Degrees east and north: the mean of its points by their events.
    pub(super) lon: f64,
    pub(super) lat: f64,
    pub(super) events: u64,
    /// Its places, those with most events first.
    pub(super) places: Vec<&'p Placed>,
    cell: Degrees,
}

/// Degrees of a cell's side on a map of the whole earth; half of it with each doubling.
const SIDE: f64 = 11.25;

/// The symbols on a map, the greatest first, so that the small ones are drawn above them.
pub(super) fn symbols<'p>(places: &'p [Placed], window: &Window) -> Vec<Symbol<'p>> {
    let side = SIDE / f64::from(1_u32 << window.near);
    let cell = |degrees: f64, most: f64| {
        let last = 2.0 * most / side - 1.0;
        ((degrees + most) / side).floor().clamp(0.0, last)
    };
    let mut cells: BTreeMap<(i64, i64), Vec<&Placed>> = BTreeMap::new();
    for place in places {
        if let (Some(lat), Some(lon)) = (place.lat, place.lon)
            && window.share(lon, lat).is_some()
        {
            let (column, row) = (cell(lon, 180.0), cell(lat, 90.0));
            cells.entry((row as i64, column as i64)).or_default().push(place);
        }
    }
    let gathered = cells.into_iter().map(|((row, column), places)| {
        let events: u64 = places.iter().map(|place| place.events).sum();
        let mean = |of: fn(&Placed) -> Option<f64>| {
            let sum: f64 = places.iter().filter_map(|place| Some(of(place)? * place.events as f64)).sum();
            sum / events.max(1) as f64
        };
        let (west, south) = (column as f64 * side - 180.0, row as f64 * side - 90.0);
        Symbol {
            lon: mean(|place| place.lon),
            lat: mean(|place| place.lat),
            events,
            cell: Degrees { west, south, east: west + side, north: south + side },
            places,
        }
    });
    let mut list: Vec<Symbol<'_>> = gathered.collect();
    list.sort_by_key(|one| Reverse(one.events));
    list
}

impl Symbol<'_> {
    /// The address of its events.
    pub(super) fn events_at(&self, ask: &Ask) -> String {
        match self.places[..] {
            [one] => events_of(one, ask),
            _ => within(self.cell, ask).link("/events"),
        }
    }

    /// What it is called: its only place, or the greatest with how many more.
    pub(super) fn name(&self) -> String {
        match &self.places[..] {
            [] => String::new(),
            [one] => one.name.clone(),
            [first, rest @ ..] => format!("{} and {} more", first.name, rest.len()),
        }
    }
}

/// The events of a filter at points of a cell, and within what the filter asks for already.
fn within(cell: Degrees, ask: &Ask) -> Ask {
    let narrowed = |had: &Degrees| {
        // Over the date line a box is two; a cell lies in one of them or in the other.
        let (west, east) = match had.west <= had.east {
            true => (had.west, had.east),
            false if cell.east > had.west => (had.west, 180.0),
            false => (-180.0, had.east),
        };
        Degrees {
            west: cell.west.max(west),
            south: cell.south.max(had.south),
            east: cell.east.min(east),
            north: cell.north.min(had.north),
        }
    };
    let within = ask.filter.within.as_ref().map_or(cell, narrowed);
    ask.same_events().with(|ask| ask.filter.within = Some(within))
}

/// The address of the events at one place. What the filter asks of places holds for it already.
pub(super) fn events_of(place: &Placed, ask: &Ask) -> String {
    let name = place.geonameid.map_or_else(|| place.name.clone(), |id| id.to_string());
    let located = if place.kind == PlaceKind::Point { Located::Point } else { Located::Area };
    let filter = Filter { places: vec![name], located: Some(located), ..ask.filter.clone() };
    ask.same_events().with(|ask| ask.filter = filter).link("/events")
}

/// The areas of a map.
#[derive(Clone, Debug, Default)]
pub(super) struct Areas<'p> {
    /// Countries with an outline, by its name.
    pub(super) countries: Vec<(&'static str, &'p Placed)>,
    /// Areas of which only a box of degrees is known, the largest first.
    pub(super) boxes: Vec<([f64; 4], &'p Placed)>,
    /// Areas that cannot be drawn.
    pub(super) others: Vec<&'p Placed>,
}

/// Sorts areas by how they can be drawn.
pub(super) fn areas(places: &[Placed]) -> Areas<'_> {
    let mut areas = Areas::default();
    for place in places.iter().filter(|place| place.kind != PlaceKind::Point) {
        let country = place.country.as_deref().filter(|_| place.kind == PlaceKind::Country).and_then(shape);
        match (country, place.extent) {
            (Some(code), _) => areas.countries.push((code, place)),
            (None, Some(extent)) => areas.boxes.push((extent, place)),
            (None, None) => areas.others.push(place),
        }
    }
    areas.boxes.sort_by(|(one, _), (other, _)| spans(*other).total_cmp(&spans(*one)));
    areas
}

/// About how many square units of the plane a box of degrees spans.
pub(super) fn spans([west, south, east, north]: [f64; 4]) -> f64 {
    let (left, top) = project(west, north);
    let (right, bottom) = project(if east < west { east + 360.0 } else { east }, south);
    (right - left).abs() * (bottom - top).abs()
}

/// The steps by which areas are shaded: the least count of each, lightest first.
pub(super) fn shades(most: u64) -> Vec<u64> {
    let mut steps: Vec<u64> = (0..4).map(|at| (most as f64).powf(f64::from(at) / 4.0).ceil() as u64).collect();
    steps.dedup();
    steps
}

/// The shade of a count, 1 to 4.
pub(super) fn shade(count: u64, shades: &[u64]) -> usize {
    shades.iter().filter(|least| **least <= count).count().clamp(1, 4)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::queries::View;

    fn point(name: &str, lon: f64, lat: f64, events: u64) -> Placed {
        Placed {
            kind: PlaceKind::Point,
            name: name.into(),
            country: None,
            geonameid: None,
            lat: Some(lat),
            lon: Some(lon),
            extent: None,
            events,
            quads: BTreeMap::new(),
        }
    }

    #[test]
    fn near_points_are_one_symbol_until_they_are_looked_at_nearer() {
        let places =
            [point("Baghdad", 44.4, 33.3, 3), point("Falluja", 43.8, 33.35, 1), point("Suva", 178.4, -18.1, 2)];
        let far = symbols(&places, &Window::of(None));
        assert_eq!(
            far.iter().map(|one| (one.name(), one.events)).collect::<Vec<_>>(),
            [("Baghdad and 1 more".to_string(), 4), ("Suva".to_string(), 2)]
        );
        assert!((far[0].lon - 44.25).abs() < 1e-9);
        let near = symbols(&places, &Window::of(Some(View::new(44.0, 33.3, 5))));
        assert_eq!(near.iter().map(Symbol::name).collect::<Vec<_>>(), ["Baghdad", "Falluja"]);
    }

    #[test]
    fn the_ends_of_the_earth_belong_to_a_cell() {
        let places = [point("east", 180.0, 0.1, 1), point("west", -180.0, 0.1, 1), point("pole", 0.0, 90.0, 1)];
        assert_eq!(symbols(&places, &Window::of(None)).len(), 3);
    }

    #[test]
    fn shades_go_by_powers() {
        assert_eq!(shades(1), [1]);
        assert_eq!(shades(3), [1, 2, 3]);
        assert_eq!(shades(10_000), [1, 10, 100, 1000]);
        assert_eq!((shade(1, &shades(10_000)), shade(99, &shades(10_000)), shade(5000, &shades(10_000))), (1, 2, 4));
    }
}
