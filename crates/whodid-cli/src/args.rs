//! The command line as plain data. Each flag is defined here once; help, completions and man pages come from it.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Reads news reports and official statements and writes down who did what to whom, when, where and according to whom.
#[derive(Debug, Parser)]
#[command(version, propagate_version = true, max_term_width = 110)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check, read or export the files of the training corpus.
    Corpus(CorpusArgs),
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
    /// Print one JSON line a sentence, cut into words and pieces, for training.
    Export {
        /// Files or folders.
        #[arg(required = true)]
        paths: Vec<PathBuf>,
    },
}
