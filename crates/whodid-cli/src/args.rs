//! The command line as plain data. Each flag is defined here once; help, completions and man pages come from it.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

mod serve;
mod store;

pub use serve::{DemoArgs, ServeArgs};
pub use store::{
    CorrectArgs, DiffArgs, ExplainArgs, ExportArgs, ExportFormat, FilterArgs, LinkArgs, Order, QueryArgs, RunArgs,
    Writable,
};

/// Reads news reports and official statements and writes down who did what to whom, when, where and according to whom.
#[derive(Debug, Parser)]
#[command(name = "whodid", version, propagate_version = true, max_term_width = 110)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Documents in, mentions of events out.
    Code(CodeArgs),
    /// Documents in, every layer out: sentences, names, attributions, mentions. JSON lines.
    Annotate(InputArgs),
    /// Mentions or documents in, events out: what is told many times is one event.
    Link(LinkArgs),
    /// Read, code and link into a store; again on the same input changes nothing; may be killed and repeated.
    Run(RunArgs),
    /// Events or mentions of a store, by filters and full text.
    Query(QueryArgs),
    /// A store's events, mentions or stories into a file, with manifest and corrections beside it.
    Export(ExportArgs),
    /// What is other in the second of two stores: events and mentions, field by field.
    Diff(DiffArgs),
    /// Lay a correction over an event or mention of a store, with reason and author; kept apart, laid on again on every run.
    Correct(CorrectArgs),
    /// Show for each sentence what was coded and why, or why nothing was; or why an event of a store is what it is.
    Explain(ExplainArgs),
    /// Open a window on the events of a store: pages and an API over HTTP, on this machine alone unless told otherwise.
    Serve(ServeArgs),
    /// The same on a store made of the example articles, which is gone when it ends.
    Demo(DemoArgs),
    /// Figures against gold.
    Eval(EvalArgs),
    /// Print the manual page of a class, or the list of classes.
    Codebook {
        /// A class, such as CONSULT.
        class: Option<String>,
    },
    /// Look up who a name means; check and import tables of facts.
    Facts(FactsArgs),
    /// Versions and hashes of the program, the model and the facts.
    Info,
    /// Check, read, compare or export the files of the training corpus.
    Corpus(CorpusArgs),
    /// Print the completions of a shell, or the manual page.
    Generate {
        /// What to print.
        what: Generated,
    },
}

/// What can be printed of the command line itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Generated {
    /// Completions for bash.
    Bash,
    /// Completions for zsh.
    Zsh,
    /// Completions for fish.
    Fish,
    /// Completions for PowerShell.
    Powershell,
    /// The manual page, in roff.
    Man,
}

/// What is read, and how.
#[derive(Debug, Args)]
pub struct InputArgs {
    /// Files, folders, glob patterns, or `-` for standard input: plain text, HTML, JSON lines, gzip of any.
    #[arg(default_value = "-")]
    pub inputs: Vec<String>,
    /// Documents worked on side by side [default: one for each core].
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<std::num::NonZeroUsize>,
    /// Write to this file instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
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

/// Facts laid over the program's own.
#[derive(Debug, Default, Args)]
pub struct OwnFacts {
    /// Lay the tables of facts (`*.tsv`) in this folder over the program's own: they are asked first. A row that is wrong is
    /// refused with file, line and reason; nothing else changes.
    #[arg(long = "facts", value_name = "DIR")]
    pub folder: Option<PathBuf>,
}

/// `whodid code`
#[derive(Debug, Args)]
pub struct CodeArgs {
    /// What is read, and how.
    #[command(flatten)]
    pub input: InputArgs,
    /// Form of the output [default: by the ending of the output file; else a table on a terminal, JSON lines elsewhere].
    #[arg(short, long, value_enum)]
    pub format: Option<Format>,
    /// Show mentions flagged as sport, fiction and the like in tables too.
    #[arg(long)]
    pub all_scopes: bool,
}

/// Forms of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A table for people.
    Table,
    /// One JSON object a line.
    Jsonl,
    /// Comma-separated values with a header.
    Csv,
    /// A file of Parquet with all that JSON lines hold, in typed columns.
    Parquet,
    /// The same columns as a stream of Arrow (IPC).
    Arrow,
}

/// `whodid eval`
#[derive(Debug, Args)]
pub struct EvalArgs {
    /// What to measure.
    #[arg(value_enum)]
    pub task: Task,
    /// The gold file or folder.
    pub gold: PathBuf,
    /// Write what was predicted to this file, tab separated with a header.
    #[arg(long, value_name = "FILE")]
    pub predictions: Option<PathBuf>,
    /// Figures as JSON.
    #[arg(long)]
    pub json: bool,
    /// List every error with its sentence.
    #[arg(long)]
    pub errors: bool,
    /// Draw how far confidence keeps its word into this SVG file (`events`).
    #[arg(long, value_name = "FILE")]
    pub reliability: Option<PathBuf>,
    /// Give the spans of the gold, and measure only what is chosen for each (`places`).
    #[arg(long)]
    pub gold_spans: bool,
    /// Make the bench of the half of the articles that thresholds were set on (`reprints`).
    #[arg(long)]
    pub tuning: bool,
    /// Measure the weights in this folder, as training writes it, instead of the program's own.
    #[arg(long, value_name = "DIR")]
    pub model: Option<PathBuf>,
    /// Facts of your own.
    #[command(flatten)]
    pub own: OwnFacts,
}

/// What can be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Task {
    /// Classes of relations between two given parties: a table with id, sentence, source, target, event.
    Pairs,
    /// Mentions with all their fields: JSON lines of annotated articles, or files of the corpus.
    Events,
    /// Places: XML of articles with toponyms and their GeoNames ids, as in LGL and TR-News.
    Places,
    /// Sources, cues and contents: JSON lines with `attributions`, or files of the corpus.
    Attribution,
    /// Expressions of time, their types and values: a folder of TimeML files (`.tml`).
    Times,
    /// Events out of many reports: a folder of lists (`.events`) with their documents (`.jsonl`) beside them.
    Linking,
    /// Documents that report one happening: JSON lines with `id`, `text`, `topic`, `incident`.
    Clusters,
    /// Which documents go back to one text: a bench of 2,000 reprints and look-alikes made of the corpus's articles.
    Reprints,
}

/// `whodid facts`
#[derive(Debug, Args)]
pub struct FactsArgs {
    /// What to do with the facts.
    #[command(subcommand)]
    pub command: FactsCommand,
}

/// What to do with the facts.
#[derive(Debug, Subcommand)]
pub enum FactsCommand {
    /// Print who a name or phrase means, who else it may mean, and why.
    Lookup {
        /// A name or phrase, such as "Prime Minister of Iraq".
        phrase: String,
        /// The day it is said on, YYYY-MM-DD [default: any].
        #[arg(long)]
        on: Option<String>,
        /// Facts of your own.
        #[command(flatten)]
        own: OwnFacts,
    },
    /// List every fault in tables of facts with file, line and reason: the program's own, and those of a folder.
    Check {
        /// Facts of your own.
        #[command(flatten)]
        own: OwnFacts,
    },
    /// Turn dictionaries in the form of PETRARCH (actors, agents) into a table of facts.
    Import {
        /// The dictionaries.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Write to this file instead of standard output.
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
}

/// `whodid corpus`
#[derive(Debug, Args)]
pub struct CorpusArgs {
    /// What to do with the corpus.
    #[command(subcommand)]
    pub command: CorpusCommand,
}

/// What to do with the corpus.
#[derive(Debug, Subcommand)]
pub enum CorpusCommand {
    /// List every mistake in the mark-up with its line and column, and count what there is.
    Check {
        /// Files or folders.
        #[arg(required = true)]
        paths: Vec<PathBuf>,
    },
    /// Print a file without its marks.
    Text {
        /// A file of the corpus.
        file: PathBuf,
    },
    /// Compare two annotations of the same sentences, layer by layer.
    Agree {
        /// One annotator's file or folder.
        one: PathBuf,
        /// The other's; only sentences that stand in both are compared.
        other: PathBuf,
    },
    /// Measure how varied the sentences are, and list those that resemble one another.
    Variety {
        /// Files or folders.
        #[arg(required = true)]
        paths: Vec<PathBuf>,
    },
    /// Lift the marks of annotated documents off their texts, and print them apart, as JSON lines.
    Lift {
        /// The documents: JSON lines with `id` and `text`.
        documents: PathBuf,
        /// Marked copies; a line `# id: …` in each names its document.
        #[arg(required = true)]
        copies: Vec<PathBuf>,
    },
    /// Code articles, and count in how many each term stands: the table that the likeness of documents is reckoned with.
    Frequencies {
        /// Files or folders.
        #[arg(required = true)]
        paths: Vec<PathBuf>,
    },
    /// Print one JSON line a sentence, cut into words and pieces, for training.
    Export {
        /// Texts for annotation kept apart from them (`*.jsonl` among the paths): JSON lines with `id` and `text`.
        #[arg(long, value_name = "FILE")]
        documents: Option<PathBuf>,
        /// Files or folders.
        #[arg(required = true)]
        paths: Vec<PathBuf>,
    },
}
