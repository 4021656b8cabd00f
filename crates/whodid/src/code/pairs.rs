//! What one party does to another: the class of the relation between two given spans of a sentence.

use crate::ontology::Class;
use crate::reading::{Arcs, EventRole, Head, Kind, Part, Pieces, Relation, softmax};
use crate::resources::{Model, ModelError, Worker};
use crate::{Reading, Sentence, Span};

/// How much the answer to the direct question counts beside the triggers; the rest is theirs. Best on pairs of our own.
const ASKED: f32 = 0.5;

/// What `source` does to `target`, both spans of the sentence, by two ways whose answers are multiplied: the encoder is asked
/// with both parties marked; and every word is weighed as a trigger in which they take part.
///
/// # Errors
///
/// When the model itself is damaged.
pub fn relation(
    sentence: &Sentence,
    reading: &Reading,
    mut pieces: Pieces,
    [source, target]: [Span; 2],
    model: &Model,
    worker: &Worker,
) -> Result<Relation, ModelError> {
    for (span, part) in [(source, Part::Source), (target, Part::Target)] {
        let inside = |word: &&Span| word.overlaps(span);
        if let Some(first) = sentence.words.iter().position(|word| inside(&word)) {
            pieces.mark(first..first + sentence.words.iter().filter(inside).count(), part);
        }
    }
    let mut asked = model.relation(worker, &pieces)?;
    let mut kinds = asked.split_off(Class::ALL.len());
    for (kind, share) in Kind::ALL.into_iter().zip(&kinds) {
        asked[kind.class() as usize] += share;
    }
    let told = by_trigger(sentence, reading, source, target, model, worker)?;
    let mut classes: Vec<f32> = asked
        .iter()
        .zip(&told)
        .map(|(asked, told)| (asked + 1e-4).powf(ASKED) * (told + 1e-4).powf(1.0 - ASKED))
        .collect();
    let sum: f32 = classes.iter().sum();
    classes.iter_mut().for_each(|share| *share /= sum);
    for (kind, share) in Kind::ALL.into_iter().zip(&mut kinds) {
        *share *= classes[kind.class() as usize] / asked[kind.class() as usize].max(f32::EPSILON);
    }
    Ok(Relation { classes, kinds })
}

/// The most words of a sentence that are tried as triggers.
const CANDIDATES: usize = 10;

/// How likely each class is by the words that may tell of it: how surely each does, and how surely the two spans take part.
fn by_trigger(
    sentence: &Sentence,
    reading: &Reading,
    source: Span,
    target: Span,
    model: &Model,
    worker: &Worker,
) -> Result<Vec<f32>, ModelError> {
    let mut words: Vec<(usize, Vec<f32>)> = (0..reading.len())
        .filter(|word| reading.known(*word))
        .map(|word| (word, softmax(reading.logits(Head::Trigger, word))))
        .collect();
    words.sort_by(|a, b| a.1[0].total_cmp(&b.1[0]).then(a.0.cmp(&b.0)));
    words.truncate(CANDIDATES);
    let predicates: Vec<_> = words.iter().map(|(word, _)| *word..word + 1).collect();
    let arcs = model.arcs(worker, reading, &predicates)?;
    let mut scores = vec![1e-6; Class::ALL.len()];
    for ((_, probabilities), arcs) in words.iter().zip(&arcs) {
        let link = link(sentence, arcs, source, target);
        for (class, score) in scores.iter_mut().enumerate() {
            // The last column is a prison sentence: a conviction and an arrest at once.
            let both = if class == Class::Sanction as usize { probabilities[1 + Class::ALL.len()] } else { 0.0 };
            *score = f32::max(*score, (probabilities[1 + class] + both) * link);
        }
    }
    let sum: f32 = scores.iter().sum();
    scores.iter_mut().for_each(|score| *score /= sum);
    Ok(scores)
}

/// How surely the two spans take part in the event, the source rather as actor and the target rather as recipient.
fn link(sentence: &Sentence, arcs: &Arcs, source: Span, target: Span) -> f32 {
    let part = |span: Span, role: EventRole| {
        sentence
            .words
            .iter()
            .zip(&arcs.event)
            .filter(|(word, _)| word.overlaps(span))
            .map(|(_, scores)| scores[role as usize])
            .fold(0.0, f32::max)
    };
    let acts = part(source, EventRole::Actor) + 0.5 * part(source, EventRole::Recipient);
    let suffers = part(target, EventRole::Recipient) + 0.5 * part(target, EventRole::Actor);
    (acts + 0.05) * (suffers + 0.05)
}
