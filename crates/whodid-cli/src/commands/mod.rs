//! One file a verb.

pub mod code;
pub mod corpus;
pub mod correct;
pub mod demo;
pub mod diff;
pub mod eval;
mod explain;
pub mod explain_stored;
pub mod export;
pub mod facts;
mod frequencies;
pub mod info;
pub mod link;
pub mod query;
pub mod run;
pub mod serve;
