//! The parameters of every address.

/// A parameter of the query string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// What it is part of.
    pub group: Group,
    /// Whether it may be given more than once.
    pub many: bool,
    /// What it asks for.
    pub what: &'static str,
    /// A value that it may have.
    pub example: &'static str,
}

/// What parameters belong to: an address takes some groups and refuses the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Which events.
    Filter,
    /// The period alone, which is also part of the filter.
    Period,
    /// In which order.
    Sort,
    /// Which page.
    Page,
    /// How many at most.
    Limit,
    /// In which form.
    Format,
    /// Told by what: a step of time, or a kind.
    By,
    /// How counts are drawn.
    Chart,
    /// Which part of the earth.
    View,
    /// What a network is made of.
    Network,
    /// Light or dark.
    Theme,
}

const fn one(name: &'static str, group: Group, what: &'static str, example: &'static str) -> Parameter {
    Parameter { name, group, many: false, what, example }
}

const fn many(name: &'static str, what: &'static str, example: &'static str) -> Parameter {
    Parameter { name, group: Group::Filter, many: true, what, example }
}

/// Every parameter, in the order in which they are written. Of a list one is enough; different parameters must all hold.
pub const PARAMETERS: [Parameter; 34] = [
    one(
        "text",
        Group::Filter,
        "Words of passages and titles: all of them; \"a phrase\"; begin*; this OR that.",
        "ceasefire",
    ),
    one("from", Group::Period, "First day of the period, YYYY-MM-DD; what overlaps the period is in it.", "2022-01-01"),
    one("to", Group::Period, "Last day of the period, YYYY-MM-DD.", "2024-12-31"),
    one("between", Group::Filter, "Two codes of countries parted by a comma: both take part, whoever acts.", "RUS,USA"),
    many(
        "actor",
        "Who acts: a code (IRQ), code and sector (IRQ GOV), a name (* for any letters), a Wikidata id, or code and name (IRQ:Barham Salih).",
        "IRQ GOV",
    ),
    many("recipient", "To whom, in the same forms.", "IRN"),
    many("participant", "Who takes part in either role, in the same forms.", "FRA"),
    many("sector", "Primary sector of a participant: GOV, MIL, REB ...", "GOV"),
    many("class", "Class: CONSULT, ASSAULT ...", "ASSAULT"),
    many(
        "quad",
        "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict; stands for its classes beside those named.",
        "4",
    ),
    many("mode", "Mode: visit, phone, arrest ...", "visit"),
    many("context", "Context: election, military ...", "military"),
    many("status", "actual, future, hypothetical, historical or negated.", "actual"),
    many(
        "scope",
        "`any`, `none` for what is not flagged, or flags: sport, court, opinion, anniversary, fiction. Without it: `none`.",
        "any",
    ),
    many("place", "Where, or what holds it: a name, a GeoNames id, a country's name or code.", "Basra"),
    one(
        "within",
        Group::Filter,
        "At a point within degrees west, south, east and north, parted by commas; west may lie behind east, across the date line.",
        "42.5,29,49,37.5",
    ),
    one(
        "located",
        Group::Filter,
        "How the place is known: point; area, such as a country or a sea; or unknown.",
        "point",
    ),
    one("min_origins", Group::Filter, "At least so many independent origins.", "2"),
    one("min_confidence", Group::Filter, "The coder is at least so sure, 0 to 1.", "0.8"),
    many("outlet", "Outlet that tells of it.", "Lagoon Wire"),
    many("story", "Id of a story.", "story:report-1#10-18"),
    many("document", "Id of a document.", "report-1"),
    one("by", Group::By, "What is told apart: day, week or month; for coverage also outlet, country or lang.", "month"),
    one("stack", Group::Chart, "What bars are stacked by: quad or class. Without it: quad.", "class"),
    one(
        "counts",
        Group::Chart,
        "raw, or rate: for every 1,000 documents published in the same time. Without it: raw.",
        "rate",
    ),
    one(
        "view",
        Group::View,
        "What a map shows: degrees east and north of its middle, and how often it is doubled, 0 to 5, parted by commas.",
        "44.4,33.3,4",
    ),
    one(
        "nodes",
        Group::Network,
        "What stands for one in the network: country or participant. Without it: country.",
        "participant",
    ),
    one("most", Group::Network, "How many of the busiest are in the network, 2 to 40. Without it: 24.", "12"),
    one(
        "sort",
        Group::Sort,
        "Order: latest, date, origins, mentions, confidence or scale; of stories latest, or mentions for the largest first. Without it: latest.",
        "latest",
    ),
    one("limit", Group::Limit, "At most so many, 1 to 1000.", "100"),
    one(
        "after",
        Group::Page,
        "Where the page begins: `next` of the page before, as it is.",
        "latest~2024-05-01~event:report-1#10-18",
    ),
    one(
        "format",
        Group::Format,
        "json; jsonl (a record a line), csv, and for events geojson and parquet; but for json they bring all events that are found unless limit is given.",
        "jsonl",
    ),
    one("theme", Group::Theme, "light or dark; without it as the reader's system has it.", "dark"),
    many("id", "Id of an event.", "event:report-1#10-18"),
];
