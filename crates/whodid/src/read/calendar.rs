//! Days as datelines and date lines write them.

use std::sync::LazyLock;

use jiff::civil::Date;

use super::pattern::{MONTH, Pattern, compile};

/// A day as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Written {
    /// The day, when the year is written and day and month cannot be taken for each other.
    pub date: Option<Date>,
    /// Bytes it takes, the time of day included.
    pub length: usize,
}

static DAY: Pattern = LazyLock::new(|| {
    compile(&format!(
        r"(?ix)^
        (?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\.?,?\s+)?
        (?: (?P<y1>\d{{4}})[-/.](?P<m1>\d{{1,2}})[-/.](?P<d1>\d{{1,2}})
          | (?P<d2>\d{{1,2}})(?P<mark>[./-])(?P<m2>\d{{1,2}})[./-](?P<y2>\d{{4}})
          | (?P<d3>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+(?P<n3>{MONTH})\b\.?(?:,?[\s-]+(?P<y3>\d{{4}}))?
          | (?P<n4>{MONTH})\b\.?\s+(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<y4>\d{{4}}))?
        )
        (?:T\d\d:\d\d[\d:.+Z-]*|\b)"
    ))
});

static TIME: Pattern = LazyLock::new(|| {
    compile(
        r"(?ix)^\s*(?:[,/|@•·–—-]|at\b|-)?\s*
        \d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\b\.?)?\s*
        (?:\(?(?:gmt|utc|bst|cet|cest|eet|est|edt|et|pst|pdt|msk|irst|ast|ist|hrs?|h|z)\b\)?|[+-]\d{2}:?\d{2})?
        (?:\s+(?:local\s+)?time)?",
    )
});

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The day written at the very start of `text`, with its time of day.
pub(super) fn day_at(text: &str) -> Option<Written> {
    let text = &text[..text.floor_char_boundary(80)];
    let found = DAY.as_ref()?.captures(text)?;
    let number = |name: &str| found.name(name).and_then(|digits| digits.as_str().parse::<i16>().ok());
    let named = |name: &str| {
        let word = found.name(name)?.as_str().get(..3)?.to_ascii_lowercase();
        MONTHS.iter().position(|&month| month == word).and_then(|at| i16::try_from(at + 1).ok())
    };
    let (year, month, day) = if let Some(month) = number("m1") {
        (number("y1"), month, number("d1")?)
    } else if let Some(month) = number("m2") {
        let (day, mark) = (number("d2")?, found.name("mark").map(|mark| mark.as_str()));
        match (day, month) {
            // 26.08.2020 is a day first; of 08/09/2020 nobody can tell.
            _ if mark == Some(".") || day > 12 || day == month => (number("y2"), month, day),
            _ if month > 12 => (number("y2"), day, month),
            _ => (None, month, day),
        }
    } else if let Some(month) = named("n3") {
        (number("y3"), month, number("d3")?)
    } else {
        (number("y4"), named("n4")?, number("d4")?)
    };
    // A number that is no day is no date: "Aug 45".
    Date::new(2000, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    let date = year
        .filter(|year| (1900..2100).contains(year))
        .and_then(|year| Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok());
    let end = found.get(0)?.end();
    let time = TIME.as_ref().and_then(|time| time.find(&text[end..])).map_or(0, |time| time.end());
    Some(Written { date, length: end + time })
}

/// The time of day at the start of `text`: its length in bytes, or 0.
pub(super) fn time_at(text: &str) -> usize {
    let text = &text[..text.floor_char_boundary(40)];
    TIME.as_ref().and_then(|time| time.find(text)).map_or(0, |time| time.end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_in_the_forms_of_the_press() {
        for written in [
            "2020-08-26",
            "2020/8/26",
            "26.08.2020",
            "26.08.2020 / 14:05",
            "26/08/2020",
            "08/26/2020",
            "26th August, 2020",
            "26 Aug. 2020",
            "August 26, 2020",
            "Aug 26th 2020",
            "Wednesday, August 26, 2020 9:05 p.m. EST",
            "Wed 26 August 2020",
            "26-Aug-2020",
            "2020-08-26T14:05:00Z",
            "26 of August 2020",
            "26 August 2020, 14:05 GMT",
        ] {
            let day = day_at(written);
            assert_eq!(day.and_then(|day| day.date), Some(jiff::civil::date(2020, 8, 26)), "{written}");
            assert_eq!(day.map(|day| day.length), Some(written.len()), "{written}");
        }
        for unclear in ["March 3", "3 March", "08/09/2020"] {
            assert_eq!(day_at(unclear).map(|day| day.date), Some(None), "{unclear}");
        }
        for none in ["Aug 45", "May said", "Marching 3", "2020", "12345-01-01", "31 people", "99.99.2020"] {
            assert_eq!(day_at(none), None, "{none}");
        }
    }
}
