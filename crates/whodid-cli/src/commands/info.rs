//! `whodid info` and `whodid codebook`: what the program is and what it carries.

use std::io::Write;

use anyhow::{Result, bail};
use sha2::{Digest, Sha256};
use whodid::ontology::Class;
use whodid_store::Coder;

use crate::args::OwnFacts;
use crate::embedded;

/// Versions and hashes of the program, the model and the facts.
pub fn info(out: &mut dyn Write) -> Result<bool> {
    let model: serde_json::Value = serde_json::from_str(embedded::DESCRIPTION)?;
    writeln!(out, "whodid    {}", env!("CARGO_PKG_VERSION"))?;
    writeln!(out, "codebook  PLOVER 2023, 16 classes")?;
    writeln!(
        out,
        "model     {} of {}, trained on {} sentences",
        model["language"].as_str().unwrap_or("?"),
        model["date"].as_str().unwrap_or("?"),
        model["sentences"]
    )?;
    for (name, bytes) in
        [("encoder", embedded::ENCODER), ("roles", embedded::ROLES), ("vocabulary", embedded::VOCABULARY.as_bytes())]
    {
        writeln!(out, "  {name:<14} {}  {} bytes", hash(bytes), bytes.len())?;
    }
    writeln!(out, "facts")?;
    for (name, table) in embedded::FACTS {
        writeln!(out, "  {name:<14} {}  {} rows", hash(table.as_bytes()), table.lines().count().saturating_sub(1))?;
    }
    writeln!(out, "gazetteer")?;
    for (name, bytes) in [("gazetteer.bin", embedded::GAZETTEER), ("outlets.tsv", embedded::OUTLETS.as_bytes())] {
        writeln!(out, "  {name:<14} {}  {} bytes", hash(bytes), bytes.len())?;
    }
    Ok(true)
}

/// What documents are coded with: the program, the model, the facts and the gazetteer, and a user's facts over them.
pub fn coder(own: &OwnFacts) -> Result<Coder> {
    let model: serde_json::Value = serde_json::from_str(embedded::DESCRIPTION)?;
    let hashes = |files: &[(&str, &[u8])]| {
        let pairs = files.iter().map(|(name, bytes)| (name.to_string(), serde_json::Value::from(hash(bytes))));
        serde_json::Value::Object(pairs.collect())
    };
    let tables = embedded::tables_of(own)?;
    let own: Vec<(&str, &[u8])> = tables.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    let facts = embedded::FACTS.map(|(name, table)| (name, table.as_bytes()));
    let description = serde_json::json!({
        "codebook": "PLOVER 2023",
        "language": model["language"],
        "model": {
            "date": model["date"],
            "sentences": model["sentences"],
            "hashes": hashes(&[
                ("encoder", embedded::ENCODER),
                ("roles", embedded::ROLES),
                ("vocabulary", embedded::VOCABULARY.as_bytes()),
                ("description", embedded::DESCRIPTION.as_bytes()),
            ]),
        },
        "facts": hashes(&facts),
        "own_facts": hashes(&own),
        "gazetteer": hashes(&[
            ("gazetteer.bin", embedded::GAZETTEER),
            ("outlets.tsv", embedded::OUTLETS.as_bytes()),
        ]),
    });
    let program = concat!("whodid ", env!("CARGO_PKG_VERSION")).to_string();
    // The names of a user's files say nothing of what is coded; their order and what is in them does.
    let mut decisive = description.clone();
    decisive["own_facts"] = own.iter().map(|(_, bytes)| hash(bytes)).collect();
    let hash = hash(format!("{program}\n{decisive}").as_bytes());
    Ok(Coder { hash, program, description })
}

/// The first sixteen hexadecimal digits of the SHA-256.
fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// The manual page of a class, or the list of classes.
pub fn codebook(class: Option<&str>, out: &mut dyn Write) -> Result<bool> {
    let Some(name) = class else {
        for class in Class::ALL {
            writeln!(out, "{:<10} {:>5}  {}", class.name(), class.score(), class.covers())?;
        }
        writeln!(out, "\n`whodid codebook CONSULT` prints the page of a class.")?;
        return Ok(true);
    };
    let Ok(class) = Class::named(name) else {
        bail!("no class is called `{name}`; `whodid codebook` lists the sixteen")
    };
    if let Some((_, page)) = embedded::CODEBOOK.iter().find(|(of, _)| *of == class.name()) {
        write!(out, "{page}")?;
    }
    Ok(true)
}
