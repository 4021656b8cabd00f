//! How many events there are at each place: as a point, as a country, as another area; what is unknown is at none.

use std::collections::BTreeMap;

use rusqlite::types::Value;
use rusqlite::{Connection, Row, params, params_from_iter};
use serde::Serialize;
use whodid::Event;

use crate::columns::{Columns, Noun, real};
use crate::condition::Way;
use crate::error::{Fault, StoreError};
use crate::filter::Filter;
use crate::found::MANY;
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
    /// The places of the events that a filter finds, those with most events first; an event of unknown place is at none. `found` is how
    /// many events the filter finds, as far as it is known.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn places(&self, filter: &Filter, found: Option<u64>) -> Result<Vec<Placed>, StoreError> {
        self.told(self.placed(filter, found))
    }

    fn placed(&self, filter: &Filter, found: Option<u64>) -> Result<Vec<Placed>, Fault> {
        let mut list = Vec::new();
        // The index has a place's events one after another, and what they are counted by.
        let from = "FROM event_places AS here INDEXED BY event_places_by_place";
        let (beside, _) = filter.split();
        if beside != Filter::default() && self.number_found(filter, found)? > MANY {
            let these = self.found(filter)?;
            let sql = format!(
                "SELECT geonameid, kind, name, country, quad, 1, num {from} ORDER BY geonameid, kind, name, country"
            );
            self.gather(&sql, Vec::new(), |num| these.has(num), &mut list)?;
        } else {
            let condition = filter.build(Noun::Event, Way::Lists);
            // These are told by columns that only events have.
            let named = !filter.stories.is_empty() || !filter.events.is_empty();
            let sql = if named {
                format!("here.num IN (SELECT here.num FROM events AS here WHERE {})", condition.sql)
            } else {
                condition.sql
            };
            let sql = format!(
                "SELECT geonameid, kind, name, country, quad, count(*), num {from} WHERE {sql}
                 GROUP BY geonameid, kind, name, country, quad"
            );
            self.gather(&sql, condition.values, |_| true, &mut list)?;
        }
        // They come in the order of the index, which is that of the places alone.
        list.sort_by(|one, other| other.events.cmp(&one.events).then_with(|| one.name.cmp(&other.name)));
        Ok(list)
    }

    /// Adds up what a question gives of each place: the place, a quad, how many, and an event that is there.
    fn gather(
        &self,
        sql: &str,
        values: Vec<Value>,
        takes: impl Fn(i64) -> bool,
        list: &mut Vec<Placed>,
    ) -> Result<(), Fault> {
        let mut query = self.connection.prepare_cached(sql)?;
        let mut rows = query.query(params_from_iter(values))?;
        while let Some(row) = rows.next()? {
            let num = row.get(6)?;
            if !takes(num) {
                continue;
            }
            let last = match list.last() {
                Some(last) => is_of(last, row)?,
                None => false,
            };
            if !last {
                list.push(self.place_at(num, row)?);
            }
            let Some(at) = list.last_mut() else { continue };
            let events = row.get::<_, i64>(5)?.unsigned_abs();
            at.events += events;
            *at.quads.entry(row.get(4)?).or_default() += events;
        }
        Ok(())
    }

    /// The place that a row names, without events; any event that is there tells where it is.
    fn place_at(&self, event: i64, row: &Row<'_>) -> Result<Placed, Fault> {
        let mut degrees = self
            .connection
            .prepare_cached("SELECT lat, lon, west, south, east, north FROM event_places WHERE num = ?")?;
        let (lat, lon, extent) = degrees.query_row([event], |row| {
            let sides = (row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?);
            let extent = match sides {
                (Some(west), Some(south), Some(east), Some(north)) => Some([west, south, east, north]),
                _ => None,
            };
            Ok((row.get(0)?, row.get(1)?, extent))
        })?;
        let kind: String = row.get(1)?;
        Ok(Placed {
            kind: PlaceKind::named(&kind),
            name: row.get(2)?,
            country: row.get(3)?,
            geonameid: row.get::<_, Option<i64>>(0)?.and_then(|id| u32::try_from(id).ok()),
            lat,
            lon,
            extent,
            events: 0,
            quads: BTreeMap::new(),
        })
    }
}

/// Whether a row is of a place that is known already.
fn is_of(place: &Placed, row: &Row<'_>) -> rusqlite::Result<bool> {
    let text = |at: usize| row.get_ref(at).and_then(|value| value.as_str_or_null().map_err(rusqlite::Error::from));
    Ok(row.get::<_, Option<i64>>(0)? == place.geonameid.map(i64::from)
        && text(1)? == Some(place.kind.name())
        && text(2)? == Some(place.name.as_str())
        && text(3)? == place.country.as_deref())
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
