//! What a time expression comes to, before it is written out.

use jiff::civil::Date;

use super::period::Period;
use crate::document::TimeKind;
use crate::mention::{DateFrom, Precision, When};

/// What a time expression comes to.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Told {
    pub(super) sense: Sense,
    pub(super) from: DateFrom,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Sense {
    /// A period of the calendar.
    Period(Period),
    /// A time of day, on a day.
    Clock { clock: Clock, day: Option<Date>, of: DayOf },
    /// A calendar value of which something stays open ("XXXX-WXX-2"), or an open period ("PAST_REF").
    Open(String),
    /// So long, and the days it comes to when it counts from a day ("the last three months", "two days after the vote").
    Length(String, Option<When>),
    /// Again and again.
    Often(String),
}

/// Where the day of a time of day is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DayOf {
    /// The expression itself tells it.
    Own,
    /// It was told before.
    Narrative,
    /// Nothing tells it; the day of publication stands in.
    Publication,
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Clock {
    /// Morning, afternoon, evening, night: `MO`, `AF`, `EV`, `NI`.
    Part(&'static str),
    /// Minutes from midnight, and minutes from UTC.
    At(u16, Option<i16>),
    /// Nobody says.
    Unknown,
}

impl Clock {
    /// The part of day of a letter in the table of words.
    pub(super) fn part(code: f64) -> Self {
        Clock::Part(match code as u8 {
            b'M' => "MO",
            b'A' => "AF",
            b'E' => "EV",
            _ => "NI",
        })
    }

    fn value(self) -> String {
        match self {
            Clock::Part(part) => format!("T{part}"),
            Clock::Unknown => "TXX:XX".to_string(),
            Clock::At(minutes, zone) => {
                let zone = match zone {
                    None => String::new(),
                    Some(0) => "Z".to_string(),
                    Some(offset) => {
                        let sign = if offset < 0 { '-' } else { '+' };
                        format!("{sign}{:02}:{:02}", offset.abs() / 60, offset.abs() % 60)
                    }
                };
                format!("T{:02}:{:02}{zone}", minutes / 60, minutes % 60)
            }
        }
    }
}

impl Told {
    pub(super) fn period(period: Period, from: DateFrom) -> Self {
        Told { sense: Sense::Period(period), from }
    }

    pub(super) fn open(value: impl Into<String>) -> Self {
        Told { sense: Sense::Open(value.into()), from: DateFrom::Relative }
    }

    pub(super) fn length(value: String) -> Self {
        Told { sense: Sense::Length(value, None), from: DateFrom::Relative }
    }

    pub(super) fn often(value: impl Into<String>) -> Self {
        Told { sense: Sense::Often(value.into()), from: DateFrom::Relative }
    }

    pub(super) fn kind(&self) -> TimeKind {
        match self.sense {
            Sense::Period(_) | Sense::Open(_) => TimeKind::Date,
            Sense::Clock { .. } => TimeKind::Time,
            Sense::Length(..) => TimeKind::Duration,
            Sense::Often(_) => TimeKind::Set,
        }
    }

    pub(super) fn value(&self) -> String {
        match &self.sense {
            Sense::Period(period) => period.value(),
            Sense::Clock { clock, day, .. } => {
                day.map_or("XXXX-XX-XX".to_string(), |day| day.to_string()) + &clock.value()
            }
            Sense::Open(value) | Sense::Length(value, _) | Sense::Often(value) => value.clone(),
        }
    }

    /// The days that an event of this time may fall on.
    pub(super) fn when(&self) -> Option<When> {
        match &self.sense {
            Sense::Period(period) => period.when(self.from),
            Sense::Clock { day, of, .. } => {
                let date = day.filter(|_| *of != DayOf::Publication)?;
                Some(When { date, end: None, precision: Precision::Day, from: self.from })
            }
            Sense::Length(_, when) => *when,
            Sense::Open(_) | Sense::Often(_) => None,
        }
    }
}
