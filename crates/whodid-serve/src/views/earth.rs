//! The earth on the plane: the Equal Earth projection (Šavrič, Patterson, Jenny 2018), in which areas that are shaded can be
//! compared, and the part of it that a map shows. `gazetteer/outlines.py` has projected the outlines of countries alike.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::assets;
use crate::queries::View;

const A: [f64; 4] = [1.340_264, -0.081_106, 0.000_893, 0.003_796];
/// The world's width in units.
pub(super) const WIDTH: f64 = 10_000.0;
/// Its height.
pub(super) const HEIGHT: f64 = 4867.17;

/// Half the root of three.
fn half_root() -> f64 {
    3.0_f64.sqrt() / 2.0
}

/// Units to a radian of the formula.
fn scale() -> f64 {
    // The formula's greatest x, at the equator.
    WIDTH / 2.0 * half_root() * A[0] / std::f64::consts::PI
}

/// Where degrees lie on the plane: units from the left and from the top.
pub(super) fn project(lon: f64, lat: f64) -> (f64, f64) {
    let t = (half_root() * lat.to_radians().sin()).asin();
    let (t2, t6) = (t.powi(2), t.powi(6));
    let x = lon.to_radians() * t.cos() / (half_root() * (A[0] + 3.0 * A[1] * t2 + t6 * (7.0 * A[2] + 9.0 * A[3] * t2)));
    let y = t * (A[0] + A[1] * t2 + t6 * (A[2] + A[3] * t2));
    (WIDTH / 2.0 + scale() * x, HEIGHT / 2.0 - scale() * y)
}

/// The degrees east and north of a point on the plane; beyond the ends of the earth the nearest.
pub(super) fn unproject(x: f64, y: f64) -> (f64, f64) {
    let (x, y) = ((x - WIDTH / 2.0) / scale(), (HEIGHT / 2.0 - y) / scale());
    let mut t = y;
    // Newton's way; a dozen steps leave nothing that a number can hold.
    for _ in 0..12 {
        let (t2, t6) = (t.powi(2), t.powi(6));
        let over = t * (A[0] + A[1] * t2 + t6 * (A[2] + A[3] * t2)) - y;
        t -= over / (A[0] + 3.0 * A[1] * t2 + t6 * (7.0 * A[2] + 9.0 * A[3] * t2));
    }
    let (t2, t6) = (t.powi(2), t.powi(6));
    let lon = half_root() * x * (A[0] + 3.0 * A[1] * t2 + t6 * (7.0 * A[2] + 9.0 * A[3] * t2)) / t.cos();
    let lat = (t.sin() / half_root()).clamp(-1.0, 1.0).asin();
    (lon.to_degrees().clamp(-180.0, 180.0), lat.to_degrees())
}

/// The part of the plane that a map shows, in units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Window {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) near: u8,
}

impl Window {
    /// That of a view, moved so far that it shows nothing beyond the earth.
    pub(super) fn of(view: Option<View>) -> Window {
        let view = view.unwrap_or(View::new(0.0, 0.0, 0));
        let doubled = f64::from(1_u32 << view.near.min(View::NEAREST));
        let (width, height) = (WIDTH / doubled, HEIGHT / doubled);
        let (x, y) = project(view.lon, view.lat);
        Window {
            left: (x - width / 2.0).clamp(0.0, WIDTH - width),
            top: (y - height / 2.0).clamp(0.0, HEIGHT - height),
            width,
            height,
            near: view.near,
        }
    }

    /// The view that lies so many widths to the right and heights below, doubled so often more; `None` for the whole earth.
    pub(super) fn moved(&self, right: f64, below: f64, nearer: i8) -> Option<View> {
        let near = self.near.saturating_add_signed(nearer).min(View::NEAREST);
        let x = (self.left + self.width * (0.5 + right)).clamp(0.0, WIDTH);
        let y = (self.top + self.height * (0.5 + below)).clamp(0.0, HEIGHT);
        let (lon, lat) = unproject(x, y);
        Some(View::new(lon, lat, near)).filter(|view| view.near > 0)
    }

    /// Where degrees are on the map, in hundredths of its width and height; `None` where they are not on it.
    pub(super) fn share(&self, lon: f64, lat: f64) -> Option<(f64, f64)> {
        let (x, y) = project(lon, lat);
        let (across, down) = ((x - self.left) / self.width * 100.0, (y - self.top) / self.height * 100.0);
        ((0.0..=100.0).contains(&across) && (0.0..=100.0).contains(&down)).then_some((across, down))
    }

    /// The part as an SVG's `viewBox`.
    pub(super) fn view_box(&self) -> String {
        format!("{:.1} {:.1} {:.1} {:.1}", self.left, self.top, self.width, self.height)
    }
}

/// A box of degrees as a path on the plane; in two parts where it crosses the date line.
pub(super) fn outline([west, south, east, north]: [f64; 4]) -> String {
    let parts = if west > east { vec![(west, 180.0), (-180.0, east)] } else { vec![(west, east)] };
    let mut path = String::new();
    for (west, east) in parts {
        // Meridians are bent on the plane, parallels are straight.
        let steps = 8;
        let along = |share: i32| south + (north - south) * f64::from(share) / f64::from(steps);
        let up = (0..=steps).map(|at| (east, along(at)));
        let down = (0..=steps).rev().map(|at| (west, along(at)));
        for (at, (lon, lat)) in up.chain(down).enumerate() {
            let (x, y) = project(lon, lat);
            path.push_str(&format!("{}{x:.0} {y:.0}", if at == 0 { "M" } else { "L" }));
        }
        path.push('z');
    }
    path
}

/// The codes of countries whose outline is drawn.
static DRAWN: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
    assets::WORLD
        .split(" id=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|id| id.bytes().all(|letter| letter.is_ascii_uppercase()))
        .collect()
});

/// Whether the outline of a country is drawn, and by which name it is referred to.
pub(super) fn shape(code: &str) -> Option<&'static str> {
    DRAWN.get(code).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_go_to_the_plane_and_back() {
        for (lon, lat) in [(0.0, 0.0), (44.4, 33.3), (-180.0, 10.0), (179.0, -75.0), (-70.0, 84.0)] {
            let (x, y) = project(lon, lat);
            let (east, north) = unproject(x, y);
            assert!((east - lon).abs() < 1e-6 && (north - lat).abs() < 1e-6, "{lon} {lat}: {east} {north}");
        }
        assert_eq!(project(180.0, 0.0).0.round(), WIDTH);
        assert_eq!(project(0.0, 90.0).1.round(), 0.0);
    }

    /// The outlines were projected by another program: a city lies within its country's box in both.
    #[test]
    fn outlines_are_projected_alike() {
        let corners = |code: &str| {
            let path = assets::WORLD.split(&format!("id=\"{code}\" d=\"M")).nth(1).unwrap().split('"').next().unwrap();
            let first: Vec<f64> =
                path.split('l').next().unwrap().split(' ').map(|part| part.parse().unwrap()).collect();
            (first[0], first[1])
        };
        // Corners of states that are small on the plane.
        for (code, lon, lat) in [("LUX", 6.1, 49.7), ("KWT", 47.6, 29.4), ("QAT", 51.2, 25.3)] {
            let ((x, y), (east, south)) = (corners(code), project(lon, lat));
            assert!((x - east).abs() < 45.0 && (y - south).abs() < 45.0, "{code}: {x} {y}, {east} {south}");
        }
        assert!(shape("IRQ").is_some() && shape("KOS").is_some() && shape("XXX").is_none() && shape("sea").is_none());
    }

    #[test]
    fn a_window_shows_nothing_beyond_the_earth() {
        let window = Window::of(Some(View::new(180.0, 20.0, 2)));
        assert_eq!(window.left + window.width, WIDTH);
        assert_eq!(Window::of(Some(View::new(0.0, 90.0, 2))).top, 0.0);
        assert_eq!(Window::of(None).view_box(), "0.0 0.0 10000.0 4867.2");
        let moved = Window::of(Some(View::new(44.4, 33.3, 3))).moved(0.0, 0.0, 1).unwrap();
        assert_eq!(moved, View::new(44.4, 33.3, 4));
        assert_eq!(moved.near, 4);
        assert_eq!(Window::of(Some(moved)).moved(0.0, 0.0, -4), None);
    }
}
