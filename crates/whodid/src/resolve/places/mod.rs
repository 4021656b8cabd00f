//! Places: which stretches of a text name one, which one each means, and where each mention happened.
//!
//! Three steps: `find` looks up what the names of the text may mean, `choose` weighs the candidates of all names against
//! one another and against the outlet's `home`, and `event` gives each mention the place its own words name.

mod choose;
mod event;
mod find;
mod hints;
mod home;

pub use home::outlet_country;

use crate::resources::{Gazetteer, Meaning};
use crate::{Document, Place, Span};

/// A stretch that may name a place.
#[derive(Clone, Debug)]
struct Toponym {
    span: Span,
    /// The name in the form in which names are compared.
    key: String,
    meanings: Vec<Meaning>,
    backing: Backing,
    hint: hints::Hint,
    /// Another toponym that stands behind a comma and may hold this one: "Mosul, Iraq".
    container: Option<usize>,
}

/// What speaks for a stretch being the name of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Backing {
    /// The model names a place there, or the form leaves no doubt.
    Place,
    /// It stands within the name of an organisation.
    Organisation,
    /// Nothing but the gazetteer, where it is a state or a great city.
    Fame,
    /// Nothing but the gazetteer: any word with a capital may stand there.
    Capital,
    /// The model takes it for a person's name.
    Person,
}

/// Finds the places that a document names, says which each is, and where each of its mentions happened.
///
/// Wants sentences and names; fills [`Layers::places`](crate::Layers) and the locations of mentions.
pub fn places(document: &mut Document, gazetteer: &Gazetteer) {
    let toponyms = find::toponyms(document, gazetteer);
    document.layers.places = choose::choose(document, &toponyms, gazetteer, false);
    event::locate(document);
}

/// Says which place each of the given stretches names. What nothing in the gazetteer fits has no location.
pub fn given(document: &Document, spans: &[Span], gazetteer: &Gazetteer) -> Vec<Place> {
    choose::choose(document, &find::given(document, spans, gazetteer), gazetteer, true)
}
