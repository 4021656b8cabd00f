//! Mentions compared: class, participants, status, sources, modes, contexts, countries, sectors.

use std::collections::BTreeMap;

use super::gold::{sentence_of, unfolded};
use super::reliability::Reliability;
use super::{Share, Tally};
use crate::ontology::{Class, Context, Mode, Status};
use crate::{Document, Mention, Participant, Span};

/// What a comparison counts.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// Same class, and the triggers overlap or stand in one sentence and share a participant.
    pub mention: Tally,
    /// As `mention`, and the actors overlap too, one for one.
    pub with_actors: Tally,
    /// As `mention`, and all actors and recipients overlap, one for one.
    pub with_participants: Tally,
    /// As `mention`, and the triggers themselves overlap.
    pub by_trigger: Tally,
    /// By class.
    pub classes: BTreeMap<Class, Tally>,
    /// Of the matched mentions: status.
    pub status: Share,
    /// Of the matched mentions, by status: found against gold.
    pub statuses: BTreeMap<Status, Tally>,
    /// Of the matched mentions: modes.
    pub modes: Tally,
    /// The same by mode.
    pub by_mode: BTreeMap<Mode, Tally>,
    /// Of the matched mentions: contexts.
    pub contexts: Tally,
    /// The same by context.
    pub by_context: BTreeMap<Context, Tally>,
    /// Of the matched mentions: who says so.
    pub according_to: Tally,
    /// Of the matched participants whose gold has a country.
    pub country: Share,
    /// Of the matched participants whose gold has a sector.
    pub sector: Share,
    /// Whether confidence keeps its word, by field: `event` over all mentions, the others over the matched ones.
    pub reliability: BTreeMap<&'static str, Reliability>,
    /// Documents without a gold mention.
    pub quiet_documents: usize,
    /// Mentions found in those documents.
    pub false_in_quiet: usize,
    /// What went wrong, by kind.
    pub errors: Vec<Error>,
}

/// One mention that was missed, invented or given the wrong class, or one part of a matched mention that is wrong.
#[derive(Clone, Debug)]
pub struct Error {
    /// What went wrong.
    pub kind: ErrorKind,
    /// Id of the document.
    pub doc: String,
    /// Gold class, unless invented.
    pub gold: Option<Class>,
    /// Class found, unless missed.
    pub found: Option<Class>,
    /// The trigger's words.
    pub trigger: String,
    /// The participant that is wrong, or the status that is right and the one found.
    pub part: Option<String>,
    /// The sentence.
    pub sentence: String,
}

/// What may go wrong with a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ErrorKind {
    /// Found at the same words, with another class.
    WrongClass,
    /// Not found, in a sentence where something else was.
    MissedBeside,
    /// Not found, in a sentence where nothing was.
    MissedAlone,
    /// Found, in a sentence that has other gold mentions.
    FalseBeside,
    /// Found, in a sentence without any.
    FalseAlone,
    /// Matched, and one of its actors was not found.
    ActorMissed,
    /// Matched, with an actor that is none of its.
    ActorFalse,
    /// Matched, and one of its recipients was not found.
    RecipientMissed,
    /// Matched, with a recipient that is none of its.
    RecipientFalse,
    /// Matched, with another status.
    WrongStatus,
}

impl ErrorKind {
    /// The kind in words.
    pub fn name(self) -> &'static str {
        match self {
            ErrorKind::WrongClass => "wrong class",
            ErrorKind::MissedBeside => "missed beside another",
            ErrorKind::MissedAlone => "missed alone",
            ErrorKind::FalseBeside => "false beside another",
            ErrorKind::FalseAlone => "false alone",
            ErrorKind::ActorMissed => "actor missed",
            ErrorKind::ActorFalse => "actor false",
            ErrorKind::RecipientMissed => "recipient missed",
            ErrorKind::RecipientFalse => "recipient false",
            ErrorKind::WrongStatus => "wrong status",
        }
    }
}

impl Figures {
    /// The mean over statuses of their F1.
    pub fn status_macro(&self) -> f64 {
        let present: Vec<_> = self.statuses.values().filter(|tally| tally.gold > 0).collect();
        present.iter().map(|tally| tally.f1()).sum::<f64>() / present.len().max(1) as f64
    }

    /// Counts a coded document against its gold. `found` has its sentences; `gold` need not.
    pub fn compare(&mut self, gold: &Document, found: &Document) {
        let (golds, founds) = (unfolded(gold), unfolded(found));
        let matches = matched(&golds, &founds, found);
        for tally in [&mut self.mention, &mut self.by_trigger, &mut self.with_actors, &mut self.with_participants] {
            tally.gold += golds.len();
            tally.said += founds.len();
        }
        for (f, mention) in founds.iter().enumerate() {
            self.trust("event", mention.confidence.event, matches.iter().any(|(_, found)| *found == f));
        }
        if golds.is_empty() {
            self.quiet_documents += 1;
            self.false_in_quiet += founds.iter().filter(|mention| mention.scope.is_empty()).count();
        }
        for mention in &golds {
            self.classes.entry(mention.class).or_default().gold += 1;
        }
        for mention in &founds {
            self.classes.entry(mention.class).or_default().said += 1;
        }
        // Some gold marks days, and not the phrases that tell them: such a document says nothing of found phrases.
        let times = golds.iter().any(|mention| mention.time.is_some());
        for &(g, f) in &matches {
            self.matched(&golds[g], &founds[f], times);
        }
        self.list_errors(&golds, &founds, &matches, found);
    }

    fn trust(&mut self, field: &'static str, confidence: f32, right: bool) {
        self.reliability.entry(field).or_default().add(confidence, right);
    }

    fn matched(&mut self, gold: &Mention, found: &Mention, times: bool) {
        self.mention.hits += 1;
        self.by_trigger.hits += usize::from(gold.trigger.overlaps(found.trigger));
        self.classes.entry(gold.class).or_default().hits += 1;
        let actors = same_spans(&gold.actors, &found.actors);
        self.with_actors.hits += usize::from(actors);
        self.with_participants.hits += usize::from(actors && same_spans(&gold.recipients, &found.recipients));
        self.status.add(gold.status == found.status);
        let of_gold = self.statuses.entry(gold.status).or_default();
        of_gold.gold += 1;
        of_gold.hits += usize::from(gold.status == found.status);
        self.statuses.entry(found.status).or_default().said += 1;
        self.modes.add(&found.modes, &gold.modes);
        self.contexts.add(&found.contexts, &gold.contexts);
        by_label(&mut self.by_mode, &found.modes, &gold.modes);
        by_label(&mut self.by_context, &found.contexts, &gold.contexts);
        let overlap = |one: Option<Span>, other: Span| one.is_some_and(|span| span.overlaps(other));
        if !found.actors.is_empty() {
            self.trust("actor", found.confidence.actor, actors);
        }
        if !found.recipients.is_empty() {
            self.trust("recipient", found.confidence.recipient, same_spans(&gold.recipients, &found.recipients));
        }
        if let Some(place) = found.place {
            self.trust("place", found.confidence.place, overlap(gold.place, place));
        }
        if let Some(time) = found.time.filter(|_| times) {
            self.trust("date", found.confidence.date, overlap(gold.time, time));
        }
        let sources = |mention: &Mention| -> Vec<Participant> {
            mention.according_to.iter().map(|source| source.party.clone()).collect()
        };
        let (said, true_sources) = (sources(found), sources(gold));
        self.according_to.said += said.len();
        self.according_to.gold += true_sources.len();
        self.according_to.hits += pairs_of(&true_sources, &said).len();
        for (golds, founds) in [(&gold.actors, &found.actors), (&gold.recipients, &found.recipients)] {
            for (g, f) in pairs_of(golds, founds) {
                if golds[g].country.is_some() {
                    self.country.add(golds[g].country == founds[f].country);
                }
                if let Some(sector) = golds[g].sectors.first() {
                    self.sector.add(founds[f].sectors.first() == Some(sector));
                }
            }
        }
    }

    fn list_errors(&mut self, golds: &[Mention], founds: &[Mention], matches: &[(usize, usize)], document: &Document) {
        let sentence = |mention: &Mention| sentence_of(document, mention.trigger);
        let words = |mention: &Mention| mention.trigger.of(&document.text).to_string();
        let around = |mention: &Mention| {
            sentence(mention)
                .map_or(String::new(), |at| document.layers.sentences[at].span.of(&document.text).to_string())
        };
        let mut explained = Vec::new();
        for gold in golds.iter().enumerate().filter(|(g, _)| !matches.iter().any(|(m, _)| m == g)).map(|(_, gold)| gold)
        {
            let other = founds.iter().enumerate().find(|(f, found)| {
                found.trigger.overlaps(gold.trigger) && !matches.iter().any(|(_, m)| m == f) && !explained.contains(f)
            });
            let kind = match other {
                Some((f, _)) => {
                    explained.push(f);
                    ErrorKind::WrongClass
                }
                None if founds.iter().any(|found| sentence(found) == sentence(gold)) => ErrorKind::MissedBeside,
                None => ErrorKind::MissedAlone,
            };
            self.errors.push(Error {
                kind,
                doc: document.id.clone(),
                gold: Some(gold.class),
                found: other.map(|(_, found)| found.class),
                trigger: words(gold),
                part: None,
                sentence: around(gold),
            });
        }
        for (f, found) in founds.iter().enumerate() {
            if matches.iter().any(|(_, m)| *m == f) || explained.contains(&f) {
                continue;
            }
            let beside = golds.iter().any(|gold| sentence(gold) == sentence(found));
            self.errors.push(Error {
                kind: if beside { ErrorKind::FalseBeside } else { ErrorKind::FalseAlone },
                doc: document.id.clone(),
                gold: None,
                found: Some(found.class),
                trigger: words(found),
                part: None,
                sentence: around(found),
            });
        }
        for &(g, f) in matches {
            let (gold, found) = (&golds[g], &founds[f]);
            let mut wrong = Vec::new();
            for (golds, founds, missed, invented) in [
                (&gold.actors, &found.actors, ErrorKind::ActorMissed, ErrorKind::ActorFalse),
                (&gold.recipients, &found.recipients, ErrorKind::RecipientMissed, ErrorKind::RecipientFalse),
            ] {
                let pairs = pairs_of(golds, founds);
                let text = |party: &Participant| party.span.of(&document.text).to_string();
                let left = golds.iter().enumerate().filter(|(at, _)| !pairs.iter().any(|(used, _)| used == at));
                wrong.extend(left.map(|(_, party)| (missed, text(party))));
                let left = founds.iter().enumerate().filter(|(at, _)| !pairs.iter().any(|(_, used)| used == at));
                wrong.extend(left.map(|(_, party)| (invented, text(party))));
            }
            if gold.status != found.status {
                wrong.push((ErrorKind::WrongStatus, format!("{}, found {}", gold.status.name(), found.status.name())));
            }
            self.errors.extend(wrong.into_iter().map(|(kind, part)| Error {
                kind,
                doc: document.id.clone(),
                gold: Some(gold.class),
                found: Some(found.class),
                trigger: words(found),
                part: Some(part),
                sentence: around(found),
            }));
        }
    }
}

/// Counts two lists of labels against each other, label by label.
fn by_label<T: Copy + Ord>(tallies: &mut BTreeMap<T, Tally>, said: &[T], gold: &[T]) {
    for &label in gold {
        let tally = tallies.entry(label).or_default();
        tally.gold += 1;
        tally.hits += usize::from(said.contains(&label));
    }
    for &label in said {
        tallies.entry(label).or_default().said += 1;
    }
}

/// Pairs of gold and found mentions, each used once: those whose triggers overlap before those that share a participant.
fn matched(golds: &[Mention], founds: &[Mention], document: &Document) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let overlap = |g: &Mention, f: &Mention| g.trigger.overlaps(f.trigger);
    let beside = |g: &Mention, f: &Mention| {
        sentence_of(document, g.trigger) == sentence_of(document, f.trigger)
            && g.actors
                .iter()
                .chain(&g.recipients)
                .any(|party| f.actors.iter().chain(&f.recipients).any(|other| other.span.overlaps(party.span)))
    };
    for rule in [&overlap as &dyn Fn(&Mention, &Mention) -> bool, &beside] {
        for (g, gold) in golds.iter().enumerate() {
            if pairs.iter().any(|(used, _)| *used == g) {
                continue;
            }
            let found = founds.iter().enumerate().position(|(f, found)| {
                found.class == gold.class && !pairs.iter().any(|(_, used)| *used == f) && rule(gold, found)
            });
            if let Some(f) = found {
                pairs.push((g, f));
            }
        }
    }
    pairs
}

/// Pairs of participants whose spans overlap, each used once.
fn pairs_of(golds: &[Participant], founds: &[Participant]) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (g, gold) in golds.iter().enumerate() {
        let found = founds
            .iter()
            .enumerate()
            .position(|(f, found)| found.span.overlaps(gold.span) && !pairs.iter().any(|(_, used)| *used == f));
        if let Some(f) = found {
            pairs.push((g, f));
        }
    }
    pairs
}

fn same_spans(golds: &[Participant], founds: &[Participant]) -> bool {
    golds.len() == founds.len() && pairs_of(golds, founds).len() == golds.len()
}
