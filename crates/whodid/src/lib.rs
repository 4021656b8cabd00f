//! Reads news reports and official statements and writes down who did what to whom, when, where and according to whom.
//!
//! The way from bytes to records: [`read`] makes a [`Document`], [`annotate`] lays sentences, words, names and
//! attributions over it, [`code`] finds the [`Mention`]s, [`resolve`] says who, where and when they mean, [`link`] folds
//! what one document tells twice, and [`mod@write`] puts them into a file. Over documents, [`link`] takes their [`Report`]s and makes
//! [`Event`]s and [`Story`]s of them.

pub mod annotate;
pub mod code;
pub mod document;
pub mod event;
pub mod link;
pub mod mention;
pub mod ontology;
pub mod pipeline;
pub mod place;
pub mod read;
pub mod reading;
pub mod record;
pub mod report;
pub mod resolve;
pub mod resources;
pub mod score;
pub mod span;
pub mod write;

pub use document::{
    Attribution, Credit, CreditKind, Document, Layers, Name, NameKind, Nearest, Sentence, TimeExpression, TimeKind,
};
pub use event::{Event, Story};
pub use mention::{
    Candidate, Confidence, Count, DateFrom, Mention, Number, Participant, Precision, Quantity, Scope, Source,
    SourceKind, When,
};
pub use place::{Extent, Location, Place, Point};
pub use reading::Reading;
pub use report::{Pool, Report};
pub use span::{CodePoints, Span};
