//! Records into bytes: JSON lines, CSV, and with the feature `parquet` Parquet and Arrow.
//!
//! Input: coded [`Document`](crate::Document)s. Output: bytes. The form of a record is PLOVER's, with the fields that it lacks
//! added; offsets are Unicode code points of the document's text. Nothing is decided here.

mod annotation;
#[cfg(feature = "parquet")]
mod arrays;
mod columns;
mod csv;
mod event;
mod record;
#[cfg(feature = "parquet")]
mod table;

pub use annotation::annotation;
pub use columns::{Column, Kind, Rows};
pub use csv::{CSV_COLUMNS, csv_cell, csv_row};
pub use event::{EVENT_CSV_COLUMNS, event_csv_row, feature};
pub use record::records;
#[cfg(feature = "parquet")]
pub use table::{Table, TableError};
