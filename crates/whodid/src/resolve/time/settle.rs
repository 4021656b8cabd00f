//! From a pattern and its words to what they mean, against the day of publication and what has been told before.

mod account;
mod calendar;
mod length;
mod said;
mod season;

use jiff::ToSpan;
use jiff::civil::Date;

use super::grammar::{Captures, Rule};
use super::lexicon::Class;
use super::period::{Period, Unit};
use super::told::{Clock, DayOf, Sense, Told};
use super::{Direction, Order};
use crate::mention::DateFrom::Relative;
use crate::mention::{Precision, When};
use length::{again, length};
use said::Said;

/// Which way an open expression points, when somebody knows; `true` beside it when that is more than the verbs around.
pub(super) type Way<'w> = &'w dyn Fn() -> Option<(Direction, bool)>;

/// The direction alone.
fn side(way: Way<'_>) -> Option<Direction> {
    way().map(|(direction, _)| direction)
}

/// Settles the expressions of one document, one after another.
pub(super) struct Settler {
    published: Option<Date>,
    order: Order,
    /// The last period that was told, and how many sentences ago.
    last: Option<(Period, usize)>,
    /// The last quarter or half that an account was given of, likewise.
    account: Option<(Period, usize)>,
}

/// Sentences for which a quarter stays what "a year earlier" compares with.
const ACCOUNT: usize = 3;

/// Whether words such as "early" and "the end of" may stand before an expression of this action.
pub(super) fn is_dated(action: &str) -> bool {
    let not = ["skip", "now", "past", "future", "often", "length", "every", "after", "edge", "approx"];
    !not.iter().any(|start| action.starts_with(start))
}

/// Whether words such as "about" and "more than" may stand before an expression of this action.
pub(super) fn is_counted(action: &str) -> bool {
    ["length", "ago", "short", "earlier", "later", "after", "clock", "past", "ahead"]
        .iter()
        .any(|start| action.starts_with(start))
}

/// A time of day and a day as one; `None` when the two are no such pair.
pub(super) fn together(one: &Told, other: &Told) -> Option<Told> {
    let day_of = |told: &Told| match told.sense {
        Sense::Period(Period { first, unit: Unit::Day }) => Some(first),
        _ => None,
    };
    let clock_of = |told: &Told| match told.sense {
        Sense::Clock { clock, of, .. } => Some((clock, of)),
        _ => None,
    };
    let joined = |clock: Clock, day: Date, from| {
        Some(Told { sense: Sense::Clock { clock, day: Some(day), of: DayOf::Own }, from })
    };
    match (clock_of(one), clock_of(other), day_of(one), day_of(other)) {
        (Some((clock, _)), None, None, Some(day)) => joined(clock, day, other.from),
        (None, Some((clock, of)), Some(day), None) if of != DayOf::Own => joined(clock, day, one.from),
        // "9 o'clock this morning", "at 9 a.m. in the morning"
        (Some((clock @ Clock::At(..), of)), Some((Clock::Part(_), _)), ..) if of != DayOf::Own => match other.sense {
            Sense::Clock { day: Some(day), of, .. } => {
                Some(Told { sense: Sense::Clock { clock, day: Some(day), of }, from: other.from })
            }
            _ => None,
        },
        _ => None,
    }
}

/// Two days after a day, a month before it: what a length comes to beside the day it counts from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Distance {
    unit: Unit,
    count: i64,
}

impl Distance {
    /// The distance that a rule's words tell; backward when it is told with "before".
    pub(super) fn of(rule: &Rule, captures: &Captures, backward: bool) -> Option<Self> {
        let said = Said { rule, captures };
        let count = said.count().unwrap_or(1.0);
        let count = (count >= 0.0).then_some(count.round() as i64)?;
        Some(Distance { unit: said.unit()?, count: if backward { -count } else { count } })
    }

    /// Where it leads from a period.
    pub(super) fn from(self, base: Period) -> Option<When> {
        let day = base.first.checked_add(self.unit.days(self.count)?).ok()?;
        Period::around(day, self.unit.max(base.unit))?.when(Relative)
    }
}

impl Settler {
    pub(super) fn new(published: Option<Date>, order: Order) -> Self {
        Settler { published, order, last: None, account: None }
    }

    /// Remembers what later expressions may count from.
    pub(super) fn note(&mut self, rule: &Rule, told: &Told) {
        // What an account is compared with is no account of its own.
        let compared = ["ago", "earlier", "quarter-year-before"].contains(&rule.action.as_str());
        let period = match &told.sense {
            Sense::Period(period) => *period,
            Sense::Clock { day: Some(day), of: DayOf::Own, .. } => Period { first: *day, unit: Unit::Day },
            _ => return,
        };
        if !compared {
            self.last = Some((period, 0));
        }
        if matches!(period.unit, Unit::Quarter | Unit::Half) && !compared {
            self.account = Some((period, 0));
        }
    }

    /// A sentence is over.
    pub(super) fn sentence_ends(&mut self) {
        for memory in [&mut self.last, &mut self.account].into_iter().flatten() {
            memory.1 += 1;
        }
    }

    /// What a pattern's words mean; `None` when it says nothing of time, or no day of publication is known to count from.
    pub(super) fn settle(&self, rule: &Rule, captures: &Captures, way: Way<'_>) -> Option<Told> {
        let said = Said { rule, captures };
        let (family, rest) = rule.action.split_once('-').unwrap_or((&rule.action, ""));
        match family {
            "day" | "iso" | "slashed" | "month" | "year" | "decade" | "century" | "season" | "holiday" | "persian"
            | "hijri" => self.calendar(said, way),
            "quarter" | "half" => self.account(said, way),
            "weekday" => self.weekday(said, rest, way),
            "step" if rest.is_empty() => self.step(said.unit()?, said.by()),
            "step" | "part" | "night" | "told" | "clock" => self.hour(said),
            "ago" | "earlier" | "later" | "ahead" | "short" => self.away(said, family),
            "span" => self.span(said),
            "length" | "after" => length(said, rest),
            "every" | "often" => again(said, rest),
            "now" => Some(Told::open("PRESENT_REF")),
            "past" => Some(Told::open("PAST_REF")),
            "future" => Some(Told::open("FUTURE_REF")),
            _ => None,
        }
    }

    fn told(&self) -> Option<Period> {
        self.last.map(|(period, _)| period).or(Period::around(self.published?, Unit::Day))
    }

    /// The day that bare times of day belong to.
    fn day(&self) -> (Option<Date>, DayOf) {
        match self.last {
            Some((Period { first, unit: Unit::Day }, _)) => (Some(first), DayOf::Narrative),
            _ => (self.published, DayOf::Publication),
        }
    }

    /// The day that was told last, which later expressions may count from.
    pub(super) fn last_day(&self) -> Option<Period> {
        self.last.map(|(period, _)| period).filter(|period| period.unit == Unit::Day)
    }

    // ---- days by name, and steps ----

    fn weekday(&self, said: Said<'_>, rest: &str, way: Way<'_>) -> Option<Told> {
        let number = said.any(&[Class::WEEKDAY])? as i8;
        let clock = said.any(&[Class::PART, Class::SUNTIME]).map(Clock::part);
        let Some(today) = self.published else {
            let suffix = clock.map_or(String::new(), |clock| match clock {
                Clock::Part(part) => format!("T{part}"),
                _ => String::new(),
            });
            return Some(Told::open(format!("XXXX-WXX-{number}{suffix}")));
        };
        let weekday = jiff::civil::Weekday::from_monday_one_offset(number).ok()?;
        let same = today.weekday() == weekday;
        let (before, after) = (today.nth_weekday(-1, weekday).ok()?, today.nth_weekday(1, weekday).ok()?);
        let this_week = || {
            let monday = Period::around(today, Unit::Week)?.first;
            monday.checked_add(i64::from(number - 1).days()).ok()
        };
        let date = match rest {
            "step" if said.by() < 0 => before,
            "step" if said.by() > 0 => after,
            "step" => this_week()?,
            "week" => this_week()?.checked_add(said.by().weeks()).ok()?,
            _ if same => today,
            _ if side(way) == Some(Direction::Coming) => after,
            _ => before,
        };
        let sense = match clock {
            Some(clock) => Sense::Clock { clock, day: Some(date), of: DayOf::Own },
            None => Sense::Period(Period { first: date, unit: Unit::Day }),
        };
        Some(Told { sense, from: Relative })
    }

    /// "last week", "this year", "tomorrow".
    fn step(&self, unit: Unit, by: i64) -> Option<Told> {
        let Some(today) = self.published else {
            return Some(Told::open(if by < 0 {
                "PAST_REF"
            } else if by > 0 {
                "FUTURE_REF"
            } else {
                "PRESENT_REF"
            }));
        };
        let period = if unit == Unit::Weekend {
            // On a Sunday the weekend is still this one; on a Monday the last one was yesterday.
            Period::around(today.checked_add((7 * by).days()).ok()?, unit)?
        } else if unit == Unit::Fortnight {
            return None;
        } else {
            Period::around(today, unit)?.moved(by)?
        };
        Some(Told::period(period, Relative))
    }

    /// "earlier in the day": of the day that is told of.
    fn hourless_day(&self) -> Option<Told> {
        let (day, _) = self.day();
        Some(Told::period(Period { first: day?, unit: Unit::Day }, Relative))
    }

    /// Times of day, and periods counted from the last that was told.
    fn hour(&self, said: Said<'_>) -> Option<Told> {
        let clock = |clock, day, of| Some(Told { sense: Sense::Clock { clock, day, of }, from: Relative });
        let day_from = |date: Option<Date>, by: i64| date.and_then(|date| date.checked_add(by.days()).ok());
        let part = || said.any(&[Class::PART, Class::SUNTIME]).map(Clock::part);
        let by = said.by();
        match said.rule.action.as_str() {
            "step-part" => clock(part()?, day_from(self.published, by), DayOf::Own),
            "part-step" => clock(part().unwrap_or(Clock::Part("EV")), day_from(self.published, by), DayOf::Own),
            "night" => clock(Clock::Part("NI"), day_from(self.published, by), DayOf::Own),
            "part" => {
                let (day, of) = self.day();
                clock(part()?, day, of)
            }
            "told-part" => clock(part()?, day_from(self.day().0, by), DayOf::Own),
            "told" => {
                let unit = said.unit()?;
                let period = Period::around(self.told()?.first, unit)?;
                Some(Told::period(period.moved(by)?, Relative))
            }
            "told-vague" => None,
            "clock" => {
                let (day, of) = self.day();
                let zone = said.any(&[Class::ZONE]).map(|zone| zone as i16);
                clock(Clock::At(said.minutes()?, zone), day, of)
            }
            _ => None,
        }
    }

    // ---- so far away ----

    /// "two days ago", "a year earlier", "minutes later".
    fn away(&self, said: Said<'_>, family: &str) -> Option<Told> {
        let sign = if matches!(family, "later" | "ahead") { 1 } else { -1 };
        if family == "short" {
            let (day, of) = if said.rule.action == "short-ago" { (self.published, DayOf::Own) } else { self.day() };
            return Some(Told { sense: Sense::Clock { clock: Clock::Unknown, day, of }, from: Relative });
        }
        let unit = said.unit()?;
        let from_told = matches!(family, "earlier" | "later");
        let count = match said.count() {
            Some(count) if count < 0.0 => {
                let open = if sign < 0 { "PAST_REF" } else { "FUTURE_REF" };
                return Some(if from_told { Told::length(unit.duration(None)) } else { Told::open(open) });
            }
            Some(count) => count.round() as i64,
            None => 1,
        };
        let account = self.account.filter(|(_, ago)| *ago <= ACCOUNT).map(|(period, _)| period);
        // An account is compared with the same quarter or month of another year.
        if let Some(account) = account.filter(|_| unit == Unit::Year && sign < 0 && count == 1) {
            return Some(Told::period(account.away(-1, Unit::Year)?, Relative));
        }
        let base = if from_told { self.told()?.first } else { self.published? };
        let day = base.checked_add(unit.days(sign * count)?).ok()?;
        // "a decade ago" means a year, not ten.
        let grain = if unit >= Unit::Year { Unit::Year } else { unit };
        Some(Told::period(Period::around(day, grain)?, Relative))
    }

    /// "the last three months": so long, up to the day of publication or from it on.
    fn span(&self, said: Said<'_>) -> Option<Told> {
        let unit = said.unit()?;
        let count = match said.count() {
            Some(count) => Some(count).filter(|count| *count >= 0.0),
            None => Some(1.0),
        };
        let value = unit.duration(count);
        let length = count.and_then(|count| unit.days((count.round() as i64) * said.by()));
        let hours = matches!(unit, Unit::Hour | Unit::Minute | Unit::Second);
        let length = length.or_else(|| (hours && said.by() != 0).then(|| said.by().days()));
        let when = self.published.zip(length).filter(|_| said.by() != 0).and_then(|(today, length)| {
            let other = today.checked_add(length).ok()?;
            let (date, end) = (today.min(other), Some(today.max(other)));
            Some(When { date, end, precision: Precision::Range, from: Relative })
        });
        Some(Told { sense: Sense::Length(value, when), from: Relative })
    }
}
