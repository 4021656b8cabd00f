//! Bytes into documents: formats, character sets, article text, and what a report says of its own date, place and wire.
//!
//! Input: bytes and a name for them. Output: [`Document`](crate::Document)s and warnings. Nothing here looks for
//! sentences or events, and nothing opens a file.

pub mod corpus;
