//! `whodid facts`: who a name means.

use std::io::Write;

use anyhow::{Context, Result};
use whodid::resolve::party::describe;
use whodid::resources::Facts;

use crate::args::{FactsArgs, FactsCommand};

/// Runs the verb; `false` when nobody is known by that name.
pub fn run(args: &FactsArgs, facts: &Facts, out: &mut dyn Write) -> Result<bool> {
    let FactsCommand::Lookup { phrase, on } = &args.command;
    let day = match on {
        Some(day) => Some(day.parse().with_context(|| format!("`{day}` is no day; write 2020-09-01"))?),
        None => None,
    };
    let found = describe(facts, phrase, day, &[]);
    let sectors: Vec<&str> = found.sectors.iter().map(|sector| sector.code()).collect();
    let rows = [
        ("name", found.name.as_deref()),
        ("country", found.country.as_deref()),
        ("office", found.office.as_deref()),
        ("wikidata", found.wikidata.as_deref()),
    ];
    for (name, value) in rows {
        writeln!(out, "{name:<9} {}", value.unwrap_or("unknown"))?;
    }
    writeln!(out, "{:<9} {}", "sectors", if sectors.is_empty() { "unknown".to_string() } else { sectors.join(", ") })?;
    writeln!(out, "{:<9} {}", "reason", found.reason)?;
    Ok(found.country.is_some() || !found.sectors.is_empty())
}
