//! provisional
use crate::{Document, resources::Resources};
/// provisional
pub fn resolve(_document: &mut Document, _resources: &Resources) {}
