//! Whether two parties of two reports may be the same: the same name, or one the other in general ("Baghdad", "Iraq's
//! president", "Salih").

use std::collections::HashMap;
use std::sync::Arc;

use super::words::{number, split, stem};
use crate::event::EventParty;
use crate::resources::spelling;

/// A party made ready to be compared.
pub(super) struct Party {
    name: Option<u32>,
    code: Option<u32>,
    sectors: Vec<u32>,
    /// Names of countries and bodies are held by nobody.
    office: bool,
    words: Vec<u32>,
    /// What a report with this party is found by: its country, else its words; and the name of one whom the facts do not know.
    pub tokens: Vec<u32>,
}

/// All parties of the reports to link, each once.
#[derive(Default)]
pub(super) struct Parties {
    all: Vec<Party>,
    /// By where the pool keeps them.
    known: HashMap<usize, u32>,
}

impl Parties {
    /// Numbers for parties; the same one for what the pool of reports keeps once.
    pub fn enter(&mut self, parties: &[Arc<EventParty>]) -> Vec<u32> {
        let mut enter = |party: &Arc<EventParty>| {
            *self.known.entry(Arc::as_ptr(party).addr()).or_insert_with(|| {
                self.all.push(Party::of(party));
                u32::try_from(self.all.len() - 1).unwrap_or(u32::MAX)
            })
        };
        parties.iter().map(&mut enter).collect()
    }

    pub fn get(&self, party: u32) -> &Party {
        &self.all[party as usize]
    }
}

impl Party {
    fn of(party: &EventParty) -> Self {
        let told = |text: &str| number(&text.to_lowercase());
        let mut words: Vec<u32> = split(&party.entity_text).filter_map(stem).map(|stem| number(&stem)).collect();
        words.sort_unstable();
        words.dedup();
        let code = party.code.as_deref().map(told);
        // Spelled otherwise it is the same name.
        let named = |name: &str| spelling(name).map_or_else(|| told(name), |key| told(&key));
        let name = party.identifier_text.as_deref().map(named);
        let mut tokens = code.map_or_else(|| words.iter().copied().take(4).collect(), |code| vec![code]);
        // The country of one whom the facts do not know is a guess, and another report may guess otherwise.
        tokens.extend(name.filter(|_| party.identifier_id.is_none()));
        Party {
            name,
            code,
            sectors: party.sector.iter().chain(&party.other_sectors).map(|sector| told(sector)).collect(),
            office: party.office.is_some(),
            words,
            tokens,
        }
    }

    /// The share of the shorter one's words that the longer one has.
    fn shared(&self, other: &Party) -> f32 {
        let fewer = self.words.len().min(other.words.len());
        if fewer == 0 {
            return 0.0;
        }
        self.words.iter().filter(|word| other.words.binary_search(word).is_ok()).count() as f32 / fewer as f32
    }

    /// How far two parties are the same.
    pub fn kin(&self, other: &Party) -> Kin {
        if self.name.is_some() && self.name == other.name {
            return Kin::Same;
        }
        let share = self.shared(other);
        if self.code.is_some() && other.code.is_some() && self.code != other.code {
            // The country of a mere description ("the visitor") is often guessed from its surroundings.
            let known = |party: &Party| party.name.is_some() || party.office;
            let named = known(self) && known(other);
            return match (share >= 1.0, named) {
                (true, true) => Kin::General,
                (true, false) => Kin::Unknown,
                (false, true) => Kin::Other,
                (false, false) => Kin::Doubtful,
            };
        }
        // Two holders of offices are two, though they be of one government.
        if self.office && other.office && self.name.is_some() && other.name.is_some() {
            return Kin::Other;
        }
        if share >= 1.0 {
            return Kin::Same;
        }
        if self.code.is_some() && self.code == other.code {
            return self.kin_of_sectors(other, share);
        }
        if share >= 0.5 { Kin::General } else { Kin::Unknown }
    }

    fn kin_of_sectors(&self, other: &Party, share: f32) -> Kin {
        if self.sectors.is_empty() || other.sectors.is_empty() {
            return Kin::General;
        }
        let common = self.sectors.iter().any(|sector| other.sectors.contains(sector));
        let first = self.sectors.first() == other.sectors.first();
        if first || common && share > 0.0 { Kin::General } else { Kin::Compatriot }
    }
}

/// How far two parties are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kin {
    /// Two countries, or two persons in office.
    Other,
    /// Two countries, one of them of a mere description.
    Doubtful,
    /// Nothing tells.
    Unknown,
    /// Of one country, and no more.
    Compatriot,
    /// Of one country and sector: the one may be the other in general.
    General,
    /// The same words, or the same name.
    Same,
}

impl Kin {
    fn weight(self) -> f32 {
        match self {
            Kin::Other => -1.0,
            Kin::Doubtful => -0.6,
            Kin::Unknown => 0.0,
            Kin::Compatriot => 0.15,
            Kin::General => 0.6,
            Kin::Same => 1.0,
        }
    }
}

/// How two lists of parties of one role fit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Fit {
    /// Neither report names anybody.
    Neither,
    /// One of them names nobody.
    OneSided,
    /// Both do: the mean weight over the shorter list, the least of them, and by how many the other list is longer.
    Both { mean: f32, least: Kin, longer: usize },
}

/// How two lists of parties fit; the nearest are matched first. Past sixty-four parties the last stand for the rest.
pub(super) fn fit(parties: &Parties, ones: &[u32], others: &[u32]) -> Fit {
    match (ones.is_empty(), others.is_empty()) {
        (true, true) => return Fit::Neither,
        (true, false) | (false, true) => return Fit::OneSided,
        _ => {}
    }
    let (fewer, more) = if ones.len() <= others.len() { (ones, others) } else { (others, ones) };
    let mut kins: Vec<(Kin, usize, usize)> = Vec::with_capacity(fewer.len() * more.len());
    for (at, one) in fewer.iter().enumerate() {
        kins.extend(more.iter().enumerate().map(|(to, other)| (parties.get(*one).kin(parties.get(*other)), at, to)));
    }
    kins.sort_by(|a, b| b.0.cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut done, mut taken) = (0_u64, 0_u64);
    let (mut sum, mut least) = (0.0, Kin::Same);
    for (how, at, to) in kins {
        let (one, other) = (1 << at.min(63), 1 << to.min(63));
        if done & one == 0 && taken & other == 0 {
            done |= one;
            taken |= other;
            sum += how.weight();
            least = least.min(how);
        }
    }
    Fit::Both { mean: sum / fewer.len() as f32, least, longer: more.len() - fewer.len() }
}

/// How near parties are to one another, for one who merges them.
#[derive(Default)]
pub(in crate::link) struct Kinship(Parties);

impl Kinship {
    /// 2 for the same, 1 for one that may be the other in general, 0 for two.
    pub fn between(&mut self, one: &Arc<EventParty>, other: &Arc<EventParty>) -> u8 {
        let numbers = self.0.enter(&[Arc::clone(one), Arc::clone(other)]);
        match self.0.get(numbers[0]).kin(self.0.get(numbers[1])) {
            Kin::Same => 2,
            Kin::General => 1,
            Kin::Compatriot | Kin::Unknown | Kin::Doubtful | Kin::Other => 0,
        }
    }
}
