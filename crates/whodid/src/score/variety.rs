//! How varied a corpus is: sentences that resemble one another, and how many words each class is told with.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::Document;
use crate::ontology::Class;

/// Words in a row that two sentences must share to be compared at all.
const SHINGLE: usize = 4;

/// What makes a corpus varied or not.
#[derive(Clone, Debug, Default)]
pub struct Variety {
    /// Sentences.
    pub sentences: usize,
    /// Mean number of words.
    pub mean_words: f64,
    /// Distinct words, lower case.
    pub vocabulary: usize,
    /// Distinct triggers of each class, lower case, with the number of mentions.
    pub triggers: BTreeMap<Class, (usize, usize)>,
    /// Pairs of sentences that share at least half of their runs of four words, with the share.
    pub alike: Vec<(String, String, f64)>,
}

/// Measures documents of one sentence each.
pub fn variety(documents: &[Document]) -> Variety {
    let mut variety = Variety { sentences: documents.len(), ..Variety::default() };
    let mut vocabulary = BTreeSet::new();
    let mut triggers: BTreeMap<Class, (BTreeSet<String>, usize)> = BTreeMap::new();
    let mut shingles: Vec<BTreeSet<Vec<String>>> = Vec::new();
    let mut words = 0;
    for document in documents {
        let cut: Vec<String> = document
            .text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        words += cut.len();
        vocabulary.extend(cut.iter().cloned());
        shingles.push(cut.windows(SHINGLE).map(<[String]>::to_vec).collect());
        for mention in &document.layers.mentions {
            let of_class = triggers.entry(mention.class).or_default();
            of_class.0.insert(mention.trigger.of(&document.text).to_lowercase());
            of_class.1 += 1;
        }
    }
    variety.mean_words = words as f64 / documents.len().max(1) as f64;
    variety.vocabulary = vocabulary.len();
    variety.triggers = triggers.into_iter().map(|(class, (set, mentions))| (class, (set.len(), mentions))).collect();
    variety.alike = alike(documents, &shingles);
    variety
}

fn alike(documents: &[Document], shingles: &[BTreeSet<Vec<String>>]) -> Vec<(String, String, f64)> {
    let mut stands_in: HashMap<&[String], Vec<usize>> = HashMap::new();
    for (at, set) in shingles.iter().enumerate() {
        for shingle in set {
            stands_in.entry(shingle).or_default().push(at);
        }
    }
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for at in stands_in.values().filter(|at| at.len() > 1) {
        for (nth, &one) in at.iter().enumerate() {
            for &other in &at[nth + 1..] {
                *shared.entry((one, other)).or_default() += 1;
            }
        }
    }
    shared
        .into_iter()
        .filter_map(|((one, other), common)| {
            let union = shingles[one].len() + shingles[other].len() - common;
            let share = common as f64 / union as f64;
            (share >= 0.5).then(|| (documents[one].text.clone(), documents[other].text.clone(), share))
        })
        .collect()
}
