//! What went wrong with a store, and what to do about it.

use std::fmt;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// A store that cannot be opened, read or written. The message names the file and says what to do; nothing that was committed
/// before is lost.
#[derive(Debug)]
pub struct StoreError {
    path: PathBuf,
    fault: Fault,
}

impl StoreError {
    pub(crate) fn new(path: &Path, fault: impl Into<Fault>) -> Self {
        StoreError { path: path.to_path_buf(), fault: fault.into() }
    }

    /// Whether another writer holds the store.
    pub fn is_busy(&self) -> bool {
        matches!(self.fault, Fault::Held(_)) || self.fault.is(&[ErrorCode::DatabaseBusy, ErrorCode::DatabaseLocked])
    }

    /// Whether reading was given up because it was told to stop.
    pub fn is_stopped(&self) -> bool {
        self.fault.is(&[ErrorCode::OperationInterrupted])
    }

    /// Whether what was asked makes no sense, and nothing is wrong with the store.
    pub fn is_asked(&self) -> bool {
        matches!(self.fault, Fault::Asked(_) | Fault::Refused { .. })
    }

    /// The field of a correction that cannot be as it is asked for.
    pub fn field(&self) -> Option<&str> {
        match &self.fault {
            Fault::Refused { field, .. } => Some(field),
            _ => None,
        }
    }

    /// Whether the disk is full.
    pub fn is_full(&self) -> bool {
        self.fault.is(&[ErrorCode::DiskFull])
    }
}

/// What went wrong, without the file's name.
#[derive(Debug)]
pub(crate) enum Fault {
    /// There is no such file.
    Missing,
    /// The folder does not let the file be made.
    NotMade(String),
    /// It is something else.
    NoStore(&'static str),
    /// Its schema is of a later version.
    Newer { found: i64, known: i64 },
    /// Its schema is of an earlier version, and it was opened for reading alone.
    Older { found: i64, known: i64 },
    /// Its schema is of a version that never was.
    Unknown { found: i64 },
    /// The file or its folder may not be written.
    ReadOnly,
    /// Another writer holds it.
    Held(String),
    /// A record in it does not make sense.
    Record(String),
    /// What was asked of it does not make sense.
    Asked(String),
    /// A field of a correction cannot be as it is asked for.
    Refused { field: String, why: String },
    /// SQLite says so.
    Sqlite(rusqlite::Error),
}

impl Fault {
    fn is(&self, codes: &[ErrorCode]) -> bool {
        matches!(self, Fault::Sqlite(error) if error.sqlite_error_code().is_some_and(|code| codes.contains(&code)))
    }
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Fault::Sqlite(error)
    }
}

impl From<serde_json::Error> for Fault {
    fn from(error: serde_json::Error) -> Self {
        Fault::Record(error.to_string())
    }
}

const RESTORE: &str =
    "restore it from a copy, or run into a new file (`correct --export` may still save its corrections)";

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        match &self.fault {
            Fault::Missing => write!(f, "{path}: there is no such store; `whodid run FILES --store {path}` makes one"),
            Fault::NotMade(why) => write!(f, "{path}: it cannot be made ({why}); check the folder, or name another"),
            Fault::NoStore(what) => write!(f, "{path}: it is {what}, and no store of whodid; name another file"),
            Fault::Newer { found, known } => write!(
                f,
                "{path}: it was written by a newer whodid (schema {found}, this one knows {known}); update whodid"
            ),
            Fault::Older { found, known } => write!(
                f,
                "{path}: it is of an older whodid (schema {found}, this one reads {known}); any `whodid run --store {path}` brings it up to date"
            ),
            Fault::Unknown { found } => {
                write!(f, "{path}: no whodid ever wrote schema {found}; restore it from a copy, or run into a new file")
            }
            Fault::ReadOnly => {
                write!(
                    f,
                    "{path}: it may not be written; give yourself the right to write the file and its folder, or copy it"
                )
            }
            Fault::Held(by) => {
                write!(f, "{path}: {by} is writing it; wait for that to end, or wait longer with --wait")
            }
            Fault::Record(what) => write!(f, "{path}: a record in it cannot be read ({what}); {RESTORE}"),
            Fault::Asked(what) | Fault::Refused { why: what, .. } => f.write_str(what),
            Fault::Sqlite(error) => match error.sqlite_error_code() {
                Some(ErrorCode::NotADatabase) => {
                    write!(
                        f,
                        "{path}: it is damaged at its head or no store of whodid; {RESTORE}, or name another file"
                    )
                }
                Some(ErrorCode::DatabaseCorrupt) => write!(f, "{path}: it is damaged ({error}); {RESTORE}"),
                Some(ErrorCode::DiskFull) => write!(
                    f,
                    "{path}: the disk is full; make room and run again: what was written before is kept, and the rest follows"
                ),
                Some(ErrorCode::ReadOnly) => {
                    write!(
                        f,
                        "{path}: it may not be written; give yourself the right to write the file and its folder, or copy it"
                    )
                }
                Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                    write!(f, "{path}: another program holds it; close that, or wait longer with --wait")
                }
                Some(ErrorCode::SystemIoFailure) => {
                    write!(
                        f,
                        "{path}: the disk failed ({error}); look at the disk, and run again: what was written before is kept"
                    )
                }
                Some(ErrorCode::CannotOpen) => {
                    write!(f, "{path}: it cannot be opened ({error}); check its name and your rights")
                }
                _ => write!(f, "{path}: {error}"),
            },
        }
    }
}

impl std::error::Error for StoreError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.fault {
            Fault::Sqlite(error) => Some(error),
            _ => None,
        }
    }
}
