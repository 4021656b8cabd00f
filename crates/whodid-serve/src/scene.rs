//! What an answer is made with besides the store.

use std::sync::Arc;

use whodid_store::Citation;

use crate::queries::Ask;

/// The question, where it was asked, and what the answer is cited with.
#[derive(Clone, Debug)]
pub(crate) struct Scene {
    pub(crate) ask: Ask,
    /// The path of the address.
    pub(crate) path: String,
    pub(crate) cited: Arc<Citation>,
    pub(crate) today: jiff::civil::Date,
}
