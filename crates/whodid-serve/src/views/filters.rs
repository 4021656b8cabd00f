//! The filters of events: as a form that needs no script, and as what is chosen, each with a way to take it back.

use maud::{Markup, html};
use whodid::mention::Scope;
use whodid::ontology::{Class, Quad, Sector};
use whodid_store::{Facets, Scopes, Sort};

use super::words::{bar, number, quad};
use crate::queries::{Ask, PARAMETERS, modes, names};

/// Orders in words.
pub(super) const ORDERS: [(Sort, &str); 6] = [
    (Sort::Latest, "Latest first"),
    (Sort::Date, "Earliest first"),
    (Sort::Origins, "Most origins first"),
    (Sort::Mentions, "Most passages first"),
    (Sort::Confidence, "Surest first"),
    (Sort::Scale, "Conflict first"),
];

/// What the filter's parameters are called on pages.
fn called(parameter: &str) -> &str {
    match parameter {
        "text" => "words",
        "min_origins" => "origins at least",
        "min_confidence" => "confidence at least",
        other => other,
    }
}

/// What is chosen, each a link that takes it away.
pub(super) fn chosen(ask: &Ask, path: &str) -> Markup {
    let shown = ["sort", "limit", "after", "format", "by", "theme"];
    let pairs: Vec<(&str, String)> = ask.pairs().into_iter().filter(|(name, _)| !shown.contains(name)).collect();
    html! {
        @if !pairs.is_empty() {
            ul.chosen aria-label="Chosen filters" {
                @for (name, value) in &pairs {
                    li {
                        a href=(ask.without(name, value).link(path)) {
                            span.sr { "Take away: " } (called(name)) " " strong { (value) } " " span aria-hidden="true" { "×" }
                        }
                    }
                }
                @if pairs.len() > 1 { li { a.all href=(ask.other().with(|other| other.sort = ask.sort).link(path)) { "Take all away" } } }
            }
        }
    }
}

/// The form of all filters.
pub(super) fn form(ask: &Ask, facets: &Facets, path: &str) -> Markup {
    let filter = &ask.filter;
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let (one, other) = filter.between.clone().unwrap_or_default();
    html! {
        form.filters method="get" action=(path) role="search" aria-label="Filters" {
            @if let Some(theme) = ask.theme { input type="hidden" name="theme" value=(theme.name()); }
            @if let Some(limit) = ask.limit { input type="hidden" name="limit" value=(limit); }
            @for story in &filter.stories { input type="hidden" name="story" value=(story); }
            @for document in &filter.documents { input type="hidden" name="document" value=(document); }
            @for event in &filter.events { input type="hidden" name="id" value=(event); }
            div.field {
                label for="f-text" { "Words in passages and titles" }
                input #f-text type="search" name="text" value=(text(&filter.text)) maxlength="500" aria-describedby="h-text";
                p.hint #h-text { "All of them; “a phrase” in quotes; begin*; this OR that" }
            }
            div.pair {
                div.field { label for="f-from" { "From" } input #f-from type="date" name="from" value=(text(&filter.from)); }
                div.field { label for="f-to" { "To" } input #f-to type="date" name="to" value=(text(&filter.to)); }
            }
            // The queue of review has an order of its own.
            @if path != "/review" {
                div.field {
                    label for="f-sort" { "Order" }
                    select #f-sort name="sort" {
                        @for (sort, name) in ORDERS { option value=(sort.name()) selected[sort == ask.sort] { (name) } }
                    }
                }
            }
            button type="submit" { "Show" }
            (classes(ask, facets))
            (parties(ask, &one, &other))
            details open[!filter.statuses.is_empty() || filter.scopes != Scopes::Unflagged] {
                summary { "Status and flags" }
                fieldset {
                    legend { "Status" }
                    @for name in names("status") {
                        (choice("status", name, name, filter.statuses.iter().any(|one| one == name), facets.statuses.get(name).copied().unwrap_or(0), facets.events, ""))
                    }
                }
                (scopes(ask, facets))
            }
            details open[!filter.modes.is_empty() || !filter.contexts.is_empty()] {
                summary { "Mode and context" }
                (list("mode", "Mode", &filter.modes, &modes()))
                (list("context", "Context", &filter.contexts, &names("context")))
            }
            details open[!filter.places.is_empty()] {
                summary { "Place" }
                (list("place", "A place, or what holds it", &filter.places, &[]))
            }
            details open[!filter.outlets.is_empty() || filter.min_origins.is_some() || filter.min_confidence.is_some()] {
                summary { "Sources and confidence" }
                div.pair {
                    div.field {
                        label for="f-origins" { "Origins at least" }
                        input #f-origins type="number" name="min_origins" min="1" step="1" value=[filter.min_origins];
                    }
                    div.field {
                        label for="f-sure" { "Confidence at least" }
                        input #f-sure type="number" name="min_confidence" min="0" max="1" step="any" value=[filter.min_confidence];
                    }
                }
                (list("outlet", "Outlet", &filter.outlets, &[]))
            }
            div.buttons {
                button type="submit" { "Show" }
                a href=(ask.other().link(path)) { "Clear" }
            }
        }
    }
}

/// Classes under their quads, with how many there are of each.
fn classes(ask: &Ask, facets: &Facets) -> Markup {
    let quads = [Quad::VerbalCooperation, Quad::MaterialCooperation, Quad::VerbalConflict, Quad::MaterialConflict];
    let most = facets.classes.values().copied().max().unwrap_or(0);
    html! {
        details open {
            summary { "Class" }
            @for of in quads {
                @let code = of.code();
                @let (sign, name, style) = quad(code);
                fieldset {
                    legend class=(style) {
                        label {
                            input type="checkbox" name="quad" value=(code) checked[ask.filter.quads.contains(&code)];
                            " " span aria-hidden="true" { (sign) } " " (name) " "
                            span.count { (number(facets.quads.get(&code).copied().unwrap_or(0))) }
                        }
                    }
                    @for class in Class::ALL.into_iter().filter(|class| class.quad() == of) {
                        @let count = facets.classes.get(class.name()).copied().unwrap_or(0);
                        (choice("class", class.name(), class.name(), ask.filter.classes.iter().any(|one| one == class.name()), count, most, style))
                    }
                }
            }
        }
    }
}

fn parties(ask: &Ask, one: &str, other: &str) -> Markup {
    let filter = &ask.filter;
    let chosen = filter.between.is_some()
        || [&filter.participants, &filter.actors, &filter.recipients, &filter.sectors]
            .iter()
            .any(|list| !list.is_empty());
    let hint = PARAMETERS.iter().find(|known| known.name == "actor").map_or("", |known| known.what);
    html! {
        details open[chosen] {
            summary { "Who" }
            fieldset {
                legend { "Between two countries" }
                div.pair {
                    div.field { label for="f-one" { "Code" } input #f-one name="between" value=(one) maxlength="3" pattern="[A-Za-z]{3}" placeholder="RUS" autocomplete="off"; }
                    div.field { label for="f-other" { "and code" } input #f-other name="between" value=(other) maxlength="3" pattern="[A-Za-z]{3}" placeholder="USA" autocomplete="off"; }
                }
            }
            (list("participant", "Takes part", &filter.participants, &[]))
            (list("actor", "Acts", &filter.actors, &[]))
            (list("recipient", "Is acted on", &filter.recipients, &[]))
            p.hint { (hint) }
            (sectors(&filter.sectors))
        }
    }
}

fn sectors(had: &[String]) -> Markup {
    html! {
        div.field {
            @for value in had { (kept("sector", value)) }
            label for="f-sector" { "Sector" }
            select #f-sector name="sector" {
                option value="" { "any" }
                @for sector in Sector::all() { option value=(sector.code()) { (sector.code()) ": " (sector.covers()) } }
            }
        }
    }
}

fn scopes(ask: &Ask, facets: &Facets) -> Markup {
    let scopes = &ask.filter.scopes;
    let flagged = |name: &str| matches!(scopes, Scopes::Flagged(names) if names.iter().any(|one| one == name));
    // With some flags chosen the counts of the rest are not known.
    let known = !matches!(scopes, Scopes::Flagged(_));
    html! {
        div.field {
            label for="f-scope" { "Sport, fiction and the like" }
            select #f-scope name="scope" {
                option value="none" selected[*scopes == Scopes::Unflagged] {
                    "left out" @if known { " (" (number(facets.unflagged)) " remain)" }
                }
                option value="any" selected[*scopes == Scopes::Any] {
                    "taken in" @if known { " (" (number(facets.flagged)) " flagged)" }
                }
                @for scope in Scope::ALL { option value=(scope.name()) selected[flagged(scope.name())] { (scope.name()) " only" } }
            }
        }
    }
}

/// A box to tick with how many events it stands for.
fn choice(name: &str, value: &str, shown: &str, checked: bool, count: u64, whole: u64, style: &str) -> Markup {
    html! {
        label.choice {
            input type="checkbox" name=(name) value=(value) checked[checked];
            " " span.what { (shown) } " "
            span.count { (number(count)) }
            (bar(count, whole, style))
        }
    }
}

fn kept(name: &str, value: &str) -> Markup {
    html! { label.choice { input type="checkbox" name=(name) value=(value) checked; " " span.what { bdi { (value) } } } }
}

/// Values that stay as long as they are ticked, and room for one more.
fn list(name: &str, shown: &str, had: &[String], known: &[&str]) -> Markup {
    let (field, choices) = (format!("f-{name}"), format!("l-{name}"));
    html! {
        div.field {
            @for value in had { (kept(name, value)) }
            label for=(field) { (shown) @if !had.is_empty() { span.sr { ", one more" } } }
            input id=(field) name=(name) maxlength="500" autocomplete="off" list=[(!known.is_empty()).then_some(&choices)];
            @if !known.is_empty() { datalist id=(choices) { @for one in known { option value=(one) {} } } }
        }
    }
}
