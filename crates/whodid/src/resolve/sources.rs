//! What sort of source each speaker is.

use crate::mention::SourceKind;
use crate::{Document, Mention, Participant, Source};

/// Fills in the kind of every source that its words or its sector tell.
pub(super) fn fill(document: &mut Document) {
    let Document { text, layers, .. } = document;
    for mention in &mut layers.mentions {
        let kinds: Vec<_> = mention.according_to.iter().map(|source| kind(text, source, mention)).collect();
        for (source, kind) in mention.according_to.iter_mut().zip(kinds) {
            source.kind = kind;
        }
    }
}

const WITNESSES: [&str; 6] = ["witness", "resident", "villager", "survivor", "bystander", "local"];
const EXPERTS: [&str; 8] = ["analyst", "monitor", "observer", "expert", "researcher", "activist", "watchdog", "rights"];
const UNNAMED: [&str; 6] = ["official", "officials", "source", "sources", "diplomat", "diplomats"];

fn kind(text: &str, source: &Source, mention: &Mention) -> Option<SourceKind> {
    let party = &source.party;
    let words = party.span.of(text).to_lowercase();
    let sector = party.sectors.first().map_or("", |sector| sector.code());
    let named = |list: &[&str]| {
        words.split(|c: char| !c.is_alphanumeric()).any(|word| list.iter().any(|known| word.starts_with(known)))
    };
    if takes_part(party, mention) {
        return Some(SourceKind::Party);
    }
    if named(&WITNESSES) {
        return Some(SourceKind::Witness);
    }
    // "officials", "a senior official": nobody whom a reader could ask.
    let anonymous =
        party.name.is_none() && words.split_whitespace().next_back().is_some_and(|last| UNNAMED.contains(&last));
    if anonymous {
        return Some(SourceKind::Unnamed);
    }
    match sector {
        "JRN" => Some(SourceKind::Media),
        _ if named(&EXPERTS) => Some(SourceKind::Expert),
        "EDU" | "MED" | "SOC" => Some(SourceKind::Expert),
        "GOV" | "MIL" | "COP" | "JUD" | "LEG" | "SPY" => Some(SourceKind::Official),
        "REB" | "PTY" | "OPP" | "PRM" => Some(SourceKind::Party),
        "CVL" | "REF" => Some(SourceKind::Witness),
        _ if matches!(party.country.as_deref(), Some("UNO" | "EUR" | "IGO")) => Some(SourceKind::Official),
        _ if party.country.as_deref() == Some("NGO") => Some(SourceKind::Expert),
        _ => None,
    }
}

/// Whether the speaker is one of the mention's own participants.
fn takes_part(speaker: &Participant, mention: &Mention) -> bool {
    mention.actors.iter().chain(&mention.recipients).any(|party| {
        party.span == speaker.span
            || party.antecedent == Some(speaker.span)
            || party.name.is_some() && party.name == speaker.name
    })
}
