//! What could not be read, where, why, and what to do about it.

use std::fmt;

/// A document that could not be read. Those before and after it are not touched by it.
///
/// ```
/// use whodid::read::Reader;
/// let mut reader = Reader::new("feed.jsonl", "{\"id\": \"a\", \"text\": 5}\n".as_bytes());
/// let failure = reader.next().and_then(Result::err);
/// assert_eq!(
///     failure.map(|failure| failure.to_string()).as_deref(),
///     Some("feed.jsonl:1: `text` is a number, not a string; write it as a JSON string")
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadFailure {
    /// Name of the input, as it was given to the reader.
    pub document: String,
    /// Where in the input, when it is known.
    pub place: Option<Place>,
    /// What is wrong.
    pub reason: String,
    /// What can be done about it.
    pub advice: String,
}

/// A place in an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A line, counted from 1.
    Line(usize),
    /// A line and a column in code points, both counted from 1.
    Column(usize, usize),
    /// A byte, counted from 0; in a compressed input, of what it unpacks to.
    Byte(usize),
}

impl ReadFailure {
    pub(super) fn new(
        document: &str,
        place: impl Into<Option<Place>>,
        reason: impl Into<String>,
        advice: impl Into<String>,
    ) -> Self {
        ReadFailure {
            document: document.to_string(),
            place: place.into(),
            reason: reason.into(),
            advice: advice.into(),
        }
    }
}

impl fmt::Display for ReadFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ReadFailure { document, place, reason, advice } = self;
        match place {
            None => write!(f, "{document}: {reason}; {advice}"),
            Some(Place::Line(line)) => write!(f, "{document}:{line}: {reason}; {advice}"),
            Some(Place::Column(line, column)) => write!(f, "{document}:{line}:{column}: {reason}; {advice}"),
            Some(Place::Byte(byte)) => write!(f, "{document}: {reason} at byte {byte}; {advice}"),
        }
    }
}

impl std::error::Error for ReadFailure {}
