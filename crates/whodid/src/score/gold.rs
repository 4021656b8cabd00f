//! Gold articles as JSON lines: a text a line, with every mention annotated whole.

use jiff::civil::Date;
use serde::Deserialize;

use crate::mention::{Participant, Source};
use crate::ontology::{Class, Context, Mode, Sector, Status};
use crate::{CodePoints, Document, Mention, Span};

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
    title: Option<String>,
    date: Option<String>,
    url: Option<String>,
    publisher: Option<String>,
    /// None at all in a text that is known to be quiet.
    #[serde(default)]
    mentions: Vec<GoldMention>,
}

#[derive(Deserialize)]
struct GoldMention {
    trigger: String,
    at: usize,
    event: String,
    #[serde(default)]
    mode: Vec<String>,
    #[serde(default)]
    context: Vec<String>,
    status: String,
    #[serde(default)]
    actor: Vec<GoldParty>,
    #[serde(default)]
    recipient: Vec<GoldParty>,
    #[serde(default)]
    according_to: Vec<GoldParty>,
    place: Option<GoldParty>,
}

#[derive(Deserialize)]
struct GoldParty {
    text: String,
    at: usize,
    code: Option<String>,
    sector: Option<String>,
}

/// Reads one line into a document whose mentions are the gold; offsets in the line count code points of its `text`.
///
/// # Errors
///
/// In words, when the line is no such article or names a class, mode, context, sector or status that there is not.
pub fn article(line: &str) -> Result<Document, String> {
    let line: Line = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let points = CodePoints::of(&line.text);
    let mut document = Document::new(line.id, line.text);
    document.title = line.title;
    document.url = line.url;
    document.publisher = line.publisher;
    document.date = line.date.and_then(|date| date.get(..10)?.parse::<Date>().ok());
    let at = |at: usize, text: &str| points.span(at..at + text.chars().count());
    let party = |gold: &GoldParty| -> Result<Participant, String> {
        let sectors = match gold.sector.as_deref() {
            None | Some("") => Vec::new(),
            Some(code) => vec![Sector::named(code).map_err(|e| e.to_string())?],
        };
        Ok(Participant { country: gold.code.clone(), sectors, ..Participant::at(at(gold.at, &gold.text)) })
    };
    for gold in line.mentions {
        let class = Class::named(&gold.event).map_err(|e| e.to_string())?;
        let mut mention = Mention::new(0, at(gold.at, &gold.trigger), class);
        mention.modes = gold
            .mode
            .iter()
            .map(|mode| Mode::named(class, mode))
            .collect::<Result<_, _>>()
            .map_err(|e| e.to_string())?;
        mention.contexts = gold
            .context
            .iter()
            .map(|name| Context::named(name))
            .collect::<Result<_, _>>()
            .map_err(|e| e.to_string())?;
        mention.status = Status::named(&gold.status).map_err(|e| e.to_string())?;
        mention.actors = gold.actor.iter().map(party).collect::<Result<_, _>>()?;
        mention.recipients = gold.recipient.iter().map(party).collect::<Result<_, _>>()?;
        for source in &gold.according_to {
            mention.according_to.push(Source { party: party(source)?, ..Source::default() });
        }
        mention.place = gold.place.as_ref().map(|place| at(place.at, &place.text));
        document.layers.mentions.push(mention);
    }
    Ok(document)
}

/// The mentions of a document with each retelling as a mention of its own, which is how gold articles count.
pub(super) fn unfolded(document: &Document) -> Vec<Mention> {
    let mut all = Vec::new();
    for mention in &document.layers.mentions {
        all.push(mention.clone());
        for &span in &mention.retold {
            all.push(Mention { trigger: span, retold: Vec::new(), ..mention.clone() });
        }
    }
    all
}

/// The sentence of `document` that holds a span.
pub(super) fn sentence_of(document: &Document, span: Span) -> Option<usize> {
    document.layers.sentences.iter().position(|sentence| sentence.span.overlaps(span))
}
