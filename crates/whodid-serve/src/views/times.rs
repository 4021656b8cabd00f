//! Time as charts show it: which stretches are drawn, what they are called, and the ways to others.

use jiff::Span;
use jiff::civil::Date;
use maud::{Markup, html};
use whodid_store::{Moment, Step};

use super::words::{day, days};
use crate::queries::Ask;

/// Stretches that a chart draws at most: a year of days.
const MOST: i64 = 370;

/// What a chart draws, and what it leaves out.
#[derive(Clone, Debug, Default)]
pub(super) struct Times {
    /// One stretch after another, empty ones too.
    pub(super) shown: Vec<Moment>,
    /// Events before the first that is shown.
    pub(super) before: u64,
    /// Events after the last.
    pub(super) after: u64,
    /// Events without a day.
    pub(super) undated: u64,
}

/// The number of a stretch: one more for the next.
fn ordinal(step: Step, day: &str) -> Option<i64> {
    let date: Date = day.parse().ok()?;
    let since = |date: Date| jiff::civil::date(1970, 1, 5).until(date).ok().map(|span| i64::from(span.get_days()));
    match step {
        Step::Day => since(date),
        Step::Week => Some(since(date)?.div_euclid(7)),
        Step::Month => Some(i64::from(date.year()) * 12 + i64::from(date.month())),
    }
}

impl Times {
    /// Chooses what is drawn: the filter's period, else from the first event to the last; of what is too long for a chart the part
    /// with most events, since texts tell of days centuries off.
    pub(super) fn of(moments: &[Moment], step: Step, from: Option<&str>, to: Option<&str>) -> Times {
        let undated = moments.iter().filter(|one| one.from.is_empty()).map(|one| one.events).sum();
        let known: Vec<(i64, &Moment)> =
            moments.iter().filter_map(|one| Some((ordinal(step, &one.from)?, one))).collect();
        let told = || known.iter().filter(|(_, one)| one.events > 0);
        let edge = |day: Option<&str>| day.and_then(|day| ordinal(step, &step.of(day)));
        let ends = (
            edge(from).or_else(|| told().next().map(|(at, _)| *at)),
            edge(to).or_else(|| told().next_back().map(|(at, _)| *at)),
        );
        let (Some(mut first), Some(mut last)) = ends else { return Times { undated, ..Times::default() } };
        if last - first >= MOST {
            first = fullest(&told().map(|(at, one)| (*at, one.events)).collect::<Vec<_>>()).unwrap_or(first);
            last = last.min(first + MOST - 1);
        }
        let sum = |outside: &dyn Fn(i64) -> bool| -> u64 {
            known.iter().filter(|(at, _)| outside(*at)).map(|(_, one)| one.events).sum()
        };
        let mut shown: Vec<Moment> = Vec::new();
        let mut next = start(step, first);
        let mut rest = known.iter().filter(|(at, _)| (first..=last).contains(at)).peekable();
        for at in first..=last {
            let Some(from) = next.take() else { break };
            next = step.after(&from);
            match rest.next_if(|(one, _)| *one == at) {
                Some((_, one)) => shown.push((*one).clone()),
                None => shown.push(Moment { from, ..Moment::default() }),
            }
        }
        Times { shown, before: sum(&|at| at < first), after: sum(&|at| at > last), undated }
    }

    /// The first and the last day that are shown.
    pub(super) fn period(&self, step: Step) -> Option<(Date, Date)> {
        let (first, last) = (self.shown.first()?, self.shown.last()?);
        Some((first.from.parse().ok()?, end(step, &last.from)?))
    }
}

/// The day that a stretch of this number begins on.
fn start(step: Step, ordinal: i64) -> Option<String> {
    let monday = jiff::civil::date(1970, 1, 5);
    let date = match step {
        Step::Day => monday.checked_add(Span::new().try_days(ordinal).ok()?).ok()?,
        Step::Week => monday.checked_add(Span::new().try_days(ordinal.checked_mul(7)?).ok()?).ok()?,
        Step::Month => {
            let year = i16::try_from((ordinal - 1).div_euclid(12)).ok()?;
            Date::new(year, i8::try_from((ordinal - 1).rem_euclid(12) + 1).ok()?, 1).ok()?
        }
    };
    Some(date.to_string())
}

/// The last day of the stretch that begins on a day.
pub(super) fn end(step: Step, from: &str) -> Option<Date> {
    step.after(from)?.parse::<Date>().ok()?.yesterday().ok()
}

/// Where the [`MOST`] stretches begin that hold most events; the latest of equals.
fn fullest(counts: &[(i64, u64)]) -> Option<i64> {
    let (mut best, mut at, mut sum, mut first) = (0, None, 0, 0);
    for (last, events) in counts {
        sum += events;
        while let Some((left, gone)) = counts.get(first).filter(|(left, _)| last - left >= MOST) {
            debug_assert!(left <= last);
            sum -= gone;
            first += 1;
        }
        if sum >= best {
            (best, at) = (sum, counts.get(first).map(|(left, _)| *left));
        }
    }
    at
}

/// What a stretch is called.
pub(super) fn called(step: Step, from: &str) -> Markup {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let date: Option<Date> = from.parse().ok();
    let month = date.filter(|_| step == Step::Month).and_then(|date| {
        let name = MONTHS.get(usize::try_from(date.month()).ok()?.checked_sub(1)?)?;
        Some(format!("{name}\u{a0}{}", date.year()))
    });
    html! {
        @match (month, step) {
            (Some(month), _) => time datetime=(from.get(..7).unwrap_or(from)) { (month) },
            (None, Step::Week) => (days(Some(from), end(step, from).map(|date| date.to_string()).as_deref())),
            _ => (day(from)),
        }
    }
}

/// The same as plain text, for tips and labels.
pub(super) fn told(step: Step, from: &str) -> String {
    let mut out = String::new();
    let mut within = false;
    for letter in called(step, from).into_string().chars() {
        match letter {
            '<' => within = true,
            '>' => within = false,
            _ if !within => out.push(letter),
            _ => {}
        }
    }
    out
}

/// Other periods, each with what leads to it: earlier and later by half, half as long, twice as long.
pub(super) fn ways(ask: &Ask, first: Date, last: Date) -> Vec<(&'static str, &'static str, Ask)> {
    let length = first.until(last).map_or(0, |span| i64::from(span.get_days())) + 1;
    let moved = |from: i64, to: i64| {
        let from = first.checked_add(Span::new().try_days(from).ok()?).ok()?;
        let to = last.checked_add(Span::new().try_days(to).ok()?).ok()?;
        let writable = |date: Date| (0..=9999).contains(&date.year());
        (from <= to && writable(from) && writable(to))
            .then(|| ask.within_days(Some(from.to_string()), Some(to.to_string())))
    };
    let (half, quarter) = ((length / 2).max(1), length / 4);
    let all = [
        ("earlier", "← Earlier", moved(-half, -half)),
        ("later", "Later →", moved(half, half)),
        ("nearer", "+ Nearer", (length > 2).then(|| moved(quarter.max(1), -quarter.max(1))).flatten()),
        ("farther", "− Farther", moved(-half, half)),
    ];
    all.into_iter().filter_map(|(id, name, way)| Some((id, name, way?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(from: &str, events: u64) -> Moment {
        Moment { from: from.into(), events, ..Moment::default() }
    }

    #[test]
    fn stretches_without_events_stand_between_those_with_some() {
        let moments = [moment("", 2), moment("2024-01-01", 1), moment("2024-04-01", 3)];
        let times = Times::of(&moments, Step::Month, None, None);
        let shown: Vec<(&str, u64)> = times.shown.iter().map(|one| (one.from.as_str(), one.events)).collect();
        assert_eq!(shown, [("2024-01-01", 1), ("2024-02-01", 0), ("2024-03-01", 0), ("2024-04-01", 3)]);
        assert_eq!((times.undated, times.before, times.after), (2, 0, 0));
        let weeks = Times::of(&[moment("2024-04-29", 1)], Step::Week, Some("2024-04-20"), Some("2024-05-06"));
        assert_eq!(weeks.shown.first().unwrap().from, "2024-04-15");
        assert_eq!(weeks.shown.len(), 4);
        assert_eq!(told(Step::Month, "2024-02-01"), "Feb\u{a0}2024");
    }

    #[test]
    fn a_day_centuries_off_is_told_and_not_drawn() {
        let moments =
            [moment("1800-01-01", 1), moment("2024-01-01", 5), moment("2024-01-05", 5), moment("2200-01-01", 1)];
        let times = Times::of(&moments, Step::Day, None, None);
        assert_eq!(times.shown.first().unwrap().from, "2024-01-01");
        assert!(times.shown.len() <= 370, "{}", times.shown.len());
        assert_eq!((times.before, times.after), (1, 1));
        assert!(Times::of(&[moment("", 1)], Step::Day, None, None).shown.is_empty());
    }
}
