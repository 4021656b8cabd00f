//! What people decided against the machine, laid over what it coded.
//!
//! A correction is made on a mention and outlives it: when the document is coded again, it is laid over the mention with the same
//! trigger, else over the one of the same class in the same sentence. Fits none, it stays and waits. The machine's own record is
//! never touched.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use sha2::{Digest, Sha256};

use crate::error::{Fault, StoreError};
use crate::laying::{bind, lay};
use crate::store::Store;

/// A mention that a correction is about, with what it is known by when its document is coded anew.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Target {
    /// Its id.
    pub mention: String,
    /// Its class, as the machine coded it.
    pub class: String,
    /// Its sentence.
    pub sentence: String,
}

/// What is changed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// A field has another value.
    Set {
        /// One of [`FIELDS`](crate::FIELDS).
        field: String,
        /// Its value; lists parted by commas, `none` for nothing.
        value: String,
    },
    /// It is no event at all.
    Drop,
    /// It is the same happening as another.
    Together(Target),
    /// It is not the same happening as another.
    Apart(Target),
    /// It was read and found right: nothing is changed, and nobody needs to look at it again.
    Accept,
}

/// One decision of a person.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Correction {
    /// What it is about.
    pub target: Target,
    /// What is changed.
    pub change: Change,
    /// Why.
    pub reason: String,
    /// By whom.
    pub author: String,
}

/// What became of corrections that were laid on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Laid {
    /// How many were new or other than before.
    pub changed: usize,
    /// Those that fit nothing, or cannot be applied, each in words. They are kept.
    pub waiting: Vec<String>,
}

impl Correction {
    /// A short name of what it changes on which mention: 16 hexadecimal digits. Another value, reason or author is the same
    /// correction made anew.
    pub fn key(&self) -> String {
        let (field, _, other) = self.change.parts();
        let told = [&self.target.mention, self.change.name(), field, &other.mention].join("\0");
        Sha256::digest(told).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }
}

impl Change {
    /// `set`, `drop`, `together`, `apart` or `accept`.
    pub fn name(&self) -> &'static str {
        match self {
            Change::Set { .. } => "set",
            Change::Drop => "drop",
            Change::Together(_) => "together",
            Change::Apart(_) => "apart",
            Change::Accept => "accept",
        }
    }

    /// Field, value, other.
    pub(crate) fn parts(&self) -> (&str, &str, Target) {
        match self {
            Change::Set { field, value } => (field, value, Target::default()),
            Change::Drop | Change::Accept => ("", "", Target::default()),
            Change::Together(other) | Change::Apart(other) => ("", "", other.clone()),
        }
    }
}

/// The id of a mention's document: what stands before its trigger's span.
pub(crate) fn document_of(mention: &str) -> &str {
    mention.rsplit_once('#').map_or(mention, |(document, _)| document)
}

impl Store {
    /// Lays corrections on: each takes the place of one of the same kind on the same mention. What they touch is linked anew by
    /// the next [`Store::link`]. One that cannot be laid on is kept and told.
    ///
    /// # Errors
    ///
    /// When the store cannot be written; then none is laid on.
    pub fn lay(&mut self, corrections: &[Correction]) -> Result<Laid, StoreError> {
        let done = self.lay_all(corrections);
        self.told(done)
    }

    fn lay_all(&mut self, corrections: &[Correction]) -> Result<Laid, Fault> {
        let known: BTreeSet<Correction> = all(&self.connection, "")?.into_iter().collect();
        let fresh: Vec<&Correction> = corrections.iter().filter(|one| !known.contains(one)).collect();
        let mut laid = Laid { changed: fresh.len(), waiting: Vec::new() };
        if fresh.is_empty() {
            return Ok(laid);
        }
        let linking = self.linking;
        self.note_run()?;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // What is accepted stays as it is, and so does all that was linked.
        let mut accepted = BTreeSet::new();
        let mut documents = BTreeSet::new();
        for correction in fresh {
            insert(&transaction, correction)?;
            let document = document_of(&correction.target.mention).to_string();
            match correction.change {
                Change::Accept => accepted.insert(document),
                _ => documents.insert(document),
            };
            if let Change::Together(other) | Change::Apart(other) = &correction.change {
                documents.insert(document_of(&other.mention).to_string());
            }
        }
        for document in &documents {
            for mention in bind(&transaction, document)? {
                laid.waiting.extend(lay(&transaction, mention, &linking)?.waiting);
            }
        }
        for document in accepted.difference(&documents) {
            bind(&transaction, document)?;
        }
        transaction.commit()?;
        Ok(laid)
    }

    /// Takes off every correction that names one of these mentions; how many those were.
    ///
    /// # Errors
    ///
    /// When the store cannot be written.
    pub fn undo(&mut self, mentions: &[String]) -> Result<usize, StoreError> {
        let done = self.undo_all(mentions);
        self.told(done)
    }

    fn undo_all(&mut self, mentions: &[String]) -> Result<usize, Fault> {
        let linking = self.linking;
        self.note_run()?;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut count = 0;
        let mut touched = BTreeSet::new();
        for mention in mentions {
            {
                let mut bound = transaction.prepare_cached(
                    "SELECT bound, other_bound FROM corrections WHERE mention = ?1 OR other = ?1
                     OR bound = (SELECT num FROM mentions WHERE id = ?1) OR other_bound = (SELECT num FROM mentions WHERE id = ?1)",
                )?;
                let mut rows = bound.query([mention])?;
                while let Some(row) = rows.next()? {
                    touched.extend(row.get::<_, Option<i64>>(0)?);
                    touched.extend(row.get::<_, Option<i64>>(1)?);
                }
            }
            count += transaction.execute(
                "DELETE FROM corrections WHERE mention = ?1 OR other = ?1
                 OR bound = (SELECT num FROM mentions WHERE id = ?1) OR other_bound = (SELECT num FROM mentions WHERE id = ?1)",
                [mention],
            )?;
        }
        for mention in touched {
            lay(&transaction, mention, &linking)?;
        }
        transaction.commit()?;
        Ok(count)
    }

    /// Every correction, sorted.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn corrections(&self) -> Result<Vec<Correction>, StoreError> {
        self.told(all(&self.connection, ""))
    }

    /// The corrections of documents in the store that fit none of their mentions, in words.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn waiting(&self) -> Result<Vec<String>, StoreError> {
        let waiting = || {
            let read = "(SELECT id FROM documents)";
            let lost = format!(
                "WHERE bound IS NULL AND document IN {read} OR other <> '' AND other_bound IS NULL AND other_document IN {read}"
            );
            let told = |one: &Correction| {
                format!("the correction of {} fits no mention of its document any more; it is kept", one.target.mention)
            };
            Ok(all(&self.connection, &lost)?.iter().map(told).collect())
        };
        self.told(waiting())
    }

    /// What a correction of a mention has to carry so that it is found again.
    ///
    /// # Errors
    ///
    /// When the store cannot be read or has no such mention.
    pub fn target(&self, mention: &str) -> Result<Target, StoreError> {
        let sql = "SELECT record ->> '$.event[0]', record ->> '$.text' FROM mentions WHERE id = ?";
        let found = self.connection.prepare_cached(sql).and_then(|mut find| {
            find.query_row([mention], |row| {
                Ok(Target { mention: mention.to_string(), class: row.get(0)?, sentence: row.get(1)? })
            })
            .optional()
        });
        self.told(
            found
                .map_err(Fault::from)
                .and_then(|target| target.ok_or_else(|| Fault::Asked(format!("the store has no mention `{mention}`")))),
        )
    }
}

fn insert(connection: &Connection, correction: &Correction) -> Result<(), Fault> {
    let (field, value, other) = correction.change.parts();
    let target = &correction.target;
    let other_document = if other.mention.is_empty() { "" } else { document_of(&other.mention) };
    connection
        .prepare_cached(
            "INSERT INTO corrections(document, mention, change, field, value, other_document, other, reason, author,
                                     class, sentence, other_class, other_sentence)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
             ON CONFLICT(mention, change, field, other) DO UPDATE SET value = excluded.value, reason = excluded.reason,
             author = excluded.author, class = excluded.class, sentence = excluded.sentence,
             other_class = excluded.other_class, other_sentence = excluded.other_sentence",
        )?
        .execute(params![
            document_of(&target.mention),
            target.mention,
            correction.change.name(),
            field,
            value,
            other_document,
            other.mention,
            correction.reason,
            correction.author,
            target.class,
            target.sentence,
            other.class,
            other.sentence,
        ])?;
    // Two mentions cannot be one happening and two at once: the later decision holds.
    let contrary = match correction.change {
        Change::Together(_) => "apart",
        Change::Apart(_) => "together",
        _ => return Ok(()),
    };
    connection
        .prepare_cached("DELETE FROM corrections WHERE change = ?1 AND ((mention, other) = (?2, ?3) OR (mention, other) = (?3, ?2))")?
        .execute(params![contrary, target.mention, other.mention])?;
    Ok(())
}

/// Reads corrections out of the store, sorted; `clause` narrows them down.
pub(crate) fn all(connection: &Connection, clause: &str) -> Result<Vec<Correction>, Fault> {
    let mut rows = connection.prepare(&format!(
        "SELECT mention, class, sentence, change, field, value, other, other_class, other_sentence, reason, author
         FROM corrections {clause}"
    ))?;
    let rows = rows.query_map([], |row| {
        let other = Target { mention: row.get(6)?, class: row.get(7)?, sentence: row.get(8)? };
        let change = match row.get::<_, String>(3)?.as_str() {
            "set" => Change::Set { field: row.get(4)?, value: row.get(5)? },
            "together" => Change::Together(other),
            "apart" => Change::Apart(other),
            "accept" => Change::Accept,
            _ => Change::Drop,
        };
        let target = Target { mention: row.get(0)?, class: row.get(1)?, sentence: row.get(2)? };
        Ok(Correction { target, change, reason: row.get(9)?, author: row.get(10)? })
    })?;
    let mut list = rows.collect::<Result<Vec<_>, _>>()?;
    list.sort();
    Ok(list)
}
