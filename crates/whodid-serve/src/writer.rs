//! Corrections into the store: it is opened for writing for each, and let go of at once.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use hyper::StatusCode;
use tokio::sync::{Mutex, oneshot};
use whodid_store::{Access, Store, StoreError};

use crate::problem::Problem;

/// A store with more events is too large to chain its stories while somebody waits.
const LARGE: u64 = 20_000;
/// How long another program that writes is waited for.
const WAIT: Duration = Duration::from_secs(3);

/// Lets one correction in after another.
#[derive(Debug)]
pub(crate) struct Writer {
    path: PathBuf,
    turn: Arc<Mutex<()>>,
    /// How many wait for their turn.
    waiting: Arc<AtomicUsize>,
}

impl Writer {
    pub(crate) fn new(path: &Path) -> Writer {
        Writer { path: path.to_path_buf(), turn: Arc::default(), waiting: Arc::default() }
    }

    /// Opens the store, which holds so many events, does the job, links what it touched, and hands its outcome back. Stories of a
    /// large store are chained behind that, as long as nobody else waits: it takes a while, and the next correction does it too.
    ///
    /// # Errors
    ///
    /// When the store cannot be written, or another program writes it for long.
    pub(crate) async fn write<T: Send + 'static>(
        &self,
        events: u64,
        job: impl FnOnce(&mut Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, WriteError> {
        self.waiting.fetch_add(1, Ordering::SeqCst);
        let turn = Arc::clone(&self.turn).lock_owned().await;
        self.waiting.fetch_sub(1, Ordering::SeqCst);
        let (path, waiting) = (self.path.clone(), Arc::clone(&self.waiting));
        let (reply, answer) = oneshot::channel();
        // A thread of its own: the server may end while stories are chained, which SQLite then takes back.
        std::thread::spawn(move || {
            let _turn = turn;
            let access = Access { wait: WAIT, command: "whodid serve".into(), now: now(), ..Access::default() };
            let mut store = match Store::open(&path, &access) {
                Ok(store) => store,
                Err(error) => {
                    let _ = reply.send(Err(error));
                    return;
                }
            };
            let done = job(&mut store).and_then(|done| {
                if events > LARGE {
                    store.link_events()?
                } else {
                    store.link()?
                };
                store.finish(&now())?;
                Ok(done)
            });
            let worked = done.is_ok();
            let _ = reply.send(done);
            if worked && store.stop_when(move || waiting.load(Ordering::SeqCst) > 0).is_ok() {
                // When it is given up it stays due.
                let _ = store.link();
            }
        });
        match answer.await {
            Ok(done) => done.map_err(WriteError::Store),
            Err(_) => Err(WriteError::Lost),
        }
    }
}

/// Why nothing was written.
#[derive(Debug)]
pub(crate) enum WriteError {
    Store(StoreError),
    /// The writer failed while at it.
    Lost,
}

impl WriteError {
    /// The field of a correction that it is about.
    pub(crate) fn field(&self) -> Option<String> {
        match self {
            WriteError::Store(error) => error.field().map(ToString::to_string),
            WriteError::Lost => None,
        }
    }
}

impl From<WriteError> for Problem {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::Store(error) if error.is_busy() => Problem::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "held",
                "another program is writing the store, and nothing was corrected",
                format!("wait for that to end, and send it again ({error})"),
            ),
            WriteError::Store(error) if error.is_asked() => {
                let advice = "change it, and send it again";
                Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "bad_correction", error.to_string(), advice)
            }
            WriteError::Store(error) => {
                let advice = "look at the file on the machine that serves it; nothing was corrected";
                Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "store", error.to_string(), advice)
            }
            WriteError::Lost => {
                let what = "the correction was lost on the way";
                let advice = "look whether it was made, and send it again if not";
                Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "lost", what, advice)
            }
        }
    }
}

/// The time of day, to the second, in UTC.
fn now() -> String {
    let second = jiff::Timestamp::now().as_second();
    jiff::Timestamp::from_second(second).map(|time| time.to_string()).unwrap_or_default()
}
