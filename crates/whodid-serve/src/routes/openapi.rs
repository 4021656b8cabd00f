//! The description of the API, made of the same parameters that it is read by.

use serde_json::{Map, Value, json};
use whodid_store::Step;

use super::flow::PARQUET;
use super::{Route, find, schemas};
use crate::queries::{Act, Format, Group, PARAMETERS, Parameter, names};

/// Addresses of the API: path, what it brings, what an id in it names.
pub(super) const PATHS: [(&str, &str, &str); 13] = [
    ("/api/v1/events", "Events, a page at a time; as JSON lines, CSV, GeoJSON or Parquet all that are found.", ""),
    ("/api/v1/events/{id}", "An event with every report of it.", "event"),
    ("/api/v1/stories", "Stories that have an event which the filter finds, the latest or the largest first.", ""),
    ("/api/v1/stories/{id}", "A story.", "story"),
    ("/api/v1/participants", "Who takes part in the events that the filter finds, the busiest first.", ""),
    (
        "/api/v1/participants/{id}",
        "A participant with its names, its roles by date, and on whom it acts and who acts on it.",
        "participant",
    ),
    (
        "/api/v1/pairs",
        "Who acts on whom among the busiest countries or participants of the events that the filter finds: events and mean scores.",
        "",
    ),
    (
        "/api/v1/documents/{id}",
        "A document with everything coded in it, and what came nearest to an event in each sentence.",
        "document",
    ),
    ("/api/v1/timeline", "Events over time by class and quad, with their mean score, beside the documents read.", ""),
    (
        "/api/v1/places",
        "Where the events are that the filter finds, by point, country and other area, the most first; those of unknown place last.",
        "",
    ),
    ("/api/v1/coverage", "Documents read, by time, outlet, country or language.", ""),
    (
        "/api/v1/corrections",
        "Every correction, each with the key that takes it back, and the token that makes more.",
        "",
    ),
    ("/api/v1/openapi.json", "This description.", ""),
];

/// The description, in the form of OpenAPI 3.1.
pub(super) fn description() -> Value {
    let paths: Map<String, Value> =
        PATHS.iter().map(|(path, what, id)| (path.to_string(), operation(path, what, id))).collect();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "whodid",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": "Who did what to whom, when, where, and according to whom",
            "description": "Events of a store of whodid. What is unknown is null or an empty list. Answers carry an ETag of the \
                            store's state. A parameter without a value is left out. Pages begin behind a cursor and stay stable while data arrive.",
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
        },
        "paths": paths,
        "components": {
            "schemas": schemas::all(),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{}, {"token": []}],
    })
}

fn operation(path: &str, what: &str, id: &str) -> Value {
    let route = find(&path.replace("{id}", "x")).unwrap_or(Route::OpenApi);
    let taken = PARAMETERS.iter().filter(|one| route.takes().contains(&one.group));
    let mut parameters: Vec<Value> = taken.map(|one| parameter(one, &route)).collect();
    if !id.is_empty() {
        parameters.push(json!({
            "name": "id",
            "in": "path",
            "required": true,
            "description": format!("Id of the {id}; `/` and `#` in it are written %2F and %23."),
            "schema": {"type": "string", "minLength": 1},
        }));
    }
    let name = path.trim_start_matches("/api/v1/").replace(['/', '.'], "_").replace("{id}", "one");
    parameters.push(json!({
        "name": "If-None-Match",
        "in": "header",
        "required": false,
        "description": "The ETag of an answer that is there already: when nothing has changed, the answer is 304 and empty.",
        "schema": {"type": "string"},
    }));
    let tag = json!({"ETag": {
        "description": "The state of the store that the answer was read from.",
        "required": true,
        "schema": {"type": "string", "minLength": 3},
    }});
    let mut responses = Map::new();
    responses.insert("200".into(), json!({"description": what, "headers": tag, "content": content(path, &route)}));
    let same = "The store is as it was for this If-None-Match.";
    responses.insert("304".into(), json!({"description": same, "headers": tag}));
    let mut refused = vec![
        ("400", "A parameter cannot be as it is."),
        ("401", "A token is asked for."),
        ("413", "The request carries a body that nothing takes."),
        ("421", "The request names a host that the server does not go by."),
        ("500", "The store cannot be read."),
        ("503", "The store is too busy, or the question too large."),
    ];
    if !id.is_empty() {
        refused.push(("404", "The store has no such record."));
    }
    responses.extend(refused.into_iter().map(|(status, why)| (status.to_string(), refusal(why))));
    responses.insert("431".into(), too_long());
    let mut told =
        json!({"get": {"operationId": name, "summary": what, "parameters": parameters, "responses": responses}});
    if route == Route::ApiCorrections {
        told["post"] = correcting();
    }
    told
}

/// An answer that says what is wrong.
fn refusal(why: &str) -> Value {
    json!({"description": why, "content": {"application/json": {"schema": schemas::named("Problem")}}})
}

/// The answer to what is too long to be read.
fn too_long() -> Value {
    json!({"description": "The address and headers are longer than 32 KiB together."})
}

/// How a program corrects.
fn correcting() -> Value {
    let other = refusal;
    let text = |what: &str| json!({"type": "string", "maxLength": 500, "description": what});
    let acts: Vec<&str> = Act::ALL.iter().map(|(_, name)| *name).collect();
    json!({
        "operationId": "correct",
        "summary": "Makes a correction, or takes some back. All of it is made or nothing.",
        "description": "The server's token as a bearer is enough; without one `X-Whodid-Token` carries the `token` of GET.",
        "parameters": [{
            "name": "X-Whodid-Token",
            "in": "header",
            "required": false,
            "description": "The `token` of GET; needed where no bearer is sent.",
            "schema": {"type": "string"},
        }],
        "requestBody": {"required": true, "content": {"application/x-www-form-urlencoded": {"schema": {
            "type": "object",
            "required": ["do"],
            "properties": {
                "do": {"type": "string", "enum": acts, "description": "What is done."},
                "about": text("Id of an event, for all its mentions, or of a mention; for all but `undo`."),
                "set": {
                    "type": "array",
                    "items": {"type": "string", "maxLength": 500},
                    "description": format!("With `correct`, FIELD=VALUE; `none` takes a value away. Fields: {}.", whodid_store::FIELDS),
                },
                "other": text("With `merge`, the event or mention that it is one with."),
                "split": text("With `split`, the mention that is none of the event."),
                "undo": {"type": "array", "items": {"type": "string"}, "description": "With `undo`, keys of corrections."},
                "reason": {"type": "string", "maxLength": 2000, "description": "Why; for all but `undo` and `accept`."},
                "author": text("By whom; for all but `undo`."),
            },
        }, "encoding": {"set": {"style": "form", "explode": true}, "undo": {"style": "form", "explode": true}}}}},
        "responses": {
            "200": {"description": "It was made.", "content": {"application/json": {"schema": schemas::named("Corrected")}}},
            "400": other("What was sent cannot be read."),
            "401": other("A token is asked for."),
            "403": other("No token of this server was sent, another site sent it, or the server is only for reading."),
            "408": other("What was sent did not come to its end in time."),
            "409": other("The store was linked by another version of whodid."),
            "413": other("More was sent than any correction holds."),
            "415": other("It was sent in another form."),
            "421": other("The request names a host that the server does not go by."),
            "422": other("It cannot be corrected so."),
            "431": too_long(),
            "500": other("The store cannot be written."),
            "503": other("Another program is writing the store."),
        },
    })
}

/// What an address brings, by media type.
fn content(path: &str, route: &Route) -> Value {
    let mut content = Map::new();
    content.insert("application/json".into(), json!({"schema": schemas::answer(path)}));
    if route.takes().contains(&Group::Format) {
        for form in route.forms() {
            let (kind, schema) = match form {
                Format::Json => continue,
                Format::Lines => ("application/x-ndjson", json!({"type": "string"})),
                Format::Csv => ("text/csv", json!({"type": "string"})),
                Format::Geojson => ("application/geo+json", schemas::features()),
                Format::Parquet => (PARQUET, json!({"type": "string", "contentMediaType": PARQUET})),
            };
            content.insert(kind.into(), json!({"schema": schema}));
        }
    }
    Value::Object(content)
}

fn parameter(one: &Parameter, route: &Route) -> Value {
    let known: Vec<&str> = match one.name {
        "format" => route.forms().iter().map(|form| form.name()).collect(),
        "sort" if *route == Route::ApiStories => vec!["latest", "mentions"],
        // Time alone is told by classes.
        "by" if *route == Route::ApiTimeline => Step::ALL.iter().map(|(_, name)| *name).collect(),
        name => names(name),
    };
    let single = match one.name {
        "min_origins" => json!({"type": "integer", "minimum": 0, "maximum": u32::MAX}),
        "min_confidence" => json!({"type": "number", "minimum": 0, "maximum": 1}),
        "limit" => json!({"type": "integer", "minimum": 1, "maximum": 1000}),
        "most" => json!({"type": "integer", "minimum": 2, "maximum": 40}),
        "from" | "to" => json!({"type": "string", "format": "date"}),
        "text" => json!({"type": "string", "maxLength": 500, "pattern": "[\\p{L}\\p{N}]"}),
        "between" => json!({"type": "string", "pattern": "^\\s*[A-Za-z]{3}\\s*,\\s*[A-Za-z]{3}\\s*$"}),
        "within" => json!({"type": "string", "pattern": "^-?[0-9.]+,-?[0-9.]+,-?[0-9.]+,-?[0-9.]+$"}),
        _ if !known.is_empty() => json!({"type": "string", "enum": known}),
        _ => json!({"type": "string", "maxLength": 500}),
    };
    let mut schema = if one.many { json!({"type": "array", "items": single, "maxItems": 50}) } else { single };
    if one.name == "scope" {
        // `any` and `none` stand alone.
        let items = |names: &[&str]| json!({"items": {"type": "string", "enum": names}});
        schema = json!({"type": "array", "maxItems": 50, "anyOf": [items(&known), items(&["any"]), items(&["none"])]});
    }
    let example = if one.many { json!([one.example]) } else { json!(one.example) };
    let example = match one.name {
        "min_origins" | "limit" | "most" => one.example.parse::<u64>().map_or(example, Value::from),
        "min_confidence" => one.example.parse::<f64>().map_or(example, Value::from),
        _ => example,
    };
    json!({
        "name": one.name,
        "in": "query",
        "required": false,
        "description": one.what,
        "explode": true,
        "schema": schema,
        "example": example,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::queries::Ask;

    #[test]
    fn every_address_described_is_one_and_every_example_is_taken() {
        for (path, _, _) in PATHS {
            let route = find(&path.replace("{id}", "x")).unwrap();
            for one in PARAMETERS.iter().filter(|one| route.takes().contains(&one.group)) {
                let query = form_urlencoded::Serializer::new(String::new()).append_pair(one.name, one.example).finish();
                let all: Vec<Group> = route.takes().to_vec();
                let ask = Ask::read(&query, &all).unwrap_or_else(|problem| panic!("{query}: {problem:?}"));
                assert_eq!(Ask::read(&ask.query(), &all).unwrap(), ask);
            }
        }
    }
}
