//! The PLOVER 2023 ontology: classes, modes, contexts, sectors, and their codes and scores.
//!
//! Input: nothing. Output: names and numbers that every other room reads. Data and names only; what a sentence is coded
//! as is decided in [`code`](crate::code), and who a participant is in [`resolve`](crate::resolve).
//!
//! Source: the PLOVER codebook of the Open Event Data Alliance, version of 2023.

mod class;
mod context;
mod mode;
mod sector;

pub use class::{Class, Quad};
pub use context::Context;
pub use mode::Mode;
pub use sector::Sector;

use std::fmt;

/// A name that the ontology does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownName {
    /// What was looked for: `class`, `mode`, `context`, `sector` or `status`.
    pub kind: &'static str,
    /// The name as given.
    pub name: String,
}

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no {} is called `{}`", self.kind, self.name)
    }
}

impl std::error::Error for UnknownName {}

/// Whether the reported event happened, in PLOVER's auxiliary modes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// It happened or is happening.
    #[default]
    Actual,
    /// It is announced or expected.
    Future,
    /// It would, could or might happen.
    Hypothetical,
    /// It happened in earlier months or years and is told as background.
    Historical,
    /// It did not happen, or is denied.
    Negated,
}

impl Status {
    /// Every status, in the order of the model's outputs.
    pub const ALL: [Status; 5] =
        [Status::Actual, Status::Future, Status::Hypothetical, Status::Historical, Status::Negated];

    /// The name used in records.
    pub fn name(self) -> &'static str {
        match self {
            Status::Actual => "actual",
            Status::Future => "future",
            Status::Hypothetical => "hypothetical",
            Status::Historical => "historical",
            Status::Negated => "negated",
        }
    }

    /// The status with this name.
    pub fn named(name: &str) -> Result<Status, UnknownName> {
        Status::ALL
            .into_iter()
            .find(|status| status.name() == name)
            .ok_or_else(|| UnknownName { kind: "status", name: name.into() })
    }
}
