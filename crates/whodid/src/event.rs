//! Events: mentions judged to be the same happening; and stories: events that belong together.
//!
//! Field names are PLOVER's where it has them, so that an event reads like a mention with many reports behind it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::record::{Label, SizeRecord};

/// One happening, with every report of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Event {
    /// Stable as long as its earliest mention is: made of that mention's id.
    pub id: String,
    /// First day, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// Last day, when its mentions tell a span of days.
    pub enddate: Option<String>,
    /// `day`, `week`, `month`, `year` or `range`.
    pub date_precision: Option<Label>,
    /// `explicit`, `relative` or `publication`.
    pub date_from: Option<Label>,
    /// The class, as PLOVER's list of one.
    pub event: Vec<Label>,
    /// Modes.
    pub mode: Vec<Label>,
    /// Contexts.
    pub context: Vec<Label>,
    /// `actual`, `future`, `hypothetical`, `historical` or `negated`. An event that somebody denies stays `actual`; the
    /// denial is among its accounts.
    pub status: Label,
    /// Who did it.
    pub actor: Vec<Arc<EventParty>>,
    /// To whom.
    pub recipient: Vec<Arc<EventParty>>,
    /// Where: the most exact place that a mention tells.
    pub event_loc: Option<Arc<EventPlace>>,
    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    pub quad_code: u8,
    /// From -10, conflict, to 10, cooperation.
    pub event_scale: f32,
    /// People killed, injured and arrested: the least that anybody says.
    pub size: Option<SizeRecord>,
    /// What was counted, as a range over the mentions, with who says what.
    pub numbers: Vec<Toll>,
    /// `sport`, `court`, `opinion`, `anniversary`, `fiction`: only flags that every mention has.
    pub scope: Vec<Label>,
    /// How sure the coder is that it happened as coded: that of its surest mention.
    pub confidence: f32,
    /// The sentence of its leading mention.
    pub text: String,
    /// Ids of its mentions, the earliest first.
    pub mentions: Vec<String>,
    /// Ids of the documents they stand in.
    pub documents: Vec<String>,
    /// How many independent origins stand behind those documents.
    pub origins: usize,
    /// The documents among them that reprint another.
    pub reprints: Vec<Reprint>,
    /// What each side says, when there is more than one.
    pub accounts: Vec<Account>,
    /// Id of the story it belongs to.
    pub story: Option<String>,
    /// Why each mention was joined.
    pub reasons: Vec<Reason>,
    /// Corrections laid over it.
    pub corrected: Vec<Corrected>,
}

/// A party to an event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct EventParty {
    /// The words of the mention that names it best.
    pub entity_text: String,
    /// Country or international code.
    pub code: Option<String>,
    /// Primary sector.
    pub sector: Option<Label>,
    /// Further sectors.
    pub other_sectors: Vec<Label>,
    /// Full name.
    pub identifier_text: Option<String>,
    /// Wikidata id.
    pub identifier_id: Option<String>,
    /// Office held on the day.
    pub office: Option<String>,
}

/// The place of an event, as the fields of the same names in a mention's record.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EventPlace {
    /// As the text has it.
    pub extracted_place: String,
    /// Name in the gazetteer.
    pub resolved_place: Option<String>,
    /// Id in GeoNames.
    pub geonameid: Option<u32>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// `[west, south, east, north]` of an area, in degrees.
    pub extent: Option<[f64; 4]>,
    /// The populated place.
    pub city: Option<String>,
    /// The second division.
    pub district: Option<String>,
    /// The first division.
    pub province: Option<String>,
    /// Country name.
    pub country: Option<String>,
    /// ISO 3166 alpha-3.
    pub country_code: Option<String>,
    /// Class of the feature in GeoNames' terms.
    pub feature_class: Option<Label>,
    /// Code of the feature in GeoNames' terms.
    pub feature_code: Option<Label>,
    /// 5 below a city, 4 city, 3 district, 2 province, 1 country.
    pub resolution: Option<u8>,
}

/// What the mentions of an event count, each with who says so.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Toll {
    /// `dead`, `injured`, `arrested`, `displaced`, `crowd`, `money` or `other`.
    pub kind: Label,
    /// The least that anybody says.
    pub least: Option<u64>,
    /// The most that anybody says.
    pub most: Option<u64>,
    /// ISO 4217 code of a sum.
    pub currency: Option<Label>,
    /// Each different number.
    pub told: Vec<TollTold>,
}

/// One number of a [`Toll`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TollTold {
    /// The least it may be.
    pub least: Option<u64>,
    /// The most it may be.
    pub most: Option<u64>,
    /// Who says so; `null` for the outlet's own voice.
    pub according_to: Option<String>,
    /// The mentions that say so.
    pub mentions: Vec<String>,
}

/// A document that reprints another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Reprint {
    /// Its id.
    pub doc: String,
    /// Id of the document it reprints.
    pub of: String,
    /// How that is known, in words.
    pub because: String,
}

/// What one side says of an event.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Account {
    /// Who says so, outermost last; empty for outlets in their own voice.
    pub according_to: Vec<Voice>,
    /// The mentions that give it.
    pub mentions: Vec<String>,
    /// The sentence of the first of them.
    pub text: String,
    /// Where it departs from the others, in words: "denies it", "dead: 12, not 30".
    pub differs: Vec<String>,
}

/// One who says so.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Voice {
    /// The speaker.
    pub entity_text: String,
    /// Country or international code.
    pub code: Option<String>,
    /// Primary sector.
    pub sector: Option<Label>,
    /// "on its Telegram channel".
    pub channel: Option<String>,
    /// `official`, `party`, `media`, `witness`, `expert` or `unnamed`.
    pub kind: Option<Label>,
}

/// Why a mention stands in its event.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Reason {
    /// The mention.
    pub mention: String,
    /// The mention of the event that it matches best; none for the first.
    pub with: Option<String>,
    /// How likely the two are the same happening, 0 to 1.
    pub score: f32,
    /// What speaks for it and against it.
    pub because: Vec<String>,
}

/// A correction that was laid over an event or one of its mentions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Corrected {
    /// What was changed, in words: "event: COERCE instead of ASSAULT".
    pub change: String,
    /// Why.
    pub reason: String,
    /// By whom.
    pub author: String,
}

/// Events that belong together over time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Story {
    /// Stable as long as its leading event is.
    pub id: String,
    /// The leading event, in words.
    pub name: String,
    /// First day.
    pub date: Option<String>,
    /// Last day.
    pub enddate: Option<String>,
    /// Ids of its events, the earliest first.
    pub events: Vec<String>,
    /// Why each event belongs to it: the event, the event it hangs on, and the words for it.
    pub reasons: Vec<Reason>,
}
