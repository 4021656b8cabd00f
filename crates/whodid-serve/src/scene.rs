//! What an answer is made with besides the store.

use std::sync::Arc;

use whodid_store::Citation;

use crate::problem::Problem;
use crate::queries::{Ask, Posted};

/// The question, where it was asked, and what the answer is cited with.
#[derive(Clone, Debug)]
pub(crate) struct Scene {
    pub(crate) ask: Ask,
    /// The path of the address.
    pub(crate) path: String,
    pub(crate) cited: Arc<Citation>,
    pub(crate) today: jiff::civil::Date,
    /// What stands in for what is one reader's alone; without it nothing can be corrected here.
    pub(crate) marks: Option<Arc<Marks>>,
    /// What was sent and could not be done.
    pub(crate) refused: Option<Arc<Refused>>,
}

/// Texts that nobody can guess, in the places of a page where something is put that is one reader's alone: so the page itself may
/// be kept for all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Marks {
    /// The token that a form has to send.
    pub(crate) token: String,
    /// The name that the reader signs with.
    pub(crate) author: String,
    /// What the reader has just done.
    pub(crate) done: String,
    /// The token that programs send; it is no mark, and the same for all.
    pub(crate) programs: String,
}

/// What was sent and could not be done, and why.
#[derive(Clone, Debug)]
pub(crate) struct Refused {
    pub(crate) posted: Posted,
    pub(crate) problem: Problem,
    /// The field that it is about.
    pub(crate) field: Option<String>,
}
