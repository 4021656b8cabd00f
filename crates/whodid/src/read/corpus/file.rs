//! Files of marked lines into documents.

use std::fmt;

use jiff::civil::Date;

use super::check::check;
use super::markup::{Label, Mark, Marked, Mistake, Part, Role};
use crate::Span;
use crate::document::{Attribution, Document, Sentence};
use crate::mention::{Mention, Number, Participant, Source};

/// A document with the annotation a person gave it, and the marked lines it came from.
#[derive(Clone, Debug, Default)]
pub struct Gold {
    /// The document; its layers are the annotation. Its sentences have no words.
    pub document: Document,
    /// For each mention, the key of the happening it tells of, where the article gives one.
    pub happenings: Vec<Option<String>>,
    /// Line of the file, from 1, on which each sentence stands.
    pub lines: Vec<usize>,
}

/// A mistake in a file of the corpus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorpusError {
    /// Line, from 1.
    pub line: usize,
    /// Column in code points, from 1.
    pub column: usize,
    /// What is wrong and what would be right.
    pub what: String,
}

impl fmt::Display for CorpusError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.what)
    }
}

impl std::error::Error for CorpusError {}

/// Reads a file with a sentence a line: one document a sentence, with `name` and the line's content in its id.
///
/// ```
/// use whodid::read::corpus::parse_sentences;
/// let (golds, mistakes) = parse_sentences("demo", "# a comment\n[Oman|a1 OMN/GOV] [freed|1=RETREAT.release] them.\n");
/// assert!(mistakes.is_empty());
/// assert_eq!(golds[0].document.text, "Oman freed them.");
/// assert_eq!(golds[0].document.layers.mentions.len(), 1);
/// ```
pub fn parse_sentences(name: &str, file: &str) -> (Vec<Gold>, Vec<CorpusError>) {
    let mut golds = Vec::new();
    let mut errors = Vec::new();
    for (line, text) in (1..).zip(file.lines()) {
        if text.trim().is_empty() || is_comment(text) {
            continue;
        }
        let mut gold = Gold::default();
        gold.push_line(line, text, &mut errors);
        gold.document.id = format!("{name}:{}", short_hash(&gold.document.text));
        golds.push(gold);
    }
    (golds, errors)
}

/// Reads a page of the codebook: the sentences of its blocks fenced as `corpus`, as [`parse_sentences`] does.
///
/// ```
/// use whodid::read::corpus::parse_codebook;
/// let page = "# CONSULT\n\nWords.\n\n```corpus\n[Oman|a1 OMN/GOV] and [Iran|a1 IRN/GOV] [met|1=CONSULT].\n```\n";
/// assert_eq!(parse_codebook("CONSULT", page).0[0].document.text, "Oman and Iran met.");
/// ```
pub fn parse_codebook(name: &str, page: &str) -> (Vec<Gold>, Vec<CorpusError>) {
    // Everything else becomes an empty line, so that mistakes keep their line numbers.
    let mut sentences = String::with_capacity(page.len());
    let mut inside = false;
    for line in page.lines() {
        match (inside, line.trim_end()) {
            (false, "```corpus") => inside = true,
            (true, "```") => inside = false,
            (true, sentence) => sentences.push_str(sentence),
            (false, _) => {}
        }
        sentences.push('\n');
    }
    parse_sentences(name, &sentences)
}

/// Reads an article: `key: value` lines (`title`, `date`, `publisher`, `url`, `dateline`, `lang`), an empty line, then a marked
/// sentence a line, with an empty line between paragraphs.
pub fn parse_article(name: &str, file: &str) -> (Gold, Vec<CorpusError>) {
    let mut gold = Gold::default();
    let mut errors = Vec::new();
    gold.document.id = name.to_string();
    let mut lines = (1..).zip(file.lines());
    let mut dateline = None;
    for (line, text) in lines.by_ref() {
        if text.trim().is_empty() {
            break;
        }
        if is_comment(text) {
            continue;
        }
        let Some((key, value)) = text.split_once(": ") else {
            errors.push(CorpusError {
                line,
                column: 1,
                what: "the head of an article is made of `key: value` lines".into(),
            });
            continue;
        };
        let value = value.trim().to_string();
        let document = &mut gold.document;
        match key {
            "title" => document.title = Some(value),
            "publisher" => document.publisher = Some(value),
            "url" => document.url = Some(value),
            "lang" => document.lang = Some(value),
            "dateline" => dateline = Some(value),
            "date" => match value.parse::<Date>() {
                Ok(date) => document.date = Some(date),
                Err(_) => errors.push(CorpusError {
                    line,
                    column: 7,
                    what: format!("`{value}` is no date; write 2024-05-31"),
                }),
            },
            other => errors.push(CorpusError { line, column: 1, what: format!("no article has a `{other}`") }),
        }
    }
    if let Some(dateline) = dateline {
        gold.document.text.push_str(&dateline);
        gold.document.text.push(' ');
        gold.document.body_start = gold.document.text.len();
    }
    let mut separator = "";
    for (line, text) in lines {
        if is_comment(text) {
            continue;
        }
        if text.trim().is_empty() {
            separator = "\n\n";
            continue;
        }
        if !gold.lines.is_empty() {
            gold.document.text.push_str(separator);
        }
        gold.push_line(line, text, &mut errors);
        separator = " ";
    }
    if gold.lines.is_empty() {
        errors.push(CorpusError {
            line: 1,
            column: 1,
            what: "an article without a sentence; is the empty line after its head missing?".into(),
        });
    }
    gold.name_distant_speakers();
    (gold, errors)
}

/// A file of the corpus without its marks and comments, line for line.
///
/// Lines with mistakes come back as errors.
pub fn plain_text(file: &str) -> Result<String, Vec<CorpusError>> {
    let mut out = String::new();
    let mut errors = Vec::new();
    for (line, text) in (1..).zip(file.lines()) {
        if is_comment(text) {
            continue;
        }
        match Marked::parse(text) {
            Ok(marked) => out.push_str(&marked.text),
            Err(mistakes) => errors.extend(at_line(line, mistakes)),
        }
        out.push('\n');
    }
    if errors.is_empty() { Ok(out) } else { Err(errors) }
}

pub(super) fn is_comment(line: &str) -> bool {
    line == "#" || line.starts_with("# ")
}

fn at_line(line: usize, mistakes: Vec<Mistake>) -> impl Iterator<Item = CorpusError> {
    mistakes.into_iter().map(move |Mistake { column, what }| CorpusError { line, column, what })
}

/// Eight hexadecimal digits that change with the text (FNV-1a).
fn short_hash(text: &str) -> String {
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{:08x}", (hash >> 32) as u32 ^ hash as u32)
}

impl Gold {
    /// Adds a marked line at the end of the document.
    fn push_line(&mut self, line: usize, text: &str, errors: &mut Vec<CorpusError>) {
        let marked = match Marked::parse(text.trim_end()) {
            Ok(marked) => marked,
            Err(mistakes) => {
                errors.extend(at_line(line, mistakes));
                return;
            }
        };
        let offset = self.document.text.len();
        self.document.text.push_str(&marked.text);
        self.push_marked(line, &marked, Span::new(offset, self.document.text.len()), errors);
    }

    /// Adds a line whose text stands in the document already, at `span`.
    pub(super) fn push_marked(&mut self, line: usize, marked: &Marked, span: Span, errors: &mut Vec<CorpusError>) {
        errors.extend(at_line(line, check(marked)));
        let sentence = self.document.layers.sentences.len();
        self.document.layers.sentences.push(Sentence::at(span));
        self.lines.push(line);
        let attributions = attributions(marked, span.start);
        for (mention, happening) in mentions(marked, span.start, sentence, &attributions) {
            self.document.layers.mentions.push(mention);
            self.happenings.push(happening);
        }
        self.document.layers.attributions.extend(attributions.into_iter().map(|told| told.attribution));
    }

    /// A source known only by its key stands in another sentence: take the key's first span there.
    pub(super) fn name_distant_speakers(&mut self) {
        let known: Vec<Participant> = self
            .document
            .layers
            .mentions
            .iter()
            .flat_map(|m| m.actors.iter().chain(&m.recipients).chain(m.according_to.iter().map(|s| &s.party)))
            .filter(|p| p.key.is_some() && !p.span.is_empty())
            .cloned()
            .collect();
        for source in self.document.layers.mentions.iter_mut().flat_map(|m| &mut m.according_to) {
            if source.party.span.is_empty()
                && let Some(found) = known.iter().find(|p| p.key == source.party.key)
            {
                source.party = found.clone();
            }
        }
    }
}

/// An attribution with what its marks say of the speakers.
struct Told {
    attribution: Attribution,
    speakers: Vec<Participant>,
    /// Number of its last content mark on the line: of two that cover the same words, the later one is the inner one.
    inner: usize,
}

fn participant(mark: &Mark, offset: usize) -> Participant {
    let mut party = Participant::at(shift(mark.span, offset));
    for label in &mark.labels {
        match label {
            Label::Party(country, sectors) => {
                party.country.clone_from(country);
                party.sectors.clone_from(sectors);
            }
            Label::Entity(key) => party.key = Some(key.clone()),
            _ => {}
        }
    }
    party
}

fn shift(span: Span, offset: usize) -> Span {
    Span::new(span.start + offset, span.end + offset)
}

fn attributions(marked: &Marked, offset: usize) -> Vec<Told> {
    let mut letters: Vec<char> = marked
        .marks
        .iter()
        .flat_map(|mark| &mark.labels)
        .filter_map(|label| if let Label::Says(_, letter) = label { Some(*letter) } else { None })
        .collect();
    letters.sort_unstable();
    letters.dedup();
    letters
        .into_iter()
        .map(|letter| {
            let mut told = Told { attribution: Attribution::default(), speakers: Vec::new(), inner: 0 };
            for (number, mark) in marked.marks.iter().enumerate() {
                for label in &mark.labels {
                    let Label::Says(part, of) = label else { continue };
                    if *of != letter {
                        continue;
                    }
                    let span = shift(mark.span, offset);
                    match part {
                        Part::Speaker => {
                            told.attribution.source.push(span);
                            told.speakers.push(participant(mark, offset));
                        }
                        Part::Cue => told.attribution.cue.push(span),
                        Part::Attitude => {
                            told.attribution.cue.push(span);
                            told.attribution.attitude = true;
                        }
                        Part::Content => {
                            told.attribution.content.push(span);
                            told.inner = number;
                            // A content span that names a participant is said by one in another sentence.
                            if mark.labels.iter().any(|l| matches!(l, Label::Entity(_))) {
                                let mut distant = participant(mark, offset);
                                distant.span = Span::default();
                                told.speakers.push(distant);
                            }
                        }
                        Part::Channel => told.attribution.channel = Some(span),
                    }
                }
            }
            told
        })
        .collect()
}

fn mentions(marked: &Marked, offset: usize, sentence: usize, told: &[Told]) -> Vec<(Mention, Option<String>)> {
    let mut found = Vec::new();
    for mark in &marked.marks {
        for label in &mark.labels {
            let Label::Trigger { event, class, modes, status } = label else { continue };
            let mut mention = Mention::new(sentence, shift(mark.span, offset), *class);
            mention.modes.clone_from(modes);
            mention.status = *status;
            let mut happening = None;
            for label in &mark.labels {
                match label {
                    Label::Context(context) => mention.contexts.push(*context),
                    Label::Scope(scope) => mention.scope.push(*scope),
                    Label::Happening(key) => happening = Some(key.clone()),
                    _ => {}
                }
            }
            for other in &marked.marks {
                for label in &other.labels {
                    match label {
                        Label::Role(role, of) if of == event => match role {
                            Role::Actor => mention.actors.push(participant(other, offset)),
                            Role::Recipient => mention.recipients.push(participant(other, offset)),
                            Role::Place => mention.place = mention.place.or(Some(shift(other.span, offset))),
                            Role::Time => mention.time = mention.time.or(Some(shift(other.span, offset))),
                        },
                        Label::Number(of, kind) if of == event => {
                            mention.numbers.push(Number::at(shift(other.span, offset), *kind));
                        }
                        _ => {}
                    }
                }
            }
            mention.according_to = according_to(mention.trigger, told);
            found.push((mention, happening));
        }
    }
    found
}

/// The speakers of the content spans that hold the trigger, the innermost first.
fn according_to(trigger: Span, told: &[Told]) -> Vec<Source> {
    let mut holding: Vec<((usize, std::cmp::Reverse<usize>), &Told)> = told
        .iter()
        .filter_map(|told| {
            let content = told.attribution.content.iter().find(|content| content.contains(trigger))?;
            Some(((content.len(), std::cmp::Reverse(told.inner)), told))
        })
        .collect();
    holding.sort_by_key(|(depth, _)| *depth);
    holding
        .into_iter()
        .flat_map(|(_, told)| {
            told.speakers.iter().map(|speaker| Source {
                party: speaker.clone(),
                cue: told.attribution.cue.first().copied(),
                channel: told.attribution.channel,
                kind: None,
            })
        })
        .collect()
}
