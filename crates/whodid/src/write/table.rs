//! Mentions and events as Parquet and as a stream of Arrow.
//!
//! Records come one after another and bytes go out as soon as there are any, so that memory holds a group of rows and no more.
//! The same records make the same bytes.

use std::fmt;
use std::sync::Arc;

use arrow_array::{Array, ArrayRef, RecordBatch, StructArray};
use arrow_ipc::writer::StreamWriter;
use arrow_schema::{ArrowError, Schema, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use serde::Serialize;
use serde_json::Value;

use super::arrays::{fields, record};
use super::columns::Rows;

/// Rows that are turned into columns together.
const BATCH_ROWS: usize = 512;
/// Bytes of text in them at most, but for the last row's.
const BATCH_BYTES: usize = 4 << 20;
/// Rows of one group of Parquet: a reader skips groups whole by the least and most of each column.
const GROUP_ROWS: usize = 16_384;
/// Bytes of one group before it is written out.
const GROUP_BYTES: usize = 8 << 20;

/// A table that grows row by row.
///
/// ```
/// use whodid::Event;
/// use whodid::write::{Rows, Table};
/// let mut table = Table::parquet(Rows::Events).unwrap();
/// table.push(&Event { id: "event:a#5-8".into(), event: vec!["CONSULT".into()], ..Event::default() }).unwrap();
/// let mut bytes = table.ready();
/// bytes.extend(table.finish().unwrap());
/// assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
/// ```
pub struct Table {
    schema: SchemaRef,
    rows: Rows,
    waiting: Vec<Value>,
    weight: usize,
    form: Form,
}

enum Form {
    Parquet(Box<ArrowWriter<Vec<u8>>>),
    Arrow(Box<StreamWriter<Vec<u8>>>),
}

impl fmt::Debug for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Table").field("rows", &self.rows).finish_non_exhaustive()
    }
}

/// Why a table cannot be written.
#[derive(Debug)]
pub struct TableError(Box<dyn std::error::Error + Send + Sync>);

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the table cannot be written: {}", self.0)
    }
}

impl std::error::Error for TableError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.0)
    }
}

impl From<ArrowError> for TableError {
    fn from(error: ArrowError) -> Self {
        TableError(error.into())
    }
}

impl From<ParquetError> for TableError {
    fn from(error: ParquetError) -> Self {
        TableError(error.into())
    }
}

impl From<serde_json::Error> for TableError {
    fn from(error: serde_json::Error) -> Self {
        TableError(error.into())
    }
}

impl Table {
    /// A file of Parquet, compressed by Snappy, which every reader knows.
    ///
    /// # Errors
    ///
    /// When the columns cannot be written down.
    pub fn parquet(rows: Rows) -> Result<Table, TableError> {
        let schema = Arc::new(Schema::new(fields(rows.columns())));
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(concat!("whodid version ", env!("CARGO_PKG_VERSION")).to_string())
            .set_max_row_group_row_count(Some(GROUP_ROWS))
            .set_max_row_group_bytes(Some(GROUP_BYTES))
            .set_statistics_enabled(EnabledStatistics::Chunk)
            .set_offset_index_disabled(true)
            .build();
        let writer = ArrowWriter::try_new(Vec::new(), Arc::clone(&schema), Some(properties))?;
        Ok(Table::of(rows, schema, Form::Parquet(Box::new(writer))))
    }

    /// A stream of Arrow (IPC), for programs that read while it is written.
    ///
    /// # Errors
    ///
    /// When the columns cannot be written down.
    pub fn arrow(rows: Rows) -> Result<Table, TableError> {
        let schema = Arc::new(Schema::new(fields(rows.columns())));
        let writer = StreamWriter::try_new(Vec::new(), &schema)?;
        Ok(Table::of(rows, schema, Form::Arrow(Box::new(writer))))
    }

    fn of(rows: Rows, schema: SchemaRef, form: Form) -> Table {
        Table { schema, rows, waiting: Vec::new(), weight: 0, form }
    }

    /// Adds a row: a record of the table's [`Rows`].
    ///
    /// # Errors
    ///
    /// When the record lacks what every row has.
    pub fn push(&mut self, record: &impl Serialize) -> Result<(), TableError> {
        let record = serde_json::to_value(record)?;
        self.weight += weight(&record);
        self.waiting.push(record);
        if self.waiting.len() >= BATCH_ROWS || self.weight >= BATCH_BYTES { self.lay() } else { Ok(()) }
    }

    /// The bytes that have come out since this was asked last.
    pub fn ready(&mut self) -> Vec<u8> {
        // The writers count what they gave away and never look back at it.
        match &mut self.form {
            Form::Parquet(writer) => std::mem::take(writer.inner_mut()),
            Form::Arrow(writer) => std::mem::take(writer.get_mut()),
        }
    }

    /// Ends the table; the bytes that have come out since [`Table::ready`].
    ///
    /// # Errors
    ///
    /// As [`Table::push`].
    pub fn finish(mut self) -> Result<Vec<u8>, TableError> {
        self.lay()?;
        match self.form {
            Form::Parquet(writer) => Ok(writer.into_inner()?),
            Form::Arrow(writer) => Ok(writer.into_inner()?),
        }
    }

    /// Turns the rows that wait into columns.
    fn lay(&mut self) -> Result<(), TableError> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let rows: Vec<&Value> = self.waiting.iter().collect();
        let columns: StructArray = record(self.rows.columns(), &rows)?;
        let (_, arrays, _): (_, Vec<ArrayRef>, _) = columns.into_parts();
        let batch = RecordBatch::try_new(Arc::clone(&self.schema), arrays)?;
        debug_assert!(batch.columns().iter().all(|column| column.len() == self.waiting.len()));
        match &mut self.form {
            Form::Parquet(writer) => writer.write(&batch)?,
            Form::Arrow(writer) => writer.write(&batch)?,
        }
        self.waiting.clear();
        self.weight = 0;
        Ok(())
    }
}

/// About how many bytes a value takes as columns.
fn weight(value: &Value) -> usize {
    match value {
        Value::String(text) => 8 + text.len(),
        Value::Array(list) => 8 + list.iter().map(weight).sum::<usize>(),
        Value::Object(fields) => fields.values().map(weight).sum(),
        _ => 8,
    }
}
