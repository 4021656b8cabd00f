//! The words that lists of choices are made of.

use whodid::mention::Scope;
use whodid::ontology::{Class, Context, Mode, Sector, Status};

use super::forms::{Format, Stack};

/// The names of all modes, each once: several classes may have a mode of one name.
pub(crate) fn modes() -> Vec<&'static str> {
    let mut names: Vec<&str> = Mode::all().map(Mode::name).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// The names that a parameter's values are taken from; empty where any value will do.
pub(crate) fn names(parameter: &str) -> Vec<&'static str> {
    match parameter {
        "class" => Class::ALL.iter().map(|class| class.name()).collect(),
        "sector" => Sector::all().map(Sector::code).collect(),
        "mode" => modes(),
        "context" => Context::all().map(Context::name).collect(),
        "status" => Status::ALL.iter().map(|status| status.name()).collect(),
        "scope" => Scope::ALL.iter().map(|scope| scope.name()).collect(),
        "quad" => vec!["1", "2", "3", "4"],
        "sort" => whodid_store::Sort::ALL.iter().map(|(_, name)| *name).collect(),
        "located" => whodid_store::Located::ALL.iter().map(|(_, name)| *name).collect(),
        "stack" => Stack::ALL.iter().map(|(_, name)| *name).collect(),
        "counts" => vec!["raw", "rate"],
        "nodes" => whodid_store::Nodes::ALL.iter().map(|(_, name)| *name).collect(),
        "theme" => vec!["light", "dark"],
        "format" => Format::ALL.iter().map(|format| format.name()).collect(),
        "by" => vec!["day", "week", "month", "outlet", "country", "lang"],
        _ => Vec::new(),
    }
}
