//! What no annotation may say: combinations that the ontology rules out, and marks that hang in the air.

use std::collections::BTreeMap;

use super::markup::{Label, Mark, Marked, Mistake, Part};
use crate::ontology::{Class, Mode, Status};

/// Every mistake in a line whose marks are well formed.
pub(super) fn check(marked: &Marked) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    let triggers = triggers(marked, &mut mistakes);
    for mark in &marked.marks {
        check_labels(mark, &triggers, &mut mistakes);
    }
    check_recipients(marked, &mut mistakes);
    check_attributions(marked, &mut mistakes);
    mistakes
}

/// COOPERATE, AID and SANCTION need a recipient (COOPERATE another actor will do); in CONSULT only a visit has one.
fn check_recipients(marked: &Marked, mistakes: &mut Vec<Mistake>) {
    let count = |wanted: super::Role, event: u32| {
        let labels = marked.marks.iter().flat_map(|mark| &mark.labels);
        labels.filter(|label| matches!(label, Label::Role(role, of) if *role == wanted && *of == event)).count()
    };
    for mark in &marked.marks {
        for label in &mark.labels {
            let Label::Trigger { event, class, modes, .. } = label else { continue };
            let (actors, recipients) = (count(super::Role::Actor, *event), count(super::Role::Recipient, *event));
            let met = recipients > 0 || (*class == Class::Cooperate && actors > 1);
            let none_named = mark.labels.contains(&Label::Nobody(*event));
            if matches!(class, Class::Cooperate | Class::Aid | Class::Sanction) && !met && !none_named {
                mistakes.push(Mistake::at(
                    mark.column,
                    format!("{} needs a recipient; where the text names none, say so: `-r{event}`", class.name()),
                ));
            }
            if none_named && recipients > 0 {
                mistakes.push(Mistake::at(mark.column, format!("`-r{event}`, and event {event} has a recipient")));
            }
            if *class == Class::Consult && recipients > 0 && !modes.iter().any(|mode| mode.name() == "visit") {
                mistakes.push(Mistake::at(
                    mark.column,
                    "CONSULT has a recipient only when it is a visit; all who meet are actors",
                ));
            }
        }
    }
}

fn triggers(marked: &Marked, mistakes: &mut Vec<Mistake>) -> BTreeMap<u32, Class> {
    let mut triggers = BTreeMap::new();
    for mark in &marked.marks {
        for label in &mark.labels {
            let Label::Trigger { event, class, modes, status } = label else { continue };
            if triggers.insert(*event, *class).is_some() {
                mistakes.push(Mistake::at(mark.column, format!("event {event} has a trigger already")));
            }
            if *status == Status::Future && matches!(class, Class::Agree | Class::Concede | Class::Threaten) {
                mistakes.push(Mistake::at(
                    mark.column,
                    format!("{} already means the future and is never `~future`", class.name()),
                ));
            }
            if let Some(twice) = twice(modes) {
                mistakes.push(Mistake::at(mark.column, format!("mode `{}` stands twice", twice.name())));
            }
        }
    }
    triggers
}

fn twice(modes: &[Mode]) -> Option<Mode> {
    modes.iter().enumerate().find(|(at, mode)| modes[..*at].contains(mode)).map(|(_, mode)| *mode)
}

fn check_labels(mark: &Mark, triggers: &BTreeMap<u32, Class>, mistakes: &mut Vec<Mistake>) {
    let mut wrong = |what: String| mistakes.push(Mistake::at(mark.column, what));
    let is_trigger = mark.labels.iter().any(|label| matches!(label, Label::Trigger { .. }));
    let has_party = mark.labels.iter().any(|label| matches!(label, Label::Party(..)));
    let takes_part = mark.labels.iter().any(|label| {
        matches!(label, Label::Role(super::Role::Actor | super::Role::Recipient, _) | Label::Says(Part::Speaker, _))
    });
    for (at, label) in mark.labels.iter().enumerate() {
        if mark.labels[..at].contains(label) {
            wrong(format!("`{label}` stands twice in this mark"));
        }
        match label {
            Label::Role(_, event) | Label::Number(event, _) if !triggers.contains_key(event) => {
                wrong(format!("`{label}` names event {event}, which has no trigger on this line"));
            }
            Label::Context(_) | Label::Scope(_) | Label::Happening(_) if !is_trigger => {
                wrong(format!("`{label}` belongs on a trigger, and this mark has none"));
            }
            _ => {}
        }
    }
    let distant = mark.labels.iter().any(|label| matches!(label, Label::Says(Part::Content, _)));
    if has_party && !takes_part && !distant {
        wrong("a country and sector on a span that is no participant and no speaker".into());
    }
    if takes_part && !has_party {
        wrong("a participant or speaker without `COUNTRY/SECTOR`; write `-/-` when both are unknown".into());
    }
}

fn check_attributions(marked: &Marked, mistakes: &mut Vec<Mistake>) {
    let mut parts: BTreeMap<char, Vec<(Part, usize, bool)>> = BTreeMap::new();
    for mark in &marked.marks {
        let keyed = mark.labels.iter().any(|label| matches!(label, Label::Entity(_)));
        for label in &mark.labels {
            if let Label::Says(part, letter) = label {
                parts.entry(*letter).or_default().push((*part, mark.column, keyed));
            }
        }
    }
    for (letter, parts) in parts {
        let has = |wanted: Part| parts.iter().any(|(part, ..)| *part == wanted);
        let distant = parts.iter().any(|(part, _, keyed)| *part == Part::Content && *keyed);
        let column = parts.first().map_or(1, |(_, column, _)| *column);
        if !has(Part::Content) {
            mistakes.push(Mistake::at(
                column,
                format!("attribution {letter} has no content; mark what is said as `c{letter}`"),
            ));
        }
        if !has(Part::Cue) && !has(Part::Attitude) && !distant {
            mistakes.push(Mistake::at(
                column,
                format!("attribution {letter} has no cue; mark the words that say so as `q{letter}`, or those of an attitude as `w{letter}`"),
            ));
        }
    }
}
