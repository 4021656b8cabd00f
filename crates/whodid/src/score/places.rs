//! Places compared: which toponyms of a text were found, and whether the right place was chosen for each.

use crate::{CodePoints, Document, Place, Point, Span};

use super::Tally;

/// A place within so many kilometres of the true one counts as right in the field's usual measure (100 miles).
pub const NEAR_KM: f64 = 161.0;
/// The greatest distance there can be, half the earth's girth.
const FARTHEST_KM: f64 = 20_039.0;

/// A document with every toponym in it.
#[derive(Clone, Debug, Default)]
pub struct GoldPlaces {
    /// The document, without any layer.
    pub document: Document,
    /// The toponyms, in order.
    pub toponyms: Vec<Toponym>,
}

/// A toponym and what it truly means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Toponym {
    /// Where it stands.
    pub span: Span,
    /// Id in GeoNames; `None` when the annotators found none.
    pub geonameid: Option<u32>,
    /// Where it lies.
    pub point: Option<Point>,
}

/// Reads articles in the XML of the LGL and TR-News corpora: `article` with `text`, `domain`, `url`, `title`, `dltime` and
/// `toponym`s of `start`, `end` (code points of the text), `phrase` and `gaztag`. Where an offset misses its phrase, the
/// nearest place in the text that has the phrase is taken.
///
/// ```
/// use whodid::score::places::articles;
/// let xml = "<articles><article docid='1'><text>In Mosul.</text><toponyms><toponym><start>3</start><end>8</end>\
///            <phrase>Mosul</phrase><gaztag geonameid='99072'><lat>36.34</lat><lon>43.13</lon></gaztag></toponym>\
///            </toponyms></article></articles>";
/// let articles = articles(xml)?;
/// assert_eq!(articles[0].toponyms[0].geonameid, Some(99072));
/// # Ok::<(), String>(())
/// ```
///
/// # Errors
///
/// In words, when it is no XML, or a toponym has no offsets.
pub fn articles(xml: &str) -> Result<Vec<GoldPlaces>, String> {
    let tree = roxmltree::Document::parse(xml).map_err(|error| error.to_string())?;
    tree.descendants().filter(|node| node.has_tag_name("article")).map(article).collect()
}

fn child<'x>(node: roxmltree::Node<'x, '_>, name: &str) -> Option<&'x str> {
    node.children().find(|child| child.has_tag_name(name))?.text()
}

fn article(node: roxmltree::Node<'_, '_>) -> Result<GoldPlaces, String> {
    let id = node.attribute("docid").unwrap_or_default();
    let known = |name: &str| child(node, name).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let mut document = Document::new(id, child(node, "text").unwrap_or_default());
    document.title = known("title");
    document.url = known("url");
    document.publisher = known("domain");
    document.date = known("dltime").and_then(|day| day.get(..10)?.parse().ok());
    let points = CodePoints::of(&document.text);
    let mut toponyms = Vec::new();
    for toponym in node.descendants().filter(|node| node.has_tag_name("toponym")) {
        let number = |name: &str| -> Result<usize, String> {
            let text = child(toponym, name).unwrap_or_default();
            text.trim().parse().map_err(|_| format!("article {id}: a toponym's {name} is `{text}`"))
        };
        let told = points.span(number("start")?..number("end")?);
        let span = match child(toponym, "phrase") {
            Some(phrase) if told.of(&document.text) != phrase => nearest(&document.text, phrase, told),
            _ => told,
        };
        let tag = toponym.children().find(|node| node.has_tag_name("gaztag"));
        let geonameid = tag.and_then(|tag| tag.attribute("geonameid")?.trim().parse().ok());
        let degrees = |name: &str| tag.and_then(|tag| child(tag, name)?.trim().parse::<f64>().ok());
        let point = degrees("lat").zip(degrees("lon")).map(|(lat, lon)| Point { lat, lon });
        toponyms.push(Toponym { span, geonameid, point });
    }
    toponyms.sort_by_key(|toponym| toponym.span);
    Ok(GoldPlaces { document, toponyms })
}

/// Where the text has a phrase nearest to a span; the span itself when nowhere.
fn nearest(text: &str, phrase: &str, told: Span) -> Span {
    let all = text.match_indices(phrase).map(|(at, found)| Span::new(at, at + found.len()));
    all.min_by_key(|span| span.start.abs_diff(told.start)).filter(|_| !phrase.is_empty()).unwrap_or(told)
}

/// Figures over documents.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// Span and id alike, over the toponyms with an id. All that was found counts as said, toponyms without an id too.
    pub exact: Tally,
    /// The id alike and the spans overlapping.
    pub overlapping: Tally,
    /// Spans alike, over all toponyms.
    pub recognition: Tally,
    /// Of the toponyms with an id that were found with the same span: how far the place chosen lies from the true one, in
    /// kilometres; [`None`] when none was chosen. 0 when the ids are alike.
    pub distances: Vec<Option<f64>>,
    /// How many of those have the true id.
    pub right: usize,
    /// What went wrong.
    pub errors: Vec<Error>,
}

/// One toponym that was missed, found falsely, or taken for another place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// `missed`, `false`, or `wrong place`.
    pub kind: &'static str,
    /// The document.
    pub doc: String,
    /// The words.
    pub phrase: String,
    /// The true id.
    pub gold: Option<u32>,
    /// The id found.
    pub found: Option<u32>,
    /// The text around.
    pub around: String,
}

impl Figures {
    /// Counts one document's places against the gold.
    pub fn compare(&mut self, gold: &GoldPlaces, found: &[Place]) {
        let id = |place: &Place| place.location.as_ref().and_then(|location| location.geonameid);
        let known: Vec<&Toponym> = gold.toponyms.iter().filter(|toponym| toponym.geonameid.is_some()).collect();
        self.recognition.gold += gold.toponyms.len();
        self.recognition.said += found.len();
        for tally in [&mut self.exact, &mut self.overlapping] {
            tally.gold += known.len();
            tally.said += found.len();
        }
        self.recognition.hits +=
            gold.toponyms.iter().filter(|t| found.iter().any(|place| place.span == t.span)).count();
        let mut used = vec![false; found.len()];
        for toponym in &known {
            let overlapping = (0..found.len()).find(|at| {
                !used[*at] && found[*at].span.overlaps(toponym.span) && id(&found[*at]) == toponym.geonameid
            });
            if let Some(at) = overlapping {
                used[at] = true;
                self.overlapping.hits += 1;
            }
            let Some(same) = found.iter().find(|place| place.span == toponym.span) else { continue };
            let right = id(same) == toponym.geonameid;
            self.exact.hits += usize::from(right);
            self.right += usize::from(right);
            let apart = match (same.location.as_ref().and_then(|location| location.middle), toponym.point) {
                _ if right => Some(0.0),
                (Some(here), Some(there)) => Some(here.km_to(there)),
                _ => None,
            };
            self.distances.push(apart);
        }
        self.list_errors(gold, found);
    }

    fn list_errors(&mut self, gold: &GoldPlaces, found: &[Place]) {
        let text = &gold.document.text;
        let id = |place: &Place| place.location.as_ref().and_then(|location| location.geonameid);
        let mut error = |kind, span: Span, gold_id, found_id| {
            let from = text[..span.start].char_indices().rev().nth(50).map_or(0, |(at, _)| at);
            let to = text[span.end..].char_indices().nth(50).map_or(text.len(), |(at, _)| span.end + at);
            self.errors.push(Error {
                kind,
                doc: gold.document.id.clone(),
                phrase: span.of(text).to_owned(),
                gold: gold_id,
                found: found_id,
                around: text[from..to].split_whitespace().collect::<Vec<_>>().join(" "),
            });
        };
        for toponym in gold.toponyms.iter().filter(|toponym| toponym.geonameid.is_some()) {
            match found.iter().find(|place| place.span == toponym.span) {
                None => error("missed", toponym.span, toponym.geonameid, None),
                Some(place) if id(place) != toponym.geonameid => {
                    error("wrong place", toponym.span, toponym.geonameid, id(place));
                }
                Some(_) => {}
            }
        }
        for place in found.iter().filter(|place| gold.toponyms.iter().all(|toponym| toponym.span != place.span)) {
            error("false", place.span, None, id(place));
        }
    }

    /// Share of the toponyms compared whose place lies within [`NEAR_KM`] of the true one; one without an answer does not.
    pub fn within(&self) -> f64 {
        share(self.distances.iter().filter(|apart| apart.is_some_and(|km| km <= NEAR_KM)).count(), self.distances.len())
    }

    /// Share of the toponyms compared with the true id.
    pub fn exact_share(&self) -> f64 {
        share(self.right, self.distances.len())
    }

    /// Mean distance in kilometres of those that were answered.
    pub fn mean_km(&self) -> f64 {
        let answered: Vec<f64> = self.distances.iter().copied().flatten().collect();
        if answered.is_empty() { 0.0 } else { answered.iter().sum::<f64>() / answered.len() as f64 }
    }

    /// Area under the curve of sorted logarithmic distances, 0 best and 1 worst; one without an answer is as far as can be.
    pub fn auc(&self) -> f64 {
        let mut logs: Vec<f64> = self
            .distances
            .iter()
            .map(|apart| (apart.unwrap_or(FARTHEST_KM) + 1.0).ln() / (FARTHEST_KM + 1.0).ln())
            .collect();
        logs.sort_by(f64::total_cmp);
        let steps = logs.len().saturating_sub(1);
        if steps == 0 {
            return logs.first().copied().unwrap_or(0.0);
        }
        logs.windows(2).map(|pair| (pair[0] + pair[1]) / 2.0).sum::<f64>() / steps as f64
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
