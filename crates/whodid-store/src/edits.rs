//! One field of a mention's record set by hand.

use std::borrow::Cow;

use whodid::mention::Scope;
use whodid::ontology::{Class, Context, Mode, Sector, Status};
use whodid::record::{Label, MentionRecord, PartyRecord};

/// The fields that can be set, for messages and help.
pub const FIELDS: &str = "event, mode, context, status, date, enddate, scope, place, actor, recipient, and of a participant \
                          (actor.2.code; without a number the first) entity_text, identifier_text, identifier_id, code, sector";

/// Sets a field; what changed, in words. Lists are parted by commas; an empty value, or `none`, empties the field.
///
/// # Errors
///
/// In words, when there is no such field or it cannot have such a value.
pub(crate) fn set(record: &mut MentionRecord, field: &str, value: &str) -> Result<String, String> {
    let value = value.trim();
    let none = value.is_empty() || value == "none";
    let before = shown(record, field)?;
    match field {
        "event" => {
            let class = Class::named(value).map_err(|unknown| unknown.to_string())?;
            record.event = vec![class.name().into()];
            // A mode is one of its class.
            record.mode.retain(|mode| Mode::named(class, mode).is_ok());
            scores(record, class)?;
        }
        "mode" => {
            let class = class_of(record)?;
            let named = |mode: &str| Mode::named(class, mode).map(|mode| mode.name().into());
            record.mode = listed(value, none, named).map_err(|unknown| format!("{unknown} in {}", class.name()))?;
            scores(record, class)?;
        }
        "context" => {
            record.context = listed(value, none, |name| Context::named(name).map(|context| context.name().into()))?
        }
        "scope" => record.scope = listed(value, none, |name| Scope::named(name).map(|scope| scope.name().into()))?,
        "status" => record.status = Status::named(value).map_err(|unknown| unknown.to_string())?.name().into(),
        "date" if none => {
            (record.date, record.enddate, record.date_precision, record.date_from) = (None, None, None, None)
        }
        "date" => {
            record.date = Some(day(value)?);
            record.date_precision = Some("day".into());
            record.date_from = Some("explicit".into());
            record.enddate = None;
        }
        "enddate" => {
            record.enddate = if none { None } else { Some(day(value)?) };
            if record.enddate < record.date && record.enddate.is_some() {
                return Err(format!("the last day, {value}, lies before the first"));
            }
            record.date_precision = Some(if none { "day" } else { "range" }.into());
        }
        "place" if none => record.event_loc = None,
        "place" => return Err("a place can only be taken away: place=none".into()),
        "actor" if none => record.actor.clear(),
        "recipient" if none => record.recipient.clear(),
        "actor" | "recipient" => {
            let party = PartyRecord { entity_text: value.into(), ..PartyRecord::default() };
            *parties(record, field)? = vec![party];
        }
        _ => set_party(record, field, value, none)?,
    }
    let after = shown(record, field)?;
    let told = |text: &str| if text.is_empty() { "none".to_string() } else { text.to_string() };
    Ok(format!("{field}: {} instead of {}", told(&after), told(&before)))
}

fn class_of(record: &MentionRecord) -> Result<Class, String> {
    Class::named(record.event.first().map_or("", |name| name)).map_err(|unknown| unknown.to_string())
}

/// What follows from class and modes, as the coder has it.
fn scores(record: &mut MentionRecord, class: Class) -> Result<(), String> {
    let mut mention = whodid::Mention::new(0, whodid::Span::default(), class);
    mention.modes = record.mode.iter().filter_map(|mode| Mode::named(class, mode).ok()).collect();
    record.quad_code = class.quad().code();
    record.event_scale = mention.score();
    Ok(())
}

fn listed<E: ToString>(
    value: &str,
    none: bool,
    named: impl Fn(&str) -> Result<Label, E>,
) -> Result<Vec<Label>, String> {
    if none {
        return Ok(Vec::new());
    }
    let mut list =
        value.split(',').map(|name| named(name.trim())).collect::<Result<Vec<_>, _>>().map_err(|e| e.to_string())?;
    list.sort_unstable();
    list.dedup();
    Ok(list)
}

fn day(value: &str) -> Result<String, String> {
    match value.parse::<jiff::civil::Date>() {
        // The parser knows other ways to write a day; records know one.
        Ok(date) if date.to_string() == value => Ok(value.to_string()),
        _ => Err(format!("`{value}` is no day; write it as 2024-05-31")),
    }
}

fn parties<'r>(record: &'r mut MentionRecord, role: &str) -> Result<&'r mut Vec<PartyRecord>, String> {
    match role {
        "actor" => Ok(&mut record.actor),
        "recipient" => Ok(&mut record.recipient),
        _ => Err(format!("no field is called `{role}`; there are {FIELDS}")),
    }
}

/// `actor.2.code`: the role, the number counted from 1, the field.
fn path(field: &str) -> Result<(&str, usize, Option<&str>), String> {
    let mut parts = field.split('.');
    let role = parts.next().unwrap_or("");
    let next = parts.next();
    let (number, name) = match next.map(str::parse::<usize>) {
        Some(Ok(number)) => (number, parts.next()),
        Some(Err(_)) => (1, next),
        None => (1, None),
    };
    if number == 0 || parts.next().is_some() {
        return Err(format!("no field is called `{field}`; there are {FIELDS}"));
    }
    Ok((role, number - 1, name))
}

fn set_party(record: &mut MentionRecord, field: &str, value: &str, none: bool) -> Result<(), String> {
    let (role, at, name) = path(field)?;
    let list = parties(record, role)?;
    if at > list.len() {
        return Err(format!("there are only {} in `{role}`", list.len()));
    }
    if name.is_none() && none {
        if at < list.len() {
            list.remove(at);
        }
        return Ok(());
    }
    if at == list.len() {
        list.push(PartyRecord::default());
    }
    let told = (!none).then(|| value.to_string());
    let party = &mut list[at];
    match name {
        None | Some("entity_text") => party.entity_text = value.into(),
        Some("identifier_text") => party.identifier_text = told,
        Some("identifier_id") => party.identifier_id = told,
        Some("code") => party.code = told,
        Some("sector") if none => party.sector = None,
        Some("sector") => {
            party.sector = Some(Cow::Borrowed(Sector::named(value).map_err(|unknown| unknown.to_string())?.code()));
        }
        Some(_) => return Err(format!("no field is called `{field}`; there are {FIELDS}")),
    }
    Ok(())
}

/// A field as it stands, in words.
fn shown(record: &MentionRecord, field: &str) -> Result<String, String> {
    let list = |labels: &[Label]| labels.join(", ");
    let names =
        |parties: &[PartyRecord]| parties.iter().map(|party| party.entity_text.clone()).collect::<Vec<_>>().join(", ");
    Ok(match field {
        "event" => list(&record.event),
        "mode" => list(&record.mode),
        "context" => list(&record.context),
        "scope" => list(&record.scope),
        "status" => record.status.to_string(),
        "date" => record.date.clone().unwrap_or_default(),
        "enddate" => record.enddate.clone().unwrap_or_default(),
        "place" => record.event_loc.as_ref().map(|place| place.extracted_place.clone()).unwrap_or_default(),
        "actor" => names(&record.actor),
        "recipient" => names(&record.recipient),
        _ => {
            let (role, at, name) = path(field)?;
            let list = match role {
                "actor" => &record.actor,
                "recipient" => &record.recipient,
                _ => return Err(format!("no field is called `{field}`; there are {FIELDS}")),
            };
            let party = list.get(at);
            let told = match name {
                None | Some("entity_text") => party.map(|party| party.entity_text.clone()),
                Some("identifier_text") => party.and_then(|party| party.identifier_text.clone()),
                Some("identifier_id") => party.and_then(|party| party.identifier_id.clone()),
                Some("code") => party.and_then(|party| party.code.clone()),
                Some("sector") => party.and_then(|party| party.sector.as_ref().map(ToString::to_string)),
                Some(_) => return Err(format!("no field is called `{field}`; there are {FIELDS}")),
            };
            told.unwrap_or_default()
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arrest() -> MentionRecord {
        MentionRecord {
            event: vec!["COERCE".into()],
            mode: vec!["arrest".into()],
            quad_code: 4,
            event_scale: -7.0,
            status: "actual".into(),
            date: Some("2024-05-31".into()),
            actor: vec![PartyRecord { entity_text: "Police".into(), ..PartyRecord::default() }],
            ..MentionRecord::default()
        }
    }

    #[test]
    fn a_class_brings_its_quad_and_score_and_leaves_the_modes_of_another() {
        let mut record = arrest();
        assert_eq!(set(&mut record, "event", "consult").unwrap(), "event: CONSULT instead of COERCE");
        assert_eq!((record.quad_code, record.event_scale, record.mode.len()), (1, 2.5, 0));
        set(&mut record, "mode", "visit").unwrap();
        assert_eq!(record.event_scale, 4.0);
    }

    #[test]
    fn participants_are_counted_from_one_and_the_next_may_be_added() {
        let mut record = arrest();
        set(&mut record, "actor.code", "NGA").unwrap();
        set(&mut record, "actor.2.entity_text", "soldiers").unwrap();
        assert_eq!(set(&mut record, "actor.2.sector", "MIL").unwrap(), "actor.2.sector: MIL instead of none");
        assert_eq!((record.actor[0].code.as_deref(), record.actor.len()), (Some("NGA"), 2));
        set(&mut record, "actor.1", "none").unwrap();
        assert_eq!(record.actor[0].entity_text, "soldiers");
    }

    #[test]
    fn what_cannot_be_is_refused_in_words() {
        let refused = |field: &str, value: &str| set(&mut arrest(), field, value).unwrap_err();
        assert_eq!(refused("event", "SHOUT"), "no class is called `SHOUT`");
        assert!(refused("mode", "visit").contains("visit"));
        assert!(refused("date", "31 May").contains("2024-05-31"));
        assert!(refused("date", "2024-02-30").contains("no day"));
        assert!(refused("enddate", "2024-05-01").contains("before"));
        assert!(refused("colour", "red").contains("there are event, mode"));
        assert!(refused("actor.5.code", "USA").contains("only 1"));
        assert!(refused("actor.0.code", "USA").contains("no field"));
    }
}
