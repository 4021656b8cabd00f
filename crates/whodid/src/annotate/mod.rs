//! Layers over a document: sentences, words, what the encoder reads in them, names, attributions.
//!
//! Input: a [`Document`](crate::Document) with its text. Output: the same document with its layers laid over, and a
//! [`Reading`](crate::Reading) of each sentence. Which events the sentences tell belongs to [`code`](crate::code); who a
//! name means belongs to [`resolve`](crate::resolve).

pub mod pieces;
pub mod words;
