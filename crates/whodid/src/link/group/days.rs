//! How far two reports are apart in time, for what each of them knows of it.

use jiff::civil::Date;

use super::evidence::Weighed;
use crate::Report;
use crate::mention::{DateFrom, Precision};

/// How a report knows its day.
pub(super) enum Known {
    /// The text tells the day.
    Told(Date),
    /// The text tells none; it was published on this day.
    Published(Date),
    /// The text tells a longer time.
    Within(Date, Date),
    /// Nothing, but that it was before this day of publication.
    Nothing(Option<Date>),
}

/// How a report knows its day.
pub(super) fn known(report: &Report) -> Known {
    let Some(day) = report.date else { return Known::Nothing(report.published) };
    let (first, last) = match (report.precision, report.end) {
        (Some(Precision::Month), None) => (day.first_of_month(), day.last_of_month()),
        (Some(Precision::Year), None) => (day.first_of_year(), day.last_of_year()),
        (Some(Precision::Week), None) => (day, plus(day, 6)),
        (_, Some(end)) if end > day => (day, end),
        _ if report.date_from == Some(DateFrom::Publication) => return Known::Published(day),
        _ => return Known::Told(day),
    };
    Known::Within(first, last)
}

/// The day so many days later; the day itself at the end of the calendar.
pub(super) fn plus(day: Date, days: i32) -> Date {
    day.checked_add(jiff::Span::new().days(days)).unwrap_or(day)
}

fn gap(from: Date, to: Date) -> i32 {
    to.since(from).map_or(i32::MAX, |span| span.get_days())
}

/// How far the days of two reports speak for one happening; `None` when it cannot be.
pub(super) fn apart(a: &Report, b: &Report, out: &mut Weighed) -> Option<()> {
    use Known::{Nothing, Published, Told, Within};
    match (known(a), known(b)) {
        (Told(x), Told(y)) if x == y => out.add(1.2, || format!("both on {x}")),
        (Told(_), Told(_)) => return None,
        (Told(day), Published(seen)) | (Published(seen), Told(day)) => match gap(day, seen) {
            0 => out.add(0.8, || format!("{day}, the day of publication")),
            1 => out.add(0.5, || format!("{day}, published a day later")),
            2 => out.add(0.0, || format!("{day}, published two days later")),
            3 => out.add(-0.5, || format!("{day}, published three days later")),
            _ => return None,
        },
        (Published(x), Published(y)) => match gap(x, y).abs() {
            0 => out.add(0.5, || format!("both published on {x}")),
            1 => out.add(0.2, || "published a day apart".into()),
            2 => out.add(-0.5, || "published two days apart".into()),
            3 => out.add(-1.2, || "published three days apart".into()),
            _ => return None,
        },
        (Within(first, last), Told(day) | Published(day)) | (Told(day) | Published(day), Within(first, last)) => {
            if day < first || day > last {
                return None;
            }
            let odds = match gap(first, last) {
                0..=7 => 0.4,
                8..=31 => 0.0,
                _ => -0.6,
            };
            out.add(odds, || format!("{day} lies between {first} and {last}"));
        }
        (Within(first, last), Within(from, to)) => {
            if first > to || from > last {
                return None;
            }
            match ((first, last) == (from, to), gap(first, last) <= 31) {
                (true, true) => out.add(0.6, || format!("both between {first} and {last}")),
                (true, false) => out.add(0.0, || format!("both between {first} and {last}")),
                (false, _) => out.add(-0.4, || "times that overlap".into()),
            }
        }
        (Nothing(Some(x)), Nothing(Some(y))) if gap(x, y).abs() > 3 => {
            out.add(-1.2, || "no day told, published long after one another".into());
        }
        _ => out.add(-0.6, || "no day told".into()),
    }
    Some(())
}
