//! The inline mark-up: a line of text with marks in it, to and from its parts.

use std::fmt::Write as _;

use crate::Span;
use crate::mention::{Count, Scope};
use crate::ontology::{Class, Context, Mode, Sector, Status};

/// A line of marked text taken apart: the plain text, and the marks over it, outer before inner.
///
/// ```
/// use whodid::read::corpus::Marked;
/// let line = Marked::parse("[Oman|a1 OMN/GOV] [freed|1=RETREAT.release] two sailors.").unwrap();
/// assert_eq!(line.text, "Oman freed two sailors.");
/// assert_eq!(line.marks.len(), 2);
/// assert_eq!(line.render(), "[Oman|a1 OMN/GOV] [freed|1=RETREAT.release] two sailors.");
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Marked {
    /// The text without the marks.
    pub text: String,
    /// The marks in order of their opening bracket.
    pub marks: Vec<Mark>,
}

/// One mark: a span and its labels as written.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Where it stands in the plain text.
    pub span: Span,
    /// What it says, in order.
    pub labels: Vec<Label>,
    /// Column of its opening bracket in the marked line, counted in code points from 1.
    pub column: usize,
}

/// One label of a mark.
#[derive(Clone, Debug, PartialEq)]
pub enum Label {
    /// `1=CONSULT.visit~future`
    Trigger {
        /// Number of the event on this line.
        event: u32,
        /// Its class.
        class: Class,
        /// Its modes.
        modes: Vec<Mode>,
        /// Its status.
        status: Status,
    },
    /// `a1`, `r1`, `p1`, `t1`
    Role(Role, u32),
    /// `-r1`: the text names no recipient, though the class needs one.
    Nobody(u32),
    /// `n1:dead`
    Number(u32, Count),
    /// `sA`, `qA`, `cA`, `hA`
    Says(Part, char),
    /// `#diplomatic`
    Context(Context),
    /// `^sport`
    Scope(Scope),
    /// `IRQ/GOV,MIL`
    Party(Option<String>, Vec<Sector>),
    /// `@salih`
    Entity(String),
    /// `&call`
    Happening(String),
}

/// The role that a span has in an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Who did it.
    Actor,
    /// To whom.
    Recipient,
    /// Where.
    Place,
    /// When.
    Time,
}

impl Role {
    const LETTERS: [(char, Role); 4] =
        [('a', Role::Actor), ('r', Role::Recipient), ('p', Role::Place), ('t', Role::Time)];

    fn letter(self) -> char {
        Role::LETTERS.iter().find(|(_, role)| *role == self).map_or('a', |(letter, _)| *letter)
    }
}

/// The part that a span has in an attribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Who says it.
    Speaker,
    /// The words that say so.
    Cue,
    /// The words that tell of an attitude.
    Attitude,
    /// What is said.
    Content,
    /// Where it is said.
    Channel,
}

impl Part {
    const LETTERS: [(char, Part); 5] =
        [('s', Part::Speaker), ('q', Part::Cue), ('w', Part::Attitude), ('c', Part::Content), ('h', Part::Channel)];

    fn letter(self) -> char {
        Part::LETTERS.iter().find(|(_, part)| *part == self).map_or('s', |(letter, _)| *letter)
    }
}

/// A mistake in a marked line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Column in the marked line, counted in code points from 1.
    pub column: usize,
    /// What is wrong and what would be right.
    pub what: String,
}

impl Mistake {
    pub(super) fn at(column: usize, what: impl Into<String>) -> Self {
        Mistake { column, what: what.into() }
    }
}

impl Marked {
    /// Takes a marked line apart; every mistake found, each with its column.
    pub fn parse(line: &str) -> Result<Marked, Vec<Mistake>> {
        let mut reader =
            Reader { chars: line.chars().collect(), at: 0, marked: Marked::default(), mistakes: Vec::new() };
        reader.text(0);
        let Reader { mut marked, mistakes, .. } = reader;
        if !mistakes.is_empty() {
            return Err(mistakes);
        }
        // Marks are finished inner first; keep them in the order of their opening brackets.
        marked.marks.sort_by_key(|mark| mark.column);
        Ok(marked)
    }

    /// The marked line again, the same characters that [`Marked::parse`] was given.
    pub fn render(&self) -> String {
        let mut out = String::new();
        let mut open: Vec<&Mark> = Vec::new();
        let mut next = self.marks.iter().peekable();
        for (byte, letter) in self.text.char_indices().chain(std::iter::once((self.text.len(), '\0'))) {
            while open.last().is_some_and(|mark| mark.span.end <= byte) {
                if let Some(mark) = open.pop() {
                    close(&mut out, mark);
                }
            }
            while let Some(mark) = next.next_if(|mark| mark.span.start <= byte) {
                out.push('[');
                open.push(mark);
            }
            if byte == self.text.len() {
                break;
            }
            if matches!(letter, '[' | ']' | '|' | '\\') {
                out.push('\\');
            }
            out.push(letter);
        }
        out
    }
}

fn close(out: &mut String, mark: &Mark) {
    for (at, label) in mark.labels.iter().enumerate() {
        out.push(if at == 0 { '|' } else { ' ' });
        // Writing to a String cannot fail.
        let _ = write!(out, "{label}");
    }
    out.push(']');
}

impl std::fmt::Display for Label {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Label::Trigger { event, class, modes, status } => {
                write!(f, "{event}={}", class.name())?;
                for mode in modes {
                    write!(f, ".{}", mode.name())?;
                }
                if *status != Status::Actual {
                    write!(f, "~{}", status.name())?;
                }
                Ok(())
            }
            Label::Role(role, event) => write!(f, "{}{event}", role.letter()),
            Label::Nobody(event) => write!(f, "-r{event}"),
            Label::Number(event, count) => write!(f, "n{event}:{}", count.name()),
            Label::Says(part, letter) => write!(f, "{}{letter}", part.letter()),
            Label::Context(context) => write!(f, "#{}", context.name()),
            Label::Scope(scope) => write!(f, "^{}", scope.name()),
            Label::Party(country, sectors) => {
                write!(f, "{}/", country.as_deref().unwrap_or("-"))?;
                if sectors.is_empty() {
                    return f.write_str("-");
                }
                let codes: Vec<_> = sectors.iter().map(|sector| sector.code()).collect();
                f.write_str(&codes.join(","))
            }
            Label::Entity(key) => write!(f, "@{key}"),
            Label::Happening(key) => write!(f, "&{key}"),
        }
    }
}

struct Reader {
    chars: Vec<char>,
    at: usize,
    marked: Marked,
    mistakes: Vec<Mistake>,
}

impl Reader {
    /// Reads text up to the end of the line, or inside a mark up to its `|`.
    fn text(&mut self, depth: usize) {
        while let Some(&letter) = self.chars.get(self.at) {
            match letter {
                '\\' => {
                    match self.chars.get(self.at + 1) {
                        Some(&escaped @ ('[' | ']' | '|' | '\\')) => self.marked.text.push(escaped),
                        _ => self.mistake(self.at, "a `\\` stands before `[`, `]`, `|` or `\\` only"),
                    }
                    self.at += 2;
                }
                '[' => self.mark(depth),
                '|' if depth > 0 => return,
                '|' | ']' if depth == 0 => {
                    self.mistake(
                        self.at,
                        format!("`{letter}` outside a mark; write `\\{letter}` for the character itself"),
                    );
                    self.at += 1;
                }
                ']' => return,
                _ => {
                    self.marked.text.push(letter);
                    self.at += 1;
                }
            }
        }
    }

    fn mark(&mut self, depth: usize) {
        let open = self.at;
        let start = self.marked.text.len();
        self.at += 1;
        self.text(depth + 1);
        match self.chars.get(self.at) {
            Some('|') => self.at += 1,
            Some(_) => {
                self.mistake(open, "a mark without labels; write `[text|labels]`");
                self.at += 1;
                return;
            }
            None => {
                self.mistake(open, "a mark that is never closed");
                return;
            }
        }
        let span = Span::new(start, self.marked.text.len());
        let covered = span.of(&self.marked.text);
        if covered.is_empty() {
            self.mistake(open, "a mark over no text");
        } else if covered.trim() != covered {
            self.mistake(open, "white space at the edge of a mark");
        }
        let mut labels = Vec::new();
        let mut label_start = self.at;
        let mut current = String::new();
        loop {
            match self.chars.get(self.at) {
                Some(&end @ (' ' | ']')) => {
                    match parse_label(&current) {
                        Ok(label) => labels.push(label),
                        Err(what) => self.mistake(label_start, what),
                    }
                    current.clear();
                    self.at += 1;
                    label_start = self.at;
                    if end == ']' {
                        break;
                    }
                }
                Some(&letter) => {
                    current.push(letter);
                    self.at += 1;
                }
                None => {
                    self.mistake(open, "a mark whose labels are never closed by `]`");
                    return;
                }
            }
        }
        self.marked.marks.push(Mark { span, labels, column: open + 1 });
    }

    fn mistake(&mut self, at: usize, what: impl Into<String>) {
        self.mistakes.push(Mistake::at(at + 1, what));
    }
}

pub(super) fn parse_label(label: &str) -> Result<Label, String> {
    let wrong = || format!("`{label}` is no label; see corpus/README.md for those there are");
    let Some(first) = label.chars().next() else {
        return Err("an empty label; labels stand apart by one space".into());
    };
    let rest = &label[first.len_utf8()..];
    match first {
        '#' => Context::named(rest).map(Label::Context).map_err(|e| e.to_string()),
        '^' => Scope::ALL
            .into_iter()
            .find(|scope| scope.name() == rest)
            .map(Label::Scope)
            .ok_or_else(|| format!("no scope is called `{rest}`")),
        '@' if is_key(rest) => Ok(Label::Entity(rest.into())),
        '&' if is_key(rest) => Ok(Label::Happening(rest.into())),
        '0'..='9' => parse_trigger(label),
        _ if label.contains('/') => parse_party(label),
        '-' => rest.strip_prefix('r').and_then(|event| event.parse().ok()).map(Label::Nobody).ok_or_else(wrong),
        'n' => {
            let (event, count) = rest.split_once(':').ok_or_else(wrong)?;
            let count = Count::ALL
                .into_iter()
                .find(|c| c.name() == count)
                .ok_or_else(|| format!("no kind of number is called `{count}`"))?;
            Ok(Label::Number(event.parse().map_err(|_| wrong())?, count))
        }
        _ => {
            if let Some((_, role)) = Role::LETTERS.iter().find(|(letter, _)| *letter == first)
                && let Ok(event) = rest.parse()
            {
                return Ok(Label::Role(*role, event));
            }
            let mut letters = rest.chars();
            match (Part::LETTERS.iter().find(|(letter, _)| *letter == first), letters.next(), letters.next()) {
                (Some((_, part)), Some(letter @ 'A'..='Z'), None) => Ok(Label::Says(*part, letter)),
                _ => Err(wrong()),
            }
        }
    }
}

fn is_key(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

fn parse_trigger(label: &str) -> Result<Label, String> {
    let (event, rest) = label.split_once('=').ok_or_else(|| format!("`{label}` lacks its `=CLASS`"))?;
    let event = event.parse().map_err(|_| format!("`{event}` is no event number"))?;
    let (rest, status) = match rest.split_once('~') {
        Some((rest, status)) => (rest, Status::named(status).map_err(|e| e.to_string())?),
        None => (rest, Status::Actual),
    };
    let mut parts = rest.split('.');
    let class = Class::named(parts.next().unwrap_or_default()).map_err(|e| e.to_string())?;
    let modes = parts
        .map(|mode| Mode::named(class, mode).map_err(|_| format!("{} has no mode `{mode}`", class.name())))
        .collect::<Result<_, _>>()?;
    Ok(Label::Trigger { event, class, modes, status })
}

fn parse_party(label: &str) -> Result<Label, String> {
    let (country, sectors) = label.split_once('/').unwrap_or((label, ""));
    let country = match country {
        "-" => None,
        code if code.len() == 3 && code.chars().all(|c| c.is_ascii_uppercase()) => Some(code.to_string()),
        other => return Err(format!("`{other}` is no country code: three capitals, or `-`")),
    };
    let sectors = match sectors {
        "-" => Vec::new(),
        codes => codes.split(',').map(Sector::named).collect::<Result<_, _>>().map_err(|e| e.to_string())?,
    };
    Ok(Label::Party(country, sectors))
}
