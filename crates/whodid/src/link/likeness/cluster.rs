//! A closed set of documents into groups that report one happening each.

use std::collections::BTreeMap;

use super::{Group, Profile};

/// For each document the number of its cluster, counted from 0 in the order in which their first documents are given.
///
/// Which documents are together does not depend on their order. Documents with equal profiles start together; then the two groups whose
/// [score](Group::score) is highest are joined, again and again, until for no two one happening is likelier than two.
/// Time and memory grow with the square of the number of documents: made for thousands. A stream is linked event by event instead.
///
/// ```
/// use whodid::Document;
/// use whodid::link::likeness::{Profile, cluster};
/// let texts = [
///     "Workers at the Fos refinery walked out on Tuesday over pensions.",
///     "The High Court in Suva threw out the sedition charge.",
///     "Pension strike: the Fos refinery stood still on Tuesday as workers walked out.",
/// ];
/// let profiles: Vec<Profile> = texts.iter().map(|text| Profile::of(&Document::new("", *text))).collect();
/// assert_eq!(cluster(&profiles), [0, 1, 0]);
/// ```
pub fn cluster(profiles: &[Profile]) -> Vec<usize> {
    // What cannot be told apart by its order is taken in the order of its terms.
    let mut alike: BTreeMap<&Profile, Vec<usize>> = BTreeMap::new();
    let mut members: Vec<Vec<usize>> = Vec::new();
    for (at, profile) in profiles.iter().enumerate() {
        if profile.terms().is_empty() {
            members.push(vec![at]);
        } else {
            alike.entry(profile).or_default().push(at);
        }
    }
    let mut joining = Joining { groups: Vec::new(), members: Vec::new(), scores: Vec::new(), best: Vec::new() };
    for (profile, documents) in alike {
        let one = Group::of(profile);
        let group = (1..documents.len()).fold(one.clone(), |group, _| group.join(&one));
        joining.push(group, documents);
    }
    while joining.join_best() {}
    members.extend(joining.members);
    numbered(members, profiles.len())
}

/// Groups being joined.
struct Joining<'p> {
    /// `None` for one that was joined to another.
    groups: Vec<Option<Group<'p>>>,
    members: Vec<Vec<usize>>,
    /// The score of each with every one before it.
    scores: Vec<Vec<f64>>,
    /// For each the one before it with which it scores highest, when above 0.
    best: Vec<Option<(f64, usize)>>,
}

impl<'p> Joining<'p> {
    fn push(&mut self, group: Group<'p>, documents: Vec<usize>) {
        self.scores.push(self.groups.iter().flatten().map(|earlier| earlier.score(&group)).collect());
        self.groups.push(Some(group));
        self.members.push(documents);
        self.best.push(None);
        self.find_best(self.groups.len() - 1);
    }

    fn find_best(&mut self, at: usize) {
        let mut best: Option<(f64, usize)> = None;
        if self.groups[at].is_some() {
            for (earlier, score) in self.scores[at].iter().enumerate() {
                if self.groups[earlier].is_some() && *score > best.map_or(0.0, |(highest, _)| highest) {
                    best = Some((*score, earlier));
                }
            }
        }
        self.best[at] = best;
    }

    /// Joins the two that score highest; `false` when none score above 0.
    fn join_best(&mut self) -> bool {
        let mut highest: Option<(f64, usize, usize)> = None;
        for (later, best) in self.best.iter().enumerate() {
            if let Some((score, earlier)) = *best
                && highest.is_none_or(|(so_far, ..)| score > so_far)
            {
                highest = Some((score, earlier, later));
            }
        }
        let Some((_, into, from)) = highest else { return false };
        let (Some(one), Some(other)) = (self.groups[into].take(), self.groups[from].take()) else { return false };
        let joined = one.join(&other);
        let documents = std::mem::take(&mut self.members[from]);
        self.members[into].extend(documents);
        for (at, group) in self.groups.iter().enumerate() {
            let Some(group) = group else { continue };
            let score = if at < into { group.score(&joined) } else { joined.score(group) };
            self.scores[into.max(at)][into.min(at)] = score;
        }
        self.groups[into] = Some(joined);
        for at in into..self.groups.len() {
            let score = if at > into { self.scores[at][into] } else { 0.0 };
            match self.best[at] {
                _ if at == into || at == from => self.find_best(at),
                Some((_, earlier)) if earlier == into || earlier == from => self.find_best(at),
                Some((highest, earlier)) if score < highest || score == highest && earlier < into => {}
                None if score <= 0.0 => {}
                _ if self.groups[at].is_some() => self.best[at] = Some((score, into)),
                _ => {}
            }
        }
        true
    }
}

/// Numbers for clusters, in the order of their first documents.
fn numbered(mut members: Vec<Vec<usize>>, documents: usize) -> Vec<usize> {
    members.retain(|cluster| !cluster.is_empty());
    members.sort_unstable_by_key(|cluster| cluster.iter().min().copied());
    let mut numbers = vec![0; documents];
    for (number, cluster) in members.iter().enumerate() {
        for &document in cluster {
            numbers[document] = number;
        }
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Document;

    fn profiles(texts: &[&str]) -> Vec<Profile> {
        texts.iter().map(|text| Profile::of(&Document::new("", *text))).collect()
    }

    const TEXTS: [&str; 7] = [
        "A magnitude 6.1 quake shook Bandar Lengeh in southern Iran on Sunday and killed seven people. Rescuers from \
         Hormozgan province dug through mud-brick houses in Sayeh Khosh, the governor Mehdi Dosti said.",
        "Seven people died when a quake of magnitude 6.1 hit near Bandar Lengeh, Iran. Sayeh Khosh lies in ruins, and \
         the governor of Hormozgan, Mehdi Dosti, asked for tents on Sunday.",
        "A magnitude 7.6 quake shook Lae in Papua New Guinea on Thursday. A landslide near Wau killed three gold miners, \
         said Morobe governor Luther Wenge.",
        "Papua New Guinea: Lae is without power after the magnitude 7.6 quake of Thursday, which buried three miners in \
         a landslide at Wau. Luther Wenge, governor of Morobe, flew there.",
        "",
        "",
        "Rail workers in Durban ended their strike on Monday after the court had ruled against their union.",
    ];

    #[test]
    fn two_quakes_are_two() {
        assert_eq!(cluster(&profiles(&TEXTS)), [0, 0, 1, 1, 2, 3, 4]);
    }

    #[test]
    fn the_order_of_documents_changes_nothing() {
        let straight = cluster(&profiles(&TEXTS));
        for turn in 1..TEXTS.len() {
            let mut texts = TEXTS;
            texts.rotate_left(turn);
            let turned = cluster(&profiles(&texts));
            for one in 0..TEXTS.len() {
                for two in 0..TEXTS.len() {
                    let at = |document: usize| turned[(document + TEXTS.len() - turn) % TEXTS.len()];
                    assert_eq!(straight[one] == straight[two], at(one) == at(two), "turned by {turn}: {one} and {two}");
                }
            }
        }
    }

    #[test]
    fn nothing_makes_no_cluster() {
        assert_eq!(cluster(&[]), [0_usize; 0]);
    }
}
