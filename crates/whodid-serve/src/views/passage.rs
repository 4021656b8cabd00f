//! A passage with what was read in it: each stretch has the colour and the underline of its role, and says its role in words.

use std::collections::BTreeSet;

use maud::{Markup, html};
use whodid::record::MentionRecord;

/// What a stretch of text is for an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    Source,
    Actor,
    Event,
    Recipient,
    Place,
    Number,
}

impl Role {
    pub(super) const ALL: [Role; 6] =
        [Role::Actor, Role::Event, Role::Recipient, Role::Place, Role::Source, Role::Number];

    pub(super) fn name(self) -> &'static str {
        match self {
            Role::Source => "says so",
            Role::Actor => "actor",
            Role::Event => "event",
            Role::Recipient => "recipient",
            Role::Place => "place",
            Role::Number => "number",
        }
    }

    fn style(self) -> &'static str {
        match self {
            Role::Source => "r-source",
            Role::Actor => "r-actor",
            Role::Event => "r-event",
            Role::Recipient => "r-recipient",
            Role::Place => "r-place",
            Role::Number => "r-number",
        }
    }
}

/// A stretch of a text in code points, end exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Mark {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) role: Role,
}

/// What is marked in the text of a mention.
pub(super) fn marks(record: &MentionRecord) -> Vec<Mark> {
    let mark = |start, end, role| Mark { start, end, role };
    let mut marks = vec![mark(record.trigger.start, record.trigger.end, Role::Event)];
    marks.extend(record.retold.iter().map(|one| mark(one.start, one.end, Role::Event)));
    marks.extend(record.actor.iter().map(|one| mark(one.start, one.end, Role::Actor)));
    marks.extend(record.recipient.iter().map(|one| mark(one.start, one.end, Role::Recipient)));
    marks.extend(record.according_to.iter().map(|one| mark(one.start, one.end, Role::Source)));
    marks.extend(record.event_loc.iter().map(|one| mark(one.start, one.end, Role::Place)));
    marks.extend(record.numbers.iter().map(|one| mark(one.start, one.end, Role::Number)));
    marks.retain(|one| one.start < one.end);
    marks.sort_unstable();
    marks.dedup();
    marks
}

/// The letters of a text from `start` on, with marks over them. Marks that lie elsewhere are left out.
pub(super) fn marked(letters: &[char], start: usize, marks: &[Mark]) -> Markup {
    let end = start + letters.len();
    let inside: Vec<Mark> = marks
        .iter()
        .filter(|one| one.start < end && one.end > start)
        .map(|one| Mark { start: one.start.max(start), end: one.end.min(end), role: one.role })
        .collect();
    let inside = joined(inside);
    let mut cuts: BTreeSet<usize> = inside.iter().flat_map(|one| [one.start, one.end]).collect();
    cuts.extend([start, end]);
    let cuts: Vec<usize> = cuts.into_iter().collect();
    html! {
        @for pair in cuts.windows(2) {
            @let text: String = letters.get(pair[0] - start..pair[1] - start).unwrap_or_default().iter().collect();
            @let here: BTreeSet<Role> = inside.iter().filter(|one| one.start <= pair[0] && one.end >= pair[1]).map(|one| one.role).collect();
            @let begin: BTreeSet<Role> = inside.iter().filter(|one| one.start == pair[0]).map(|one| one.role).collect();
            @if here.is_empty() {
                (text)
            } @else {
                mark class=(here.iter().map(|role| role.style()).collect::<Vec<_>>().join(" ")) {
                    @if !begin.is_empty() {
                        span.role { (begin.iter().map(|role| role.name()).collect::<Vec<_>>().join(", ")) ": " }
                    }
                    (text)
                }
            }
        }
    }
}

/// Marks of one role that overlap as one: "at least six" and "six" are one number to a reader.
fn joined(mut marks: Vec<Mark>) -> Vec<Mark> {
    marks.sort_unstable_by_key(|one| (one.role, one.start, one.end));
    let mut out: Vec<Mark> = Vec::with_capacity(marks.len());
    for one in marks {
        match out.last_mut() {
            Some(last) if last.role == one.role && one.start < last.end => last.end = last.end.max(one.end),
            _ => out.push(one),
        }
    }
    out
}

/// The sentence of a mention with its marks.
pub(super) fn passage(record: &MentionRecord) -> Markup {
    let letters: Vec<char> = record.text.chars().collect();
    let place = &record.text_info;
    // Records of other programs may tell a text that is not what stands there.
    let fits = place.end.checked_sub(place.start) == Some(letters.len());
    html! { @if fits { (marked(&letters, place.start, &marks(record))) } @else { (record.text) } }
}

/// What the colours and lines stand for.
pub(super) fn legend() -> Markup {
    html! {
        ul.legend aria-label="Marks in passages" {
            @for role in Role::ALL { li { mark class=(role.style()) { (role.name()) } } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_cut_a_text_into_stretches_and_lose_no_letter() {
        let letters: Vec<char> = "<b>é & you".chars().collect();
        let marks = [
            Mark { start: 0, end: 7, role: Role::Actor },
            Mark { start: 13, end: 14, role: Role::Event },
            Mark { start: 12, end: 40, role: Role::Place },
            Mark { start: 90, end: 99, role: Role::Number },
        ];
        let html = marked(&letters, 10, &marks).into_string();
        assert!(
            html.starts_with("&lt;b<mark class=\"r-place\"><span class=\"role\">place: </span>&gt;</mark>"),
            "{html}"
        );
        assert!(!html.contains("<b>") && !html.contains("number"), "{html}");
        let mut plain = html;
        while let (Some(from), Some(to)) = (plain.find('<'), plain.find('>')) {
            plain.replace_range(from..=to, "");
        }
        assert_eq!(plain.replace("place: ", "").replace("event: ", ""), "&lt;b&gt;é &amp; you");
    }
}
