//! The description of the API, made of the same parameters that it is read by.

use serde_json::{Map, Value, json};

use super::{Route, find};
use crate::queries::{Act, PARAMETERS, Parameter, names};

/// Addresses of the API: path, what it brings, what an id in it names.
pub(super) const PATHS: [(&str, &str, &str); 13] = [
    ("/api/v1/events", "Events, a page at a time; as JSON lines, CSV or GeoJSON all that are found.", ""),
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
                            store's state. Pages begin behind a cursor and stay stable while data arrive.",
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
        },
        "paths": paths,
        "components": {
            "schemas": {
                "Problem": {
                    "type": "object",
                    "required": ["error"],
                    "properties": {"error": {
                        "type": "object",
                        "required": ["status", "code", "what", "do", "parameter"],
                        "properties": {
                            "status": {"type": "integer"},
                            "code": {"type": "string", "description": "A name for programs."},
                            "what": {"type": "string", "description": "What is wrong."},
                            "do": {"type": "string", "description": "What to do about it."},
                            "parameter": {"type": ["string", "null"], "description": "The parameter that it is about."},
                        },
                    }},
                },
            },
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{}, {"token": []}],
    })
}

fn operation(path: &str, what: &str, id: &str) -> Value {
    let route = find(&path.replace("{id}", "x")).unwrap_or(Route::OpenApi);
    let taken = PARAMETERS.iter().filter(|one| route.takes().contains(&one.group));
    let mut parameters: Vec<Value> = taken.map(parameter).collect();
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
    let other = |what: &str| json!({"description": what, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}});
    let mut content = Map::new();
    let object = json!({"type": "object"});
    content.insert("application/json".into(), json!({"schema": object}));
    if route.takes().contains(&crate::queries::Group::Format) {
        content.insert("application/x-ndjson".into(), json!({"schema": {"type": "string"}}));
        content.insert("text/csv".into(), json!({"schema": {"type": "string"}}));
        if route == Route::ApiEvents {
            content.insert("application/geo+json".into(), json!({"schema": object}));
        }
    }
    let mut told = json!({"get": {
        "operationId": name,
        "summary": what,
        "parameters": parameters,
        "responses": {
            "200": {"description": what, "content": content},
            "304": {"description": "The store is as it was for this If-None-Match."},
            "400": other("A parameter cannot be as it is."),
            "401": other("A token is asked for."),
            "404": other("The store has no such record."),
            "421": other("The request names a host that the server does not go by."),
            "503": other("The store is too busy, or the question too large."),
        },
    }});
    if route == Route::ApiCorrections {
        told["post"] = correcting(other);
    }
    told
}

/// How a program corrects.
fn correcting(other: impl Fn(&str) -> Value) -> Value {
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
            "200": {"description": "It was made.", "content": {"application/json": {"schema": {
                "type": "object",
                "required": ["mentions", "changed", "waiting", "event"],
                "properties": {
                    "mentions": {"type": "array", "items": {"type": "string"}, "description": "What it is about."},
                    "changed": {"type": "integer", "description": "Corrections that are new, other than before, or taken back."},
                    "waiting": {"type": "array", "items": {"type": "string"}, "description": "Those that fit nothing now, in words."},
                    "event": {"type": ["string", "null"], "description": "The event that it stands in now; null when it was dropped."},
                },
            }}}},
            "400": other("What was sent cannot be read."),
            "401": other("A token is asked for."),
            "403": other("No token of this server was sent, another site sent it, or the server is only for reading."),
            "408": other("What was sent did not come to its end in time."),
            "409": other("The store was linked by another version of whodid."),
            "413": other("More was sent than any correction holds."),
            "415": other("It was sent in another form."),
            "421": other("The request names a host that the server does not go by."),
            "422": other("It cannot be corrected so."),
            "503": other("Another program is writing the store."),
        },
    })
}

fn parameter(one: &Parameter) -> Value {
    let known = match one.name {
        // These take lists, and names besides.
        "scope" => Vec::new(),
        name => names(name),
    };
    let single = match one.name {
        "min_origins" => json!({"type": "integer", "minimum": 0, "maximum": u32::MAX}),
        "min_confidence" => json!({"type": "number", "minimum": 0, "maximum": 1}),
        "limit" => json!({"type": "integer", "minimum": 1, "maximum": 1000}),
        "most" => json!({"type": "integer", "minimum": 2, "maximum": 40}),
        "from" | "to" => json!({"type": "string", "format": "date"}),
        _ if !known.is_empty() => json!({"type": "string", "enum": known}),
        _ => json!({"type": "string", "maxLength": 500}),
    };
    let schema = if one.many { json!({"type": "array", "items": single, "maxItems": 50}) } else { single };
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
    use crate::queries::{Ask, Group};

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
