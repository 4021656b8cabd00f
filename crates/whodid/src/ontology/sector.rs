//! Sectors: what kind of party a participant is.

use super::UnknownName;

/// A participant's sector.
///
/// ```
/// use whodid::ontology::Sector;
/// assert_eq!(Sector::named("GOV").unwrap().covers(), "executive government");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sector(u8);

const SECTORS: [(&str, &str); 25] = [
    ("COP", "police"),
    ("GOV", "executive government"),
    ("JUD", "courts"),
    ("LEG", "legislature"),
    ("MIL", "state military"),
    ("PRM", "pro-government paramilitary"),
    ("PTY", "political party"),
    ("REB", "armed opposition"),
    ("SPY", "intelligence"),
    ("UAF", "unidentified armed forces"),
    ("UNK", "unknown or generic"),
    ("AGR", "farmers"),
    ("BUS", "business"),
    ("CRM", "criminals"),
    ("CVL", "civilians and protesters"),
    ("EDU", "education"),
    ("ELI", "former officials and families"),
    ("JRN", "journalists and outlets"),
    ("LAB", "labour"),
    ("MED", "health"),
    ("REF", "refugees"),
    ("OPP", "political opposition"),
    ("PRE", "partially recognised authorities"),
    ("REL", "religious bodies"),
    ("SOC", "other civil society"),
];

impl Sector {
    /// Every sector, in the order of the model's outputs.
    pub fn all() -> impl Iterator<Item = Sector> {
        (0..SECTORS.len() as u8).map(Sector)
    }

    /// The sector with this code.
    pub fn named(code: &str) -> Result<Sector, UnknownName> {
        Sector::all()
            .find(|sector| sector.code() == code)
            .ok_or_else(|| UnknownName { kind: "sector", name: code.into() })
    }

    /// The ontology's three-letter code.
    pub fn code(self) -> &'static str {
        SECTORS[usize::from(self.0)].0
    }

    /// What the sector covers.
    pub fn covers(self) -> &'static str {
        SECTORS[usize::from(self.0)].1
    }
}

impl std::fmt::Debug for Sector {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}
