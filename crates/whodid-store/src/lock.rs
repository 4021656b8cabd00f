//! One writer at a time: a lock that the system takes back when its holder dies, however it dies.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::error::Fault;

/// Held as long as it lives. The file beside the store that carries it says who holds it; it goes when the holder is done.
#[derive(Debug)]
pub(crate) struct Lock {
    path: PathBuf,
    file: File,
}

/// How long between two tries.
const PAUSE: Duration = Duration::from_millis(100);

impl Lock {
    /// Takes the lock of a store, waiting for it up to `wait`.
    pub(crate) fn take(store: &Path, holder: &str, wait: Duration) -> Result<Lock, Fault> {
        let mut path = store.as_os_str().to_owned();
        path.push(".lock");
        let path = PathBuf::from(path);
        let mut left = wait;
        loop {
            let mut file = open(&path)?;
            match file.try_lock() {
                // The last holder may have removed the file between our opening and our locking it.
                Ok(()) if !is_there(&file, &path) => continue,
                Ok(()) => {
                    let told =
                        file.set_len(0).and_then(|()| write!(file, "process {}, `{holder}`", std::process::id()));
                    // A full disk is no reason not to say so later, where it is told better.
                    let _ = told;
                    return Ok(Lock { path, file });
                }
                Err(TryLockError::WouldBlock) if left.is_zero() => {
                    let mut by = String::new();
                    let _ = file.rewind().and_then(|()| file.read_to_string(&mut by));
                    return Err(Fault::Held(if by.is_empty() { "another program".to_string() } else { by }));
                }
                Err(TryLockError::WouldBlock) => {
                    let pause = PAUSE.min(left);
                    std::thread::sleep(pause);
                    left -= pause;
                }
                Err(TryLockError::Error(error)) => return Err(Fault::NotMade(error.to_string())),
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Removed while still held, so that whoever waits for this very file sees that it is gone.
        let _ = std::fs::remove_file(&self.path);
        let _ = self.file.unlock();
    }
}

fn open(path: &Path) -> Result<File, Fault> {
    OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path).map_err(|error| {
        match error.kind() {
            std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => Fault::ReadOnly,
            _ => Fault::NotMade(error.to_string()),
        }
    })
}

#[cfg(unix)]
fn is_there(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), std::fs::metadata(path)) {
        (Ok(held), Ok(named)) => (held.dev(), held.ino()) == (named.dev(), named.ino()),
        _ => false,
    }
}

/// Elsewhere a file that is open cannot be removed.
#[cfg(not(unix))]
fn is_there(_: &File, _: &Path) -> bool {
    true
}
