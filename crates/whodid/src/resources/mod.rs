//! What a run brings with it: the model, the facts, today's date. Everything bound to a language comes in through here.

mod model;
mod vocabulary;

pub use model::{Model, ModelError, Worker};
pub use vocabulary::{Vocabulary, VocabularyError};
