//! Records into any [`Write`](std::io::Write): JSON lines and CSV.
//!
//! Input: coded [`Document`](crate::Document)s. Output: bytes. The form of a record is PLOVER's, with the fields that it lacks
//! added; offsets are Unicode code points of the document's text. Nothing is decided here.

mod annotation;
mod csv;
mod event;
mod record;

pub use annotation::annotation;
pub use csv::{CSV_COLUMNS, csv_row};
pub use event::{EVENT_CSV_COLUMNS, event_csv_row, feature};
pub use record::records;
