//! Where outlets are at home, by domain and by name.

use std::collections::HashMap;

use super::GazetteerError;

const HEADER: &str = "outlet\tplace\twithin\tuntil";

/// Outlets and their homes.
#[derive(Clone, Debug, Default)]
pub(super) struct Outlets {
    homes: HashMap<Box<str>, Home>,
}

/// A place, the area it lies in, and the last year the outlet was at home there under this name.
#[derive(Clone, Debug)]
pub(super) struct Home {
    pub(super) place: Box<str>,
    pub(super) within: Box<str>,
    until: Option<i16>,
}

impl Outlets {
    pub(super) fn parse(table: &str) -> Result<Outlets, GazetteerError> {
        let mut lines = table.lines().enumerate();
        if lines.next().map(|(_, header)| header) != Some(HEADER) {
            return Err(GazetteerError::new("outlets, line 1: the header is not `outlet place within until`"));
        }
        let mut homes = HashMap::new();
        for (at, line) in lines {
            let columns = line.split('\t');
            let refused = |what: &str| GazetteerError::new(&format!("outlets, line {}: {what}", at + 1));
            let columns: [&str; 4] = columns.collect::<Vec<_>>().try_into().map_err(|_| refused("not four columns"))?;
            let [outlet, place, within, until] = columns;
            let until = match until {
                "" => None,
                year => Some(year.parse().map_err(|_| refused(&format!("`{year}` is no year")))?),
            };
            homes.insert(outlet.to_lowercase().into(), Home { place: place.into(), within: within.into(), until });
        }
        Ok(Outlets { homes })
    }

    /// The home in a year of an outlet: of a domain, or of the domain it is part of; or of a name.
    pub(super) fn home(&self, outlet: &str, year: Option<i16>) -> Option<&Home> {
        let outlet = outlet.trim().to_lowercase();
        let mut rest = outlet.strip_prefix("the ").unwrap_or(&outlet);
        loop {
            if let Some(home) = self.homes.get(rest) {
                // A name given up may since have been taken by another.
                let still = home.until.is_none_or(|last| year.is_some_and(|year| year <= last));
                return Some(home).filter(|_| still);
            }
            // "news.example.co.uk" may be listed as "example.co.uk".
            rest = rest.split_once('.').map(|(_, rest)| rest).filter(|rest| rest.contains('.'))?;
        }
    }
}
