//! One file a verb.

pub mod code;
pub mod corpus;
pub mod eval;
mod explain;
pub mod facts;
mod frequencies;
pub mod info;
