//! Mentions that are one happening, and happenings that are one story.
//!
//! Input: within one document, a coded and resolved [`Document`](crate::Document) ([`fold()`]); over documents, [`Report`]s and where
//! their documents come from. Output: the document in which a happening told twice is one mention with every account; over
//! documents, groups of reports that tell of one happening ([`group()`]), [`Event`]s made of them ([`consolidate()`]) and
//! [`Story`]s ([`stories()`]). Nothing is dropped and no mention is changed.
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

use crate::event::Reprint;
use crate::{Event, Report, Story};
use origins::{Item, Origins};

pub use consolidate::consolidate;
pub use fold::fold;
pub use group::{Group, Tie, group, keys};
pub use stories::{Strand, headline, stories};

/// Documents with where they come from. A document that is not in it is an origin of its own.
#[derive(Clone, Debug, Default)]
pub struct Provenances {
    items: BTreeMap<String, Item>,
    origins: Origins,
}

impl Provenances {
    /// Of no document.
    pub fn new() -> Self {
        Provenances::default()
    }

    /// Of some documents. The origin of one is known when all that it may be kin to (see [`origins::keys`]) are among them.
    pub fn of(items: Vec<Item>) -> Self {
        let origins = origins::origins(&items);
        Provenances { items: items.into_iter().map(|item| (item.id.clone(), item)).collect(), origins }
    }

    /// Of the documents of some reports, when nothing else is known of them: by the sentences that tell of something.
    pub fn of_reports(reports: &[Report]) -> Self {
        let mut documents: BTreeMap<&str, BTreeMap<u32, &Report>> = BTreeMap::new();
        for report in reports {
            documents.entry(&report.doc).or_default().insert(report.sequence, report);
        }
        let item = |(id, told): (&str, BTreeMap<u32, &Report>)| {
            let text: Vec<&str> = told.values().map(|report| &*report.text).collect();
            let first = told.values().next();
            Item {
                id: id.into(),
                publisher: first.and_then(|report| report.publisher.as_deref()).map(str::to_string),
                date: first.and_then(|report| report.published),
                sketch: origins::Sketch::of(&text.join(" ")),
                ..Item::default()
            }
        };
        Provenances::of(documents.into_iter().map(item).collect())
    }

    /// How many independent origins stand behind some documents.
    fn independent<'d>(&self, documents: impl Iterator<Item = &'d str>) -> usize {
        let mut unknown = 0;
        let known: Vec<&Item> = documents
            .filter_map(|doc| {
                let item = self.items.get(doc);
                unknown += usize::from(item.is_none());
                item
            })
            .collect();
        unknown + if known.is_empty() { 0 } else { origins::independent(&known, &self.origins).count() }
    }

    /// What a document reprints, when it does.
    fn reprint(&self, doc: &str) -> Option<Reprint> {
        let of = self.origins.of(doc).iter().map(|at| &self.origins.list[*at]);
        of.filter(|origin| origin.original != doc).find_map(|origin| {
            let reprint = origin.reprints.iter().find(|reprint| reprint.id == doc)?;
            Some(Reprint { doc: doc.into(), of: origin.original.clone(), because: reprint.reason.clone() })
        })
    }
}

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
/// What a caller with more events than memory does in steps, by [`keys`], [`group()`], [`consolidate()`], [`Strand`] and [`stories()`].
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
