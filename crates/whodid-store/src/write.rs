//! Coded documents into the store, a batch in a transaction.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use serde_json::json;
use sha2::{Digest, Sha256};
use whodid::link::origins::Item;
use whodid::read::ReadFailure;
use whodid::record::MentionRecord;
use whodid::{CodePoints, Document, Pool, Report};

use crate::columns::{Columns, Noun};
use crate::error::{Fault, StoreError};
use crate::laying;
use crate::linking::Linking;
use crate::manifest::{Coder, InputRead};
use crate::provenance;
use crate::store::Store;
use crate::summary::count_document;

/// A coded document, and what is told of it besides.
#[derive(Clone, Debug)]
pub struct Coded {
    /// The document with every layer.
    pub document: Document,
    /// [`content_hash`] of the document before it was coded.
    pub hash: String,
    /// Where its outlet is at home, ISO 3166 alpha-3.
    pub country: Option<String>,
    /// What its origin is known by.
    pub item: Item,
}

/// What a store knows of a document that comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// Nothing.
    New,
    /// The same content, coded with the same program, model and facts.
    Same,
    /// Another content under this id.
    Other,
    /// The same content, coded with another program, model or facts.
    Outdated,
}

/// What became of a batch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Documents that the store did not have.
    pub new: usize,
    /// Documents that took the place of one with the same id.
    pub replaced: usize,
    /// Mentions in both.
    pub mentions: usize,
}

/// The hash of what was read of a document: its text and what is known of it, before anything was coded. 32 hexadecimal digits.
///
/// ```
/// use whodid::Document;
/// use whodid_store::content_hash;
/// let one = Document::new("a", "They met.");
/// assert_eq!(content_hash(&one), content_hash(&one.clone()));
/// assert_ne!(content_hash(&one), content_hash(&Document::new("a", "They met again.")));
/// ```
pub fn content_hash(document: &Document) -> String {
    let credits: Vec<_> = document.origin.iter().map(|credit| (credit.kind.name(), &credit.name)).collect();
    let date = document.date.map(|date| date.to_string());
    let told = json!([document.title, date, document.url, document.publisher, document.lang, credits]);
    let mut hash = Sha256::new();
    hash.update(told.to_string());
    hash.update([0]);
    hash.update(&document.text);
    hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

impl Store {
    /// What the store knows of a document with this id and this [`content_hash`].
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn knows(&self, id: &str, hash: &str, coder: &Coder) -> Result<Known, StoreError> {
        let known = || {
            let mut find = self.connection.prepare_cached("SELECT hash, coder FROM documents WHERE id = ?")?;
            let row =
                find.query_row([id], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))).optional()?;
            Ok(match row {
                None => Known::New,
                Some((had, _)) if had != hash => Known::Other,
                Some((_, by)) if by != coder.hash => Known::Outdated,
                Some(_) => Known::Same,
            })
        };
        self.told(known())
    }

    /// Writes a batch: all of it, or nothing when it fails. A document takes the place of one with the same id; inputs that were
    /// read to their end are noted with their failures. What it writes is linked by [`Store::link`].
    ///
    /// # Errors
    ///
    /// When the store cannot be written: the disk is full, the file damaged, another program holds it.
    pub fn write(&mut self, batch: &[Coded], inputs: &[InputRead], coder: &Coder) -> Result<Written, StoreError> {
        let done = self.write_batch(batch, inputs, coder);
        self.told(done)
    }

    fn write_batch(&mut self, batch: &[Coded], inputs: &[InputRead], coder: &Coder) -> Result<Written, Fault> {
        let mut written = Written::default();
        if batch.is_empty() && inputs.iter().all(|input| input.is_noted(&self.connection).unwrap_or(false)) {
            return Ok(written);
        }
        let linking = self.linking;
        self.note_run()?;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if !batch.is_empty() {
            coder.note(&transaction)?;
        }
        for coded in batch {
            match remove(&transaction, &coded.document.id)? {
                true => written.replaced += 1,
                false => written.new += 1,
            }
            written.mentions += insert(&transaction, coded, coder, &linking)?;
        }
        for input in inputs {
            input.note(&transaction)?;
        }
        transaction.commit()?;
        Ok(written)
    }
}

/// Takes a document with all that hangs on it out of the store; whether there was one.
fn remove(connection: &Connection, id: &str) -> Result<bool, Fault> {
    let num = connection.prepare_cached("SELECT num FROM documents WHERE id = ?")?.query_row([id], |row| row.get(0));
    let Some(num): Option<i64> = num.optional()? else { return Ok(false) };
    let mut events =
        connection.prepare_cached("SELECT DISTINCT event FROM mentions WHERE document = ? AND event IS NOT NULL")?;
    let events = events.query_map([num], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
    for event in events {
        crate::links::release(connection, event)?;
    }
    provenance::release_kin(connection, num)?;
    connection
        .prepare_cached(
            "INSERT INTO passages(passages, rowid, text, title)
             SELECT 'delete', num, record ->> '$.text', record ->> '$.cite_info.title' FROM mentions WHERE document = ?",
        )?
        .execute([num])?;
    count_document(connection, num, -1)?;
    connection.prepare_cached("DELETE FROM documents WHERE num = ?")?.execute([num])?;
    Ok(true)
}

/// Inserts a document with its mentions, laid over with what was corrected; how many mentions.
fn insert(connection: &Connection, coded: &Coded, coder: &Coder, linking: &Linking) -> Result<usize, Fault> {
    let document = &coded.document;
    let records = whodid::write::records(document);
    let words: usize = document.layers.sentences.iter().map(|sentence| sentence.words.len()).sum();
    let points = CodePoints::of(&document.text);
    connection
        .prepare_cached(
            "INSERT INTO documents(id, hash, coder, url, title, publisher, country, date, lang, credits, text, sentences, sketch,
                                   voices, words, mentions)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            document.id,
            coded.hash,
            coder.hash,
            document.url,
            document.title,
            document.publisher,
            coded.country,
            document.date.map(|date| date.to_string()),
            document.lang,
            credits(document, &points),
            document.text,
            sentences(document, &points),
            coded.item.sketch.to_bytes(),
            provenance::voices(&coded.item)?,
            words as i64,
            records.len() as i64,
        ])?;
    let num = connection.last_insert_rowid();
    count_document(connection, num, 1)?;
    provenance::enter(connection, num, &coded.item)?;
    let mut nums = Vec::with_capacity(records.len());
    for record in &records {
        nums.push(insert_mention(connection, num, record)?);
    }
    let bound = laying::bind(connection, &document.id)?;
    let mut pool = Pool::new();
    for (record, num) in records.iter().zip(nums) {
        if bound.contains(&num) {
            laying::lay(connection, num, linking)?;
        } else {
            insert_keys(connection, num, record, linking, &mut pool)?;
        }
    }
    Ok(records.len())
}

fn insert_mention(connection: &Connection, document: i64, record: &MentionRecord) -> Result<i64, Fault> {
    let own =
        vec![Value::Text(record.id.clone()), Value::Integer(document), Value::Text(serde_json::to_string(record)?)];
    let num = Columns::of_mention(record).insert(connection, Noun::Mention, "id, document, record", own)?;
    connection.prepare_cached("INSERT INTO passages(rowid, text, title) VALUES (?, ?, ?)")?.execute(params![
        num,
        record.text,
        record.cite_info.title
    ])?;
    Ok(num)
}

/// Writes the keys of a mention that linking finds it by.
pub(crate) fn insert_keys(
    connection: &Connection,
    num: i64,
    record: &MentionRecord,
    linking: &Linking,
    pool: &mut Pool,
) -> Result<(), Fault> {
    let report = Report::of(record, pool).map_err(|unknown| Fault::Record(format!("{}: {unknown}", record.id)))?;
    let mut insert = connection.prepare_cached("INSERT OR IGNORE INTO mention_keys(key, mention) VALUES (?, ?)")?;
    for key in (linking.keys)(&report) {
        // SQLite's whole numbers have a sign; the bits are the same.
        insert.execute([key.cast_signed(), num])?;
    }
    Ok(())
}

fn credits(document: &Document, points: &CodePoints) -> String {
    let credits = document.origin.iter().map(|credit| {
        let range = points.range(credit.span);
        json!({"kind": credit.kind.name(), "name": credit.name, "start": range.start, "end": range.end})
    });
    serde_json::Value::from_iter(credits).to_string()
}

/// Where the sentences are, and what came nearest to an event in each: why there is none where none was coded.
fn sentences(document: &Document, points: &CodePoints) -> String {
    let sentences = document.layers.sentences.iter().map(|sentence| {
        let range = points.range(sentence.span);
        let nearest = sentence.nearest.map(|near| {
            let word = points.range(near.word);
            let probability = crate::columns::real(near.probability);
            json!({"start": word.start, "end": word.end, "class": near.class.name(), "probability": probability})
        });
        json!({"start": range.start, "end": range.end, "nearest": nearest})
    });
    serde_json::Value::from_iter(sentences).to_string()
}

/// Failures of one input as rows.
pub(crate) fn failure_row(failure: &ReadFailure) -> (String, String, String) {
    use whodid::read::Place;
    let place = match failure.place {
        None => String::new(),
        Some(Place::Line(line)) => format!("line {line}"),
        Some(Place::Column(line, column)) => format!("line {line}, column {column}"),
        Some(Place::Byte(byte)) => format!("byte {byte}"),
    };
    (place, failure.reason.clone(), failure.advice.clone())
}
