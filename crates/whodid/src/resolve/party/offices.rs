//! Offices: which names of an office mean the same, and who holds one on a day.

use jiff::civil::Date;

use crate::resources::{Fact, Facts, Held, Kind};

/// True for the head of a state or of a government.
pub(super) fn is_head_of(role: &str) -> bool {
    matches!(role, "president" | "prime minister" | "premier" | "chancellor" | "king" | "leader")
}

/// True for offices that one person at a time holds.
pub(in crate::resolve) fn is_single(role: &str) -> bool {
    is_head_of(role) && role != "leader"
        || matches!(
            role,
            "queen"
                | "shah"
                | "emperor"
                | "emir"
                | "sultan"
                | "pope"
                | "foreign minister"
                | "defence minister"
                | "defense minister"
                | "interior minister"
                | "finance minister"
                | "secretary-general"
                | "secretary general"
                | "secretary of state"
                | "foreign secretary"
                | "defence secretary"
                | "taoiseach"
                | "supreme leader"
                | "crown prince"
                | "vice president"
        )
}

/// Words that make another office of one: a vice president is no president.
const OTHER: [&str; 8] = ["vice", "deputy", "assistant", "under", "shadow", "former", "elect", "spokesman"];

/// True when two names of an office mean the same: "premier" and "prime minister".
pub(in crate::resolve) fn same_office(one: &str, other: &str) -> bool {
    let (one, other) = (plain(one), plain(other));
    let ends = |long: &str, short: &str| {
        let before = long.strip_suffix(short).and_then(|before| before.strip_suffix(' '));
        before.is_some_and(|before| !before.split([' ', '-']).any(|word| OTHER.contains(&word)))
    };
    one == other || ends(&one, &other) || ends(&other, &one)
}

fn plain(office: &str) -> String {
    let office = office.to_lowercase().replace("defense", "defence").replace("secretary general", "secretary-general");
    let office = office.trim_start_matches("acting ").trim_start_matches("interim ").trim_start_matches("caretaker ");
    let office = office.trim_start_matches("transitional ");
    match office {
        "premier" | "pm" | "taoiseach" => "prime minister".into(),
        "foreign secretary"
        | "secretary of state"
        | "top diplomat"
        | "foreign affairs minister"
        | "minister of foreign affairs"
        | "minister for foreign affairs" => "foreign minister".into(),
        "defence secretary" | "secretary of defence" | "minister of defence" => "defence minister".into(),
        "home secretary" | "minister of interior" | "minister of the interior" => "interior minister".into(),
        "monarch" => "king".into(),
        _ => office.to_owned(),
    }
}

/// The one who certainly holds an office of a state or organisation on a day; `None` when nobody or several do.
pub(in crate::resolve) fn holder<'f>(
    facts: &'f Facts,
    code: &str,
    office: &str,
    date: Option<Date>,
) -> Option<&'f Fact> {
    let wanted = plain(office);
    let mut found: Option<&Fact> = None;
    let fits = |fact: &&Fact| {
        fact.kind == Kind::Leader
            && fact.held(date) == Held::Now
            && fact.from.is_some()
            && fact.office.as_deref().is_some_and(|own| plain(own) == wanted)
    };
    for fact in facts.holders(code).filter(fits) {
        if found.is_some_and(|other| other.name != fact.name) {
            return None;
        }
        found = Some(fact);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::same_office;

    #[test]
    fn a_vice_president_is_no_president() {
        assert!(same_office("president", "President"));
        assert!(same_office("interim president", "president"));
        assert!(same_office("premier", "prime minister"));
        assert!(same_office("secretary of state", "foreign minister"));
        assert!(same_office("foreign ministry spokesman", "spokesman"));
        assert!(!same_office("vice president", "president"));
        assert!(!same_office("deputy prime minister", "prime minister"));
    }
}
