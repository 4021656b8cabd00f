//! What is wrong with tables of facts: every fault with file, line and reason.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::row::{self, Fact, FactsError, Kind};
use super::{Facts, words};

/// Codes that are no state's.
const INTERNATIONAL: [&str; 8] = ["UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC", "ATA"];

/// Offices that one person at a time holds.
const SINGLE: [&str; 22] = [
    "president",
    "prime minister",
    "premier",
    "chancellor",
    "king",
    "queen",
    "emperor",
    "emir",
    "sultan",
    "pope",
    "taoiseach",
    "supreme leader",
    "secretary-general",
    "secretary general",
    "chief executive",
    "foreign minister",
    "defence minister",
    "interior minister",
    "finance minister",
    "secretary of state",
    "defence secretary",
    "foreign secretary",
];

/// A row that can be used, and where it stands.
pub(super) struct Row<'t> {
    pub fact: Fact,
    pub forms: Vec<&'t str>,
    file: &'t str,
    line: usize,
    from: &'t str,
    to: &'t str,
}

/// The days on which one certainly holds an office, and where that is told.
struct Term<'t> {
    first: Date,
    last: Date,
    name: String,
    file: &'t str,
    line: usize,
}

/// The rows of `tables` that can be used, and the faults of the others, in order of the tables. `codes` are the states
/// known besides those in the tables; with none at all, any three letters are a code.
pub(super) fn read<'t>(tables: &[(&'t str, &'t str)], codes: &HashSet<&str>) -> (Vec<Row<'t>>, Vec<FactsError>) {
    let mut faults = Vec::new();
    let mut rows: Vec<Row<'t>> = Vec::new();
    let mut source = Arc::default();
    for (file, text) in tables {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut lines = text.lines().enumerate();
        if lines.next().map(|(_, header)| header) != Some(row::HEADER) {
            faults.push(row::no_header(file));
            continue;
        }
        for (at, line) in lines {
            let told = row::parse(line, &mut source).and_then(|(fact, forms)| {
                well_written(line, &forms)?;
                Ok((fact, forms))
            });
            match told {
                Ok((fact, forms)) => {
                    let mut columns = line.split('\t').skip(6);
                    let (from, to) = (columns.next().unwrap_or(""), columns.next().unwrap_or(""));
                    rows.push(Row { fact, forms, file, line: at + 1, from, to });
                }
                Err(reason) => faults.push(FactsError::new(file, at + 1, reason)),
            }
        }
    }
    // The program's own tables say which states there are; a user's cannot add one.
    let states = rows.iter().filter(|row| codes.is_empty() && row.fact.kind == Kind::State);
    let own: HashSet<String> = states.filter_map(|row| row.fact.code.clone()).collect();
    let known = |code: &str| {
        codes.is_empty() && own.is_empty()
            || codes.contains(code)
            || own.contains(code)
            || INTERNATIONAL.contains(&code)
    };
    let mut seen: HashMap<String, (&str, usize)> = HashMap::new();
    let mut held: HashMap<(String, String), Vec<Term<'t>>> = HashMap::new();
    rows.retain(|row| {
        let fault = unknown_code(&row.fact, known).or_else(|| {
            let fact = &row.fact;
            let same = format!(
                "{}\t{:?}\t{:?}\t{:?}\t{:?}\t{:?}",
                fact.name, fact.code, fact.kind, fact.office, fact.from, fact.to
            );
            let earlier = seen.insert(same, (row.file, row.line)).filter(|(file, _)| *file == row.file)?;
            Some(format!("`{}` is told already in {}, line {}", fact.name, earlier.0, earlier.1))
        });
        let fault = fault.or_else(|| overlapping(row, &mut held));
        let is_sound = fault.is_none();
        faults.extend(fault.map(|reason| FactsError::new(row.file, row.line, reason)));
        is_sound
    });
    let place = |fault: &FactsError| (tables.iter().position(|(file, _)| *file == fault.file()), fault.line());
    faults.sort_by_key(place);
    (rows, faults)
}

/// What is readable but sloppy: blanks, empty forms, half-written dates, ids that are none.
fn well_written(line: &str, forms: &[&str]) -> Result<(), String> {
    let columns: Vec<&str> = line.split('\t').collect();
    if let Some(blank) = columns.iter().find(|column| column.trim() != **column) {
        return Err(format!("a blank at an end of `{blank}`"));
    }
    if columns[1].split(';').any(|form| form.trim().is_empty() || form.trim() != form) && !columns[1].is_empty() {
        return Err(format!("an empty form or a blank beside `;` in `{}`", columns[1]));
    }
    if let Some(empty) = forms.iter().find(|form| words(form).is_empty()) {
        return Err(format!("the form `{empty}` has no word"));
    }
    for date in [columns[6], columns[7].trim_end_matches('+')] {
        if !matches!(date.len(), 0 | 4 | 7 | 10) {
            return Err(format!("`{date}` is no date of the form 2020, 2020-05 or 2020-05-07"));
        }
    }
    let id = columns[8];
    let is_id = id.strip_prefix('Q').is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()));
    if !id.is_empty() && !is_id {
        return Err(format!("`{id}` is no Wikidata id, such as Q796"));
    }
    Ok(())
}

fn unknown_code(fact: &Fact, known: impl Fn(&str) -> bool) -> Option<String> {
    match fact.code.as_deref() {
        Some(code) if !known(code) => Some(format!("no state has the code `{code}`")),
        None if !matches!(fact.kind, Kind::Role | Kind::Generic) && !fact.kind.is_body() && !fact.kind.is_person() => {
            Some(format!("`{}` is a {} without a code", fact.name, fact.kind.name()))
        }
        _ => None,
    }
}

/// Who is said to hold an office of one while another certainly does, unless the row's source says that this is disputed.
fn overlapping<'t>(row: &Row<'t>, held: &mut HashMap<(String, String), Vec<Term<'t>>>) -> Option<String> {
    let fact = &row.fact;
    let (Some(code), Some(office)) = (&fact.code, &fact.office) else { return None };
    let is_disputed = fact.source.ends_with("disputed");
    if fact.kind != Kind::Leader || !SINGLE.contains(&office.as_str()) || fact.from.is_none() || is_disputed {
        return None;
    }
    // Dates of a year or a month only may lie anywhere in it: what is certain is from its end to the next one's begin.
    let (_, first) = row::days(row.from).ok()??;
    let last = match row::days(row.to.trim_end_matches('+')).ok()? {
        Some((_, last)) if row.to.ends_with('+') => last,
        Some((first, _)) => first,
        None => Date::MAX,
    };
    let others = held.entry((code.clone(), office.clone())).or_default();
    let clash = others.iter().find(|other| other.name != fact.name && first.max(other.first) < last.min(other.last));
    let fault = clash.map(|other| {
        let Term { name, file, line, .. } = other;
        format!("`{}` is {office} of {code} while `{name}` is ({file}, line {line})", fact.name)
    });
    if fault.is_none() {
        others.push(Term { first, last, name: fact.name.clone(), file: row.file, line: row.line });
    }
    fault
}

impl Facts {
    /// Every fault of tables of facts, in order of the tables: what [`Facts::parse`] refuses, unknown codes, duplicates,
    /// holders of one office at the same time, and lines out of order.
    ///
    /// ```
    /// use whodid::resources::Facts;
    /// let table = "name\talso\tcode\tkind\tsector\toffice\tfrom\tto\twikidata\tsource\n\
    ///              Iraq\t\tIRQ\tstate\t\t\t\t\tQ796\texample\n\
    ///              Iran\t\tIRN\tstate\t\t\t2020\t2019\t\texample\n";
    /// let faults: Vec<String> = Facts::check(&[("mine.tsv", table)]).iter().map(|fault| fault.to_string()).collect();
    /// assert_eq!(faults[0], "mine.tsv, line 3: `Iran` ends on 2019 before it begins on 2020");
    /// assert_eq!(faults[1], "mine.tsv, line 3: out of order, it belongs before line 2");
    /// ```
    pub fn check(tables: &[(&str, &str)]) -> Vec<FactsError> {
        let (_, mut faults) = read(tables, &HashSet::new());
        for (file, text) in tables {
            let lines: Vec<&str> = text.lines().collect();
            for (at, pair) in lines.windows(2).enumerate().skip(1) {
                if pair[1] < pair[0] {
                    let belongs = lines[1..=at].partition_point(|line| *line < pair[1]) + 2;
                    let reason = format!("out of order, it belongs before line {belongs}");
                    faults.push(FactsError::new(file, at + 2, reason));
                }
            }
        }
        let place = |fault: &FactsError| (tables.iter().position(|(file, _)| *file == fault.file()), fault.line());
        faults.sort_by_key(place);
        faults
    }

    /// Lays a user's tables over these facts: they are asked first. Each row that is wrong is refused and returned with
    /// file, line and reason; all others hold, and nothing else changes.
    ///
    /// ```
    /// use whodid::resources::Facts;
    /// let header = "name\talso\tcode\tkind\tsector\toffice\tfrom\tto\twikidata\tsource\n";
    /// let own = format!("{header}Iraq\t\tIRQ\tstate\t\t\t\t\tQ796\texample\n");
    /// let mut facts = Facts::parse(&[("countries.tsv", &own)])?;
    /// let theirs = format!("{header}Salih\t\tIRQ\tleader\tGOV\tpresident\t2018\t2022\t\tmine\nZed\t\tZZZ\tstate\t\t\t\t\t\tmine\n");
    /// let refused = facts.lay_over(&[("mine.tsv", &theirs)]);
    /// assert_eq!(refused[0].to_string(), "mine.tsv, line 3: no state has the code `ZZZ`");
    /// assert_eq!(facts.named("Salih").len(), 1);
    /// # Ok::<(), whodid::resources::FactsError>(())
    /// ```
    pub fn lay_over(&mut self, tables: &[(&str, &str)]) -> Vec<FactsError> {
        let codes: Vec<String> = self.states.keys().map(|code| code.to_string()).collect();
        let codes: HashSet<&str> = codes.iter().map(String::as_str).collect();
        let (rows, refused) = read(tables, &codes);
        for row in rows {
            self.add(row.fact, &row.forms);
        }
        refused
    }
}
