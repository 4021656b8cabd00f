//! How likely two documents report one happening, by their words, names, days, numbers, persons and places.
//!
//! Input: coded documents, kept as a [`Profile`] each. Output: for two of them, or two groups, a [`Likeness`] with the terms
//! that tie and part them; and for a closed set of documents, the groups that report one happening each. A likeness depends on
//! the two and on tables of the program's own, never on what else is read. Dates of publication, outlets and mentions are not asked here;
//! reprints are like each other, but so are two accounts of one event.
//!
//! What is reckoned is how much likelier the texts are if one happening brought them forth than if two did. A happening has a
//! rate at which its reports use a term. Rates are drawn from a Gamma distribution whose mean is the term's share in
//! all reports and whose weight is that of one report; uses follow a Poisson distribution by the length of what is told. Rates are
//! integrated out, so each term's part has a closed form, that of the Gamma-Poisson mixture: with share `p`, uses `a`
//! and `b` and lengths `A` and `B` of the two,
//!
//! ```text
//! ln Γ(p+a+b) + ln Γ(p) − ln Γ(p+a) − ln Γ(p+b) + a ln(1+A) + b ln(1+B) − (a+b) ln(1+A+B)
//! ```
//!
//! A rare term that both use ties; one that only one uses parts, the more so the more reports there are. That holds for groups as
//! for documents: a word that all ten reports of one earthquake have and none of the ten of another keeps them apart, however much else they share.
//!
//! ```
//! use whodid::Document;
//! use whodid::link::likeness::{Profile, likeness};
//! let profile = |text| Profile::of(&Document::new("", text));
//! let one = profile("A ferry capsized off Zanzibar on Wednesday; 144 people drowned near Chumbe island.");
//! let two = profile("Rescuers have given up the search for those aboard the ferry that capsized off Zanzibar's Chumbe island.");
//! let three = profile("A ferry capsized on the Padma river on Monday; 28 people drowned near Mawa.");
//! let same = likeness(&one, &two);
//! assert!(same.is_one() && same.score > likeness(&one, &three).score);
//! assert!(same.shared.iter().take(3).any(|tie| tie.text == "zanzibar"));
//! ```

mod cluster;
mod frequencies;
mod group;
mod profile;
mod terms;

pub use cluster::cluster;
pub use group::{Group, Likeness, Tie};
pub use profile::{Profile, ProfileError, Term};

/// What sort of term a [`Term`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A word written small.
    Word,
    /// A word written with a capital inside sentences.
    Name,
    /// A number in figures.
    Number,
    /// A day of the week or a month.
    Day,
    /// The family name of a person.
    Person,
    /// A place narrower than a state, by its id.
    Place,
    /// A state or province that a place is or lies in.
    Area,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 7] = [Kind::Word, Kind::Name, Kind::Number, Kind::Day, Kind::Person, Kind::Place, Kind::Area];

    /// The name used in tables.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Word => "word",
            Kind::Name => "name",
            Kind::Number => "number",
            Kind::Day => "day",
            Kind::Person => "person",
            Kind::Place => "place",
            Kind::Area => "area",
        }
    }

    /// The kind under which terms are found and counted: words are one sort however they are written.
    pub fn sort(self) -> Kind {
        if self == Kind::Name { Kind::Word } else { self }
    }

    /// How much a term of this kind counts. Persons and places stand among the words too, so theirs is on top.
    ///
    /// Round values from the middle of a flat optimum of [`cluster()`] on the training part of ECB+ (`training/likeness.py`).
    fn weight(self) -> f64 {
        match self {
            Kind::Word => 0.5,
            Kind::Name | Kind::Number | Kind::Day => 1.0,
            Kind::Person | Kind::Place | Kind::Area => 0.6,
        }
    }
}

impl Likeness {
    /// True when one happening is likelier than two.
    pub fn is_one(&self) -> bool {
        self.score > 0.0
    }
}

/// How much likelier it is that two documents report one happening than that they report two.
///
/// ```
/// use whodid::Document;
/// use whodid::link::likeness::{Profile, likeness};
/// let (one, two) = (Document::new("a", "Talks on Abyei resumed."), Document::new("b", "Rain fell."));
/// let unlike = likeness(&Profile::of(&one), &Profile::of(&two));
/// assert!(!unlike.is_one() && unlike.shared.is_empty());
/// ```
pub fn likeness(one: &Profile, other: &Profile) -> Likeness {
    Group::of(one).likeness(&Group::of(other))
}
