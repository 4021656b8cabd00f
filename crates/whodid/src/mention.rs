//! Mentions: one report of one happening in one document.

use jiff::civil::Date;

use crate::ontology::{Class, Context, Mode, Sector, Status, UnknownName};
use crate::{Location, Span};

/// One report of one happening in one document.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Index of the sentence it stands in.
    pub sentence: usize,
    /// The words that tell of it.
    pub trigger: Span,
    /// What happened.
    pub class: Class,
    /// How.
    pub modes: Vec<Mode>,
    /// Why, or about what.
    pub contexts: Vec<Context>,
    /// Whether it happened.
    pub status: Status,
    /// Who did it.
    pub actors: Vec<Participant>,
    /// To whom.
    pub recipients: Vec<Participant>,
    /// Where, as the text says.
    pub place: Option<Span>,
    /// Where that is; `None` when the gazetteer does not have it, or the words name no place.
    pub location: Option<Location>,
    /// When, as the text says.
    pub time: Option<Span>,
    /// The day it happened on, and how that is known.
    pub when: Option<When>,
    /// Numbers that belong to it.
    pub numbers: Vec<Number>,
    /// Who says so, outermost last. Empty: the outlet in its own voice.
    pub according_to: Vec<Source>,
    /// The same happening told again in this document, folded into this mention.
    pub retold: Vec<Span>,
    /// What the text around makes of it: `sport`, `court`, `opinion`, `anniversary`, `fiction`.
    pub scope: Vec<Scope>,
    /// How sure the coder is.
    pub confidence: Confidence,
    /// The class that came second, with its probability.
    pub runner_up: Option<(Class, f32)>,
}

impl Mention {
    /// A mention of which nothing is known but its class and where it is told.
    pub fn new(sentence: usize, trigger: Span, class: Class) -> Self {
        Mention {
            sentence,
            trigger,
            class,
            modes: Vec::new(),
            contexts: Vec::new(),
            status: Status::Actual,
            actors: Vec::new(),
            recipients: Vec::new(),
            place: None,
            location: None,
            time: None,
            when: None,
            numbers: Vec::new(),
            according_to: Vec::new(),
            retold: Vec::new(),
            scope: Vec::new(),
            confidence: Confidence::default(),
            runner_up: None,
        }
    }

    /// The score of the event: that of its strongest mode, else of its class.
    pub fn score(&self) -> f32 {
        let strongest = self.modes.iter().map(|mode| mode.score()).max_by(|a, b| a.abs().total_cmp(&b.abs()));
        strongest.unwrap_or_else(|| self.class.score())
    }
}

/// A party to an event, as the text has it and as far as it is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Participant {
    /// Where it stands.
    pub span: Span,
    /// What a pronoun or description refers to, when that stands elsewhere in the document.
    pub antecedent: Option<Span>,
    /// The full name, when known from the document or the facts.
    pub name: Option<String>,
    /// ISO 3166 alpha-3, or an international code such as `UNO`.
    pub country: Option<String>,
    /// Sectors, the primary first.
    pub sectors: Vec<Sector>,
    /// What the model takes the sector to be, with its probability; `None` for "no sector".
    pub sector_guess: Option<(Option<Sector>, f32)>,
    /// Office held on the document's day.
    pub office: Option<String>,
    /// Wikidata id.
    pub wikidata: Option<String>,
    /// Whom else the words may mean, the likeliest first; the one chosen is among them.
    pub candidates: Vec<Candidate>,
    /// What decided, in words; empty when nothing is known.
    pub reason: String,
    /// In an article of the corpus: the key of the participant that the span means.
    pub key: Option<String>,
}

impl Participant {
    /// A participant of which only the span is known.
    pub fn at(span: Span) -> Self {
        Participant { span, ..Participant::default() }
    }
}

/// One whom a name may mean on the document's day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Candidate {
    /// The name in its usual form.
    pub name: String,
    /// ISO 3166 alpha-3, or an international code such as `UNO`.
    pub country: Option<String>,
    /// Sectors, the primary first.
    pub sectors: Vec<Sector>,
    /// The office.
    pub office: Option<String>,
    /// First day in it.
    pub from: Option<Date>,
    /// Last day in it.
    pub to: Option<Date>,
    /// Wikidata id.
    pub wikidata: Option<String>,
    /// How well it fits the words, the day and the country; `None` when it cannot be meant here.
    pub score: Option<i32>,
}

/// A number that belongs to a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    /// Where it stands.
    pub span: Span,
    /// What it counts.
    pub kind: Count,
    /// What it is worth, when its words tell.
    pub quantity: Option<Quantity>,
    /// The speaker who gives it; `None` for the outlet's own voice.
    pub given_by: Option<Span>,
}

impl Number {
    /// A number of which only the words are known.
    pub fn at(span: Span, kind: Count) -> Self {
        Number { span, kind, quantity: None, given_by: None }
    }
}

/// What a number is worth: a value, or a range that may be open. Whole units; money in units of its currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Quantity {
    /// The number said, when it is one: 12 of "12" and of "at least 12", none of "dozens".
    pub value: Option<u64>,
    /// The least it may be; `None` for "up to 12".
    pub least: Option<u64>,
    /// The most it may be; `None` for "at least 12".
    pub most: Option<u64>,
    /// Said to be rough: "about 200".
    pub about: bool,
    /// ISO 4217 code of a sum, when the words tell one currency only.
    pub currency: Option<&'static str>,
}

/// What a [`Number`] counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Count {
    /// People killed.
    Dead,
    /// People injured.
    Injured,
    /// People arrested or taken.
    Arrested,
    /// People driven from their homes.
    Displaced,
    /// People in a crowd.
    Crowd,
    /// An amount of money.
    Money,
    /// Anything else.
    Other,
}

impl Count {
    /// Every kind, in the order of the model's outputs.
    pub const ALL: [Count; 7] =
        [Count::Dead, Count::Injured, Count::Arrested, Count::Displaced, Count::Crowd, Count::Money, Count::Other];

    /// The name used in records and in the corpus.
    pub fn name(self) -> &'static str {
        match self {
            Count::Dead => "dead",
            Count::Injured => "injured",
            Count::Arrested => "arrested",
            Count::Displaced => "displaced",
            Count::Crowd => "crowd",
            Count::Money => "money",
            Count::Other => "other",
        }
    }
}

/// One who says that it happened.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Source {
    /// The speaker.
    pub party: Participant,
    /// The words that say so ("said", "according to").
    pub cue: Option<Span>,
    /// "on its Telegram channel".
    pub channel: Option<Span>,
    /// What sort of source it is.
    pub kind: Option<SourceKind>,
}

/// What sort of source a [`Source`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SourceKind {
    /// A state or international body, or one who speaks for it.
    Official,
    /// A party to what is told.
    Party,
    /// Journalists and outlets.
    Media,
    /// People who saw it.
    Witness,
    /// Analysts, monitors, rights groups, doctors.
    Expert,
    /// "officials", "sources", without a name or an office.
    Unnamed,
}

impl SourceKind {
    /// The name used in records.
    pub fn name(self) -> &'static str {
        match self {
            SourceKind::Official => "official",
            SourceKind::Party => "party",
            SourceKind::Media => "media",
            SourceKind::Witness => "witness",
            SourceKind::Expert => "expert",
            SourceKind::Unnamed => "unnamed",
        }
    }
}

/// The day an event happened on, how exactly it is known, and from what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    /// The day, or the first day.
    pub date: Date,
    /// The last day, when the text tells a span of days.
    pub end: Option<Date>,
    /// How exactly.
    pub precision: Precision,
    /// From what.
    pub from: DateFrom,
}

/// How exactly a date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Precision {
    /// To the day.
    Day,
    /// To the week.
    Week,
    /// To the month.
    Month,
    /// To the year.
    Year,
    /// Between two days.
    Range,
}

impl Precision {
    /// Every one.
    pub const ALL: [Precision; 5] =
        [Precision::Day, Precision::Week, Precision::Month, Precision::Year, Precision::Range];

    /// The name used in records.
    pub fn name(self) -> &'static str {
        match self {
            Precision::Day => "day",
            Precision::Week => "week",
            Precision::Month => "month",
            Precision::Year => "year",
            Precision::Range => "range",
        }
    }

    /// The one with this name.
    ///
    /// # Errors
    ///
    /// When there is none.
    pub fn named(name: &str) -> Result<Precision, UnknownName> {
        let found = Precision::ALL.into_iter().find(|one| one.name() == name);
        found.ok_or_else(|| UnknownName { kind: "date precision", name: name.into() })
    }
}

/// What a date was taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DateFrom {
    /// The text writes it out.
    Explicit,
    /// The text tells it against another day ("on Tuesday", "yesterday").
    Relative,
    /// The text tells nothing; the day of publication stands in.
    Publication,
}

impl DateFrom {
    /// Every one.
    pub const ALL: [DateFrom; 3] = [DateFrom::Explicit, DateFrom::Relative, DateFrom::Publication];

    /// The name used in records.
    pub fn name(self) -> &'static str {
        match self {
            DateFrom::Explicit => "explicit",
            DateFrom::Relative => "relative",
            DateFrom::Publication => "publication",
        }
    }

    /// The one with this name.
    ///
    /// # Errors
    ///
    /// When there is none.
    pub fn named(name: &str) -> Result<DateFrom, UnknownName> {
        let found = DateFrom::ALL.into_iter().find(|one| one.name() == name);
        found.ok_or_else(|| UnknownName { kind: "source of a date", name: name.into() })
    }
}

/// What the surrounding text makes of a mention; flagged mentions are kept but left out of tables unless asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Sport.
    Sport,
    /// A criminal court case of no political bearing.
    Court,
    /// Comment and analysis.
    Opinion,
    /// A commemoration.
    Anniversary,
    /// A novel, a film, a game.
    Fiction,
}

impl Scope {
    /// Every scope, in the order of the model's outputs.
    pub const ALL: [Scope; 5] = [Scope::Sport, Scope::Court, Scope::Opinion, Scope::Anniversary, Scope::Fiction];

    /// The name used in records and in the corpus.
    pub fn name(self) -> &'static str {
        match self {
            Scope::Sport => "sport",
            Scope::Court => "court",
            Scope::Opinion => "opinion",
            Scope::Anniversary => "anniversary",
            Scope::Fiction => "fiction",
        }
    }

    /// The one with this name.
    ///
    /// # Errors
    ///
    /// When there is none.
    pub fn named(name: &str) -> Result<Scope, UnknownName> {
        let found = Scope::ALL.into_iter().find(|one| one.name() == name);
        found.ok_or_else(|| UnknownName { kind: "scope", name: name.into() })
    }
}

/// How sure the coder is of each field, 0 to 1. A field that the mention does not have is 0.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Confidence {
    /// Of the class.
    pub event: f32,
    /// Of the actors.
    pub actor: f32,
    /// Of the recipients.
    pub recipient: f32,
    /// Of the place.
    pub place: f32,
    /// Of the date.
    pub date: f32,
}
