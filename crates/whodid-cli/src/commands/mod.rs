//! One file a verb.

pub mod corpus;
pub mod eval;
