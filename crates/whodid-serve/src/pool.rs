//! Readers of the store: a few threads, each with a connection of its own, and a queue before them that is not endless.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use tokio::sync::oneshot;
use whodid_store::{Store, StoreError};

type Job = Box<dyn FnOnce(&Store) + Send>;

/// Questions that may wait for a reader; more are turned away at once.
const WAITING: usize = 1024;

/// Lends readers.
#[derive(Debug)]
pub(crate) struct Pool {
    jobs: mpsc::SyncSender<Job>,
}

/// Why a question got no reader or no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Busy {
    /// Too many wait already.
    Full,
    /// The reader failed while at it.
    Lost,
}

impl Pool {
    /// Opens `readers` connections. A question that takes longer than `patience` is given up.
    ///
    /// # Errors
    ///
    /// When the store cannot be opened.
    pub(crate) fn open(path: &Path, readers: usize, patience: Duration) -> Result<Pool, StoreError> {
        let (jobs, queue) = mpsc::sync_channel::<Job>(WAITING);
        let queue = Arc::new(Mutex::new(queue));
        for _ in 0..readers.max(1) {
            let mut store = Store::read(path)?;
            let began = Arc::new(Mutex::new(Instant::now()));
            let since = Arc::clone(&began);
            store.stop_when(move || since.lock().is_ok_and(|began| began.elapsed() > patience))?;
            let queue = Arc::clone(&queue);
            thread::spawn(move || {
                loop {
                    let job = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    // The server is gone.
                    let Ok(job) = job else { return };
                    *began.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
                    // One question that fails takes nobody else's reader away.
                    let _ = catch_unwind(AssertUnwindSafe(|| job(&store)));
                }
            });
        }
        Ok(Pool { jobs })
    }

    /// Asks a reader.
    ///
    /// # Errors
    ///
    /// When too many wait already, or the reader failed.
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Store) -> T + Send + 'static,
    ) -> Result<T, Busy> {
        let (reply, answer) = oneshot::channel();
        let job: Job = Box::new(move |store| {
            // Whoever asked may have left while waiting.
            if !reply.is_closed() {
                let _ = reply.send(question(store));
            }
        });
        self.jobs.try_send(job).map_err(|_| Busy::Full)?;
        answer.await.map_err(|_| Busy::Lost)
    }
}
