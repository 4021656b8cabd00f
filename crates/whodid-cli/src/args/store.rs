//! Verbs around a store, and `link`.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueEnum};
use whodid_store::{Degrees, Located};

use super::{Format, InputArgs, OwnFacts};

/// The file, and how long to wait for it.
#[derive(Debug, Args)]
pub struct Writable {
    /// The store: one SQLite file, made when it is not there.
    #[arg(long, value_name = "FILE")]
    pub store: PathBuf,
    /// Seconds to wait for another writer before saying who it is.
    #[arg(long, value_name = "SECONDS", default_value = "30", value_parser = seconds)]
    pub wait: Duration,
}

fn seconds(text: &str) -> Result<Duration, String> {
    let told = text.parse::<f64>().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    told.filter(|wait| *wait < Duration::from_secs(1 << 31)).ok_or_else(|| "not a number of seconds".to_string())
}

/// `whodid run`
#[derive(Debug, Args)]
pub struct RunArgs {
    /// Files, folders, glob patterns, or `-` for standard input: plain text, HTML, JSON lines, gzip of any.
    pub inputs: Vec<String>,
    /// Where to.
    #[command(flatten)]
    pub to: Writable,
    /// Lay the corrections in this file on, and those of earlier runs.
    #[arg(long, value_name = "FILE")]
    pub corrections: Option<PathBuf>,
    /// Code documents again even when they, the program, the model and the facts are as they were.
    #[arg(long)]
    pub recode: bool,
    /// Link all mentions of the store again.
    #[arg(long)]
    pub relink: bool,
    /// Documents worked on side by side [default: one for each core].
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<std::num::NonZeroUsize>,
    /// Documents written in one transaction, or what two seconds bring.
    #[arg(long, value_name = "N", default_value = "64")]
    pub batch: std::num::NonZeroUsize,
    /// Facts of your own.
    #[command(flatten)]
    pub own: OwnFacts,
    /// Say nothing but errors.
    #[arg(short, long)]
    pub quiet: bool,
    /// Say what is read, document by document.
    #[arg(short, long, conflicts_with = "quiet")]
    pub verbose: bool,
}

/// What is asked for. Lists are parted by commas, or the flag is given again: one of them is enough. Different flags must all hold.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Filters (a list is parted by commas)")]
pub struct FilterArgs {
    /// Both countries take part, whoever acts: USA,RUS.
    #[arg(long, value_name = "CODE,CODE", value_parser = pair)]
    pub between: Option<(String, String)>,
    /// Who acts: a code (IRQ), code and sector (IRQ GOV), a name (with * for any letters), or a Wikidata id.
    #[arg(long, value_name = "WHO", value_delimiter = ',')]
    pub actor: Vec<String>,
    /// To whom, in the same forms.
    #[arg(long, value_name = "WHO", value_delimiter = ',')]
    pub recipient: Vec<String>,
    /// Who takes part in either role, in the same forms.
    #[arg(long, value_name = "WHO", value_delimiter = ',')]
    pub participant: Vec<String>,
    /// Primary sector of a participant: GOV, MIL, REB ...
    #[arg(long, value_name = "SECTOR", value_delimiter = ',')]
    pub sector: Vec<String>,
    /// Class: CONSULT, ASSAULT ...
    #[arg(long, value_name = "CLASS", value_delimiter = ',')]
    pub class: Vec<String>,
    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict. Beside --class it stands for its classes:
    /// one of all of them is enough.
    #[arg(long, value_name = "1-4", value_delimiter = ',', value_parser = clap::value_parser!(u8).range(1..=4))]
    pub quad: Vec<u8>,
    /// Mode: visit, phone, arrest ...
    #[arg(long, value_name = "MODE", value_delimiter = ',')]
    pub mode: Vec<String>,
    /// Context: election, military ...
    #[arg(long, value_name = "CONTEXT", value_delimiter = ',')]
    pub context: Vec<String>,
    /// actual, future, hypothetical, historical, negated.
    #[arg(long, value_name = "STATUS", value_delimiter = ',')]
    pub status: Vec<String>,
    /// Where, or what holds it: a name, a GeoNames id, a country's name or code.
    #[arg(long, value_name = "PLACE")]
    pub place: Vec<String>,
    /// At a point within degrees west, south, east and north: 42.5,29,49,37.5.
    #[arg(long, value_name = "DEGREES", allow_hyphen_values = true)]
    pub within: Option<Degrees>,
    /// How the place is known: point, area, unknown.
    #[arg(long, value_name = "HOW", value_parser = located)]
    pub located: Option<Located>,
    /// First day of the period, YYYY-MM-DD.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub from: Option<String>,
    /// Last day of the period.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub to: Option<String>,
    /// At least so many independent origins.
    #[arg(long, value_name = "N")]
    pub min_origins: Option<usize>,
    /// At least so sure, 0 to 1.
    #[arg(long, value_name = "P")]
    pub min_confidence: Option<f32>,
    /// `any`, `none` for what is not flagged, or flags: sport, court, opinion, anniversary, fiction [default: none; `any` in `export`].
    #[arg(long, value_name = "FLAG", value_delimiter = ',')]
    pub scope: Vec<String>,
    /// Outlet that tells of it.
    #[arg(long, value_name = "NAME")]
    pub outlet: Vec<String>,
    /// Words of its passages and titles: all of them; "a phrase"; begin*; this OR that.
    #[arg(long, value_name = "WORDS")]
    pub text: Option<String>,
    /// Id of a story.
    #[arg(long, value_name = "ID")]
    pub story: Vec<String>,
    /// Id of a document.
    #[arg(long, value_name = "ID")]
    pub document: Vec<String>,
    /// Mentions in place of events.
    #[arg(long)]
    pub mentions: bool,
    /// With --mentions: those too that a correction dropped.
    #[arg(long, requires = "mentions")]
    pub dropped: bool,
}

fn pair(text: &str) -> Result<(String, String), String> {
    let fits = |code: &str| code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_alphabetic());
    match text.split_once(',').map(|(one, other)| (one.trim(), other.trim())) {
        Some((one, other)) if fits(one) && fits(other) => Ok((one.to_uppercase(), other.to_uppercase())),
        _ => Err("two codes of countries, such as USA,RUS".to_string()),
    }
}

fn located(text: &str) -> Result<Located, String> {
    Located::named(text).ok_or_else(|| "there are point, area and unknown".to_string())
}

fn day(text: &str) -> Result<String, String> {
    match text.parse::<jiff::civil::Date>() {
        Ok(day) => Ok(day.to_string()),
        Err(_) => Err("write the day as 2024-05-31".to_string()),
    }
}

/// `whodid query`
#[derive(Debug, Args)]
pub struct QueryArgs {
    /// The store.
    #[arg(long, value_name = "FILE")]
    pub store: PathBuf,
    /// Form of the output [default: by the ending of the output file; else a table on a terminal, JSON lines elsewhere].
    #[arg(short, long, value_enum)]
    pub format: Option<Format>,
    /// Write to this file instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// At most so many.
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// In which order.
    #[arg(long, value_enum, default_value = "date")]
    pub sort: Order,
    /// Only how many there are.
    #[arg(long)]
    pub count: bool,
    /// What is asked for.
    #[command(flatten)]
    pub filter: FilterArgs,
}

/// Orders.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Order {
    /// The earliest first.
    Date,
    /// The latest first.
    Latest,
    /// The most independent origins first.
    Origins,
    /// The most mentions first.
    Mentions,
    /// The surest first.
    Confidence,
    /// Conflict first.
    Scale,
}

/// `whodid export`
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// The store.
    #[arg(long, value_name = "FILE")]
    pub store: PathBuf,
    /// The file to write. Beside it lie `FILE.manifest.json` with program, model, facts, inputs, the question asked and the file's
    /// hash, and `FILE.corrections.tsv` when there are corrections.
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
    /// Form of the output [default: by the ending of the file].
    #[arg(short, long, value_enum)]
    pub format: Option<ExportFormat>,
    /// Stories in place of events; no filter applies.
    #[arg(long)]
    pub stories: bool,
    /// What is asked for.
    #[command(flatten)]
    pub filter: FilterArgs,
}

/// Forms of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// One JSON object a line.
    Jsonl,
    /// Comma-separated values with a header.
    Csv,
    /// A file of Parquet with all that JSON lines hold, in typed columns.
    Parquet,
    /// The same columns as a stream of Arrow (IPC).
    Arrow,
    /// A collection of features with points and extents; what has no known place has no geometry.
    Geojson,
    /// Every row of every table but the time of day, in an order that does not depend on how the store was filled: for comparing.
    Rows,
}

/// `whodid diff`
#[derive(Debug, Args)]
pub struct DiffArgs {
    /// The first store.
    pub one: PathBuf,
    /// The second store.
    pub other: PathBuf,
    /// Form of the output: `table` or `jsonl` [default: a table on a terminal, JSON lines elsewhere].
    #[arg(short, long, value_enum)]
    pub format: Option<Format>,
    /// Write to this file instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// End with 1 when they differ, for scripts.
    #[arg(long)]
    pub exit_code: bool,
}

/// `whodid correct`
#[derive(Debug, Args)]
pub struct CorrectArgs {
    /// An event or a mention. What is set or dropped of an event is set or dropped of each of its mentions.
    #[arg(required_unless_present_any = ["import", "export"])]
    pub id: Option<String>,
    /// The store.
    #[command(flatten)]
    pub to: Writable,
    /// Set a field: event=COERCE, mode=arrest, status=future, date=2024-05-30, actor.code=NGA, recipient.2.sector=CVL, place=none ...
    #[arg(long, value_name = "FIELD=VALUE", requires_all = ["id", "reason", "author"])]
    pub set: Vec<String>,
    /// It is no event at all.
    #[arg(long, requires_all = ["id", "reason", "author"])]
    pub drop: bool,
    /// It was read and found right: it leaves the queue of what is to be reviewed, and nothing else changes.
    #[arg(long, requires_all = ["id", "reason", "author"], conflicts_with_all = ["set", "drop"])]
    pub accept: bool,
    /// It is the same happening as this other event or mention.
    #[arg(long, value_name = "ID", requires_all = ["id", "reason", "author"])]
    pub merge: Option<String>,
    /// This mention is not of the same happening as the rest of the event.
    #[arg(long, value_name = "MENTION", requires_all = ["id", "reason", "author"])]
    pub split: Option<String>,
    /// Take off every correction that names it, or one of its mentions.
    #[arg(long, requires = "id", conflicts_with_all = ["set", "drop", "accept", "merge", "split"])]
    pub undo: bool,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    /// By whom.
    #[arg(long, value_name = "NAME")]
    pub author: Option<String>,
    /// Lay the corrections in this file on.
    #[arg(long, value_name = "FILE", conflicts_with = "id")]
    pub import: Option<PathBuf>,
    /// Write all corrections to this file, or to standard output as `-`: a line each, sorted.
    #[arg(long, value_name = "FILE")]
    pub export: Option<PathBuf>,
}

/// `whodid link`
#[derive(Debug, Args)]
pub struct LinkArgs {
    /// Mentions, as `code --format jsonl` writes them, or documents.
    #[command(flatten)]
    pub input: InputArgs,
    /// Form of the output [default: by the ending of the output file; else a table on a terminal, JSON lines elsewhere].
    #[arg(short, long, value_enum)]
    pub format: Option<Format>,
    /// Write the stories to this file, as JSON lines.
    #[arg(long, value_name = "FILE")]
    pub stories: Option<PathBuf>,
    /// Write the block of each mention instead, parted by a tab: what lies in one block can be linked apart from the rest with the
    /// same result.
    #[arg(long, conflicts_with_all = ["format", "stories"])]
    pub blocks: bool,
}

/// `whodid explain`
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// What is read, and how; with --store the ids of events, mentions, documents or stories.
    #[command(flatten)]
    pub input: InputArgs,
    /// Explain what stands in this store under the ids given.
    #[arg(long, value_name = "FILE")]
    pub store: Option<PathBuf>,
}
