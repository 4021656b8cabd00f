//! Mentions that are one happening, and happenings that are one story.
//!
//! Input: within one document, a coded and resolved [`Document`](crate::Document) ([`fold`]); over documents, [`Report`]s and where
//! their documents come from. Output: the document in which a happening told twice is one mention with every account; over
//! documents, groups of reports that tell of one happening ([`group`]), [`Event`](crate::Event)s made of them ([`consolidate`]) and
//! [`Story`](crate::Story)s ([`stories`]). Nothing is dropped and no mention is changed.
//!
//! Whether two reports may be one is a function of the two alone, and a group is a function of the reports that are tied to one
//! another: so the order in which documents come does not matter, and a part that shares no key with the rest can be linked alone.

mod consolidate;
mod fold;
mod group;
pub mod likeness;
pub mod origins;
mod stories;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::{Event, Report, Story};

pub use consolidate::consolidate;
pub use fold::fold;
pub use group::{Group, Tie, group, keys};
pub use stories::{Strand, stories};

/// Where a document comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provenance {
    /// Whom it was published by.
    pub publisher: Option<Arc<str>>,
    /// The origins whose text it has, each by the id of its leading document: one for most, two for what was stitched together.
    pub origins: Vec<Arc<str>>,
    /// The document that it reprints, and how that is known.
    pub reprint_of: Option<(Arc<str>, Arc<str>)>,
}

/// Documents by id, with where they come from. A document that is not in it is an origin of its own.
pub type Provenances = BTreeMap<Arc<str>, Provenance>;

/// What a person decided about two mentions, by their ids.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ruling {
    /// They are the same happening.
    Together(Arc<str>, Arc<str>),
    /// They are not.
    Apart(Arc<str>, Arc<str>),
}

/// Links reports from the first to the last: events in order of their first day, and stories.
///
/// What a caller with more events than memory does in steps, by [`keys`], [`group`], [`consolidate`], [`Strand`] and [`stories`].
pub fn link(reports: &[Report], from: &Provenances, rulings: &[Ruling]) -> (Vec<Event>, Vec<Story>) {
    let groups = group(reports, rulings);
    let mut events: Vec<Event> = groups.iter().map(|group| consolidate(reports, group, from)).collect();
    events.sort_by(|a, b| (&a.date, &a.id).cmp(&(&b.date, &b.id)));
    let strands: Vec<Strand> = events.iter().map(Strand::of).collect();
    let stories = stories(&strands);
    let of: BTreeMap<&str, &str> =
        stories.iter().flat_map(|story| story.events.iter().map(|event| (event.as_str(), story.id.as_str()))).collect();
    for event in &mut events {
        event.story = of.get(event.id.as_str()).map(|story| story.to_string());
    }
    (events, stories)
}
