//! The list of stories.

use maud::{Markup, html};
use whodid::Story;
use whodid_store::{Chapter, Cursor, Facets, Sort};

use super::filters::{chosen, form};
use super::page;
use super::quads::strip;
use super::words::{address, counted, days, number};
use crate::queries::{Ask, Format};
use crate::scene::Scene;

/// What is listed.
#[derive(Clone, Debug)]
pub(crate) struct StoryList {
    pub(crate) facets: Facets,
    pub(crate) stories: Vec<Story>,
    /// The outline of each.
    pub(crate) chapters: Vec<Chapter>,
    pub(crate) next: Option<Cursor>,
}

/// The page of stories.
pub(crate) fn stories(scene: &Scene, list: &StoryList) -> Markup {
    let ask = &scene.ask;
    page(
        "Stories",
        scene,
        html! {
            h1 #found { "Stories" }
            a.jump href="#filters" { "To the filters" }
            div.columns {
                section.results aria-labelledby="found" {
                    (chosen(ask, &scene.path))
                    @if list.stories.is_empty() {
                        (nothing(scene, list))
                    } @else {
                        p.span {
                            "Events that go on with one another, of the " (counted(list.facets.events, "event")) " found. "
                            @if ask.sort == Sort::Mentions { "Largest first." } @else { "Latest first." }
                        }
                        (orders(ask, &scene.path))
                        ol.stories {
                            @for (story, chapter) in list.stories.iter().zip(&list.chapters) { (outline(story, chapter, ask)) }
                        }
                        (pages(scene, list))
                        p.exports { "As records: " a href=(ask.with(|ask| (ask.format, ask.theme) = (Format::Json, None)).link("/api/v1/stories")) { "API" } }
                    }
                }
                aside #filters { h2.sr { "Filters" } (form(ask, &list.facets, &scene.path)) }
            }
        },
    )
}

fn orders(ask: &Ask, path: &str) -> Markup {
    let orders = [(Sort::Latest, "Latest"), (Sort::Mentions, "Largest")];
    html! {
        nav.choices aria-label="Order of stories" {
            ul { @for (sort, name) in orders { li { a href=(ask.with(|ask| ask.sort = sort).link(path)) aria-current=[(ask.sort == sort).then_some("true")] { (name) } } } }
        }
    }
}

/// One story in a few lines.
pub(super) fn outline(story: &Story, chapter: &Chapter, ask: &Ask) -> Markup {
    html! {
        li {
            p.title { a href=(address("stories", &story.id, ask)) dir="auto" { (story.name) } }
            p.span { (days(story.date.as_deref(), story.enddate.as_deref())) ", " (counted(story.events.len() as u64, "event")) }
            @if !chapter.quads.is_empty() { (strip(&chapter.quads)) }
            @if !chapter.participants.is_empty() {
                p.named {
                    span.sr { "With " }
                    @for (at, (key, name)) in chapter.participants.iter().enumerate() {
                        @if at > 0 { ", " }
                        a href=(address("participants", key, ask)) { bdi { (name) } }
                    }
                }
            }
        }
    }
}

fn pages(scene: &Scene, list: &StoryList) -> Markup {
    let ask = &scene.ask;
    html! {
        nav.pages aria-label="Pages of the list" {
            @if ask.after.is_some() { a rel="first" href=(ask.with(|_| {}).link(&scene.path)) { "First page" } }
            @match &list.next {
                Some(next) => a.button rel="next" href=(Ask { after: Some(next.clone()), ..ask.clone() }.link(&scene.path)) { "Next page" },
                None => span.soft { "These are the last." },
            }
        }
    }
}

/// What to do when there is none.
fn nothing(scene: &Scene, list: &StoryList) -> Markup {
    let ask = &scene.ask;
    html! {
        div.empty {
            @if scene.cited.events == 0 {
                h2 { "The store holds no event yet" }
                p { "Fill it, and reload this page: " code { "whodid run FILES --store F.db" } }
            } @else if ask.after.is_some() {
                h2 { "Behind this place the list is at its end" }
                p { a.button href=(ask.with(|_| {}).link(&scene.path)) { "First page" } }
            } @else if list.facets.events > 0 {
                h2 { "None of these events goes on with another" }
                p { "A story has two events at least. Look at " a href=(ask.same_events().link("/events")) { (counted(list.facets.events, "event")) } "." }
            } @else {
                h2 { "No event fits all of this" }
                p { "Take one of the filters above away, or begin anew among " (number(scene.cited.events)) " events:" }
                p { a.button href=(ask.other().link(&scene.path)) { "All stories" } }
            }
        }
    }
}
