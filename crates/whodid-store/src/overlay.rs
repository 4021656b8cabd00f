//! Corrections as a plain file: a line each, sorted, so that it can be read, compared and kept under version control.
//!
//! Fields are parted by tabs: `mention`, `change` (`set`, `drop`, `together`, `apart`, `accept`), `value` (`event=COERCE` for `set`, the other
//! mention for `together` and `apart`), `reason`, `author`, and what the mentions are known by when their documents are coded
//! again: `class`, `sentence`, `other_class`, `other_sentence`, which may be left out. Lines that start with `#` are not read. A tab,
//! a line end and a backslash within a field are written `\t`, `\n` and `\\`.

use std::fmt;

use crate::corrections::{Change, Correction, Target};

const HEADER: &str = "mention\tchange\tvalue\treason\tauthor\tclass\tsentence\tother_class\tother_sentence";

/// A line that is no correction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverlayError {
    /// Counted from 1.
    pub line: usize,
    /// What is wrong, and what to do.
    pub reason: String,
}

impl fmt::Display for OverlayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.reason)
    }
}

impl std::error::Error for OverlayError {}

/// Writes corrections in the form of an overlay, sorted.
///
/// ```
/// use whodid_store::{overlay, Change, Correction, Target};
/// let target = Target { mention: "a#5-8".into(), class: "CONSULT".into(), sentence: "They\tmet.".into() };
/// let one = Correction { target, change: Change::Drop, reason: "a film".into(), author: "M. K.".into() };
/// let text = overlay::write(&[one.clone()]);
/// assert!(text.contains("a#5-8\tdrop\t\ta film\tM. K.\tCONSULT\tThey\\tmet."));
/// assert_eq!(overlay::parse(&text).unwrap(), [one]);
/// ```
pub fn write(corrections: &[Correction]) -> String {
    let mut sorted: Vec<&Correction> = corrections.iter().collect();
    sorted.sort();
    let mut out = String::from("# Corrections of whodid. `whodid run --corrections FILE` lays them on.\n");
    out.push_str(HEADER);
    out.push('\n');
    for one in sorted {
        let nothing = Target::default();
        let (change, value, other) = match &one.change {
            Change::Set { field, value } => ("set", format!("{field}={value}"), &nothing),
            Change::Drop => ("drop", String::new(), &nothing),
            Change::Accept => ("accept", String::new(), &nothing),
            Change::Together(other) => ("together", other.mention.clone(), other),
            Change::Apart(other) => ("apart", other.mention.clone(), other),
        };
        let target = &one.target;
        let fields = [
            &target.mention,
            change,
            &value,
            &one.reason,
            &one.author,
            &target.class,
            &target.sentence,
            &other.class,
            &other.sentence,
        ];
        let mut line = fields.map(escaped).join("\t");
        if line.starts_with('#') {
            line.insert(0, '\\');
        }
        out.push_str(line.trim_end_matches('\t'));
        out.push('\n');
    }
    out
}

/// Reads an overlay.
///
/// # Errors
///
/// At the first line that is no correction.
pub fn parse(text: &str) -> Result<Vec<Correction>, OverlayError> {
    let mut corrections = Vec::new();
    for (at, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') || line.starts_with("mention\tchange") {
            continue;
        }
        let correction = read_line(line).map_err(|reason| OverlayError { line: at + 1, reason })?;
        corrections.push(correction);
    }
    corrections.sort();
    corrections.dedup();
    Ok(corrections)
}

fn read_line(line: &str) -> Result<Correction, String> {
    let fields: Vec<String> = line.split('\t').map(plain).collect();
    let field = |at: usize| fields.get(at).cloned().unwrap_or_default();
    let target = Target { mention: field(0), class: field(5), sentence: field(6) };
    let other = Target { mention: field(2), class: field(7), sentence: field(8) };
    if target.mention.is_empty() {
        return Err("it names no mention; the first field is its id".into());
    }
    if field(3).trim().is_empty() || field(4).trim().is_empty() {
        return Err("it needs a reason and an author: the fourth and the fifth field, parted by tabs".into());
    }
    let change = match field(1).as_str() {
        "set" => match field(2).split_once('=') {
            Some((name, value)) => Change::Set { field: name.trim().into(), value: value.trim().into() },
            None => return Err(format!("`{}` sets nothing; write it as event=COERCE", field(2))),
        },
        "drop" => Change::Drop,
        "accept" => Change::Accept,
        "together" | "apart" if other.mention.is_empty() => {
            return Err("it names no other mention in the third field".into());
        }
        "together" => Change::Together(other),
        "apart" => Change::Apart(other),
        change => return Err(format!("`{change}` is no change; there are set, drop, together, apart and accept")),
    };
    Ok(Correction { target, change, reason: field(3), author: field(4) })
}

fn escaped(field: &str) -> String {
    field.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r")
}

fn plain(field: &str) -> String {
    let mut out = String::with_capacity(field.len());
    let mut letters = field.chars();
    while let Some(letter) = letters.next() {
        match (letter, letter == '\\') {
            (_, true) => match letters.next() {
                Some('t') => out.push('\t'),
                Some('n') => out.push('\n'),
                Some('r') => out.push('\r'),
                Some(other) => out.push(other),
                None => out.push('\\'),
            },
            (letter, false) => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_no_correction_is_named() {
        let refused = |line: &str| parse(&format!("# notes\n{line}\n")).unwrap_err().to_string();
        assert_eq!(refused("a#1-2\tset\tevent\twhy\twho"), "line 2: `event` sets nothing; write it as event=COERCE");
        assert_eq!(
            refused("a#1-2\tshout\t\twhy\twho"),
            "line 2: `shout` is no change; there are set, drop, together, apart and accept"
        );
        assert!(refused("a#1-2\tdrop\t\t\twho").contains("reason"));
        assert!(refused("a#1-2\ttogether\t\twhy\twho").contains("other mention"));
    }

    #[test]
    fn what_is_written_is_read_again_whatever_is_in_it() {
        let target = |mention: &str| Target {
            mention: mention.into(),
            class: "AID".into(),
            sentence: "a\\tb\n\"c\"\t\\".into(),
        };
        let of =
            |change| Correction { target: target("x#1-2"), change, reason: "\\".into(), author: "\u{202e}é".into() };
        let list = [
            of(Change::Set { field: "mode".into(), value: "none".into() }),
            of(Change::Together(target("y#1-2"))),
            of(Change::Apart(target("z#1-2"))),
            Correction { target: target("#1#1-2"), ..of(Change::Drop) },
            of(Change::Accept),
        ];
        let mut sorted = list.to_vec();
        sorted.sort();
        assert_eq!(parse(&write(&list)).unwrap(), sorted);
    }
}
