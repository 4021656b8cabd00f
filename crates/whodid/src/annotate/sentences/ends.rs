//! Where in a block the sentences end.

use super::enclosures::{Enclosure, enclosures, is_closer, is_opener};
use super::lines::item_mark;
use super::orthography::{Abbreviation, Orthography};

/// A longer quotation or bracket is a passage of its own: its full stops end sentences.
const LONGEST_INSET: usize = 400;
/// How far past a stop the next words are looked at, in bytes.
const LOOK_AHEAD: usize = 160;
/// No word that matters to a full stop is longer, in bytes.
const LONGEST_WORD: usize = 40;

/// The bytes of `block` at which its sentences end, in order; the last is the block's length.
pub(super) fn ends(block: &str, orthography: &Orthography) -> Vec<usize> {
    let mut scan = Scan {
        block,
        orthography,
        insets: enclosures(block, LONGEST_INSET),
        opened: 0,
        around: Vec::new(),
        start: 0,
        lowercase: never_capitalises(block),
    };
    let mut ends = Vec::new();
    // The mark of a list item ("1.") is no sentence.
    let mut at = item_mark(block);
    let mut address = Address::default();
    while let Some(c) = block[at..].chars().next() {
        address.step(block, at, c);
        let after = at + c.len_utf8();
        at = match c {
            '.' | '!' | '?' | '…' | '؟' | '。' | '！' | '？' | '।' | '۔' | '።' | '‼' | '⁉' => {
                let stop = Stop::at(block, at);
                if scan.ends_at(&stop, &address) {
                    ends.push(stop.closed);
                    scan.start = stop.closed;
                    stop.closed
                } else {
                    stop.marks_end
                }
            }
            _ => after,
        };
    }
    if ends.last().is_none_or(|&end| end < block.len()) {
        ends.push(block.len());
    }
    ends
}

/// Whether the scan stands inside an address, whose full stops are its own.
#[derive(Default)]
struct Address {
    inside: bool,
    word_start: usize,
}

impl Address {
    fn step(&mut self, block: &str, at: usize, c: char) {
        if c.is_whitespace() {
            *self = Address { inside: false, word_start: at + c.len_utf8() };
        } else if c == '@' || c == '_' || block[at..].starts_with("://") || block[at..].starts_with("www.") {
            self.inside = true;
        }
    }
}

/// A run of marks that may end a sentence, with the closing marks after it.
struct Stop {
    /// First mark.
    start: usize,
    /// One past the last mark of the run.
    marks_end: usize,
    /// One past the closing quotation marks, brackets and note numbers that follow.
    closed: usize,
    /// The first mark.
    mark: char,
    /// More than one mark.
    run: bool,
}

impl Stop {
    fn at(block: &str, start: usize) -> Self {
        let mut marks = block[start..].char_indices();
        let mark = marks.next().map_or('.', |(_, c)| c);
        let is_mark = |c: char| matches!(c, '.' | '!' | '?' | '…' | '؟' | '。' | '！' | '？' | '‼' | '⁉');
        let mut marks_end = marks.find(|&(_, c)| !is_mark(c)).map_or(block.len(), |(at, _)| start + at);
        // ". . ." set with spaces is one run.
        while mark == '.'
            && block[marks_end..].starts_with(" .")
            && !block[marks_end + 2..].starts_with(|c: char| c.is_alphanumeric())
        {
            marks_end += 2;
        }
        let run = marks_end > start + mark.len_utf8();
        let mut closed = marks_end;
        loop {
            let rest = &block[closed..];
            match rest.chars().next() {
                Some(c) if is_closer(c) => closed += c.len_utf8(),
                Some('[') if note_length(rest) > 0 => closed += note_length(rest),
                // French sets a space before its closing mark.
                Some(c) if c.is_whitespace() && rest[c.len_utf8()..].starts_with('»') => {
                    closed += c.len_utf8() + '»'.len_utf8();
                }
                _ => break,
            }
        }
        Stop { start, marks_end, closed, mark, run }
    }

    /// "He left..." and "He left…", which trail off and may go on.
    fn trails_off(&self) -> bool {
        self.mark == '…' || self.mark == '.' && self.run
    }
}

/// Length of a note number such as `[12]`.
fn note_length(rest: &str) -> usize {
    let digits = rest[1..].bytes().take(4).take_while(u8::is_ascii_digit).count();
    if digits > 0 && rest[1 + digits..].starts_with(']') { digits + 2 } else { 0 }
}

struct Scan<'a> {
    block: &'a str,
    orthography: &'a Orthography,
    insets: Vec<Enclosure>,
    /// How many of `insets` have been reached.
    opened: usize,
    /// The quotations and brackets that the scan stands in, innermost last.
    around: Vec<Enclosure>,
    /// Where the present sentence starts.
    start: usize,
    /// The block writes no capitals, so none can be waited for.
    lowercase: bool,
}

impl Scan<'_> {
    fn ends_at(&mut self, stop: &Stop, address: &Address) -> bool {
        let rest = &self.block[stop.closed..];
        let next = rest.trim_start();
        if next.is_empty() {
            return true;
        }
        let spaced = next.len() < rest.len();
        // A few words tell; more would be read again at every stop.
        let next = &next[..next.floor_char_boundary(LOOK_AHEAD)];
        if !spaced && !self.ends_unspaced(stop, next, address) {
            return false;
        }
        if self.is_inside_running_sentence(stop) {
            return false;
        }
        if spaced && is_latin(stop.mark) && !self.may_open(stop, next) {
            return false;
        }
        match stop.mark {
            '.' if stop.run => !self.is_omission(stop),
            '…' => !self.is_omission(stop),
            '.' => self.ends_word(stop, next),
            '!' | '?' => !self.is_asked(stop, next),
            _ => true,
        }
    }

    /// A full stop without a space after it: a slip of the keyboard ("talks.The minister"), or part of a number, an
    /// address, an abbreviation.
    fn ends_unspaced(&self, stop: &Stop, next: &str, address: &Address) -> bool {
        if !is_latin(stop.mark) {
            return true;
        }
        if address.inside || is_note(next) {
            return false;
        }
        let mut letters = next.trim_start_matches(is_opener).chars();
        let (first, second) = (letters.next(), letters.next());
        let capital = first.is_some_and(char::is_uppercase);
        let one_letter = second.is_some_and(char::is_whitespace) && matches!(first, Some('A' | 'I'));
        if !(capital && (one_letter || second.is_some_and(|c| c.is_lowercase() || c == '\'' || c == '’'))) {
            // A dash may follow an ended quotation directly; a caseless letter a Latin full stop.
            return first.is_some_and(is_caseless_letter)
                && self.block[..stop.start].chars().next_back().is_some_and(is_caseless_letter);
        }
        if stop.closed > stop.marks_end || stop.mark != '.' {
            return true;
        }
        let next_word = next.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        let word = &self.block[address.word_start.max(self.start).min(stop.start)..stop.start];
        let last = word_before(self.block, stop.start);
        let worded = last.chars().count() > 1 && last.chars().all(char::is_alphanumeric);
        let ends_lower = last.ends_with(|c: char| c.is_lowercase() || c.is_ascii_digit()) || last.len() > 2;
        worded && ends_lower && word.len() < 200 && !self.orthography.is_domain(next_word)
    }

    /// True when the stop stands in a quotation or bracket that opened inside a sentence which goes on after it.
    fn is_inside_running_sentence(&mut self, stop: &Stop) -> bool {
        while let Some(&inset) = self.insets.get(self.opened).filter(|inset| inset.open < stop.start) {
            self.around.push(inset);
            self.opened += 1;
        }
        self.around.retain(|inset| inset.close >= stop.start);
        self.around.iter().rev().take(3).any(|inset| {
            let runs = inset.open > self.start && self.has_words_before(inset.open);
            if inset.close < stop.closed || !runs {
                return false;
            }
            let close = self.block[inset.close..].chars().next().map_or(inset.close, |c| inset.close + c.len_utf8());
            let inner_comma = self.block[..inset.close].ends_with(',');
            let after = self.block[close..].trim_start();
            if inset.bracket {
                return !after.is_empty();
            }
            inner_comma || after.starts_with(|c: char| c.is_lowercase() || matches!(c, ',' | ';' | ')' | '—' | '–'))
        })
    }

    /// True when the present sentence has words before `open`.
    fn has_words_before(&self, open: usize) -> bool {
        let from = self.block.floor_char_boundary(open.saturating_sub(LONGEST_WORD)).max(self.start);
        self.block[from..open].contains(char::is_alphabetic)
    }

    /// True when `next` may be the start of a sentence.
    fn may_open(&self, stop: &Stop, next: &str) -> bool {
        let bare = next.trim_start_matches(is_opener);
        let quoted = bare.len() < next.len() && !next.starts_with(['(', '[']);
        match bare.chars().next() {
            None => true,
            Some(c) if c.is_lowercase() => {
                // "al-Shabaab", "iPhone".
                let word = bare.split_whitespace().next().unwrap_or("");
                let name = word.len() < LONGEST_WORD && word.chars().skip(1).any(char::is_uppercase);
                let ended = stop.mark == '.' && !stop.run;
                let address = ["http", "www."].iter().any(|start| bare.starts_with(start));
                (self.lowercase || name || address) && !stop.trails_off()
                    || quoted && ended && stop.closed == stop.marks_end
            }
            Some(c) if c.is_alphanumeric() => true,
            Some('-' | '–' | '—') => {
                bare.trim_start_matches(['-', '–', '—', ' ']).starts_with(|c: char| !c.is_lowercase())
            }
            Some(c) => !matches!(c, ',' | ';' | ':' | ')' | ']' | '/' | '&' | '+' | '='),
        }
    }

    /// "[...]" and "(…)": words were left out, no sentence ended.
    fn is_omission(&self, stop: &Stop) -> bool {
        self.block[..stop.start].trim_end().ends_with(['[', '('])
            && self.block[stop.marks_end..].starts_with([']', ')'])
    }

    /// Whether a single full stop ends the sentence, by the word it stands after.
    fn ends_word(&self, stop: &Stop, next: &str) -> bool {
        let word = word_before(self.block, stop.marks_end);
        let quoted = next.starts_with(['"', '“', '«', '„']);
        let next_word = next.trim_start_matches(is_opener).split(|c: char| !(c.is_alphanumeric() || c == '.')).next();
        let next_word = next_word.unwrap_or("");
        let opens = quoted || self.orthography.is_opener(next_word.trim_end_matches('.'));
        if stop.closed > stop.marks_end {
            // A closing mark after the full stop: it ended something.
            return true;
        }
        let number_follows = next_word.starts_with(|c: char| c.is_numeric());
        match self.orthography.abbreviation(word) {
            Some(Abbreviation::Never) => return false,
            Some(Abbreviation::Number) => return !number_follows && !is_roman(next_word),
            Some(Abbreviation::Time) => return !(number_follows || self.is_dated(next, next_word)),
            Some(Abbreviation::Maybe) => return opens && !number_follows,
            None => {}
        }
        let letters = word.trim_end_matches('.');
        if is_initial(letters) || is_dotted(word) {
            return opens;
        }
        // "1." at the very head of a sentence numbers it.
        let head = self.block[self.start..stop.start].trim_start();
        !(head.len() <= 3 && !head.is_empty() && head.bytes().all(|b| b.is_ascii_digit()))
    }

    /// "5 p.m. Monday", "5 p.m. GMT", "9 a.m. Moscow time".
    fn is_dated(&self, next: &str, next_word: &str) -> bool {
        let bare = next_word.trim_end_matches('.');
        let zone = (2..=5).contains(&bare.len()) && bare.chars().all(char::is_uppercase);
        let local = next.split_whitespace().nth(1).is_some_and(|second| second.starts_with("time"));
        zone || local || self.orthography.is_dated(next_word) || self.orthography.is_dated(bare)
    }

    /// `"Will you go?" Ortiz asked.`: the question is asked in the sentence that goes on.
    fn is_asked(&self, stop: &Stop, next: &str) -> bool {
        let quoted = self.block[stop.marks_end..stop.closed].contains(['"', '”', '»', '’', '\'']);
        quoted
            && next
                .split_whitespace()
                .take(6)
                .scan(true, |going, word| {
                    let was = *going;
                    *going = was && !word.ends_with(['.', '!', '?', ';', ':']);
                    was.then_some(word)
                })
                .any(|word| self.orthography.asks(word.trim_end_matches([',', '.', ':'])))
            && !next.starts_with(is_opener)
    }
}

/// The word that ends at byte `end`, full stops and hyphens included.
fn word_before(block: &str, end: usize) -> &str {
    let start = block[..end]
        .char_indices()
        .rev()
        .take_while(|&(at, c)| end - at <= LONGEST_WORD && (c.is_alphanumeric() || matches!(c, '.' | '-' | '\'' | '’')))
        .last()
        .map_or(end, |(at, _)| at);
    &block[start..end]
}

/// "J", or "Th" of "Th. Ortiz" is not: one capital only.
fn is_initial(letters: &str) -> bool {
    let mut chars = letters.rsplit(['-', '.']).next().unwrap_or("").chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
}

/// "U.S.", "Ph.D.", "m.p.h.": letters apart by full stops.
pub(in crate::annotate) fn is_dotted(word: &str) -> bool {
    let parts = word.trim_end_matches('.').split('.');
    word.ends_with('.')
        && parts.clone().count() > 1
        && parts
            .into_iter()
            .all(|part| (1..=2).contains(&part.chars().count()) && part.chars().all(char::is_alphabetic))
}

fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C'))
}

fn is_note(next: &str) -> bool {
    next.starts_with(|c: char| c.is_numeric())
}

fn is_latin(mark: char) -> bool {
    matches!(mark, '.' | '!' | '?' | '…')
}

/// A letter of a script without capitals: Arabic, Hebrew, Chinese.
fn is_caseless_letter(c: char) -> bool {
    c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase()
}

/// True for a block that writes in small letters only, as some posts do.
fn never_capitalises(block: &str) -> bool {
    !block.chars().any(char::is_uppercase) && block.chars().any(char::is_lowercase)
}
