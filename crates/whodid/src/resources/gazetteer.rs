//! The gazetteer: names of places and what each may mean, from a pack of bytes that is read where it lies.
//!
//! `gazetteer/build.py` packs it, and `gazetteer/README.md` describes the form. Areas stand in an order in which everything
//! inside an area follows it at once, populated places in the order of the areas that hold them; so what lies within an
//! area is a range, and containment is two comparisons.

mod outlets;
mod pack;

use std::borrow::Cow;

pub use pack::GazetteerError;

use super::facts::words;
use crate::place::{Extent, Location, Point};
use outlets::Outlets;
use pack::Pack;

/// Everything that is known of places.
#[derive(Clone, Debug)]
pub struct Gazetteer {
    pack: Pack,
    outlets: Outlets,
    /// The state with each number.
    states: Vec<PlaceId>,
}

/// A place of the gazetteer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceId(u32);

/// What a name may mean, and what sort of name of it that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// The place.
    pub place: PlaceId,
    /// What sort of name.
    pub form: Form,
}

/// What sort of name a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// The place's own name, or its usual one in English.
    Name,
    /// A further spelling, or a name in another language.
    Further,
    /// The name of a division without the word for its sort: "Rapides" for Rapides Parish.
    Short,
    /// An adjective or a word for the people: "Iraqi", "Texans".
    Adjective,
    /// An abbreviation that stands behind another place: "Calif.", "TX".
    Abbreviation,
}

/// What sort of place a place is, from the widest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// A continent, a region, a sea, a state that is no more.
    Region,
    /// A state or territory.
    Country,
    /// A first division of a state.
    Province,
    /// A division of a division.
    District,
    /// A populated place.
    City,
}

impl Gazetteer {
    /// Takes a pack, and the table of outlets with their homes: a header, then `outlet` (a domain, or a name), `place`, `within`
    /// (a state or a division of one) and `until` (the last year of that, or nothing), separated by tabs.
    ///
    /// ```no_run
    /// use whodid::resources::Gazetteer;
    /// let pack = std::fs::read("gazetteer/gazetteer.bin")?;
    /// let gazetteer = Gazetteer::load(pack, "outlet\tplace\twithin\tuntil\nexample.com\tErbil\tIraq\t\n")?;
    /// assert!(gazetteer.named("Mosul").iter().any(|meaning| gazetteer.geonameid(meaning.place) == Some(99072)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the bytes are no such pack, or the table is malformed, with its line.
    pub fn load(pack: impl Into<Cow<'static, [u8]>>, outlets: &str) -> Result<Gazetteer, GazetteerError> {
        let pack = Pack::read(pack.into())?;
        let states = pack.states().map(PlaceId).collect();
        Ok(Gazetteer { pack, outlets: Outlets::parse(outlets)?, states })
    }

    /// What a name may mean: the name as texts have it, in any case.
    pub fn named(&self, name: &str) -> Vec<Meaning> {
        self.meanings(&words::joined(&words::words(name)))
    }

    /// What a name may mean that is given in the form in which names are compared: words in small letters, a space between.
    pub fn meanings(&self, key: &str) -> Vec<Meaning> {
        let mut found = Vec::new();
        self.pack.each_named(key, |place, flags| {
            let form = match flags {
                f if f & pack::ABBREVIATION != 0 => Form::Abbreviation,
                f if f & (pack::MAIN | pack::ENGLISH) != 0 => Form::Name,
                f if f & pack::ADJECTIVE != 0 => Form::Adjective,
                f if f & pack::SHORT != 0 => Form::Short,
                _ => Form::Further,
            };
            found.push(Meaning { place: PlaceId(place), form });
        });
        found
    }

    /// How many places there are; their ids count from 0.
    pub fn len(&self) -> usize {
        self.pack.len()
    }

    /// True when there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All places: areas first, then populated places.
    pub fn places(&self) -> impl Iterator<Item = PlaceId> {
        (0..self.len() as u32).map(PlaceId)
    }

    /// The place's own name.
    pub fn name(&self, place: PlaceId) -> String {
        self.pack.name(place.0)
    }

    /// Id in GeoNames; `None` for what the gazetteer has by hand.
    pub fn geonameid(&self, place: PlaceId) -> Option<u32> {
        Some(self.pack.geonameid(place.0)).filter(|id| *id > 0)
    }

    /// What sort of place it is.
    pub fn level(&self, place: PlaceId) -> Level {
        match self.pack.feature(place.0) {
            None => Level::City,
            Some(("A", "PCLI")) => Level::Country,
            Some(("A", "ADM1")) => Level::Province,
            Some(("A", "ADM2")) => Level::District,
            Some(_) => Level::Region,
        }
    }

    /// Class and code in GeoNames' terms. A populated place is `PPLC` when it is a state's capital, else `PPL`: which are
    /// seats of divisions is not known.
    pub fn feature(&self, place: PlaceId) -> (&'static str, &'static str) {
        self.pack.feature(place.0).unwrap_or(if self.is_capital(place) { ("P", "PPLC") } else { ("P", "PPL") })
    }

    /// True for the capital of a state.
    pub fn is_capital(&self, place: PlaceId) -> bool {
        self.pack.country(place.0).is_some_and(|state| self.pack.capital(state) == Some(place.0))
    }

    /// Where a populated place lies, or the middle of an area by where its people live.
    pub fn middle(&self, place: PlaceId) -> Option<Point> {
        self.pack.middle(place.0)
    }

    /// About how many people live there; 0 when unknown.
    pub fn population(&self, place: PlaceId) -> f64 {
        self.pack.population(place.0)
    }

    /// The state it lies in, or is.
    pub fn state(&self, place: PlaceId) -> Option<PlaceId> {
        self.states.get(self.pack.country(place.0)?).copied()
    }

    /// ISO 3166 codes of the state it lies in, of two and of three letters.
    pub fn codes(&self, place: PlaceId) -> Option<(&str, &str)> {
        self.pack.codes(self.pack.country(place.0)?)
    }

    /// The next wider area: of a city its district or province, of a province its state.
    pub fn parent(&self, place: PlaceId) -> Option<PlaceId> {
        let above = self.pack.parent(place.0).map(PlaceId);
        above.or_else(|| self.state(place)).filter(|above| *above != place)
    }

    /// The first division of a state that it lies in, or is.
    pub fn province(&self, place: PlaceId) -> Option<PlaceId> {
        self.upward(place).find(|above| self.level(*above) == Level::Province)
    }

    /// The place and all areas that hold it, from the narrowest.
    pub fn upward(&self, place: PlaceId) -> impl Iterator<Item = PlaceId> {
        std::iter::successors(Some(place), |below| self.parent(*below)).take(6)
    }

    /// True when `inner` lies in the area `outer`, or is it.
    pub fn holds(&self, outer: PlaceId, inner: PlaceId) -> bool {
        outer == inner || self.pack.holds(outer.0, inner.0)
    }

    /// What an area spans: as given, else what its populated places span. `None` for a populated place.
    pub fn extent(&self, place: PlaceId) -> Option<Extent> {
        self.pack.extent(place.0)
    }

    /// The home of an outlet in a year, by its domain or name.
    pub(crate) fn home_of(&self, outlet: &str, year: Option<i16>) -> Option<PlaceId> {
        let home = self.outlets.home(outlet, year)?;
        let wider = self.named(&home.within);
        let candidates = self.named(&home.place).into_iter().map(|meaning| meaning.place);
        candidates
            .filter(|place| wider.iter().any(|area| self.holds(area.place, *place)))
            .max_by(|a, b| self.population(*a).total_cmp(&self.population(*b)).then(b.cmp(a)))
    }

    /// All that is told of a place.
    pub fn location(&self, place: PlaceId) -> Location {
        let level = self.level(place);
        let named = |wanted: Level| self.upward(place).find(|p| self.level(*p) == wanted).map(|p| self.name(p));
        Location {
            name: self.name(place),
            geonameid: self.geonameid(place),
            point: self.middle(place).filter(|_| level == Level::City),
            extent: self.extent(place),
            middle: self.middle(place),
            city: named(Level::City),
            district: named(Level::District),
            province: named(Level::Province),
            country: self.state(place).map(|state| self.name(state)),
            country_code: self.codes(place).map(|(_, code)| code.to_owned()),
            feature: self.feature(place),
            resolution: match level {
                Level::City => Some(4),
                Level::District => Some(3),
                Level::Province => Some(2),
                Level::Country => Some(1),
                Level::Region => None,
            },
        }
    }
}
