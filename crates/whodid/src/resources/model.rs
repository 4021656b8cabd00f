//! The model: an encoder that reads sentences, and a scorer of the arcs between their words.

use std::fmt;

use rten::{NodeId, RunOptions, ThreadPool};
use rten_tensor::prelude::*;
use rten_tensor::{NdTensor, NdTensorView};

use super::{Calibration, Vocabulary};
use crate::reading::{ARC, Arcs, Head, Pieces, Reading, softmax};

/// The trained model of one language.
pub struct Model {
    encoder: rten::Model,
    roles: rten::Model,
    vocabulary: Vocabulary,
    thresholds: Thresholds,
    calibration: Calibration,
    encoder_nodes: [NodeId; 5],
    role_nodes: [NodeId; 4],
}

/// From which probability on a thing is coded; chosen on held-out sentences when the model was trained.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Thresholds {
    /// That a word tells of an event.
    pub trigger: f32,
    /// That a word says that somebody says something.
    pub cue: f32,
    /// That a word tells of somebody's attitude.
    pub attitude: f32,
    /// That a mode holds.
    pub mode: f32,
    /// That a context holds.
    pub context: f32,
    /// How much a passage that is not of politics speaks against any event in it.
    pub politics: f32,
    /// How sure (a logit) the sentences of a passage must be on the whole that it is of politics, for nothing to speak against.
    pub leaning: f32,
}

/// A model that cannot be loaded or run.
#[derive(Debug)]
pub struct ModelError(String);

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the model is broken: {}", self.0)
    }
}

impl std::error::Error for ModelError {}

fn broken(error: impl fmt::Display) -> ModelError {
    ModelError(error.to_string())
}

/// The threads that one worker computes with. Documents are worked on side by side, so each worker has one.
#[derive(Clone)]
pub struct Worker(RunOptions);

impl Worker {
    /// A worker with one thread of its own.
    pub fn new() -> Self {
        Worker(RunOptions::default().with_thread_pool(Some(ThreadPool::with_num_threads(1).into())))
    }
}

impl Default for Worker {
    fn default() -> Self {
        Worker::new()
    }
}

impl Model {
    /// Loads the encoder and the scorer of roles (ONNX), the vocabulary (a piece a line) and the model's description of
    /// itself (the JSON that training writes).
    ///
    /// # Errors
    ///
    /// When a part is damaged, or was trained with other labels than this version of the library has.
    pub fn load(encoder: Vec<u8>, roles: Vec<u8>, vocabulary: &str, description: &str) -> Result<Model, ModelError> {
        // Laid out for the kernels once, at loading: no slower to start, a third faster from then on, the same bytes.
        let encoder = rten::ModelOptions::with_all_ops().prepack_weights(true).load(encoder).map_err(broken)?;
        let roles = rten::Model::load(roles).map_err(broken)?;
        let description: serde_json::Value = serde_json::from_str(description).map_err(broken)?;
        let known = Head::ALL.iter().all(|head| description["heads"][head.name()] == head.width());
        if !known {
            return Err(ModelError("it was trained with other heads than this version knows".into()));
        }
        let threshold = |name: &str| description["thresholds"][name].as_f64().map_or(0.5, |t| t as f32);
        let thresholds = Thresholds {
            trigger: threshold("trigger"),
            cue: threshold("cue"),
            attitude: threshold("attitude"),
            mode: threshold("mode"),
            context: threshold("context"),
            politics: threshold("politics"),
            leaning: threshold("leaning"),
        };
        let id = |model: &rten::Model, name: &str| model.node_id(name).map_err(broken);
        Ok(Model {
            encoder_nodes: [
                id(&encoder, "pieces")?,
                id(&encoder, "shapes")?,
                id(&encoder, "words")?,
                id(&encoder, "head_end")?,
                id(&encoder, "word_end")?,
            ],
            role_nodes: [id(&roles, "heads")?, id(&roles, "words")?, id(&roles, "distances")?, id(&roles, "roles")?],
            encoder,
            roles,
            thresholds,
            calibration: Calibration::parse(&description["calibration"]),
            vocabulary: Vocabulary::parse(vocabulary).map_err(broken)?,
        })
    }

    /// The pieces that the encoder reads.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// From which probability on a thing is coded.
    pub fn thresholds(&self) -> Thresholds {
        self.thresholds
    }

    /// How often its scores are right.
    pub fn calibration(&self) -> &Calibration {
        &self.calibration
    }

    /// Reads a batch of sentences. The scale of 8-bit arithmetic is that of the whole batch: a batch holds sentences of one
    /// document only.
    ///
    /// # Errors
    ///
    /// When the model itself is damaged; no text makes it fail.
    pub fn read(&self, worker: &Worker, batch: &[&Pieces]) -> Result<Vec<Reading>, ModelError> {
        let Some(output) = self.encode(worker, batch)? else {
            return Ok(batch.iter().map(|_| Reading::default()).collect());
        };
        let columns = Head::columns();
        Ok(batch
            .iter()
            .enumerate()
            .map(|(row, pieces)| {
                let start = row * output.length;
                let politics = output.words[start * columns + Head::Politics.start()];
                Reading::new(
                    politics,
                    pieces.first.iter().map(|first| {
                        let at = start + (*first)?;
                        Some((
                            &output.words[at * columns..(at + 1) * columns],
                            &output.head_ends[at * ARC..(at + 1) * ARC],
                            &output.word_ends[at * ARC..(at + 1) * ARC],
                        ))
                    }),
                )
            })
            .collect())
    }

    /// What the source does to the target of a sentence in which both are [marked](Pieces::mark): the probability of each
    /// class, in the order of [`Class::ALL`](crate::ontology::Class::ALL), but for the kinds of it in
    /// [`Kind::ALL`](crate::reading::Kind::ALL), which follow.
    ///
    /// # Errors
    ///
    /// When the model itself is damaged; no text makes it fail.
    pub fn relation(&self, worker: &Worker, pieces: &Pieces) -> Result<Vec<f32>, ModelError> {
        let (start, width) = (Head::Relation.start(), Head::Relation.width());
        Ok(match self.encode(worker, &[pieces])? {
            // Read at the first piece, which belongs to no word.
            Some(output) => softmax(&output.words[start..start + width]),
            None => vec![1.0 / width as f32; width],
        })
    }

    /// Runs the encoder; `None` for a batch without pieces.
    fn encode(&self, worker: &Worker, batch: &[&Pieces]) -> Result<Option<Encoded>, ModelError> {
        let length = batch.iter().map(|pieces| pieces.ids.len()).max().unwrap_or(0);
        if length == 0 {
            return Ok(None);
        }
        let mut ids = NdTensor::<i32, 2>::zeros([batch.len(), length]);
        let mut shapes = NdTensor::<i32, 2>::zeros([batch.len(), length]);
        for (row, pieces) in batch.iter().enumerate() {
            for (column, (&id, &shape)) in pieces.ids.iter().zip(&pieces.shapes).enumerate() {
                ids[[row, column]] = id as i32;
                shapes[[row, column]] = i32::from(shape);
            }
        }
        let [pieces_in, shapes_in, words_out, head_out, word_out] = self.encoder_nodes;
        let [words, heads, feet] = self
            .encoder
            .run_n(
                vec![(pieces_in, ids.into()), (shapes_in, shapes.into())],
                [words_out, head_out, word_out],
                Some(worker.0.clone()),
            )
            .map_err(broken)?;
        let words: NdTensor<f32, 3> = words.try_into().map_err(broken)?;
        let heads: NdTensor<f32, 3> = heads.try_into().map_err(broken)?;
        let feet: NdTensor<f32, 3> = feet.try_into().map_err(broken)?;
        if words.size(2) != Head::columns() || heads.size(2) != ARC {
            return Err(ModelError(format!("its output has {} columns", words.size(2))));
        }
        Ok(Some(Encoded { length, words: words.to_vec(), head_ends: heads.to_vec(), word_ends: feet.to_vec() }))
    }

    /// The arcs from each of the predicates `from..to` (in words) to every word of the sentence.
    ///
    /// # Errors
    ///
    /// When the model itself is damaged; no text makes it fail.
    pub fn arcs(
        &self,
        worker: &Worker,
        reading: &Reading,
        predicates: &[std::ops::Range<usize>],
    ) -> Result<Vec<Arcs>, ModelError> {
        let count = reading.len();
        let heads: Vec<usize> = predicates.iter().cloned().flatten().collect();
        if count == 0 || heads.is_empty() {
            return Ok(predicates.iter().map(|_| Arcs::default()).collect());
        }
        let mut head_ends = Vec::with_capacity(heads.len() * count * ARC);
        let mut word_ends = Vec::with_capacity(heads.len() * count * ARC);
        let mut distances = Vec::with_capacity(heads.len() * count);
        for &head in &heads {
            for word in 0..count {
                head_ends.extend_from_slice(reading.head_end(head));
                distances.push(bucket(word as i32 - head as i32));
            }
            word_ends.extend_from_slice(reading.word_ends());
        }
        let pairs = heads.len() * count;
        let [heads_in, words_in, distances_in, out] = self.role_nodes;
        let [scores] = self
            .roles
            .run_n(
                vec![
                    (heads_in, NdTensorView::from_data([pairs, ARC], head_ends.as_slice()).into()),
                    (words_in, NdTensorView::from_data([pairs, ARC], word_ends.as_slice()).into()),
                    (distances_in, NdTensorView::from_data([pairs], distances.as_slice()).into()),
                ],
                [out],
                Some(worker.0.clone()),
            )
            .map_err(broken)?;
        let scores: NdTensor<f32, 2> = scores.try_into().map_err(broken)?;
        let scores = scores.to_vec();
        let mut rows = scores.chunks_exact(count * 10);
        Ok(predicates.iter().map(|predicate| mean_arcs(rows.by_ref().take(predicate.len()), count)).collect())
    }
}

/// The encoder's output: a row for every piece of every sentence of a batch, each sentence padded to `length`.
struct Encoded {
    length: usize,
    words: Vec<f32>,
    head_ends: Vec<f32>,
    word_ends: Vec<f32>,
}

/// The mean of the scores of a predicate's words, as probabilities.
fn mean_arcs<'a>(rows: impl Iterator<Item = &'a [f32]>, count: usize) -> Arcs {
    let mut sum = vec![0.0_f32; count * 10];
    let mut words = 0.0_f32;
    for row in rows {
        words += 1.0;
        sum.iter_mut().zip(row).for_each(|(total, value)| *total += value);
    }
    sum.iter_mut().for_each(|total| *total /= words.max(1.0));
    let mut arcs = Arcs::default();
    for word in sum.chunks_exact(10) {
        let (mut event, mut speech) = ([0.0; 6], [0.0; 4]);
        event.copy_from_slice(&softmax(&word[..6]));
        speech.copy_from_slice(&softmax(&word[6..]));
        arcs.event.push(event);
        arcs.speech.push(speech);
    }
    arcs
}

/// The bucket of a signed distance in words: exact up to seven, then by doubling, with a side each.
fn bucket(offset: i32) -> i32 {
    let far = offset.abs();
    let bucket = match far {
        0..=7 => far,
        8..=15 => 8,
        16..=31 => 9,
        32..=63 => 10,
        _ => 11,
    };
    if offset < 0 { bucket + 11 } else { bucket }
}

impl fmt::Debug for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Model").finish_non_exhaustive()
    }
}
