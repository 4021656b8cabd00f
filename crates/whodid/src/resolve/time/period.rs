//! Periods of the calendar: days, weeks, months, quarters …, one after another.

use jiff::civil::Date;
use jiff::{Span as Length, ToSpan};

use crate::mention::{DateFrom, Precision, When};

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Season,
    Quarter,
    Half,
    Year,
    Decade,
    Century,
}

impl Unit {
    /// The unit of a letter in the table of words.
    pub(super) fn of(code: f64) -> Option<Self> {
        Some(match char::from_u32(code as u32)? {
            's' => Unit::Second,
            'm' => Unit::Minute,
            'h' => Unit::Hour,
            'D' => Unit::Day,
            'E' => Unit::Weekend,
            'W' => Unit::Week,
            'F' => Unit::Fortnight,
            'M' => Unit::Month,
            'Q' => Unit::Quarter,
            'Y' => Unit::Year,
            'X' => Unit::Decade,
            'C' => Unit::Century,
            _ => return None,
        })
    }

    /// So many of the unit as a duration of ISO 8601; `None` for "several". Quarters and weekends as TIMEX3 has them.
    pub(super) fn duration(self, count: Option<f64>) -> String {
        let (times, sign, letter) = match self {
            Unit::Second => (1.0, "PT", "S"),
            Unit::Minute => (1.0, "PT", "M"),
            Unit::Hour => (1.0, "PT", "H"),
            Unit::Day => (1.0, "P", "D"),
            Unit::Weekend => (1.0, "P", "WE"),
            Unit::Week => (1.0, "P", "W"),
            Unit::Fortnight => (2.0, "P", "W"),
            Unit::Month => (1.0, "P", "M"),
            Unit::Season | Unit::Quarter => (1.0, "P", "Q"),
            Unit::Half => (6.0, "P", "M"),
            Unit::Year => (1.0, "P", "Y"),
            Unit::Decade => (10.0, "P", "Y"),
            Unit::Century => (100.0, "P", "Y"),
        };
        match (count, self) {
            // A half is said in the next smaller unit.
            (Some(count), Unit::Day | Unit::Hour | Unit::Minute | Unit::Year) if count.fract() == 0.5 => {
                let whole = if count < 1.0 { String::new() } else { format!("{}{letter}", count.trunc()) };
                let half = match self {
                    Unit::Year => "6M",
                    Unit::Day => "T12H",
                    Unit::Hour => "30M",
                    _ => "30S",
                };
                format!("{sign}{whole}{half}")
            }
            (Some(count), _) => format!("{sign}{}{letter}", count * times),
            (None, _) => format!("{sign}X{letter}"),
        }
    }

    /// So many of the unit as a stretch of days; `None` when it is shorter than a day or too long for any calendar.
    pub(super) fn days(self, count: i64) -> Option<Length> {
        let length = |times: i64, make: fn(i64) -> Length| {
            let number = count.checked_mul(times)?;
            (number.abs() < 10_000).then(|| make(number))
        };
        match self {
            Unit::Second | Unit::Minute | Unit::Hour => None,
            Unit::Day => length(1, |n| n.days()),
            Unit::Weekend | Unit::Week => length(1, |n| n.weeks()),
            Unit::Fortnight => length(2, |n| n.weeks()),
            Unit::Month => length(1, |n| n.months()),
            Unit::Season | Unit::Quarter => length(3, |n| n.months()),
            Unit::Half => length(6, |n| n.months()),
            Unit::Year => length(1, |n| n.years()),
            Unit::Decade => length(10, |n| n.years()),
            Unit::Century => length(100, |n| n.years()),
        }
    }
}

/// One period of the calendar: this day, that quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Period {
    /// Its first day.
    pub(super) first: Date,
    pub(super) unit: Unit,
}

impl Period {
    /// The period of a unit that a day falls into. Seasons are those of the north: the winter of a year begins in the December before.
    pub(super) fn around(day: Date, unit: Unit) -> Option<Self> {
        let monday = || day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days()).ok();
        let month = |number: i8| Date::new(day.year(), number, 1).ok();
        let first = match unit {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => day,
            Unit::Week | Unit::Fortnight => monday()?,
            Unit::Weekend => monday()?.checked_add(5.days()).ok()?,
            Unit::Month => day.first_of_month(),
            Unit::Season => {
                let back = day.month() % 3;
                day.first_of_month().checked_sub(i64::from(back).months()).ok()?
            }
            Unit::Quarter => month((day.month() - 1) / 3 * 3 + 1)?,
            Unit::Half => month((day.month() - 1) / 6 * 6 + 1)?,
            Unit::Year => day.first_of_year(),
            Unit::Decade => Date::new(day.year() - day.year().rem_euclid(10), 1, 1).ok()?,
            Unit::Century => Date::new(day.year() - day.year().rem_euclid(100), 1, 1).ok()?,
        };
        Some(Period { first, unit: unit.max(Unit::Day) })
    }

    /// The period that begins with month `month` of a year.
    pub(super) fn of_months(year: i16, month: i8, unit: Unit) -> Option<Self> {
        Period::around(Date::new(year, month, 1).ok()?, unit)
    }

    /// The period `by` units of its own kind later.
    pub(super) fn moved(self, by: i64) -> Option<Self> {
        self.away(by, self.unit)
    }

    /// The period of its kind that lies so many of another unit away.
    pub(super) fn away(self, by: i64, unit: Unit) -> Option<Self> {
        let first = self.first.checked_add(unit.days(by)?).ok()?;
        Period::around(first, self.unit)
    }

    /// Its last day.
    pub(super) fn last(self) -> Option<Date> {
        let length = match self.unit {
            Unit::Day => return Some(self.first),
            Unit::Weekend => 2.days(),
            unit => unit.days(1)?,
        };
        self.first.checked_add(length).ok()?.yesterday().ok()
    }

    /// Its value in ISO 8601, as TIMEX3 extends it.
    pub(super) fn value(self) -> String {
        let (year, month) = (self.first.year(), self.first.month());
        match self.unit {
            Unit::Week | Unit::Fortnight => week(self.first),
            Unit::Weekend => format!("{}-WE", week(self.first)),
            Unit::Month => format!("{year:04}-{month:02}"),
            Unit::Season => match month {
                3 => format!("{year:04}-SP"),
                6 => format!("{year:04}-SU"),
                9 => format!("{year:04}-FA"),
                _ => format!("{:04}-WI", i32::from(year) + 1),
            },
            Unit::Quarter => format!("{year:04}-Q{}", (month - 1) / 3 + 1),
            Unit::Half => format!("{year:04}-H{}", (month - 1) / 6 + 1),
            Unit::Year => format!("{year:04}"),
            Unit::Decade => format!("{:03}", year / 10),
            Unit::Century => format!("{:02}", year / 100),
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => self.first.to_string(),
        }
    }

    /// The days it covers, for an event.
    pub(super) fn when(self, from: DateFrom) -> Option<When> {
        let precision = match self.unit {
            Unit::Day => return Some(When { date: self.first, end: None, precision: Precision::Day, from }),
            Unit::Week => Precision::Week,
            Unit::Month => Precision::Month,
            Unit::Year => Precision::Year,
            _ => Precision::Range,
        };
        Some(When { date: self.first, end: Some(self.last()?), precision, from })
    }
}

fn week(day: Date) -> String {
    let week = day.iso_week_date();
    format!("{:04}-W{:02}", week.year(), week.week())
}
