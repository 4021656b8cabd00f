//! Which part of the earth a map shows.

use std::fmt;

use super::values::numbers;
use crate::problem::Problem;

/// The middle of a map and how near it is.
///
/// Written as degrees east, degrees north and the number of doublings: `44.4,33.3,4`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// Degrees east of the middle, to a hundredth.
    pub lon: f64,
    /// Degrees north of the middle, to a hundredth.
    pub lat: f64,
    /// How often the world is doubled, 0 to [`View::NEAREST`].
    pub near: u8,
}

impl View {
    /// The most that a map is doubled: nearer, outlines would show their corners.
    pub const NEAREST: u8 = 5;

    /// A view; degrees beyond the ends of the earth are taken back to it, and told to a hundredth.
    #[must_use]
    pub fn new(lon: f64, lat: f64, near: u8) -> View {
        let told = |degrees: f64, most: f64| (degrees.clamp(-most, most) * 100.0).round() / 100.0 + 0.0;
        View { lon: told(lon, 180.0), lat: told(lat, 90.0), near: near.min(View::NEAREST) }
    }

    /// Reads a view; the whole earth needs none.
    pub(super) fn read(value: &str) -> Result<Option<View>, Problem> {
        let near = |near: f64| (0..=View::NEAREST).find(|known| f64::from(*known) == near);
        let known = numbers::<3>(value)
            .filter(|[lon, lat, _]| lon.abs() <= 180.0 && lat.abs() <= 90.0)
            .and_then(|[lon, lat, doubled]| near(doubled).map(|near| View::new(lon, lat, near)));
        let view = known.ok_or_else(|| {
            let what = format!("`view` cannot be `{value}`");
            let advice = "write degrees east, degrees north and a whole number from 0 to 5, such as 44.4,33.3,4";
            Problem::of("view", what, advice)
        })?;
        Ok(Some(view).filter(|view| view.near > 0))
    }
}

impl fmt::Display for View {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{},{},{}", self.lon, self.lat, self.near)
    }
}
