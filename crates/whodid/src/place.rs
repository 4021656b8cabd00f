//! Places: where on the earth a stretch of text means, and how exactly.

use crate::Span;

/// A stretch of a document's text that names a place, with what it may mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Where the name stands.
    pub span: Span,
    /// What it means; `None` when nothing in the gazetteer fits.
    pub location: Option<Location>,
    /// True when the text has an adjective or a word for the people: "Iraqi", "Texans".
    pub adjective: bool,
    /// What it may mean, the likeliest first, the chosen one among them; at most five.
    pub candidates: Vec<Candidate>,
    /// How sure the choice is, 0 to 1: the chosen one's share of all candidates' weight.
    pub confidence: f32,
    /// Why the first candidate was taken.
    pub reason: String,
}

/// One thing that a name may mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Name in the gazetteer.
    pub name: String,
    /// Id in GeoNames, where there is one.
    pub geonameid: Option<u32>,
    /// ISO 3166 alpha-3 of the state, `KOS` for Kosovo.
    pub country_code: Option<String>,
    /// Its score; only differences to other candidates mean something.
    pub score: f32,
}

/// A place on the earth.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Location {
    /// Name in the gazetteer.
    pub name: String,
    /// Id in GeoNames; regions and seas that the gazetteer has by hand have none.
    pub geonameid: Option<u32>,
    /// Degrees north and east of a populated place. An area has none: it would be false wherever it lay.
    pub point: Option<Point>,
    /// What an area spans, where that is known.
    pub extent: Option<Extent>,
    /// The middle of an area's population, or the point: for distances, not for maps.
    pub middle: Option<Point>,
    /// The populated place itself.
    pub city: Option<String>,
    /// The second division it lies in, or is.
    pub district: Option<String>,
    /// The first division it lies in, or is.
    pub province: Option<String>,
    /// Name of the state.
    pub country: Option<String>,
    /// ISO 3166 alpha-3 of the state, `KOS` for Kosovo.
    pub country_code: Option<String>,
    /// Class and code of the feature in GeoNames' terms, such as `("A", "ADM1")`.
    pub feature: (&'static str, &'static str),
    /// PLOVER's resolution: 4 city, 3 district, 2 province, 1 country; `None` for what is no part of this ladder.
    pub resolution: Option<u8>,
}

/// A point on the earth, in degrees.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
}

/// The smallest box of parallels and meridians around an area, in degrees; `west > east` where it crosses the date line.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Extent {
    /// Its western meridian.
    pub west: f64,
    /// Its southern parallel.
    pub south: f64,
    /// Its eastern meridian.
    pub east: f64,
    /// Its northern parallel.
    pub north: f64,
}

/// Mean radius of the earth.
const RADIUS_KM: f64 = 6371.0;

impl Point {
    /// The great-circle distance in kilometres (haversine).
    ///
    /// ```
    /// use whodid::Point;
    /// let (baghdad, mosul) = (Point { lat: 33.34, lon: 44.40 }, Point { lat: 36.34, lon: 43.13 });
    /// assert_eq!(baghdad.km_to(mosul).round(), 353.0);
    /// ```
    pub fn km_to(self, other: Point) -> f64 {
        let (a, b) = (self.lat.to_radians(), other.lat.to_radians());
        let across = (other.lon - self.lon).to_radians() / 2.0;
        let up = (b - a) / 2.0;
        let half = up.sin().powi(2) + a.cos() * b.cos() * across.sin().powi(2);
        2.0 * RADIUS_KM * half.clamp(0.0, 1.0).sqrt().asin()
    }
}
