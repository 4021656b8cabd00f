//! What filters look at, of mentions and of events alike: the columns of their rows, their participants and their labels.

use std::collections::BTreeSet;

use rusqlite::types::Value;
use rusqlite::{Connection, params, params_from_iter};
use whodid::Event;
use whodid::record::{Label, MentionRecord};

use crate::filter::Located;
use crate::participation;

/// The columns that mentions and events have in common.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Columns<'r> {
    pub first_day: Option<&'r str>,
    pub last_day: Option<&'r str>,
    pub class: &'r str,
    pub quad: u8,
    pub status: &'r str,
    pub scale: f32,
    pub confidence: f32,
    pub flagged: bool,
    pub place: Place<'r>,
    pub participants: Vec<Participant<'r>>,
    pub modes: &'r [Label],
    pub contexts: &'r [Label],
    pub scopes: &'r [Label],
}

/// Where; every field unknown where nothing is told.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Place<'r> {
    pub extracted: Option<&'r str>,
    pub name: Option<&'r str>,
    pub city: Option<&'r str>,
    pub district: Option<&'r str>,
    pub province: Option<&'r str>,
    pub country: Option<&'r str>,
    pub code: Option<&'r str>,
    pub geonameid: Option<u32>,
    pub lat: Option<f64>,
    pub lon: Option<f64>,
}

impl Place<'_> {
    /// How it is known: by a point, by an area alone, or not at all.
    pub fn located(&self) -> Located {
        match (self.name, self.lat.zip(self.lon)) {
            (None, _) => Located::Unknown,
            (_, Some(_)) => Located::Point,
            _ => Located::Area,
        }
    }
}

/// One of the parties.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Participant<'r> {
    pub role: &'static str,
    pub position: usize,
    pub name: &'r str,
    pub code: Option<&'r str>,
    pub sector: Option<&'r str>,
    pub wikidata: Option<&'r str>,
    /// As the text has it.
    pub words: &'r str,
    pub office: Option<&'r str>,
}

impl Participant<'_> {
    /// [`participant_key`] of it.
    pub(crate) fn key(&self) -> String {
        participant_key(self.wikidata, self.code, self.name)
    }
}

/// What one who takes part is known by, on any day and under any of its names: the Wikidata id where there is one, else code and
/// name.
///
/// ```
/// use whodid_store::participant_key;
/// assert_eq!(participant_key(Some("Q30"), Some("USA"), "White House"), "Q30");
/// assert_eq!(participant_key(None, Some("SDN"), "Rapid Support Forces"), "SDN:Rapid Support Forces");
/// assert_eq!(participant_key(None, None, "rebels"), ":rebels");
/// ```
pub fn participant_key(wikidata: Option<&str>, code: Option<&str>, name: &str) -> String {
    match wikidata.filter(|id| !id.is_empty()) {
        Some(id) => id.to_string(),
        None => format!("{}:{name}", code.unwrap_or("")),
    }
}

macro_rules! place {
    ($place:expr) => {
        $place.map_or_else(Place::default, |place| Place {
            extracted: Some(&place.extracted_place),
            name: place.resolved_place.as_deref(),
            city: place.city.as_deref(),
            district: place.district.as_deref(),
            province: place.province.as_deref(),
            country: place.country.as_deref(),
            code: place.country_code.as_deref(),
            geonameid: place.geonameid,
            lat: place.lat,
            lon: place.lon,
        })
    };
}

macro_rules! participants {
    ($actors:expr, $recipients:expr) => {
        [("actor", $actors), ("recipient", $recipients)]
            .into_iter()
            .flat_map(|(role, parties)| {
                parties.iter().enumerate().map(move |(position, party)| Participant {
                    role,
                    position,
                    name: party.identifier_text.as_deref().unwrap_or(&party.entity_text),
                    code: party.code.as_deref(),
                    sector: party.sector.as_deref(),
                    wikidata: party.identifier_id.as_deref(),
                    words: &party.entity_text,
                    office: party.office.as_deref(),
                })
            })
            .collect()
    };
}

impl<'r> Columns<'r> {
    pub(crate) fn of_mention(told: &'r MentionRecord) -> Self {
        Columns {
            first_day: told.date.as_deref(),
            last_day: told.enddate.as_deref().or(told.date.as_deref()),
            class: told.event.first().map_or("", |class| class),
            quad: told.quad_code,
            status: &told.status,
            scale: told.event_scale,
            confidence: told.confidence.event,
            flagged: !told.scope.is_empty(),
            place: place!(told.event_loc.as_ref()),
            participants: participants!(&told.actor, &told.recipient),
            modes: &told.mode,
            contexts: &told.context,
            scopes: &told.scope,
        }
    }

    pub(crate) fn of_event(event: &'r Event) -> Self {
        Columns {
            first_day: event.date.as_deref(),
            last_day: event.enddate.as_deref().or(event.date.as_deref()),
            class: event.event.first().map_or("", |class| class),
            quad: event.quad_code,
            status: &event.status,
            scale: event.event_scale,
            confidence: event.confidence,
            flagged: !event.scope.is_empty(),
            place: place!(event.event_loc.as_deref()),
            participants: participants!(&event.actor, &event.recipient),
            modes: &event.mode,
            contexts: &event.context,
            scopes: &event.scope,
        }
    }

    /// Every name and code that the place is looked for by, in small letters, each once.
    fn place_labels(&self) -> Vec<String> {
        let at = &self.place;
        let names = [at.extracted, at.name, at.city, at.district, at.province, at.country, at.code];
        let mut labels: Vec<String> = names.into_iter().flatten().map(str::to_lowercase).collect();
        labels.extend(at.geonameid.map(|id| id.to_string()));
        labels.sort_unstable();
        labels.dedup();
        labels
    }
}

/// Whose rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Noun {
    Event,
    Mention,
}

impl Noun {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Noun::Event => "event",
            Noun::Mention => "mention",
        }
    }
}

/// The columns of a row, in the order of [`Columns::values`].
pub(crate) const COMMON: &str = "first_day, last_day, class, quad, status, scale, confidence, flagged, place, country, province, geonameid, lat, lon";

/// A score or a probability with as many digits as are told: 0.8, not 0.800000011920929.
pub(crate) fn real(number: f32) -> f64 {
    (f64::from(number) * 1000.0).round() / 1000.0
}

fn text(told: Option<&str>) -> Value {
    told.map_or(Value::Null, |told| Value::Text(told.to_string()))
}

impl Columns<'_> {
    /// The values of [`COMMON`].
    pub(crate) fn values(&self) -> Vec<Value> {
        let at = &self.place;
        vec![
            text(self.first_day),
            text(self.last_day),
            text(Some(self.class)),
            Value::Integer(self.quad.into()),
            text(Some(self.status)),
            Value::Real(real(self.scale)),
            Value::Real(real(self.confidence)),
            Value::Integer(self.flagged.into()),
            text(at.name.or(at.extracted)),
            text(at.code),
            text(at.province),
            at.geonameid.map_or(Value::Null, |id| Value::Integer(id.into())),
            at.lat.map_or(Value::Null, Value::Real),
            at.lon.map_or(Value::Null, Value::Real),
        ]
    }

    /// Inserts a row: the columns named in `own` with their values, and those in common. Its number.
    pub(crate) fn insert(
        &self,
        connection: &Connection,
        noun: Noun,
        own: &str,
        mut values: Vec<Value>,
    ) -> rusqlite::Result<i64> {
        values.extend(self.values());
        let marks = vec!["?"; values.len()].join(", ");
        let sql = format!("INSERT INTO {}s({own}, {COMMON}) VALUES ({marks})", noun.name());
        connection.prepare_cached(&sql)?.execute(params_from_iter(values))?;
        let num = connection.last_insert_rowid();
        self.insert_beside(connection, noun, num)?;
        Ok(num)
    }

    /// Writes the columns in common of a row anew, and its participants and labels.
    pub(crate) fn update(&self, connection: &Connection, noun: Noun, num: i64) -> rusqlite::Result<()> {
        let mut values = self.values();
        let marks = vec!["?"; values.len()].join(", ");
        values.push(Value::Integer(num));
        let name = noun.name();
        let sql = format!("UPDATE {name}s SET ({COMMON}) = ({marks}) WHERE num = ?");
        connection.prepare_cached(&sql)?.execute(params_from_iter(values))?;
        for table in ["participants", "labels"] {
            let sql = format!("DELETE FROM {name}_{table} WHERE {name} = ?");
            connection.prepare_cached(&sql)?.execute([num])?;
        }
        self.insert_beside(connection, noun, num)
    }

    fn insert_beside(&self, connection: &Connection, noun: Noun, num: i64) -> rusqlite::Result<()> {
        let name = noun.name();
        match noun {
            Noun::Event => participation::insert(connection, num, self)?,
            Noun::Mention => {
                let mut insert = connection.prepare_cached(
                    "INSERT INTO mention_participants(mention, role, position, name, code, sector, wikidata) VALUES (?, ?, ?, ?, ?, ?, ?)",
                )?;
                for one in &self.participants {
                    let position = one.position as i64;
                    insert.execute(params![num, one.role, position, one.name, one.code, one.sector, one.wikidata])?;
                }
            }
        }
        let sql = format!("INSERT OR IGNORE INTO {name}_labels(kind, label, {name}) VALUES (?, ?, ?)");
        let mut insert = connection.prepare_cached(&sql)?;
        for (kind, labels) in [("mode", self.modes), ("context", self.contexts), ("scope", self.scopes)] {
            for label in labels {
                insert.execute(params![kind, label, num])?;
            }
        }
        for label in self.place_labels() {
            insert.execute(params!["place", label, num])?;
        }
        Ok(())
    }

    /// Whether somebody acts on somebody.
    pub(crate) fn meets(&self) -> bool {
        ["actor", "recipient"].iter().all(|role| self.participants.iter().any(|one| one.role == *role))
    }

    /// Which country acts on which, each pair once and in the order of the alphabet.
    pub(crate) fn acts(&self) -> BTreeSet<(&str, &str)> {
        let codes = |role: &'static str| {
            self.participants.iter().filter(move |one| one.role == role).filter_map(|one| one.code)
        };
        codes("actor").flat_map(|actor| codes("recipient").map(move |recipient| (actor, recipient))).collect()
    }

    /// The pairs of different countries among the participants, each pair once and in the order of the alphabet.
    pub(crate) fn country_pairs(&self) -> Vec<(&str, &str)> {
        let mut codes: Vec<&str> = self.participants.iter().filter_map(|one| one.code).collect();
        codes.sort_unstable();
        codes.dedup();
        let pairs = codes.iter().enumerate().flat_map(|(at, one)| codes[at + 1..].iter().map(|other| (*one, *other)));
        pairs.collect()
    }
}
