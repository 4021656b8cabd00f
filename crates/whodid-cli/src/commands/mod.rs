//! One file a verb.

pub mod corpus;
