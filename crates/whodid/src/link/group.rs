//! Reports into groups that tell of one happening.

use super::Ruling;
use crate::Report;

/// Reports that tell of one happening.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Their indices, in order of publication, then of id.
    pub members: Vec<usize>,
    /// For each member what ties it to the group; none for the first.
    pub ties: Vec<Option<Tie>>,
    /// Groups with the same number share keys and were weighed together: the id of the first report among them.
    pub block: std::sync::Arc<str>,
}

/// What ties a report to another of its group.
#[derive(Clone, Debug, PartialEq)]
pub struct Tie {
    /// Index of the other.
    pub with: usize,
    /// How likely the two are the same happening, 0 to 1.
    pub score: f32,
    /// What speaks for it and against it.
    pub because: Vec<String>,
}

/// The keys of a report: two reports can only be the same happening when they share one.
pub fn keys(report: &Report) -> Vec<u64> {
    let _ = report;
    Vec::new()
}

/// Reports into groups; the order of the reports does not matter.
pub fn group(reports: &[Report], _rulings: &[Ruling]) -> Vec<Group> {
    let alone = |index: usize| Group { members: vec![index], ties: vec![None], block: reports[index].id.clone() };
    (0..reports.len()).map(alone).collect()
}
