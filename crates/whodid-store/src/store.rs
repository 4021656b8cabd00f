//! A store: one file, opened for reading or for writing.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use crate::error::{Fault, StoreError};
use crate::linking::Linking;
use crate::lock::Lock;
use crate::schema::{self, Found};

/// Documents, mentions, events and stories in one SQLite file.
///
/// ```
/// use whodid_store::{Access, Filter, Store};
/// let folder = std::env::temp_dir().join(format!("whodid-doc-{}", std::process::id()));
/// std::fs::create_dir_all(&folder).unwrap();
/// let path = folder.join("empty.db");
/// let store = Store::open(&path, &Access::default()).unwrap();
/// assert_eq!(store.count_events(&Filter::default()).unwrap(), 0);
/// # drop(store);
/// # std::fs::remove_dir_all(&folder).unwrap();
/// ```
#[derive(Debug)]
pub struct Store {
    pub(crate) path: PathBuf,
    pub(crate) connection: Connection,
    pub(crate) linking: Linking,
    pub(crate) command: String,
    /// Number of the row of `runs` that this writer has made, once it has changed something.
    pub(crate) run: Option<i64>,
    pub(crate) now: String,
    /// Dropped last, after the connection has put its file in order.
    _lock: Option<Lock>,
}

/// How a store is opened for writing.
#[derive(Clone, Debug)]
pub struct Access {
    /// How long to wait for another writer.
    pub wait: Duration,
    /// What the other writer is told when it has to wait for this one, and what stands among the runs.
    pub command: String,
    /// The time of day in any form; it stands among the runs and nowhere else.
    pub now: String,
    /// How mentions become events.
    pub linking: Linking,
    /// The most pages that the file may have; for tests of full disks.
    pub most_pages: Option<u32>,
}

impl Default for Access {
    fn default() -> Self {
        Access {
            wait: Duration::from_secs(30),
            command: "whodid".into(),
            now: String::new(),
            linking: Linking::default(),
            most_pages: None,
        }
    }
}

impl Store {
    /// Opens a store for writing; makes it where there is none, and brings an older one up to date.
    ///
    /// # Errors
    ///
    /// When the file is no store, damaged, of a newer version or not to be written, or another writer holds it for longer than
    /// one is ready to wait.
    pub fn open(path: &Path, access: &Access) -> Result<Store, StoreError> {
        Store::opened(path, access).map_err(|fault| StoreError::new(path, fault))
    }

    fn opened(path: &Path, access: &Access) -> Result<Store, Fault> {
        is_file(path, true)?;
        let lock = Lock::take(path, &access.command, access.wait)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection = Connection::open_with_flags(path, flags)?;
        // Programs that know nothing of the lock, such as the shell of SQLite.
        connection.busy_timeout(access.wait)?;
        if connection.is_readonly("main")? {
            return Err(Fault::ReadOnly);
        }
        let found = schema::look(&connection)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        // What is committed stays, even when the power goes.
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.pragma_update(None, "cache_size", -65_536)?;
        if let Some(pages) = access.most_pages {
            connection.pragma_update(None, "max_page_count", pages)?;
        }
        if found != Found::Store(schema::VERSION) {
            schema::bring_up(&mut connection)?;
        }
        connection.set_prepared_statement_cache_capacity(64);
        Ok(Store {
            path: path.to_path_buf(),
            connection,
            linking: access.linking,
            command: access.command.clone(),
            run: None,
            now: access.now.clone(),
            _lock: Some(lock),
        })
    }

    /// Opens a store for reading alone; writers are not held up.
    ///
    /// # Errors
    ///
    /// When there is no such file, or it is no store, damaged, or of another version.
    pub fn read(path: &Path) -> Result<Store, StoreError> {
        Store::opened_to_read(path).map_err(|fault| StoreError::new(path, fault))
    }

    fn opened_to_read(path: &Path) -> Result<Store, Fault> {
        is_file(path, false)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(Duration::from_secs(10))?;
        let mut found = schema::look(&connection);
        if matches!(&found, Err(Fault::Sqlite(error)) if needs_to_write(error)) && !beside(path, "-wal").exists() {
            // In a folder that may not be written no writer is about, and the log that readers share cannot be made.
            let uri = format!("file:{}?immutable=1", escaped(path));
            connection = Connection::open_with_flags(uri, flags | OpenFlags::SQLITE_OPEN_URI)?;
            found = schema::look(&connection);
        }
        match found? {
            Found::Empty => return Err(Fault::NoStore("an empty file")),
            Found::Store(found) if found < schema::VERSION => {
                return Err(Fault::Older { found, known: schema::VERSION });
            }
            Found::Store(_) => {}
        }
        connection.pragma_update(None, "query_only", true)?;
        connection.set_prepared_statement_cache_capacity(64);
        Ok(Store {
            path: path.to_path_buf(),
            connection,
            linking: Linking::default(),
            command: String::new(),
            run: None,
            now: String::new(),
            _lock: None,
        })
    }

    /// Where the store lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// An error of this store.
    pub(crate) fn told<T>(&self, done: Result<T, Fault>) -> Result<T, StoreError> {
        done.map_err(|fault| StoreError::new(&self.path, fault))
    }
}

/// What SQLite says when it cannot make the files beside a database that it only reads.
fn needs_to_write(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{CannotOpen, ReadOnly};
    matches!(error.sqlite_error_code(), Some(CannotOpen | ReadOnly))
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

fn escaped(path: &Path) -> String {
    path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23")
}

fn is_file(path: &Path, to_write: bool) -> Result<(), Fault> {
    match std::fs::metadata(path) {
        Ok(data) if data.is_dir() => Err(Fault::NoStore("a folder")),
        Ok(data) if to_write && data.permissions().readonly() => Err(Fault::ReadOnly),
        Ok(_) => Ok(()),
        Err(_) if to_write => Ok(()),
        Err(_) => Err(Fault::Missing),
    }
}
