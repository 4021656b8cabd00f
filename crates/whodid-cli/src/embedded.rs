//! What the program carries inside itself: the model, the facts, the codebook.

use std::path::Path;

use anyhow::Context;
use whodid::resources::{Facts, FactsError, Model, Resources};

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

/// Everything that coding needs, out of the program itself.
pub fn resources() -> anyhow::Result<Resources> {
    let model = Model::load(ENCODER.to_vec(), ROLES.to_vec(), VOCABULARY, DESCRIPTION)?;
    Ok(Resources { model, facts: facts()? })
}

/// The same with other weights: a folder with what `models/en` holds.
pub fn with_model_of(folder: &Path) -> anyhow::Result<Resources> {
    let read = |name: &str| {
        let path = folder.join(name);
        std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))
    };
    let text = |name: &str| -> anyhow::Result<String> { Ok(String::from_utf8(read(name)?)?) };
    let model = Model::load(read("encoder.onnx")?, read("roles.onnx")?, &text("vocab.txt")?, &text("model.json")?)?;
    Ok(Resources { model, facts: facts()? })
}

/// What is known of countries, leaders, organisations, groups and roles.
pub fn facts() -> Result<Facts, FactsError> {
    Facts::parse(&FACTS)
}
