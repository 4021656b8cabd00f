//! `whodid export`: a store into a file, with manifest and corrections beside it.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use whodid::write::{Rows, feature};
use whodid_store::{Filter, Scopes, Sort, Store, overlay};

use crate::args::{ExportArgs, ExportFormat, Format};
use crate::commands::query::filter;
use crate::events::EventSink;
use crate::output::ARROW_ENDING;

/// What the filters find, into a file.
pub fn export(args: &ExportArgs) -> Result<bool> {
    let format = format(args)?;
    let filter = filter(&args.filter, Scopes::Any)?;
    if args.stories && format != ExportFormat::Jsonl {
        bail!("stories are exported as JSON lines: name a file that ends in .jsonl");
    }
    let store = Store::read(&args.store)?;
    let file =
        std::fs::File::create(&args.output).with_context(|| format!("cannot write {}", args.output.display()))?;
    let mut out = Hashing { out: BufWriter::new(file), hash: Sha256::new(), lines: 0 };
    match format {
        ExportFormat::Rows => store.dump(&mut out)?,
        ExportFormat::Geojson => map(&store, args, &filter, &mut out)?,
        ExportFormat::Jsonl if args.stories => store.stories::<anyhow::Error>(|story| {
            serde_json::to_writer(&mut out, &story)?;
            Ok(out.write_all(b"\n")?)
        })?,
        ExportFormat::Jsonl | ExportFormat::Csv | ExportFormat::Parquet | ExportFormat::Arrow => {
            let form = match format {
                ExportFormat::Csv => Format::Csv,
                ExportFormat::Parquet => Format::Parquet,
                ExportFormat::Arrow => Format::Arrow,
                _ => Format::Jsonl,
            };
            let rows = if args.filter.mentions { Rows::StoredMentions } else { Rows::Events };
            let mut sink = EventSink::new(&mut out, form, rows)?;
            if args.filter.mentions {
                store.mentions::<anyhow::Error>(&filter, Sort::Date, None, |mention| sink.mention(&mention))?;
            } else {
                store.events::<anyhow::Error>(&filter, Sort::Date, None, |event| sink.event(&event))?;
            }
            sink.finish("")?;
        }
    }
    out.flush()?;
    if format != ExportFormat::Rows {
        beside(&store, args, format, out)?;
    }
    Ok(true)
}

fn format(args: &ExportArgs) -> Result<ExportFormat> {
    if let Some(format) = args.format {
        return Ok(format);
    }
    let ending = args.output.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        Some("jsonl" | "ndjson") => Ok(ExportFormat::Jsonl),
        Some("csv") => Ok(ExportFormat::Csv),
        Some("parquet") => Ok(ExportFormat::Parquet),
        Some("arrows") => Ok(ExportFormat::Arrow),
        Some("arrow" | "feather") => bail!("{ARROW_ENDING}"),
        Some("geojson") => Ok(ExportFormat::Geojson),
        _ => bail!("the form cannot be told by the name {}; name one with --format", args.output.display()),
    }
}

/// A collection of features: one for each event or mention.
fn map(store: &Store, args: &ExportArgs, filter: &Filter, out: &mut dyn Write) -> Result<()> {
    let mut first = true;
    out.write_all(b"{\"type\": \"FeatureCollection\", \"features\": [")?;
    let mut write = |feature: Value| -> Result<()> {
        out.write_all(if first { b"\n" } else { b",\n" })?;
        first = false;
        Ok(serde_json::to_writer(&mut *out, &feature)?)
    };
    if args.filter.mentions {
        store.mentions::<anyhow::Error>(filter, Sort::Date, None, |mention| {
            let at = mention.record.event_loc.clone().unwrap_or_default();
            write(feature(at.lat, at.lon, at.extent, serde_json::to_value(&mention)?))
        })?;
    } else {
        store.events::<anyhow::Error>(filter, Sort::Date, None, |event| {
            let (lat, lon, extent) =
                event.event_loc.as_ref().map_or((None, None, None), |at| (at.lat, at.lon, at.extent));
            write(feature(lat, lon, extent, serde_json::to_value(&event)?))
        })?;
    }
    Ok(out.write_all(b"\n]}\n")?)
}

/// Manifest and corrections, so that the data can be cited and made again.
fn beside(store: &Store, args: &ExportArgs, format: ExportFormat, out: Hashing) -> Result<()> {
    // Bytes of columns have no lines.
    let lines = (!matches!(format, ExportFormat::Parquet | ExportFormat::Arrow)).then_some(out.lines);
    let hash: String = out.hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    let command: Vec<String> = std::env::args().skip(1).collect();
    let manifest = json!({
        "file": args.output.file_name().map(|name| name.to_string_lossy().into_owned()),
        "sha256": hash,
        "lines": lines,
        "command": format!("whodid {}", command.join(" ")),
        "store": store.manifest()?,
    });
    write(&named(&args.output, ".manifest.json"), &format!("{manifest:#}\n"))?;
    let corrections = store.corrections()?;
    if !corrections.is_empty() {
        write(&named(&args.output, ".corrections.tsv"), &overlay::write(&corrections))?;
    }
    Ok(())
}

fn named(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

fn write(path: &Path, text: &str) -> Result<()> {
    std::fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}

/// A file whose bytes are hashed and whose lines are counted on the way.
struct Hashing {
    out: BufWriter<std::fs::File>,
    hash: Sha256,
    lines: usize,
}

impl Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.lines += bytes[..written].iter().filter(|byte| **byte == b'\n').count();
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
    }
}
