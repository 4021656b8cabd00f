//! Lengths and repetitions, which hang on no day.

use super::said::Said;
use crate::resolve::time::lexicon::Class;
use crate::resolve::time::period::Unit;
use crate::resolve::time::token::VAGUE;
use crate::resolve::time::told::{Clock, Told};

/// "three years", "half an hour", "two years and three months".
pub(super) fn length(said: Said<'_>, rest: &str) -> Option<Told> {
    let unit = said.unit()?;
    let count = said.count();
    // "a second" is more often another one than a length.
    if count.is_none() && matches!(unit, Unit::Second | Unit::Weekend) {
        return None;
    }
    let definite = |count: f64| Told::length(unit.duration(Some(count)));
    Some(match rest {
        "half" => definite(count.filter(|count| *count >= 0.0).unwrap_or(1.0) + 0.5),
        "half0" => match unit {
            Unit::Hour => Told::length(Unit::Minute.duration(Some(30.0))),
            Unit::Year => Told::length(Unit::Month.duration(Some(6.0))),
            Unit::Decade | Unit::Century => definite(0.5),
            _ => definite(0.5),
        },
        "two" => {
            let counts: Vec<f64> = said.all(Class::N).collect();
            let units: Vec<Unit> = said.units().collect();
            let (&[one, other], &[first, second]) = (&counts[..], &units[..]) else { return None };
            let (one, other) = (first.duration(Some(one)), second.duration(Some(other)));
            // A time of day of the first stays where the second follows in the same part: P2DT3H, PT3H15M.
            let tail =
                if one.starts_with("PT") { other.trim_start_matches("PT") } else { other.trim_start_matches('P') };
            Told::length(format!("{one}{tail}"))
        }
        "plural" => Told::length(unit.duration(None)),
        "vague" => return None,
        _ => match count {
            Some(count) if count < 0.0 => Told::length(unit.duration(None)),
            Some(count) => definite(count),
            None => definite(1.0),
        },
    })
}

/// "every Tuesday", "twice a week", "daily".
pub(super) fn again(said: Said<'_>, rest: &str) -> Option<Told> {
    Some(Told::often(match rest {
        "weekday" => format!("XXXX-WXX-{}", said.any(&[Class::WEEKDAY, Class::WEEKDAYS])?),
        "part" => match Clock::part(said.any(&[Class::PART])?) {
            Clock::Part(part) => format!("XXXX-XX-XXT{part}"),
            _ => return None,
        },
        "month" => format!("XXXX-{:02}", said.any(&[Class::MONTH, Class::MAYMONTH])? as u8),
        "season" => {
            let names = ["WI", "SP", "SU", "FA"];
            format!("XXXX-{}", names.get(said.any(&[Class::SEASON, Class::AMBIGUOUS])? as usize - 1)?)
        }
        "nth" => said.unit()?.duration(Some(2.0)),
        "n" => said.unit()?.duration(said.count().filter(|count| *count != VAGUE)),
        "nth-n" => said.unit()?.duration(said.any(&[Class::NTH])),
        _ => said.unit()?.duration(Some(1.0)),
    }))
}
