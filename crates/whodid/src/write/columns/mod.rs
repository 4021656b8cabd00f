//! The columns of mentions and events, with their types: what Parquet, Arrow and the descriptions of records are made of.
//!
//! Names are those of the JSON lines, lists stay lists and records stay records, so that a table holds all that a line does.

mod event;
mod mention;

/// A column of a table, or a field of a record within one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Column {
    /// Its name, as in JSON lines.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether every row has it; else it is null where it is unknown.
    pub known: bool,
    /// What it tells.
    pub what: &'static str,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// Text.
    Text,
    /// A day, `YYYY-MM-DD` in JSON.
    Day,
    /// True or false.
    Flag,
    /// A whole number of 32 bits: offsets in code points, codes, counts.
    Int,
    /// A whole number of 64 bits; null when the text tells one that has no room in it.
    Long,
    /// A number of 32 bits: a confidence, a score.
    Real,
    /// A number of 64 bits: degrees.
    Degrees,
    /// A list of texts.
    Texts,
    /// West, south, east, north in degrees, as a list of four.
    Extent,
    /// A record.
    Record(&'static [Column]),
    /// A list of records.
    Records(&'static [Column]),
}

/// What the rows of a table are.
///
/// ```
/// use whodid::write::Rows;
/// let names: Vec<&str> = Rows::Events.columns().map(|column| column.name).collect();
/// assert_eq!(names[..2], ["id", "date"]);
/// assert!(Rows::StoredMentions.columns().any(|column| column.name == "in_event"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    /// Mentions as they are coded: [`MentionRecord`](crate::record::MentionRecord).
    Mentions,
    /// Mentions out of a store, with their event and what corrections made of them.
    StoredMentions,
    /// Events: [`Event`](crate::Event).
    Events,
}

impl Rows {
    /// The columns, in order.
    pub fn columns(self) -> impl Iterator<Item = &'static Column> + Clone {
        let (all, more): (&[Column], &[Column]) = match self {
            Rows::Mentions => (&mention::COLUMNS, &[]),
            Rows::StoredMentions => (&mention::COLUMNS, &mention::STORED),
            Rows::Events => (&event::COLUMNS, &[]),
        };
        all.iter().chain(more)
    }
}

/// A column that every row has.
const fn known(name: &'static str, kind: Kind, what: &'static str) -> Column {
    Column { name, kind, known: true, what }
}

/// A column that is null where it is unknown.
const fn maybe(name: &'static str, kind: Kind, what: &'static str) -> Column {
    Column { name, kind, known: false, what }
}

// What records of both nouns have.

const CODE: Column = maybe("code", Kind::Text, "Country or international code.");
const SECTOR: Column = maybe("sector", Kind::Text, "Primary sector.");
const START: Column = known("start", Kind::Int, "First code point.");
const END: Column = known("end", Kind::Int, "One past the last.");

const SIZE: &[Column] = &[
    maybe("dead", Kind::Long, "Killed."),
    maybe("injured", Kind::Long, "Injured."),
    maybe("arrested", Kind::Long, "Arrested or taken."),
];

const CORRECTED: Column = known(
    "corrected",
    Kind::Records(&[
        known("change", Kind::Text, "What was changed, in words."),
        known("reason", Kind::Text, "Why."),
        known("author", Kind::Text, "By whom."),
    ]),
    "Corrections laid over it.",
);

// The place of an event is that of a mention without its span.
const RESOLVED: [Column; 13] = [
    maybe("resolved_place", Kind::Text, "Name in the gazetteer."),
    maybe("geonameid", Kind::Int, "Id in GeoNames."),
    maybe("lat", Kind::Degrees, "Degrees north; an area has none."),
    maybe("lon", Kind::Degrees, "Degrees east; an area has none."),
    maybe("extent", Kind::Extent, "West, south, east, north of an area, in degrees."),
    maybe("city", Kind::Text, "The populated place."),
    maybe("district", Kind::Text, "The second division."),
    maybe("province", Kind::Text, "The first division."),
    maybe("country", Kind::Text, "Country name."),
    maybe("country_code", Kind::Text, "ISO 3166 alpha-3."),
    maybe("feature_class", Kind::Text, "Class of the feature in GeoNames' terms."),
    maybe("feature_code", Kind::Text, "Code of the feature in GeoNames' terms."),
    maybe("resolution", Kind::Int, "5 below a city, 4 city, 3 district, 2 province, 1 country."),
];
const EXTRACTED: Column = known("extracted_place", Kind::Text, "As the text has it.");

const DATE: Column = maybe("date", Kind::Day, "First day.");
const ENDDATE: Column = maybe("enddate", Kind::Day, "Last day, of what is told as a span of days.");
const DATE_PRECISION: Column = maybe("date_precision", Kind::Text, "day, week, month, year or range.");
const DATE_FROM: Column = maybe("date_from", Kind::Text, "explicit, relative or publication.");
const EVENT: Column = known("event", Kind::Texts, "The class, as PLOVER's list of one.");
const MODE: Column = known("mode", Kind::Texts, "Modes.");
const CONTEXT: Column = known("context", Kind::Texts, "Contexts.");
const STATUS: Column = known("status", Kind::Text, "actual, future, hypothetical, historical or negated.");
const QUAD: Column = known(
    "quad_code",
    Kind::Int,
    "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.",
);
const SCALE: Column = known("event_scale", Kind::Real, "From -10, conflict, to 10, cooperation.");
