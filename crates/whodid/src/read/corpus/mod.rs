//! The corpus's own format: bytes of a marked file into documents with every layer annotated by hand.
//!
//! Input: a file of `corpus/sentences` (a sentence a line) or `corpus/articles` (an article). Output: [`Document`](crate::Document)s whose
//! layers hold the gold annotation, or every mistake with its line and column. The mark-up is described in
//! `corpus/README.md`. Comparing annotations belongs to [`score`](crate::score).

mod check;
mod file;
mod markup;
mod standoff;

pub use file::{CorpusError, Gold, parse_article, parse_codebook, parse_sentences, plain_text};
pub use markup::{Label, Mark, Marked, Mistake, Part, Role};
pub use standoff::{Standoff, StandoffSentence};
