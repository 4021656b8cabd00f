//! Triggers: the words that tell of an event, and of which class.

use std::ops::Range;

use crate::document::Nearest;
use crate::ontology::Class;
use crate::reading::{Head, largest, softmax, stretches};
use crate::resources::Thresholds;
use crate::{Mention, Reading, Sentence};

/// Words that tell of an event.
#[derive(Clone, Debug)]
pub(super) struct Trigger {
    /// Which words of the sentence.
    pub(super) words: Range<usize>,
    /// The class; two for a prison sentence, which convicts and locks up at once.
    pub(super) classes: Vec<Class>,
    /// The probability of what was chosen.
    pub(super) probability: f32,
    /// The class that came second.
    pub(super) runner_up: (Class, f32),
}

const BOTH: usize = 1 + Class::ALL.len();

/// The classes that a column of the trigger head stands for.
fn classes(column: usize) -> Vec<Class> {
    if column == BOTH { vec![Class::Sanction, Class::Coerce] } else { vec![Class::ALL[column - 1]] }
}

/// Two stretches of one class with a single word between them are one trigger ("called the raid off").
fn joined(stretches: Vec<(Range<usize>, usize)>, text: &str, sentence: &Sentence) -> Vec<(Range<usize>, usize)> {
    let is_word = |at: usize| sentence.words[at].of(text).chars().any(char::is_alphanumeric);
    let mut out: Vec<(Range<usize>, usize)> = Vec::new();
    for (words, column) in stretches {
        match out.last_mut() {
            Some((before, of)) if *of == column && words.start == before.end + 1 && is_word(before.end) => {
                before.end = words.end;
            }
            _ => out.push((words, column)),
        }
    }
    out
}

/// Sentences before and after that say with a sentence whether its passage is of politics.
const AROUND: usize = 4;

/// For every sentence the logit by which "no event" is likelier than its words alone say: above zero in passages that are not
/// of politics, where words of attack, deal and defeat mean other things.
pub(super) fn doubts(readings: &[Reading], floors: &Thresholds) -> Vec<f32> {
    (0..readings.len())
        .map(|at| {
            let passage = &readings[at.saturating_sub(AROUND)..(at + AROUND + 1).min(readings.len())];
            let sum: f32 = passage.iter().map(|reading| reading.politics().clamp(-4.0, 4.0)).sum();
            let count = passage.len() as f32;
            // The fewer sentences there are to judge by, the less is asked of them.
            let leaning = floors.leaning * (count - 1.0) / (count + 1.0);
            floors.politics * (leaning - sum / count).max(0.0)
        })
        .collect()
}

/// The probabilities of the trigger head's labels at a word, with a doubt about there being any event.
fn probabilities(reading: &Reading, word: usize, doubt: f32) -> Vec<f32> {
    let mut logits = reading.logits(Head::Trigger, word).to_vec();
    logits[0] += doubt;
    softmax(&logits)
}

/// The triggers of a sentence, from a probability of `floor` on.
pub(super) fn triggers(text: &str, sentence: &Sentence, reading: &Reading, floor: f32, doubt: f32) -> Vec<Trigger> {
    let columns = (0..reading.len()).map(|word| {
        let probabilities = probabilities(reading, word, doubt);
        (reading.known(word) && 1.0 - probabilities[0] > floor).then(|| 1 + largest(&probabilities[1..]).0)
    });
    joined(stretches(columns), text, sentence)
        .into_iter()
        .filter(|(words, _)| sentence.stretch(words.clone()).of(text).chars().any(char::is_alphanumeric))
        .map(|(words, column)| {
            let mut probabilities = vec![0.0; Head::Trigger.width()];
            for word in words.clone() {
                let at_word = self::probabilities(reading, word, doubt);
                probabilities.iter_mut().zip(at_word).for_each(|(sum, p)| *sum += p / words.len() as f32);
            }
            let probability = probabilities[column];
            probabilities[column] = 0.0;
            let (second, chance) = largest(&probabilities[1..=Class::ALL.len()]);
            Trigger { words, classes: classes(column), probability, runner_up: (Class::ALL[second], chance) }
        })
        .collect()
}

/// The word that looks most like an event.
pub(super) fn nearest(sentence: &Sentence, reading: &Reading, doubt: f32) -> Option<Nearest> {
    (0..reading.len())
        .filter(|word| reading.known(*word))
        .map(|word| {
            let probabilities = probabilities(reading, word, doubt);
            let class = classes(1 + largest(&probabilities[1..]).0)[0];
            Nearest { word: sentence.words[word], class, probability: 1.0 - probabilities[0] }
        })
        .max_by(|a, b| a.probability.total_cmp(&b.probability))
}

impl Trigger {
    /// The mention of one of the trigger's classes, with nothing but its class known.
    pub(super) fn mention(&self, sentence: usize, within: &Sentence, class: Class) -> Mention {
        let mut mention = Mention::new(sentence, within.stretch(self.words.clone()), class);
        mention.confidence.event = self.probability;
        mention.runner_up = Some(self.runner_up);
        mention
    }
}
