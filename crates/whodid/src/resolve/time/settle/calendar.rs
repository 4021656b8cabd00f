//! Days, months, years, decades and centuries as the calendar has them.

use jiff::civil::Date;

use super::said::Said;
use super::{Settler, Way};
use crate::mention::DateFrom::Explicit;
use crate::resolve::time::calendars::Calendar;
use crate::resolve::time::lexicon::Class;
use crate::resolve::time::period::{Period, Unit};
use crate::resolve::time::told::{Clock, DayOf, Sense, Told};
use crate::resolve::time::{Direction, Order};

impl Settler {
    pub(super) fn calendar(&self, said: Said<'_>, way: Way<'_>) -> Option<Told> {
        let explicit = |period| Some(Told::period(period, Explicit));
        let month = || said.any(&[Class::MONTH, Class::MAYMONTH]).map(|month| month as i8);
        let year = said.year();
        // "November of that year": the year told last.
        let told_year = || self.told().map(|told| told.first.year());
        let years_on = || Some(self.published?.year() + said.by() as i16);
        match said.rule.action.as_str() {
            "day-step" => {
                let (month, day) = (month()?, said.any(&[Class::DAY])? as i8);
                let today = self.published?;
                let this = Date::new(today.year(), month, day).ok()?;
                let years = match said.by() {
                    -1 if this >= today => -1,
                    1 if this <= today => 1,
                    _ => 0,
                };
                explicit(Period { first: Date::new(today.year() + years, month, day).ok()?, unit: Unit::Day })
            }
            "day" | "day-of" | "day-told" => {
                let (month, day) = (month()?, said.any(&[Class::DAY, Class::NTH])? as i8);
                let year = match said.rule.action.as_str() {
                    "day-of" => years_on(),
                    "day-told" => told_year(),
                    _ => year,
                };
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
            "month-told" => explicit(Period::of_months(told_year()?, month()?, Unit::Month)?),
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
            "year-bare" => {
                explicit(Period::of_months(year.filter(|year| (1900..2060).contains(year))?, 1, Unit::Year)?)
            }
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
    fn day_of_open_year(&self, month: i8, day: i8, way: Way<'_>) -> Option<Told> {
        let Some(today) = self.published else {
            return Some(Told::open(format!("XXXX-{month:02}-{day:02}")));
        };
        // Four years either way hold a 29 February.
        let of_year = |year: i16| Date::new(year, month, day).ok();
        let years = || (today.year() - 4..=today.year() + 4).filter_map(of_year);
        Some(Told::period(Period { first: nearest(years, today, NEAR_DAYS, way)?, unit: Unit::Day }, Explicit))
    }

    fn open_month(&self, month: i8, way: Way<'_>) -> Option<Told> {
        let Some(today) = self.published else { return Some(Told::open(format!("XXXX-{month:02}"))) };
        let this = Period::of_months(today.year(), month, Unit::Month)?;
        let here = i64::from(today.month());
        let years = match (way(), i64::from(month) - here) {
            (Some((_, false)), -1..=1) => 0,
            (Some((Direction::Past, _)), ahead) if ahead > 0 => -1,
            (Some((Direction::Coming, _)), ahead) if ahead < 0 => 1,
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
        if let Some(number) = said.any(&[Class::ISO]) {
            return of(date(number)?);
        }
        if let Some(number) = said.any(&[Class::ISOTIME]) {
            let (day, clock) = (date((number / 10_000.0).trunc())?, Clock::At((number % 10_000.0) as u16, None));
            return Some(Told { sense: Sense::Clock { clock, day: Some(day), of: DayOf::Own }, from: Explicit });
        }
        let number = said.any(&[Class::SLASHED]).filter(|number| *number < 1e9)?;
        let (by_dot, number) = (number >= 1e8, number % 1e8);
        let swapped =
            (number / 10_000.0).trunc() * 10_000.0 + (number % 100.0) * 100.0 + (number / 100.0).trunc() % 100.0;
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
}

/// Days within which the nearest day of a year goes before what the verbs around say.
pub(super) const NEAR_DAYS: i32 = 100;

/// Of several days the nearest to `today`, on the side that an event or the verbs around point to.
pub(super) fn nearest<I: Iterator<Item = Date>>(
    days: impl Fn() -> I,
    today: Date,
    near: i32,
    way: Way<'_>,
) -> Option<Date> {
    let gap = |date: &Date| today.since(*date).map_or(i32::MAX, |gap| gap.get_days().abs());
    let first = days().min_by_key(gap)?;
    let on_side = |date: &Date| match way() {
        Some((_, false)) if gap(&first) <= near => *date == first,
        Some((Direction::Past, _)) => *date <= today,
        Some((Direction::Coming, _)) => *date >= today,
        None => true,
    };
    days().filter(on_side).min_by_key(gap)
}
