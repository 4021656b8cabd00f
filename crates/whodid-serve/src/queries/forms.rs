//! How an answer is shown: its form, what it is told by, its colours.

use whodid_store::Step;

/// Forms of an answer of the API.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// One object.
    #[default]
    Json,
    /// A record a line.
    Lines,
    /// Comma-separated values with a header.
    Csv,
    /// A collection of features.
    Geojson,
    /// A file of Parquet.
    Parquet,
}

/// What counts are told by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Stretches of time.
    Time(Step),
    /// Outlets.
    Outlet,
    /// Countries.
    Country,
    /// Languages.
    Language,
}

/// What the bars of a chart are stacked by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stack {
    /// The four quads.
    #[default]
    Quad,
    /// The sixteen classes.
    Class,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Format {
    /// Every form.
    pub const ALL: [Format; 5] = [Format::Json, Format::Lines, Format::Csv, Format::Geojson, Format::Parquet];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Format::Json => "json",
            Format::Lines => "jsonl",
            Format::Csv => "csv",
            Format::Geojson => "geojson",
            Format::Parquet => "parquet",
        }
    }
}

impl By {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            By::Time(step) => step.name(),
            By::Outlet => "outlet",
            By::Country => "country",
            By::Language => "lang",
        }
    }

    pub(super) fn named(name: &str) -> Option<By> {
        match name {
            "outlet" => Some(By::Outlet),
            "country" => Some(By::Country),
            "lang" => Some(By::Language),
            _ => Step::named(name).map(By::Time),
        }
    }
}

impl Stack {
    /// Each with its name.
    pub const ALL: [(Stack, &str); 2] = [(Stack::Quad, "quad"), (Stack::Class, "class")];

    /// Its name.
    pub fn name(self) -> &'static str {
        Stack::ALL.iter().find(|(stack, _)| *stack == self).map_or("quad", |(_, name)| name)
    }

    pub(super) fn named(name: &str) -> Option<Stack> {
        Stack::ALL.iter().find(|(_, one)| *one == name).map(|(stack, _)| *stack)
    }
}

impl Theme {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }
}
