//! Clusters of documents compared with the incidents they report: BCubed, MUC, and which incidents were confused.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Tally;

/// What a document reports, as the gold has it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub struct Label {
    /// Id of the document.
    pub id: String,
    /// The topic: incidents of one topic are look-alikes.
    pub topic: String,
    /// The incident, unique over all topics.
    pub incident: String,
}

/// Reads the label of a document from a JSON line with `id`, `topic` and `incident`.
///
/// # Errors
///
/// In words, when the line is no JSON object or lacks one of the three.
///
/// ```
/// use whodid::score::clusters::label;
/// let gold = label(r#"{"id": "7", "topic": "1", "incident": "1a", "text": "Rain fell."}"#).unwrap();
/// assert_eq!(gold.incident, "1a");
/// ```
pub fn label(line: &str) -> Result<Label, String> {
    serde_json::from_str(line).map_err(|error| error.to_string())
}

/// What a comparison counts. Documents are named by their place among the labels.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// Documents compared.
    pub documents: usize,
    /// Incidents they report.
    pub incidents: usize,
    /// Clusters they were put into.
    pub clusters: usize,
    /// BCubed precision: the share of each document's cluster that reports its incident, as a mean over documents.
    pub precision: f64,
    /// BCubed recall: the share of each document's incident that is in its cluster, as a mean over documents.
    pub recall: f64,
    /// MUC: links needed to hold incidents together, and those that the clusters have.
    pub muc_recall: Tally,
    /// MUC the other way: links that hold clusters together, and those that the incidents have.
    pub muc_precision: Tally,
    /// Two incidents in one cluster, the costliest first.
    pub confusions: Vec<Confusion>,
    /// One incident in several clusters, the costliest first.
    pub splits: Vec<Split>,
}

/// Two incidents that stand in one cluster, or in several.
#[derive(Clone, Debug, PartialEq)]
pub struct Confusion {
    /// The two incidents.
    pub incidents: [String; 2],
    /// Whether they are of one topic.
    pub one_topic: bool,
    /// Documents of each that stand with documents of the other.
    pub documents: [Vec<usize>; 2],
    /// BCubed precision lost by it.
    pub cost: f64,
}

/// An incident in several clusters.
#[derive(Clone, Debug, PartialEq)]
pub struct Split {
    /// The incident.
    pub incident: String,
    /// Its documents cluster by cluster, the largest part first.
    pub parts: Vec<Vec<usize>>,
    /// BCubed recall lost by it.
    pub cost: f64,
}

impl Figures {
    /// Compares clusters with gold: `found` has the number of each document's cluster.
    ///
    /// ```
    /// use whodid::score::clusters::{Figures, Label};
    /// let label = |id: &str, incident: &str| Label { id: id.into(), topic: "1".into(), incident: incident.into() };
    /// let figures = Figures::of(&[label("1", "a"), label("2", "a"), label("3", "b")], &[0, 0, 0]);
    /// assert_eq!((figures.precision, figures.recall), (5.0 / 9.0, 1.0));
    /// assert_eq!(figures.confusions[0].incidents, ["a", "b"]);
    /// ```
    pub fn of(labels: &[Label], found: &[usize]) -> Figures {
        let mut cells: BTreeMap<(usize, &str), Vec<usize>> = BTreeMap::new();
        let (mut clusters, mut incidents) = (BTreeMap::new(), BTreeMap::new());
        for (at, (label, cluster)) in labels.iter().zip(found).enumerate() {
            cells.entry((*cluster, &label.incident)).or_default().push(at);
            *clusters.entry(*cluster).or_insert(0_usize) += 1;
            *incidents.entry(label.incident.as_str()).or_insert(0_usize) += 1;
        }
        let documents = labels.len().min(found.len());
        let mut figures = Figures {
            documents,
            incidents: incidents.len(),
            clusters: clusters.len(),
            confusions: confusions(labels, &cells, &clusters, documents),
            splits: splits(&cells, documents),
            ..Figures::default()
        };
        for ((cluster, incident), cell) in &cells {
            let mass = (cell.len() * cell.len()) as f64 / documents as f64;
            figures.precision += mass / clusters[cluster] as f64;
            figures.recall += mass / incidents[incident] as f64;
        }
        let links =
            |count: usize, of: usize| Tally { hits: documents - count, said: documents - of, gold: documents - of };
        figures.muc_precision = links(cells.len(), clusters.len());
        figures.muc_recall = links(cells.len(), incidents.len());
        figures
    }

    /// BCubed F1: the harmonic mean of precision and recall.
    pub fn f1(&self) -> f64 {
        harmonic(self.precision, self.recall)
    }

    /// MUC F1.
    pub fn muc(&self) -> f64 {
        harmonic(self.muc_precision.precision(), self.muc_recall.recall())
    }
}

fn harmonic(one: f64, other: f64) -> f64 {
    if one + other > 0.0 { 2.0 * one * other / (one + other) } else { 0.0 }
}

type Cells<'l> = BTreeMap<(usize, &'l str), Vec<usize>>;

fn confusions(labels: &[Label], cells: &Cells, clusters: &BTreeMap<usize, usize>, all: usize) -> Vec<Confusion> {
    let mut found: BTreeMap<[&str; 2], Confusion> = BTreeMap::new();
    let topic = |documents: &[usize]| documents.first().map(|&at| labels[at].topic.as_str());
    for ((cluster, one), ones) in cells {
        for ((_, other), others) in cells.range((*cluster, *one)..=(*cluster, "\u{10FFFF}")).skip(1) {
            let confusion = found.entry([*one, *other]).or_insert_with(|| Confusion {
                incidents: [one.to_string(), other.to_string()],
                one_topic: topic(ones) == topic(others),
                documents: [Vec::new(), Vec::new()],
                cost: 0.0,
            });
            confusion.documents[0].extend(ones);
            confusion.documents[1].extend(others);
            confusion.cost += 2.0 * (ones.len() * others.len()) as f64 / (clusters[cluster] * all) as f64;
        }
    }
    let mut found: Vec<Confusion> = found.into_values().collect();
    found.sort_by(|a, b| b.cost.total_cmp(&a.cost));
    found
}

fn splits(cells: &Cells, all: usize) -> Vec<Split> {
    let mut parts: BTreeMap<&str, Vec<Vec<usize>>> = BTreeMap::new();
    for ((_, incident), cell) in cells {
        parts.entry(incident).or_default().push(cell.clone());
    }
    let mut splits: Vec<Split> = Vec::new();
    for (incident, mut parts) in parts.into_iter().filter(|(_, parts)| parts.len() > 1) {
        parts.sort_by_key(|part| (std::cmp::Reverse(part.len()), part.first().copied()));
        let whole: usize = parts.iter().map(Vec::len).sum();
        let lost = |part: &Vec<usize>| part.len() as f64 * (whole - part.len()) as f64 / whole as f64;
        let cost = parts.iter().map(lost).sum::<f64>() / all as f64;
        splits.push(Split { incident: incident.to_string(), parts, cost });
    }
    splits.sort_by(|a, b| b.cost.total_cmp(&a.cost));
    splits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(incidents: &[&str]) -> Vec<Label> {
        let label = |(at, incident): (usize, &&str)| Label {
            id: at.to_string(),
            topic: incident[..1].to_string(),
            incident: incident.to_string(),
        };
        incidents.iter().enumerate().map(label).collect()
    }

    #[test]
    fn what_precision_and_recall_lose_is_told_in_full() {
        let gold = labels(&["1a", "1a", "1a", "1b", "1b", "2a", "2a", "2b"]);
        let figures = Figures::of(&gold, &[0, 0, 1, 0, 2, 1, 3, 4]);
        let lost: f64 = figures.confusions.iter().map(|confusion| confusion.cost).sum();
        assert!((figures.precision + lost - 1.0).abs() < 1e-12, "{figures:?}");
        let lost: f64 = figures.splits.iter().map(|split| split.cost).sum();
        assert!((figures.recall + lost - 1.0).abs() < 1e-12, "{figures:?}");
        let pairs: Vec<_> = figures.confusions.iter().map(|c| (c.incidents.join(" "), c.one_topic)).collect();
        assert_eq!(pairs, [("1a 1b".to_string(), true), ("1a 2a".to_string(), false)]);
        assert_eq!(figures.splits[0].parts, [vec![0, 1], vec![2]]);
    }

    #[test]
    fn muc_counts_links() {
        let gold = labels(&["1a", "1a", "1a", "1b"]);
        let figures = Figures::of(&gold, &[0, 0, 1, 1]);
        assert_eq!((figures.muc_recall.recall(), figures.muc_precision.precision()), (0.5, 0.5));
        assert_eq!(Figures::of(&[], &[]).f1(), 0.0);
    }
}
