//! Nouns that speak of parties: what each can mean.

use super::entity::Entity;
use super::reference::Reference;
use crate::ontology::Sector;
use crate::resolve::party::PartyKind;

/// The sector of what two states are called by: "the two countries", "the two peoples"; `None` for nouns of persons.
pub(super) fn of_states(noun: &str) -> Option<&'static str> {
    Some(match noun {
        "countries" | "nations" | "states" | "neighbours" | "neighbors" | "governments" | "capitals" | "powers"
        | "republics" | "allies" | "presidencies" | "ministries" | "delegations" | "embassies" => "GOV",
        "peoples" | "publics" | "societies" => "CVL",
        "armies" | "militaries" | "navies" => "MIL",
        "parliaments" => "LEG",
        _ => return None,
    })
}

pub(super) fn sectors(codes: &[&str]) -> Vec<Sector> {
    codes.iter().filter_map(|code| Sector::named(code).ok()).collect()
}

pub(super) fn has(sectors: &[Sector], codes: &[&str]) -> bool {
    sectors.iter().any(|sector| codes.contains(&sector.code()))
}

/// Fighters, taken for the group that they fight for: "the rebels".
pub(super) fn is_armed(noun: &str) -> bool {
    matches!(
        noun,
        "rebel"
            | "guerrilla"
            | "insurgent"
            | "militant"
            | "fighter"
            | "militiaman"
            | "jihadist"
            | "separatist"
            | "rebels"
            | "guerrillas"
            | "insurgents"
            | "militants"
            | "fighters"
            | "militiamen"
            | "jihadists"
            | "separatists"
    )
}

/// Bodies in the plural that speak for those whose they are: "their offices".
pub(super) fn is_mouthpiece(noun: &str) -> bool {
    matches!(
        noun,
        "offices"
            | "presidencies"
            | "governments"
            | "ministries"
            | "spokesmen"
            | "spokespersons"
            | "spokespeople"
            | "embassies"
            | "services"
    )
}

/// Whether one of two can be called by a noun in the plural: of "the ministers" each is a minister.
pub(super) fn is_one_of(noun: &str, entity: &Entity) -> bool {
    match noun {
        "leaders" | "statesmen" | "politicians" | "counterparts" | "heads" | "interlocutors" => {
            has(&entity.who.sectors, &["GOV", "ELI", "PTY", "OPP", "LEG", "REB", "UAF", "PRM", "MIL", "REL"])
        }
        _ => {
            let one = noun.strip_suffix('s').unwrap_or(noun);
            entity.roles.iter().any(|role| role.ends_with(one))
        }
    }
}

/// Offices in the plural that only their holders have.
pub(super) fn is_office(noun: &str) -> bool {
    matches!(noun, "presidents" | "ministers" | "premiers" | "chancellors" | "ambassadors" | "generals" | "kings")
}

/// Offices in the plural that mean two who met when no number stands before them: "the presidents".
pub(super) fn is_pair(noun: &str) -> bool {
    matches!(
        noun,
        "presidents"
            | "leaders"
            | "ministers"
            | "premiers"
            | "chancellors"
            | "counterparts"
            | "heads"
            | "interlocutors"
            | "statesmen"
    )
}

/// Whether an entity can be called by a noun that is none of its titles: "the militia leader", "the group", "the politician".
pub(super) fn suits(noun: &str, entity: &Entity, reference: &Reference) -> bool {
    let sectors = &entity.who.sectors;
    let last = noun.rsplit(' ').next().unwrap_or(noun);
    let own = &reference.who.sectors;
    match last {
        "leader" | "chief" | "commander" | "head" => {
            let armed = has(own, &["REB", "UAF", "PRM"]);
            let leads = entity.roles.iter().any(|role| {
                role.contains("leader")
                    || role.contains("commander")
                    || role.contains("secretary-general")
                    || role.contains("president")
                    || role.contains("minister")
                    || role.contains("chief")
                    || role.contains("king")
                    || role.contains("emir")
                    || role.contains("chancellor")
                    || role.contains("premier")
            });
            leads && armed == has(sectors, &["REB", "UAF", "PRM"])
        }
        "group" | "movement" | "organization" | "organisation" | "militia" | "faction" | "network" | "insurgents" => {
            entity.who.kind == PartyKind::Group
                || entity.who.kind == PartyKind::Body && has(sectors, &["REB", "PRM", "SOC"])
        }
        "party" => has(sectors, &["PTY"]) && entity.who.kind == PartyKind::Group,
        "politician" | "lawmaker" | "statesman" => has(sectors, &["GOV", "PTY", "LEG", "OPP", "ELI"]),
        "official" | "diplomat" | "spokesman" | "spokeswoman" | "spokesperson" | "envoy" => {
            entity.roles.iter().any(|role| role.ends_with(last))
        }
        "ministry" | "agency" | "organ" | "body" | "court" | "committee" | "commission" | "council" => {
            entity.roles.iter().any(|role| role.ends_with(last))
        }
        "newspaper" | "outlet" | "broadcaster" | "channel" => has(sectors, &["JRN"]),
        "country" | "nation" | "state" | "kingdom" | "republic" => {
            entity.who.kind == PartyKind::State && entity.who.name.is_some()
        }
        "gunman" | "attacker" | "assailant" | "suspect" | "bomber" | "shooter" => {
            has(sectors, &["UAF", "REB", "CRM"])
                || entity.roles.iter().any(|role| role.ends_with("man") || role == "suspect")
        }
        "company" | "firm" => has(sectors, &["BUS"]) || sectors.is_empty() && entity.who.kind == PartyKind::Body,
        "alliance" | "bloc" | "union" => {
            matches!(entity.who.country.as_deref(), Some("IGO" | "EUR" | "UNO")) && entity.who.kind == PartyKind::Body
        }
        "coalition" => entity.who.name.as_deref().is_some_and(|name| name.contains("coalition")),
        _ => false,
    }
}
