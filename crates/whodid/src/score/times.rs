//! Expressions of time compared, as TempEval-3 counts them.

use super::{Share, Tally};
use crate::document::{TimeExpression, TimeKind};
use crate::{Document, Span};

/// Reads a TimeML file into a document whose expressions of time are the gold; its creation time becomes the day of publication.
///
/// # Errors
///
/// In words, when there is no `TEXT`, or a `TIMEX3` in it is not closed or has no type that there is.
///
/// ```
/// use whodid::score::times::article;
/// let file = r#"<TimeML><DCT><TIMEX3 value="2020-08-26" type="DATE">26.8.</TIMEX3></DCT>
/// <TEXT>They met <TIMEX3 type="DATE" value="2020-08-25">on Tuesday</TIMEX3>.</TEXT></TimeML>"#;
/// let gold = article("a", file).unwrap();
/// assert_eq!(gold.text, "They met on Tuesday.");
/// assert_eq!(gold.layers.times[0].value, "2020-08-25");
/// ```
pub fn article(id: &str, file: &str) -> Result<Document, String> {
    let inside = |name: &str| {
        let (_, rest) = file.split_once(&format!("<{name}>"))?;
        Some(rest.split_once(&format!("</{name}>"))?.0)
    };
    let mut document = Document::new(id, "");
    document.date = inside("DCT").and_then(|creation| attribute(creation, "value")?.get(..10)?.parse().ok());
    let mut rest = inside("TEXT").ok_or("no <TEXT> in it")?;
    let mut open: Option<(usize, TimeKind, String)> = None;
    while let Some((plain, tagged)) = rest.split_once('<') {
        document.text.push_str(&unescaped(plain));
        let (tag, after) = tagged.split_once('>').ok_or("a tag is not closed")?;
        rest = after;
        if tag.starts_with("TIMEX3") && !tag.ends_with('/') {
            let kind = attribute(tag, "type").and_then(|name| TimeKind::ALL.into_iter().find(|k| k.name() == name));
            let kind = kind.ok_or_else(|| format!("no type of time in <{tag}>"))?;
            open = Some((document.text.len(), kind, attribute(tag, "value").unwrap_or_default().to_string()));
        } else if tag == "/TIMEX3"
            && let Some((start, kind, value)) = open.take()
        {
            let span = Span::new(start, document.text.len()).trimmed(&document.text);
            document.layers.times.push(TimeExpression { span, kind, value, when: None });
        }
    }
    document.text.push_str(&unescaped(rest));
    if open.is_some() {
        return Err("a TIMEX3 is not closed".to_string());
    }
    Ok(document)
}

/// The value of an attribute in a tag, or in the first tag of several.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    Some(rest.split_once('"')?.0)
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'").replace("&amp;", "&")
}

/// What a comparison counts.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// Expressions whose spans overlap, each used once.
    pub relaxed: Tally,
    /// Expressions with the same span.
    pub strict: Tally,
    /// Expressions whose spans overlap and that have the same value.
    pub value: Tally,
    /// Of the overlapping ones: the same type.
    pub kind: Share,
    /// Of the overlapping ones, by type of the gold: the same value.
    pub values: [Share; 4],
    /// What went wrong.
    pub errors: Vec<Error>,
}

/// An expression that was missed or invented, or has another type or value.
#[derive(Clone, Debug)]
pub struct Error {
    /// `missed`, `false`, `wrong type` or `wrong value`.
    pub kind: &'static str,
    /// Id of the document.
    pub doc: String,
    /// Type, value and words of the gold.
    pub gold: Option<(TimeKind, String, String)>,
    /// Type, value and words found.
    pub found: Option<(TimeKind, String, String)>,
    /// The sentence.
    pub sentence: String,
}

impl Figures {
    /// Counts a document with its times against its gold. `found` has its sentences; `gold` need not.
    pub fn compare(&mut self, gold: &Document, found: &Document) {
        let (golds, founds) = (&gold.layers.times, &found.layers.times);
        for tally in [&mut self.relaxed, &mut self.strict, &mut self.value] {
            tally.gold += golds.len();
            tally.said += founds.len();
        }
        let pairs = matched(golds, founds);
        for &(g, f) in &pairs {
            let (gold, found) = (&golds[g], &founds[f]);
            self.relaxed.hits += 1;
            self.strict.hits += usize::from(gold.span == found.span);
            self.value.hits += usize::from(gold.value == found.value);
            self.kind.add(gold.kind == found.kind);
            self.values[gold.kind as usize].add(gold.value == found.value);
        }
        self.list_errors(gold, found, &pairs);
    }

    fn list_errors(&mut self, gold: &Document, found: &Document, pairs: &[(usize, usize)]) {
        let (golds, founds) = (&gold.layers.times, &found.layers.times);
        let mut add = |kind, span: Span, one: Option<&TimeExpression>, other: Option<&TimeExpression>| {
            let told = |time: &TimeExpression| (time.kind, time.value.clone(), time.span.of(&found.text).to_string());
            let sentence = super::gold::sentence_of(found, span).map(|at| found.layers.sentences[at].span);
            self.errors.push(Error {
                kind,
                doc: found.id.clone(),
                gold: one.map(told),
                found: other.map(told),
                sentence: sentence.map_or("", |span| span.of(&found.text)).to_string(),
            });
        };
        for (at, time) in golds.iter().enumerate() {
            match pairs.iter().find(|(g, _)| *g == at).map(|(_, f)| &founds[*f]) {
                None => add("missed", time.span, Some(time), None),
                Some(other) if other.value != time.value => add("wrong value", time.span, Some(time), Some(other)),
                Some(other) if other.kind != time.kind => add("wrong type", time.span, Some(time), Some(other)),
                Some(_) => {}
            }
        }
        for (at, time) in founds.iter().enumerate() {
            if !pairs.iter().any(|(_, f)| *f == at) {
                add("false", time.span, None, Some(time));
            }
        }
    }
}

/// Pairs of gold and found expressions that overlap, each used once: equal spans first.
fn matched(golds: &[TimeExpression], founds: &[TimeExpression]) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let equal = |gold: &TimeExpression, found: &TimeExpression| gold.span == found.span;
    let overlap = |gold: &TimeExpression, found: &TimeExpression| gold.span.overlaps(found.span);
    for rule in [&equal as &dyn Fn(&TimeExpression, &TimeExpression) -> bool, &overlap] {
        for (g, gold) in golds.iter().enumerate() {
            if pairs.iter().any(|(used, _)| *used == g) {
                continue;
            }
            let free = |f: usize| !pairs.iter().any(|(_, used)| *used == f);
            if let Some(f) = (0..founds.len()).find(|&f| free(f) && rule(gold, &founds[f])) {
                pairs.push((g, f));
            }
        }
    }
    pairs.sort_unstable();
    pairs
}
