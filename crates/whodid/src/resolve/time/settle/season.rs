//! Seasons, holidays, and the days of other calendars.

use jiff::ToSpan;
use jiff::civil::Date;

use super::calendar::{NEAR_DAYS, nearest};
use super::said::Said;
use super::{Settler, Way, side};
use crate::mention::DateFrom::{Explicit, Relative};
use crate::resolve::time::Direction;
use crate::resolve::time::calendars::Calendar;
use crate::resolve::time::lexicon::Class;
use crate::resolve::time::period::{Period, Unit};
use crate::resolve::time::told::Told;

impl Settler {
    pub(super) fn season(&self, said: Said<'_>, way: Way<'_>) -> Option<Told> {
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
        let years = match (step, side(way)) {
            // A winter is begun in one year and told of in the next.
            (Some(-1), _) if this.last()? >= today => -1,
            (Some(1), _) if this.first <= today => 1,
            (None, Some(Direction::Coming)) if this.last()? < today => 1,
            (None, Some(Direction::Past)) if this.first > today => -1,
            _ => 0,
        };
        Some(Told::period(this.away(years, Unit::Year)?, Relative))
    }

    pub(super) fn holiday(&self, number: i32, way: Way<'_>) -> Option<Told> {
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
        let years = || (today.year() - 1..=today.year() + 1).filter_map(of_year);
        let first = nearest(years, today, NEAR_DAYS, way)?;
        Some(Told::period(Period { first, unit: Unit::Day }, Relative))
    }

    /// A day or month of another calendar.
    pub(super) fn other(&self, calendar: Calendar, month: f64, said: Said<'_>, way: Way<'_>) -> Option<Told> {
        let (month, day) = (month as u8, said.any(&[Class::DAY, Class::NTH]).map(|day| day as u8));
        let first = match said.year() {
            Some(year) => calendar.day(i32::from(year), month, day.unwrap_or(1))?,
            None => calendar.nearest(month, day.unwrap_or(1), self.published?, side(way) == Some(Direction::Past))?,
        };
        if day.is_some() {
            return Some(Told::period(Period { first, unit: Unit::Day }, Explicit));
        }
        // A month of another calendar is no month of ours: what it covers, with its first day's month as its value.
        Some(Told::period(Period::around(first, Unit::Month)?, Explicit))
    }
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
