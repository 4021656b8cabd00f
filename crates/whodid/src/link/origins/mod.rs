//! Which documents are of one origin: reprints, and texts stitched out of others.
//!
//! Input: [`Item`]s, each a document's sketch with its publisher, day, address and credits. Output: [`Origins`], the original
//! of each and its reprints; and [`independent()`], how many origins stand behind some of them, with reasons. What the
//! documents tell does not belong here: two reports of one happening in words of their own are two origins.
//!
//! A [`Sketch`] is what is kept of a text, [`keys()`] finds the texts that it may be kin to, and [`kinship()`] looks at two
//! sketches and says what they share. All three are the same on every machine and in every version, since a store keeps
//! sketches and keys.
//!
//! ```
//! use whodid::link::origins::{Item, Sketch, origins};
//! let wire = "The river ports closed on Monday after dockers walked out over a plan to lease the cranes to a foreign firm.";
//! let items = [
//!     Item { id: "a".into(), date: "2021-05-03".parse().ok(), sketch: Sketch::of(wire), ..Item::default() },
//!     Item {
//!         id: "b".into(),
//!         date: "2021-05-04".parse().ok(),
//!         sketch: Sketch::of(&format!("PORTS SHUT\n\n{wire}")),
//!         ..Item::default()
//!     },
//! ];
//! let origins = origins(&items);
//! assert_eq!(origins.list.len(), 1);
//! assert_eq!(origins.list[0].original, "a");
//! assert_eq!(origins.list[0].reprints[0].id, "b");
//! ```

mod candidates;
mod groups;
mod independent;
mod item;
mod kinship;
mod neighbours;
mod outlets;
mod sketch;
mod stitched;
mod words;

pub use groups::{Origin, Origins, Reprint, origins};
pub use independent::{Independence, Source, independent};
pub use item::Item;
pub use kinship::{Kin, Kinship, kinship};
pub use sketch::{Sketch, SketchError, keys};
