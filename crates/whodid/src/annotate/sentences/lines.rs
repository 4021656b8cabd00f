//! Lines into blocks: which line breaks end a sentence, and which only wrap it.

use crate::Span;

use super::orthography::{Abbreviation, Orthography};

/// Wrapped text is not set wider than this, the columns of a wide terminal; longer lines are whole paragraphs.
const WIDEST_WRAP: usize = 132;
/// Nor narrower than this: a list, a table, a poem.
const NARROWEST_WRAP: usize = 50;

/// Cuts `span` of `text` into blocks that no sentence runs across: paragraphs, headings, list items.
///
/// A line break inside a block is one that wraps.
pub(super) fn blocks(text: &str, span: Span, orthography: &Orthography) -> Vec<Span> {
    let mut blocks = Vec::new();
    let mut paragraph: Vec<Span> = Vec::new();
    for line in lines(text, span) {
        let line = line.trimmed(text);
        if line.is_empty() {
            join(text, &paragraph, orthography, &mut blocks);
            paragraph.clear();
        } else {
            paragraph.push(line);
        }
    }
    join(text, &paragraph, orthography, &mut blocks);
    blocks
}

fn lines(text: &str, span: Span) -> Vec<Span> {
    let mut lines = Vec::new();
    let mut start = span.start;
    let mut letters = span.of(text).char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        let breaks = match c {
            '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => true,
            '\r' => letters.peek().is_none_or(|&(_, next)| next != '\n'),
            _ => false,
        };
        if breaks {
            lines.push(Span::new(start, span.start + at));
            start = span.start + at + c.len_utf8();
        }
    }
    lines.push(Span::new(start, span.end));
    lines
}

/// Joins the lines of a paragraph that only wrap.
fn join(text: &str, lines: &[Span], orthography: &Orthography, blocks: &mut Vec<Span>) {
    let widths: Vec<usize> = lines.iter().map(|line| line.of(text).chars().count()).collect();
    let width = widths.iter().copied().max().unwrap_or(0);
    let mut open: Option<Span> = None;
    for (at, &line) in lines.iter().enumerate() {
        let wraps = at > 0 && wraps(lines[at - 1].of(text), line.of(text), widths[at - 1], width, orthography);
        open = Some(match open {
            Some(block) if wraps => block.union(line),
            Some(block) => {
                blocks.push(block);
                line
            }
            None => line,
        });
    }
    blocks.extend(open);
}

/// True when the break between `above` and `below` only wraps a sentence. `width` is that of the paragraph's widest line.
fn wraps(above: &str, below: &str, above_width: usize, width: usize, orthography: &Orthography) -> bool {
    let set_in_lines = (NARROWEST_WRAP..=WIDEST_WRAP).contains(&width);
    let first_word = below.split_whitespace().next().unwrap_or("");
    // Had the line's first word fitted above, the break would not have been needed.
    let full = set_in_lines && above_width + 1 + first_word.chars().count() > width;
    let unfinished = !is_finished(above, orthography);
    if is_item(below) {
        return full && unfinished && below.starts_with('-') && after_mark(below).starts_with(char::is_lowercase);
    }
    match below.chars().next() {
        Some(c) if c.is_lowercase() || matches!(c, ',' | ';' | ')' | '%') => !is_item(above) || unfinished,
        // A finished line: the sentence ends here in any case, and a heading must not run on.
        _ => unfinished && full,
    }
}

/// True when a line ends as a sentence does.
fn is_finished(line: &str, orthography: &Orthography) -> bool {
    let bare = line.trim_end_matches(['"', '”', '’', '\'', '»', ')', ']']);
    if bare.ends_with(['!', '?', '…', ':', '؟', '。', '！', '？', '।', '۔']) {
        return true;
    }
    if !bare.ends_with('.') {
        return false;
    }
    let word = bare.rsplit(char::is_whitespace).next().unwrap_or("").trim_start_matches(['(', '"', '“', '‘']);
    let initial = word.chars().count() == 2 && word.starts_with(char::is_uppercase);
    let dotted = word.matches('.').count() > 1 && word.starts_with(char::is_alphabetic) && !word.ends_with("..");
    let open = matches!(orthography.abbreviation(word), Some(Abbreviation::Never | Abbreviation::Maybe));
    !(initial || dotted || open)
}

const BULLETS: [char; 14] = ['-', '*', '•', '·', '▪', '◦', '‣', '●', '■', '➢', '✓', '–', '►', '○'];

/// True when a line is an item of a list.
pub(super) fn is_item(line: &str) -> bool {
    item_mark(line) > 0
}

/// Length in bytes of the mark that opens an item of a list ("- ", "1. ", "(a) "), without the space after it.
pub(super) fn item_mark(line: &str) -> usize {
    let bytes = line.as_bytes();
    let mark = match line.chars().next() {
        Some(c) if BULLETS.contains(&c) => c.len_utf8(),
        Some('(') => match bytes.iter().take(5).position(|&b| b == b')') {
            Some(close) if close > 1 && bytes[1..close].iter().all(u8::is_ascii_alphanumeric) => close + 1,
            _ => 0,
        },
        Some(c) if c.is_ascii_digit() => {
            let digits = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
            if digits <= 2 && matches!(bytes.get(digits), Some(b'.' | b')')) { digits + 1 } else { 0 }
        }
        Some(c) if c.is_ascii_alphabetic() && bytes.get(1) == Some(&b')') => 2,
        _ => 0,
    };
    let spaced = line.get(mark..).and_then(|rest| rest.chars().next()).is_some_and(char::is_whitespace);
    if spaced { mark } else { 0 }
}

fn after_mark(line: &str) -> &str {
    line.get(item_mark(line)..).unwrap_or("").trim_start()
}
