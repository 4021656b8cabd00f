//! The day of every mention: from its time phrase, else from the day its document was published.

use jiff::civil::Date;

use super::time::{Direction, when};
use crate::mention::{DateFrom, Precision, When};
use crate::ontology::{Class, Status};
use crate::{Document, Mention};

/// Fills in the day of every mention that the text or the day of publication tells.
pub(super) fn fill(document: &mut Document) {
    let Document { text, layers, date: published, .. } = document;
    for mention in &mut layers.mentions {
        let told = mention.time.and_then(|span| when(span.of(text), *published, direction(mention)));
        mention.when = told.or_else(|| of_publication(mention, *published));
    }
}

/// What is planned lies ahead. AGREE often tells of both: "agreed on Tuesday", "will meet on Tuesday".
fn direction(mention: &Mention) -> Direction {
    match (mention.status, mention.class) {
        (Status::Future | Status::Hypothetical, _) => Direction::Coming,
        _ => Direction::Past,
    }
}

/// A report of the day tells of the day, unless it says that it tells of another.
fn of_publication(mention: &Mention, published: Option<Date>) -> Option<When> {
    let told_today = matches!(mention.status, Status::Actual | Status::Negated) && mention.time.is_none();
    let planned = mention.class == Class::Agree;
    let date = published.filter(|_| told_today || planned && mention.time.is_none())?;
    Some(When { date, end: None, precision: Precision::Day, from: DateFrom::Publication })
}
