//! Relations between two given parties, in fifteen classes: CONCEDE and RETREAT are one, YIELD.

use std::collections::BTreeMap;

use super::{Share, Tally};
use crate::ontology::Class;
use crate::reading::{Kind, Relation};

/// The label of a class where CONCEDE and RETREAT are merged.
pub fn label(class: Class) -> &'static str {
    match class {
        Class::Concede | Class::Retreat => "YIELD",
        other => other.name(),
    }
}

/// Where a kind counts in tables of pairs, which are made from CAMEO's codes by their first two figures: sanctions and
/// embargoes (163) with coercion, verdicts (116) with accusations, the intent to yield (035) with other intents, agreements
/// reached (057) with diplomatic cooperation, blockades (191) and attacks on computers with force, peacekeeping (074) with
/// aid, and what is announced against a party (13) with threats.
fn in_cameo(kind: Kind) -> Class {
    match kind {
        Kind::Embargo => Class::Coerce,
        Kind::Conviction => Class::Accuse,
        Kind::PromisedConcession => Class::Agree,
        Kind::ReachedAgreement => Class::Support,
        Kind::Siege => Class::Assault,
        Kind::Peacekeeping => Class::Aid,
        Kind::AnnouncedCoercion | Kind::AnnouncedSanction | Kind::AnnouncedProtest | Kind::AnnouncedAssault => {
            Class::Threaten
        }
    }
}

/// The likeliest label of a relation, by the classes of such tables, and its probability.
pub fn likeliest(relation: &Relation) -> (&'static str, f32) {
    let mut sums: BTreeMap<&'static str, f32> = BTreeMap::new();
    for (class, probability) in Class::ALL.into_iter().zip(&relation.classes) {
        *sums.entry(label(class)).or_default() += probability;
    }
    for (kind, probability) in Kind::ALL.into_iter().zip(&relation.kinds) {
        *sums.entry(label(kind.class())).or_default() -= probability;
        *sums.entry(label(in_cameo(kind))).or_default() += probability;
    }
    sums.into_iter().max_by(|a, b| a.1.total_cmp(&b.1)).unwrap_or(("", 0.0))
}

/// The quad of a label; here YIELD counts as material cooperation.
fn quad(label: &str) -> u8 {
    Class::named(if label == "YIELD" { "RETREAT" } else { label }).map_or(0, |class| class.quad().code())
}

/// What a comparison counts.
#[derive(Clone, Debug, Default)]
pub struct PairFigures {
    /// By label.
    pub labels: BTreeMap<String, Tally>,
    /// By quad.
    pub quads: BTreeMap<u8, Tally>,
    /// All.
    pub right: Share,
    /// How often a gold label was taken for another.
    pub confusions: BTreeMap<(String, String), usize>,
}

impl PairFigures {
    /// Counts one pair.
    pub fn add(&mut self, gold: &str, said: &str) {
        self.right.add(gold == said);
        let hit = usize::from(gold == said);
        let of_gold = self.labels.entry(gold.into()).or_default();
        of_gold.gold += 1;
        of_gold.hits += hit;
        self.labels.entry(said.into()).or_default().said += 1;
        let hit = usize::from(quad(gold) == quad(said));
        let of_gold = self.quads.entry(quad(gold)).or_default();
        of_gold.gold += 1;
        of_gold.hits += hit;
        self.quads.entry(quad(said)).or_default().said += 1;
        if gold != said {
            *self.confusions.entry((gold.into(), said.into())).or_default() += 1;
        }
    }

    /// Mean F1 over the gold's labels.
    pub fn macro_f1(&self) -> f64 {
        mean(self.labels.values())
    }

    /// Mean F1 over the gold's quads.
    pub fn quad_f1(&self) -> f64 {
        mean(self.quads.values())
    }
}

fn mean<'a>(tallies: impl Iterator<Item = &'a Tally>) -> f64 {
    let present: Vec<f64> = tallies.filter(|tally| tally.gold > 0).map(Tally::f1).collect();
    present.iter().sum::<f64>() / present.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_counts_where_cameo_has_it_and_nothing_is_lost() {
        let mut relation = Relation { classes: vec![0.0; Class::ALL.len()], kinds: vec![0.0; Kind::ALL.len()] };
        relation.classes[Class::Concede as usize] = 0.8;
        relation.classes[Class::Retreat as usize] = 0.2;
        assert_eq!(likeliest(&relation), ("YIELD", 1.0));
        relation.kinds[Kind::PromisedConcession as usize] = 0.75;
        assert_eq!(likeliest(&relation), ("AGREE", 0.75));
    }
}
