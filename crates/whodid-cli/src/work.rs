//! Documents coded side by side, and handed on in the order they were read.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, mpsc};

use anyhow::Result;
use whodid::Document;
use whodid::pipeline::code_document;
use whodid::read::ReadFailure;
use whodid::resources::{Resources, Worker};

/// What became of the inputs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Documents coded.
    pub done: usize,
    /// Documents that could not be read.
    pub failed: usize,
}

/// Documents in flight for each worker: enough to keep it busy, few enough to keep memory flat.
const IN_FLIGHT: usize = 4;

type Numbered<T> = (usize, T);

/// Codes every document on `jobs` workers and gives each to `sink` in the order they were read; each failure goes to `report`.
///
/// # Errors
///
/// When the sink fails, or the model is broken.
pub fn code_all(
    documents: impl Iterator<Item = Result<Document, ReadFailure>>,
    resources: &Resources,
    jobs: usize,
    mut sink: impl FnMut(Document) -> Result<()>,
    mut report: impl FnMut(&ReadFailure),
) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let stop = Arc::new(AtomicBool::new(false));
    std::thread::scope(|scope| {
        let (todo, work) = mpsc::sync_channel::<Numbered<Document>>(jobs * IN_FLIGHT);
        let work = Arc::new(Mutex::new(work));
        let (finished, results) = mpsc::channel();
        for _ in 0..jobs {
            let (work, finished, stop) = (Arc::clone(&work), finished.clone(), Arc::clone(&stop));
            scope.spawn(move || {
                let worker = Worker::new();
                loop {
                    // A poisoned lock means that another worker panicked; the scope will pass that on.
                    let Ok(Ok((number, document))) = work.lock().map(|work| work.recv()) else { return };
                    if stop.load(Ordering::Relaxed)
                        || finished.send((number, code_document(document, resources, &worker))).is_err()
                    {
                        return;
                    }
                }
            });
        }
        drop(finished);
        // The receiving end lives in the workers alone, so that sending fails once they are gone.
        drop(work);

        let mut order = InOrder { waiting: BTreeMap::new(), next: 0 };
        let mut given = 0;
        let run = || -> Result<()> {
            for document in documents {
                match document {
                    Ok(document) => {
                        if todo.send((given, document)).is_err() {
                            break;
                        }
                        given += 1;
                    }
                    Err(failure) => {
                        outcome.failed += 1;
                        report(&failure);
                    }
                }
                // Take back what is ready, and wait when too much lies ahead of the slowest document.
                while let Some(result) = if given - order.next > 2 * jobs * IN_FLIGHT {
                    results.recv().ok()
                } else {
                    results.try_recv().ok()
                } {
                    outcome.done += order.take(result, &mut sink)?;
                }
            }
            Ok(())
        };
        let mut done = run();
        drop(todo);
        if done.is_ok() {
            done = results.iter().try_for_each(|result| {
                outcome.done += order.take(result, &mut sink)?;
                Ok(())
            });
        }
        stop.store(true, Ordering::Relaxed);
        done
    })?;
    Ok(outcome)
}

struct InOrder {
    waiting: BTreeMap<usize, Result<Document, whodid::resources::ModelError>>,
    next: usize,
}

impl InOrder {
    /// Takes one result and hands on all that are due; how many were.
    fn take(
        &mut self,
        (number, document): Numbered<Result<Document, whodid::resources::ModelError>>,
        sink: &mut impl FnMut(Document) -> Result<()>,
    ) -> Result<usize> {
        self.waiting.insert(number, document);
        let before = self.next;
        while let Some(document) = self.waiting.remove(&self.next) {
            self.next += 1;
            sink(document?)?;
        }
        Ok(self.next - before)
    }
}
