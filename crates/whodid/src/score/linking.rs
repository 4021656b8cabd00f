//! Events out of many reports against a list of what is true: which words of which documents tell of one happening.

use std::collections::{BTreeMap, BTreeSet};

use super::Tally;
use crate::ontology::Class;
use crate::{Document, Event, Span};

/// One happening of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Happening {
    /// Its name in the list.
    pub name: String,
    /// What happened.
    pub class: Option<Class>,
    /// Where it is told: id of the document, and the words, which stand once in it.
    pub told: Vec<(String, String)>,
    /// How many independent origins tell of it.
    pub origins: Option<usize>,
}

/// Reads a list: `EVENT name: …`, below it indented lines `id "words"`, `origins N` and `account id: …`; `STORY` lines and comments are
/// passed over.
///
/// # Errors
///
/// Names the line that cannot be read.
pub fn happenings(list: &str) -> Result<Vec<Happening>, String> {
    let mut out: Vec<Happening> = Vec::new();
    for (number, line) in (1..).zip(list.lines()) {
        let told = line.trim();
        if told.is_empty() || told.starts_with('#') || told.starts_with("STORY ") || told.starts_with("account ") {
            continue;
        }
        if let Some(rest) = told.strip_prefix("EVENT ") {
            let (name, coded) = rest.split_once(':').ok_or_else(|| format!("{number}: no class behind the name"))?;
            let class = coded.split_whitespace().next().unwrap_or("");
            let class = Class::named(class).map_err(|unknown| format!("{number}: {unknown}"))?;
            out.push(Happening { name: name.trim().to_string(), class: Some(class), ..Happening::default() });
            continue;
        }
        let happening = out.last_mut().ok_or_else(|| format!("{number}: stands before the first EVENT"))?;
        if let Some(count) = told.strip_prefix("origins ") {
            happening.origins = Some(count.trim().parse().map_err(|_| format!("{number}: `{count}` is no number"))?);
            continue;
        }
        let (doc, words) = told.split_once(char::is_whitespace).ok_or_else(|| format!("{number}: no words"))?;
        let words = words.trim().strip_prefix('"').and_then(|words| words.strip_suffix('"'));
        let words = words.ok_or_else(|| format!("{number}: the words stand between quotation marks"))?;
        happening.told.push((doc.to_string(), words.to_string()));
    }
    Ok(out)
}

/// What was compared.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// Places of the list at which a mention was coded.
    pub coded: Tally,
    /// Pairs of coded places that are one happening.
    pub pairs: Tally,
    /// Happenings of which two or more places were coded.
    pub happenings: usize,
    /// Those all of whose coded places are in one event, and no place of another happening.
    pub exact: usize,
    /// Of those, the ones with the right number of origins among the documents coded.
    pub origins_right: usize,
    /// Those whose number of origins is listed.
    pub origins_listed: usize,
    /// What went wrong, in words.
    pub errors: Vec<String>,
}

impl Figures {
    /// Compares a list with the events made of some documents.
    pub fn compare(&mut self, list: &[Happening], documents: &[Document], events: &[Event]) {
        let of_mention: BTreeMap<&str, usize> = events
            .iter()
            .enumerate()
            .flat_map(|(at, event)| event.mentions.iter().map(move |id| (id.as_str(), at)))
            .collect();
        // Every coded place: its happening and its event.
        let mut places: Vec<(usize, usize, String)> = Vec::new();
        for (number, happening) in list.iter().enumerate() {
            for (doc, words) in &happening.told {
                let ids = mentions_at(documents, doc, words, happening.class);
                let found = ids.iter().filter_map(|id| of_mention.get(id.as_str()).copied()).next();
                self.coded.gold += 1;
                match found {
                    Some(event) => {
                        self.coded.said += 1;
                        self.coded.hits += 1;
                        places.push((number, event, format!("{doc} \"{words}\"")));
                    }
                    None => self.errors.push(format!("{}: not coded: {doc} \"{words}\"", happening.name)),
                }
            }
        }
        for (at, (happening, event, _)) in places.iter().enumerate() {
            for (other, with, _) in &places[..at] {
                let (gold, said) = (happening == other, event == with);
                self.pairs.gold += usize::from(gold);
                self.pairs.said += usize::from(said);
                self.pairs.hits += usize::from(gold && said);
            }
        }
        for (number, happening) in list.iter().enumerate() {
            self.happening(number, happening, &places, events);
        }
    }

    fn happening(&mut self, number: usize, happening: &Happening, places: &[(usize, usize, String)], events: &[Event]) {
        let own: Vec<&(usize, usize, String)> = places.iter().filter(|place| place.0 == number).collect();
        if own.len() < 2 {
            return;
        }
        self.happenings += 1;
        let of: BTreeSet<usize> = own.iter().map(|place| place.1).collect();
        let strangers: Vec<&str> =
            places.iter().filter(|place| place.0 != number && of.contains(&place.1)).map(|place| &*place.2).collect();
        if of.len() > 1 {
            let parts: Vec<String> = of
                .iter()
                .map(|event| {
                    let told: Vec<&str> = own.iter().filter(|place| place.1 == *event).map(|place| &*place.2).collect();
                    told.join(", ")
                })
                .collect();
            self.errors.push(format!("{}: split: {}", happening.name, parts.join(" | ")));
        }
        if !strangers.is_empty() {
            self.errors.push(format!("{}: joined with {}", happening.name, strangers.join(", ")));
        }
        if of.len() > 1 || !strangers.is_empty() {
            return;
        }
        self.exact += 1;
        let (Some(listed), Some(event)) = (happening.origins, of.first()) else { return };
        if happening.told.len() != own.len() {
            // Not every place was coded, so fewer origins may be right.
            return;
        }
        self.origins_listed += 1;
        let counted = events[*event].origins;
        if counted == listed {
            self.origins_right += 1;
        } else {
            self.errors.push(format!("{}: {counted} origins, not {listed}", happening.name));
        }
    }
}

/// Ids of the mentions of a class that some words of a document tell.
fn mentions_at(documents: &[Document], doc: &str, words: &str, class: Option<Class>) -> Vec<String> {
    let Some(document) = documents.iter().find(|document| document.id == doc) else { return Vec::new() };
    let Some(start) = document.text.find(words) else { return Vec::new() };
    let span = Span::new(start, start + words.len());
    let points = crate::CodePoints::of(&document.text);
    let told = document.layers.mentions.iter().filter(|mention| {
        class.is_none_or(|class| class == mention.class)
            && std::iter::once(&mention.trigger)
                .chain(&mention.retold)
                .any(|at| at.start < span.end && span.start < at.end)
    });
    let id = |trigger: Span| {
        let range = points.range(trigger);
        format!("{doc}#{}-{}", range.start, range.end)
    };
    told.map(|mention| id(mention.trigger)).collect()
}
