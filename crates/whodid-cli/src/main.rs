//! The whodid program.

// A program works at the edge: it may open files, ask for the time and read the environment.
#![allow(clippy::disallowed_methods)]

mod args;
mod commands;
mod embedded;

use std::io::Write;

use clap::Parser;

fn main() -> std::process::ExitCode {
    let cli = args::Cli::parse();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let done = match &cli.command {
        args::Command::Corpus(args) => commands::corpus::run(args, &mut out),
        args::Command::Eval(args) => embedded::resources().map_err(Into::into).and_then(|r| commands::eval::run(args, &r, &mut out)),
        _ => Ok(true),
    };
    match done.and_then(|clean| Ok(out.flush().map(|()| clean)?)) {
        Ok(true) => 0.into(),
        Ok(false) => 1.into(),
        Err(error) => {
            eprintln!("whodid: {error:#}");
            2.into()
        }
    }
}
