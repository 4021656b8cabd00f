//! Events, mentions, stories and documents out of the store.

use std::collections::HashMap;

use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Row, params_from_iter};
use serde::Serialize;
use whodid::event::Corrected;
use whodid::record::MentionRecord;
use whodid::{Event, Story};

use crate::columns::Noun;
use crate::error::{Fault, StoreError};
use crate::filter::{Filter, Sort};
use crate::laying;
use crate::store::Store;

/// A mention as it stands in the store: the record of `code`, with what corrections made of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct StoredMention {
    /// The record, corrections laid over it.
    #[serde(flatten)]
    pub record: MentionRecord,
    /// Id of its event; `null` for one that was dropped or is not linked yet.
    pub in_event: Option<String>,
    /// Whether a correction says that it is no event at all.
    pub dropped: bool,
    /// Corrections laid over it.
    pub corrected: Vec<Corrected>,
}

/// A document as it stands in the store.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct StoredDocument {
    /// Its id.
    pub id: String,
    /// Address.
    pub url: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Outlet.
    pub publisher: Option<String>,
    /// Where the outlet is at home, ISO 3166 alpha-3.
    pub country: Option<String>,
    /// Day of publication.
    pub date: Option<String>,
    /// ISO 639-1.
    pub lang: Option<String>,
    /// Credits: kind, name, start and end in code points.
    pub credits: serde_json::Value,
    /// The text, unchanged.
    pub text: String,
    /// Sentences: start and end in code points, and what came nearest to an event in each.
    pub sentences: serde_json::Value,
    /// Words in them.
    pub words: i64,
}

/// What an id names.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// An event.
    Event(Box<Event>),
    /// A mention.
    Mention(Box<StoredMention>),
    /// A document.
    Document(Box<StoredDocument>),
    /// A story.
    Story(Box<Story>),
}

impl Store {
    /// How many events a filter finds.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn count_events(&self, filter: &Filter) -> Result<usize, StoreError> {
        self.told(self.count(Noun::Event, filter))
    }

    /// How many mentions a filter finds.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn count_mentions(&self, filter: &Filter) -> Result<usize, StoreError> {
        self.told(self.count(Noun::Mention, filter))
    }

    fn count(&self, noun: Noun, filter: &Filter) -> Result<usize, Fault> {
        let condition = filter.condition(noun);
        let sql = format!("SELECT count(*) FROM {}s AS here WHERE {}", noun.name(), condition.sql);
        let count: i64 =
            self.connection.prepare(&sql)?.query_row(params_from_iter(condition.values), |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or(0))
    }

    /// Gives the events that a filter finds to `sink`, one after another, with their stories and corrections.
    ///
    /// # Errors
    ///
    /// When the store cannot be read; an error of the sink ends it.
    pub fn events<E: From<StoreError>>(
        &self,
        filter: &Filter,
        sort: Sort,
        limit: Option<usize>,
        mut sink: impl FnMut(Event) -> Result<(), E>,
    ) -> Result<(), E> {
        let corrected = self.told(self.corrected_events()).map_err(E::from)?;
        let columns = "here.record, here.num, (SELECT id FROM stories WHERE num = here.story)";
        self.rows(
            Noun::Event,
            columns,
            filter,
            sort,
            limit,
            |row| {
                let mut event: Event = parsed(row)?;
                event.story = row.get(2)?;
                event.corrected = corrected.get(&row.get::<_, i64>(1)?).cloned().unwrap_or_default();
                Ok(event)
            },
            &mut sink,
        )
    }

    /// Gives the mentions that a filter finds to `sink`, one after another.
    ///
    /// # Errors
    ///
    /// When the store cannot be read; an error of the sink ends it.
    pub fn mentions<E: From<StoreError>>(
        &self,
        filter: &Filter,
        sort: Sort,
        limit: Option<usize>,
        mut sink: impl FnMut(StoredMention) -> Result<(), E>,
    ) -> Result<(), E> {
        let columns = "coalesce(here.corrected, here.record), here.num, (SELECT id FROM events WHERE num = here.event), \
                       here.dropped, EXISTS (SELECT 1 FROM corrections WHERE bound = here.num OR other_bound = here.num)";
        self.rows(
            Noun::Mention,
            columns,
            filter,
            sort,
            limit,
            |row| {
                let corrected = match row.get(4)? {
                    true => laying::told(&self.connection, row.get(1)?)?,
                    false => Vec::new(),
                };
                Ok(StoredMention { record: parsed(row)?, in_event: row.get(2)?, dropped: row.get(3)?, corrected })
            },
            &mut sink,
        )
    }

    /// Gives the stories to `sink`, by their first day.
    ///
    /// # Errors
    ///
    /// When the store cannot be read; an error of the sink ends it.
    pub fn stories<E: From<StoreError>>(&self, mut sink: impl FnMut(Story) -> Result<(), E>) -> Result<(), E> {
        let read = |sink: &mut dyn FnMut(Story) -> Result<(), E>| -> Result<Result<(), E>, Fault> {
            let mut all = self.connection.prepare("SELECT record FROM stories ORDER BY first_day, id")?;
            let mut rows = all.query([])?;
            while let Some(row) = rows.next()? {
                if let Err(error) = sink(parsed(row)?) {
                    return Ok(Err(error));
                }
            }
            Ok(Ok(()))
        };
        self.told(read(&mut sink)).map_err(E::from)?
    }

    #[allow(clippy::too_many_arguments)]
    fn rows<T, E: From<StoreError>>(
        &self,
        noun: Noun,
        columns: &str,
        filter: &Filter,
        sort: Sort,
        limit: Option<usize>,
        read: impl Fn(&Row<'_>) -> Result<T, Fault>,
        sink: &mut dyn FnMut(T) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut go = || -> Result<Result<(), E>, Fault> {
            let condition = filter.condition(noun);
            let mut values = condition.values;
            values.push(Value::Integer(limit.map_or(-1, |limit| i64::try_from(limit).unwrap_or(i64::MAX))));
            let sql = format!(
                "SELECT {columns} FROM {}s AS here WHERE {} ORDER BY {} LIMIT ?",
                noun.name(),
                condition.sql,
                sort.sql(noun)
            );
            let mut found = self.connection.prepare(&sql)?;
            let mut rows = found.query(params_from_iter(values))?;
            while let Some(row) = rows.next()? {
                if let Err(error) = sink(read(row)?) {
                    return Ok(Err(error));
                }
            }
            Ok(Ok(()))
        };
        self.told(go()).map_err(E::from)?
    }

    /// The corrections of each event by its number: those of its mentions, each once.
    fn corrected_events(&self) -> Result<HashMap<i64, Vec<Corrected>>, Fault> {
        let mut all = self.connection.prepare(
            "SELECT DISTINCT event, mentions.num FROM corrections
             JOIN mentions ON mentions.num IN (corrections.bound, corrections.other_bound)
             WHERE event IS NOT NULL ORDER BY event, mentions.id",
        )?;
        let mut rows = all.query([])?;
        let mut told: HashMap<i64, Vec<Corrected>> = HashMap::new();
        while let Some(row) = rows.next()? {
            let list = told.entry(row.get(0)?).or_default();
            for one in laying::told(&self.connection, row.get(1)?)? {
                if !list.contains(&one) {
                    list.push(one);
                }
            }
        }
        Ok(told)
    }

    /// What an id names: an event, a mention, a document or a story; `None` for nothing.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn find(&self, id: &str) -> Result<Option<Item>, StoreError> {
        let list = || vec![id.to_string()];
        let mut found = None;
        let mut keep = |item: Item| -> Result<(), StoreError> {
            found = Some(item);
            Ok(())
        };
        let filter = Filter { events: list(), ..Filter::default() };
        self.events(&filter, Sort::Date, None, |event| keep(Item::Event(Box::new(event))))?;
        if found.is_some() {
            return Ok(found);
        }
        if let Some(mention) = self.mention(id)? {
            return Ok(Some(Item::Mention(Box::new(mention))));
        }
        if let Some(document) = self.document(id)? {
            return Ok(Some(Item::Document(Box::new(document))));
        }
        self.story(id).map(|story| story.map(|story| Item::Story(Box::new(story))))
    }

    /// The mention with this id, dropped or not.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn mention(&self, id: &str) -> Result<Option<StoredMention>, StoreError> {
        let read = || {
            let mut find = self.connection.prepare_cached(
                "SELECT coalesce(corrected, record), num, (SELECT id FROM events WHERE num = event), dropped
                 FROM mentions WHERE id = ?",
            )?;
            let mut rows = find.query([id])?;
            let Some(row) = rows.next()? else { return Ok(None) };
            let corrected = laying::told(&self.connection, row.get(1)?)?;
            Ok(Some(StoredMention { record: parsed(row)?, in_event: row.get(2)?, dropped: row.get(3)?, corrected }))
        };
        self.told(read())
    }

    /// The record of a mention as the machine coded it, whatever was corrected.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn machine_record(&self, id: &str) -> Result<Option<MentionRecord>, StoreError> {
        let read = || {
            let mut find = self.connection.prepare_cached("SELECT record FROM mentions WHERE id = ?")?;
            let mut rows = find.query([id])?;
            rows.next()?.map(parsed).transpose()
        };
        self.told(read())
    }

    /// The document with this id.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn document(&self, id: &str) -> Result<Option<StoredDocument>, StoreError> {
        let read = || {
            let mut find = self.connection.prepare_cached(
                "SELECT id, url, title, publisher, country, date, lang, credits, text, sentences, words FROM documents WHERE id = ?",
            )?;
            let mut rows = find.query([id])?;
            let Some(row) = rows.next()? else { return Ok(None) };
            Ok(Some(StoredDocument {
                id: row.get(0)?,
                url: row.get(1)?,
                title: row.get(2)?,
                publisher: row.get(3)?,
                country: row.get(4)?,
                date: row.get(5)?,
                lang: row.get(6)?,
                credits: serde_json::from_str(&row.get::<_, String>(7)?)?,
                text: row.get(8)?,
                sentences: serde_json::from_str(&row.get::<_, String>(9)?)?,
                words: row.get(10)?,
            }))
        };
        self.told(read())
    }

    /// The story with this id.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn story(&self, id: &str) -> Result<Option<Story>, StoreError> {
        self.told(self.story_of(id))
    }

    fn story_of(&self, id: &str) -> Result<Option<Story>, Fault> {
        let mut find = self.connection.prepare_cached("SELECT record FROM stories WHERE id = ?")?;
        let record: Option<String> = find.query_row([id], |row| row.get(0)).optional()?;
        Ok(record.map(|record| serde_json::from_str(&record)).transpose()?)
    }
}

/// The record in the first column.
pub(crate) fn parsed<T: serde::de::DeserializeOwned>(row: &Row<'_>) -> Result<T, Fault> {
    let text = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
    Ok(serde_json::from_str(text)?)
}
