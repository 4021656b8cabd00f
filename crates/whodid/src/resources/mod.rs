//! What a run brings with it: the model, the facts. Everything bound to a language comes in through here.

mod calibration;
mod facts;
mod gazetteer;
mod model;
mod vocabulary;

pub use calibration::{Calibration, Curve};
pub use facts::{Fact, Facts, FactsError, Found, Held, Kind, Word, petrarch, spelling, words};
pub use gazetteer::{Form, Gazetteer, GazetteerError, Level, Meaning, PlaceId};
pub use model::{Model, ModelError, Thresholds, Worker};
pub use vocabulary::{Vocabulary, VocabularyError};

/// What a run brings with it.
#[derive(Debug)]
pub struct Resources {
    /// The trained model.
    pub model: Model,
    /// What is known of countries, leaders, organisations, groups and roles.
    pub facts: Facts,
    /// What is known of places.
    pub gazetteer: Gazetteer,
}
