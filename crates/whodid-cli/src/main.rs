//! The whodid program: arguments in, exit code out.

// A program works at the edge: it may open files, ask for the time and read the environment.
#![allow(clippy::disallowed_methods)]

mod args;
mod commands;
mod embedded;
mod events;
mod exit;
mod input;
mod output;
mod progress;
mod work;

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use clap::{CommandFactory, Parser};
use whodid::resources::Resources;

use args::{Cli, Command, Generated, OwnFacts};

fn main() -> ExitCode {
    exit::code(run(&Cli::parse()))
}

/// Runs the verb; `false` when it was done but for some inputs.
fn run(cli: &Cli) -> Result<bool> {
    match &cli.command {
        Command::Code(args) => with(embedded::resources(&args.input.own)?, |all| commands::code::code(args, all)),
        Command::Annotate(args) => with(embedded::resources(&args.own)?, |all| commands::code::annotate(args, all)),
        Command::Explain(args) => match &args.store {
            Some(store) => commands::explain_stored::explain(args, store),
            None => with(embedded::resources(&args.input.own)?, |all| commands::code::explain(&args.input, all)),
        },
        Command::Link(args) => commands::link::run(args),
        Command::Run(args) => with(embedded::resources(&args.own)?, |all| commands::run::run(args, all)),
        Command::Query(args) => commands::query::query(args),
        Command::Export(args) => commands::export::export(args),
        Command::Diff(args) => commands::diff::run(args),
        Command::Correct(args) => commands::correct::run(args),
        Command::Serve(args) => commands::serve::run(args),
        Command::Demo(args) => with(embedded::resources(&OwnFacts::default())?, |all| commands::demo::run(args, all)),
        Command::Eval(args) => {
            let resources = match &args.model {
                Some(folder) => embedded::with_model_of(folder, &args.own)?,
                None => embedded::resources(&args.own)?,
            };
            with(resources, |all| to_stdout(|out| commands::eval::run(args, all, out)))
        }
        Command::Codebook { class } => to_stdout(|out| commands::info::codebook(class.as_deref(), out)),
        Command::Facts(args) => commands::facts::run(args),
        Command::Info => to_stdout(commands::info::info),
        Command::Corpus(args) => to_stdout(|out| commands::corpus::run(args, out)),
        Command::Generate { what } => to_stdout(|out| generate(*what, out)),
    }
}

/// Does the work with what was loaded; not clean when some of a user's facts were refused.
fn with((resources, clean): (Resources, bool), work: impl FnOnce(&Resources) -> Result<bool>) -> Result<bool> {
    Ok(work(&resources)? && clean)
}

fn to_stdout(write: impl FnOnce(&mut dyn Write) -> Result<bool>) -> Result<bool> {
    let mut out = output::destination(None)?;
    let clean = write(&mut out)?;
    out.flush()?;
    Ok(clean)
}

/// What follows from the definition of the command line.
fn generate(what: Generated, out: &mut dyn Write) -> Result<bool> {
    use clap_complete::Shell;
    let mut command = Cli::command();
    let shell = match what {
        Generated::Man => {
            clap_mangen::Man::new(command).render(out)?;
            return Ok(true);
        }
        Generated::Bash => Shell::Bash,
        Generated::Zsh => Shell::Zsh,
        Generated::Fish => Shell::Fish,
        Generated::Powershell => Shell::PowerShell,
    };
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, "whodid", &mut script);
    out.write_all(&script)?;
    Ok(true)
}
