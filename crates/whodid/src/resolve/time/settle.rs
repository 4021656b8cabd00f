//! From a pattern and its words to what they mean, against the day of publication and what has been told before.

use jiff::ToSpan;
use jiff::civil::Date;

use super::calendars::Calendar;
use super::grammar::{Captures, Rule};
use super::lexicon::{Class, code};
use super::period::{Period, Unit};
use super::told::{Clock, Sense, Told};
use super::token::VAGUE;
use super::{Direction, Order};
use crate::mention::DateFrom::{Explicit, Relative};

/// Settles the expressions of one document, one after another.
pub(super) struct Settler {
    published: Option<Date>,
    order: Order,
    /// The last period that was told, and how many sentences ago.
    last: Option<(Period, usize)>,
    /// The last quarter, half or month that an account was given of, likewise.
    account: Option<(Period, usize)>,
}

/// Sentences for which a quarter stays what "a year earlier" compares with.
const ACCOUNT: usize = 3;

/// Whether words such as "early" and "the end of" may stand before an expression of this action.
pub(super) fn is_dated(action: &str) -> bool {
    let not = ["skip", "now", "past", "future", "coming", "often", "length", "every", "after", "edge", "approx"];
    !not.iter().any(|start| action.starts_with(start))
}

/// Whether words such as "about" and "more than" may stand before an expression of this action.
pub(super) fn is_counted(action: &str) -> bool {
    ["length", "ago", "short", "earlier", "later", "after", "clock", "past", "ahead"].iter().any(|start| action.starts_with(start))
}

/// A time of day and a day as one; `None` when the two are no such pair.
pub(super) fn together(one: &Told, other: &Told) -> Option<Told> {
    let day_of = |told: &Told| match told.sense {
        Sense::Period(Period { first, unit: Unit::Day }) => Some(first),
        _ => None,
    };
    let clock_of = |told: &Told| match told.sense {
        Sense::Clock { clock, said, .. } => Some((clock, said)),
        _ => None,
    };
    let joined = |clock: Clock, day: Date, from| {
        Some(Told { sense: Sense::Clock { clock, day: Some(day), said: true }, from })
    };
    match (clock_of(one), clock_of(other), day_of(one), day_of(other)) {
        (Some((clock, _)), None, None, Some(day)) => joined(clock, day, other.from),
        (None, Some((clock, false)), Some(day), None) => joined(clock, day, one.from),
        // "9 o'clock this morning", "at 9 a.m. in the morning"
        (Some((clock @ Clock::At(..), false)), Some((Clock::Part(_), _)), ..) => match other.sense {
            Sense::Clock { day: Some(day), said, .. } => {
                Some(Told { sense: Sense::Clock { clock, day: Some(day), said }, from: other.from })
            }
            _ => None,
        },
        _ => None,
    }
}

impl Settler {
    pub(super) fn new(published: Option<Date>, order: Order) -> Self {
        Settler { published, order, last: None, account: None }
    }

    /// Remembers what later expressions may count from.
    pub(super) fn note(&mut self, told: &Told) {
        let period = match &told.sense {
            Sense::Period(period) => *period,
            Sense::Clock { day: Some(day), said: true, .. } => Period { first: *day, unit: Unit::Day },
            _ => return,
        };
        self.last = Some((period, 0));
        if matches!(period.unit, Unit::Quarter | Unit::Half | Unit::Month) {
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
    pub(super) fn settle(
        &self,
        rule: &Rule,
        captures: &Captures,
        way: &dyn Fn() -> Option<Direction>,
    ) -> Option<Told> {
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
            "future" | "coming" => Some(Told::open("FUTURE_REF")),
            _ => None,
        }
    }

    fn told(&self) -> Option<Period> {
        self.last.map(|(period, _)| period).or(Period::around(self.published?, Unit::Day))
    }

    /// The day that bare times of day belong to.
    fn day(&self) -> (Option<Date>, bool) {
        match self.last {
            Some((Period { first, unit: Unit::Day }, _)) => (Some(first), true),
            _ => (self.published, false),
        }
    }

    // ---- days, months and years of the calendar ----

    fn calendar(&self, said: Said<'_>, way: &dyn Fn() -> Option<Direction>) -> Option<Told> {
        let explicit = |period| Some(Told::period(period, Explicit));
        let month = || said.any(&[Class::MONTH, Class::MAYMONTH]).map(|month| month as i8);
        let year = said.year();
        let years_on = || Some(self.published?.year() + said.by() as i16);
        match said.rule.action.as_str() {
            "day" | "day-of" => {
                let (month, day) = (month()?, said.any(&[Class::DAY, Class::NTH])? as i8);
                let year = if said.rule.action == "day-of" { years_on() } else { year };
                match year {
                    Some(year) => explicit(Period { first: Date::new(year, month, day).ok()?, unit: Unit::Day }),
                    None => self.day_of_open_year(month, day, way),
                }
            }
            "day-part" => self.hourless_day(),
            "iso" | "slashed" => self.numeric(said),
            "month" => match (month()?, year) {
                (month, Some(year)) => explicit(Period::of_months(year, month, Unit::Month)?),
                (month, None) => self.open_month(month, way),
            },
            "month-of" => explicit(Period::of_months(years_on()?, month()?, Unit::Month)?),
            "month-step" => {
                let today = Period::around(self.published?, Unit::Month)?;
                let this = Period::of_months(today.first.year(), month()?, Unit::Month)?;
                let years = match said.by() {
                    -1 if this.first >= today.first => -1,
                    1 if this.first <= today.first => 1,
                    _ => 0,
                };
                explicit(this.away(years, Unit::Year)?)
            }
            "year" => explicit(Period::of_months(year?, 1, Unit::Year)?),
            "year-bare" => explicit(Period::of_months(year.filter(|year| (1900..2060).contains(year))?, 1, Unit::Year)?),
            "year-span" => {
                let (first, last) = (year?, said.any(&[Class::DAY, Class::N])? as i16);
                (first % 100 < last).then_some(())?;
                explicit(Period::of_months(first, 1, Unit::Year)?)
            }
            "decade" => {
                let tens = said.any(&[Class::TENS]).map(|tens| 190 + tens as i16 / 10);
                let decade = said.any(&[Class::DECADE]).map(|decade| decade as i16).or(tens)?;
                explicit(Period::of_months(decade * 10, 1, Unit::Decade)?)
            }
            "century" => {
                let number = said.any(&[Class::NTH]).filter(|number| (1.0..=30.0).contains(number))? as i16;
                explicit(Period::of_months((number - 1) * 100, 1, Unit::Century)?)
            }
            "century-step" => self.step(Unit::Century, said.by()),
            "season" | "season-step" => self.season(said, way),
            "holiday" => self.holiday(said.number(0)? as i32, way),
            "persian" => self.other(Calendar::Persian, said.any(&[Class::PERSIAN])?, said, way),
            "hijri" => {
                let by_number = |class: Class| {
                    let second = said.all(Class::NTH).last().is_some_and(|nth| nth == 2.0);
                    said.any(&[class]).map(|month| month + f64::from(u8::from(second)))
                };
                let month = said.any(&[Class::HIJRI]);
                let month = month.or_else(|| by_number(Class::RABI)).or_else(|| by_number(Class::JUMADA))?;
                self.other(Calendar::Hijri, month, said, way)
            }
            "hijri-month" => self.other(Calendar::Hijri, said.any(&[Class::HIJRI])?, said, way),
            _ => None,
        }
    }

    /// A day whose year is not told: the nearest one on the side that the verbs point to.
    fn day_of_open_year(&self, month: i8, day: i8, way: &dyn Fn() -> Option<Direction>) -> Option<Told> {
        let Some(today) = self.published else {
            return Some(Told::open(format!("XXXX-{month:02}-{day:02}")));
        };
        let years = today.year() - 4..=today.year() + 4;
        let of_year = |year: i16| Date::new(year, month, day).ok();
        let side = |date: &Date| match way() {
            Some(Direction::Past) => *date <= today,
            Some(Direction::Coming) => *date >= today,
            None => true,
        };
        let gap = |date: &Date| today.since(*date).map_or(i32::MAX, |gap| gap.get_days().abs());
        let first = years.filter_map(of_year).filter(side).min_by_key(gap)?;
        Some(Told::period(Period { first, unit: Unit::Day }, Explicit))
    }

    fn open_month(&self, month: i8, way: &dyn Fn() -> Option<Direction>) -> Option<Told> {
        let Some(today) = self.published else { return Some(Told::open(format!("XXXX-{month:02}"))) };
        let this = Period::of_months(today.year(), month, Unit::Month)?;
        let here = i64::from(today.month());
        let years = match (way(), i64::from(month) - here) {
            (Some(Direction::Past), ahead) if ahead > 0 => -1,
            (Some(Direction::Coming), ahead) if ahead < 0 => 1,
            (None, ahead) if ahead > 6 => -1,
            (None, ahead) if ahead < -6 => 1,
            _ => 0,
        };
        Some(Told::period(this.away(years, Unit::Year)?, Explicit))
    }

    /// "1999-12-31", "12/31/99".
    fn numeric(&self, said: Said<'_>) -> Option<Told> {
        let date = |number: f64| {
            let (year, rest) = ((number / 10_000.0) as i16, number as i64 % 10_000);
            Date::new(year, (rest / 100) as i8, (rest % 100) as i8).ok()
        };
        let of = |first| Some(Told::period(Period { first, unit: Unit::Day }, Explicit));
        if let Some(number) = said.any(&[Class::ISO, Class::ISOTIME]) {
            let day = date(number)?;
            return match said.any(&[Class::CLOCK]) {
                Some(minutes) => {
                    let clock = Clock::At(minutes as u16, None);
                    Some(Told { sense: Sense::Clock { clock, day: Some(day), said: true }, from: Explicit })
                }
                None => of(day),
            };
        }
        let number = said.any(&[Class::SLASHED]).filter(|number| *number < 1e9)?;
        let (by_dot, number) = (number >= 1e8, number % 1e8);
        let swapped = (number / 10_000.0).trunc() * 10_000.0 + (number % 100.0) * 100.0 + (number / 100.0).trunc() % 100.0;
        let order = if by_dot { Order::DayFirst } else { self.order };
        match (date(number), date(swapped), order) {
            (Some(day), None, _) | (None, Some(day), _) => of(day),
            (Some(month_first), Some(_), Order::MonthFirst) => of(month_first),
            (Some(_), Some(day_first), Order::DayFirst) => of(day_first),
            (Some(one), Some(other), Order::Unknown) if one == other || Some(one) == self.published => of(one),
            (Some(_), Some(other), Order::Unknown) if Some(other) == self.published => of(other),
            (Some(either), Some(_), Order::Unknown) => Some(Told::open(format!("{:04}-XX-XX", either.year()))),
            (None, None, _) => None,
        }
    }

    fn season(&self, said: Said<'_>, way: &dyn Fn() -> Option<Direction>) -> Option<Told> {
        // The tables count winter, spring, summer, autumn from 1; winter begins in the December before.
        let season = said.any(&[Class::SEASON, Class::AMBIGUOUS])? as i8;
        let of_year = |year: i16| match season {
            1 => Period::of_months(year - 1, 12, Unit::Season),
            _ => Period::of_months(year, 3 * season - 3, Unit::Season),
        };
        if let Some(year) = said.year() {
            return Some(Told::period(of_year(year)?, Explicit));
        }
        let today = self.published?;
        let this = of_year(today.year())?;
        let step = (said.rule.action == "season-step").then(|| said.by());
        let years = match (step, way()) {
            // A winter is begun in one year and told of in the next.
            (Some(-1), _) if this.last()? >= today => -1,
            (Some(1), _) if this.first <= today => 1,
            (None, Some(Direction::Coming)) if this.last()? < today => 1,
            (None, Some(Direction::Past)) if this.first > today => -1,
            _ => 0,
        };
        Some(Told::period(this.away(years, Unit::Year)?, Relative))
    }

    fn holiday(&self, number: i32, way: &dyn Fn() -> Option<Direction>) -> Option<Told> {
        let of_year = |year: i16| -> Option<Date> {
            let nth = |month: i8, nth: i8, day| Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, day).ok();
            match number {
                9001 => nth(11, 4, jiff::civil::Weekday::Thursday),
                9002 => nth(5, -1, jiff::civil::Weekday::Monday),
                9003 => nth(9, 1, jiff::civil::Weekday::Monday),
                9004 => easter(year),
                9005 => easter(year)?.checked_sub(2.days()).ok(),
                9006 => easter(year)?.tomorrow().ok(),
                _ => Date::new(year, (number / 100) as i8, (number % 100) as i8).ok(),
            }
        };
        let Some(today) = self.published else {
            let fixed = number < 9000;
            return fixed.then(|| Told::open(format!("XXXX-{:02}-{:02}", number / 100, number % 100)));
        };
        let side = |date: &Date| match way() {
            Some(Direction::Past) => *date <= today,
            Some(Direction::Coming) => *date >= today,
            None => true,
        };
        let gap = |date: &Date| today.since(*date).map_or(i32::MAX, |gap| gap.get_days().abs());
        let years = today.year() - 1..=today.year() + 1;
        let first = years.filter_map(of_year).filter(side).min_by_key(gap)?;
        Some(Told::period(Period { first, unit: Unit::Day }, Relative))
    }

    /// A day or month of another calendar.
    fn other(&self, calendar: Calendar, month: f64, said: Said<'_>, way: &dyn Fn() -> Option<Direction>) -> Option<Told> {
        let (month, day) = (month as u8, said.any(&[Class::DAY, Class::NTH]).map(|day| day as u8));
        let first = match said.year() {
            Some(year) => calendar.day(i32::from(year), month, day.unwrap_or(1))?,
            None => calendar.nearest(month, day.unwrap_or(1), self.published?, way() == Some(Direction::Past))?,
        };
        if day.is_some() {
            return Some(Told::period(Period { first, unit: Unit::Day }, Explicit));
        }
        // A month of another calendar is no month of ours: what it covers, with its first day's month as its value.
        Some(Told::period(Period::around(first, Unit::Month)?, Explicit))
    }

    // ---- quarters and halves ----

    fn account(&self, said: Said<'_>, way: &dyn Fn() -> Option<Direction>) -> Option<Told> {
        let (unit, months) = if said.rule.action.starts_with("half") { (Unit::Half, 6) } else { (Unit::Quarter, 3) };
        let number = said.any(&[Class::NTH, Class::QUARTERNAME, Class::HALFNAME]).unwrap_or(4.0) as i8;
        let number = number.min(12 / months);
        let of_year = |year: i16| Period::of_months(year, (number - 1) * months + 1, unit);
        if let Some(year) = said.year() {
            return Some(Told::period(of_year(year)?, Explicit));
        }
        let today = self.published?;
        let this = Period::around(today, unit)?;
        let account = self.account.filter(|(period, ago)| period.unit == unit && *ago <= ACCOUNT).map(|(period, _)| period);
        let period = match said.rule.action.as_str() {
            "quarter-of" | "half-of" => of_year(today.year() + said.by() as i16)?,
            "quarter-step" => this.moved(said.by())?,
            "quarter-latest" => account.or_else(|| this.moved(-1))?,
            "quarter-year-before" => account.or_else(|| this.moved(-1))?.moved(-4)?,
            _ => {
                let of_today = of_year(today.year())?;
                match way() {
                    Some(Direction::Coming) if of_today.last()? < today => of_today.away(1, Unit::Year)?,
                    Some(Direction::Coming) => of_today,
                    _ if of_today.first > today => of_today.away(-1, Unit::Year)?,
                    _ => of_today,
                }
            }
        };
        Some(Told::period(period, Relative))
    }

    // ---- days by name, and steps ----

    fn weekday(&self, said: Said<'_>, rest: &str, way: &dyn Fn() -> Option<Direction>) -> Option<Told> {
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
            _ if way() == Some(Direction::Coming) => after,
            _ => before,
        };
        let sense = match clock {
            Some(clock) => Sense::Clock { clock, day: Some(date), said: true },
            None => Sense::Period(Period { first: date, unit: Unit::Day }),
        };
        Some(Told { sense, from: Relative })
    }

    /// "last week", "this year", "tomorrow".
    fn step(&self, unit: Unit, by: i64) -> Option<Told> {
        let Some(today) = self.published else {
            return Some(Told::open(if by < 0 { "PAST_REF" } else if by > 0 { "FUTURE_REF" } else { "PRESENT_REF" }));
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
        let clock = |clock, day, known| Some(Told { sense: Sense::Clock { clock, day, said: known }, from: Relative });
        let day_from = |date: Option<Date>, by: i64| date.and_then(|date| date.checked_add(by.days()).ok());
        let part = || said.any(&[Class::PART, Class::SUNTIME]).map(Clock::part);
        let by = said.by();
        match said.rule.action.as_str() {
            "step-part" => clock(part()?, day_from(self.published, by), true),
            "part-step" => clock(part().unwrap_or(Clock::Part("EV")), day_from(self.published, by), true),
            "night" => clock(Clock::Part("NI"), day_from(self.published, by), true),
            "part" => {
                let (day, known) = self.day();
                clock(part()?, day, known)
            }
            "told-part" => clock(part()?, day_from(self.day().0, by), true),
            "told" => {
                let unit = said.unit()?;
                let period = Period::around(self.told()?.first, unit)?;
                Some(Told::period(period.moved(by)?, Relative))
            }
            "told-vague" => None,
            "clock" => {
                let (day, known) = self.day();
                let zone = said.any(&[Class::ZONE]).map(|zone| zone as i16);
                clock(Clock::At(said.minutes()?, zone), day, known)
            }
            _ => None,
        }
    }

    // ---- so far away ----

    /// "two days ago", "a year earlier", "minutes later".
    fn away(&self, said: Said<'_>, family: &str) -> Option<Told> {
        let sign = if matches!(family, "later" | "ahead") { 1 } else { -1 };
        if family == "short" {
            let (day, known) = if said.rule.action == "short-ago" { (self.published, true) } else { self.day() };
            let known = known && day.is_some();
            return Some(Told { sense: Sense::Clock { clock: Clock::Unknown, day, said: known }, from: Relative });
        }
        let unit = said.unit()?;
        let count = match said.count() {
            Some(count) if count < 0.0 => {
                let open = if sign < 0 { "PAST_REF" } else { "FUTURE_REF" };
                return Some(if family == "later" { Told::length(unit.duration(None)) } else { Told::open(open) });
            }
            Some(count) => count.round() as i64,
            None => 1,
        };
        let account = self.account.filter(|(_, ago)| *ago <= ACCOUNT).map(|(period, _)| period);
        let from_told = matches!(family, "earlier" | "later");
        // An account is compared with the same quarter or month of another year.
        if let Some(account) = account.filter(|_| unit == Unit::Year && sign < 0 && count == 1) {
            return Some(Told::period(account.away(-1, Unit::Year)?, Relative));
        }
        let base = if from_told { self.told()?.first } else { self.published? };
        let day = base.checked_add(unit.days(sign * count)?).ok()?;
        Some(Told::period(Period::around(day, unit)?, Relative))
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
        let days = self.published.zip(length).filter(|_| said.by() != 0).and_then(|(today, length)| {
            let other = today.checked_add(length).ok()?;
            Some((today.min(other), today.max(other)))
        });
        Some(Told { sense: Sense::Length(value, days), from: Relative })
    }
}

/// "three years", "half an hour", "two years and three months".
fn length(said: Said<'_>, rest: &str) -> Option<Told> {
    let unit = said.unit()?;
    let count = said.count();
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
            let tail = if one.starts_with("PT") { other.trim_start_matches("PT") } else { other.trim_start_matches('P') };
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
fn again(said: Said<'_>, rest: &str) -> Option<Told> {
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

/// Easter Sunday of the western churches, after Butcher's rule.
fn easter(year: i16) -> Option<Date> {
    let year = i32::from(year);
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// A rule with the values of the words that it went through.
#[derive(Clone, Copy)]
struct Said<'r> {
    rule: &'r Rule,
    captures: &'r Captures,
}

impl Said<'_> {
    fn any(&self, classes: &[Class]) -> Option<f64> {
        self.captures.first(classes)
    }

    fn all(&self, class: Class) -> impl Iterator<Item = f64> {
        self.captures.all(class)
    }

    /// An argument of the rule as a number.
    fn number(&self, at: usize) -> Option<f64> {
        self.rule.arguments.get(at)?.parse().ok()
    }

    /// The rule's number: how many steps.
    fn by(&self) -> i64 {
        self.rule.arguments.iter().find_map(|argument| argument.parse().ok()).unwrap_or(0)
    }

    /// The unit that the rule names, else the first one said.
    fn unit(&self) -> Option<Unit> {
        let named = self.rule.arguments.iter().filter(|argument| argument.parse::<i64>().is_err()).find_map(|a| code(a));
        Unit::of(named.or_else(|| self.any(&[Class::UNIT, Class::UNITS, Class::SHORT, Class::SHORTS, Class::OFTEN]))?)
    }

    /// The units said, in order.
    fn units(&self) -> impl Iterator<Item = Unit> {
        self.captures.among(&[Class::UNIT, Class::UNITS, Class::SHORT, Class::SHORTS]).filter_map(Unit::of)
    }

    /// The number said, negative when it is a vague one; the last of "two or three".
    fn count(&self) -> Option<f64> {
        self.all(Class::N).last()
    }

    fn year(&self) -> Option<i16> {
        self.captures.among(&[Class::YEAR, Class::SHORTYEAR]).last().map(|year| year as i16)
    }

    /// Minutes from midnight.
    fn minutes(&self) -> Option<u16> {
        let afternoon = self.any(&[Class::AMPM]);
        let minutes = match (self.any(&[Class::CLOCK]), self.any(&[Class::HOURWORD])) {
            (Some(minutes), _) => minutes,
            (None, Some(hour)) => hour * 60.0,
            (None, None) => {
                let number = self.any(&[Class::N, Class::DAY])?;
                // "1430 GMT"
                if number >= 100.0 { (number / 100.0).trunc() * 60.0 + number % 100.0 } else { number * 60.0 }
            }
        };
        let half = if self.rule.action == "clock-half" { 30.0 } else { 0.0 };
        let minutes = match afternoon {
            Some(later) if minutes < 780.0 => minutes % 720.0 + later * 60.0,
            _ => minutes,
        };
        (0.0..1500.0).contains(&(minutes + half)).then_some((minutes + half) as u16)
    }
}
