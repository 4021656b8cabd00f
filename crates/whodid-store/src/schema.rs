//! The form of the file: its mark, its version, and the way from one version to the next.

use rusqlite::{Connection, Transaction};

use crate::error::Fault;

/// The mark in the file's head that says whose it is: `whod`.
const APPLICATION: i64 = 0x7768_6f64;

/// One step a version: the first makes version 1 of an empty file, the next will make version 2 of version 1, and so on.
/// A step that was released is never changed.
type Step = fn(&Transaction<'_>) -> rusqlite::Result<()>;
const STEPS: &[Step] = &[
    |transaction| transaction.execute_batch(include_str!("schema/1.sql")),
    |transaction| transaction.execute_batch(include_str!("schema/2.sql")),
    |transaction| transaction.execute_batch(include_str!("schema/3.sql")),
];

/// The version that this program writes.
pub const VERSION: i64 = STEPS.len() as i64;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// A database without any table.
    Empty,
    /// A store of this version.
    Store(i64),
}

/// Tells what a file is.
///
/// # Errors
///
/// When it is no store, or one of a version that cannot be read.
pub(crate) fn look(connection: &Connection) -> Result<Found, Fault> {
    let number = |pragma: &str| connection.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
    let (application, found) = (number("application_id")?, number("user_version")?);
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    match (application, found) {
        (0, 0) if tables == 0 => Ok(Found::Empty),
        (APPLICATION, found) if found > VERSION => Err(Fault::Newer { found, known: VERSION }),
        (APPLICATION, found) if found < 1 => Err(Fault::Unknown { found }),
        (APPLICATION, found) => Ok(Found::Store(found)),
        _ => Err(Fault::NoStore("a SQLite database of another program")),
    }
}

/// Brings a file to this program's version, in one transaction: an empty one becomes a store, an older store is migrated.
pub(crate) fn bring_up(connection: &mut Connection) -> Result<(), Fault> {
    migrate(connection, STEPS)
}

fn migrate(connection: &mut Connection, steps: &[Step]) -> Result<(), Fault> {
    // Looked at within the transaction, since another writer may have been first.
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let from = match look(&transaction) {
        Ok(Found::Empty) => 0,
        Ok(Found::Store(version)) => version,
        // Steps of a test may go beyond what the program knows.
        Err(Fault::Newer { found, .. }) if found <= steps.len() as i64 => found,
        Err(fault) => return Err(fault),
    };
    let due = steps.iter().skip(usize::try_from(from).unwrap_or(0));
    let mut changed = false;
    for step in due {
        step(&transaction)?;
        changed = true;
    }
    if changed {
        transaction.pragma_update(None, "application_id", APPLICATION)?;
        transaction.pragma_update(None, "user_version", steps.len() as i64)?;
        transaction.commit()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(connection: &Connection) -> i64 {
        connection.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap()
    }

    #[test]
    fn an_empty_file_becomes_a_store() {
        let mut connection = Connection::open_in_memory().unwrap();
        bring_up(&mut connection).unwrap();
        assert_eq!(look(&connection).unwrap(), Found::Store(VERSION));
        bring_up(&mut connection).unwrap();
        assert_eq!(version(&connection), VERSION);
    }

    #[test]
    fn an_older_store_is_migrated_and_keeps_what_it_holds() {
        let first: Step = |transaction| {
            transaction.execute_batch("CREATE TABLE documents(id TEXT PRIMARY KEY); INSERT INTO documents VALUES ('a')")
        };
        let second: Step =
            |transaction| transaction.execute_batch("ALTER TABLE documents ADD COLUMN lang TEXT NOT NULL DEFAULT 'en'");
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection, &[first]).unwrap();
        assert_eq!(version(&connection), 1);
        migrate(&mut connection, &[first, second]).unwrap();
        assert_eq!(version(&connection), 2);
        let row = connection.query_row("SELECT id, lang FROM documents", [], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
        });
        assert_eq!(row.unwrap(), ("a".to_string(), "en".to_string()));
    }

    #[test]
    fn a_step_that_fails_leaves_the_file_as_it_was() {
        let first: Step = |transaction| transaction.execute_batch("CREATE TABLE documents(id TEXT PRIMARY KEY)");
        let broken: Step = |transaction| transaction.execute_batch("CREATE TABLE events(id TEXT); SELECT nonsense()");
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection, &[first]).unwrap();
        assert!(migrate(&mut connection, &[first, broken]).is_err());
        assert_eq!(version(&connection), 1);
        let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).unwrap();
        assert_eq!(tables, 2, "the table and the index of its key");
    }

    #[test]
    fn a_store_of_a_version_that_never_was_is_refused() {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch("CREATE TABLE documents(id TEXT)").unwrap();
        connection.pragma_update(None, "application_id", APPLICATION).unwrap();
        assert!(matches!(look(&connection), Err(Fault::Unknown { found: 0 })));
        connection.pragma_update(None, "user_version", VERSION + 1).unwrap();
        assert!(matches!(look(&connection), Err(Fault::Newer { .. })));
    }
}
