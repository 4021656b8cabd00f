//! The record of a mention, out of a coded document.

use crate::mention::{Candidate, Count, Number};
use crate::record::{
    AccordingTo, CandidateRecord, CiteInfo, ConfidenceRecord, MentionRecord, NumberRecord, PartyRecord, PlaceRecord,
    SizeRecord, Stretch, TextInfo,
};
use crate::{CodePoints, Document, Location, Mention, Participant, Span};

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
        date_precision: mention.when.map(|when| when.precision.name().into()),
        date_from: mention.when.map(|when| when.from.name().into()),
        event: vec![mention.class.name().into()],
        mode: mention.modes.iter().map(|mode| mode.name().into()).collect(),
        context: mention.contexts.iter().map(|context| context.name().into()).collect(),
        status: mention.status.name().into(),
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
        scope: mention.scope.iter().map(|scope| scope.name().into()).collect(),
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
        sector: one.sectors.first().map(|sector| sector.code().into()),
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
            sector: party.sectors.first().map(|sector| sector.code().into()),
            other_sectors: party.sectors.iter().skip(1).map(|sector| sector.code().into()).collect(),
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
            kind: source.kind.map(|kind| kind.name().into()),
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
            feature_class: location.map(|at| at.feature.0.into()),
            feature_code: location.map(|at| at.feature.1.into()),
            resolution: location.and_then(|at| at.resolution),
        }
    }

    fn number(&self, number: &Number) -> NumberRecord {
        let range = self.points.range(number.span);
        let text = self.text(number.span);
        let worth = number.quantity.unwrap_or_default();
        NumberRecord {
            kind: number.kind.name().into(),
            text,
            value: worth.value,
            least: worth.least,
            most: worth.most,
            about: worth.about,
            currency: worth.currency.map(Into::into),
            according_to: number.given_by.map(|span| self.stretch(span)),
            start: range.start,
            end: range.end,
        }
    }
}
