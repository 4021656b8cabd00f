//! What a CAMEO actor code is in PLOVER: a state or international code, and sectors.

use crate::ontology::Sector;

/// A code read.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Meaning {
    /// ISO 3166 alpha-3 or international code.
    pub country: Option<String>,
    /// Sectors, the primary first.
    pub sectors: Vec<&'static str>,
    /// A part that neither scheme has.
    pub unknown: Option<String>,
}

/// Names that CAMEO gives no role of their own; they stand behind one and are left out (ethnic groups and beliefs).
const LATER_PARTS_IGNORED: usize = 2;

impl Meaning {
    /// Reads `AFGGOVMIL`, `IGOUNO`, `~COP`, `BUS~`.
    pub fn of(code: &str, is_agent: bool) -> Meaning {
        let mut meaning = Meaning::default();
        let letters: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
        let parts: Vec<&str> =
            (0..letters.len()).step_by(3).filter_map(|at| letters.get(at..(at + 3).min(letters.len()))).collect();
        let has_role = |meaning: &Meaning| meaning.country.is_some() || !meaning.sectors.is_empty();
        for (at, part) in parts.iter().enumerate() {
            match cameo(part) {
                Some("-") => {}
                // EU is a region at the front of a code and the union behind IGO.
                _ if *part == "EUR" => meaning.country = (at > 0).then(|| "EUR".to_owned()).or(meaning.country),
                // The role and the state of some codes share their letters: as a first part it is the state.
                plover if at == 0 && !is_agent && is_place(part) => {
                    meaning.country = Some(plover.filter(|code| is_place(code)).unwrap_or(part).to_owned());
                }
                Some(other) => meaning.take(other),
                None if sector(part).is_some() || is_place(part) => meaning.take(part),
                // Beliefs, peoples and single bodies behind a role tell no sector.
                None if at + 1 >= LATER_PARTS_IGNORED && has_role(&meaning) => {}
                None => meaning.unknown = meaning.unknown.or_else(|| Some((*part).to_owned())),
            }
        }
        meaning
    }

    fn take(&mut self, code: &str) {
        if let Some(sector) = sector(code) {
            if !self.sectors.contains(&sector) {
                self.sectors.push(sector);
            }
        } else if self.country.is_none() || is_narrower(self.country.as_deref(), code) {
            self.country = Some(code.to_owned());
        }
    }

    pub fn is_empty(&self) -> bool {
        self.country.is_none() && self.sectors.is_empty()
    }
}

fn is_narrower(country: Option<&str>, code: &str) -> bool {
    country == Some("IGO") && matches!(code, "UNO" | "EUR")
}

/// The line of the list that a part stands in.
fn cameo(part: &str) -> Option<&'static str> {
    let lines = include_str!("cameo.txt").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once(' ')).find(|(code, _)| *code == part).map(|(_, plover)| plover)
}

fn sector(code: &str) -> Option<&'static str> {
    Sector::named(code).ok().map(|sector| sector.code())
}

/// True for three letters that are a state's code or an international one.
fn is_place(code: &str) -> bool {
    const STATES: &str = include_str!("states.txt");
    matches!(code, "UNO" | "EUR" | "IGO" | "NGO" | "ISM" | "IMG" | "MNC")
        || STATES.split_whitespace().any(|state| state == code)
        || cameo(code).is_some_and(|plover| plover != code && STATES.split_whitespace().any(|state| state == plover))
}
