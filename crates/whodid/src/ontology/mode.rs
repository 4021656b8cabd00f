//! Modes: how an event of a class was done.

use super::{Class, UnknownName};

/// A mode of one class.
///
/// ```
/// use whodid::ontology::{Class, Mode};
/// let visit = Mode::named(Class::Consult, "visit").unwrap();
/// assert_eq!(visit.score(), 4.0);
/// assert!(Mode::named(Class::Agree, "visit").is_err());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mode(u8);

const MODES: [(Class, &str, f32); 67] = [
    (Class::Consult, "visit", 4.0),
    (Class::Consult, "third-party", 1.0),
    (Class::Consult, "multilateral", 4.0),
    (Class::Consult, "phone", 1.5),
    (Class::Retreat, "withdraw", 8.0),
    (Class::Retreat, "release", 6.5),
    (Class::Retreat, "disarm", 10.0),
    (Class::Retreat, "ceasefire", 7.5),
    (Class::Retreat, "access", 6.5),
    (Class::Retreat, "resign", 4.5),
    (Class::Request, "assist", 0.5),
    (Class::Request, "change", -1.0),
    (Class::Request, "yield", -1.0),
    (Class::Request, "meet", 0.0),
    (Class::Accuse, "disapprove", -2.0),
    (Class::Accuse, "investigate", -3.5),
    (Class::Accuse, "allege", -3.5),
    (Class::Reject, "assist", -1.5),
    (Class::Reject, "change", -2.0),
    (Class::Reject, "yield", -2.0),
    (Class::Reject, "meet", -2.0),
    (Class::Threaten, "restrict", -3.0),
    (Class::Threaten, "arrest", -3.5),
    (Class::Threaten, "relations", -3.5),
    (Class::Threaten, "expel", -3.5),
    (Class::Threaten, "territory", -4.0),
    (Class::Threaten, "violence", -3.5),
    (Class::Protest, "demo", -5.0),
    (Class::Protest, "riot", -7.0),
    (Class::Protest, "strike", -5.0),
    (Class::Protest, "hunger", -4.5),
    (Class::Protest, "boycott", -4.5),
    (Class::Protest, "obstruct", -4.5),
    (Class::Protest, "vandalize", -5.0),
    (Class::Sanction, "convict", -6.0),
    (Class::Sanction, "expel", -5.5),
    (Class::Sanction, "withdraw", -6.0),
    (Class::Sanction, "discontinue", -6.0),
    (Class::Mobilize, "troops", -6.5),
    (Class::Mobilize, "weapons", -6.5),
    (Class::Mobilize, "police", -5.5),
    (Class::Mobilize, "militia", -6.0),
    (Class::Coerce, "seize", -7.0),
    (Class::Coerce, "restrict", -7.0),
    (Class::Coerce, "censor", -6.5),
    (Class::Coerce, "curfew", -6.5),
    (Class::Coerce, "martial-law", -7.5),
    (Class::Coerce, "arrest", -7.0),
    (Class::Coerce, "deport", -7.0),
    (Class::Coerce, "withhold", -7.0),
    (Class::Coerce, "misinformation", -6.5),
    (Class::Coerce, "cyber", -7.0),
    (Class::Assault, "abduct", -8.5),
    (Class::Assault, "beat", -7.5),
    (Class::Assault, "torture", -8.5),
    (Class::Assault, "sexual", -8.5),
    (Class::Assault, "targeted", -9.5),
    (Class::Assault, "destroy", -8.5),
    (Class::Assault, "primitive", -8.0),
    (Class::Assault, "firearms", -9.0),
    (Class::Assault, "explosives", -9.0),
    (Class::Assault, "suicide-attack", -9.5),
    (Class::Assault, "aerial", -9.5),
    (Class::Assault, "drone", -9.5),
    (Class::Assault, "heavy-weapons", -9.5),
    (Class::Assault, "crowd-control", -7.5),
    (Class::Assault, "unconventional", -10.0),
];

impl Mode {
    /// Every mode, by class, in the order of the model's outputs.
    pub fn all() -> impl Iterator<Item = Mode> {
        (0..MODES.len() as u8).map(Mode)
    }

    /// The mode of `class` with this name.
    pub fn named(class: Class, name: &str) -> Result<Mode, UnknownName> {
        Mode::all()
            .find(|mode| mode.class() == class && mode.name() == name)
            .ok_or_else(|| UnknownName { kind: "mode of this class", name: name.into() })
    }

    /// The class it is a mode of.
    pub fn class(self) -> Class {
        MODES[usize::from(self.0)].0
    }

    /// The ontology's name.
    pub fn name(self) -> &'static str {
        MODES[usize::from(self.0)].1
    }

    /// The score of an event with this mode.
    pub fn score(self) -> f32 {
        MODES[usize::from(self.0)].2
    }
}

impl std::fmt::Debug for Mode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.class().name(), self.name())
    }
}
