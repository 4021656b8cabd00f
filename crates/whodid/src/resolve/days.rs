//! The day of every mention: from the expression of time that its time arc overlaps, else from the day its document was published. What is dated to earlier months
//! is `historical`.

use jiff::civil::Date;

use super::time::{Direction, of_phrase};
use crate::mention::{DateFrom, Precision, When};
use crate::ontology::{Class, Quad, Status};
use crate::{Document, Mention, Span, TimeExpression};

/// Fills in the day of every mention that the text or the day of publication tells.
///
/// The text tells it by the expressions that the mention's time arc overlaps; failing an arc, by the day with which its sentence
/// begins, or by the mention told just before, when that has a day from the text and the same standing.
pub(super) fn fill(document: &mut Document) {
    let Document { text, layers, date: published, .. } = document;
    let (times, sentences) = (&layers.times, &layers.sentences);
    let mut narrative: Option<Narrative> = None;
    let mut meetings: Vec<Meeting> = Vec::new();
    for mention in &mut layers.mentions {
        let of_arc = |span: Span| -> Vec<&TimeExpression> {
            let from = times.partition_point(|time| time.span.end <= span.start);
            times[from..].iter().take_while(|time| time.span.start < span.end).collect()
        };
        let told = mention.time.and_then(|span| of_phrase(text, &of_arc(span)));
        let lasts = mention.time.is_some_and(|span| text[..span.start].trim_end().ends_with("ince"));
        let spans = told.is_some_and(|when| when.precision == Precision::Range);
        let vaguely = (told.is_none() || spans) && mention.time.is_some_and(|span| is_vaguely_past(span.of(text)));
        let own = mention.status;
        if own == Status::Actual && !lasts && (vaguely || is_long_past(told, *published)) {
            mention.status = Status::Historical;
        }
        let carried =
            || narrative.filter(|_| mention.time.is_none() && is_told_on(text, mention.trigger))?.carries(mention);
        let opening =
            || sentences.get(mention.sentence).and_then(|sentence| of_opening(text, times, sentence.span, mention));
        let said = || meetings.iter().rev().find_map(|meeting| meeting.was_said_at(mention, *published));
        let said = if told.is_none() && is_told_on(text, mention.trigger) { said() } else { None };
        let when = told.or_else(opening).or_else(carried);
        if when.is_none() && said.is_some() {
            mention.status = Status::Actual;
        }
        mention.when = when.or(said).or_else(|| of_publication(mention, *published));
        // What goes on with a story of long ago is as long ago.
        if own == Status::Actual && told.is_none() && is_long_past(mention.when, *published) {
            mention.status = Status::Historical;
        }
        let over = |when: &When| when.precision != Precision::Range && published.is_none_or(|day| when.date <= day);
        if let Some(when) = told.filter(over)
            && mention.class == Class::Consult
            && own == Status::Actual
        {
            meetings.push(Meeting::of(mention, when));
        }
        if let Some(when) = told.filter(over) {
            narrative = Some(Narrative { when, sentence: mention.sentence, told: own, dated: mention.status });
        }
    }
}

/// The day with which a sentence begins, of a mention that no time arc dates: "On Tuesday it was Iran's turn: the call ended ...",
/// "Four weeks before, on 12 August, Assad had welcomed him".
fn of_opening(text: &str, times: &[TimeExpression], sentence: Span, mention: &Mention) -> Option<When> {
    const AHEAD: [&str; 4] = ["to", "will", "would", "be"];
    let before_trigger = text.get(sentence.start..mention.trigger.start)?;
    let ahead = before_trigger.split_whitespace().next_back().is_some_and(|word| AHEAD.contains(&word));
    if mention.time.is_some() || ahead || !matches!(mention.status, Status::Actual | Status::Negated) {
        return None;
    }
    let from = times.partition_point(|time| time.span.start < sentence.start);
    let opening = |time: &&TimeExpression| {
        let before = text.get(sentence.start..time.span.start).unwrap_or("");
        time.span.end <= mention.trigger.start && before.split_whitespace().count() <= 4
    };
    let days = times[from..].iter().take_while(opening).filter_map(|time| of_phrase(text, &[time]));
    days.into_iter().find(|when| when.precision == Precision::Day)
}

/// Whether a trigger goes on with the story: "has urged", "is accused", "had fled", "to meet" step out of it.
fn is_told_on(text: &str, trigger: Span) -> bool {
    const OUT: [&str; 14] =
        ["has", "have", "had", "is", "are", "be", "been", "being", "to", "will", "would", "not", "never", "repeatedly"];
    let from = text.floor_char_boundary(trigger.start.saturating_sub(24));
    text[from..trigger.start].split_whitespace().rev().take(2).all(|word| !OUT.contains(&word))
}

/// The last mention whose day the text tells.
#[derive(Clone, Copy)]
struct Narrative {
    when: When,
    sentence: usize,
    /// As the text tells it.
    told: Status,
    /// After its day may have made it background.
    dated: Status,
}

impl Narrative {
    /// The day that a mention without one of its own takes over: it goes on in the same sentence or the next, and is as actual or as
    /// long past. What is still to come has days of its own.
    fn carries(self, mention: &Mention) -> Option<When> {
        let happened = |status| matches!(status, Status::Actual | Status::Negated);
        let alike = happened(self.told) && happened(mention.status)
            || self.dated == Status::Historical && mention.status == Status::Historical;
        let near = mention.sentence.saturating_sub(self.sentence) <= 1;
        (alike && near).then_some(When { from: DateFrom::Relative, ..self.when })
    }
}

/// A meeting or call whose day the text tells, and who was at it.
struct Meeting {
    when: When,
    names: Vec<String>,
}

impl Meeting {
    /// Days after it that a report of it comes out.
    const NEWS: i32 = 3;

    fn of(mention: &Mention, when: When) -> Meeting {
        let parties = mention.actors.iter().chain(&mention.recipients);
        Meeting { when, names: parties.filter_map(|party| party.name.clone()).collect() }
    }

    /// The day of the meeting, of what one of those who met says to all appearance there: "The president, for his part, praised ...".
    fn was_said_at(&self, mention: &Mention, published: Option<Date>) -> Option<When> {
        let spoken = matches!(mention.class.quad(), Quad::VerbalCooperation | Quad::VerbalConflict);
        let fresh = published?.since(self.when.date).is_ok_and(|gap| gap.get_days() <= Self::NEWS);
        let was_there =
            mention.actors.iter().any(|actor| actor.name.as_ref().is_some_and(|name| self.names.contains(name)));
        let alone = mention.time.is_none() && matches!(mention.status, Status::Actual | Status::Historical);
        (spoken && fresh && alone && was_there).then_some(When { from: DateFrom::Relative, ..self.when })
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

/// What is planned lies ahead. AGREE tells of both, "agreed on Tuesday" and "agreed to meet on Tuesday": the verbs must say.
pub(super) fn direction(mention: &Mention) -> Option<Direction> {
    match (mention.status, mention.class) {
        (Status::Future | Status::Hypothetical, _) => Some(Direction::Coming),
        (Status::Actual, Class::Agree) => None,
        _ => Some(Direction::Past),
    }
}

/// A report of the day tells of the day, unless it says that it tells of another.
fn of_publication(mention: &Mention, published: Option<Date>) -> Option<When> {
    let told_today = matches!(mention.status, Status::Actual | Status::Negated) && mention.time.is_none();
    let planned = mention.class == Class::Agree;
    let date = published.filter(|_| told_today || planned && mention.time.is_none())?;
    Some(When { date, end: None, precision: Precision::Day, from: DateFrom::Publication })
}
