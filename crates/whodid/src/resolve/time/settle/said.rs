//! A rule of the patterns, with what the words it went through say.

use crate::resolve::time::grammar::{Captures, Rule};
use crate::resolve::time::lexicon::{Class, code};
use crate::resolve::time::period::Unit;

/// A rule with the values of the words that it went through.
#[derive(Clone, Copy)]
pub(super) struct Said<'r> {
    pub(super) rule: &'r Rule,
    pub(super) captures: &'r Captures,
}

impl Said<'_> {
    pub(super) fn any(&self, classes: &[Class]) -> Option<f64> {
        self.captures.first(classes)
    }

    pub(super) fn all(&self, class: Class) -> impl Iterator<Item = f64> {
        self.captures.all(class)
    }

    /// An argument of the rule as a number.
    pub(super) fn number(&self, at: usize) -> Option<f64> {
        self.rule.arguments.get(at)?.parse().ok()
    }

    /// The rule's number: how many steps.
    pub(super) fn by(&self) -> i64 {
        self.rule.arguments.iter().find_map(|argument| argument.parse().ok()).unwrap_or(0)
    }

    /// The unit that the rule names, else the first one said.
    pub(super) fn unit(&self) -> Option<Unit> {
        let named =
            self.rule.arguments.iter().filter(|argument| argument.parse::<i64>().is_err()).find_map(|a| code(a));
        Unit::of(named.or_else(|| self.any(&[Class::UNIT, Class::UNITS, Class::SHORT, Class::SHORTS, Class::OFTEN]))?)
    }

    /// The units said, in order.
    pub(super) fn units(&self) -> impl Iterator<Item = Unit> {
        self.captures.among(&[Class::UNIT, Class::UNITS, Class::SHORT, Class::SHORTS]).filter_map(Unit::of)
    }

    /// The number said, negative when it is a vague one; the last of "two or three".
    pub(super) fn count(&self) -> Option<f64> {
        self.all(Class::N).last()
    }

    pub(super) fn year(&self) -> Option<i16> {
        self.captures.among(&[Class::YEAR, Class::SHORTYEAR]).last().map(|year| year as i16)
    }

    /// Minutes from midnight.
    pub(super) fn minutes(&self) -> Option<u16> {
        let afternoon = self.any(&[Class::AMPM]);
        let minutes = match (self.any(&[Class::CLOCK]), self.any(&[Class::HOURWORD])) {
            (Some(minutes), _) => minutes,
            (None, Some(hour)) => hour * 60.0,
            (None, None) => {
                let number = self.any(&[Class::N, Class::DAY])?;
                // "1430 GMT"
                if number >= 100.0 { (number / 100.0).trunc() * 60.0 + number % 100.0 } else { number * 60.0 }
            }
        };
        let half = if self.rule.action == "clock-half" { 30.0 } else { 0.0 };
        let minutes = match afternoon {
            Some(later) if minutes < 780.0 => minutes % 720.0 + later * 60.0,
            _ => minutes,
        };
        (0.0..1500.0).contains(&(minutes + half)).then_some((minutes + half) as u16)
    }
}
