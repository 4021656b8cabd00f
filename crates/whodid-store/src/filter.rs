//! What is asked for, as plain data.

use std::fmt;
use std::str::FromStr;

use rusqlite::types::Value;
use whodid::ontology::Class;

use crate::columns::Noun;

/// Which events or mentions are asked for. Within a list one is enough; what is empty asks for nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Both countries take part, whoever acts: `("RUS", "USA")`.
    pub between: Option<(String, String)>,
    /// Who acts: a code (`IRQ`), a code with a sector (`IRQ GOV`), a name (with `*` for any letters), a Wikidata id, or code and
    /// name as a participant is known by (`SDN:Rapid Support Forces`, `:rebels`).
    pub actors: Vec<String>,
    /// To whom, in the same forms.
    pub recipients: Vec<String>,
    /// Who takes part in either role, in the same forms.
    pub participants: Vec<String>,
    /// Primary sector of a participant.
    pub sectors: Vec<String>,
    /// Classes.
    pub classes: Vec<String>,
    /// Quads, 1 to 4. Beside classes a quad stands for its classes, and one class of all of them is enough.
    pub quads: Vec<u8>,
    /// Modes.
    pub modes: Vec<String>,
    /// Contexts.
    pub contexts: Vec<String>,
    /// Statuses.
    pub statuses: Vec<String>,
    /// A place or what holds it: a name, a GeoNames id, a country's name or code.
    pub places: Vec<String>,
    /// At a point within these degrees.
    pub within: Option<Degrees>,
    /// How the place is known.
    pub located: Option<Located>,
    /// First day of the period, `YYYY-MM-DD`; what overlaps the period is in it.
    pub from: Option<String>,
    /// Last day of the period.
    pub to: Option<String>,
    /// At least so many independent origins stand behind the event.
    pub min_origins: Option<usize>,
    /// The coder is at least so sure, 0 to 1.
    pub min_confidence: Option<f32>,
    /// What the text around makes of it.
    pub scopes: Scopes,
    /// Outlets that tell of it.
    pub outlets: Vec<String>,
    /// Words in its passages or the titles of its documents: all of them, or phrases in quotes, `OR` between alternatives,
    /// `*` at a word's end for any ending.
    pub text: Option<String>,
    /// Ids of stories.
    pub stories: Vec<String>,
    /// Ids of events.
    pub events: Vec<String>,
    /// Ids of documents.
    pub documents: Vec<String>,
    /// Mentions that were dropped by a correction are asked for too.
    pub dropped: bool,
    /// Whether a person has accepted or corrected it, or any of its mentions.
    pub reviewed: Option<bool>,
}

impl Filter {
    /// Classes, or quads, that are asked for; never both, since a quad beside classes stands for its own. In one order, each once.
    ///
    /// ```
    /// use whodid_store::Filter;
    /// let filter = Filter { classes: vec!["protest".into()], quads: vec![2], ..Filter::default() };
    /// let (classes, quads) = filter.classes_and_quads();
    /// assert_eq!(classes, ["AID", "COOPERATE", "PROTEST", "RETREAT"]);
    /// assert!(quads.is_empty());
    /// ```
    pub fn classes_and_quads(&self) -> (Vec<String>, Vec<u8>) {
        let mut classes: Vec<String> = self.classes.iter().map(|class| class.to_uppercase()).collect();
        let mut quads = self.quads.clone();
        if !classes.is_empty() {
            let of_quads = Class::ALL.into_iter().filter(|class| quads.contains(&class.quad().code()));
            classes.extend(of_quads.map(|class| class.name().to_string()));
            quads.clear();
        }
        classes.sort_unstable();
        classes.dedup();
        quads.sort_unstable();
        quads.dedup();
        (classes, quads)
    }
}

/// A box of parallels and meridians, in degrees. Its western and southern edges belong to it, the others to its neighbours, so that
/// no point is in two of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Degrees {
    /// Its western meridian; greater than the eastern one where the box crosses the date line.
    pub west: f64,
    /// Its southern parallel.
    pub south: f64,
    /// Its eastern meridian.
    pub east: f64,
    /// Its northern parallel.
    pub north: f64,
}

/// A text that tells no degrees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoDegrees;

impl fmt::Display for NoDegrees {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("write degrees west, south, east and north, such as 42.5,29,49,37.5")
    }
}

impl std::error::Error for NoDegrees {}

/// `42.5,29,49,37.5`: west, south, east and north.
///
/// ```
/// use whodid_store::Degrees;
/// let box_of: Degrees = "42.5,29,49,37.5".parse().unwrap();
/// assert_eq!((box_of.west, box_of.north), (42.5, 37.5));
/// assert!("42.5,37.5,49,29".parse::<Degrees>().is_err());
/// ```
impl FromStr for Degrees {
    type Err = NoDegrees;

    fn from_str(text: &str) -> Result<Degrees, NoDegrees> {
        let number = |part: &str| part.trim().parse::<f64>().ok().filter(|number| number.is_finite());
        // Nought has one form.
        let sides: Option<Vec<f64>> = text.split(',').map(|part| number(part).map(|number| number + 0.0)).collect();
        let sides: Option<[f64; 4]> = sides.and_then(|sides| sides.try_into().ok());
        let [west, south, east, north] = sides.ok_or(NoDegrees)?;
        let on_earth = [west, east].iter().all(|lon| lon.abs() <= 180.0) && south.abs() <= 90.0 && north.abs() <= 90.0;
        if on_earth && south < north { Ok(Degrees { west, south, east, north }) } else { Err(NoDegrees) }
    }
}

impl Degrees {
    /// The condition on rows that have `lat` and `lon`, under this name.
    pub(crate) fn condition(&self, row: &str) -> (String, Vec<Value>) {
        // The pole and the end of the date line have no neighbour.
        let end = |edge: f64, last: f64| if edge >= last { f64::from(360) } else { edge };
        let across = if self.west > self.east { "OR" } else { "AND" };
        let sql = format!("{row}lat >= ? AND {row}lat < ? AND ({row}lon >= ? {across} {row}lon < ?)");
        let edges = [self.south, end(self.north, 90.0), self.west, end(self.east, 180.0)];
        (sql, edges.map(Value::Real).to_vec())
    }
}

/// How the place of an event is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Located {
    /// As a point.
    Point,
    /// As an area alone: a country, a province, a sea.
    Area,
    /// Not told, or in no gazetteer.
    Unknown,
}

impl Located {
    /// Each with its name.
    pub const ALL: [(Located, &str); 3] =
        [(Located::Point, "point"), (Located::Area, "area"), (Located::Unknown, "unknown")];

    /// What is true of an event that is so known; `num` names its number.
    pub(crate) fn condition(self, num: &str) -> String {
        let known = |kind: &str| format!("{num} IN (SELECT num FROM event_places WHERE kind {kind} 'point')");
        match self {
            Located::Point => known("="),
            Located::Area => known("<>"),
            Located::Unknown => format!("{num} NOT IN (SELECT num FROM event_places)"),
        }
    }

    /// Its name: `point`, `area` or `unknown`.
    pub fn name(self) -> &'static str {
        Located::ALL.iter().find(|(one, _)| *one == self).map_or("unknown", |(_, name)| name)
    }

    /// The one of this name.
    pub fn named(name: &str) -> Option<Located> {
        Located::ALL.iter().find(|(_, one)| *one == name).map(|(one, _)| *one)
    }
}

/// Which scopes are asked for: sport, fiction and the like.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Scopes {
    /// All, flagged or not.
    #[default]
    Any,
    /// Only what is not flagged.
    Unflagged,
    /// Only what is flagged as one of these.
    Flagged(Vec<String>),
}

impl Scopes {
    /// Whether something flagged, or not flagged, is asked for, as far as that alone decides.
    pub(crate) fn take(&self, flagged: bool) -> bool {
        match self {
            Scopes::Any => true,
            Scopes::Unflagged => !flagged,
            Scopes::Flagged(_) => flagged,
        }
    }
}

/// The order of what is found; the id decides where the rest is equal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// By first day; what has none comes last.
    #[default]
    Date,
    /// By first day, the latest first.
    Latest,
    /// By origins, the most first; of mentions as by date.
    Origins,
    /// By mentions, the most first; of mentions as by date.
    Mentions,
    /// By confidence, the surest first.
    Confidence,
    /// By score, conflict first.
    Scale,
}

impl Sort {
    /// Every order with its name.
    pub const ALL: [(Sort, &str); 6] = [
        (Sort::Date, "date"),
        (Sort::Latest, "latest"),
        (Sort::Origins, "origins"),
        (Sort::Mentions, "mentions"),
        (Sort::Confidence, "confidence"),
        (Sort::Scale, "scale"),
    ];

    /// Its name: `date`, `latest`, `origins`, `mentions`, `confidence` or `scale`.
    pub fn name(self) -> &'static str {
        Sort::ALL.iter().find(|(sort, _)| *sort == self).map_or("date", |(_, name)| name)
    }

    /// The order of this name.
    pub fn named(name: &str) -> Option<Sort> {
        Sort::ALL.iter().find(|(_, one)| *one == name).map(|(sort, _)| *sort)
    }

    pub(crate) fn sql(self, noun: Noun) -> &'static str {
        match (self, noun) {
            (Sort::Origins, Noun::Event) => "origins DESC, first_day, id",
            (Sort::Mentions, Noun::Event) => "mentions DESC, first_day, id",
            (Sort::Date | Sort::Origins | Sort::Mentions, _) => "first_day IS NULL, first_day, id",
            (Sort::Latest, _) => "first_day DESC, id",
            (Sort::Confidence, _) => "confidence DESC, first_day, id",
            (Sort::Scale, _) => "scale, first_day, id",
        }
    }
}
