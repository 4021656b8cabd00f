//! What a person decides about an event or a mention, from the asking to the corrections that say it: one way for the command
//! line, the window and programs.

use std::collections::BTreeSet;

use rusqlite::{OptionalExtension, TransactionBehavior, params};

use crate::corrections::{Change, Correction, all};
use crate::edits;
use crate::error::{Fault, StoreError};
use crate::laying::lay;
use crate::store::Store;

/// What is asked for. Several changes at once are made together or not at all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decision {
    /// Id of an event or of a mention. What is decided about an event is decided about each of its mentions.
    pub about: String,
    /// Fields with their values, as in [`Change::Set`].
    pub set: Vec<(String, String)>,
    /// It is no event.
    pub drop: bool,
    /// It was read and found right.
    pub accept: bool,
    /// Id of the event or the mention that it is one with.
    pub merge: Option<String>,
    /// Id of the mention that is not of this event.
    pub split: Option<String>,
    /// Why.
    pub reason: String,
    /// By whom.
    pub author: String,
}

impl Store {
    /// The mentions that an id stands for: an event's, or the mention itself.
    ///
    /// # Errors
    ///
    /// When the store cannot be read, or the id is of neither.
    pub fn mentions_meant(&self, id: &str) -> Result<Vec<String>, StoreError> {
        if let Some(event) = self.event(id)? {
            return Ok(event.mentions);
        }
        let other = if self.mention(id)?.is_some() || self.corrects(id)? {
            // A correction may name a mention that is no more.
            return Ok(vec![id.to_string()]);
        } else if self.document(id)?.is_some() || self.story(id)?.is_some() {
            format!("`{id}` is no event and no mention; corrections are made on those")
        } else {
            format!("the store has no event and no mention `{id}`; `whodid query` lists their ids")
        };
        self.told(Err(Fault::Asked(other)))
    }

    fn corrects(&self, mention: &str) -> Result<bool, StoreError> {
        let any = self.connection.query_row(
            "SELECT EXISTS (SELECT 1 FROM corrections WHERE mention = ?)",
            [mention],
            |row| row.get(0),
        );
        self.told(any.map_err(Fault::from))
    }

    /// The corrections that say what was decided; [`Store::lay`] lays them on. Nothing is written here.
    ///
    /// # Errors
    ///
    /// When the store cannot be read, or what is asked for cannot be: then it says why in words, and [`StoreError::field`] tells
    /// which field cannot be set so.
    pub fn decide(&self, decision: &Decision) -> Result<Vec<Correction>, StoreError> {
        let refused = |why: String| self.told(Err(Fault::Asked(why)));
        if decision.reason.trim().is_empty() || decision.author.trim().is_empty() {
            return refused("a correction needs a reason and an author".into());
        }
        let id = &decision.about;
        let about = self.mentions_meant(id)?;
        let mut changes: Vec<(String, Change)> = Vec::new();
        for (field, value) in &decision.set {
            let change = Change::Set { field: field.trim().into(), value: value.trim().into() };
            changes.extend(about.iter().map(|mention| (mention.clone(), change.clone())));
        }
        self.check(&about, &decision.set)?;
        for (asked, change) in [(decision.drop, Change::Drop), (decision.accept, Change::Accept)] {
            if asked {
                changes.extend(about.iter().map(|mention| (mention.clone(), change.clone())));
            }
        }
        if let Some(other) = &decision.merge {
            let others = self.mentions_meant(other)?;
            let (Some(one), Some(with)) = (about.first(), others.first()) else {
                return refused("an event without mentions".into());
            };
            if about.contains(with) || others.contains(one) {
                return refused(format!("`{id}` and `{other}` are one already"));
            }
            changes.push((one.clone(), Change::Together(self.target(with)?)));
        }
        if let Some(split) = &decision.split {
            if !about.contains(split) {
                return refused(format!("`{split}` is no mention of `{id}`"));
            }
            if about.len() < 2 {
                return refused(format!("`{id}` has one mention; there is nothing to split"));
            }
            for other in about.iter().filter(|other| *other != split) {
                changes.push((split.clone(), Change::Apart(self.target(other)?)));
            }
        }
        if changes.is_empty() {
            return refused("nothing is said to be corrected".into());
        }
        let corrected = changes.into_iter().map(|(mention, change)| {
            let (reason, author) = (decision.reason.trim().to_string(), decision.author.trim().to_string());
            Ok(Correction { target: self.target(&mention)?, change, reason, author })
        });
        corrected.collect()
    }

    /// Refuses what cannot be set before anything is laid on; fields set together may need one another, so they are tried in the
    /// order in which they are laid on.
    fn check(&self, about: &[String], set: &[(String, String)]) -> Result<(), StoreError> {
        let mut set: Vec<(&str, &str)> = set.iter().map(|(field, value)| (field.trim(), value.as_str())).collect();
        set.sort_by_key(|(field, value)| (*field != "event", *field, *value));
        if let Some(pair) = set.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            let field = pair[0].0.to_string();
            let why = format!("`{field}` is set twice");
            return self.told(Err(Fault::Refused { field, why }));
        }
        for mention in about {
            let Some(stored) = self.mention(mention)? else { continue };
            let mut record = stored.record;
            for (field, value) in &set {
                if let Err(why) = edits::set(&mut record, field, value) {
                    let why = if about.len() > 1 { format!("{mention}: {why}") } else { why };
                    return self.told(Err(Fault::Refused { field: field.to_string(), why }));
                }
            }
        }
        Ok(())
    }

    /// Takes off these corrections, whatever value, reason and author they have by now; how many were there.
    ///
    /// # Errors
    ///
    /// When the store cannot be written.
    pub fn take_back(&mut self, corrections: &[Correction]) -> Result<usize, StoreError> {
        let done = self.take_back_all(corrections);
        self.told(done)
    }

    fn take_back_all(&mut self, corrections: &[Correction]) -> Result<usize, Fault> {
        let linking = self.linking;
        self.note_run()?;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut count = 0;
        let mut touched = BTreeSet::new();
        for correction in corrections {
            let (field, _, other) = correction.change.parts();
            let mut gone = transaction.prepare_cached(
                "DELETE FROM corrections WHERE (mention, change, field, other) = (?, ?, ?, ?) RETURNING bound, other_bound",
            )?;
            let mut rows =
                gone.query(params![correction.target.mention, correction.change.name(), field, other.mention])?;
            while let Some(row) = rows.next()? {
                count += 1;
                if correction.change != Change::Accept {
                    touched.extend(row.get::<_, Option<i64>>(0)?);
                    touched.extend(row.get::<_, Option<i64>>(1)?);
                }
            }
        }
        for mention in touched {
            lay(&transaction, mention, &linking)?;
        }
        transaction.commit()?;
        Ok(count)
    }

    /// The corrections that are laid over one of these mentions now, or tell of it and another, sorted; what was accepted too.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn corrections_of(&self, mentions: &[String]) -> Result<Vec<Correction>, StoreError> {
        let read = || {
            let mut list = Vec::new();
            let mut find = self.connection.prepare_cached("SELECT num FROM mentions WHERE id = ?")?;
            for mention in mentions {
                let Some(num) = find.query_row([mention], |row| row.get::<_, i64>(0)).optional()? else { continue };
                list.extend(all(&self.connection, &format!("WHERE bound = {num} OR other_bound = {num}"))?);
            }
            list.sort();
            list.dedup();
            Ok(list)
        };
        self.told(read())
    }
}
