//! The headline at the head of a text.

use crate::Span;

/// Headlines are no longer, in characters.
const LONGEST: usize = 180;
/// A line longer than this is a paragraph, not a line of wrapped text.
const WIDEST_WRAP: usize = 100;

/// True when `line`, which `below` follows, is a headline and no part of the report.
///
/// `apart` says that an empty line stands between them, `marked` that `below` is itself a date line, byline or dateline.
pub(super) fn is_headline(line: &str, below: &str, apart: bool, marked: bool) -> bool {
    let line = line.trim();
    let length = line.chars().count();
    if line.is_empty() || below.trim().is_empty() || length > LONGEST || !line.contains(char::is_alphabetic) {
        return false;
    }
    if ends_like_prose(line) || line.starts_with(|c: char| c.is_lowercase()) {
        return false;
    }
    apart || marked || below.trim().chars().take(WIDEST_WRAP + 1).count() > WIDEST_WRAP && length <= 120
}

/// A headline has no full stop, unless an abbreviation ends it ("in the U.S.").
fn ends_like_prose(line: &str) -> bool {
    let bare = line.trim_end_matches(['"', '”', '’', '\'', '»', ')']);
    if bare.ends_with([',', ';', ':', '،', '。', '।']) {
        return true;
    }
    if !bare.ends_with('.') || bare.ends_with("...") {
        return false;
    }
    let word = bare.rsplit(char::is_whitespace).next().unwrap_or("");
    word.matches('.').count() < 2
}

/// Where a title known beforehand stands at `start` of `text`, in other spacing or quotation marks perhaps.
pub(super) fn find_title(text: &str, start: usize, title: &str) -> Option<Span> {
    let mut rest = text[start..].char_indices().filter(|(_, c)| c.is_alphanumeric());
    let mut first = None;
    let mut last = 0;
    for wanted in title.chars().filter(|c| c.is_alphanumeric()) {
        let (at, c) = rest.next()?;
        if c != wanted && !c.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
        first = first.or(Some(at));
        last = at + c.len_utf8();
    }
    // The title must not be the start of a longer word or sentence.
    let tail = &text[start + last..];
    let marks = tail.find(|c: char| c.is_whitespace() || c.is_alphanumeric()).unwrap_or(tail.len());
    let after = &tail[marks..];
    let ends = after.trim().is_empty()
        || after.starts_with(['\n', '\r'])
        || after.starts_with("  ")
        || tail[..marks].contains(['.', '|']);
    let title_start = start + first?;
    ends.then(|| Span::new(title_start, start + last + tail[..marks].trim_end_matches(['.', '|', '-', '–', '—']).len()))
}
