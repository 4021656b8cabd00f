//! `whodid facts`: who a name means, what is wrong with tables of facts, and dictionaries turned into one.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use whodid::Candidate;
use whodid::resolve::party::describe;
use whodid::resources::{Facts, petrarch};

use crate::args::{FactsArgs, FactsCommand, OwnFacts};
use crate::embedded;
use crate::output::destination;

/// Runs the verb; `false` when nobody is known by that name, or when something is wrong with a table.
pub fn run(args: &FactsArgs) -> Result<bool> {
    match &args.command {
        FactsCommand::Lookup { phrase, on, own } => {
            let (facts, clean) = embedded::facts(own)?;
            let mut out = destination(None)?;
            let found = lookup(&facts, phrase, on.as_deref(), &mut out)?;
            out.flush()?;
            Ok(found && clean)
        }
        FactsCommand::Check { own } => check(own),
        FactsCommand::Import { files, output } => import(files, output.as_deref()),
    }
}

fn lookup(facts: &Facts, phrase: &str, on: Option<&str>, out: &mut dyn Write) -> Result<bool> {
    let day = match on {
        Some(day) => Some(day.parse().with_context(|| format!("`{day}` is no day; write 2020-09-01"))?),
        None => None,
    };
    let found = describe(facts, phrase, day, &[]);
    let sectors: Vec<&str> = found.sectors.iter().map(|sector| sector.code()).collect();
    let sectors = (!sectors.is_empty()).then(|| sectors.join(", "));
    let rows = [
        ("name", found.name.as_deref()),
        ("country", found.country.as_deref()),
        ("sectors", sectors.as_deref()),
        ("office", found.office.as_deref()),
        ("wikidata", found.wikidata.as_deref()),
        ("reason", Some(found.reason.as_str()).filter(|reason| !reason.is_empty())),
    ];
    for (name, value) in rows {
        writeln!(out, "{name:<9} {}", value.unwrap_or("unknown"))?;
    }
    if !found.candidates.is_empty() {
        writeln!(out, "candidates, the likeliest first{}", day.map(|_| "").unwrap_or(" (no day given: of today)"))?;
        for candidate in &found.candidates {
            writeln!(out, "  {}", line(candidate))?;
        }
    }
    Ok(found.country.is_some() || !found.sectors.is_empty())
}

/// `Barham Salih, IRQ GOV, president, 2018-10-02 to 2022-10-17 (score 7)`.
fn line(candidate: &Candidate) -> String {
    let sector = candidate.sectors.first().map(|sector| sector.code());
    let codes: Vec<&str> = [candidate.country.as_deref(), sector].into_iter().flatten().collect();
    let mut parts = vec![candidate.name.clone()];
    parts.extend(Some(codes.join(" ")).filter(|codes| !codes.is_empty()));
    parts.extend(candidate.office.clone());
    parts.extend(match (candidate.from, candidate.to) {
        (Some(from), Some(to)) => Some(format!("{from} to {to}")),
        (Some(from), None) => Some(format!("from {from}")),
        (None, Some(to)) => Some(format!("to {to}")),
        (None, None) => None,
    });
    parts.extend(candidate.wikidata.clone());
    let score = candidate.score.map_or("not meant here".to_owned(), |score| format!("score {score}"));
    format!("{} ({score})", parts.join(", "))
}

/// Every fault on standard output; `false` when there is one.
fn check(own: &OwnFacts) -> Result<bool> {
    let theirs = embedded::tables_of(own)?;
    let mut faults = Facts::check(&embedded::FACTS);
    // A user's tables need no order, and may say again what ours say: theirs is asked first.
    let mut facts = Facts::parse(&embedded::FACTS)?;
    let before = facts.len();
    faults.extend(facts.lay_over(&embedded::borrowed(&theirs)));
    let mut out = destination(None)?;
    for fault in &faults {
        writeln!(out, "{fault}")?;
    }
    out.flush()?;
    let own = if theirs.is_empty() { String::new() } else { format!(" and {} of yours", facts.len() - before) };
    eprintln!("whodid: {before} facts{own}, {} {}", faults.len(), if faults.len() == 1 { "fault" } else { "faults" });
    Ok(faults.is_empty())
}

/// A table of facts from dictionaries; `false` when some could not be read, or say something that has no place in it.
fn import(files: &[PathBuf], output: Option<&Path>) -> Result<bool> {
    let (facts, _) = embedded::facts(&OwnFacts::default())?;
    let mut rows = Vec::new();
    let mut clean = true;
    for path in files {
        let bytes = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                eprintln!("whodid: cannot read {}: {error}", path.display());
                clean = false;
                continue;
            }
        };
        let name =
            path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
        let import = petrarch::import(&name, &String::from_utf8_lossy(&bytes), &facts);
        for fault in &import.left_out {
            eprintln!("whodid: left out: {}, line {}: {}", path.display(), fault.line(), fault.reason());
        }
        clean &= import.left_out.is_empty();
        rows.extend(import.rows);
    }
    rows.sort();
    rows.dedup();
    let mut out = destination(output)?;
    writeln!(out, "{}", Facts::HEADER)?;
    for row in &rows {
        writeln!(out, "{row}")?;
    }
    out.flush()?;
    Ok(clean)
}
