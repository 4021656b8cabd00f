//! The record of a mention: PLOVER's fields, and those that it lacks.

use serde::Serialize;

use crate::mention::{Candidate, Count, Number};
use crate::{CodePoints, Document, Location, Mention, Participant, Span};

/// One mention as it is written out.
#[derive(Clone, Debug, PartialEq, Serialize)]
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
    pub date_precision: Option<&'static str>,
    /// `explicit`, `relative` or `publication`.
    pub date_from: Option<&'static str>,
    /// The class, as PLOVER's list of one.
    pub event: Vec<&'static str>,
    /// Modes.
    pub mode: Vec<&'static str>,
    /// Contexts.
    pub context: Vec<&'static str>,
    /// `actual`, `future`, `hypothetical`, `historical` or `negated`.
    pub status: &'static str,
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
    pub scope: Vec<&'static str>,
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stretch {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// What stands there.
    pub text: String,
}

/// A participant.
#[derive(Clone, Debug, PartialEq, Serialize)]
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
    pub sector: Option<&'static str>,
    /// Further sectors.
    pub other_sectors: Vec<&'static str>,
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CandidateRecord {
    /// Full name.
    pub identifier_text: String,
    /// Wikidata id.
    pub identifier_id: Option<String>,
    /// Country or international code.
    pub code: Option<String>,
    /// Primary sector.
    pub sector: Option<&'static str>,
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
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AccordingTo {
    /// The speaker.
    pub entity_text: String,
    /// Country or international code.
    pub code: Option<String>,
    /// Primary sector.
    pub sector: Option<&'static str>,
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The words that say so.
    pub cue: Option<String>,
    /// Where it was said.
    pub channel: Option<String>,
    /// `official`, `party`, `media`, `witness`, `expert` or `unnamed`.
    pub kind: Option<&'static str>,
}

/// A place.
#[derive(Clone, Debug, PartialEq, Serialize)]
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
    pub feature_class: Option<&'static str>,
    /// Code of the feature in GeoNames' terms.
    pub feature_code: Option<&'static str>,
    /// 5 below a city, 4 city, 3 district, 2 province, 1 country.
    pub resolution: Option<u8>,
}

/// A number of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NumberRecord {
    /// What it counts.
    pub kind: &'static str,
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
    pub currency: Option<&'static str>,
    /// Who gives it; `null` for the outlet's own voice.
    pub according_to: Option<Stretch>,
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// People harmed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SizeRecord {
    /// Killed.
    pub dead: Option<u64>,
    /// Injured.
    pub injured: Option<u64>,
    /// Arrested or taken.
    pub arrested: Option<u64>,
}

/// How sure the coder is of each field; `null` for a field that the mention does not have.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TextInfo {
    /// Number of the sentence, from 0.
    pub sequence: usize,
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// Where a document was published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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

/// The records of a coded document, in order of the text.
///
/// ```
/// use whodid::{Document, Mention, Span, ontology::Class, write::records};
/// let mut document = Document::new("a", "They met.");
/// document.layers.sentences.push(whodid::Sentence::at(Span::new(0, 9)));
/// document.layers.mentions.push(Mention::new(0, Span::new(5, 8), Class::Consult));
/// let records = records(&document);
/// assert_eq!(records[0].id, "a#5-8");
/// assert_eq!(records[0].trigger.text, "met");
/// ```
pub fn records(document: &Document) -> Vec<MentionRecord> {
    let points = CodePoints::of(&document.text);
    let mut out: Vec<MentionRecord> = Vec::with_capacity(document.layers.mentions.len());
    for mention in &document.layers.mentions {
        let mut record = record(document, &points, mention);
        let same = out.iter().filter(|r| r.trigger == record.trigger).count();
        if same > 0 {
            record.id = format!("{}+{same}", record.id);
        }
        out.push(record);
    }
    out
}

fn record(document: &Document, points: &CodePoints, mention: &Mention) -> MentionRecord {
    let writer = Writer { document, points };
    let trigger = writer.stretch(mention.trigger);
    let sentence = document.layers.sentences.get(mention.sentence).map_or(mention.trigger, |s| s.span);
    let place = points.range(sentence);
    let retold: Vec<Stretch> = mention.retold.iter().map(|&span| writer.stretch(span)).collect();
    let numbers: Vec<NumberRecord> = mention.numbers.iter().map(|number| writer.number(number)).collect();
    let confidence = mention.confidence;
    let round = |value: f32| (value * 1000.0).round() / 1000.0;
    let sure = |there: bool, value: f32| there.then(|| round(value));
    MentionRecord {
        id: format!("{}#{}-{}", document.id, trigger.start, trigger.end),
        doc: document.id.clone(),
        date: mention.when.map(|when| when.date.to_string()),
        enddate: mention.when.and_then(|when| when.end).map(|date| date.to_string()),
        date_precision: mention.when.map(|when| when.precision.name()),
        date_from: mention.when.map(|when| when.from.name()),
        event: vec![mention.class.name()],
        mode: mention.modes.iter().map(|mode| mode.name()).collect(),
        context: mention.contexts.iter().map(|context| context.name()).collect(),
        status: mention.status.name(),
        actor: mention.actors.iter().map(|party| writer.party(party)).collect(),
        recipient: mention.recipients.iter().map(|party| writer.party(party)).collect(),
        according_to: mention.according_to.iter().map(|source| writer.according_to(source)).collect(),
        event_loc: mention.place.map(|span| writer.place(span, mention.location.as_ref())),
        event_text: std::iter::once(&trigger).chain(&retold).map(|stretch| stretch.text.clone()).collect(),
        trigger,
        retold,
        quad_code: mention.class.quad().code(),
        event_scale: mention.score(),
        size: size(&numbers),
        numbers,
        scope: mention.scope.iter().map(|scope| scope.name()).collect(),
        confidence: ConfidenceRecord {
            event: round(confidence.event),
            actor: sure(!mention.actors.is_empty(), confidence.actor),
            recipient: sure(!mention.recipients.is_empty(), confidence.recipient),
            place: sure(mention.place.is_some(), confidence.place),
            date: sure(mention.time.is_some(), confidence.date),
        },
        text: sentence.of(&document.text).to_string(),
        text_info: TextInfo { sequence: mention.sentence, start: place.start, end: place.end },
        cite_info: CiteInfo {
            url: document.url.clone(),
            title: document.title.clone(),
            language: document.lang.clone(),
            publication: document.publisher.clone(),
            date: document.date.map(|date| date.to_string()),
            license: None,
            copyright: None,
            coder: "whodid".into(),
            codebook: "PLOVER 2023".into(),
            version: env!("CARGO_PKG_VERSION").into(),
        },
        link: document.url.clone(),
        coder: concat!("whodid ", env!("CARGO_PKG_VERSION")).into(),
        coded_date: None,
    }
}

/// The numbers that count people harmed, of a range its lower end; nothing when the text tells none.
fn size(numbers: &[NumberRecord]) -> Option<SizeRecord> {
    let first = |kind: Count| numbers.iter().filter(|n| n.kind == kind.name()).find_map(|n| n.value.or(n.least));
    let size =
        SizeRecord { dead: first(Count::Dead), injured: first(Count::Injured), arrested: first(Count::Arrested) };
    (size != SizeRecord::default()).then_some(size)
}

fn candidate(one: &Candidate) -> CandidateRecord {
    CandidateRecord {
        identifier_text: one.name.clone(),
        identifier_id: one.wikidata.clone(),
        code: one.country.clone(),
        sector: one.sectors.first().map(|sector| sector.code()),
        office: one.office.clone(),
        from: one.from.map(|day| day.to_string()),
        to: one.to.map(|day| day.to_string()),
        score: one.score,
    }
}

struct Writer<'d> {
    document: &'d Document,
    points: &'d CodePoints,
}

impl Writer<'_> {
    fn text(&self, span: Span) -> String {
        // A wrapped line inside a name is no part of the name.
        span.of(&self.document.text).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn stretch(&self, span: Span) -> Stretch {
        let range = self.points.range(span);
        Stretch { start: range.start, end: range.end, text: self.text(span) }
    }

    fn party(&self, party: &Participant) -> PartyRecord {
        let range = self.points.range(party.span);
        let own = self.text(party.span);
        let entity_text = party.antecedent.map_or_else(|| own.clone(), |span| self.text(span));
        PartyRecord {
            said_as: (own != entity_text).then_some(own),
            entity_text,
            start: range.start,
            end: range.end,
            code: party.country.clone(),
            sector: party.sectors.first().map(|sector| sector.code()),
            other_sectors: party.sectors.iter().skip(1).map(|sector| sector.code()).collect(),
            identifier_text: party.name.clone(),
            identifier_id: party.wikidata.clone(),
            office: party.office.clone(),
            reason: (!party.reason.is_empty()).then(|| party.reason.clone()),
            candidates: party.candidates.iter().filter(|_| party.candidates.len() > 1).map(candidate).collect(),
            religion: None,
            ethnicity: None,
            gender: None,
            age: None,
        }
    }

    fn according_to(&self, source: &crate::Source) -> AccordingTo {
        let party = self.party(&source.party);
        AccordingTo {
            entity_text: party.entity_text,
            code: party.code,
            sector: party.sector,
            start: party.start,
            end: party.end,
            cue: source.cue.map(|span| self.text(span)),
            channel: source.channel.map(|span| self.text(span)),
            kind: source.kind.map(|kind| kind.name()),
        }
    }

    fn place(&self, span: Span, location: Option<&Location>) -> PlaceRecord {
        let range = self.points.range(span);
        PlaceRecord {
            extracted_place: self.text(span),
            start: range.start,
            end: range.end,
            resolved_place: location.map(|at| at.name.clone()),
            geonameid: location.and_then(|at| at.geonameid),
            lat: location.and_then(|at| at.point).map(|point| point.lat),
            lon: location.and_then(|at| at.point).map(|point| point.lon),
            extent: location
                .and_then(|at| at.extent)
                .map(|box_of| [box_of.west, box_of.south, box_of.east, box_of.north]),
            city: location.and_then(|at| at.city.clone()),
            district: location.and_then(|at| at.district.clone()),
            province: location.and_then(|at| at.province.clone()),
            country: location.and_then(|at| at.country.clone()),
            country_code: location.and_then(|at| at.country_code.clone()),
            feature_class: location.map(|at| at.feature.0),
            feature_code: location.map(|at| at.feature.1),
            resolution: location.and_then(|at| at.resolution),
        }
    }

    fn number(&self, number: &Number) -> NumberRecord {
        let range = self.points.range(number.span);
        let text = self.text(number.span);
        let worth = number.quantity.unwrap_or_default();
        NumberRecord {
            kind: number.kind.name(),
            text,
            value: worth.value,
            least: worth.least,
            most: worth.most,
            about: worth.about,
            currency: worth.currency,
            according_to: number.given_by.map(|span| self.stretch(span)),
            start: range.start,
            end: range.end,
        }
    }
}
