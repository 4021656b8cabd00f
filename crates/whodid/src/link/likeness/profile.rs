//! What is kept of a coded document to tell whether another reports the same.

use super::Kind;
use super::terms::{Counted, family_name};
use crate::{Document, NameKind};

/// The form of the bytes, and the rules that made the terms: raised when either changes.
const VERSION: u8 = 1;
/// A place chosen with less confidence is left out.
const SURE_PLACE: f32 = 0.4;

/// The terms of one document: words, numbers, days, and the persons and places found in it.
///
/// ```
/// use whodid::Document;
/// use whodid::link::likeness::Profile;
/// let profile = Profile::of(&Document::new("a", "Two bombs went off in Kirkuk on Friday."));
/// let bytes = profile.to_bytes();
/// assert_eq!(Profile::from_bytes(&bytes).unwrap(), profile);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Profile {
    /// In order of sort and text.
    terms: Vec<Term>,
}

/// A term of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// What sort of term.
    pub kind: Kind,
    /// The term: words without endings, in small letters; places with their id in GeoNames.
    pub text: String,
    /// How often it stands in the document; 1 for persons and places.
    pub times: u16,
}

impl Term {
    /// By what a term is found: a name and a word of the same letters may be the same term, written in two ways.
    pub(super) fn key(&self) -> (Kind, &str) {
        (self.kind.sort(), &self.text)
    }
}

impl PartialOrd for Term {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Term {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key().cmp(&other.key()).then(self.kind.cmp(&other.kind)).then(self.times.cmp(&other.times))
    }
}

impl Profile {
    /// The profile of a coded document. It holds nothing of the document's id, date or outlet.
    pub fn of(document: &Document) -> Profile {
        let mut counted = Counted::default();
        let text = document.text.as_str();
        match (document.title_span, &document.title) {
            (Some(title), _) => {
                counted.read(text.get(..title.start).unwrap_or(""), true);
                counted.read(title.of(text), false);
                counted.read(text.get(title.end..).unwrap_or(""), true);
            }
            (None, Some(title)) => {
                counted.read(title, false);
                counted.read(text, true);
            }
            (None, None) => counted.read(text, true),
        }
        for name in document.layers.names.iter().filter(|name| name.kind == NameKind::Person) {
            if let Some(family) = family_name(name.span.of(text)) {
                counted.note(Kind::Person, family);
            }
        }
        for place in document.layers.places.iter().filter(|place| place.confidence > SURE_PLACE) {
            let Some(location) = &place.location else { continue };
            let Some(id) = location.geonameid else { continue };
            let country = location.country_code.as_deref().unwrap_or("-");
            if location.country_code.is_some() {
                counted.note(Kind::Area, country.to_string());
            }
            if let Some(province) = &location.province {
                counted.note(Kind::Area, format!("{province}, {country}"));
            }
            if location.resolution.is_some_and(|resolution| resolution >= 2) {
                counted.note(Kind::Place, format!("{}, {id}", location.name));
            }
        }
        let mut terms: Vec<Term> = counted.into_terms().map(|(kind, text, times)| Term { kind, text, times }).collect();
        terms.sort_unstable();
        Profile { terms }
    }

    /// Its terms, in order of sort and text.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// The profile as bytes, some eight a term and a thousand for an article of 350 words: a version, and for each kind its terms in order, each without the letters that it
    /// shares with the one before.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![VERSION];
        for kind in Kind::ALL {
            let of_kind: Vec<&Term> = self.terms.iter().filter(|term| term.kind == kind).collect();
            put(&mut bytes, of_kind.len());
            let mut before = "";
            for term in of_kind {
                let shared = before.bytes().zip(term.text.bytes()).take_while(|(a, b)| a == b).count();
                put(&mut bytes, shared);
                put(&mut bytes, term.text.len() - shared);
                bytes.extend(&term.text.as_bytes()[shared..]);
                put(&mut bytes, usize::from(term.times));
                before = &term.text;
            }
        }
        bytes
    }

    /// The profile that bytes hold.
    ///
    /// # Errors
    ///
    /// When the bytes are damaged, or another version of the program made them.
    pub fn from_bytes(bytes: &[u8]) -> Result<Profile, ProfileError> {
        let damaged = ProfileError("the bytes are damaged; read the document again");
        let (version, mut rest) = bytes.split_first().ok_or(damaged)?;
        if *version != VERSION {
            return Err(ProfileError("another version of the program made it; read the document again"));
        }
        let mut terms = Vec::new();
        for kind in Kind::ALL {
            let mut before: Vec<u8> = Vec::new();
            for _ in 0..take(&mut rest).ok_or(damaged)? {
                let shared = take(&mut rest).ok_or(damaged)?;
                let more = take(&mut rest).ok_or(damaged)?;
                let (letters, after) = rest.split_at_checked(more).ok_or(damaged)?;
                if shared > before.len() {
                    return Err(damaged);
                }
                before.truncate(shared);
                before.extend(letters);
                rest = after;
                let times = take(&mut rest).and_then(|times| u16::try_from(times).ok()).ok_or(damaged)?;
                let text = String::from_utf8(before.clone()).map_err(|_| damaged)?;
                terms.push(Term { kind, text, times });
            }
        }
        if !rest.is_empty() {
            return Err(damaged);
        }
        terms.sort_unstable();
        Ok(Profile { terms })
    }
}

/// Writes a number, seven bits a byte, the lowest first.
fn put(bytes: &mut Vec<u8>, mut number: usize) {
    while number >= 128 {
        bytes.push((number % 128) as u8 | 128);
        number /= 128;
    }
    bytes.push(number as u8);
}

/// Reads a number as [`put`] writes it; `None` at the end of the bytes, and for one that no profile holds.
fn take(bytes: &mut &[u8]) -> Option<usize> {
    let mut number = 0;
    for shift in [0, 7, 14, 21] {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= usize::from(byte & 127) << shift;
        if *byte < 128 {
            return Some(number);
        }
    }
    None
}

/// A profile that cannot be read from bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProfileError(&'static str);

impl std::fmt::Display for ProfileError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "profile of a document: {}", self.0)
    }
}

impl std::error::Error for ProfileError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damaged_bytes_are_refused_and_never_panic() {
        let whole =
            Profile::of(&Document::new("a", "Miners marched on La Paz; 3,000 miners blocked La Paz on Monday."));
        let bytes = whole.to_bytes();
        for end in 0..bytes.len() {
            assert!(Profile::from_bytes(&bytes[..end]).is_err(), "cut at {end}");
        }
        for at in 0..bytes.len() {
            let mut other = bytes.clone();
            other[at] ^= 0x55;
            let _ = Profile::from_bytes(&other);
        }
        let mut newer = bytes;
        newer[0] += 1;
        assert!(Profile::from_bytes(&newer).unwrap_err().to_string().contains("another version"));
    }

    #[test]
    fn the_headline_counts_with_the_text() {
        let mut document = Document::new("a", "The strike began at dawn.");
        document.title = Some("Dockers Strike in Hodeidah".to_string());
        let profile = Profile::of(&document);
        let of = |text: &str| profile.terms().iter().find(|term| term.text == text).map(|term| (term.kind, term.times));
        assert_eq!(of("strike"), Some((Kind::Word, 2)));
        assert_eq!(of("hodeidah"), Some((Kind::Name, 1)));
    }
}
