//! Coded documents into a table, JSON lines, CSV, Parquet or Arrow.

use std::io::{IsTerminal, Write};
use std::path::Path;

use anyhow::{Context, Result, bail};
use comfy_table::{ContentArrangement, Table, presets};
use whodid::Document;
use whodid::record::{MentionRecord, PartyRecord};
use whodid::write::{CSV_COLUMNS, Rows, Table as Columns, csv_row, records};

use crate::args::Format;

/// Where bytes go: the file named, else standard output.
pub fn destination(path: Option<&Path>) -> Result<Box<dyn Write>> {
    Ok(match path {
        Some(path) => {
            let file = std::fs::File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
            Box::new(std::io::BufWriter::new(file))
        }
        None => Box::new(std::io::BufWriter::new(std::io::stdout().lock())),
    })
}

/// The form asked for; else by the file's ending; else a table on a terminal and JSON lines in a pipe.
pub fn format(asked: Option<Format>, path: Option<&Path>) -> Result<Format> {
    let format = told(asked, path)?;
    if matches!(format, Format::Parquet | Format::Arrow) && path.is_none() && std::io::stdout().is_terminal() {
        bail!("this form is not for the eye; name a file with -o, or send it into another program");
    }
    Ok(format)
}

fn told(asked: Option<Format>, path: Option<&Path>) -> Result<Format> {
    if let Some(format) = asked {
        return Ok(format);
    }
    match path.and_then(Path::extension).map(|ending| ending.to_string_lossy().to_lowercase()) {
        Some(ending) => match ending.as_str() {
            "jsonl" | "json" | "ndjson" => Ok(Format::Jsonl),
            "csv" => Ok(Format::Csv),
            "parquet" => Ok(Format::Parquet),
            "arrows" => Ok(Format::Arrow),
            "arrow" | "feather" => bail!("{ARROW_ENDING}"),
            "txt" => Ok(Format::Table),
            other => bail!("no format ends in `.{other}`; name one with --format"),
        },
        None if path.is_none() && std::io::stdout().is_terminal() => Ok(Format::Table),
        None => Ok(Format::Jsonl),
    }
}

/// What is said of endings that promise another form of Arrow than is written.
pub const ARROW_ENDING: &str =
    "Arrow is written as a stream, whose files end in .arrows; .parquet suits most programs better";

/// A table of columns in a form; `None` where the form has none.
pub fn columns(format: Format, rows: Rows) -> Result<Option<Columns>> {
    Ok(match format {
        Format::Parquet => Some(Columns::parquet(rows)?),
        Format::Arrow => Some(Columns::arrow(rows)?),
        Format::Table | Format::Jsonl | Format::Csv => None,
    })
}

/// Columns of the terminal, or as many as a page has.
pub fn width() -> u16 {
    terminal_size::terminal_size().map_or(120, |(width, _)| width.0.max(60))
}

/// Writes documents one after another.
pub struct Sink<'w> {
    out: &'w mut dyn Write,
    format: Format,
    all_scopes: bool,
    columns: Option<Columns>,
    started: bool,
    width: u16,
}

impl<'w> Sink<'w> {
    /// A sink that writes to `out`.
    pub fn new(out: &'w mut dyn Write, format: Format, all_scopes: bool) -> Result<Self> {
        let columns = columns(format, Rows::Mentions)?;
        Ok(Sink { out, format, all_scopes, columns, started: false, width: width() })
    }

    /// Writes one coded document.
    pub fn write(&mut self, document: &Document) -> Result<()> {
        let records = records(document);
        match self.format {
            Format::Jsonl => {
                for record in &records {
                    serde_json::to_writer(&mut *self.out, record)?;
                    self.out.write_all(b"\n")?;
                }
            }
            Format::Csv => {
                let mut writer = csv::Writer::from_writer(&mut *self.out);
                if !self.started {
                    writer.write_record(CSV_COLUMNS)?;
                }
                for record in shown(&records, self.all_scopes) {
                    writer.write_record(csv_row(record))?;
                }
                writer.flush()?;
            }
            Format::Parquet | Format::Arrow => {
                if let Some(table) = &mut self.columns {
                    records.iter().try_for_each(|record| table.push(record))?;
                    self.out.write_all(&table.ready())?;
                }
            }
            Format::Table => {
                let shown: Vec<&MentionRecord> = shown(&records, self.all_scopes).collect();
                let head = document.title.as_deref().unwrap_or(&document.id);
                let date = document.date.map(|date| format!(", {date}")).unwrap_or_default();
                writeln!(self.out, "{}{head}{date}  ({})", if self.started { "\n" } else { "" }, document.id)?;
                if shown.is_empty() {
                    writeln!(self.out, "  no event")?;
                } else {
                    writeln!(self.out, "{}", table(&shown, self.width))?;
                }
            }
        }
        self.started = true;
        Ok(())
    }

    /// Writes what is still held back: the end of a table of columns, or the head of a CSV without rows.
    pub fn finish(self) -> Result<()> {
        if let Some(table) = self.columns {
            self.out.write_all(&table.finish()?)?;
        } else if self.format == Format::Csv && !self.started {
            let mut writer = csv::Writer::from_writer(&mut *self.out);
            writer.write_record(CSV_COLUMNS)?;
            writer.flush()?;
        }
        Ok(self.out.flush()?)
    }
}

/// What tables show: all but the mentions flagged as sport, fiction and the like, unless those are asked for too.
fn shown(records: &[MentionRecord], all: bool) -> impl Iterator<Item = &MentionRecord> {
    records.iter().filter(move |record| all || record.scope.is_empty())
}

fn table(records: &[&MentionRecord], width: u16) -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_HORIZONTAL_ONLY)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(width)
        .set_header(["date", "event", "actor", "recipient", "status", "according to", "words"]);
    for record in records {
        table.add_row([
            record.date.clone().unwrap_or_default(),
            event(record),
            parties(&record.actor),
            parties(&record.recipient),
            record.status.to_string(),
            record.according_to.iter().map(|source| source.entity_text.as_str()).collect::<Vec<_>>().join("\n"),
            record.event_text.join(" / "),
        ]);
    }
    table
}

/// Class and modes, a line each.
pub fn event(record: &MentionRecord) -> String {
    let mut name = record.event.join(" ");
    for mode in &record.mode {
        name.push('\n');
        name.push_str(mode);
    }
    name
}

/// Each participant with its codes: `President Barham Salih (IRQ GOV)`.
pub fn parties(parties: &[PartyRecord]) -> String {
    let line = |party: &PartyRecord| {
        let name = party.identifier_text.as_deref().unwrap_or(&party.entity_text);
        named(name, party.code.as_deref(), party.sector.as_deref())
    };
    parties.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// A name with its codes behind it.
pub fn named(name: &str, code: Option<&str>, sector: Option<&str>) -> String {
    let codes: Vec<&str> = [code, sector].into_iter().flatten().collect();
    if codes.is_empty() { name.to_string() } else { format!("{name} ({})", codes.join(" ")) }
}
