//! Records: what is told of a mention, in the form in which it is exchanged.
//!
//! PLOVER's field names, and the fields that PLOVER lacks. Offsets are Unicode code points of the document's text, end exclusive.
//! A field that is absent in a record that is read counts as unknown, so that tables of other coders can be read too.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// A name out of a short list: a class, a mode, a sector's code.
pub type Label = Cow<'static, str>;

/// One mention as it is written out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct MentionRecord {
    /// Stable: made of the document's id and the trigger's span.
    pub id: String,
    /// Id of the document.
    pub doc: String,
    /// First day of the event, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// Last day, when the text tells a span of days.
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
    /// `actual`, `future`, `hypothetical`, `historical` or `negated`.
    pub status: Label,
    /// Who did it.
    pub actor: Vec<PartyRecord>,
    /// To whom.
    pub recipient: Vec<PartyRecord>,
    /// Who says so, outermost last; empty for the outlet's own voice.
    pub according_to: Vec<AccordingTo>,
    /// Where.
    pub event_loc: Option<PlaceRecord>,
    /// The words that tell of it.
    pub trigger: Stretch,
    /// The same happening told again in this document.
    pub retold: Vec<Stretch>,
    /// The triggers' texts.
    pub event_text: Vec<String>,
    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    pub quad_code: u8,
    /// From -10, conflict, to 10, cooperation.
    pub event_scale: f32,
    /// People killed, injured and arrested, as numbers where the text tells them so.
    pub size: Option<SizeRecord>,
    /// Every number that belongs to the mention.
    pub numbers: Vec<NumberRecord>,
    /// `sport`, `court`, `opinion`, `anniversary`, `fiction`.
    pub scope: Vec<Label>,
    /// How sure the coder is, 0 to 1.
    pub confidence: ConfidenceRecord,
    /// The sentence.
    pub text: String,
    /// Where the sentence stands.
    pub text_info: TextInfo,
    /// Where the document was published.
    pub cite_info: CiteInfo,
    /// Address of the document.
    pub link: Option<String>,
    /// The program.
    pub coder: String,
    /// Left empty, so that the same input gives the same bytes on any day.
    pub coded_date: Option<String>,
}

/// A stretch of the document's text, in code points.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Stretch {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// What stands there.
    pub text: String,
}

/// A participant.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PartyRecord {
    /// The words of the text, the antecedent's when the text has a pronoun or a description.
    pub entity_text: String,
    /// First code point of the participant's own words.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The participant's own words, where they differ from `entity_text`.
    pub said_as: Option<String>,
    /// Country or international code.
    pub code: Option<String>,
    /// Primary sector.
    pub sector: Option<Label>,
    /// Further sectors.
    pub other_sectors: Vec<Label>,
    /// Full name, when the document or the facts tell it.
    pub identifier_text: Option<String>,
    /// Wikidata id.
    pub identifier_id: Option<String>,
    /// Office held on the document's day.
    pub office: Option<String>,
    /// What decided who it is, in words.
    pub reason: Option<String>,
    /// Whom the words may mean, the likeliest first; empty when there is nobody else.
    pub candidates: Vec<CandidateRecord>,
    /// Not told by this version.
    pub religion: Option<String>,
    /// Not told by this version.
    pub ethnicity: Option<String>,
    /// Not told by this version.
    pub gender: Option<String>,
    /// Not told by this version.
    pub age: Option<u8>,
}

/// One whom a participant's words may mean.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CandidateRecord {
    /// Full name.
    pub identifier_text: String,
    /// Wikidata id.
    pub identifier_id: Option<String>,
    /// Country or international code.
    pub code: Option<String>,
    /// Primary sector.
    pub sector: Option<Label>,
    /// Office.
    pub office: Option<String>,
    /// First day in the office, `YYYY-MM-DD`.
    pub from: Option<String>,
    /// Last day in the office.
    pub to: Option<String>,
    /// How well it fits; `null` when it cannot be meant here.
    pub score: Option<i32>,
}

/// One who says so.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AccordingTo {
    /// The speaker.
    pub entity_text: String,
    /// Country or international code.
    pub code: Option<String>,
    /// Primary sector.
    pub sector: Option<Label>,
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The words that say so.
    pub cue: Option<String>,
    /// Where it was said.
    pub channel: Option<String>,
    /// `official`, `party`, `media`, `witness`, `expert` or `unnamed`.
    pub kind: Option<Label>,
}

/// A place.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlaceRecord {
    /// As the text has it.
    pub extracted_place: String,
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// Name in the gazetteer.
    pub resolved_place: Option<String>,
    /// Id in GeoNames.
    pub geonameid: Option<u32>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// `[west, south, east, north]` of an area, in degrees; an area has no `lat` and `lon`.
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

/// A number of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NumberRecord {
    /// What it counts.
    pub kind: Label,
    /// As the text has it.
    pub text: String,
    /// The number said, when it is one: 12 of "12" and of "at least 12", `null` of "dozens".
    pub value: Option<u64>,
    /// The least it may be; `null` when it is open below.
    pub least: Option<u64>,
    /// The most it may be; `null` when it is open above.
    pub most: Option<u64>,
    /// Said to be rough.
    pub about: bool,
    /// ISO 4217 code of a sum.
    pub currency: Option<Label>,
    /// Who gives it; `null` for the outlet's own voice.
    pub according_to: Option<Stretch>,
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// People harmed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SizeRecord {
    /// Killed.
    pub dead: Option<u64>,
    /// Injured.
    pub injured: Option<u64>,
    /// Arrested or taken.
    pub arrested: Option<u64>,
}

/// How sure the coder is of each field; `null` for a field that the mention does not have.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ConfidenceRecord {
    /// Of the class.
    pub event: f32,
    /// Of the actors.
    pub actor: Option<f32>,
    /// Of the recipients.
    pub recipient: Option<f32>,
    /// Of the place.
    pub place: Option<f32>,
    /// Of the date.
    pub date: Option<f32>,
}

/// Where a sentence stands in its document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TextInfo {
    /// Number of the sentence, from 0.
    pub sequence: usize,
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// Where a document was published.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CiteInfo {
    /// Address.
    pub url: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// ISO 639-1.
    pub language: Option<String>,
    /// Outlet.
    pub publication: Option<String>,
    /// Day of publication.
    pub date: Option<String>,
    /// Licence of the text, which the program does not know.
    pub license: Option<String>,
    /// Holder of rights, whom the program does not know.
    pub copyright: Option<String>,
    /// The program.
    pub coder: String,
    /// The codebook.
    pub codebook: String,
    /// The program's version.
    pub version: String,
}
