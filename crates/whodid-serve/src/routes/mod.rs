//! Which address means what.
//!
//! Input: the path of a request and its [`Ask`]. Output: a [`Reply`], or the plan of an answer that flows. What a page looks like
//! is told in `views`.

mod api;
mod charts;
mod flow;
mod openapi;
mod pages;
pub(crate) mod post;
mod schemas;
mod who;

use percent_encoding::percent_decode_str;
use whodid_store::Store;

use crate::assets;
use crate::problem::Problem;
use crate::queries::{Ask, Format, Group};
use crate::reply::Reply;
use crate::scene::Scene;

pub(crate) use flow::{FLOWS, flow, headers as flow_headers};

/// What an address names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Route {
    Home,
    Events,
    Event(String),
    Document(String),
    Coverage,
    Timeline,
    Map,
    Network,
    Stories,
    Story(String),
    Participants,
    Participant(String),
    Mention(String),
    Review,
    ReviewOf(String),
    ApiEvents,
    ApiEvent(String),
    ApiStories,
    ApiStory(String),
    ApiParticipants,
    ApiParticipant(String),
    ApiPairs,
    ApiDocument(String),
    ApiTimeline,
    ApiCoverage,
    ApiPlaces,
    ApiCorrections,
    OpenApi,
}

/// An answer, or why there is none.
pub(crate) type Found = Result<Reply, Problem>;

const PAGED: &[Group] = &[Group::Filter, Group::Period, Group::Sort, Group::Limit, Group::Page];

/// What a path names. Ids stand in it as one part each, signs that mean something in an address written as `%2F` and the like.
///
/// # Errors
///
/// When it names nothing.
pub(crate) fn find(path: &str) -> Result<Route, Problem> {
    let parts: Vec<&str> = path.strip_prefix('/').unwrap_or(path).split('/').collect();
    let id = |part: &str| percent_decode_str(part).decode_utf8().map(|id| id.into_owned()).map_err(|_| nothing(path));
    Ok(match parts[..] {
        [""] => Route::Home,
        ["events"] => Route::Events,
        ["events", event] => Route::Event(id(event)?),
        ["documents", document] => Route::Document(id(document)?),
        ["coverage"] => Route::Coverage,
        ["timeline"] => Route::Timeline,
        ["map"] => Route::Map,
        ["network"] => Route::Network,
        ["stories"] => Route::Stories,
        ["stories", story] => Route::Story(id(story)?),
        ["participants"] => Route::Participants,
        ["participants", participant] => Route::Participant(id(participant)?),
        ["mentions", mention] => Route::Mention(id(mention)?),
        ["review"] => Route::Review,
        ["review", event] => Route::ReviewOf(id(event)?),
        ["api", "v1", "events"] => Route::ApiEvents,
        ["api", "v1", "events", event] => Route::ApiEvent(id(event)?),
        ["api", "v1", "stories"] => Route::ApiStories,
        ["api", "v1", "stories", story] => Route::ApiStory(id(story)?),
        ["api", "v1", "participants"] => Route::ApiParticipants,
        ["api", "v1", "participants", participant] => Route::ApiParticipant(id(participant)?),
        ["api", "v1", "pairs"] => Route::ApiPairs,
        ["api", "v1", "documents", document] => Route::ApiDocument(id(document)?),
        ["api", "v1", "timeline"] => Route::ApiTimeline,
        ["api", "v1", "coverage"] => Route::ApiCoverage,
        ["api", "v1", "places"] => Route::ApiPlaces,
        ["api", "v1", "corrections"] => Route::ApiCorrections,
        ["api", "v1", "openapi.json"] => Route::OpenApi,
        _ => return Err(nothing(path)),
    })
}

fn nothing(path: &str) -> Problem {
    let shown: String = path.chars().take(200).collect();
    let what = format!("there is nothing at `{shown}`");
    let advice = "begin at /events, or at /api/v1/openapi.json for programs";
    Problem::new(hyper::StatusCode::NOT_FOUND, "not_found", what, advice)
}

impl Route {
    /// The groups of parameters that it takes.
    pub(crate) fn takes(&self) -> &'static [Group] {
        match self {
            Route::Events => PAGED,
            Route::Coverage => &[Group::Period, Group::By],
            Route::Timeline => &[Group::Filter, Group::Period, Group::By, Group::Chart],
            Route::Map => &[Group::Filter, Group::Period, Group::By, Group::View],
            Route::Review | Route::ReviewOf(_) => &[Group::Filter, Group::Period],
            Route::ApiEvents => &[Group::Filter, Group::Period, Group::Sort, Group::Limit, Group::Page, Group::Format],
            Route::Network => &[Group::Filter, Group::Period, Group::Network],
            Route::ApiPairs => &[Group::Filter, Group::Period, Group::Network, Group::Format],
            Route::Stories | Route::ApiStories => PAGED,
            Route::Participants => &[Group::Filter, Group::Period, Group::Limit],
            Route::ApiParticipants | Route::ApiPlaces => &[Group::Filter, Group::Period, Group::Limit, Group::Format],
            Route::ApiTimeline => &[Group::Filter, Group::Period, Group::By, Group::Format],
            Route::ApiCoverage => &[Group::Period, Group::By, Group::Limit, Group::Format],
            Route::Home
            | Route::Event(_)
            | Route::Document(_)
            | Route::Story(_)
            | Route::Participant(_)
            | Route::Mention(_)
            | Route::ApiCorrections
            | Route::ApiEvent(_)
            | Route::ApiStory(_)
            | Route::ApiParticipant(_)
            | Route::ApiDocument(_)
            | Route::OpenApi => &[],
        }
    }

    /// The forms that its records come in; of those that take a form.
    pub(crate) fn forms(&self) -> &'static [Format] {
        match self {
            Route::ApiEvents => &Format::ALL,
            _ => &[Format::Json, Format::Lines, Format::Csv],
        }
    }

    /// Whether it is a page for people.
    pub(crate) fn is_page(&self) -> bool {
        matches!(
            self,
            Route::Home
                | Route::Events
                | Route::Event(_)
                | Route::Document(_)
                | Route::Coverage
                | Route::Timeline
                | Route::Map
                | Route::Network
                | Route::Stories
                | Route::Story(_)
                | Route::Participants
                | Route::Participant(_)
                | Route::Mention(_)
                | Route::Review
                | Route::ReviewOf(_)
        )
    }

    /// Whether it is a page with forms that change something, and with what is one reader's alone.
    pub(crate) fn has_forms(&self) -> bool {
        matches!(self, Route::Event(_) | Route::Mention(_) | Route::Review | Route::ReviewOf(_))
    }

    /// Whether something can be sent to it.
    pub(crate) fn takes_posts(&self) -> bool {
        matches!(self, Route::Event(_) | Route::Mention(_) | Route::ReviewOf(_) | Route::ApiCorrections)
    }

    /// What a form that is sent to it is about, unless it says so itself.
    pub(crate) fn about(&self) -> &str {
        match self {
            Route::Event(id) | Route::Mention(id) | Route::ReviewOf(id) => id,
            _ => "",
        }
    }

    /// Whether the answer is brought as it is found, and how much of it at most: all events may be more than fit into memory.
    pub(crate) fn flows(&self, ask: &Ask) -> Option<usize> {
        let whole = *self == Route::ApiEvents && ask.format != Format::Json;
        whole.then(|| ask.limit.unwrap_or(usize::MAX))
    }
}

/// The answer out of the store.
pub(crate) fn answer(route: &Route, store: &Store, scene: &Scene) -> Found {
    match route {
        Route::Home => Ok(Reply::see(&scene.ask.link("/events"))),
        Route::Events => pages::events(store, scene),
        Route::Event(id) => pages::event(store, scene, id),
        Route::Document(id) => pages::document(store, scene, id),
        Route::Coverage => pages::coverage(store, scene),
        Route::Timeline => charts::timeline(store, scene),
        Route::Map => charts::map(store, scene),
        Route::Network => who::network(store, scene),
        Route::Stories => who::stories(store, scene),
        Route::Story(id) => who::story(store, scene, id),
        Route::Participants => who::participants(store, scene),
        Route::Participant(key) => who::participant(store, scene, key),
        Route::Mention(id) => pages::mention(store, scene, id),
        Route::Review => pages::review(store, scene, None),
        Route::ReviewOf(id) => pages::review(store, scene, Some(id)),
        Route::ApiEvents => api::events(store, scene),
        Route::ApiEvent(id) => api::event(store, id),
        Route::ApiStories => api::stories(store, scene),
        Route::ApiStory(id) => api::story(store, id),
        Route::ApiParticipants => api::participants(store, scene),
        Route::ApiParticipant(key) => api::participant(store, key),
        Route::ApiPairs => api::pairs(store, scene),
        Route::ApiDocument(id) => api::document(store, id),
        Route::ApiTimeline => api::timeline(store, scene),
        Route::ApiCoverage => api::coverage(store, scene),
        Route::ApiPlaces => api::places(store, scene),
        Route::ApiCorrections => api::corrections(store, scene),
        Route::OpenApi => Reply::json(&openapi::description()),
    }
}

/// What pages refer to: style sheets and the like, which are the program's own and never change while it runs.
pub(crate) fn asset(path: &str) -> Option<Reply> {
    let asset = assets::ALL.iter().find(|asset| Some(asset.name) == path.strip_prefix("/assets/"))?;
    let reply = Reply::of(asset.kind, asset.bytes);
    // The address that pages name carries a mark of what is in it.
    Some(reply.with(hyper::header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
}
