//! Readings: what the encoder makes of a sentence, before anything is decided.

use crate::mention::Count;
use crate::ontology::{Class, Context, Mode, Sector, Status};

/// A sentence cut into word pieces, as the encoder takes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pieces {
    /// Piece ids, with `[CLS]` before and `[SEP]` after.
    pub ids: Vec<u32>,
    /// Shape of the word that each piece belongs to.
    pub shapes: Vec<u8>,
    /// For each word, the index of its first piece; `None` when nothing of it is in the vocabulary's alphabet, or it
    /// stands past the encoder's reach.
    pub first: Vec<Option<usize>>,
}

/// One question that the encoder answers about every word, by a stretch of columns in its output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Head {
    /// No trigger; each class; SANCTION and COERCE at once (a prison sentence).
    Trigger,
    /// Whether the word says that somebody says something; whether it tells of somebody's attitude to something.
    Cue,
    /// The status of the event triggered here.
    Status,
    /// The modes of the event triggered here.
    Modes,
    /// The contexts of the event triggered here.
    Contexts,
    /// No sector known; each sector, of the participant named here.
    Sector,
    /// What the number counts.
    Number,
    /// Names, as outside, begin and inside of person, place and organisation.
    Names,
    /// What the source does to the target, read at the first piece of a sentence in which both are marked.
    Relation,
    /// Whether the sentence is of politics at all, read at its first piece.
    Politics,
}

/// A kind of a class that tables of pairs made from CAMEO's codes put under another class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Sanctions imposed, an embargo.
    Embargo,
    /// A verdict.
    Conviction,
    /// A concession that is promised: "agreed to release", "is willing to withdraw".
    PromisedConcession,
    /// An agreement that has been reached.
    ReachedAgreement,
    /// A blockade, a siege, an attack on computers.
    Siege,
    /// Peacekeepers sent.
    Peacekeeping,
    /// Coercion, sanctions, protest, assault announced and not yet done.
    AnnouncedCoercion,
    /// See [`Kind::AnnouncedCoercion`].
    AnnouncedSanction,
    /// See [`Kind::AnnouncedCoercion`].
    AnnouncedProtest,
    /// See [`Kind::AnnouncedCoercion`].
    AnnouncedAssault,
}

impl Kind {
    /// All, in the order of the model's columns.
    pub const ALL: [Self; 10] = [
        Kind::Embargo,
        Kind::Conviction,
        Kind::PromisedConcession,
        Kind::ReachedAgreement,
        Kind::Siege,
        Kind::Peacekeeping,
        Kind::AnnouncedCoercion,
        Kind::AnnouncedSanction,
        Kind::AnnouncedProtest,
        Kind::AnnouncedAssault,
    ];

    /// The class that it is a kind of.
    pub fn class(self) -> Class {
        match self {
            Kind::Embargo | Kind::Conviction | Kind::AnnouncedSanction => Class::Sanction,
            Kind::PromisedConcession => Class::Concede,
            Kind::ReachedAgreement => Class::Agree,
            Kind::Siege | Kind::AnnouncedCoercion => Class::Coerce,
            Kind::Peacekeeping => Class::Mobilize,
            Kind::AnnouncedProtest => Class::Protest,
            Kind::AnnouncedAssault => Class::Assault,
        }
    }
}

/// What one party does to another: the probability of each class, summing to one.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    /// In the order of [`Class::ALL`].
    pub classes: Vec<f32>,
    /// The part of its class that each kind is, in the order of [`Kind::ALL`].
    pub kinds: Vec<f32>,
}

/// What a word is to a relation that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The one who does something.
    Source = 1,
    /// The one to whom it is done.
    Target = 2,
}

impl Pieces {
    /// The same sentence with the pieces of `words` marked as one part of a relation.
    pub fn mark(&mut self, words: std::ops::Range<usize>, part: Part) {
        const SHAPES: u8 = 7;
        let at = |word: usize| self.first.get(word).copied().flatten();
        let Some(start) = words.clone().find_map(at) else { return };
        let last = self.ids.len().saturating_sub(1);
        let end = (words.end..self.first.len()).find_map(at).unwrap_or(last);
        for shape in self.shapes.iter_mut().take(end).skip(start) {
            *shape = *shape % SHAPES + SHAPES * part as u8;
        }
    }
}

impl Head {
    /// The heads in order of their columns.
    pub const ALL: [Head; 10] = [
        Head::Trigger,
        Head::Cue,
        Head::Status,
        Head::Modes,
        Head::Contexts,
        Head::Sector,
        Head::Number,
        Head::Names,
        Head::Relation,
        Head::Politics,
    ];

    /// The number of its columns.
    pub fn width(self) -> usize {
        match self {
            Head::Trigger => 2 + Class::ALL.len(),
            Head::Cue => 2,
            Head::Status => Status::ALL.len(),
            Head::Modes => Mode::all().count(),
            Head::Contexts => Context::all().count(),
            Head::Sector => 1 + Sector::all().count(),
            Head::Number => Count::ALL.len(),
            Head::Names => 7,
            // Each class, then the kinds that are told apart from the rest of theirs.
            Head::Relation => Class::ALL.len() + Kind::ALL.len(),
            Head::Politics => 1,
        }
    }

    /// The name in the model's description of itself.
    pub fn name(self) -> &'static str {
        match self {
            Head::Trigger => "trigger",
            Head::Cue => "cue",
            Head::Status => "status",
            Head::Modes => "modes",
            Head::Contexts => "contexts",
            Head::Sector => "sector",
            Head::Number => "number",
            Head::Names => "names",
            Head::Relation => "relation",
            Head::Politics => "politics",
        }
    }

    /// Where its columns begin.
    pub fn start(self) -> usize {
        Head::ALL.iter().take_while(|head| **head != self).map(|head| head.width()).sum()
    }

    /// The columns of all heads together.
    pub fn columns() -> usize {
        Head::ALL.iter().map(|head| head.width()).sum()
    }
}

/// The length of either end of an arc.
pub const ARC: usize = 128;

/// What the encoder makes of one sentence: for each of its words the logits of every [`Head`], and the two vectors that
/// say how it would stand at the head or at the foot of an arc.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// Words times [`Head::columns`]; zeros for a word that the encoder could not read.
    logits: Vec<f32>,
    /// Words times [`ARC`].
    head_ends: Vec<f32>,
    /// Words times [`ARC`].
    word_ends: Vec<f32>,
    /// Which words the encoder could read.
    known: Vec<bool>,
    /// How far the sentence as a whole is of politics, as a logit.
    politics: f32,
}

impl Reading {
    /// A reading from its parts: how far the sentence is of politics (a logit), and per word the logits and both ends, `None`
    /// where the encoder saw nothing.
    pub fn new<'a>(politics: f32, words: impl Iterator<Item = Option<(&'a [f32], &'a [f32], &'a [f32])>>) -> Self {
        let mut reading = Reading { politics, ..Reading::default() };
        for word in words {
            reading.known.push(word.is_some());
            match word {
                Some((logits, head_end, word_end)) => {
                    reading.logits.extend_from_slice(logits);
                    reading.head_ends.extend_from_slice(head_end);
                    reading.word_ends.extend_from_slice(word_end);
                }
                None => {
                    reading.logits.resize(reading.logits.len() + Head::columns(), 0.0);
                    reading.head_ends.resize(reading.head_ends.len() + ARC, 0.0);
                    reading.word_ends.resize(reading.word_ends.len() + ARC, 0.0);
                }
            }
        }
        reading
    }

    /// How far the sentence as a whole is of politics, as a logit.
    pub fn politics(&self) -> f32 {
        self.politics
    }

    /// The number of words.
    pub fn len(&self) -> usize {
        self.known.len()
    }

    /// True for a sentence without words.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Whether the encoder could read the word.
    pub fn known(&self, word: usize) -> bool {
        self.known.get(word).copied().unwrap_or(false)
    }

    /// The logits of one head at one word.
    pub fn logits(&self, head: Head, word: usize) -> &[f32] {
        let start = word * Head::columns() + head.start();
        &self.logits[start..start + head.width()]
    }

    /// The mean of a head's logits over words `from..to`, leaving out those the encoder could not read.
    pub fn mean(&self, head: Head, from: usize, to: usize) -> Vec<f32> {
        let mut sum = vec![0.0; head.width()];
        let mut words = 0.0_f32;
        for word in (from..to).filter(|word| self.known(*word)) {
            words += 1.0;
            for (total, value) in sum.iter_mut().zip(self.logits(head, word)) {
                *total += value;
            }
        }
        sum.iter_mut().for_each(|total| *total /= words.max(1.0));
        sum
    }

    /// The vector of a word as the head of arcs.
    pub fn head_end(&self, word: usize) -> &[f32] {
        &self.head_ends[word * ARC..(word + 1) * ARC]
    }

    /// The vectors of all words as the feet of arcs, one after another.
    pub fn word_ends(&self) -> &[f32] {
        &self.word_ends
    }
}

/// What a word is to an event, in the order of the model's columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EventRole {
    /// Nothing.
    None,
    /// Who did it.
    Actor,
    /// To whom.
    Recipient,
    /// Where.
    Place,
    /// When.
    Time,
    /// How many.
    Number,
}

impl EventRole {
    /// Every role, in the order of the model's columns.
    pub const ALL: [EventRole; 6] =
        [EventRole::None, EventRole::Actor, EventRole::Recipient, EventRole::Place, EventRole::Time, EventRole::Number];
}

/// What a word is to a statement, in the order of the model's columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SpeechRole {
    /// Nothing.
    None,
    /// Who says it.
    Speaker,
    /// What is said.
    Content,
    /// Where it is said.
    Channel,
}

impl SpeechRole {
    /// Every role, in the order of the model's columns.
    pub const ALL: [SpeechRole; 4] = [SpeechRole::None, SpeechRole::Speaker, SpeechRole::Content, SpeechRole::Channel];
}

/// The arcs from one predicate to every word of its sentence, as probabilities.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Arcs {
    /// Per word, of each [`EventRole`].
    pub event: Vec<[f32; 6]>,
    /// Per word, of each [`SpeechRole`].
    pub speech: Vec<[f32; 4]>,
}

/// Turns logits into probabilities that sum to one.
pub fn softmax(logits: &[f32]) -> Vec<f32> {
    let top = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut out: Vec<f32> = logits.iter().map(|x| (x - top).exp()).collect();
    let sum: f32 = out.iter().sum();
    out.iter_mut().for_each(|x| *x /= sum);
    out
}

/// Turns a logit into a probability.
pub fn sigmoid(logit: f32) -> f32 {
    1.0 / (1.0 + (-logit).exp())
}

/// Stretches of neighbouring words with the same value, as word ranges; `None` ends a stretch.
pub fn stretches<T: PartialEq + Copy>(values: impl IntoIterator<Item = Option<T>>) -> Vec<(std::ops::Range<usize>, T)> {
    let mut out: Vec<(std::ops::Range<usize>, T)> = Vec::new();
    for (word, value) in values.into_iter().enumerate() {
        let Some(value) = value else { continue };
        match out.last_mut() {
            Some((range, of)) if range.end == word && *of == value => range.end += 1,
            _ => out.push((word..word + 1, value)),
        }
    }
    out
}

/// The position and value of the largest number; the first of equals.
pub fn largest(values: &[f32]) -> (usize, f32) {
    let mut best = (0, f32::NEG_INFINITY);
    for (at, &value) in values.iter().enumerate() {
        if value > best.1 {
            best = (at, value);
        }
    }
    best
}
