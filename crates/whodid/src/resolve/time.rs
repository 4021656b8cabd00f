//! Days: what a time phrase means on the day its document was published.
//!
//! A first set of rules: weekdays, relative days, weeks, months and years, written-out dates, months and years. What they
//! do not know stays unknown.

use jiff::civil::{Date, Weekday};
use jiff::{Span as Length, ToSpan};

use crate::mention::{DateFrom, Precision, When};

/// Which way an open phrase such as "Tuesday" points from the day of publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The event is told as past.
    Past,
    /// The event is still to come.
    Coming,
}

/// The day or days that a phrase means, or `None` when no rule knows it.
///
/// `published` is the day that relative phrases count from.
///
/// ```
/// use jiff::civil::date;
/// use whodid::resolve::time::{Direction, when};
/// let published = Some(date(2020, 8, 26)); // a Wednesday
/// let day = |phrase, direction| when(phrase, published, direction).map(|when| when.date);
/// assert_eq!(day("Tuesday", Direction::Past), Some(date(2020, 8, 25)));
/// assert_eq!(day("Tuesday", Direction::Coming), Some(date(2020, 9, 1)));
/// assert_eq!(day("March 3", Direction::Past), Some(date(2020, 3, 3)));
/// assert_eq!(day("for a while", Direction::Past), None);
/// ```
pub fn when(phrase: &str, published: Option<Date>, direction: Direction) -> Option<When> {
    let lower = phrase.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | ';'))
        .filter(|word| !word.is_empty())
        .collect();
    written_out(&words, published, direction).or_else(|| relative(&words, published?, direction))
}

fn day(date: Date, from: DateFrom) -> Option<When> {
    Some(When { date, end: None, precision: Precision::Day, from })
}

fn stretch(first: Date, length: Length, precision: Precision, from: DateFrom) -> Option<When> {
    let end = first.checked_add(length).ok()?.yesterday().ok()?;
    Some(When { date: first, end: Some(end), precision, from })
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

fn month(word: &str) -> Option<i8> {
    let word = word.trim_end_matches('.');
    let known =
        |(_, name): &(i8, &&str)| word == **name || (name.starts_with(word) && (word.len() == 3 || word == "sept"));
    (1..).zip(MONTHS.iter()).find(known).map(|(number, _)| number)
}

fn year(word: &str) -> Option<i16> {
    let year: i16 = word.parse().ok()?;
    (word.len() == 4 && (1800..2200).contains(&year)).then_some(year)
}

fn day_number(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h']);
    let number: i8 = digits.parse().ok()?;
    (1..=31).contains(&number).then_some(number)
}

/// "26 August 2020", "Aug. 26", "March 2019", "2014", "the 1990s", "2020-08-26".
fn written_out(words: &[&str], published: Option<Date>, direction: Direction) -> Option<When> {
    if let Some(date) = words.iter().find_map(|word| word.parse::<Date>().ok()) {
        return day(date, DateFrom::Explicit);
    }
    let years: Vec<i16> = words.iter().filter_map(|word| year(word)).collect();
    if let Some((at, number)) = words.iter().enumerate().find_map(|(at, word)| Some((at, month(word)?))) {
        // "may" is a verb and "march" a walk; a month stands alone or beside a number.
        let before = at.checked_sub(1).and_then(|before| words.get(before)).and_then(|word| day_number(word));
        let after = words.get(at + 1).and_then(|word| day_number(word));
        return match (before.or(after), years.first()) {
            (Some(of_month), Some(&year)) => day(Date::new(year, number, of_month).ok()?, DateFrom::Explicit),
            (Some(of_month), None) => {
                let published = published?;
                let date = Date::new(published.year(), number, of_month).ok()?;
                day(nearest_year(date, published, direction), DateFrom::Explicit)
            }
            (None, Some(&year)) => {
                stretch(Date::new(year, number, 1).ok()?, 1.month(), Precision::Month, DateFrom::Explicit)
            }
            (None, None) => {
                let published = published?;
                let first = Date::new(published.year(), number, 1).ok()?;
                stretch(nearest_year(first, published, direction), 1.month(), Precision::Month, DateFrom::Explicit)
            }
        };
    }
    if let Some(decade) = words.iter().find_map(|word| year(word.strip_suffix('s')?.trim_end_matches(['\'', '’']))) {
        return stretch(Date::new(decade, 1, 1).ok()?, 10.years(), Precision::Range, DateFrom::Explicit);
    }
    match years[..] {
        [only] => stretch(Date::new(only, 1, 1).ok()?, 1.year(), Precision::Year, DateFrom::Explicit),
        [first, .., last] if first < last => Some(When {
            date: Date::new(first, 1, 1).ok()?,
            end: Date::new(last, 12, 31).ok(),
            precision: Precision::Range,
            from: DateFrom::Explicit,
        }),
        _ => None,
    }
}

/// The same day in the year that puts it on the right side of publication.
fn nearest_year(date: Date, published: Date, direction: Direction) -> Date {
    let moved = match direction {
        Direction::Past if date > published => date.checked_sub(1.year()),
        Direction::Coming if date < published => date.checked_add(1.year()),
        _ => Ok(date),
    };
    moved.unwrap_or(date)
}

fn weekday(word: &str) -> Option<Weekday> {
    let word = word.trim_end_matches(['.', 's']).trim_end_matches(['\'', '’']);
    Some(match word {
        "monday" | "mon" => Weekday::Monday,
        "tuesday" | "tue" => Weekday::Tuesday,
        "wednesday" | "wed" => Weekday::Wednesday,
        "thursday" | "thu" => Weekday::Thursday,
        "friday" | "fri" => Weekday::Friday,
        "saturday" | "sat" => Weekday::Saturday,
        "sunday" | "sun" => Weekday::Sunday,
        _ => return None,
    })
}

fn count(word: &str) -> Option<i64> {
    const WORDS: [&str; 13] =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    if matches!(word, "a" | "an") {
        return Some(1);
    }
    WORDS
        .iter()
        .position(|known| *known == word)
        .map(|at| at as i64)
        .or_else(|| word.parse().ok().filter(|n| *n < 1000))
}

/// "Tuesday", "last night", "two weeks ago", "next month".
fn relative(words: &[&str], published: Date, direction: Direction) -> Option<When> {
    let has = |wanted: &str| words.contains(&wanted);
    if let Some(weekday) = words.iter().find_map(|word| weekday(word)) {
        let date = if has("next") || direction == Direction::Coming && !has("last") {
            if published.weekday() == weekday && !has("next") {
                published
            } else {
                published.nth_weekday(1, weekday).ok()?
            }
        } else if published.weekday() == weekday && !has("last") {
            published
        } else {
            published.nth_weekday(-1, weekday).ok()?
        };
        return day(date, DateFrom::Relative);
    }
    if has("yesterday") || has("last") && has("night") || has("previous") && has("day") {
        return day(published.yesterday().ok()?, DateFrom::Relative);
    }
    if has("tomorrow") {
        return day(published.tomorrow().ok()?, DateFrom::Relative);
    }
    let of_today = ["today", "tonight", "overnight", "midnight", "noon", "dawn", "now"];
    let part_of_day = ["morning", "afternoon", "evening", "day", "hours"];
    if words.iter().any(|word| of_today.contains(word))
        || (has("this") || has("earlier") || has("later")) && words.iter().any(|word| part_of_day.contains(word))
    {
        return day(published, DateFrom::Relative);
    }
    if has("ago") {
        let (number, unit) = words.windows(2).find_map(|pair| Some((count(pair[0])?, pair[1])))?;
        return ago(number, unit, published);
    }
    let steps = match () {
        () if has("last") || has("previous") || has("past") => -1,
        () if has("next") || has("coming") || has("following") => 1,
        () if has("this") || has("current") || has("same") => 0,
        () => return None,
    };
    if words.iter().any(|word| count(word).is_some()) {
        return None;
    }
    let week = published.checked_sub(i64::from(published.weekday().to_monday_zero_offset()).days()).ok()?;
    if has("week") {
        return stretch(week.checked_add((7 * steps).days()).ok()?, 1.week(), Precision::Week, DateFrom::Relative);
    }
    if has("weekend") {
        return stretch(week.checked_add((7 * steps + 5).days()).ok()?, 2.days(), Precision::Range, DateFrom::Relative);
    }
    if has("month") {
        return stretch(
            published.first_of_month().checked_add(steps.months()).ok()?,
            1.month(),
            Precision::Month,
            DateFrom::Relative,
        );
    }
    if has("year") {
        return stretch(
            published.first_of_year().checked_add(steps.years()).ok()?,
            1.year(),
            Precision::Year,
            DateFrom::Relative,
        );
    }
    None
}

fn ago(number: i64, unit: &str, published: Date) -> Option<When> {
    let unit = unit.trim_end_matches('s');
    let (length, precision) = match unit {
        "hour" | "minute" => return day(published, DateFrom::Relative),
        "day" => (number.days(), Precision::Day),
        "week" => (number.weeks(), Precision::Week),
        "month" => (number.months(), Precision::Month),
        "year" => (number.years(), Precision::Year),
        "decade" => ((10 * number).years(), Precision::Range),
        _ => return None,
    };
    let date = published.checked_sub(length).ok()?;
    let (first, length) = match precision {
        Precision::Month => (date.first_of_month(), 1.month()),
        Precision::Year => (date.first_of_year(), 1.year()),
        _ => return Some(When { date, end: None, precision, from: DateFrom::Relative }),
    };
    stretch(first, length, precision, DateFrom::Relative)
}
