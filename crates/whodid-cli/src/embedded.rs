//! What the program carries inside itself: the model, the facts, the codebook.

use std::path::Path;

use anyhow::{Context, anyhow, bail};
use whodid::resources::{Facts, Gazetteer, GazetteerError, Model, Resources};

use crate::args::OwnFacts;

/// The English encoder, 8-bit ONNX.
pub const ENCODER: &[u8] = include_bytes!("../../../models/en/encoder.onnx");
/// The scorer of arcs, ONNX.
pub const ROLES: &[u8] = include_bytes!("../../../models/en/roles.onnx");
/// Word pieces of the English encoder.
pub const VOCABULARY: &str = include_str!("../../../models/en/vocab.txt");
/// The model's description of itself.
pub const DESCRIPTION: &str = include_str!("../../../models/en/model.json");

macro_rules! pages {
    ($($class:literal)*) => {
        /// The codebook's pages, by class.
        pub const CODEBOOK: [(&str, &str); 16] =
            [$(($class, include_str!(concat!("../../../codebook/", $class, ".md"))),)*];
    };
}

pages! {
    "AGREE" "CONSULT" "SUPPORT" "CONCEDE" "COOPERATE" "AID" "RETREAT" "REQUEST"
    "ACCUSE" "REJECT" "THREATEN" "PROTEST" "SANCTION" "MOBILIZE" "COERCE" "ASSAULT"
}

macro_rules! tables {
    ($($name:literal)*) => {
        /// The tables of facts, by file name; those by hand are asked before those generated.
        pub const FACTS: [(&str, &str); 10] =
            [$((concat!($name, ".tsv"), include_str!(concat!("../../../facts/", $name, ".tsv"))),)*];
    };
}

tables! {
    "countries" "leaders" "organisations" "groups" "roles"
    "countries-hand" "leaders-hand" "organisations-hand" "groups-hand" "roles-hand"
}

macro_rules! articles {
    ($($name:literal)*) => {
        /// The example articles, by file name.
        pub const EXAMPLES: [(&str, &[u8]); 16] =
            [$(($name, include_bytes!(concat!("../../../examples/", $name))),)*];
    };
}

articles! {
    "01-militia-leader-received.txt" "02-two-presidencies-one-call.txt" "03-junta-communique.txt"
    "04-protest-and-crackdown.html" "05-sanctions-announcement.txt" "06-border-clash.txt"
    "07-hostages-exchanged.txt" "08-politician-convicted.txt" "09-wire-briefs.jsonl" "10-strike-and-talks.txt"
    "11-aid-after-cyclone.txt" "12-no-confidence.txt" "13-naval-exercise-and-note.jsonl" "14-quiet.txt"
    "15-arms-deal-and-extradition.html" "16-mail-bulletin.txt"
}

/// The gazetteer's pack.
pub const GAZETTEER: &[u8] = include_bytes!("../../../gazetteer/gazetteer.bin");
/// Homes of outlets.
pub const OUTLETS: &str = include_str!("../../../gazetteer/outlets.tsv");

/// Everything that coding needs, out of the program itself, with a user's facts over its own.
///
/// The second value is `false` when some of them were refused, each of which has been named.
pub fn resources(own: &OwnFacts) -> anyhow::Result<(Resources, bool)> {
    // The facts are indexed while the encoder is laid out for its kernels: each takes about as long.
    let (model, facts) = std::thread::scope(|scope| {
        let model = scope.spawn(|| Model::load(ENCODER.to_vec(), ROLES.to_vec(), VOCABULARY, DESCRIPTION));
        let facts = facts(own);
        (model.join(), facts)
    });
    let model = model.map_err(|_| anyhow!("loading the model came to a sudden end"))??;
    let (facts, clean) = facts?;
    Ok((Resources { model, facts, gazetteer: gazetteer()? }, clean))
}

/// The same with other weights: a folder with what `models/en` holds.
pub fn with_model_of(folder: &Path, own: &OwnFacts) -> anyhow::Result<(Resources, bool)> {
    let read = |name: &str| {
        let path = folder.join(name);
        std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))
    };
    let text = |name: &str| -> anyhow::Result<String> { Ok(String::from_utf8(read(name)?)?) };
    let model = Model::load(read("encoder.onnx")?, read("roles.onnx")?, &text("vocab.txt")?, &text("model.json")?)?;
    let (facts, clean) = facts(own)?;
    Ok((Resources { model, facts, gazetteer: gazetteer()? }, clean))
}

/// What is known of places.
pub fn gazetteer() -> Result<Gazetteer, GazetteerError> {
    Gazetteer::load(GAZETTEER, OUTLETS)
}

/// What is known of countries, leaders, organisations, groups and roles, a user's tables over the program's own; `false`
/// when some rows were refused, each of which has been named.
pub fn facts(own: &OwnFacts) -> anyhow::Result<(Facts, bool)> {
    let mut facts = Facts::parse(&FACTS)?;
    let tables = tables_of(own)?;
    let refused = facts.lay_over(&borrowed(&tables));
    for fault in &refused {
        eprintln!("whodid: refused: {fault}");
    }
    Ok((facts, refused.is_empty()))
}

/// The tables in a user's folder, in the order of their names, each with its path.
pub fn tables_of(own: &OwnFacts) -> anyhow::Result<Vec<(String, String)>> {
    let Some(folder) = &own.folder else { return Ok(Vec::new()) };
    let entries =
        std::fs::read_dir(folder).with_context(|| format!("cannot read the facts in {}", folder.display()))?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>()?;
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "tsv"));
    paths.sort();
    if paths.is_empty() {
        bail!("no table of facts (*.tsv) in {}", folder.display());
    }
    let read = |path: &std::path::PathBuf| {
        let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        // What is no UTF-8 stays readable enough to be refused by its line.
        Ok((path.display().to_string(), String::from_utf8_lossy(&bytes).into_owned()))
    };
    paths.iter().map(read).collect()
}

/// Tables as the library takes them.
pub fn borrowed(tables: &[(String, String)]) -> Vec<(&str, &str)> {
    tables.iter().map(|(file, text)| (file.as_str(), text.as_str())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_is_embedded() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
        let mut there: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .filter(|name| !name.ends_with(".expected"))
            .collect();
        there.sort();
        assert_eq!(there, EXAMPLES.map(|(name, _)| name));
    }
}
