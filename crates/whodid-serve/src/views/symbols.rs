//! The drawing of a map: land, areas and symbols, one over the other.

use maud::{Markup, html};
use whodid_store::Placed;

use super::bars::round_up;
use super::earth::{Window, outline};
use super::gather::{Areas, Symbol, events_of, shade, spans};
use super::words::{counted, number};
use crate::assets;
use crate::queries::Ask;

/// Radius in pixels of the greatest symbol, and of one for nothing.
const GREATEST: f64 = 22.0;
const LEAST: f64 = 3.5;
/// Square units beyond which a box is outlined alone: it would shade the countries beneath.
const WIDE: f64 = 250_000.0;
/// Links of a drawing that are stops of the keyboard; of more the lists beside it alone are, which lead to the same.
const STOPS: usize = 40;

/// The count that the greatest symbol stands for: a round number, so that it seldom changes from one stretch of time to the next.
pub(super) fn scale(symbols: &[Symbol<'_>]) -> f64 {
    let most = symbols.iter().map(|one| one.events).max().unwrap_or(0);
    round_up((most as f64).max(20.0))
}

/// Radius of a symbol, whose surface goes by the count.
pub(super) fn radius(events: u64, scale: f64) -> f64 {
    LEAST + (GREATEST - LEAST) * (events as f64 / scale).sqrt()
}

/// The land, with areas on it.
pub(super) fn land(window: &Window, areas: &Areas<'_>, shades: &[u64], ask: &Ask) -> Markup {
    let world = assets::address("world.svg");
    let stop = (areas.countries.len() + areas.boxes.len() > STOPS).then_some("-1");
    let link = |place: &Placed, drawn: Markup| {
        let tip = format!("{}, as a whole: {}", place.name, counted(place.events, "event"));
        html! { a.area href=(events_of(place, ask)) aria-label=(tip) tabindex=[stop] { title { (tip) } (drawn) } }
    };
    html! {
        svg class={"land z" (window.near)} viewBox=(window.view_box()) role="group" aria-label="Areas" {
            use.sea href={(world) "#sea"} {}
            use.ground href={(world) "#land"} {}
            @for (code, place) in &areas.countries {
                (link(place, html! { use class={"shade-" (shade(place.events, shades))} href={(world) "#" (code)} {} }))
            }
            @for (extent, place) in &areas.boxes {
                @let wide = if spans(*extent) > WIDE { " wide" } else { "" };
                (link(place, html! { path class={"box shade-" (shade(place.events, shades)) (wide)} d=(outline(*extent)) {} }))
            }
        }
    }
}

/// The symbols of points. They keep their size on any screen: places are shares of the map, sizes are pixels.
pub(super) fn marks(window: &Window, symbols: &[Symbol<'_>], ask: &Ask) -> Markup {
    let scale = scale(symbols);
    let stop = (symbols.len() > STOPS).then_some("-1");
    html! {
        svg.marks width="100%" height="100%" role="group" aria-label="Points" {
            @for symbol in symbols {
                @if let Some((x, y)) = window.share(symbol.lon, symbol.lat) {
                    @let size = radius(symbol.events, scale);
                    @let tip = tip(symbol);
                    a.symbol href=(symbol.events_at(ask)) aria-label=(tip.replace('\n', ", ")) tabindex=[stop] {
                        title { (tip) }
                        circle.reach cx={(format!("{x:.3}")) "%"} cy={(format!("{y:.3}")) "%"} r=(format!("{:.1}", size.max(12.0))) {}
                        circle.count cx={(format!("{x:.3}")) "%"} cy={(format!("{y:.3}")) "%"} r=(format!("{size:.1}")) {}
                        @if size > 11.0 && symbol.events < 10_000 {
                            text x={(format!("{x:.3}")) "%"} y={(format!("{y:.3}")) "%"} dy="0.35em" text-anchor="middle" { (symbol.events) }
                        }
                    }
                }
            }
        }
    }
}

/// A symbol in words: its count, and its greatest places.
fn tip(symbol: &Symbol<'_>) -> String {
    let mut out = format!("{}: {}", symbol.name(), counted(symbol.events, "event"));
    if symbol.places.len() > 1 {
        for place in symbol.places.iter().take(5) {
            out.push_str(&format!("\n{} {}", number(place.events), place.name));
        }
    }
    out
}

/// What sizes and shades mean.
pub(super) fn legend(symbols: &[Symbol<'_>], areas: &Areas<'_>, shades: &[u64]) -> Markup {
    let scale = scale(symbols);
    let steps = [1, (scale / 4.0).round() as u64, scale as u64];
    html! {
        ul.legend.of-map aria-label="What is drawn" {
            @if !symbols.is_empty() {
                li {
                    "Events at a point: "
                    @for count in steps {
                        @let size = radius(count, scale);
                        span.step {
                            svg.sizes width=(format!("{:.0}", size * 2.0 + 2.0)) height=(format!("{:.0}", size * 2.0 + 2.0)) aria-hidden="true" focusable="false" {
                                circle.count cx="50%" cy="50%" r=(format!("{size:.1}")) {}
                            }
                            " " (number(count)) " "
                        }
                    }
                }
            }
            @if !areas.countries.is_empty() || !areas.boxes.is_empty() {
                li {
                    "Events known to be somewhere in an area: "
                    @for (at, least) in shades.iter().enumerate() {
                        span.step {
                            svg.swatch width="22" height="14" aria-hidden="true" focusable="false" { rect class={"shade-" (at + 1)} width="22" height="14" {} }
                            " "
                            @match shades.get(at + 1) {
                                Some(next) if next - 1 > *least => { (number(*least)) "–" (number(next - 1)) },
                                Some(_) => (number(*least)),
                                None => { (number(*least)) "+" },
                            }
                            " "
                        }
                    }
                }
            }
            @if !areas.boxes.is_empty() {
                li {
                    svg.swatch width="22" height="14" aria-hidden="true" focusable="false" { rect.box.shade-1 x="1" y="1" width="20" height="12" {} }
                    " what a province, a region or a sea spans"
                }
            }
        }
    }
}
