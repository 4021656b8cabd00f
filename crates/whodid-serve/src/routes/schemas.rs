//! What answers are made of, as schemas of the description.
//!
//! Mentions and events come from the columns that their records are written by; the rest is told here. No schema allows a field that
//! it does not name, so that the tests find what was added to an answer and not to the description.

use serde_json::{Map, Value, json};
use whodid::write::{Column, Kind, Rows};

/// The schema of what an address brings as JSON.
pub(super) fn answer(path: &str) -> Value {
    let name = match path {
        "/api/v1/events" => "EventsPage",
        "/api/v1/events/{id}" => "EventTold",
        "/api/v1/stories" => "StoriesPage",
        "/api/v1/stories/{id}" => "Story",
        "/api/v1/participants" => "Participants",
        "/api/v1/participants/{id}" => "ParticipantTold",
        "/api/v1/pairs" => "Pairs",
        "/api/v1/corrections" => "Corrections",
        "/api/v1/places" => "Places",
        "/api/v1/documents/{id}" => "DocumentTold",
        "/api/v1/timeline" => "Timeline",
        "/api/v1/coverage" => "Coverage",
        _ => return json!({"type": "object"}),
    };
    named(name)
}

/// The schema of a collection of features: events on a map.
pub(super) fn features() -> Value {
    let feature = object(&[
        ("type", json!({"const": "Feature"})),
        ("geometry", json!({"type": ["object", "null"], "required": ["type", "coordinates"]})),
        ("properties", named("Event")),
    ]);
    object(&[("type", json!({"const": "FeatureCollection"})), ("features", list(feature))])
}

/// Every schema that others name.
pub(super) fn all() -> Map<String, Value> {
    let mut all = Map::new();
    all.insert("Event".into(), record(Rows::Events.columns()));
    all.insert("Mention".into(), record(Rows::StoredMentions.columns()));
    let pages = [
        ("Problem", problem()),
        ("Story", story()),
        ("Document", document()),
        ("Participant", participant()),
        ("Moment", moment()),
        ("Facets", facets()),
        ("Citation", citation()),
        (
            "EventsPage",
            object(&[
                ("query", query()),
                ("count", count("Events that the filter finds.")),
                ("facets", named("Facets")),
                ("events", list(named("Event"))),
                ("after", after()),
                ("next", next()),
                ("citation", named("Citation")),
            ]),
        ),
        ("EventTold", object(&[("event", named("Event")), ("reports", list(named("Mention")))])),
        (
            "StoriesPage",
            object(&[("query", query()), ("stories", list(named("Story"))), ("after", after()), ("next", next())]),
        ),
        ("DocumentTold", object(&[("document", named("Document")), ("mentions", list(named("Mention")))])),
        ("Participants", object(&[("query", query()), ("participants", list(named("Participant")))])),
        ("ParticipantTold", participant_told()),
        ("Pairs", object(&[("query", query()), ("nodes", list(node())), ("pairs", list(pair()))])),
        (
            "Corrections",
            object(&[
                ("token", maybe("What `X-Whodid-Token` carries; null where nothing can be corrected.")),
                ("corrections", list(correction())),
            ]),
        ),
        ("Corrected", corrected()),
        ("Places", object(&[("query", query()), ("places", list(json!({"anyOf": [placed(), unplaced()]})))])),
        ("Timeline", object(&[("query", query()), ("timeline", list(named("Moment")))])),
        ("Coverage", object(&[("query", query()), ("coverage", list(covered()))])),
    ];
    all.extend(pages.map(|(name, schema)| (name.to_string(), schema)));
    all
}

pub(super) fn named(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

/// An object that has these fields and no others.
fn object(fields: &[(&str, Value)]) -> Value {
    let names: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
    let properties: Map<String, Value> = fields.iter().map(|(name, of)| (name.to_string(), of.clone())).collect();
    json!({"type": "object", "required": names, "properties": properties, "additionalProperties": false})
}

fn list(of: Value) -> Value {
    json!({"type": "array", "items": of})
}

fn text(what: &str) -> Value {
    json!({"type": "string", "description": what})
}

fn maybe(what: &str) -> Value {
    json!({"type": ["string", "null"], "description": what})
}

fn count(what: &str) -> Value {
    json!({"type": "integer", "minimum": 0, "description": what})
}

/// Counts by name.
fn counts(what: &str) -> Value {
    json!({"type": "object", "additionalProperties": {"type": "integer", "minimum": 0}, "description": what})
}

/// A record by its columns.
fn record(columns: impl Iterator<Item = &'static Column>) -> Value {
    let fields: Vec<(&str, Value)> = columns.map(|column| (column.name, of(column))).collect();
    object(&fields)
}

fn of(column: &Column) -> Value {
    let mut schema = match column.kind {
        Kind::Text => json!({"type": "string"}),
        Kind::Day => json!({"type": "string", "format": "date"}),
        Kind::Flag => json!({"type": "boolean"}),
        Kind::Int | Kind::Long => json!({"type": "integer"}),
        Kind::Real | Kind::Degrees => json!({"type": "number"}),
        Kind::Texts => list(json!({"type": "string"})),
        Kind::Extent => json!({"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 4}),
        Kind::Record(columns) => record(columns.iter()),
        Kind::Records(columns) => list(record(columns.iter())),
    };
    if let Value::Object(fields) = &mut schema {
        fields.insert("description".into(), column.what.into());
        if !column.known {
            let kind = fields.get("type").cloned();
            fields.insert("type".into(), json!([kind, "null"]));
        }
    }
    schema
}

fn query() -> Value {
    text("The question in its one form.")
}

fn after() -> Value {
    maybe("What `after` is for the page that follows; null on the last.")
}

fn next() -> Value {
    maybe("The address of the page that follows; null on the last.")
}

fn problem() -> Value {
    let error = object(&[
        ("status", json!({"type": "integer", "minimum": 400, "maximum": 599})),
        ("code", text("A name for programs.")),
        ("what", text("What is wrong.")),
        ("do", text("What to do about it.")),
        ("parameter", maybe("The parameter that it is about.")),
    ]);
    object(&[("error", error)])
}

fn story() -> Value {
    let reasons = Rows::Events.columns().find(|column| column.name == "reasons").map_or(Value::Null, of);
    let day = json!({"type": ["string", "null"], "format": "date"});
    object(&[
        ("id", text("Stable as long as its leading event is.")),
        ("name", text("The leading event, in words.")),
        ("date", day.clone()),
        ("enddate", day),
        ("events", list(json!({"type": "string"}))),
        ("reasons", reasons),
    ])
}

fn document() -> Value {
    let span = |more: &[(&'static str, Value)]| {
        let fields = [("start", count("First code point.")), ("end", count("One past the last."))];
        object(&[&fields[..], more].concat())
    };
    let mut nearest = span(&[("class", text("The class.")), ("probability", json!({"type": "number"}))]);
    if let Value::Object(fields) = &mut nearest {
        fields.insert("type".into(), json!(["object", "null"]));
        fields.insert("description".into(), "What came nearest to an event.".into());
    }
    object(&[
        ("id", text("Its id.")),
        ("url", maybe("Address.")),
        ("title", maybe("Headline.")),
        ("publisher", maybe("Outlet.")),
        ("country", maybe("Where the outlet is at home, ISO 3166 alpha-3.")),
        ("date", json!({"type": ["string", "null"], "format": "date", "description": "Day of publication."})),
        ("lang", maybe("ISO 639-1.")),
        (
            "credits",
            list(span(&[("kind", text("wire, translation or the like.")), ("name", text("Who is credited."))])),
        ),
        ("text", text("The text, unchanged.")),
        ("sentences", list(span(&[("nearest", nearest)]))),
        ("words", count("Words in the sentences.")),
    ])
}

/// The fields of a participant in every answer.
fn acting() -> Vec<(&'static str, Value)> {
    vec![
        ("key", text("What it is known by: a Wikidata id, else code and name.")),
        ("name", text("Full name where it is known, else the words of the text.")),
        ("code", maybe("Country or international code.")),
        ("sector", maybe("Primary sector.")),
        ("wikidata", maybe("Wikidata id.")),
        ("events", count("Events that it takes part in.")),
        ("acts", count("Of these, those in which it acts.")),
        ("receives", count("Of these, those that are done to it.")),
    ]
}

fn participant() -> Value {
    object(&acting())
}

fn participant_told() -> Value {
    let day = || json!({"type": ["string", "null"], "format": "date"});
    let form = object(&[("name", text("As the text has it.")), ("events", count("Events in which it is so called."))]);
    let held = object(&[
        ("code", maybe("Country or international code.")),
        ("sector", maybe("Primary sector.")),
        ("office", maybe("Office.")),
        ("first_day", day()),
        ("last_day", day()),
        ("events", count("Events in which it is told so.")),
    ]);
    let more = [
        ("flagged", count("Events flagged as sport, fiction and the like, which stand in no other count.")),
        ("names", list(form)),
        ("roles", list(held)),
        ("acts_on", list(partner())),
        ("acted_on_by", list(partner())),
    ];
    object(&[acting(), more.to_vec()].concat())
}

fn partner() -> Value {
    object(&[node_fields(), vec![("mean_score", score())]].concat())
}

/// One of a network.
fn node() -> Value {
    object(&node_fields())
}

fn node_fields() -> Vec<(&'static str, Value)> {
    vec![
        ("key", text("What `actor` and `recipient` of a pair name.")),
        ("name", text("Name.")),
        ("code", maybe("Country or international code.")),
        ("sector", maybe("Primary sector.")),
        ("events", count("Events.")),
    ]
}

fn pair() -> Value {
    object(&[
        ("actor", text("Key of who acts.")),
        ("recipient", text("Key of whom it is done to.")),
        ("events", count("Events.")),
        ("mean_score", score()),
    ])
}

fn score() -> Value {
    json!({"type": "number", "minimum": -10, "maximum": 10, "description": "Mean PLOVER score."})
}

fn correction() -> Value {
    object(&[
        ("key", text("What takes it back.")),
        ("mention", text("Id of the mention.")),
        ("change", json!({"enum": ["set", "drop", "together", "apart", "accept"]})),
        ("field", maybe("With `set`, the field.")),
        ("value", maybe("With `set`, what it is now.")),
        ("other", maybe("With `together` and `apart`, the other mention.")),
        ("reason", text("Why.")),
        ("author", text("By whom.")),
    ])
}

fn corrected() -> Value {
    object(&[
        ("mentions", list(text("Id of a mention that it is about."))),
        ("changed", count("Corrections that are new, other than before, or taken back.")),
        ("waiting", list(text("One that fits nothing now, in words."))),
        ("event", maybe("The event that it stands in now; null when it was dropped.")),
    ])
}

fn placed() -> Value {
    let degrees = || json!({"type": ["number", "null"], "minimum": -180, "maximum": 180});
    let extent = json!({"type": ["array", "null"], "items": {"type": "number"}, "minItems": 4, "maxItems": 4});
    object(&[
        ("kind", json!({"enum": ["point", "country", "area"]})),
        ("name", text("Name in the gazetteer.")),
        ("country", maybe("ISO 3166 alpha-3 of the state it is or lies in.")),
        ("geonameid", json!({"type": ["integer", "null"], "description": "Id in GeoNames."})),
        ("lat", degrees()),
        ("lon", degrees()),
        ("extent", extent),
        ("events", count("Events in all.")),
        ("quads", counts("Events by quad.")),
    ])
}

/// Events of which nobody tells a place that is known.
fn unplaced() -> Value {
    object(&[("kind", json!({"const": "unknown"})), ("events", count("Events in all."))])
}

fn moment() -> Value {
    object(&[
        ("from", text("The first day of the stretch; empty for what has no day.")),
        ("classes", counts("Events by class.")),
        ("quads", counts("Events by quad.")),
        ("events", count("Events in all.")),
        ("mean_score", json!({"type": ["number", "null"], "minimum": -10, "maximum": 10})),
        ("documents", count("Documents published in it, whatever they tell.")),
    ])
}

fn covered() -> Value {
    object(&[
        (
            "of",
            text("The first day, the outlet, the code of the country or the language; empty for what is not known."),
        ),
        ("documents", count("Documents read.")),
    ])
}

fn facets() -> Value {
    object(&[
        ("events", count("Events that the filter finds.")),
        ("classes", counts("By class, as other classes would find.")),
        ("quads", counts("By quad.")),
        ("statuses", counts("By status.")),
        ("unflagged", count("Not flagged as sport, fiction and the like.")),
        ("flagged", count("Flagged.")),
        ("first_day", maybe("The first day of any event found.")),
        ("last_day", maybe("The last of their first days.")),
    ])
}

fn citation() -> Value {
    object(&[
        ("programs", list(json!({"type": "string"}))),
        ("linking", maybe("Version of the linking.")),
        ("changed", maybe("When the store was last changed.")),
        ("hash", text("Of what the store was made with and of.")),
        ("documents", count("Documents in the store.")),
        ("events", count("Events in the store.")),
    ])
}
