//! The description of the API against the running server: every address, parameter, answer and refusal that it names is asked for.
//! What is added to the description is taken up here by itself.

#![allow(missing_docs, clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::collections::BTreeSet;

use common::{Answer, Running, encoded, shared, store};
use serde_json::{Map, Value, json};
use whodid_serve::Settings;

fn description() -> Value {
    shared().get("/api/v1/openapi.json").json()
}

/// An operation that only reads, on an address whose parts in braces are filled with ids that there are.
struct Operation {
    path: String,
    target: String,
    told: Value,
}

fn operations(described: &Value) -> Vec<Operation> {
    let paths = described["paths"].as_object().unwrap();
    let reads = paths.iter().filter(|(_, told)| told.get("get").is_some());
    reads
        .map(|(path, told)| Operation { path: path.clone(), target: filled(path, paths), told: told["get"].clone() })
        .collect()
}

/// A path with an id in each brace: one of the list that stands at the path before it, or of a document.
fn filled(path: &str, paths: &Map<String, Value>) -> String {
    let Some((list, rest)) = path.split_once("/{") else { return path.to_string() };
    let (name, rest) = rest.split_once('}').unwrap();
    let id = if paths.contains_key(list) {
        let answer = shared().get(list).json();
        let records = answer.as_object().unwrap().values().find_map(Value::as_array).cloned().unwrap_or_default();
        let of = |record: &Value| {
            record.get(name).or(record.get("id")).or(record.get("key")).and_then(Value::as_str).map(str::to_string)
        };
        records.iter().find_map(of).unwrap_or_else(|| panic!("{list} names no {name}"))
    } else {
        let events = shared().get("/api/v1/events?limit=1").json();
        events["events"][0]["documents"][0].as_str().unwrap().to_string()
    };
    filled(&format!("{list}/{}{rest}", encoded(&id)), paths)
}

fn parameters(told: &Value) -> Vec<Value> {
    let all = told["parameters"].as_array().cloned().unwrap_or_default();
    all.into_iter().filter(|one| one["in"] == "query").collect()
}

/// Values that a parameter may have by its description: its example, and each of a short list.
fn values(one: &Value) -> Vec<String> {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_string);
    let example = match &one["example"] {
        Value::Array(list) => list.iter().map(text).collect(),
        Value::Null => Vec::new(),
        other => vec![text(other)],
    };
    let known = one["schema"]["enum"].as_array().or(one["schema"]["items"]["enum"].as_array());
    example.into_iter().chain(known.into_iter().flatten().map(text)).collect()
}

/// A value that it cannot have by its description, where it says what it can.
fn wrong(one: &Value) -> Option<String> {
    let schema = if one["schema"]["items"].is_object() { &one["schema"]["items"] } else { &one["schema"] };
    let of_numbers = ["integer", "number"].iter().any(|kind| schema["type"] == *kind);
    let is_listed = schema.get("enum").is_some() || schema.get("pattern").is_some();
    if of_numbers || is_listed || schema["format"] == "date" || one["schema"].get("anyOf").is_some() {
        return Some(if one["name"] == "text" { "-" } else { "no-such" }.into());
    }
    let longest = usize::try_from(schema["maxLength"].as_u64()?).unwrap();
    Some("a".repeat(longest + 1))
}

fn with(target: &str, name: &str, value: &str) -> String {
    let query = form_urlencoded::Serializer::new(String::new()).append_pair(name, value).finish();
    format!("{target}?{query}")
}

/// What a schema of the description says against a value.
fn faults(described: &Value, schema: &Value, value: &Value) -> Vec<String> {
    let whole = json!({"allOf": [schema], "components": described["components"]});
    let validator = jsonschema::options().should_validate_formats(true).build(&whole).unwrap();
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// Whether an answer is one of those that the operation has by its description.
fn check(described: &Value, operation: &Operation, target: &str, answer: &Answer) {
    let status = answer.status.to_string();
    let told = &operation.told["responses"][&status];
    assert!(told.is_object(), "{target}: {status} is not described: {}", answer.body);
    for (name, header) in told["headers"].as_object().into_iter().flatten() {
        assert!(header["required"] != true || !answer.header(&name.to_lowercase()).is_empty(), "{target}: {name}");
    }
    let Some(content) = told["content"].as_object() else {
        assert!(answer.bytes.is_empty(), "{target}");
        return;
    };
    let kind = answer.header("content-type").split(';').next().unwrap();
    let media = content.get(kind).unwrap_or_else(|| panic!("{target}: {kind} is not described"));
    match kind {
        "application/x-ndjson" => {
            assert!(answer.body.lines().all(|line| serde_json::from_str::<Value>(line).is_ok()), "{target}")
        }
        // The reader refuses rows that are longer or shorter than the first.
        "text/csv" => csv::Reader::from_reader(&answer.bytes[..]).records().for_each(|row| drop(row.unwrap())),
        _ if kind.ends_with("json") => {
            let faults = faults(described, &media["schema"], &answer.json());
            assert!(faults.is_empty(), "{target}: {faults:#?}");
        }
        _ => assert!(!answer.bytes.is_empty(), "{target}"),
    }
}

#[test]
fn every_answer_is_as_it_is_described() {
    let described = description();
    let operations = operations(&described);
    assert!(operations.len() >= 9);
    for operation in &operations {
        let mut targets = vec![operation.target.clone()];
        for one in parameters(&operation.told) {
            let name = one["name"].as_str().unwrap();
            targets.extend(values(&one).iter().map(|value| with(&operation.target, name, value)));
        }
        for target in targets {
            let answer = shared().get(&target);
            // A place in a list is of one order and of events or stories: the example is of another address, here and there.
            let fits = answer.status == 200 || target.contains("after=") && answer.status == 400;
            assert!(fits, "{target}: {} {}", answer.status, answer.body);
            check(&described, operation, &target, &answer);
        }
        let tag = shared().get(&operation.target).header("etag").to_string();
        let same = shared().get_with(&operation.target, &[("If-None-Match", &tag)]);
        assert_eq!(same.status, 304, "{}", operation.path);
        check(&described, operation, &operation.target, &same);
    }
}

#[test]
fn every_refusal_is_as_it_is_described() {
    let described = description();
    let mut settings = Settings::new(store());
    settings.token = Some("a-token-that-nobody-has".into());
    let locked = Running::start(&settings);
    for operation in &operations(&described) {
        let target = &operation.target;
        let refused = |target: &str, answer: &Answer, status: u16| {
            assert_eq!(answer.status, status, "{target}: {}", answer.body);
            check(&described, operation, target, answer);
        };
        for one in parameters(&operation.told) {
            let Some(value) = wrong(&one) else { continue };
            let target = with(target, one["name"].as_str().unwrap(), &value);
            let answer = shared().get(&target);
            refused(&target, &answer, 400);
            assert_eq!(answer.json()["error"]["parameter"], one["name"], "{target}");
        }
        let unknown = with(target, "no_such", "1");
        refused(&unknown, &shared().get(&unknown), 400);
        if operation.path.ends_with('}') {
            let (list, _) = target.rsplit_once('/').unwrap();
            let nobody = format!("{list}/nobody%2Fnowhere");
            refused(&nobody, &shared().get(&nobody), 404);
        }
        refused(target, &shared().ask("GET", target, &[("Host", "elsewhere.example")]), 421);
        refused(target, &locked.get(target), 401);
        let large = [("Host", "localhost"), ("Content-Length", "10000000")];
        refused(target, &shared().ask("GET", target, &large), 413);
        let described_methods = described["paths"][&operation.path].as_object().unwrap();
        for method in ["POST", "PUT", "DELETE", "PATCH"] {
            if described_methods.contains_key(&method.to_lowercase()) {
                continue;
            }
            let answer = shared().ask(method, target, &[("Host", "localhost")]);
            assert_eq!(answer.status, 405, "{method} {target}");
            let allowed: BTreeSet<String> =
                answer.header("allow").to_lowercase().split(", ").map(str::to_string).collect();
            let both = described_methods.keys().cloned().chain(["head".to_string()]).collect();
            assert_eq!(allowed, both, "{method} {target}");
            let faults = faults(&described, &json!({"$ref": "#/components/schemas/Problem"}), &answer.json());
            assert!(faults.is_empty(), "{method} {target}: {faults:#?}");
        }
    }
}

#[test]
fn every_address_that_the_server_knows_is_described() {
    let source = include_str!("../src/routes/mod.rs");
    let known: BTreeSet<String> = source
        .lines()
        .filter_map(|line| line.trim().strip_prefix("[\"api\", \"v1\", ")?.split_once(']'))
        .map(|(parts, _)| {
            let part = |part: &str| part.strip_prefix('"').map_or("{}".into(), |name| name.replace('"', ""));
            format!("/api/v1/{}", parts.split(", ").map(part).collect::<Vec<_>>().join("/"))
        })
        .collect();
    let braces = |path: &String| {
        let part = |part: &str| if part.starts_with('{') { "{}".to_string() } else { part.to_string() };
        path.split('/').map(part).collect::<Vec<_>>().join("/")
    };
    let described: BTreeSet<String> = description()["paths"].as_object().unwrap().keys().map(braces).collect();
    assert_eq!(known, described);
    assert!(known.len() >= 9);
}

#[test]
fn every_schema_that_is_named_is_there_and_is_one() {
    fn named(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(fields) => fields.iter().for_each(|(name, value)| match (name.as_str(), value) {
                ("$ref", Value::String(to)) => drop(found.insert(to.clone())),
                _ => named(value, found),
            }),
            Value::Array(list) => list.iter().for_each(|value| named(value, found)),
            _ => {}
        }
    }
    let described = description();
    let mut found = BTreeSet::new();
    named(&described, &mut found);
    let there: BTreeSet<String> = described["components"]["schemas"]
        .as_object()
        .unwrap()
        .keys()
        .map(|name| format!("#/components/schemas/{name}"))
        .collect();
    assert_eq!(found, there);
    for schema in described["components"]["schemas"].as_object().unwrap().values() {
        assert!(jsonschema::meta::is_valid(schema), "{schema}");
    }
}
