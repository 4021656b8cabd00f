//! The doors through which mentions become events. The store opens them and looks at nothing behind.

use whodid::link::{self, Group, Provenances, Ruling, Strand};
use whodid::{Event, Report, Story};

/// How mentions become events and events stories: the functions of [`whodid::link`], unless a test brings others.
#[derive(Clone, Copy)]
pub struct Linking {
    /// What these functions are called together. Where it is another than a store was linked with, everything is linked anew.
    pub version: &'static str,
    /// The keys of a report: two reports can only be the same happening when they share one.
    pub keys: fn(&Report) -> Vec<u64>,
    /// Reports into groups that tell of one happening.
    pub group: fn(&[Report], &[Ruling]) -> Vec<Group>,
    /// A group into an event.
    pub consolidate: fn(&[Report], &Group, &Provenances) -> Event,
    /// Events into stories; they come in order of their first day, and are not held.
    pub stories: fn(&mut dyn Iterator<Item = Event>) -> Vec<Story>,
}

impl Default for Linking {
    fn default() -> Self {
        Linking {
            version: env!("CARGO_PKG_VERSION"),
            keys: link::keys,
            group: link::group,
            consolidate: link::consolidate,
            stories: |events| link::stories(&events.map(|event| Strand::of(&event)).collect::<Vec<_>>()),
        }
    }
}

impl std::fmt::Debug for Linking {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Linking").field("version", &self.version).finish_non_exhaustive()
    }
}
