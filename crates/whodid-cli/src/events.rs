//! Events and mentions of a store into a table, JSON lines, CSV, Parquet or Arrow.

use std::io::Write;
use std::sync::Arc;

use anyhow::Result;
use comfy_table::{ContentArrangement, Table, presets};
use whodid::Event;
use whodid::event::EventParty;
use whodid::write::{CSV_COLUMNS, EVENT_CSV_COLUMNS, Rows, Table as Columns, csv_cell, csv_row, event_csv_row};
use whodid_store::StoredMention;

use crate::args::Format;
use crate::output;

/// Rows of a table that are laid out together: widths are those of the rows seen so far, and memory stays flat.
const ROWS: usize = 500;

/// Writes events or mentions one after another.
pub struct EventSink<'w> {
    out: &'w mut dyn Write,
    format: Format,
    of: Rows,
    columns: Option<Columns>,
    started: bool,
    rows: Vec<Vec<String>>,
}

const OF_EVENT: [&str; 8] = ["date", "event", "actor", "recipient", "place", "status", "told by", "id"];
const OF_MENTION: [&str; 8] = ["date", "event", "actor", "recipient", "place", "status", "words", "id"];

impl<'w> EventSink<'w> {
    /// A sink that writes events, or mentions of a store, to `out`.
    pub fn new(out: &'w mut dyn Write, format: Format, of: Rows) -> Result<Self> {
        let columns = output::columns(format, of)?;
        Ok(EventSink { out, format, of, columns, started: false, rows: Vec::new() })
    }

    /// Writes an event.
    pub fn event(&mut self, event: &Event) -> Result<()> {
        match self.format {
            Format::Jsonl => self.line(event)?,
            Format::Csv => {
                let corrected = event.corrected.iter().map(|one| one.change.clone()).collect::<Vec<_>>().join("; ");
                self.csv(event_csv_row(event), corrected)?;
            }
            Format::Parquet | Format::Arrow => self.column(event)?,
            Format::Table => {
                let last = event.enddate.as_deref().map(|day| format!(" to\n{day}")).unwrap_or_default();
                let mut told = format!("{} origins\n{} mentions", event.origins, event.mentions.len());
                if !event.corrected.is_empty() {
                    told.push_str("\ncorrected");
                }
                self.row(vec![
                    format!("{}{last}", event.date.as_deref().unwrap_or("")),
                    std::iter::once(event.event.join(" "))
                        .chain(event.mode.iter().map(ToString::to_string))
                        .collect::<Vec<_>>()
                        .join("\n"),
                    parties(&event.actor),
                    parties(&event.recipient),
                    event
                        .event_loc
                        .as_ref()
                        .map(|at| at.resolved_place.as_ref().unwrap_or(&at.extracted_place).clone())
                        .unwrap_or_default(),
                    event.status.to_string(),
                    told,
                    event.id.clone(),
                ])?;
            }
        }
        self.started = true;
        Ok(())
    }

    /// Writes a mention.
    pub fn mention(&mut self, mention: &StoredMention) -> Result<()> {
        let record = &mention.record;
        match self.format {
            Format::Jsonl => self.line(mention)?,
            Format::Csv => {
                let corrected = mention.corrected.iter().map(|one| one.change.clone()).collect::<Vec<_>>().join("; ");
                self.csv(csv_row(record), corrected)?;
            }
            Format::Parquet | Format::Arrow => self.column(mention)?,
            Format::Table => {
                let mut status = record.status.to_string();
                if !mention.corrected.is_empty() {
                    status.push_str("\ncorrected");
                }
                self.row(vec![
                    record.date.clone().unwrap_or_default(),
                    output::event(record),
                    output::parties(&record.actor),
                    output::parties(&record.recipient),
                    record
                        .event_loc
                        .as_ref()
                        .map(|at| at.resolved_place.as_ref().unwrap_or(&at.extracted_place).clone())
                        .unwrap_or_default(),
                    status,
                    record.event_text.join(" / "),
                    record.id.clone(),
                ])?;
            }
        }
        self.started = true;
        Ok(())
    }

    /// Writes what is still held back. `nothing` is what a table says when there was nothing.
    pub fn finish(mut self, nothing: &str) -> Result<()> {
        if self.format == Format::Table && !self.started {
            writeln!(self.out, "{nothing}")?;
        }
        if self.format == Format::Csv && !self.started {
            self.head()?;
        }
        if let Some(table) = self.columns.take() {
            self.out.write_all(&table.finish()?)?;
        }
        self.lay_out()?;
        Ok(self.out.flush()?)
    }

    fn line(&mut self, record: &impl serde::Serialize) -> Result<()> {
        serde_json::to_writer(&mut *self.out, record)?;
        Ok(self.out.write_all(b"\n")?)
    }

    fn column(&mut self, record: &impl serde::Serialize) -> Result<()> {
        if let Some(table) = &mut self.columns {
            table.push(record)?;
            self.out.write_all(&table.ready())?;
        }
        Ok(())
    }

    fn csv(&mut self, mut row: Vec<String>, corrected: String) -> Result<()> {
        if !self.started {
            self.head()?;
        }
        row.push(csv_cell(corrected));
        let mut writer = csv::Writer::from_writer(&mut *self.out);
        writer.write_record(row)?;
        Ok(writer.flush()?)
    }

    /// The head of a CSV, which stands there without rows too.
    fn head(&mut self) -> Result<()> {
        let columns = if self.of == Rows::Events { &EVENT_CSV_COLUMNS[..] } else { &CSV_COLUMNS };
        let mut writer = csv::Writer::from_writer(&mut *self.out);
        writer.write_record(columns.iter().chain(&["corrected"]))?;
        Ok(writer.flush()?)
    }

    fn row(&mut self, row: Vec<String>) -> Result<()> {
        self.rows.push(row);
        if self.rows.len() >= ROWS { self.lay_out() } else { Ok(()) }
    }

    fn lay_out(&mut self) -> Result<()> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let mut table = Table::new();
        table
            .load_style(presets::UTF8_HORIZONTAL_ONLY)
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width(output::width())
            .set_header(if self.of == Rows::Events { OF_EVENT } else { OF_MENTION });
        table.add_rows(self.rows.drain(..));
        Ok(writeln!(self.out, "{table}")?)
    }
}

/// Each participant with its codes: `Barham Salih (IRQ GOV)`.
pub fn parties(parties: &[Arc<EventParty>]) -> String {
    let line = |party: &Arc<EventParty>| {
        let name = party.identifier_text.as_ref().unwrap_or(&party.entity_text);
        output::named(name, party.code.as_deref(), party.sector.as_deref())
    };
    parties.iter().map(line).collect::<Vec<_>>().join("\n")
}
