//! Who says what: cues, and the speaker, content and channel of each.

use std::ops::Range;

use crate::document::Attribution;
use crate::reading::{Arcs, Head, SpeechRole, largest, sigmoid, stretches};
use crate::resources::{Model, ModelError, Worker};
use crate::{Reading, Sentence, Span};

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
    let floors = [model.thresholds().cue, model.thresholds().attitude];
    let attitude = |word: usize| {
        let scores = reading.logits(Head::Cue, word);
        let sure = |at: usize| reading.known(word) && sigmoid(scores[at]) > floors[at];
        (sure(0) || sure(1)).then(|| !sure(0))
    };
    let (cues, attitudes): (Vec<Range<usize>>, Vec<bool>) =
        stretches((0..reading.len()).map(attitude)).into_iter().unzip();
    let arcs = model.arcs(worker, reading, &cues)?;
    let mut found: Vec<Attribution> = Vec::new();
    for ((cue, attitude), arcs) in cues.into_iter().zip(attitudes).zip(arcs) {
        let mut told = Attribution { attitude, ..attribution(text, sentence, &cue, &arcs) };
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

fn attribution(text: &str, sentence: &Sentence, cue: &Range<usize>, arcs: &Arcs) -> Attribution {
    let mut told = Attribution::default();
    let roles = arcs.speech.iter().map(|scores| match SpeechRole::ALL[largest(scores).0] {
        SpeechRole::None => None,
        role => Some(role),
    });
    let found = stretches(roles);
    let of = |wanted: SpeechRole| -> Vec<Range<usize>> {
        found.iter().filter(|(_, role)| *role == wanted).map(|(words, _)| words.clone()).collect()
    };
    let speakers: Vec<Range<usize>> = of(SpeechRole::Speaker)
        .into_iter()
        .filter(|words| is_party(sentence.stretch(words.clone()).of(text)))
        .collect();
    let speakers = one_group(speakers, arcs);
    let barriers: Vec<usize> = cue.clone().chain(speakers.iter().cloned().flatten()).collect();
    told.source = speakers.into_iter().map(|words| sentence.stretch(words)).collect();
    told.content =
        bridged(of(SpeechRole::Content), &barriers).into_iter().map(|words| sentence.stretch(words)).collect();
    told.channel = of(SpeechRole::Channel).into_iter().next().map(|words| sentence.stretch(words));
    told.channel = told.channel.or_else(|| channel(text, sentence, &told.content));
    // A stray word beside a clause is no second part of the statement.
    if let Some(longest) = told.content.iter().map(|span| span.len()).max() {
        told.content.retain(|span| span.len() * 8 >= longest && span.of(text).chars().any(char::is_alphanumeric));
    }
    told
}

/// The words by which a statement is put out, behind "on its", "in a": a page, a channel, a statement.
const CHANNELS: [&str; 17] = [
    "account",
    "broadcast",
    "bulletin",
    "channel",
    "communique",
    "communiqué",
    "conference",
    "interview",
    "letter",
    "page",
    "post",
    "remarks",
    "speech",
    "statement",
    "tweet",
    "website",
    "video",
];

/// "on its Telegram channel", "in a statement", outside what is said.
fn channel(text: &str, sentence: &Sentence, content: &[Span]) -> Option<Span> {
    let word = |at: usize| sentence.words.get(at).map_or(String::new(), |word| word.of(text).to_lowercase());
    let opens = |at: usize| matches!(word(at).as_str(), "on" | "in" | "via" | "through" | "over");
    let owned = |at: usize| matches!(word(at).as_str(), "its" | "his" | "her" | "their" | "the" | "a" | "an");
    (0..sentence.words.len()).filter(|&at| opens(at) && owned(at + 1)).find_map(|at| {
        let last = (at + 2..at + 7).find(|&last| CHANNELS.contains(&word(last).as_str()))?;
        let plain = (at + 2..last).all(|between| word(between).chars().all(|c| c.is_alphanumeric() || c == '-'));
        let span = sentence.stretch(at..last + 1);
        (plain && !content.iter().any(|content| content.overlaps(span))).then_some(span)
    })
}

/// The surest speaker, and those joined to it ("Russia, Iran and Turkey said").
fn one_group(speakers: Vec<Range<usize>>, arcs: &Arcs) -> Vec<Range<usize>> {
    let sure = |words: &Range<usize>| {
        let sum: f32 = words.clone().map(|word| arcs.speech[word][SpeechRole::Speaker as usize]).sum();
        sum / words.len().max(1) as f32
    };
    let Some(best) = (0..speakers.len()).max_by(|&a, &b| sure(&speakers[a]).total_cmp(&sure(&speakers[b]))) else {
        return speakers;
    };
    let joined = |a: usize, b: usize| speakers[b].start <= speakers[a].end + 2;
    let (mut first, mut last) = (best, best);
    while first > 0 && joined(first - 1, first) {
        first -= 1;
    }
    while last + 1 < speakers.len() && joined(last, last + 1) {
        last += 1;
    }
    speakers[first..=last].to_vec()
}

/// The longest gap in a statement, in words, that is taken for a part of it.
const GAP: usize = 8;

/// Joins neighbouring stretches of content over a short gap, unless the cue or the speaker stands in it.
fn bridged(stretches: Vec<Range<usize>>, barriers: &[usize]) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for words in stretches {
        match out.last_mut() {
            Some(before)
                if words.start <= before.end + GAP
                    && !(before.end..words.start).any(|word| barriers.contains(&word)) =>
            {
                before.end = words.end;
            }
            _ => out.push(words),
        }
    }
    out
}

fn is_party(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
        && !matches!(text.to_lowercase().as_str(), "the" | "a" | "an" | "of" | "and")
}
