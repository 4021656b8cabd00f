//! The day of every mention: from the expression of time that its time arc overlaps, else from the day its document was published. What is dated to earlier months
//! is `historical`.

use jiff::civil::Date;

use super::time::{Direction, of_phrase};
use crate::mention::{DateFrom, Precision, When};
use crate::ontology::{Class, Status};
use crate::{Document, Mention, TimeExpression};

/// Fills in the day of every mention that the text or the day of publication tells.
pub(super) fn fill(document: &mut Document) {
    let Document { text, layers, date: published, .. } = document;
    for mention in &mut layers.mentions {
        let told = mention.time.and_then(|span| {
            let of_arc: Vec<&TimeExpression> = layers.times.iter().filter(|time| time.span.overlaps(span)).collect();
            of_phrase(text, &of_arc)
        });
        let lasts = mention.time.is_some_and(|span| text[..span.start].trim_end().ends_with("ince"));
        let vaguely = told.is_none() && mention.time.is_some_and(|span| is_vaguely_past(span.of(text)));
        if mention.status == Status::Actual && !lasts && (vaguely || is_long_past(told, *published)) {
            mention.status = Status::Historical;
        }
        mention.when = told.or_else(|| of_publication(mention, *published));
    }
}

/// Days after which what is told with its day is background and no longer the running story.
const BACKGROUND: i32 = 30;
/// The same of what is told with its month or year only, after the period's end.
const BACKGROUND_OF_PERIOD: i32 = 10;

/// Whether the text dates the happening to earlier months or years.
fn is_long_past(told: Option<When>, published: Option<Date>) -> bool {
    let (Some(told), Some(published)) = (told, published) else { return false };
    let last = told.end.unwrap_or(told.date);
    let period = matches!(told.precision, Precision::Month | Precision::Year);
    let enough = if period { BACKGROUND_OF_PERIOD } else { BACKGROUND };
    published.since(last).is_ok_and(|gap| gap.get_days() >= enough)
}

/// "a few years ago", "in recent months": long past, though nobody could say when.
fn is_vaguely_past(time: &str) -> bool {
    let time = time.to_lowercase();
    let ends = ["years ago", "months ago", "decades ago", "years earlier", "months earlier", "decades earlier"];
    let holds = ["recent months", "recent years", "past years", "past decade", "last year", "last decade"];
    ends.iter().any(|end| time.ends_with(end)) || holds.iter().any(|part| time.contains(part))
}

/// What is planned lies ahead. AGREE often tells of both: "agreed on Tuesday", "will meet on Tuesday".
pub(super) fn direction(mention: &Mention) -> Direction {
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
