//! Figures: one annotation of a document compared with another.
//!
//! Input: documents with their mentions, gold and predicted. Output: counts and the figures made of them. Nothing is coded
//! here, and no gold label reaches the coder.

pub mod agreement;
pub mod attribution;
pub mod clusters;
pub mod events;
pub mod gold;
pub mod linking;
pub mod pairs;
pub mod places;
pub mod reliability;
pub mod reprints;
mod tally;
pub mod times;
pub mod variety;

pub use tally::{Share, Tally};
