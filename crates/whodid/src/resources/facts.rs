//! Facts: who and what can be a party, each with its code, its sector and the dates between which that holds.
//!
//! The facts come in as tables of tab-separated text and are never changed afterwards. Names are found in a phrase word
//! by word, the longest first, whatever their case, accents, hyphens and Arabic articles.

mod alike;
mod check;
pub mod petrarch;
mod row;
pub(super) mod words;

pub use row::{Fact, FactsError, Held, Kind};
pub use words::{Word, words};

/// What all spellings of a full name share, titles left out; `None` for a single word, which is no evidence.
///
/// ```
/// use whodid::resources::spelling;
/// assert_eq!(spelling("Jabbar al-Saadoun"), spelling("Mr. Jabbar al-Sadun"));
/// assert_ne!(spelling("Jabbar al-Saadoun"), spelling("Jabir al-Sadr"));
/// ```
pub fn spelling(name: &str) -> Option<String> {
    const TITLES: [&str; 22] = [
        "ayatollah",
        "col",
        "dr",
        "gen",
        "hajj",
        "haji",
        "hon",
        "imam",
        "lt",
        "maj",
        "mr",
        "mrs",
        "ms",
        "mx",
        "president",
        "prime",
        "minister",
        "prof",
        "sayyid",
        "sheikh",
        "sir",
        "st",
    ];
    let words: Vec<Word<'_>> = words(name).into_iter().filter(|word| !TITLES.contains(&word.plain.as_ref())).collect();
    if words.len() > 1 { alike::key(&words) } else { None }
}

use std::ops::Range;

use rustc_hash::FxHashMap as HashMap;

use row::Case;

/// Everything that is known of countries, leaders, organisations, groups and roles.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    facts: Vec<Fact>,
    /// Where the forms of a name begin in `forms`.
    names: HashMap<Box<str>, u32>,
    /// The same for role nouns.
    roles: HashMap<Box<str>, u32>,
    forms: Vec<Form>,
    /// First words of names, and the number of words in the longest name that begins so.
    openings: HashMap<Box<str>, u8>,
    /// The plain name and Wikidata id of each state.
    states: HashMap<Box<str>, u32>,
    /// Where the forms of persons' names begin in `forms`, by what all spellings of the name share.
    alike: HashMap<Box<str>, u32>,
    /// Where holders of offices begin in `forms`, by the family name alone.
    surnames: HashMap<Box<str>, u32>,
    /// Holders of offices, by state or organisation.
    holders: HashMap<Box<str>, Vec<u32>>,
}

/// One form of a name: the fact it names, and the next fact of the same form.
#[derive(Clone, Copy, Debug)]
struct Form {
    fact: u32,
    case: Case,
    next: Option<u32>,
}

/// A name found in a phrase.
#[derive(Clone, Debug)]
pub struct Found<'f> {
    /// The words it covers.
    pub words: Range<usize>,
    /// What it may name, facts of later tables first.
    pub facts: Vec<&'f Fact>,
}

impl Facts {
    /// The first line of every table: the names of its ten columns, separated by tabs.
    pub const HEADER: &str = row::HEADER;

    /// Reads tables, each a pair of file name and text. Where two tables tell of the same name, the later one is asked
    /// first, so a user's own tables come last.
    ///
    /// A table has a header and ten columns separated by tabs: `name`, `also` (further forms, separated by `;`), `code`
    /// (ISO 3166 alpha-3, or an international code such as `UNO`), `kind` (see [`Kind`]), `sector` (separated by `;`, the
    /// primary first), `office`, `from`, `to`, `wikidata`, `source`. Dates are `2020`, `2020-05` or `2020-05-07`; a `to`
    /// that ends in `+` is the last day that is known to be within the time. An empty field is unknown.
    ///
    /// ```
    /// use whodid::resources::Facts;
    /// let table = "name\talso\tcode\tkind\tsector\toffice\tfrom\tto\twikidata\tsource\n\
    ///              Iraq\t\tIRQ\tstate\t\t\t\t\tQ796\texample\n";
    /// let facts = Facts::parse(&[("countries.tsv", table)])?;
    /// assert_eq!(facts.named("Iraq")[0].code.as_deref(), Some("IRQ"));
    /// let refused = Facts::parse(&[("mine.tsv", &table.replace("IRQ", "Iraq"))]).unwrap_err();
    /// assert_eq!(refused.to_string(), "mine.tsv, line 2: the code `Iraq` is not three capital letters");
    /// # Ok::<(), whodid::resources::FactsError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// With file, line and reason, when a row is malformed.
    pub fn parse(tables: &[(&str, &str)]) -> Result<Facts, FactsError> {
        let lines: usize = tables.iter().map(|(_, text)| text.len() / 48).sum();
        let mut facts = Facts {
            facts: Vec::with_capacity(lines),
            names: HashMap::with_capacity_and_hasher(lines * 3, Default::default()),
            openings: HashMap::with_capacity_and_hasher(lines, Default::default()),
            alike: HashMap::with_capacity_and_hasher(lines / 2, Default::default()),
            surnames: HashMap::with_capacity_and_hasher(lines / 4, Default::default()),
            forms: Vec::with_capacity(lines * 3),
            ..Facts::default()
        };
        for (file, text) in tables {
            let mut lines = text.lines().enumerate();
            if lines.next().map(|(_, header)| header) != Some(row::HEADER) {
                return Err(row::no_header(file));
            }
            let mut source = Default::default();
            for (at, line) in lines {
                let (fact, forms) =
                    row::parse(line, &mut source).map_err(|reason| FactsError::new(file, at + 1, reason))?;
                facts.add(fact, &forms);
            }
        }
        Ok(facts)
    }

    fn add(&mut self, fact: Fact, forms: &[&str]) {
        let at = self.facts.len() as u32;
        if fact.kind == Kind::State
            && fact.wikidata.is_some()
            && let Some(code) = &fact.code
        {
            self.states.insert(code.clone().into_boxed_str(), at);
        }
        if let (Kind::Leader, Some(code), Some(_)) = (fact.kind, &fact.code, &fact.office) {
            self.holders.entry(code.as_str().into()).or_default().push(at);
        }
        let role = matches!(fact.kind, Kind::Role | Kind::Generic);
        if fact.kind == Kind::Leader
            && fact.office.is_some()
            && let Some(surname) = alike::surname(&words(&fact.name), fact.code.as_deref())
        {
            let form = Form { fact: at, case: Case::Capital, next: self.surnames.get(&surname).copied() };
            self.surnames.insert(surname, self.forms.len() as u32);
            self.forms.push(form);
        }
        let by_ear = fact.kind.is_person() && alike::is_written_by_ear(fact.code.as_deref());
        for form in forms {
            let words = words(form);
            let Some(first) = words.first() else { continue };
            let key = words::joined(&words);
            if role {
                let form = Form { fact: at, case: Case::Any, next: self.roles.get(key.as_str()).copied() };
                self.roles.insert(key.into_boxed_str(), self.forms.len() as u32);
                self.forms.push(form);
                continue;
            }
            if let Some(key) = alike::key(&words).filter(|_| by_ear || fact.kind.is_person() && words.len() > 1) {
                let form = Form { fact: at, case: Case::Capital, next: self.alike.get(key.as_str()).copied() };
                self.alike.insert(key.into_boxed_str(), self.forms.len() as u32);
                self.forms.push(form);
            }
            let length = words.len().min(255) as u8;
            match self.openings.get_mut(first.plain.as_ref()) {
                Some(longest) => *longest = (*longest).max(length),
                None => {
                    self.openings.insert(first.plain.as_ref().into(), length);
                }
            }
            let form = Form { fact: at, case: Case::of(form), next: self.names.get(key.as_str()).copied() };
            self.names.insert(key.into_boxed_str(), self.forms.len() as u32);
            self.forms.push(form);
        }
        self.facts.push(fact);
    }

    /// The number of facts.
    pub fn len(&self) -> usize {
        self.facts.len()
    }

    /// True when nothing is known.
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }

    /// What a name as a whole may mean.
    pub fn named(&self, name: &str) -> Vec<&Fact> {
        let words = words(name);
        self.chain(&self.names, &words::joined(&words)).map(|(_, fact)| fact).collect()
    }

    /// The plain name and Wikidata id of the state with this code.
    pub fn state(&self, code: &str) -> Option<&Fact> {
        self.states.get(code).map(|at| &self.facts[*at as usize])
    }

    /// All facts, in the order of the tables.
    pub fn iter(&self) -> impl Iterator<Item = &Fact> {
        self.facts.iter()
    }

    fn chain<'f>(&'f self, map: &HashMap<Box<str>, u32>, key: &str) -> impl Iterator<Item = (Form, &'f Fact)> {
        let mut next = map.get(key).copied();
        std::iter::from_fn(move || {
            let form = *self.forms.get(next? as usize)?;
            next = form.next;
            Some((form, self.facts.get(form.fact as usize)?))
        })
    }

    /// Persons whose name is spelled like these words, though not with the same letters: "Kadhemi" for "Kadhimi". Of a
    /// surname alone only those of states that are written in other letters at home.
    ///
    /// ```
    /// use whodid::resources::{Facts, words};
    /// let header = "name\talso\tcode\tkind\tsector\toffice\tfrom\tto\twikidata\tsource\n";
    /// let row = "Mustafa al-Kadhimi\tal-Kadhimi\tIRQ\tleader\tGOV\tprime minister\t2020\t2022\t\texample\n";
    /// let facts = Facts::parse(&[("mine.tsv", &format!("{header}{row}"))])?;
    /// assert_eq!(facts.alike(&words("Kadhemi"))[0].name, "Mustafa al-Kadhimi");
    /// # Ok::<(), whodid::resources::FactsError>(())
    /// ```
    pub fn alike(&self, words: &[Word<'_>]) -> Vec<&Fact> {
        let Some(key) = alike::key(words).filter(|_| words.iter().all(Word::is_capital)) else { return Vec::new() };
        let mut out: Vec<&Fact> = self.chain(&self.alike, &key).map(|(_, fact)| fact).collect();
        out.dedup_by(|one, other| std::ptr::eq(*one, *other));
        out
    }

    /// Holders of offices with this family name, whether or not their rows list it alone: behind a title it is enough.
    pub fn by_surname(&self, word: &Word<'_>) -> Vec<&Fact> {
        if !word.is_capital() {
            return Vec::new();
        }
        self.chain(&self.surnames, &word.plain).map(|(_, fact)| fact).collect()
    }

    /// Who holds or held an office of this state or organisation, later tables first.
    pub fn holders(&self, code: &str) -> impl Iterator<Item = &Fact> {
        let rows = self.holders.get(code).map_or(&[] as &[u32], Vec::as_slice);
        rows.iter().rev().map(|at| &self.facts[*at as usize])
    }

    /// The names in a phrase, from left to right, the longest at each place; they never overlap.
    pub fn find(&self, words: &[Word<'_>]) -> Vec<Found<'_>> {
        let mut found = Vec::new();
        let mut start = 0;
        while start < words.len() {
            let one = self.name_at(words, start);
            start = one.as_ref().map_or(start + 1, |found| found.words.end);
            found.extend(one);
        }
        found
    }

    fn name_at(&self, words: &[Word<'_>], start: usize) -> Option<Found<'_>> {
        let longest = usize::from(*self.openings.get(words[start].plain.as_ref())?);
        let reach = words::unbroken(words, start, longest);
        let key = words::joined(&words[start..reach]);
        let mut ends = words::ends(&words[start..reach]);
        while let Some(end) = ends.pop() {
            let taken = &words[start..start + ends.len() + 1];
            let facts: Vec<&Fact> = self
                .chain(&self.names, &key[..end])
                .filter(|(form, _)| form.case.fits(taken))
                .map(|(_, fact)| fact)
                .collect();
            if !facts.is_empty() {
                return Some(Found { words: start..start + taken.len(), facts });
            }
        }
        None
    }

    /// The role nouns in a phrase, singular or plural, from left to right, the longest at each place.
    pub fn roles(&self, words: &[Word<'_>]) -> Vec<Found<'_>> {
        let mut found = Vec::new();
        let mut start = 0;
        while start < words.len() {
            let one = self.role_at(words, start);
            start = one.as_ref().map_or(start + 1, |found| found.words.end);
            found.extend(one);
        }
        found
    }

    fn role_at(&self, words: &[Word<'_>], start: usize) -> Option<Found<'_>> {
        let reach = words::unbroken(words, start, LONGEST_ROLE);
        for end in (start + 1..=reach).rev() {
            let taken = &words[start..end];
            let key = words::joined(taken);
            let mut facts: Vec<&Fact> = self.chain(&self.roles, &key).map(|(_, fact)| fact).collect();
            if facts.is_empty() {
                for singular in words::singulars(&key) {
                    facts.extend(self.chain(&self.roles, &singular).map(|(_, fact)| fact));
                }
            }
            if !facts.is_empty() {
                return Some(Found { words: start..end, facts });
            }
        }
        None
    }
}

/// Role nouns of more words than this are not looked for.
const LONGEST_ROLE: usize = 6;
