//! Where events are: points as symbols, areas as areas, and what is unknown beside the map and never on it.

use jiff::civil::Date;
use maud::{Markup, html};
use whodid_store::{Facets, Located, PlaceKind, Placed, Step};

use super::earth::Window;
use super::filters::{chosen, form};
use super::gather::{Areas, areas, events_of, shades, symbols};
use super::page;
use super::symbols::{land, legend, marks};
use super::times::{called, end};
use super::words::{counted, number};
use crate::queries::{Ask, By, Format, View};
use crate::scene::Scene;

/// What the page tells.
#[derive(Clone, Debug)]
pub(crate) struct Mapped {
    pub(crate) facets: Facets,
    /// Places, those with most events first.
    pub(crate) places: Vec<Placed>,
    /// Length of the stretches that time is stepped through by.
    pub(crate) step: Step,
    /// The first and the last day that was read of.
    pub(crate) read: Option<(String, String)>,
}

/// Rows of the table behind the map; the rest is in the API.
const ROWS: usize = 100;
/// Areas that are named beside it.
const BESIDE: usize = 12;

/// The page of the map.
pub(crate) fn map(scene: &Scene, told: &Mapped) -> Markup {
    let ask = &scene.ask;
    page(
        "Map",
        scene,
        html! {
            h1 #found { "Where " (counted(told.facets.events, "event")) " happened" }
            a.jump href="#filters" { "To the filters" }
            div.columns {
                section.results #map aria-labelledby="found" {
                    (chosen(ask, &scene.path))
                    (time(scene, told))
                    @if told.facets.events == 0 { (nothing(scene)) } @else { (drawing(scene, told)) }
                }
                aside #filters { h2.sr { "Filters" } (form(ask, &told.facets, &scene.path)) }
            }
        },
    )
}

fn drawing(scene: &Scene, told: &Mapped) -> Markup {
    let ask = &scene.ask;
    let window = Window::of(ask.view);
    let symbols = symbols(&told.places, &window);
    let areas = areas(&told.places);
    let drawn = areas.countries.iter().map(|(_, place)| place).chain(areas.boxes.iter().map(|(_, place)| place));
    let shades = shades(drawn.map(|place| place.events).max().unwrap_or(1));
    let sum = |kind: &dyn Fn(PlaceKind) -> bool| -> u64 {
        told.places.iter().filter(|place| kind(place.kind)).map(|place| place.events).sum()
    };
    let (points, within) = (sum(&|kind| kind == PlaceKind::Point), sum(&|kind| kind != PlaceKind::Point));
    let seen: u64 = symbols.iter().map(|symbol| symbol.events).sum();
    let label = format!("Map: {} at {} in view", counted(seen, "event"), counted(symbols.len() as u64, "symbol"));
    html! {
        figure.map #map-figure tabindex="0" aria-label=(label) aria-describedby="map-keys" {
            div.earth { (land(&window, &areas, &shades, ask)) (marks(&window, &symbols, ask)) }
            (ways(scene, &window))
        }
        p.sr #map-keys { "With a script running: arrow keys move the map, plus and minus change how near it is, 0 shows the whole earth." }
        p.hint data-script hidden { "Drag to move, pinch or hold Ctrl and turn the wheel to look nearer; on the map also arrow keys, + and −, 0." }
        (legend(&symbols, &areas, &shades))
        (beside(ask, told, &areas, [points, within, seen]))
        details.behind {
            summary { "The same as a table" }
            (table(ask, &told.places))
        }
        p.exports {
            "The same events " a href=(ask.same_events().link("/events")) { "as a list" } ", "
            a href=(ask.same_events().link("/timeline")) { "over time" } "; the figures as "
            @for (at, (format, name)) in [(Format::Csv, "CSV"), (Format::Json, "JSON")].into_iter().enumerate() {
                @if at > 0 { " · " }
                a href=(ask.same_events().with(|asked| (asked.format, asked.theme) = (format, None)).link("/api/v1/places")) { (name) }
            }
        }
    }
}

/// Other views of the earth, each an address.
fn ways(scene: &Scene, window: &Window) -> Markup {
    let to = |view: Option<View>| Ask { view, ..scene.ask.clone() }.link(&scene.path);
    let way = |id: &str, sign: &str, name: &str, there: bool, view: Option<View>| {
        html! {
            @if there { a id={"m-" (id)} href=(to(view)) aria-label=(name) title=(name) { (sign) } }
            @else { span.off aria-hidden="true" { (sign) } }
        }
    };
    let beyond = [
        window.left > 0.5,
        window.left + window.width < super::earth::WIDTH - 0.5,
        window.top > 0.5,
        window.top + window.height < super::earth::HEIGHT - 0.5,
    ];
    html! {
        nav.map-ways aria-label="Parts of the map" {
            (way("in", "+", "Nearer", window.near < View::NEAREST, window.moved(0.0, 0.0, 1)))
            (way("out", "−", "Farther", window.near > 0, window.moved(0.0, 0.0, -1)))
            (way("west", "←", "West", beyond[0], window.moved(-0.5, 0.0, 0)))
            (way("north", "↑", "North", beyond[2], window.moved(0.0, -0.5, 0)))
            (way("south", "↓", "South", beyond[3], window.moved(0.0, 0.5, 0)))
            (way("east", "→", "East", beyond[1], window.moved(0.5, 0.0, 0)))
            (way("whole", "⊙", "The whole earth", window.near > 0, None))
        }
    }
}

/// Steps through time: windows of a day, a week or a month, each an address. The button that plays them is the script's.
fn time(scene: &Scene, told: &Mapped) -> Markup {
    let ask = &scene.ask;
    let (step, filter) = (told.step, &ask.filter);
    let Some((first, last)) = &told.read else { return html! {} };
    let window = |from: &str| {
        let to = end(step, from)?.to_string();
        Some(ask.within_days(Some(from.to_string()), Some(to)).with(|ask| ask.by = Some(By::Time(step))))
    };
    let address = |from: Option<String>| from.and_then(|from| window(&from)).map(|ask| ask.link(&scene.path));
    // The stretch that is shown, when it is just one.
    let shown = filter.from.as_deref().filter(|from| {
        step.of(from) == **from && end(step, from).map(|date| date.to_string()) == filter.to && ask.by.is_some()
    });
    let before = |from: &str| Some(step.of(&from.parse::<Date>().ok()?.yesterday().ok()?.to_string()));
    let (start, stop) =
        (step.of(filter.from.as_deref().filter(|from| *from > first.as_str()).unwrap_or(first)), step.of(last));
    html! {
        div.choices.time #time {
            nav aria-label="Stretches of time" {
                span.soft { "Step by " }
                ul.segments {
                    @for (of, name) in Step::ALL {
                        @let chosen = step == of;
                        // Another length begins with the stretch that holds the day now shown.
                        @let period = ask.with(|ask| ask.by = Some(By::Time(of)));
                        @let from = shown.map(|from| of.of(from));
                        @let to = from.as_deref().and_then(|from| end(of, from)).map(|date| date.to_string());
                        @let other = if from.is_some() { period.within_days(from, to) } else { period };
                        li { a href=(other.link(&scene.path)) aria-current=[chosen.then_some("true")] { (name) } }
                    }
                }
            }
            nav.ways aria-label="Through time" {
                @match shown {
                    Some(from) => {
                        @if let Some(earlier) = address(before(from).filter(|from| *from >= step.of(first))) { a #t-earlier rel="prev" href=(earlier) { "← Earlier" } }
                        strong.now { (called(step, from)) }
                        @if let Some(later) = address(step.after(from).filter(|from| *from <= stop)) { a #t-later rel="next" href=(later) { "Later →" } }
                        a #t-whole href=(ask.within_days(None, None).link(&scene.path)) { "The whole time" }
                    }
                    None => {
                        @if let Some(begin) = address(Some(start)) { a #t-later href=(begin) { "Step through time" } }
                    }
                }
            }
            button.plain #play type="button" hidden data-play="Play" data-pause="Pause" { "Play" }
        }
    }
}

/// What the map does not show: areas by name, and how many events are at no place.
fn beside(ask: &Ask, told: &Mapped, areas: &Areas<'_>, [points, within, seen]: [u64; 3]) -> Markup {
    let unknown = told.facets.events.saturating_sub(points + within);
    let located = |how: Located| ask.same_events().with(|ask| ask.filter.located = Some(how)).link("/events");
    let mut named: Vec<&Placed> = told.places.iter().filter(|place| place.kind != PlaceKind::Point).collect();
    let more = named.len().saturating_sub(BESIDE);
    named.truncate(BESIDE);
    html! {
        div.beside {
            section aria-labelledby="b-points" {
                h2 #b-points { "At a point" }
                p { a href=(located(Located::Point)) { (counted(points, "event")) } }
                @if seen < points { p.soft { (number(seen)) " of them in view; " a href=(Ask { view: None, ..ask.clone() }.link("/map")) { "the whole earth" } } }
            }
            section aria-labelledby="b-areas" {
                h2 #b-areas { "Somewhere in an area" }
                p { a href=(located(Located::Area)) { (counted(within, "event")) } }
                @if !named.is_empty() {
                    ul.named {
                        @for place in &named {
                            li {
                                a href=(events_of(place, ask)) { bdi { (place.name) } } " " span.count { (number(place.events)) }
                                @if areas.others.contains(place) { " " span.soft { "not drawn: its outline is not known" } }
                            }
                        }
                    }
                    @if more > 0 { p.soft { (number(more as u64)) " more in the table" } }
                }
            }
            section aria-labelledby="b-unknown" {
                h2 #b-unknown { "Nobody knows where" }
                p { a href=(located(Located::Unknown)) { (counted(unknown, "event")) } }
                p.soft { "No place is told, or none that the gazetteer knows. They are not on the map." }
            }
        }
    }
}

fn table(ask: &Ask, places: &[Placed]) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label="Places as a table" {
            table.figures {
                thead { tr {
                    th scope="col" { "Place" }
                    th scope="col" { "Country" }
                    th scope="col" { "Known as" }
                    th scope="col" { "Degrees" }
                    th.figure scope="col" { "Events" }
                } }
                tbody {
                    @for place in places.iter().take(ROWS) {
                        tr {
                            th scope="row" { a href=(events_of(place, ask)) { bdi { (place.name) } } }
                            td { span.codes { (place.country.as_deref().unwrap_or("")) } }
                            td { (match place.kind { PlaceKind::Point => "a point", PlaceKind::Country => "a country", PlaceKind::Area => "an area" }) }
                            td { @if let (Some(lat), Some(lon)) = (place.lat, place.lon) { (degrees(lat, "N", "S")) " " (degrees(lon, "E", "W")) } }
                            td.figure { (number(place.events)) }
                        }
                    }
                }
            }
        }
        @if places.len() > ROWS { p.soft { "The first " (ROWS) " of " (number(places.len() as u64)) "; the rest is in the API." } }
    }
}

fn degrees(of: f64, positive: &str, negative: &str) -> String {
    format!("{:.2}°\u{a0}{}", of.abs(), if of < 0.0 { negative } else { positive })
}

fn nothing(scene: &Scene) -> Markup {
    let filter = &scene.ask.filter;
    html! {
        div.empty {
            @if scene.cited.events == 0 {
                h2 { "The store holds no event yet" }
                p { "Fill it, and reload this page: " code { "whodid run FILES --store F.db" } }
            } @else if filter.from.is_some() || filter.to.is_some() {
                h2 { "No event of these days fits" }
                p { a.button href=(scene.ask.within_days(None, None).link(&scene.path)) { "The whole time" } }
            } @else {
                h2 { "No event fits all of this" }
                p { "Take one of the filters away, or begin anew among " (number(scene.cited.events)) " events:" }
                p { a.button href=(scene.ask.other().link(&scene.path)) { "All events" } }
            }
        }
    }
}
