//! Values of parameters, as they are read.

use whodid_store::{Degrees, NoDegrees, Scopes};

use super::parameters::{Group, PARAMETERS, Parameter};
use super::words::names;
use crate::problem::Problem;

pub(super) fn unknown(name: &str, takes: &[Group]) -> Problem {
    let there = PARAMETERS.iter().filter(|one| takes.contains(&one.group)).map(|one| one.name).collect::<Vec<_>>();
    let shown: String = name.chars().take(60).collect();
    let what = format!("this address takes no parameter `{shown}`");
    let advice = match there[..] {
        [] => "leave it out".to_string(),
        _ => format!("it takes {}", there.join(", ")),
    };
    Problem { parameter: None, ..Problem::of("", what, advice) }
}

/// The names in a value that is a list, as they are spelled in records.
pub(super) fn listed(parameter: &'static Parameter, value: &str) -> Result<Vec<String>, Problem> {
    let known = names(parameter.name);
    let named = |part: &str| -> Result<String, Problem> {
        if parameter.name == "scope" && (part == "any" || part == "none") {
            return Ok(part.to_string());
        }
        let found = known.iter().find(|name| name.eq_ignore_ascii_case(part));
        found.map(ToString::to_string).ok_or_else(|| {
            let what = format!("no {} is called `{part}`", parameter.name);
            Problem::of(parameter.name, what, format!("there are {}", known.join(", ")))
        })
    };
    value.split(',').map(str::trim).filter(|part| !part.is_empty()).map(named).collect()
}

pub(super) fn read_scopes(mut scopes: Vec<String>) -> Result<Scopes, Problem> {
    scopes.sort_unstable();
    scopes.dedup();
    let names: Vec<&str> = scopes.iter().map(String::as_str).collect();
    match names[..] {
        [] | ["none"] => Ok(Scopes::Unflagged),
        ["any"] => Ok(Scopes::Any),
        _ if names.contains(&"any") || names.contains(&"none") => {
            Err(Problem::of("scope", "`any` and `none` stand alone", "name flags, or one of the two"))
        }
        _ => Ok(Scopes::Flagged(scopes)),
    }
}

pub(super) fn pair(mut codes: Vec<String>) -> Result<Option<(String, String)>, Problem> {
    codes.retain(|code| !code.is_empty());
    codes.sort_unstable();
    let is_code = |code: &String| code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    match &codes[..] {
        [] => Ok(None),
        [one, other] if is_code(one) && is_code(other) => Ok(Some((one.clone(), other.clone()))),
        _ => Err(Problem::of(
            "between",
            "`between` takes two codes of countries",
            "write two of three letters, such as RUS,USA; for one country ask for a participant",
        )),
    }
}

pub(super) fn day(name: &'static str, value: &str) -> Result<String, Problem> {
    match value.parse::<jiff::civil::Date>() {
        Ok(date) if date.to_string() == value => Ok(date.to_string()),
        _ => Err(Problem::of(name, format!("`{value}` is no day"), "write it as 2024-05-31")),
    }
}

/// Numbers parted by commas; `None` unless there are so many, each of them one.
pub(super) fn numbers<const N: usize>(value: &str) -> Option<[f64; N]> {
    let read = |part: &str| part.trim().parse::<f64>().ok().filter(|number| number.is_finite());
    // Nought has one form.
    let all: Option<Vec<f64>> = value.split(',').map(|part| read(part).map(|number| number + 0.0)).collect();
    all?.try_into().ok()
}

/// West, south, east and north.
pub(super) fn degrees(value: &str) -> Result<Degrees, Problem> {
    value
        .parse()
        .map_err(|wanted: NoDegrees| Problem::of("within", format!("`within` cannot be `{value}`"), wanted.to_string()))
}
