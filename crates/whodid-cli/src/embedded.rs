//! What the program carries inside itself: the model and the facts.

/// Word pieces of the English encoder.
pub const VOCABULARY: &str = include_str!("../../../models/en/vocab.txt");
