//! How likely two reports tell of one happening: evidence for and against, added up as log-odds.
//!
//! A function of the two reports alone, so that what else there is to link never changes it. The weights are set by hand. Those of
//! words, triggers, modes and of what one document tells again follow the size that a logistic regression gave them on pairs of the
//! training corpus's articles and of ECB+'s training part; neither has reports of several days. Where evidence begins was last
//! moved after seeing `eval linking accuracy/retold`.

use super::days::apart;
use super::evidence::Weighed;
use super::parties::{Fit, Kin, Parties, fit};
use super::words::{Words, hash, split};
use crate::Report;
use crate::event::EventPlace;
use crate::ontology::{Class, Quad, Status};

/// A report made ready to be weighed against many others.
pub(super) struct Ready<'r> {
    pub report: &'r Report,
    pub words: Words,
    pub title: Words,
    pub trigger: Words,
    /// The sentence with its trigger, as a number: the same in a reprint.
    pub passage: u64,
    /// A letter or a message, where the class does not tell it from a meeting.
    pub letter: bool,
    /// Numbers of its parties.
    pub actors: Vec<u32>,
    /// Numbers of its parties.
    pub recipients: Vec<u32>,
}

impl<'r> Ready<'r> {
    pub fn of(report: &'r Report, parties: &mut Parties) -> Self {
        let consult = report.class == Class::Consult;
        Ready {
            words: Words::of(&report.text),
            title: report.title.as_deref().map(Words::of).unwrap_or_default(),
            trigger: Words::of(&report.trigger),
            passage: hash(&[&report.text, &report.trigger, report.class.name()]),
            letter: consult && is_letter(&report.trigger, &report.text),
            actors: parties.enter(&report.actors),
            recipients: parties.enter(&report.recipients),
            report,
        }
    }
}

/// How strongly two reports speak for being one; `None` when they cannot be.
pub(super) fn weigh(one: &Ready<'_>, other: &Ready<'_>, parties: &Parties, tell: bool) -> Option<Weighed> {
    let (a, b) = (one.report, other.report);
    if a.class != b.class {
        return None;
    }
    let same_document = a.doc == b.doc;
    let mut out = Weighed { odds: if same_document { -3.0 } else { -1.9 }, because: tell.then(Vec::new) };
    standing(a, b, &mut out)?;
    ways(one, other, &mut out)?;
    apart(a, b, &mut out)?;
    participants(one, other, parties, &mut out);
    if let (Some(here), Some(there)) = (&a.place, &b.place) {
        places(here, there, &mut out);
    }
    numbers(a, b, &mut out);
    if one.passage == other.passage {
        out.add(6.0, || "the same passage".into());
    }
    if one.trigger.meets(&other.trigger) {
        out.add(1.0, || format!("told by the same word, `{}`", b.trigger));
    }
    let alike = one.words.likeness(&other.words);
    out.add(2.0 * alike, || format!("{:.0} % of the words shared", 100.0 * alike));
    if same_document {
        again(one, other, &mut out);
    } else {
        let alike = one.title.likeness(&other.title);
        if alike > 0.0 {
            out.add(1.2 * alike, || "titles share words".into());
        }
    }
    Some(out)
}

/// Whether it happened, on both sides.
fn standing(a: &Report, b: &Report, out: &mut Weighed) -> Option<()> {
    use Status::{Actual, Future, Historical, Hypothetical, Negated};
    match (a.status, b.status) {
        (x, y) if x == y => {}
        (Actual, Historical) | (Historical, Actual) => out.add(-0.4, || "the one is background".into()),
        (Negated, Actual | Historical) | (Actual | Historical, Negated) => {
            out.add(-0.6, || "one side denies it".into())
        }
        (Future, Hypothetical) | (Hypothetical, Future) => out.add(-0.6, || "planned or only possible".into()),
        _ => return None,
    }
    Some(())
}

/// How it was done.
fn ways(one: &Ready<'_>, other: &Ready<'_>, out: &mut Weighed) -> Option<()> {
    let (a, b) = (&one.report.modes, &other.report.modes);
    if one.letter != other.letter {
        out.add(-2.5, || "a letter is no meeting".into());
    }
    if one.letter && other.letter {
        out.add(0.8, || "both a letter".into());
        return Some(());
    }
    let remote = |modes: &[crate::ontology::Mode]| modes.iter().any(|mode| mode.name() == "phone");
    let consult = one.report.class == Class::Consult;
    if !a.is_empty() && !b.is_empty() {
        if a.iter().any(|mode| b.contains(mode)) {
            let shared = |mode: &&crate::ontology::Mode| b.contains(mode);
            out.add(0.8, || format!("both {}", a.iter().find(shared).map_or("", |mode| mode.name())));
        } else if consult && remote(a) != remote(b) {
            return None;
        } else {
            out.add(-1.4, || "told to be done in other ways".into());
        }
    } else if consult && remote(a) != remote(b) {
        out.add(-0.8, || "only one tells of a call".into());
    }
    Some(())
}

/// Who took part.
fn participants(one: &Ready<'_>, other: &Ready<'_>, parties: &Parties, out: &mut Weighed) {
    let mutual = matches!(one.report.class, Class::Consult | Class::Cooperate | Class::Agree);
    if mutual {
        let all = |ready: &Ready<'_>| [&ready.actors[..], &ready.recipients[..]].concat();
        let weights = Weights { same: 2.4, stranger: 2.2, surplus: 0.3 };
        return role(fit(parties, &all(one), &all(other)), "parties", weights, out);
    }
    // Who says a thing, and who says it with him, makes it another thing; who struck is often told in several ways.
    let spoken = matches!(one.report.class.quad(), Quad::VerbalCooperation | Quad::VerbalConflict);
    let (stranger, surplus) = if spoken { (3.0, 0.8) } else { (1.6, 0.3) };
    role(fit(parties, &one.actors, &other.actors), "actor", Weights { same: 1.3, stranger, surplus }, out);
    let weights = Weights { same: 1.1, stranger: 1.6, surplus: 0.3 };
    role(fit(parties, &one.recipients, &other.recipients), "recipient", weights, out);
}

/// What one role says.
struct Weights {
    /// When all are the same.
    same: f32,
    /// What a stranger in it costs.
    stranger: f32,
    /// What each costs whom the other side does not have.
    surplus: f32,
}

/// The evidence of one role.
fn role(fit: Fit, name: &str, weights: Weights, out: &mut Weighed) {
    match fit {
        Fit::Neither => {}
        Fit::OneSided => out.add(-0.2, || format!("only one names the {name}")),
        Fit::Both { mean, least, longer } => {
            let how = match least {
                Kin::Same => "the same",
                Kin::General | Kin::Compatriot => "may be the same",
                Kin::Unknown => "not known to be the same",
                Kin::Doubtful => "hardly the same",
                Kin::Other => "not the same",
            };
            let against = match least {
                Kin::Other => -weights.stranger,
                Kin::Doubtful => -0.5 * weights.stranger,
                _ => 0.0,
            };
            let surplus = -weights.surplus * longer.min(3) as f32;
            out.add(weights.same * mean + against + surplus, || format!("{name}: {how}"));
        }
    }
}

/// Where it was.
fn places(here: &EventPlace, there: &EventPlace, out: &mut Weighed) {
    let same_id = here.geonameid.is_some() && here.geonameid == there.geonameid;
    let exact = |place: &EventPlace| place.resolution.is_some_and(|level| level >= 3);
    if same_id || here.extracted_place.eq_ignore_ascii_case(&there.extracted_place) {
        let odds = if exact(here) || here.resolution.is_none() { 1.0 } else { 0.4 };
        return out.add(odds, || format!("both at {}", here.extracted_place));
    }
    let ladder = |place: &'_ EventPlace| {
        [place.country.clone(), place.province.clone(), place.district.clone(), place.city.clone()]
    };
    if here.country.is_none() || there.country.is_none() {
        return;
    }
    let (a, b) = (ladder(here), ladder(there));
    if here.country != there.country {
        return out.add(-2.0, || "in two states".into());
    }
    let differ = a.iter().zip(&b).any(|(x, y)| x.is_some() && y.is_some() && x != y);
    match differ {
        true => out.add(-1.2, || format!("at {} and at {}", here.extracted_place, there.extracted_place)),
        false => out.add(0.3, || format!("{} and {} lie in one another", here.extracted_place, there.extracted_place)),
    }
}

/// How many: a toll may rise, but not grow many times over.
fn numbers(a: &Report, b: &Report, out: &mut Weighed) {
    for here in &a.figures {
        let Some(there) = b.figures.iter().find(|figure| figure.kind == here.kind) else { continue };
        let one = |figure: &crate::report::Figure| figure.least.or(figure.most);
        let (Some(x), Some(y)) = (one(here), one(there)) else { continue };
        let (least, most) = (x.min(y) as f32, x.max(y) as f32);
        let counted = &here.kind;
        if most <= 1.05 * least {
            out.add(0.7, || format!("{counted}: {x} in both"));
        } else if most > 4.0 * least + 4.0 {
            out.add(-1.0, || format!("{counted}: {x} and {y}"));
        } else if most > 2.0 * least + 1.0 {
            out.add(-0.4, || format!("{counted}: {x} and {y}"));
        }
    }
}

/// One document that tells of it again: rarely in the same sentence, seldom far off, often by "the" or "that".
fn again(one: &Ready<'_>, other: &Ready<'_>, out: &mut Weighed) {
    let (first, later) = if one.report.sequence <= other.report.sequence {
        (one.report, other.report)
    } else {
        (other.report, one.report)
    };
    let gap = later.sequence - first.sequence;
    if gap == 0 {
        out.add(-0.8, || "in one sentence".into());
    }
    out.add(-0.08 * gap.min(10) as f32, || "further on in the document".into());
    if later.definite {
        out.add(1.3, || "told as known".into());
    }
    // "That call lasted an hour": in our own articles five of six are the one of their class told just before.
    if gap <= 1 && points_back(later) {
        out.add(0.8, || "points back and names nobody".into());
    }
}

/// Whether a report speaks of "that call" or "this attack" and of nobody who took part.
fn points_back(report: &Report) -> bool {
    let before = report.text.split_once(&*report.trigger).map_or("", |(before, _)| before);
    let word = before.split_whitespace().next_back().unwrap_or_default();
    let points = ["this", "that", "these", "those"].iter().any(|one| word.eq_ignore_ascii_case(one));
    points && report.actors.is_empty() && report.recipients.is_empty()
}

/// "gave him a letter", "conveyed a message": CONSULT without a mode, and no meeting.
fn is_letter(trigger: &str, sentence: &str) -> bool {
    /// Words after the trigger among which the paper is named.
    const NEAR: usize = 9;
    const PAPERS: [&str; 7] = ["letter", "letters", "message", "messages", "missive", "note", "telegram"];
    const HANDED: [&str; 20] = [
        "bearing",
        "bore",
        "brought",
        "carried",
        "carrying",
        "conveyed",
        "convey",
        "delivered",
        "delivering",
        "exchanged",
        "forwarded",
        "gave",
        "handed",
        "handing",
        "passed",
        "presented",
        "relayed",
        "sent",
        "transmitted",
        "turned",
    ];
    let named = |text: &str, list: &[&str]| split(text).any(|word| list.contains(&&*word.to_lowercase()));
    let after = sentence.find(trigger).map_or("", |at| &sentence[at + trigger.len()..]);
    let near = split(after).take(NEAR).any(|word| PAPERS.contains(&&*word.to_lowercase()));
    named(trigger, &PAPERS) || named(trigger, &HANDED) && near
}
