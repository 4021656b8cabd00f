//! Answers that flow: all that a filter finds, page by page, so that neither memory nor a reader of the store is held by a client
//! who is slow to take it.

use std::sync::Arc;

use hyper::body::Bytes;
use hyper::header;
use hyper::header::{HeaderMap, HeaderValue};
use tokio::sync::{OwnedSemaphorePermit, mpsc};
use whodid::Event;
use whodid::write::{EVENT_CSV_COLUMNS, Rows, Table, csv_cell, event_csv_row, feature};
use whodid_store::Store;

use crate::pool::Pool;
use crate::problem::Problem;
use crate::queries::{Ask, Format};
use crate::reply::{Cut, Sent};

/// Events read at a time: some megabytes, and few enough times that what a search finds is not looked up again too often.
const AT_ONCE: usize = 2000;

/// As many flow at a time: each holds a page or two, some megabytes.
pub(crate) const FLOWS: usize = 16;

/// Brings what is asked for, at most `most` events, and lets go of its turn at the end. The first page is read before the answer begins, so that what is wrong can
/// still be told.
///
/// # Errors
///
/// When the first page cannot be read.
pub(crate) async fn flow(pool: Arc<Pool>, most: usize, ask: Ask, turn: OwnedSemaphorePermit) -> Result<Sent, Problem> {
    let (send, parts) = mpsc::channel(2);
    let mut source = Source { ask, most, left: most, found: None, ended: false, table: None };
    let (mut source, first) = pool
        .ask(move |store| {
            let part = source.next(store);
            (source, part)
        })
        .await?;
    let mut part = first?;
    tokio::spawn(async move {
        let _turn = turn;
        loop {
            // Nobody there to take it: the client has left. Rows of Parquet are held back until there is a group of them.
            let left = if part.is_empty() { send.is_closed() } else { send.send(Ok(part)).await.is_err() };
            if left || source.ended {
                return;
            }
            let next = pool.ask(move |store| {
                let part = source.next(store);
                (source, part)
            });
            match next.await {
                Ok((now, Ok(bytes))) => (source, part) = (now, bytes),
                _ => {
                    let _ = send.send(Err(Cut)).await;
                    return;
                }
            }
        }
    });
    Ok(Sent::Flow(parts))
}

/// The media type of Parquet, as it is registered.
pub(super) const PARQUET: &str = "application/vnd.apache.parquet";

/// The headers of an answer that flows.
pub(crate) fn headers(ask: &Ask, tag: &str) -> HeaderMap {
    let (kind, ending) = match ask.format {
        Format::Csv => ("text/csv; charset=utf-8", "csv"),
        Format::Geojson => ("application/geo+json", "geojson"),
        Format::Parquet => (PARQUET, "parquet"),
        Format::Json | Format::Lines => ("application/x-ndjson", "jsonl"),
    };
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    let texts = [
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"whodid-events.{ending}\"")),
        (header::ETAG, tag.to_string()),
    ];
    for (name, text) in texts {
        if let Ok(value) = HeaderValue::from_str(&text) {
            headers.insert(name, value);
        }
    }
    headers
}

/// Where an answer stands.
struct Source {
    ask: Ask,
    most: usize,
    left: usize,
    found: Option<u64>,
    ended: bool,
    /// The file of Parquet that is being made.
    table: Option<Table>,
}

impl Source {
    fn next(&mut self, store: &Store) -> Result<Bytes, Problem> {
        let begins = self.left == self.most && self.found.is_none();
        if begins {
            self.found = Some(store.facets(&self.ask.filter)?.events);
        }
        let limit = self.left.min(AT_ONCE);
        let page = store.events_page(&self.ask.filter, self.ask.sort, self.ask.after.as_ref(), limit, self.found)?;
        self.left -= page.items.len().min(self.left);
        self.ended = page.next.is_none() || self.left == 0;
        let bytes = match self.ask.format {
            Format::Parquet => self.columns(&page.items)?,
            format => written(format, &page.items, begins, self.ended)?,
        };
        self.ask.after = page.next;
        Ok(bytes.into())
    }

    /// Events into the file of Parquet: what has come out of it.
    fn columns(&mut self, events: &[Event]) -> Result<Vec<u8>, Problem> {
        let mut table = match self.table.take() {
            Some(table) => table,
            None => Table::parquet(Rows::Events)?,
        };
        events.iter().try_for_each(|event| table.push(event))?;
        let mut bytes = table.ready();
        if self.ended {
            bytes.extend(table.finish()?);
        } else {
            self.table = Some(table);
        }
        Ok(bytes)
    }
}

/// Events in a form of text; with what stands at the head and the end of an answer.
fn written(format: Format, events: &[Event], begins: bool, ends: bool) -> Result<Vec<u8>, Problem> {
    let mut out: Vec<u8> = Vec::with_capacity(events.len() * 2048);
    match format {
        // Its file is made by `Source::columns`.
        Format::Parquet => {}
        Format::Json | Format::Lines => {
            for event in events {
                serde_json::to_writer(&mut out, event)?;
                out.push(b'\n');
            }
        }
        Format::Csv => {
            let told = |error: csv::Error| {
                Problem::new(hyper::StatusCode::INTERNAL_SERVER_ERROR, "store", error.to_string(), "report the address")
            };
            let mut writer = csv::Writer::from_writer(&mut out);
            if begins {
                writer.write_record(EVENT_CSV_COLUMNS.iter().chain(&["corrected"])).map_err(told)?;
            }
            for event in events {
                let mut row = event_csv_row(event);
                row.push(csv_cell(
                    event.corrected.iter().map(|one| one.change.as_str()).collect::<Vec<_>>().join("; "),
                ));
                writer.write_record(row).map_err(told)?;
            }
            writer.flush().map_err(|error| told(error.into()))?;
        }
        Format::Geojson => {
            out.extend_from_slice(if begins { b"{\"type\": \"FeatureCollection\", \"features\": [\n" } else { b"" });
            for (at, event) in events.iter().enumerate() {
                out.extend_from_slice(if begins && at == 0 { b"" } else { b",\n" });
                let place = event.event_loc.as_deref();
                let (lat, lon, extent) = place.map_or((None, None, None), |at| (at.lat, at.lon, at.extent));
                serde_json::to_writer(&mut out, &feature(lat, lon, extent, serde_json::to_value(event)?))?;
            }
            out.extend_from_slice(if ends { b"\n]}\n" } else { b"" });
        }
    }
    Ok(out)
}
