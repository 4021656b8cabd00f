//! What pages of stories tell besides the records: outlines of many, and the documents behind one.

use std::collections::BTreeMap;

use rusqlite::params_from_iter;
use rusqlite::types::Value;
use serde::Serialize;

use crate::error::{Fault, StoreError};
use crate::store::Store;

/// The outline of a story.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Chapter {
    /// Its events by quad, 1 to 4.
    pub quads: BTreeMap<u8, u64>,
    /// Those who take part in most of them: key and name.
    pub participants: Vec<(String, String)>,
}

/// What is known of a document besides its text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct DocumentBrief {
    /// Its id.
    pub id: String,
    /// Headline.
    pub title: Option<String>,
    /// Outlet.
    pub publisher: Option<String>,
    /// Where the outlet is at home, ISO 3166 alpha-3.
    pub country: Option<String>,
    /// Day of publication.
    pub date: Option<String>,
    /// Address.
    pub url: Option<String>,
}

impl Store {
    /// The outlines of stories, in the order of their ids as given, with at most `limit` participants each. What is not there has
    /// an empty one.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn chapters(&self, stories: &[String], limit: usize) -> Result<Vec<Chapter>, StoreError> {
        let read = |story: &String| -> Result<Chapter, Fault> {
            let mut chapter = Chapter::default();
            let mut quads = self.connection.prepare_cached(
                "SELECT quad, count(*) FROM events INDEXED BY events_by_story
                 WHERE story = (SELECT num FROM stories WHERE id = ?) GROUP BY quad",
            )?;
            let mut rows = quads.query([story])?;
            while let Some(row) = rows.next()? {
                chapter.quads.insert(row.get(0)?, row.get::<_, i64>(1)?.unsigned_abs());
            }
            let mut most = self.connection.prepare_cached(
                "SELECT key, (SELECT name FROM participant_forms AS form WHERE form.participant = told.participant
                              ORDER BY form.events DESC, name, code, sector LIMIT 1)
                 FROM events INDEXED BY events_by_story
                 JOIN event_participants AS told ON told.event = events.num
                 JOIN participants ON participants.num = told.participant
                 WHERE story = (SELECT num FROM stories WHERE id = ?)
                 GROUP BY told.participant ORDER BY count(DISTINCT event) DESC, key LIMIT ?",
            )?;
            let limit = i64::try_from(limit).unwrap_or(i64::MAX);
            let rows = most.query_map(rusqlite::params![story, limit], |row| Ok((row.get(0)?, row.get(1)?)))?;
            chapter.participants = rows.collect::<rusqlite::Result<_>>()?;
            Ok(chapter)
        };
        self.told(stories.iter().map(read).collect())
    }

    /// What is known of documents besides their texts, by day of publication and id.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn briefs(&self, ids: &[String]) -> Result<Vec<DocumentBrief>, StoreError> {
        let read = || -> Result<Vec<DocumentBrief>, Fault> {
            let mut out = Vec::with_capacity(ids.len());
            // As many as a statement may have values.
            for some in ids.chunks(1000) {
                let marks = vec!["?"; some.len()].join(", ");
                let sql =
                    format!("SELECT id, title, publisher, country, date, url FROM documents WHERE id IN ({marks})");
                let mut find = self.connection.prepare(&sql)?;
                let rows = find.query_map(params_from_iter(some.iter().cloned().map(Value::Text)), |row| {
                    Ok(DocumentBrief {
                        id: row.get(0)?,
                        title: row.get(1)?,
                        publisher: row.get(2)?,
                        country: row.get(3)?,
                        date: row.get(4)?,
                        url: row.get(5)?,
                    })
                })?;
                for row in rows {
                    out.push(row?);
                }
            }
            out.sort_by(|a, b| (&a.date, &a.id).cmp(&(&b.date, &b.id)));
            Ok(out)
        };
        self.told(read())
    }
}
