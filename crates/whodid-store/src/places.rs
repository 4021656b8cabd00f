//! How many events there are at each place: as a point, as a country, as another area; what is unknown is at none.

use std::collections::BTreeMap;

use rusqlite::{Connection, Row, params, params_from_iter};
use serde::Serialize;
use whodid::Event;

use crate::columns::{Columns, Noun, real};
use crate::error::{Fault, StoreError};
use crate::filter::{Filter, Way};
use crate::store::Store;

/// How a place is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PlaceKind {
    /// A populated place with degrees.
    Point,
    /// A country as a whole.
    Country,
    /// A province, a region, a sea: anything else that is no point.
    Area,
}

/// A place with the events that are there.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Placed {
    /// How it is known.
    pub kind: PlaceKind,
    /// Name in the gazetteer.
    pub name: String,
    /// ISO 3166 alpha-3 of the state it is or lies in.
    pub country: Option<String>,
    /// Id in GeoNames; regions and seas have none.
    pub geonameid: Option<u32>,
    /// Degrees north; only of a point.
    pub lat: Option<f64>,
    /// Degrees east; only of a point.
    pub lon: Option<f64>,
    /// `[west, south, east, north]` of an area in degrees, where that is known.
    pub extent: Option<[f64; 4]>,
    /// Events in all.
    pub events: u64,
    /// Events by quad.
    pub quads: BTreeMap<u8, u64>,
}

impl PlaceKind {
    /// Its name: `point`, `country` or `area`.
    pub fn name(self) -> &'static str {
        match self {
            PlaceKind::Point => "point",
            PlaceKind::Country => "country",
            PlaceKind::Area => "area",
        }
    }

    fn named(name: &str) -> PlaceKind {
        match name {
            "point" => PlaceKind::Point,
            "country" => PlaceKind::Country,
            _ => PlaceKind::Area,
        }
    }
}

impl Store {
    /// The places of the events that a filter finds, those with most events first; an event of unknown place is at none.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn places(&self, filter: &Filter) -> Result<Vec<Placed>, StoreError> {
        self.told(self.placed(filter))
    }

    fn placed(&self, filter: &Filter) -> Result<Vec<Placed>, Fault> {
        let condition = filter.build(Noun::Event, Way::Lists);
        // These are told by columns that only events have.
        let named = !filter.stories.is_empty() || !filter.events.is_empty();
        let sql = if named {
            format!("here.num IN (SELECT here.num FROM events AS here WHERE {})", condition.sql)
        } else {
            condition.sql
        };
        // The index has a place's events one after another, and what they are counted by. Any of them tells where it is.
        let mut query = self.connection.prepare_cached(&format!(
            "SELECT geonameid, kind, name, country, quad, count(*), num
             FROM event_places AS here INDEXED BY event_places_by_place WHERE {sql}
             GROUP BY geonameid, kind, name, country, quad"
        ))?;
        let mut degrees = self
            .connection
            .prepare_cached("SELECT lat, lon, west, south, east, north FROM event_places WHERE num = ?")?;
        let mut rows = query.query(params_from_iter(condition.values))?;
        let mut list: Vec<Placed> = Vec::new();
        while let Some(row) = rows.next()? {
            let mut place = place_named(row)?;
            let (quad, events): (u8, i64) = (row.get(4)?, row.get(5)?);
            let last = list.last_mut().filter(|last| {
                (last.geonameid, last.kind, &last.name, &last.country)
                    == (place.geonameid, place.kind, &place.name, &place.country)
            });
            let at = match last {
                Some(last) => last,
                None => {
                    (place.lat, place.lon, place.extent) = degrees.query_row([row.get::<_, i64>(6)?], |row| {
                        let sides = (row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?);
                        let extent = match sides {
                            (Some(west), Some(south), Some(east), Some(north)) => Some([west, south, east, north]),
                            _ => None,
                        };
                        Ok((row.get(0)?, row.get(1)?, extent))
                    })?;
                    list.push(place);
                    let Some(new) = list.last_mut() else { continue };
                    new
                }
            };
            at.events += events.unsigned_abs();
            at.quads.insert(quad, events.unsigned_abs());
        }
        // They come in the order of the index, which is that of the places alone.
        list.sort_by(|one, other| other.events.cmp(&one.events).then_with(|| one.name.cmp(&other.name)));
        Ok(list)
    }
}

/// The place of a row, without where it is and without events.
fn place_named(row: &Row<'_>) -> rusqlite::Result<Placed> {
    let kind: String = row.get(1)?;
    Ok(Placed {
        kind: PlaceKind::named(&kind),
        name: row.get(2)?,
        country: row.get(3)?,
        geonameid: row.get::<_, Option<i64>>(0)?.and_then(|id| u32::try_from(id).ok()),
        lat: None,
        lon: None,
        extent: None,
        events: 0,
        quads: BTreeMap::new(),
    })
}

/// Writes where an event is, if that is known.
pub(crate) fn insert(connection: &Connection, num: i64, event: &Event, columns: &Columns<'_>) -> rusqlite::Result<()> {
    let Some(at) = event.event_loc.as_deref() else { return Ok(()) };
    let Some(name) = &at.resolved_place else { return Ok(()) };
    let point = at.lat.zip(at.lon);
    let kind = match (point, at.resolution, &at.country_code) {
        (Some(_), _, _) => PlaceKind::Point,
        (None, Some(1), Some(_)) => PlaceKind::Country,
        _ => PlaceKind::Area,
    };
    let side = |at_side: usize| at.extent.and_then(|extent| extent.get(at_side).copied());
    connection
        .prepare_cached("INSERT INTO event_places VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")?
        .execute(params![
            num,
            kind.name(),
            name,
            at.country_code,
            at.geonameid,
            point.map(|(lat, _)| lat),
            point.map(|(_, lon)| lon),
            side(0),
            side(1),
            side(2),
            side(3),
            columns.first_day,
            columns.last_day,
            columns.class,
            columns.quad,
            columns.status,
            columns.flagged,
            real(columns.confidence),
            event.origins as i64,
        ])?;
    Ok(())
}
