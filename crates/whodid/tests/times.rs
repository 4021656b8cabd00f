//! Which expressions of time a text has, and what they mean on the day it was published, Wednesday 26 August 2020.

#![allow(missing_docs, clippy::unwrap_used)]

use jiff::civil::date;
use whodid::resolve::time::{Direction, Order, expressions};
use whodid::{Span, TimeExpression};

fn found(text: &str, order: Order, direction: Option<Direction>) -> Vec<TimeExpression> {
    expressions(text, &[Span::new(0, text.len())], Some(date(2020, 8, 26)), order, |_| direction)
}

/// A sentence, and each of its expressions as `words TYPE value`.
const CASES: &str = "
# days
The rebels struck on Tuesday.                        | Tuesday DATE 2020-08-25
The council will vote on Tuesday.                    | Tuesday DATE 2020-09-01
Hostages were kept until 9 a.m. Friday.              | 9 a.m. Friday TIME 2020-08-28T09:00
He resigned last Monday.                             | last Monday DATE 2020-08-24
The ferry sank on Friday, 21 August.                 | Friday, 21 August DATE 2020-08-21
The pact was signed on the 3rd of May, 1999.         | the 3rd of May, 1999 DATE 1999-05-03
Envoys met in Doha on Feb. 29, 2020.                 | Feb. 29, 2020 DATE 2020-02-29
A vote is set for September 6.                       | September 6 DATE 2020-09-06
Troops entered on December 30.                       | December 30 DATE 2019-12-30
He fled the day before yesterday.                    | the day before yesterday DATE 2020-08-24
Signed at 2020-08-20T14:05:00Z.                      | 2020-08-20T14:05:00Z TIME 2020-08-20T14:05
# months, years and longer
Rains came in May.                                   | May DATE 2020-05
He may go; the march ended.                          |
Ministers met in early March 2019.                   | early March 2019 DATE 2019-03
Prices fell late last year.                          | late last year DATE 2019
The war began in 1991.                               | 1991 DATE 1991
The 2,000 men and 1998 people marched.               |
Exiles of the 1990s returned in the '80s style.      | the 1990s DATE 199, the '80s DATE 198
Trade grew in the mid-1970s.                         | the mid-1970s DATE 197
Ruins of the 19th century burned.                    | the 19th century DATE 18
It was founded in nineteen sixty-two.                | nineteen sixty-two DATE 1962
# seasons, quarters, halves
The drought hit last summer.                         | last summer DATE 2019-SU
Snow blocked roads in the winter of 2011.            | the winter of 2011 DATE 2011-WI
Exports fell in the second quarter.                  | the second quarter DATE 2020-Q2
Output rose in the third quarter of 2019.            | the third quarter of 2019 DATE 2019-Q3
Arms sales doubled in the first half of this year.   | the first half of this year DATE 2020-H1
The budget for fiscal 2021 passed.                   | fiscal 2021 DATE 2021
# against the day of publication
Talks resumed this week.                             | this week DATE 2020-W35
The border opened two weeks ago.                     | two weeks ago DATE 2020-W33
Elections come next month.                           | next month DATE 2020-09
He was seized almost three years ago.                | almost three years ago DATE 2017
Shells fell over the weekend.                        | the weekend DATE 2020-W35-WE
# against what has been told
Police raided it on 3 May. The next day they left.   | 3 May DATE 2020-05-03, The next day DATE 2020-05-04
On 3 May he spoke. Earlier in the day he had prayed. | 3 May DATE 2020-05-03, Earlier in the day DATE 2020-05-03
They met on 3 May and again a week later.            | 3 May DATE 2020-05-03, a week later DATE 2020-W19
It broke in 2011; that year he fled.                 | 2011 DATE 2011, that year DATE 2011
It broke in 2017. In November of that year it fell.  | 2017 DATE 2017, November of that year DATE 2017-11
It broke in 2017. On May 3 of the same year it fell. | 2017 DATE 2017, May 3 of the same year DATE 2017-05-03
# open periods
The army now holds it.                               | now DATE PRESENT_REF
He has recently moved.                               | recently DATE PAST_REF
It happened many years ago.                          | many years ago DATE PAST_REF
They fear for the future.                            | the future DATE FUTURE_REF
# how long
The siege lasted three years.                        | three years DURATION P3Y
A two-day visit ended.                               | two-day DURATION P2D
In the last twenty four hours he called.             | the last twenty four hours DURATION PT24H
They spoke for half an hour.                         | half an hour DURATION PT30M
He ruled for two and a half years.                   | two and a half years DURATION P2Y6M
After months of talks they signed.                   | months DURATION PXM
He got two years and three months.                   | two years and three months DURATION P2Y3M
# how often
They meet every Tuesday.                             | every Tuesday SET XXXX-WXX-2
The forum convenes annually.                         | annually SET P1Y
Patrols pass twice a week.                           | twice a week SET P1W
Aid costs $3 million a year.                         | a year SET P1Y
# times of day
Guards fired at 5:30 p.m. on Monday.                 | 5:30 p.m. on Monday TIME 2020-08-24T17:30
A blast at 1430 GMT killed one.                      | 1430 GMT TIME 2020-08-26T14:30Z
It ended this evening (Thursday).                    | this evening (Thursday TIME 2020-08-20TEV
He landed last night.                                | last night TIME 2020-08-25TNI
Crowds gathered on Friday morning.                   | Friday morning TIME 2020-08-21TMO
They left on Sunday at noon.                         | Sunday at noon TIME 2020-08-23T12:00
# other calendars
He was killed on 13 Dey 1398.                        | 13 Dey 1398 DATE 2020-01-03
The decree is of 1 Muharram 1442.                    | 1 Muharram 1442 DATE 2020-08-20
# not of time
The 38-year-old man, 40 years old, read the Sunday Times. |
He won $1998 in the second round.                    |
Jan Novak met Theresa May in his 30s.                |
";

#[test]
fn expressions_come_to_their_values() {
    let mut wrong = Vec::new();
    for case in CASES.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (text, expected) = case.split_once('|').unwrap();
        let told: Vec<String> = found(text, Order::Unknown, None)
            .iter()
            .map(|time| format!("{} {} {}", time.span.of(text), time.kind.name(), time.value))
            .collect();
        if told.join(", ") != expected.trim() {
            wrong.push(format!("{} came to {}", case, told.join(", ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_outlets_country_orders_day_and_month() {
    let value = |text: &str, order| found(text, order, None).first().map(|time| time.value.clone());
    assert_eq!(value("Filed 3/4/2019.", Order::MonthFirst).as_deref(), Some("2019-03-04"));
    assert_eq!(value("Filed 3/4/2019.", Order::DayFirst).as_deref(), Some("2019-04-03"));
    assert_eq!(value("Filed 3/4/2019.", Order::Unknown).as_deref(), Some("2019-XX-XX"));
    assert_eq!(value("Filed 23/4/2019.", Order::MonthFirst).as_deref(), Some("2019-04-23"));
    assert_eq!(value("Filed 3.4.2019.", Order::MonthFirst).as_deref(), Some("2019-04-03"));
}

#[test]
fn an_event_may_say_which_way_its_phrase_points() {
    let of = |direction| found("The vote on Tuesday, officials say.", Order::Unknown, Some(direction));
    assert_eq!(of(Direction::Past)[0].value, "2020-08-25");
    assert_eq!(of(Direction::Coming)[0].value, "2020-09-01");
}

#[test]
fn a_distance_counts_from_the_day_beside_it() {
    let time = &found("He fled two days after the vote of 3 March 2020.", Order::Unknown, None)[0];
    assert_eq!((time.value.as_str(), time.when.unwrap().date), ("P2D", date(2020, 3, 5)));
}

#[test]
fn without_a_day_of_publication_nothing_is_guessed() {
    let text = "On Tuesday, 3 May, last week and in 1999.";
    let found = expressions(text, &[Span::new(0, text.len())], None, Order::Unknown, |_| None);
    let values: Vec<_> = found.iter().map(|time| (time.value.as_str(), time.when.is_some())).collect();
    assert_eq!(values, [("XXXX-05-03", false), ("PAST_REF", false), ("1999", true)]);
}

#[test]
fn any_text_is_read_to_its_end() {
    for text in [
        "",
        "’",
        "’s",
        "‘8",
        "'89",
        "½",
        "1,",
        "1:",
        "99999999999999999999/1/1",
        "9.9.99.9",
        "32 May 1999",
        "0000-00-00",
        "a",
        "the",
        "é1990s",
        "１９９０",
        "twenty-",
        "a hundred hundred hundred",
        "2 1/",
        "Q3",
        "p.m",
        "1/0 years",
        "9999 years ago",
        "a million decades ago",
        "30 February",
        "at 99:99",
        "25:00 GMT",
    ] {
        for time in found(text, Order::Unknown, None) {
            assert!(!time.span.of(text).is_empty(), "{text}");
        }
    }
}
