//! Bytes into documents: formats, character sets, article text, and what a report says of its own date, place and wire.
//!
//! Input: bytes and a name for them. Output: [`Document`](crate::Document)s one after another, or for each that cannot be
//! read a [`ReadFailure`] that says where, why and what to do. Nothing here looks for sentences or events, and nothing
//! opens a file.

pub mod corpus;

mod calendar;
mod charset;
mod credits;
mod dateline;
mod failure;
mod format;
mod head;
mod headline;
mod json_lines;
mod outlets;
mod page;
mod pattern;
mod reader;

pub use failure::{Place, ReadFailure};
pub use head::read_head;
pub use reader::{LARGEST_DOCUMENT, Reader};
