//! Documents: one text with what is known of it, and the layers that annotation lays over it.

use jiff::civil::Date;

use crate::mention::When;
use crate::ontology::Class;
use crate::{Mention, Place, Span};

/// One text with what is known of it. It owns the text; everything else is a [`Span`] of it.
///
/// ```
/// use whodid::Document;
/// let document = Document::new("note-1", "Baghdad and Tehran held talks.");
/// assert_eq!(document.body().of(&document.text), "Baghdad and Tehran held talks.");
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// Identifier, unique within one run: the given one, else one made from the file's name.
    pub id: String,
    /// The text as it was given, unchanged, headline and dateline included when they stand in it.
    pub text: String,
    /// Headline, given beside the text or found at its head.
    pub title: Option<String>,
    /// Where the headline stands in `text`, when it stands there.
    pub title_span: Option<Span>,
    /// Day of publication: given, or found in the text's dateline or date line.
    pub date: Option<Date>,
    /// Address the document was published at.
    pub url: Option<String>,
    /// Outlet that published it, given or found as the text's prefix.
    pub publisher: Option<String>,
    /// Language as an ISO 639-1 code.
    pub lang: Option<String>,
    /// Place of the dateline ("MOSCOW (Agency)").
    pub dateline_place: Option<Span>,
    /// Credits found in the text: wire, translation, republication.
    pub origin: Vec<Credit>,
    /// Where the report itself starts in `text`, past headline, date line, dateline and publisher prefix.
    pub body_start: usize,
    /// What annotation has found.
    pub layers: Layers,
}

/// A credit to another outlet, found in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credit {
    /// What the credit says.
    pub kind: CreditKind,
    /// The outlet or person credited, as written.
    pub name: String,
    /// Where the credit stands in the text.
    pub span: Span,
}

/// What a [`Credit`] says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CreditKind {
    /// The report came from this wire agency.
    Wire,
    /// This outlet published it first.
    Original,
    /// This outlet or person translated it.
    Translation,
}

impl CreditKind {
    /// Every kind.
    pub const ALL: [CreditKind; 3] = [CreditKind::Wire, CreditKind::Original, CreditKind::Translation];

    /// The name used in records.
    pub fn name(self) -> &'static str {
        match self {
            CreditKind::Wire => "wire",
            CreditKind::Original => "original",
            CreditKind::Translation => "translation",
        }
    }
}

/// What annotation and coding have found in a document, in order of the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layers {
    /// Sentences of the body.
    pub sentences: Vec<Sentence>,
    /// Names of persons, places and organisations.
    pub names: Vec<Name>,
    /// Expressions of time.
    pub times: Vec<TimeExpression>,
    /// Places, and which they are.
    pub places: Vec<Place>,
    /// Who says what.
    pub attributions: Vec<Attribution>,
    /// The events reported.
    pub mentions: Vec<Mention>,
}

/// One sentence and its words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sentence {
    /// Where it stands, without the white space around it.
    pub span: Span,
    /// Words and punctuation marks, in order; they never overlap.
    pub words: Vec<Span>,
    /// What came nearest to an event in it, whether or not it was near enough to be coded.
    pub nearest: Option<Nearest>,
}

/// The word of a sentence that looks most like an event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Nearest {
    /// The word.
    pub word: Span,
    /// The class it would be.
    pub class: Class,
    /// The probability that it tells of an event at all, 0 to 1.
    pub probability: f32,
}

impl Sentence {
    /// A sentence whose words are not known yet.
    pub fn at(span: Span) -> Self {
        Sentence { span, ..Sentence::default() }
    }

    /// The text's stretch from word `from` to word `to`, exclusive.
    pub fn stretch(&self, words: std::ops::Range<usize>) -> Span {
        let start = self.words.get(words.start).map_or(self.span.end, |word| word.start);
        let end = words.end.checked_sub(1).and_then(|last| self.words.get(last)).map_or(start, |word| word.end);
        Span::new(start, end)
    }
}

/// A name in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    /// Where it stands.
    pub span: Span,
    /// What is named.
    pub kind: NameKind,
}

/// What a [`Name`] names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameKind {
    /// A person.
    Person,
    /// A place.
    Place,
    /// An organisation, government or armed group.
    Organisation,
}

impl NameKind {
    /// The name used in records: `PER`, `LOC` or `ORG`.
    pub fn name(self) -> &'static str {
        match self {
            NameKind::Person => "PER",
            NameKind::Place => "LOC",
            NameKind::Organisation => "ORG",
        }
    }
}

/// An expression of time in the text: "on Tuesday", "the last three months", "every week".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeExpression {
    /// Where it stands, without the preposition before it.
    pub span: Span,
    /// What sort of time it tells.
    pub kind: TimeKind,
    /// Its value in ISO 8601 as TIMEX3 extends it: `2020-08-26`, `2020-W35`, `2020-Q3`, `2020-08-26TEV`, `P3M`,
    /// `XXXX-WXX-2`, `PAST_REF`. What nobody can tell stands as `X`.
    pub value: String,
    /// The days that an event of this time may have happened on; `None` when the expression tells none.
    pub when: Option<When>,
}

/// What sort of time a [`TimeExpression`] tells, by the types of TIMEX3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimeKind {
    /// A day or a longer period of the calendar, or an open one.
    Date,
    /// A time of day.
    Time,
    /// How long.
    Duration,
    /// How often.
    Set,
}

impl TimeKind {
    /// Every kind.
    pub const ALL: [TimeKind; 4] = [TimeKind::Date, TimeKind::Time, TimeKind::Duration, TimeKind::Set];

    /// The name used in records: `DATE`, `TIME`, `DURATION` or `SET`.
    pub fn name(self) -> &'static str {
        match self {
            TimeKind::Date => "DATE",
            TimeKind::Time => "TIME",
            TimeKind::Duration => "DURATION",
            TimeKind::Set => "SET",
        }
    }
}

/// A reported or quoted statement, or an attitude: whose it is, the words that tell of it, and what it is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attribution {
    /// Speakers. Empty when the text does not tell.
    pub source: Vec<Span>,
    /// "said", "according to", "quoted ... as saying".
    pub cue: Vec<Span>,
    /// What is said; several spans when the cue splits it.
    pub content: Vec<Span>,
    /// "in a statement", "on its Telegram channel".
    pub channel: Option<Span>,
    /// Whether it is an attitude and no statement: a wish, a plan, a demand, praise or blame of what the content names
    /// ("called for an inquiry"). What stands there is according to nobody.
    pub attitude: bool,
}

impl Document {
    /// A document of which only the id and the text are known.
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        Document { id: id.into(), text: text.into(), ..Document::default() }
    }

    /// The report itself, without headline, date line and dateline.
    pub fn body(&self) -> Span {
        Span::new(self.body_start.min(self.text.len()), self.text.len())
    }
}

impl Layers {
    /// The statements that hold a span, the innermost first.
    pub fn statements_around(&self, span: Span) -> Vec<&Attribution> {
        let mut around: Vec<(usize, &Attribution)> = self
            .attributions
            .iter()
            .filter(|told| !told.attitude)
            .filter_map(|told| {
                let content = told.content.iter().find(|content| content.contains(span))?;
                Some((content.len(), told))
            })
            .collect();
        around.sort_by_key(|(length, _)| *length);
        around.into_iter().map(|(_, told)| told).collect()
    }
}
