//! Reports: a mention as linking sees it. Small, since a million of them are held at once; what many share is kept once.

use std::collections::HashSet;
use std::sync::Arc;

use jiff::civil::Date;

use crate::event::{EventParty, EventPlace, Voice};
use crate::mention::{DateFrom, Precision, Scope};
use crate::ontology::{Class, Context, Mode, Status, UnknownName};
use crate::record::{AccordingTo, MentionRecord, PartyRecord, PlaceRecord};

/// A mention as linking sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Id of the mention.
    pub id: Arc<str>,
    /// Id of its document.
    pub doc: Arc<str>,
    /// Number of its sentence.
    pub sequence: u32,
    /// What happened.
    pub class: Class,
    /// How.
    pub modes: Vec<Mode>,
    /// Why, or about what.
    pub contexts: Vec<Context>,
    /// Whether it happened.
    pub status: Status,
    /// Who did it.
    pub actors: Vec<Arc<EventParty>>,
    /// To whom.
    pub recipients: Vec<Arc<EventParty>>,
    /// Where.
    pub place: Option<Arc<EventPlace>>,
    /// First day.
    pub date: Option<Date>,
    /// Last day, when the text tells a span of days.
    pub end: Option<Date>,
    /// How exactly the day is known.
    pub precision: Option<Precision>,
    /// What it was taken from.
    pub date_from: Option<DateFrom>,
    /// Day of publication.
    pub published: Option<Date>,
    /// Who says so, outermost last.
    pub according_to: Vec<Arc<Voice>>,
    /// Numbers that belong to it.
    pub figures: Vec<Figure>,
    /// What the text around makes of it.
    pub scope: Vec<Scope>,
    /// How sure the coder is of the class.
    pub confidence: f32,
    /// The words that tell of it.
    pub trigger: Arc<str>,
    /// Whether those words take it as known: "the attack", "their meeting".
    pub definite: bool,
    /// The sentence.
    pub text: Arc<str>,
    /// The document's title.
    pub title: Option<Arc<str>>,
    /// Who published the document.
    pub publisher: Option<Arc<str>>,
}

/// A number of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// What it counts.
    pub kind: Arc<str>,
    /// The least it may be.
    pub least: Option<u64>,
    /// The most it may be.
    pub most: Option<u64>,
    /// ISO 4217 code of a sum.
    pub currency: Option<Arc<str>>,
    /// Who gives it; `None` for the outlet's own voice.
    pub by: Option<Arc<str>>,
}

/// What reports share, kept once.
#[derive(Debug, Default)]
pub struct Pool {
    texts: HashSet<Arc<str>>,
    parties: HashSet<Arc<EventParty>>,
    voices: HashSet<Arc<Voice>>,
    places: std::collections::HashMap<(Arc<str>, Option<u32>), Arc<EventPlace>>,
}

impl Pool {
    /// An empty pool.
    pub fn new() -> Self {
        Pool::default()
    }

    fn text(&mut self, text: &str) -> Arc<str> {
        match self.texts.get(text) {
            Some(known) => Arc::clone(known),
            None => {
                let text: Arc<str> = text.into();
                self.texts.insert(Arc::clone(&text));
                text
            }
        }
    }

    fn party(&mut self, party: &PartyRecord) -> Arc<EventParty> {
        let party = EventParty {
            entity_text: party.entity_text.clone(),
            code: party.code.clone(),
            sector: party.sector.clone(),
            other_sectors: party.other_sectors.clone(),
            identifier_text: party.identifier_text.clone(),
            identifier_id: party.identifier_id.clone(),
            office: party.office.clone(),
        };
        once(&mut self.parties, party)
    }

    fn voice(&mut self, voice: &AccordingTo) -> Arc<Voice> {
        let voice = Voice {
            entity_text: voice.entity_text.clone(),
            code: voice.code.clone(),
            sector: voice.sector.clone(),
            channel: voice.channel.clone(),
            kind: voice.kind.clone(),
        };
        once(&mut self.voices, voice)
    }

    fn place(&mut self, place: &PlaceRecord) -> Arc<EventPlace> {
        let key = (self.text(&place.extracted_place), place.geonameid);
        let kept = self.places.entry(key).or_insert_with(|| {
            Arc::new(EventPlace {
                extracted_place: place.extracted_place.clone(),
                resolved_place: place.resolved_place.clone(),
                geonameid: place.geonameid,
                lat: place.lat,
                lon: place.lon,
                extent: place.extent,
                city: place.city.clone(),
                district: place.district.clone(),
                province: place.province.clone(),
                country: place.country.clone(),
                country_code: place.country_code.clone(),
                feature_class: place.feature_class.clone(),
                feature_code: place.feature_code.clone(),
                resolution: place.resolution,
            })
        });
        Arc::clone(kept)
    }
}

fn once<T: std::hash::Hash + Eq>(kept: &mut HashSet<Arc<T>>, one: T) -> Arc<T> {
    match kept.get(&one) {
        Some(known) => Arc::clone(known),
        None => {
            let one = Arc::new(one);
            kept.insert(Arc::clone(&one));
            one
        }
    }
}

impl Report {
    /// The report of a mention's record.
    ///
    /// A date that cannot be read counts as unknown.
    ///
    /// # Errors
    ///
    /// When the record has a class, mode, context, status or scope that the ontology does not have.
    ///
    /// ```
    /// use whodid::record::MentionRecord;
    /// use whodid::{Pool, Report};
    /// let told = MentionRecord { id: "a#5-8".into(), doc: "a".into(), event: vec!["CONSULT".into()], ..Default::default() };
    /// let report = Report::of(&told, &mut Pool::new()).unwrap();
    /// assert_eq!(report.class.name(), "CONSULT");
    /// ```
    pub fn of(told: &MentionRecord, pool: &mut Pool) -> Result<Report, UnknownName> {
        let class = Class::named(told.event.first().map_or("", |name| name))?;
        let status = if told.status.is_empty() { Status::Actual } else { Status::named(&told.status)? };
        let parse = |day: &Option<String>| day.as_deref().and_then(|day| day.parse().ok());
        let modes = told.mode.iter().map(|mode| Mode::named(class, mode)).collect::<Result<_, _>>()?;
        let contexts = told.context.iter().map(|context| Context::named(context)).collect::<Result<_, _>>()?;
        let scope = told.scope.iter().map(|scope| Scope::named(scope)).collect::<Result<_, _>>()?;
        let figures = told.numbers.iter().map(|number| {
            let open = number.least.is_some() || number.most.is_some();
            let exactly = number.value.filter(|_| !open);
            Figure {
                kind: pool.text(&number.kind),
                least: number.least.or(exactly),
                most: number.most.or(exactly),
                currency: number.currency.as_deref().map(|code| pool.text(code)),
                by: number.according_to.as_ref().map(|by| pool.text(&by.text)),
            }
        });
        let figures = figures.collect();
        Ok(Report {
            id: told.id.as_str().into(),
            doc: pool.text(&told.doc),
            sequence: u32::try_from(told.text_info.sequence).unwrap_or(u32::MAX),
            class,
            modes,
            contexts,
            status,
            actors: told.actor.iter().map(|party| pool.party(party)).collect(),
            recipients: told.recipient.iter().map(|party| pool.party(party)).collect(),
            place: told.event_loc.as_ref().map(|place| pool.place(place)),
            date: parse(&told.date),
            end: parse(&told.enddate),
            precision: told.date_precision.as_deref().map(Precision::named).transpose()?,
            date_from: told.date_from.as_deref().map(DateFrom::named).transpose()?,
            published: parse(&told.cite_info.date),
            according_to: told.according_to.iter().map(|voice| pool.voice(voice)).collect(),
            figures,
            scope,
            confidence: told.confidence.event,
            trigger: pool.text(&told.trigger.text),
            definite: is_definite(told),
            text: pool.text(&told.text),
            title: told.cite_info.title.as_deref().map(|title| pool.text(title)),
            publisher: told.cite_info.publication.as_deref().map(|name| pool.text(name)),
        })
    }
}

/// Whether the word before the trigger, or the one before that, takes the happening as known.
fn is_definite(told: &MentionRecord) -> bool {
    const KNOWN: [&str; 10] = ["the", "this", "that", "these", "those", "its", "his", "her", "their", "our"];
    let Some(before) = told.trigger.start.checked_sub(told.text_info.start) else { return false };
    let before: String = told.text.chars().take(before).collect();
    before.split_whitespace().rev().take(2).any(|word| KNOWN.contains(&&*word.to_lowercase()))
}
