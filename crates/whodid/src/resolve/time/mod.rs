//! Times: finds the expressions of time in a text and says what they mean on the day it was published.
//!
//! A sentence is cut into `token`s; the words they may be stand in `en/words.txt` (`lexicon`), what an expression looks like
//! in `en/patterns.txt` (`grammar`). `settle` makes of a pattern and its words a period, a time of day, a length or a
//! repetition. Types and values are those of TIMEX3 and ISO 8601. Everything takes time linear in the text.

mod calendars;
mod grammar;
mod lexicon;
mod numbers;
mod period;
mod settle;
mod tense;
mod token;
mod told;

use jiff::civil::Date;

use crate::document::TimeExpression;
use crate::mention::{Precision, When};
use crate::resources::Facts;
use crate::{Document, Span};

use grammar::{Fit, Grammar};
use lexicon::Lexicon;
use period::Period;
use settle::{Distance, Settler};
use token::Token;
use told::{Sense, Told};

/// Which way an open phrase such as "Tuesday" points from the day of publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The event is told as past.
    Past,
    /// The event is still to come.
    Coming,
}

/// Whether 3/4 is a day of March or of April.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// As in the United States.
    MonthFirst,
    /// As nearly everywhere else.
    DayFirst,
    /// Nobody can tell; only a number above 12 decides.
    #[default]
    Unknown,
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
    let whole = Span::new(0, phrase.len());
    let found = expressions(phrase, &[whole], published, Order::Unknown, |_| Some(direction));
    of_phrase(phrase, &found.iter().collect::<Vec<_>>())
}

/// The days that the expressions of one phrase mean together: those of the first that has any, up to those of the last when
/// the phrase spans from one to the other ("from Monday to Wednesday", "2011-2014").
pub(super) fn of_phrase(text: &str, expressions: &[&TimeExpression]) -> Option<When> {
    let known: Vec<(Span, When)> = expressions.iter().filter_map(|told| Some((told.span, told.when?))).collect();
    let (first, last) = (known.first()?, known.last()?);
    let between = Span::new(first.0.end, last.0.start).of(text).to_lowercase();
    let spans = ["and", "to", "until", "till", "through", "-", "–"].contains(&between.trim());
    let end = last.1.end.unwrap_or(last.1.date);
    if known.len() == 2 && spans && first.1.date < last.1.date {
        return Some(When { end: Some(end), precision: Precision::Range, ..first.1 });
    }
    Some(first.1)
}

/// The expressions of time in the `sentences` of a `text`, in order, none overlapping.
///
/// `published` is the day that relative ones count from; `direction` may say of a stretch of the text which way its event points;
/// where it is silent, or the verb beside tells of the future, the verbs around decide. Spans are bytes of `text`.
///
/// ```
/// use jiff::civil::date;
/// use whodid::{Span, resolve::time::{Order, expressions}};
/// let text = "Talks began two weeks ago and will resume on Friday morning.";
/// let found = expressions(text, &[Span::new(0, text.len())], Some(date(2020, 8, 26)), Order::Unknown, |_| None);
/// let found: Vec<_> = found.iter().map(|time| (time.span.of(text), time.kind.name(), time.value.as_str())).collect();
/// assert_eq!(found, [("two weeks ago", "DATE", "2020-W33"), ("Friday morning", "TIME", "2020-08-28TMO")]);
/// ```
pub fn expressions(
    text: &str,
    sentences: &[Span],
    published: Option<Date>,
    order: Order,
    direction: impl Fn(Span) -> Option<Direction>,
) -> Vec<TimeExpression> {
    let (lexicon, grammar) = (Lexicon::english(), Grammar::english());
    let mut settler = Settler::new(published, order);
    let mut tokens = Vec::new();
    let mut best = Vec::new();
    let mut all = Vec::new();
    for &sentence in sentences {
        token::tokens(text, sentence, lexicon, &mut tokens);
        numbers::fold(&mut tokens, lexicon);
        chosen(grammar, &tokens, &mut best);
        let mut found: Vec<(Span, Told)> = Vec::new();
        let mut distances: Vec<(usize, Distance, Option<Period>)> = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let Some(fit) = best[at].filter(|fit| fit.end > at) else {
                at += 1;
                continue;
            };
            let span = tokens[at].span.union(tokens[fit.end - 1].span);
            let way = || match (direction(span), tense::direction(text, &tokens, at, fit.end)) {
                // What is said to have happened, with a verb of what will: the verb is nearer.
                (Some(Direction::Past), Some(Direction::Coming)) | (None, Some(Direction::Coming)) => {
                    Some((Direction::Coming, false))
                }
                (Some(told), _) => Some((told, true)),
                (None, verbs) => verbs.map(|way| (way, false)),
            };
            let rule = &grammar.rules[usize::from(fit.rule)];
            if let Some(told) = settler.settle(rule, &fit.captures, &way) {
                if rule.action == "after" {
                    let backward = tokens[fit.end].span.of(text) == "before";
                    let distance = Distance::of(rule, &fit.captures, backward);
                    distances.extend(distance.map(|distance| (found.len(), distance, settler.last_day())));
                }
                settler.note(rule, &told);
                join(text, &mut found, span, told);
            }
            at = fit.end;
        }
        measure(&mut found, &distances);
        settler.sentence_ends();
        all.extend(found.into_iter().map(|(span, told)| TimeExpression {
            span,
            kind: told.kind(),
            value: told.value(),
            when: told.when(),
        }));
    }
    all
}

/// Lays the expressions of time over a document with sentences. Where mentions are known, their status says which way an open
/// phrase points.
pub fn fill(document: &mut Document, facts: &Facts) {
    let order = Order::of(document, facts);
    let sentences: Vec<Span> = document.layers.sentences.iter().map(|sentence| sentence.span).collect();
    let mentions = &document.layers.mentions;
    let direction = |span: Span| {
        let mention = mentions.iter().find(|mention| mention.time.is_some_and(|time| time.overlaps(span)))?;
        super::days::direction(mention)
    };
    document.layers.times = expressions(&document.text, &sentences, document.date, order, direction);
}

impl Order {
    /// The order of the country that a document's outlet is of, as far as its name or address tells.
    fn of(document: &Document, facts: &Facts) -> Self {
        let by_name = document.publisher.as_ref().and_then(|name| facts.named(name).first()?.code.clone());
        if let Some(country) = by_name {
            return if country == "USA" { Order::MonthFirst } else { Order::DayFirst };
        }
        let address = document.url.as_deref().and_then(|url| url.split_once("://")).map_or("", |(_, rest)| rest);
        let host = address.split(['/', ':', '?']).next().unwrap_or("");
        match host.rsplit_once('.').map_or("", |(_, end)| end) {
            "us" | "gov" | "mil" => Order::MonthFirst,
            end if end.len() == 2 && !["tv", "io", "co", "me"].contains(&end) => Order::DayFirst,
            _ => Order::Unknown,
        }
    }
}

/// "two days after the vote on 3 March": a distance counts from the day told behind it, else from the last one before.
fn measure(found: &mut [(Span, Told)], distances: &[(usize, Distance, Option<Period>)]) {
    const REACH: usize = 60;
    for &(at, distance, before) in distances {
        let next = match (found.get(at), found.get(at + 1)) {
            (Some((here, _)), Some((there, Told { sense: Sense::Period(period), .. })))
                if there.start <= here.end + REACH =>
            {
                Some(*period)
            }
            _ => None,
        };
        let when = next.or(before).and_then(|base| distance.from(base));
        if let Some((_, Told { sense: Sense::Length(_, known), .. })) = found.get_mut(at) {
            *known = when;
        }
    }
}

/// For every token the best expression that starts there, words such as "early" and "about" before it taken in.
fn chosen(grammar: &Grammar, tokens: &[Token<'_>], best: &mut Vec<Option<Fit>>) {
    best.clear();
    best.resize(tokens.len() + 1, None);
    let mut heads: Vec<Fit> = Vec::new();
    for at in 0..tokens.len() {
        if !tokens[at].is_known() {
            continue;
        }
        grammar.fits(tokens, at, &mut |fit| match grammar.rules[usize::from(fit.rule)].action.as_str() {
            "edge" | "approx" => heads.push(fit),
            _ => {
                let slot = &mut best[fit.start];
                if slot.is_none_or(|known| fit.beats(&known)) {
                    *slot = Some(fit);
                }
            }
        });
    }
    for head in heads.iter().rev() {
        let action = |fit: &Fit| grammar.rules[usize::from(fit.rule)].action.as_str();
        let Some(rest) = best[head.end] else { continue };
        let fits =
            if action(head) == "edge" { settle::is_dated(action(&rest)) } else { settle::is_counted(action(&rest)) };
        let longer = Fit { start: head.start, ..rest };
        if fits && best[head.start].is_none_or(|known| longer.end > known.end) {
            best[head.start] = Some(longer);
        }
    }
}

/// Adds an expression; a time of day and its day beside it are one: "5 p.m. on Monday", "this evening (Thursday)".
fn join(text: &str, found: &mut Vec<(Span, Told)>, span: Span, told: Told) {
    if let Some((before, earlier)) = found.last_mut() {
        let between = Span::new(before.end, span.start).of(text).trim();
        if ["", ",", "on", "of", "at", "in", "("].contains(&between)
            && let Some(both) = settle::together(earlier, &told)
        {
            *before = before.union(span);
            *earlier = both;
            return;
        }
    }
    found.push((span, told));
}
