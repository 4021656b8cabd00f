//! Which day a time phrase means, on the day its document was published.

#![allow(missing_docs, clippy::unwrap_used)]

use jiff::civil::Date;
use whodid::ontology::{Class, Status};
use whodid::resolve::resolve;
use whodid::resolve::time::{Direction, when};
use whodid::resources::Facts;
use whodid::{DateFrom, Document, Mention, Participant, Precision, Sentence, Span};

/// Phrase, day of publication, direction, first day, last day, precision.
const CASES: &str = "
Tuesday                | 2020-08-26 | past   | 2020-08-25 |            | day
on Wednesday           | 2020-08-26 | past   | 2020-08-26 |            | day
Wednesday              | 2020-08-26 | coming | 2020-08-26 |            | day
Friday                 | 2020-08-26 | coming | 2020-08-28 |            | day
next Monday            | 2020-08-26 | past   | 2020-08-31 |            | day
last Wednesday         | 2020-08-26 | past   | 2020-08-19 |            | day
yesterday              | 2020-03-01 | past   | 2020-02-29 |            | day
tomorrow               | 2020-12-31 | coming | 2021-01-01 |            | day
earlier in the day     | 2020-08-26 | past   | 2020-08-26 |            | day
late Friday            | 2020-08-26 | past   | 2020-08-21 |            | day
26 August 2020         | 2021-01-01 | past   | 2020-08-26 |            | day
26th August, 2020      | 2021-01-01 | past   | 2020-08-26 |            | day
Aug. 26                | 2020-09-01 | past   | 2020-08-26 |            | day
December 30            | 2021-01-05 | past   | 2020-12-30 |            | day
3 January              | 2020-12-20 | coming | 2021-01-03 |            | day
2020-08-26             | 2021-01-01 | past   | 2020-08-26 |            | day
March 2019             | 2020-08-26 | past   | 2019-03-01 | 2019-03-31 | month
in February            | 2020-08-26 | past   | 2020-02-01 | 2020-02-29 | month
2014                   | 2020-08-26 | past   | 2014-01-01 | 2014-12-31 | year
the 1990s              | 2020-08-26 | past   | 1990-01-01 | 1999-12-31 | range
between 2011 and 2014  | 2020-08-26 | past   | 2011-01-01 | 2014-12-31 | range
last week              | 2020-08-26 | past   | 2020-08-17 | 2020-08-23 | week
this week              | 2020-08-26 | past   | 2020-08-24 | 2020-08-30 | week
next month             | 2020-08-26 | coming | 2020-09-01 | 2020-09-30 | month
last year              | 2020-08-26 | past   | 2019-01-01 | 2019-12-31 | year
three days ago         | 2020-08-26 | past   | 2020-08-23 |            | day
two years ago          | 2020-08-26 | past   | 2018-01-01 | 2018-12-31 | year
";

#[test]
fn phrases_come_to_their_days() {
    for case in CASES.lines().filter(|line| !line.is_empty()) {
        let [phrase, published, direction, first, last, precision] =
            case.split('|').map(str::trim).collect::<Vec<_>>()[..]
        else {
            unreachable!("six columns: {case}")
        };
        let direction = if direction == "coming" { Direction::Coming } else { Direction::Past };
        let found = when(phrase, Some(published.parse().unwrap()), direction).unwrap_or_else(|| unreachable!("{case}"));
        let last: Option<Date> = (!last.is_empty()).then(|| last.parse().unwrap());
        assert_eq!(
            (found.date.to_string().as_str(), found.end, found.precision.name()),
            (first, last, precision),
            "{case}"
        );
    }
}

#[test]
fn what_no_rule_knows_stays_unknown() {
    let published = Some("2020-08-26".parse().unwrap());
    for phrase in ["for hours", "at 5 p.m.", "three days of talks", "recently", "", "at the weekend market"] {
        assert_eq!(when(phrase, published, Direction::Past).map(|when| when.precision), None::<Precision>, "{phrase}");
    }
}

#[test]
fn a_relative_phrase_needs_a_day_of_publication() {
    assert_eq!(when("on Tuesday", None, Direction::Past), None);
    let written_out = when("3 March 2020", None, Direction::Past).unwrap();
    assert_eq!(written_out.from, DateFrom::Explicit);
}

/// One sentence a line, each with a mention at the words in brackets, its time between `<` and `>`, historical behind `~`; the day of each,
/// and whether it is background.
fn days_of(published: &str, lines: &[&str]) -> Vec<(Option<String>, Status)> {
    let mut document = Document::new("t", String::new());
    document.date = Some(published.parse().unwrap());
    for (number, line) in lines.iter().enumerate() {
        let from = document.text.len();
        let (background, line) = line.strip_prefix('~').map_or((false, *line), |line| (true, line));
        let time = line.find('<').zip(line.find('>')).map(|(open, close)| Span::new(from + open, from + close - 1));
        let line = line.replace(['<', '>'], "");
        let (before, rest) = line.split_once('[').unwrap();
        let (trigger, after) = rest.split_once(']').unwrap();
        document.text += &format!("{before}{trigger}{after} ");
        let start = from + before.len();
        let mut mention = Mention::new(number, Span::new(start, start + trigger.len()), Class::Consult);
        mention.time = time;
        mention.status = if background { Status::Historical } else { Status::Actual };
        document.layers.mentions.push(mention);
        document.layers.sentences.push(Sentence::at(Span::new(from, document.text.len() - 1)));
    }
    resolve(&mut document, &Facts::parse(&[]).unwrap());
    let day = |mention: &Mention| (mention.when.map(|when| when.date.to_string()), mention.status);
    document.layers.mentions.iter().map(day).collect()
}

#[test]
fn the_day_with_which_a_sentence_begins_is_its_mentions() {
    let found =
        days_of("2021-03-12", &["On 9 March the two [met] in Oslo.", "The king, who reigns since 1991, [spoke]."]);
    assert_eq!(found[0].0.as_deref(), Some("2021-03-09"));
    assert_eq!(found[1].0.as_deref(), Some("2021-03-12"), "no day of the reign");
}

#[test]
fn what_goes_on_with_a_story_of_long_ago_is_as_long_ago() {
    let told = ["<On 4 May 2019> rebels [met] elders.", "~They [spoke] of a truce.", "They [parted] as friends."];
    let day = |day: &str| Some(day.to_string());
    let expected = [
        (day("2019-05-04"), Status::Historical),
        (day("2019-05-04"), Status::Historical),
        (day("2021-03-12"), Status::Actual),
    ];
    assert_eq!(days_of("2021-03-12", &told), expected);
}

#[test]
fn what_those_who_met_say_is_of_the_day_they_met() {
    let text = "Emir Talal of Qarabat met Ana Silva on 9 March in Oslo. Snow fell. Ana Silva praised the hosts. Jan Berg praised them too.";
    let span = |words: &str| {
        let start = text.rfind(words).unwrap();
        Span::new(start, start + words.len())
    };
    let mut document = Document::new("t", text.to_string());
    document.date = Some("2021-03-11".parse().unwrap());
    for sentence in text.split_inclusive(". ") {
        let start = text.find(sentence).unwrap();
        document.layers.sentences.push(Sentence::at(Span::new(start, start + sentence.trim_end().len())));
    }
    let tell = |number: usize, sentence: usize, trigger: Span, class: Class, actor: Span| {
        let mut mention = Mention::new(number, trigger, class);
        (mention.sentence, mention.actors) = (sentence, vec![Participant::at(actor)]);
        mention
    };
    let silva = text.find("Ana Silva").map(|at| Span::new(at, at + "Ana Silva".len())).unwrap();
    let mut met = tell(0, 0, span("met"), Class::Consult, silva);
    met.time = Some(span("on 9 March"));
    let praised = text.find("praised").map(|at| Span::new(at, at + "praised".len())).unwrap();
    document.layers.mentions.push(met);
    document.layers.mentions.push(tell(1, 2, praised, Class::Support, span("Ana Silva")));
    document.layers.mentions.push(tell(2, 3, span("praised"), Class::Support, span("Jan Berg")));
    resolve(&mut document, &Facts::parse(&[]).unwrap());
    let days: Vec<String> =
        document.layers.mentions.iter().map(|mention| mention.when.unwrap().date.to_string()).collect();
    assert_eq!(days, ["2021-03-09", "2021-03-09", "2021-03-11"]);
}
