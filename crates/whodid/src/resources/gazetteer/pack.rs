//! The pack's bytes: fixed-width records and a front-coded table of names, read where they lie.

use std::borrow::Cow;
use std::ops::Range;

use crate::place::{Extent, Point};
use crate::resources::facts::words;

pub(super) const MAIN: u32 = 1;
pub(super) const ENGLISH: u32 = 2;
pub(super) const SHORT: u32 = 4;
pub(super) const ADJECTIVE: u32 = 8;
pub(super) const ABBREVIATION: u32 = 16;

/// Names in a block of the table; the first of a block is written out.
const BLOCK: usize = 16;
/// Bits of a posting that number the place; the rest are flags.
const PLACE_BITS: u32 = 19;
const STATE: usize = 8;
const BOX: usize = 8;
const AREA: usize = 22;
const CITY: usize = 13;
const HEAD: usize = 8;
/// Degrees are stored in this fraction; areas whose middle is unknown have a latitude past the pole.
const DEGREE: f64 = 10_000.0;
const NOWHERE: f64 = 90.0;
/// Population is stored as this many steps a power of ten.
const SIZE: f64 = 25.0;
const NO_COUNTRY: u8 = 255;
const NO_PARENT: u32 = 0xFFFF;

/// A gazetteer that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GazetteerError(String);

impl GazetteerError {
    pub(super) fn new(what: &str) -> Self {
        GazetteerError(what.to_owned())
    }
}

impl std::fmt::Display for GazetteerError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "gazetteer: {}", self.0)
    }
}

impl std::error::Error for GazetteerError {}

/// The bytes, and where each section of them stands.
#[derive(Clone)]
pub(super) struct Pack {
    bytes: Cow<'static, [u8]>,
    states: Range<usize>,
    boxes: Range<usize>,
    areas: Range<usize>,
    cities: Range<usize>,
    heads: Range<usize>,
    blocks: Range<usize>,
    names: Range<usize>,
    features: Vec<(&'static str, &'static str)>,
}

impl std::fmt::Debug for Pack {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pack").field("bytes", &self.bytes.len()).finish_non_exhaustive()
    }
}

/// Features that a pack may name.
const FEATURES: [(&str, &str); 21] = [
    ("A", "PCLI"),
    ("A", "ADM1"),
    ("A", "ADM2"),
    ("L", "CONT"),
    ("L", "RGN"),
    ("A", "ZN"),
    ("A", "PCLH"),
    ("H", "OCN"),
    ("H", "SEA"),
    ("H", "GULF"),
    ("H", "BAY"),
    ("H", "STRT"),
    ("H", "CHN"),
    ("H", "CNL"),
    ("H", "LK"),
    ("H", "LKS"),
    ("H", "STM"),
    ("T", "PEN"),
    ("T", "DSRT"),
    ("T", "MTS"),
    ("T", "MT"),
];

impl Pack {
    pub(super) fn read(bytes: Cow<'static, [u8]>) -> Result<Pack, GazetteerError> {
        if bytes.get(..4) != Some(b"WGAZ") || unsigned(&bytes, 4, 4) != 1 {
            return Err(GazetteerError::new("not a pack of version 1"));
        }
        let mut at = 40;
        let mut section = |number: usize| {
            let length = unsigned(&bytes, 8 + 4 * number, 4) as usize;
            at += length;
            at - length..at
        };
        let [listed, states, boxes, areas, cities, heads, blocks, names] = std::array::from_fn(&mut section);
        if at != bytes.len() {
            return Err(GazetteerError::new("cut short, or longer than it says"));
        }
        let listed = String::from_utf8_lossy(bytes.get(listed).unwrap_or_default()).into_owned();
        let known = |name: &str| FEATURES.iter().find(|(class, code)| name.split_once('.') == Some((class, code)));
        let features = listed
            .lines()
            .map(|name| known(name).copied().ok_or_else(|| GazetteerError::new(&format!("unknown feature `{name}`"))))
            .collect::<Result<_, _>>()?;
        Ok(Pack { states, boxes, areas, cities, heads, blocks, names, features, bytes })
    }

    fn area_count(&self) -> usize {
        self.areas.len() / AREA
    }

    pub(super) fn len(&self) -> usize {
        self.area_count() + self.cities.len() / CITY
    }

    /// The areas that are states, by the number of the state.
    pub(super) fn states(&self) -> impl Iterator<Item = u32> {
        let mut states = vec![0; self.states.len() / STATE];
        for area in 0..self.area_count() as u32 {
            if self.feature(area) == Some(("A", "PCLI"))
                && let Some(state) = self.country(area).and_then(|country| states.get_mut(country))
            {
                *state = area;
            }
        }
        states.into_iter()
    }

    /// Where a field of an area's record stands.
    fn area(&self, place: u32, field: usize) -> usize {
        self.areas.start + place as usize * AREA + field
    }

    /// Where a field of a populated place's record stands; `None` for an area.
    fn city(&self, place: u32, field: usize) -> Option<usize> {
        let city = (place as usize).checked_sub(self.area_count())?;
        Some(self.cities.start + city * CITY + field)
    }

    pub(super) fn geonameid(&self, place: u32) -> u32 {
        let at = self.city(place, 0).unwrap_or_else(|| self.area(place, 0));
        unsigned(&self.bytes, at, 3)
    }

    /// Class and code of an area; `None` for a populated place.
    pub(super) fn feature(&self, place: u32) -> Option<(&'static str, &'static str)> {
        if self.city(place, 0).is_some() {
            return None;
        }
        self.features.get(unsigned(&self.bytes, self.area(place, 3), 1) as usize).copied()
    }

    /// The area that holds a populated place, else the place itself.
    fn ground(&self, place: u32) -> u32 {
        match (place as usize).checked_sub(self.area_count()) {
            None => place,
            Some(city) => {
                let (mut low, mut high) = (0, self.area_count() as u32);
                while low < high {
                    let middle = low + (high - low) / 2;
                    if self.first(middle) <= city { low = middle + 1 } else { high = middle }
                }
                low.saturating_sub(1)
            }
        }
    }

    /// Number of the state.
    pub(super) fn country(&self, place: u32) -> Option<usize> {
        let country = unsigned(&self.bytes, self.area(self.ground(place), 4), 1);
        (country != u32::from(NO_COUNTRY)).then_some(country as usize)
    }

    /// The division that holds the place.
    pub(super) fn parent(&self, place: u32) -> Option<u32> {
        let ground = self.ground(place);
        if ground != place {
            return Some(ground);
        }
        Some(unsigned(&self.bytes, self.area(place, 5), 2)).filter(|parent| *parent != NO_PARENT)
    }

    /// One past the last area within an area.
    fn end(&self, area: u32) -> u32 {
        unsigned(&self.bytes, self.area(area, 7), 2)
    }

    /// The first populated place at or after an area.
    fn first(&self, area: u32) -> usize {
        if area as usize >= self.area_count() {
            return self.cities.len() / CITY;
        }
        unsigned(&self.bytes, self.area(area, 9), 3) as usize
    }

    /// Populated places within an area.
    fn within(&self, area: u32) -> Range<usize> {
        self.first(area)..self.first(self.end(area))
    }

    pub(super) fn holds(&self, outer: u32, inner: u32) -> bool {
        let areas = self.area_count();
        if outer as usize >= areas {
            return false;
        }
        match (inner as usize).checked_sub(areas) {
            Some(city) => self.within(outer).contains(&city),
            None => (outer..self.end(outer)).contains(&inner),
        }
    }

    pub(super) fn middle(&self, place: u32) -> Option<Point> {
        let at = self.city(place, 3).unwrap_or_else(|| self.area(place, 12));
        let degrees = |at: usize| f64::from(signed(&self.bytes, at, 3)) / DEGREE;
        Some(Point { lat: degrees(at), lon: degrees(at + 3) }).filter(|point| point.lat.abs() <= NOWHERE)
    }

    pub(super) fn population(&self, place: u32) -> f64 {
        let at = self.city(place, 12).unwrap_or_else(|| self.area(place, 21));
        match unsigned(&self.bytes, at, 1) {
            0 => 0.0,
            size => 10f64.powf(f64::from(size) / SIZE),
        }
    }

    pub(super) fn codes(&self, state: usize) -> Option<(&str, &str)> {
        let at = self.states.start + state * STATE;
        let text = std::str::from_utf8(self.bytes.get(at..at + 5)?).ok()?;
        text.split_at_checked(2)
    }

    pub(super) fn capital(&self, state: usize) -> Option<u32> {
        let capital = unsigned(&self.bytes, self.states.start + state * STATE + 5, 3);
        ((capital as usize) < self.len()).then_some(capital)
    }

    pub(super) fn extent(&self, place: u32) -> Option<Extent> {
        if self.city(place, 0).is_some() {
            return None;
        }
        let given = self.boxes.start + place as usize * BOX;
        if given < self.boxes.end {
            let degrees = |side: usize| f64::from(signed(&self.bytes, given + 2 * side, 2)) / 100.0;
            let extent = Extent { west: degrees(0), south: degrees(1), east: degrees(2), north: degrees(3) };
            return Some(extent).filter(|extent| extent.south.abs() <= NOWHERE);
        }
        let points: Vec<Point> =
            self.within(place).filter_map(|city| self.middle((city + self.area_count()) as u32)).collect();
        around(&points)
    }

    /// The place's own name.
    pub(super) fn name(&self, place: u32) -> String {
        let at = self.city(place, 9).unwrap_or_else(|| self.area(place, 18));
        let entry = unsigned(&self.bytes, at, 3) as usize;
        let mut name = Vec::new();
        let mut reader = self.block(entry / BLOCK);
        for _ in 0..=entry % BLOCK {
            if !reader.next(&mut name, |_| {}) {
                break;
            }
        }
        String::from_utf8(name).unwrap_or_default()
    }

    fn block(&self, block: usize) -> Names<'_> {
        let start = unsigned(&self.bytes, self.blocks.start + 4 * block, 4) as usize;
        Names { table: self.bytes.get(self.names.clone()).unwrap_or_default(), at: start }
    }

    /// Gives each place that has a name, with the name's flags.
    pub(super) fn each_named(&self, key: &str, mut give: impl FnMut(u32, u32)) {
        let mut wanted = [0; HEAD];
        wanted.iter_mut().zip(key.bytes()).for_each(|(to, from)| *to = from);
        let count = self.heads.len() / HEAD;
        let head = |block: usize| {
            let at = self.heads.start + block * HEAD;
            self.bytes.get(at..at + HEAD).unwrap_or(&[0xFF; HEAD])
        };
        let (mut low, mut high) = (0, count);
        while low < high {
            let middle = low + (high - low) / 2;
            if head(middle) < wanted.as_slice() { low = middle + 1 } else { high = middle }
        }
        // The name may stand in the last block that begins before it, or in any that begins with the same bytes.
        let mut name = Vec::new();
        for block in low.saturating_sub(1)..count {
            if block >= low && head(block) > wanted.as_slice() {
                break;
            }
            let mut reader = self.block(block);
            for _ in 0..BLOCK {
                let before = reader.at;
                if !reader.next(&mut name, |_| {}) {
                    break;
                }
                if !is_key(&name, key) {
                    continue;
                }
                let mut again = Names { table: reader.table, at: before };
                again.next(&mut Vec::new(), |posting| give(posting & ((1 << PLACE_BITS) - 1), posting >> PLACE_BITS));
            }
        }
    }
}

/// True when a name compares as `key`.
fn is_key(name: &[u8], key: &str) -> bool {
    // Plain letters need no cutting into words.
    if name.iter().all(|byte| byte.is_ascii_alphabetic() || *byte == b' ') && !has_article(name) {
        return name.eq_ignore_ascii_case(key.as_bytes());
    }
    std::str::from_utf8(name).is_ok_and(|name| words::joined(&words::words(name)) == key)
}

fn has_article(name: &[u8]) -> bool {
    name.split(|byte| *byte == b' ').any(|word| word.eq_ignore_ascii_case(b"al"))
}

/// Reads the table of names from some place on.
struct Names<'p> {
    table: &'p [u8],
    at: usize,
}

impl Names<'_> {
    /// Puts the next name in place of the last one and gives its postings; false at the end.
    fn next(&mut self, name: &mut Vec<u8>, mut give: impl FnMut(u32)) -> bool {
        let (Some(&shared), Some(&more)) = (self.table.get(self.at), self.table.get(self.at + 1)) else { return false };
        let from = self.at + 2;
        let Some(rest) = self.table.get(from..from + usize::from(more)) else { return false };
        name.truncate(usize::from(shared));
        name.extend_from_slice(rest);
        self.at = from + rest.len();
        let mut count = unsigned(self.table, self.at, 1) as usize;
        self.at += 1;
        if count == 255 {
            count = unsigned(self.table, self.at, 2) as usize;
            self.at += 2;
        }
        for posting in 0..count {
            give(unsigned(self.table, self.at + 3 * posting, 3));
        }
        self.at += 3 * count;
        true
    }
}

/// The box around points; across the date line where that is the narrower one.
fn around(points: &[Point]) -> Option<Extent> {
    let first = points.first()?;
    let (mut south, mut north) = (first.lat, first.lat);
    let (mut west, mut east) = (first.lon, first.lon);
    let turned = |lon: f64| if lon < 0.0 { lon + 360.0 } else { lon };
    let (mut turned_west, mut turned_east) = (turned(first.lon), turned(first.lon));
    for point in points {
        (south, north) = (south.min(point.lat), north.max(point.lat));
        (west, east) = (west.min(point.lon), east.max(point.lon));
        (turned_west, turned_east) = (turned_west.min(turned(point.lon)), turned_east.max(turned(point.lon)));
    }
    if turned_east - turned_west < east - west {
        let back = |lon: f64| if lon > 180.0 { lon - 360.0 } else { lon };
        (west, east) = (back(turned_west), back(turned_east));
    }
    let round = |degrees: f64| (degrees * DEGREE).round() / DEGREE;
    Some(Extent { west: round(west), south: round(south), east: round(east), north: round(north) })
}

/// A little-endian number of up to four bytes; 0 past the end.
fn unsigned(bytes: &[u8], at: usize, width: usize) -> u32 {
    let bytes = bytes.get(at..at + width).unwrap_or_default();
    bytes.iter().rev().fold(0, |number, byte| number << 8 | u32::from(*byte))
}

/// The same with a sign.
fn signed(bytes: &[u8], at: usize, width: usize) -> i32 {
    let shift = 32 - 8 * width as u32;
    ((unsigned(bytes, at, width) << shift) as i32) >> shift
}
