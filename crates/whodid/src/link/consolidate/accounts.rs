//! What each side says of an event, and where the sides differ.

use std::sync::Arc;

use crate::Report;
use crate::event::{Account, Voice};
use crate::ontology::Status;

/// The accounts of an event by who gives them, when more than one side tells of it; none when only outlets do in their own voice.
pub(super) fn accounts(members: &[&Report]) -> Vec<Account> {
    let mut sides: Vec<Vec<&Report>> = Vec::new();
    for member in members {
        match sides.iter_mut().find(|side| same_voice(&side[0].according_to, &member.according_to)) {
            Some(side) => side.push(member),
            None => sides.push(vec![member]),
        }
    }
    if sides.len() < 2 {
        return Vec::new();
    }
    let account = |side: &Vec<&Report>| Account {
        according_to: side[0].according_to.iter().map(|voice| Voice::clone(voice)).collect(),
        mentions: side.iter().map(|member| member.id.to_string()).collect(),
        text: side[0].text.to_string(),
        differs: differs(side, members),
    };
    sides.iter().map(account).collect()
}

/// Whether two mentions are told by the same: the first one who says so decides, by code and sector where it has them, else by name.
fn same_voice(one: &[Arc<Voice>], other: &[Arc<Voice>]) -> bool {
    match (one.first(), other.first()) {
        (None, None) => true,
        (Some(a), Some(b)) => {
            let codes = |voice: &Voice| (voice.code.clone(), voice.sector.clone());
            let known = a.code.is_some() && a.sector.is_some();
            known && codes(a) == codes(b) || a.entity_text.eq_ignore_ascii_case(&b.entity_text)
        }
        _ => false,
    }
}

/// Where one side departs from the rest.
fn differs(side: &[&Report], members: &[&Report]) -> Vec<String> {
    let mut out = Vec::new();
    let others: Vec<&&Report> = members.iter().filter(|member| side.iter().all(|own| own.id != member.id)).collect();
    let denied = |report: &Report| report.status == Status::Negated;
    if side.iter().all(|own| denied(own)) && others.iter().any(|other| !denied(other)) {
        out.push("denies it".to_string());
    }
    for own in side.iter().flat_map(|own| &own.figures) {
        let Some(number) = own.least.or(own.most) else { continue };
        let elsewhere = others.iter().flat_map(|other| &other.figures).filter(|figure| figure.kind == own.kind);
        let mut other: Vec<u64> = elsewhere.filter_map(|figure| figure.least.or(figure.most)).collect();
        other.sort_unstable();
        other.dedup();
        if !other.is_empty() && !other.contains(&number) {
            let other: Vec<String> = other.iter().map(u64::to_string).collect();
            out.push(format!("{}: {number}, not {}", own.kind, other.join(" or ")));
        }
    }
    let days: Vec<String> = dates(side);
    let elsewhere: Vec<String> = others.iter().flat_map(|other| dates(&[**other])).collect();
    if let Some(day) = days.first()
        && !elsewhere.is_empty()
        && !elsewhere.contains(day)
    {
        out.push(format!("on {day}, not {}", elsewhere[0]));
    }
    let starts = |reports: &mut dyn Iterator<Item = &&Report>| -> Vec<String> {
        let mut codes: Vec<String> = reports.filter_map(|report| lone_actor(report)).collect();
        codes.sort();
        codes.dedup();
        codes
    };
    let (own, theirs) = (starts(&mut side.iter()), starts(&mut others.iter().copied()));
    if let ([one], [other]) = (&own[..], &theirs[..])
        && one != other
    {
        out.push(format!("begun by {one}, not {other}"));
    }
    out.dedup();
    out
}

/// Days that the text tells.
fn dates(reports: &[&Report]) -> Vec<String> {
    use crate::mention::DateFrom;
    let told =
        reports.iter().filter(|report| matches!(report.date_from, Some(DateFrom::Explicit | DateFrom::Relative)));
    told.filter_map(|report| report.date).map(|day| day.to_string()).collect()
}

/// The country of the one actor, when the mention has a recipient too: who called whom.
fn lone_actor(report: &Report) -> Option<String> {
    let [actor] = &report.actors[..] else { return None };
    (!report.recipients.is_empty()).then(|| actor.code.clone())?
}
