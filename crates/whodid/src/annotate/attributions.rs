//! Who says what: cues, and the speaker, content and channel of each.

use std::ops::Range;

use crate::document::Attribution;
use crate::reading::{Arcs, Head, SpeechRole, largest, sigmoid, stretches};
use crate::resources::{Model, ModelError, Worker};
use crate::{Reading, Sentence};

/// The attributions of one sentence.
///
/// # Errors
///
/// When the model itself is damaged.
pub fn attributions(
    text: &str,
    sentence: &Sentence,
    reading: &Reading,
    model: &Model,
    worker: &Worker,
) -> Result<Vec<Attribution>, ModelError> {
    let floor = model.thresholds().cue;
    let cues: Vec<Range<usize>> = stretches((0..reading.len()).map(|word| {
        (reading.known(word) && sigmoid(reading.logits(Head::Cue, word)[0]) > floor).then_some(())
    }))
    .into_iter()
    .map(|(cue, ())| cue)
    .collect();
    let arcs = model.arcs(worker, reading, &cues)?;
    let mut found: Vec<Attribution> = Vec::new();
    for (cue, arcs) in cues.into_iter().zip(arcs) {
        let mut told = attribution(text, sentence, &arcs);
        told.cue.push(sentence.stretch(cue));
        if told.content.is_empty() {
            continue;
        }
        // "quoted ... as saying": two cues of one statement.
        match found.iter_mut().find(|other| other.content == told.content && other.source == told.source) {
            Some(other) => other.cue.extend(told.cue),
            None => found.push(told),
        }
    }
    Ok(found)
}

fn attribution(text: &str, sentence: &Sentence, arcs: &Arcs) -> Attribution {
    let mut told = Attribution::default();
    let roles = arcs.speech.iter().map(|scores| match SpeechRole::ALL[largest(scores).0] {
        SpeechRole::None => None,
        role => Some(role),
    });
    for (words, role) in bridged(stretches(roles)) {
        let span = sentence.stretch(words.clone());
        match role {
            SpeechRole::Content => told.content.push(span),
            SpeechRole::Speaker if is_party(span.of(text)) => told.source.push(span),
            SpeechRole::Channel if told.channel.is_none() => told.channel = Some(span),
            _ => {}
        }
    }
    // A stray word beside a clause is no second part of the statement.
    if let Some(longest) = told.content.iter().map(|span| span.len()).max() {
        told.content.retain(|span| span.len() * 8 >= longest && span.of(text).chars().any(char::is_alphanumeric));
    }
    told
}

/// Joins two stretches of content with a single word between them that nothing else claims.
fn bridged(stretches: Vec<(Range<usize>, SpeechRole)>) -> Vec<(Range<usize>, SpeechRole)> {
    let mut out: Vec<(Range<usize>, SpeechRole)> = Vec::new();
    for (words, role) in stretches {
        match out.last_mut() {
            Some((before, of)) if *of == role && role == SpeechRole::Content && words.start <= before.end + 2 => {
                before.end = words.end;
            }
            _ => out.push((words, role)),
        }
    }
    out
}

fn is_party(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric) && !matches!(text.to_lowercase().as_str(), "the" | "a" | "an" | "of" | "and")
}
