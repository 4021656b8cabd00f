//! One row of a table of facts.

use std::sync::Arc;

use jiff::civil::Date;

use super::Word;
use crate::ontology::Sector;

/// The header of every table.
pub(super) const HEADER: &str = "name\talso\tcode\tkind\tsector\toffice\tfrom\tto\twikidata\tsource";

/// What a fact is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A state, or a territory coded apart.
    State,
    /// The adjective of a state.
    Adjective,
    /// A noun for a state's people.
    Demonym,
    /// A state's capital, which stands for its government.
    Capital,
    /// A building or street that stands for a body of a state.
    Metonym,
    /// A place that tells a state.
    Place,
    /// A holder of office; a former official once the office has ended.
    Leader,
    /// A known person whose sector does not follow from an office: a commander, a cleric, an opponent.
    Figure,
    /// An organisation of states.
    Igo,
    /// An organisation of citizens.
    Ngo,
    /// A body of one state: a parliament, an army, an agency.
    Body,
    /// A newspaper, an agency, a broadcaster.
    Outlet,
    /// A company.
    Company,
    /// A party.
    Party,
    /// An armed group.
    Armed,
    /// A movement.
    Movement,
    /// A role noun that tells a sector.
    Role,
    /// A role noun that tells a sector only with what stands beside it, such as "spokesman".
    Generic,
}

const KINDS: [(&str, Kind); 18] = [
    ("state", Kind::State),
    ("adjective", Kind::Adjective),
    ("demonym", Kind::Demonym),
    ("capital", Kind::Capital),
    ("metonym", Kind::Metonym),
    ("place", Kind::Place),
    ("leader", Kind::Leader),
    ("figure", Kind::Figure),
    ("igo", Kind::Igo),
    ("ngo", Kind::Ngo),
    ("body", Kind::Body),
    ("outlet", Kind::Outlet),
    ("company", Kind::Company),
    ("party", Kind::Party),
    ("armed", Kind::Armed),
    ("movement", Kind::Movement),
    ("role", Kind::Role),
    ("generic", Kind::Generic),
];

impl Kind {
    /// The name used in tables.
    pub fn name(self) -> &'static str {
        KINDS.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }

    /// True for what names a state or a part of it.
    pub fn is_geographic(self) -> bool {
        matches!(self, Kind::State | Kind::Adjective | Kind::Demonym | Kind::Capital | Kind::Place)
    }

    /// True for persons.
    pub fn is_person(self) -> bool {
        matches!(self, Kind::Leader | Kind::Figure)
    }

    /// True for bodies, outlets, companies, parties and groups.
    pub fn is_body(self) -> bool {
        !self.is_geographic() && !self.is_person() && !matches!(self, Kind::Role | Kind::Generic)
    }
}

/// How a day stands to the time in which a fact holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// Before it.
    NotYet,
    /// Within it, or no time is known.
    Now,
    /// After the last day that is known to be within it; whether it still holds is not known.
    Perhaps,
    /// After it.
    NoLonger,
}

/// One fact.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// The name, in its usual form.
    pub name: String,
    /// ISO 3166 alpha-3, or an international code such as `UNO`.
    pub code: Option<String>,
    /// What it is about.
    pub kind: Kind,
    /// Sectors, the primary first.
    pub sectors: Vec<Sector>,
    /// The office held.
    pub office: Option<String>,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// True when the last day is only the last one known.
    pub to_at_least: bool,
    /// Wikidata id.
    pub wikidata: Option<String>,
    /// Where the fact is from.
    pub source: Arc<str>,
}

impl Fact {
    /// How `day` stands to the time of this fact; an unknown day counts as today's.
    pub fn held(&self, day: Option<Date>) -> Held {
        let Some(day) = day else {
            return if self.to.is_none() { Held::Now } else { Held::NoLonger };
        };
        match (self.from, self.to) {
            (Some(from), _) if day < from => Held::NotYet,
            (_, Some(to)) if day > to && self.to_at_least => Held::Perhaps,
            (_, Some(to)) if day > to => Held::NoLonger,
            _ => Held::Now,
        }
    }
}

/// A table of facts that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactsError {
    file: String,
    line: usize,
    reason: String,
}

impl FactsError {
    pub(super) fn new(file: &str, line: usize, reason: String) -> Self {
        FactsError { file: file.to_owned(), line, reason }
    }

    /// The table's file.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The line, from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// What is wrong.
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

/// The fault of a table that does not begin with the header.
pub(super) fn no_header(file: &str) -> FactsError {
    FactsError::new(file, 1, format!("the header is not `{}`", HEADER.replace('\t', " ")))
}

impl std::fmt::Display for FactsError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}, line {}: {}", self.file, self.line, self.reason)
    }
}

impl std::error::Error for FactsError {}

/// What case a form must have in a text to be the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// Any.
    Any,
    /// Its first word begins with a capital.
    Capital,
    /// It is all capitals, as short acronyms are: "IS" is no "is".
    Upper,
}

impl Case {
    pub(super) fn of(form: &str) -> Case {
        let mut letters = form.chars().filter(|c| c.is_alphabetic());
        let short = form.chars().count() <= 8;
        if short && letters.clone().count() > 1 && letters.all(char::is_uppercase) {
            Case::Upper
        } else if form.chars().any(char::is_uppercase) {
            Case::Capital
        } else {
            Case::Any
        }
    }

    pub(super) fn fits(self, words: &[Word<'_>]) -> bool {
        match self {
            Case::Any => true,
            Case::Capital => words.first().is_some_and(|word| word.is_capital() || word.is_numeric()),
            Case::Upper => words.iter().all(Word::is_upper),
        }
    }
}

/// The fact in a line, and all forms of its name. `last_source` is the source of the line before, which most share.
pub(super) fn parse<'l>(line: &'l str, last_source: &mut Arc<str>) -> Result<(Fact, Vec<&'l str>), String> {
    let mut columns = [""; 10];
    let mut given = 0;
    for (at, column) in line.split('\t').enumerate() {
        given = at + 1;
        if let Some(slot) = columns.get_mut(at) {
            *slot = column;
        }
    }
    if given != columns.len() {
        return Err(format!("{given} columns where 10 belong"));
    }
    let [name, also, code, kind, sector, office, from, to, wikidata, source] = columns;
    if name.trim().is_empty() {
        return Err("no name".into());
    }
    if source.trim().is_empty() {
        return Err(format!("no source for `{name}`"));
    }
    let is_code = code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    if !(code.is_empty() || is_code) {
        return Err(format!("the code `{code}` is not three capital letters"));
    }
    let kind = KINDS
        .iter()
        .find(|(named, _)| *named == kind)
        .map(|(_, kind)| *kind)
        .ok_or_else(|| format!("no kind is called `{kind}`"))?;
    let sectors = sector
        .split(';')
        .filter(|code| !code.is_empty())
        .map(|code| Sector::named(code).map_err(|unknown| unknown.to_string()))
        .collect::<Result<Vec<_>, _>>()?;
    let (to_day, to_at_least) = to.strip_suffix('+').map_or((to, false), |day| (day, true));
    let from_day = day(from, false)?;
    let to_day = day(to_day, true)?;
    if let (Some(first), Some(last)) = (from_day, to_day)
        && last < first
    {
        return Err(format!("`{name}` ends on {to} before it begins on {from}"));
    }
    if **last_source != *source {
        *last_source = source.into();
    }
    let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let fact = Fact {
        name: name.to_owned(),
        code: given(code),
        kind,
        sectors,
        office: given(office),
        from: from_day,
        to: to_day,
        to_at_least,
        wikidata: given(wikidata),
        source: Arc::clone(last_source),
    };
    let forms = std::iter::once(name).chain(also.split(';').filter(|form| !form.trim().is_empty())).collect();
    Ok((fact, forms))
}

/// A year, a month or a day as its first day, or as its last.
fn day(text: &str, last: bool) -> Result<Option<Date>, String> {
    Ok(days(text)?.map(|(first, end)| if last { end } else { first }))
}

/// The first and the last day of a year, a month or a day; `None` for nothing.
pub(super) fn days(text: &str) -> Result<Option<(Date, Date)>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let refused = || format!("`{text}` is no date of the form 2020, 2020-05 or 2020-05-07");
    let mut parts = text.split('-');
    let year: i16 = parts.next().and_then(|part| part.parse().ok()).ok_or_else(refused)?;
    let month: Option<i8> = parts.next().map(|part| part.parse().map_err(|_| refused())).transpose()?;
    let day: Option<i8> = parts.next().map(|part| part.parse().map_err(|_| refused())).transpose()?;
    if parts.next().is_some() {
        return Err(refused());
    }
    let date = |month: i8, day: i8| Date::new(year, month, day).map_err(|_| refused());
    Ok(Some(match (month, day) {
        (Some(month), Some(day)) => (date(month, day)?, date(month, day)?),
        (Some(month), None) => (date(month, 1)?, date(month, 1)?.last_of_month()),
        _ => (date(1, 1)?, date(12, 31)?),
    }))
}
