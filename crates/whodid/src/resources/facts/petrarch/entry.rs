//! The entries of a dictionary: a name, its synonyms, its codes and the days they hold on.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::FactsError;

/// One name with all that is said of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    pub line: usize,
    pub name: String,
    /// Synonyms, plurals, and what a macro stands for.
    pub also: Vec<String>,
    pub codes: Vec<Coded>,
    /// A noun for a role and no name.
    pub is_agent: bool,
}

impl Entry {
    pub fn forms(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.also.iter().map(String::as_str))
    }
}

/// A code and the days it holds from and to, as columns of a table: empty when it holds at all times.
#[derive(Clone, Debug, Default)]
pub(super) struct Coded {
    pub line: usize,
    pub code: String,
    pub from: String,
    pub to: String,
}

impl Coded {
    pub fn is_dated(&self) -> bool {
        !(self.from.is_empty() && self.to.is_empty())
    }
}

/// All entries, and the lines that cannot be read.
pub(super) fn entries(file: &str, text: &str) -> (Vec<Entry>, Vec<FactsError>) {
    let mut out: Vec<Entry> = Vec::new();
    let mut faults = Vec::new();
    let mut macros: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut in_comment = false;
    for (at, line) in text.lines().enumerate() {
        let line_number = at + 1;
        let line = uncommented(line, &mut in_comment);
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        if let Some((name, list)) = line.split_once('=').filter(|_| line.starts_with('!')) {
            let list = list.split(',').map(|one| one.trim().trim_end_matches('_').to_owned());
            macros.insert(name.trim().to_owned(), list.filter(|one| !one.is_empty()).collect());
            continue;
        }
        let head = line.find(['[', '{']).map_or(line, |end| &line[..end]).trim();
        let (codes, wrong) = codes(&line[head.len()..], line_number);
        faults.extend(wrong.into_iter().map(|reason| FactsError::new(file, line_number, reason)));
        if let Some(synonym) = head.strip_prefix('+') {
            match out.last_mut() {
                Some(entry) => entry.also.push(synonym.trim().to_owned()),
                None => faults.push(FactsError::new(file, line_number, format!("`{head}` is a synonym of nothing"))),
            }
        } else if !head.is_empty() {
            out.push(Entry { line: line_number, name: head.to_owned(), ..Entry::default() });
        }
        let Some(entry) = out.last_mut() else {
            faults.push(FactsError::new(file, line_number, "a code before any name".into()));
            continue;
        };
        entry.also.extend(plurals(line));
        entry.is_agent |= codes.iter().any(|coded| coded.code.contains('~'));
        entry.codes.extend(codes);
    }
    for entry in &mut out {
        let forms: Vec<String> = entry.forms().flat_map(|form| expanded(form, &macros)).collect();
        let mut forms = forms.into_iter();
        entry.name = forms.next().unwrap_or_default();
        entry.also = forms.collect();
    }
    (out, faults)
}

/// The line without what stands behind `#` or `;`, or between `<!--` and `-->`.
fn uncommented<'l>(line: &'l str, in_comment: &mut bool) -> &'l str {
    let mut line = line;
    if *in_comment {
        match line.split_once("-->") {
            Some((_, rest)) => {
                *in_comment = false;
                line = rest;
            }
            None => return "",
        }
    }
    if let Some((before, after)) = line.split_once("<!--") {
        *in_comment = !after.contains("-->");
        line = before;
    }
    line.find(['#', ';']).map_or(line, |end| &line[..end])
}

/// What stands in braces: `{POLICEMEN}`; empty braces say that there is no plural.
fn plurals(line: &str) -> Vec<String> {
    let inside = line.split_once('{').and_then(|(_, rest)| rest.split_once('}')).map_or("", |(inside, _)| inside);
    inside.split(',').map(str::trim).filter(|form| !form.is_empty()).map(str::to_owned).collect()
}

/// A form with its macros written out.
fn expanded(form: &str, macros: &BTreeMap<String, Vec<String>>) -> Vec<String> {
    let Some((mark, words)) = macros.iter().find(|(mark, _)| form.contains(mark.as_str())) else {
        return vec![form.to_owned()];
    };
    words.iter().flat_map(|word| expanded(&form.replacen(mark.as_str(), word, 1), macros)).collect()
}

/// The codes in brackets, and what cannot be read of them.
fn codes(text: &str, line: usize) -> (Vec<Coded>, Vec<String>) {
    let (mut out, mut wrong) = (Vec::new(), Vec::new());
    for part in text.split('[').skip(1) {
        let Some((inside, _)) = part.split_once(']') else {
            wrong.push(format!("the bracket of `[{}` is not closed", part.trim()));
            continue;
        };
        match coded(inside, line) {
            Ok(coded) => out.push(coded),
            Err(reason) => wrong.push(reason),
        }
    }
    (out, wrong)
}

/// `AFGGOV 011222-140929`, `USAGOV >090120`, `USAELI <081101`, `GOV`.
fn coded(inside: &str, line: usize) -> Result<Coded, String> {
    let inside = inside.trim();
    let (code, when) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
    let (code, when) = match code.find(['<', '>']) {
        Some(at) => (&code[..at], &inside[at..]),
        None => (code, when.trim()),
    };
    let mut out = Coded { line, code: code.to_owned(), ..Coded::default() };
    if let Some(end) = when.strip_prefix('<') {
        out.to = day(end)?;
    } else if let Some(start) = when.strip_prefix('>') {
        out.from = day(start)?;
    } else if let Some((start, end)) = when.split_once('-') {
        out.from = day(start)?;
        out.to = day(end)?;
        if out.to < out.from {
            return Err(format!("`{inside}` ends before it begins"));
        }
    } else if !when.is_empty() {
        return Err(format!("`{when}` is no time of the form <YYMMDD, >YYMMDD or YYMMDD-YYMMDD"));
    }
    Ok(out)
}

/// Two-digit years up to this one are of this century, as the coders of that form take them.
const LAST_YEAR_OF_CENTURY: i16 = 30;

/// `YYMMDD` or `YYYYMMDD` as a column's date; a day or a month of zeros is left out.
fn day(text: &str) -> Result<String, String> {
    let text = text.trim();
    let refused = || format!("`{text}` is no date of the form YYMMDD");
    if !matches!(text.len(), 6 | 8) || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(refused());
    }
    let (year, rest) = text.split_at(text.len() - 4);
    let mut year_number: i16 = year.parse().map_err(|_| refused())?;
    if year.len() == 2 {
        year_number += if year_number <= LAST_YEAR_OF_CENTURY { 2000 } else { 1900 };
    }
    let month: i8 = rest[..2].parse().map_err(|_| refused())?;
    let day: i8 = rest[2..].parse().map_err(|_| refused())?;
    if month == 0 {
        return Ok(format!("{year_number:04}"));
    }
    let last = Date::new(year_number, month, 1).map_err(|_| refused())?.last_of_month().day();
    // Those dictionaries end months on the 31st whatever the month.
    Ok(match day {
        0 => format!("{year_number:04}-{month:02}"),
        1..=31 => format!("{year_number:04}-{month:02}-{:02}", day.min(last)),
        _ => return Err(refused()),
    })
}
