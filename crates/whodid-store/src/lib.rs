//! One SQLite file with what whodid has read: documents, mentions, events and stories, with corrections laid over.
//!
//! Input: coded [`Document`](whodid::Document)s, a batch at a time, and what people correct. Output: events, mentions and stories,
//! by filter. Nothing is decided here: what is an event and which mentions are one comes through the doors of
//! [`whodid::link`] ([`Linking`]).
//!
//! What is in the file depends on the documents and corrections alone, not on the order in which they came, on batches, or on how
//! often a run was cut short; [`Store::dump`] writes it out so that this can be seen. The library asks for no clock: the time of
//! day that stands among the runs is handed in.

// The store is a program's edge to the disk.
#![allow(clippy::disallowed_methods)]

mod columns;
mod condition;
mod corrections;
mod counts;
mod decisions;
mod diff;
mod dump;
mod edits;
mod error;
mod filter;
mod found;
mod laying;
mod linking;
mod links;
mod lock;
mod manifest;
pub mod overlay;
mod paging;
mod pairs;
mod participant;
mod participants;
mod participation;
mod parts;
mod places;
mod provenance;
mod read;
mod review;
mod schema;
mod store;
mod stories;
mod story_pages;
mod summary;
mod summed;
mod surveys;
mod timeline;
mod write;

pub use columns::participant_key;
pub use corrections::{Change, Correction, Laid, Target};
pub use counts::Facets;
pub use decisions::Decision;
pub use diff::{Difference, How, diff};
pub use dump::DumpError;
pub use edits::FIELDS;
pub use error::StoreError;
pub use filter::{Degrees, Filter, Located, NoDegrees, Scopes, Sort};
pub use linking::Linking;
pub use links::Linked;
pub use manifest::{Coder, CoderUsed, Failure, InputNoted, InputRead, Manifest, Run};
pub use paging::{Cursor, NoCursor, Page};
pub use pairs::{Network, Node, Nodes, Pair};
pub use participant::{Form, Held, Participant, Partner};
pub use participants::Acting;
pub use places::{PlaceKind, Placed};
pub use read::{Item, StoredDocument, StoredMention};
pub use review::{Queue, Urgency};
pub use schema::VERSION;
pub use store::{Access, Store};
pub use story_pages::{Chapter, DocumentBrief};
pub use surveys::{Citation, CoverageBy, Covered, Unread};
pub use timeline::{Moment, OverTime, Step};
pub use write::{Coded, Known, Written, content_hash};
