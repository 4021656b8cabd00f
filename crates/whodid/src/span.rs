//! Spans: where in a document's text something stands.

use std::ops::Range;

/// A stretch of a [`Document`](crate::Document)'s text, in bytes, end exclusive.
///
/// Inside the library a span always counts bytes and always lies on character boundaries; records written out count
/// Unicode code points instead (see [`CodePoints`]).
///
/// ```
/// use whodid::Span;
/// let span = Span::new(0, 4);
/// assert_eq!(span.of("Iran and Iraq"), "Iran");
/// assert!(span.overlaps(Span::new(3, 6)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from byte `start` to byte `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Span { start, end: end.max(start) }
    }

    /// The text under the span; empty when the span does not lie in `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// The span as a range of bytes.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// True when nothing is under the span.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// True when the two spans share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// True when `other` lies wholly inside this span.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that holds both.
    pub fn union(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The span less the white space at both ends of what it covers in `text`.
    pub fn trimmed(self, text: &str) -> Span {
        let covered = self.of(text);
        let start = self.start + (covered.len() - covered.trim_start().len());
        Span::new(start, start + covered.trim().len())
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Span::new(range.start, range.end)
    }
}

/// Turns byte offsets of one text into offsets in Unicode code points, which is what records carry.
///
/// ```
/// use whodid::{CodePoints, Span};
/// let text = "Şırnak, Turkey";
/// let points = CodePoints::of(text);
/// assert_eq!(points.range(Span::new(10, 16)), 8..14);
/// assert_eq!(points.byte(8), 10);
/// ```
#[derive(Clone, Debug)]
pub struct CodePoints {
    /// Byte offset of every 64th code point.
    marks: Vec<usize>,
    text: std::sync::Arc<str>,
}

const STRIDE: usize = 64;

impl CodePoints {
    /// Counts `text` once; later questions cost at most 64 steps.
    pub fn of(text: &str) -> Self {
        let marks = text.char_indices().step_by(STRIDE).map(|(byte, _)| byte).collect();
        CodePoints { marks, text: text.into() }
    }

    /// The number of code points before `byte`.
    pub fn point(&self, byte: usize) -> usize {
        let mark = self.marks.partition_point(|&m| m <= byte).saturating_sub(1);
        let Some(&from) = self.marks.get(mark) else { return 0 };
        let to = byte.min(self.text.len());
        mark * STRIDE + self.text[from..].char_indices().take_while(|(at, _)| from + at < to).count()
    }

    /// The byte at which the code point numbered `point` starts; the text's length past its end.
    pub fn byte(&self, point: usize) -> usize {
        let Some(&from) = self.marks.get(point / STRIDE) else { return self.text.len() };
        self.text[from..].char_indices().nth(point % STRIDE).map_or(self.text.len(), |(at, _)| from + at)
    }

    /// The span in code points.
    pub fn range(&self, span: Span) -> Range<usize> {
        self.point(span.start)..self.point(span.end)
    }

    /// The span in bytes of a range of code points.
    pub fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.byte(range.start), self.byte(range.end))
    }
}
