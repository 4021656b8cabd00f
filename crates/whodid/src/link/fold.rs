//! The same happening told twice in one document.
//!
//! It never drops what a mention says: a folded mention stays as one that was `retold`.

use crate::{Document, Mention, Participant};

/// How many sentences later a happening may be told again and still be the same without a date of its own.
const REACH: usize = 6;

/// Folds a mention into an earlier one of the same happening: the same class, status and parties, no other day, place or mode,
/// and told by somebody else, or twice in one breath.
pub fn fold(document: &mut Document) {
    let mut kept: Vec<Mention> = Vec::new();
    for mention in std::mem::take(&mut document.layers.mentions) {
        match kept.iter_mut().rev().find(|earlier| same_happening(earlier, &mention)) {
            Some(earlier) => absorb(earlier, mention),
            None => kept.push(mention),
        }
    }
    document.layers.mentions = kept;
}

fn same_happening(earlier: &Mention, later: &Mention) -> bool {
    earlier.class == later.class
        && earlier.status == later.status
        && later.sentence.saturating_sub(earlier.sentence) <= REACH
        && (told_at_once(earlier, later) || earlier.sentence < later.sentence && told_by_others(earlier, later))
        && compatible_days(earlier, later)
        && (earlier.modes.is_empty() || later.modes.is_empty() || earlier.modes.iter().any(|m| later.modes.contains(m)))
        && same_parties(earlier, later)
}

/// One sentence, the very same words for the parties, one mode: "stressed in a telephone conversation".
fn told_at_once(earlier: &Mention, later: &Mention) -> bool {
    let spans = |parties: &[Participant]| parties.iter().map(|party| party.span).collect::<Vec<_>>();
    earlier.sentence == later.sentence
        && !earlier.modes.is_empty()
        && earlier.modes == later.modes
        && spans(&earlier.actors) == spans(&later.actors)
        && spans(&earlier.recipients) == spans(&later.recipients)
}

/// A second account: somebody other than before says it. The same voice telling on is a new mention.
fn told_by_others(earlier: &Mention, later: &Mention) -> bool {
    !earlier.according_to.is_empty()
        && !later.according_to.is_empty()
        && later
            .according_to
            .iter()
            .all(|new| earlier.according_to.iter().all(|old| !may_be_same(&old.party, &new.party)))
}

fn compatible_days(earlier: &Mention, later: &Mention) -> bool {
    match (earlier.when, later.when) {
        (Some(a), Some(b)) => a.date == b.date || earlier.time.is_none() || later.time.is_none(),
        _ => true,
    }
}

/// Whether two participants may be the same: by name where both have one, else by country and sector.
fn may_be_same(one: &Participant, other: &Participant) -> bool {
    if let (Some(one), Some(other)) = (&one.name, &other.name) {
        return one.to_lowercase() == other.to_lowercase();
    }
    one.country.is_some() && one.country == other.country && one.sectors.first() == other.sectors.first()
}

/// At least two parties, and the same ones on both sides: who was called and who called may be told either way.
fn same_parties(earlier: &Mention, later: &Mention) -> bool {
    let all =
        |mention: &Mention| -> Vec<Participant> { mention.actors.iter().chain(&mention.recipients).cloned().collect() };
    let (earlier, later) = (all(earlier), all(later));
    let each_in = |ones: &[Participant], others: &[Participant]| {
        ones.iter().all(|one| others.iter().any(|other| may_be_same(one, other)))
    };
    earlier.len() >= 2 && later.len() >= 2 && each_in(&earlier, &later) && each_in(&later, &earlier)
}

fn absorb(earlier: &mut Mention, later: Mention) {
    earlier.retold.push(later.trigger);
    earlier.retold.extend(later.retold);
    for source in later.according_to {
        if earlier.according_to.iter().all(|known| known.party.span != source.party.span) {
            earlier.according_to.push(source);
        }
    }
    earlier.modes.extend(later.modes);
    earlier.modes.sort_unstable();
    earlier.modes.dedup();
    earlier.contexts.extend(later.contexts);
    earlier.contexts.sort_unstable();
    earlier.contexts.dedup();
    if earlier.place.is_none() {
        (earlier.place, earlier.location) = (later.place, later.location);
    }
    if earlier.time.is_none() && later.time.is_some() {
        earlier.time = later.time;
        earlier.when = later.when;
    }
    earlier.numbers.extend(later.numbers);
}
