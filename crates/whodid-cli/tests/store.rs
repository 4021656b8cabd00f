//! A store as a person fills, asks and corrects it.

#![allow(missing_docs, clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_whodid"));
    command.args(arguments).stdin(Stdio::null());
    command
}

fn whodid(arguments: &[&str]) -> Output {
    command(arguments).output().unwrap()
}

/// What it wrote, when all went well.
fn done(arguments: &[&str]) -> String {
    let run = whodid(arguments);
    assert!(run.status.success(), "{arguments:?}: {}", said(&run.stderr));
    said(&run.stdout)
}

/// What it said, when it could not run.
fn refused(arguments: &[&str]) -> String {
    let run = whodid(arguments);
    assert_eq!(run.status.code(), Some(2), "{arguments:?}: {}", said(&run.stderr));
    let words = said(&run.stderr);
    assert_eq!(words.trim().lines().count(), 1, "{words}");
    words
}

fn said(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn records(lines: &str) -> Vec<Value> {
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// A folder of this test's own, empty at its start.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("cli-store-{name}"));
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).unwrap();
    path
}

fn example(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name);
    path.display().to_string()
}

/// Every row of a store, but the time of day.
fn rows(store: &Path) -> String {
    let out = store.with_extension("rows");
    done(&["export", "--store", store.to_str().unwrap(), "--format", "rows", "-o", out.to_str().unwrap()]);
    std::fs::read_to_string(out).unwrap()
}

const REPORTS: &str = r#"{"id": "lagos", "date": "2024-05-31", "publisher": "Lagos Gazette", "text": "Police arrested three opposition activists in Lagos on Thursday."}
{"id": "doha", "date": "2024-05-31", "text": "The presidents of Iran and Tajikistan held talks in Doha on Wednesday."}
{"id": "quiet", "date": "2024-05-31", "text": "The museum is open on Sundays."}
"#;

fn filled(name: &str) -> (PathBuf, String, String) {
    let folder = folder(name);
    let input = folder.join("reports.jsonl");
    std::fs::write(&input, REPORTS).unwrap();
    let (input, store) = (input.display().to_string(), folder.join("a.db").display().to_string());
    done(&["run", "-q", &input, "--store", &store]);
    (folder, input, store)
}

#[test]
fn again_on_the_same_input_nothing_changes() {
    let (folder, input, store) = filled("again");
    let before = std::fs::read(&store).unwrap();
    let again = whodid(&["run", &input, "--store", &store]);
    assert_eq!(again.status.code(), Some(0));
    assert_eq!(said(&again.stderr).lines().count(), 1);
    assert!(said(&again.stderr).contains("nothing changed in"), "{}", said(&again.stderr));
    assert!(std::fs::read(&store).unwrap() == before, "not a byte");
    let all = rows(Path::new(&store));
    done(&["run", "-q", "--recode", "--relink", &input, "--store", &store]);
    assert!(rows(Path::new(&store)) == all, "coded again, it is the same");

    // Another text under the same id takes the place of the first.
    std::fs::write(&input, REPORTS.replace("three opposition activists", "the mayor")).unwrap();
    let run = whodid(&["run", &input, "--store", &store]);
    assert!(said(&run.stderr).contains("0 documents new, 1 replaced, 2 as they were"), "{}", said(&run.stderr));
    let mentions = records(&done(&["query", "--store", &store, "--mentions", "--document", "lagos"]));
    assert_eq!(mentions[0]["recipient"][0]["entity_text"], "the mayor");
    let other = folder.join("other.db").display().to_string();
    done(&["run", "-q", &input, "--store", &other]);
    assert_eq!(done(&["diff", "--exit-code", &store, &other]), "");
}

#[test]
fn other_facts_are_another_coding() {
    let (folder, input, store) = filled("facts");
    let facts = folder.join("facts");
    std::fs::create_dir(&facts).unwrap();
    let table = include_str!("../../../facts/groups-hand.tsv").lines().take(2).collect::<Vec<_>>().join("\n");
    std::fs::write(facts.join("mine.tsv"), table + "\n").unwrap();
    let run = whodid(&["run", &input, "--store", &store, "--facts", facts.to_str().unwrap()]);
    assert!(said(&run.stderr).contains("3 replaced"), "{}", said(&run.stderr));
}

#[test]
fn the_order_of_inputs_leaves_no_trace() {
    let folder = folder("order");
    let names =
        ["02-two-presidencies-one-call.txt", "09-wire-briefs.jsonl", "05-sanctions-announcement.txt"].map(example);
    let (one, two) = (folder.join("one.db"), folder.join("two.db"));
    done(&["run", "-q", &names[0], &names[1], &names[2], "--store", one.to_str().unwrap()]);
    for name in names.iter().rev() {
        done(&["run", "-q", "--batch", "1", "--jobs", "2", name, "--store", two.to_str().unwrap()]);
    }
    assert!(rows(&one) == rows(&two));
}

#[test]
fn retellings_in_any_order_are_the_same_events() {
    let folder = folder("retold");
    let mut files = Vec::new();
    for name in ["01", "02"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../accuracy/retold/{name}.jsonl"));
        for (at, line) in std::fs::read_to_string(path).unwrap().lines().enumerate() {
            let file = folder.join(format!("{name}-{at}.jsonl"));
            std::fs::write(&file, line).unwrap();
            files.push(file.display().to_string());
        }
    }
    let (whole, parts) = (folder.join("whole.db"), folder.join("parts.db"));
    let run = |store: &Path, files: &[String]| {
        let mut arguments = vec!["run", "-q", "--store", store.to_str().unwrap()];
        arguments.extend(files.iter().map(String::as_str));
        done(&arguments);
    };
    run(&whole, &files);
    // Every seventh first, and so on: the two articles and what retells them by turns.
    let order: Vec<String> = (0..7).flat_map(|start| files.iter().skip(start).step_by(7).cloned()).rev().collect();
    for some in order.chunks(3) {
        run(&parts, some);
    }
    assert!(rows(&whole) == rows(&parts));
    let told = |least: &str| done(&["query", "--store", whole.to_str().unwrap(), "--min-origins", least, "--count"]);
    assert_ne!(told("5").trim(), "0", "no event is told by five");
    let mut linked = vec!["link", "--format", "jsonl"];
    linked.extend(files.iter().map(String::as_str));
    assert!(
        done(&linked) == done(&["query", "--store", whole.to_str().unwrap(), "--scope", "any", "--format", "jsonl"])
    );
}

/// Kills a run at moments that a seed decides, then runs to the end. `WHODID_KILLS=50` makes it the long form.
#[test]
fn killed_at_any_moment_the_end_is_the_same() {
    let kills: usize = std::env::var("WHODID_KILLS").ok().and_then(|number| number.parse().ok()).unwrap_or(8);
    let folder = folder("kills");
    let inputs = [
        "01-militia-leader-received.txt",
        "02-two-presidencies-one-call.txt",
        "06-border-clash.txt",
        "09-wire-briefs.jsonl",
    ]
    .map(example);
    let (whole, store) = (folder.join("whole.db"), folder.join("killed.db"));
    let run = |store: &Path| {
        let mut arguments = vec!["run", "-q", "--batch", "1", "--jobs", "1", "--store", store.to_str().unwrap()];
        arguments.extend(inputs.iter().map(String::as_str));
        command(&arguments)
    };
    let started = Instant::now();
    assert!(run(&whole).status().unwrap().success());
    let length = started.elapsed();
    let all = rows(&whole);
    let mut seed: u64 = 2024;
    let (mut killed, mut finished) = (0, 0);
    while killed < kills {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mut child = run(&store).spawn().unwrap();
        std::thread::sleep(length.mul_f64((seed >> 40) as f64 / (1u64 << 24) as f64));
        if let Some(ended) = child.try_wait().unwrap() {
            // It was through before its time: what it left must be whole, and the next begins anew.
            assert!(ended.success());
            assert!(rows(&store) == all);
            std::fs::remove_file(&store).unwrap();
            finished += 1;
            assert!(finished <= 10 * kills, "runs end before they can be killed");
            continue;
        }
        child.kill().unwrap();
        child.wait().unwrap();
        killed += 1;
    }
    assert!(run(&store).status().unwrap().success());
    assert!(rows(&store) == all, "after {killed} kills and {finished} runs that came to their end");
    println!("{killed} kills, {finished} runs that came to their end in between");
}

#[test]
fn what_cannot_be_read_is_named_and_forgotten_when_it_can() {
    let folder = folder("failures");
    std::fs::write(folder.join("1.txt"), "The president of Ghana met Togo's foreign minister in Accra.").unwrap();
    std::fs::write(folder.join("2.txt"), "").unwrap();
    let store = folder.with_extension("db");
    let _ = std::fs::remove_file(&store);
    let (store, input) = (store.to_str().unwrap(), folder.to_str().unwrap());
    let run = whodid(&["run", input, "--store", store]);
    assert_eq!(run.status.code(), Some(1));
    assert!(said(&run.stderr).contains("2.txt: it is empty"), "{}", said(&run.stderr));
    let manifest = |name: &str| -> Value {
        let out = Path::new(store).with_extension(format!("{name}.jsonl"));
        done(&["export", "--store", store, "-o", out.to_str().unwrap()]);
        serde_json::from_str(&std::fs::read_to_string(format!("{}.manifest.json", out.display())).unwrap()).unwrap()
    };
    let first = manifest("first");
    assert_eq!(first["store"]["failures"][0]["reason"], "it is empty");
    assert_eq!(first["store"]["counts"]["documents"], 1);
    assert!(first["store"]["counts"]["events"].as_u64().unwrap() >= 1);
    std::fs::write(folder.join("2.txt"), "The president of Togo met Ghana's foreign minister in Lome.").unwrap();
    done(&["run", "-q", input, "--store", store]);
    let second = manifest("second");
    assert_eq!(second["store"]["failures"], serde_json::json!([]));
    assert_eq!(second["store"]["counts"]["documents"], 2);
    assert_eq!(second["sha256"].as_str().unwrap().len(), 64);
    assert!(second["store"]["coders"][0]["description"]["model"]["hashes"]["encoder"].is_string());
}

#[test]
fn two_documents_of_one_id_are_told() {
    let folder = folder("same-id");
    let input = folder.join("reports.jsonl");
    let double = format!("{REPORTS}{}", REPORTS.replace("in Lagos", "in Abuja"));
    std::fs::write(&input, double).unwrap();
    let store = folder.join("a.db");
    let run = whodid(&["run", input.to_str().unwrap(), "--store", store.to_str().unwrap()]);
    assert_eq!(run.status.code(), Some(1));
    assert!(said(&run.stderr).contains("another document of this run has its id, `lagos`"), "{}", said(&run.stderr));
    assert!(
        said(&run.stderr).contains("3 documents new, 0 replaced, 2 as they were, 1 failed"),
        "{}",
        said(&run.stderr)
    );
}

#[test]
fn the_second_writer_says_who_is_first() {
    let folder = folder("writers");
    let store = folder.join("a.db").display().to_string();
    let mut first = command(&["run", "-q", "-", "--store", &store]).stdin(Stdio::piped()).spawn().unwrap();
    let lock = format!("{store}.lock");
    let started = Instant::now();
    while !std::fs::read_to_string(&lock).is_ok_and(|told| told.contains("whodid run")) {
        assert!(started.elapsed() < Duration::from_secs(60), "the first never held the store");
        std::thread::sleep(Duration::from_millis(20));
    }
    let words = refused(&["correct", "--store", &store, "x", "--undo", "--wait", "0.1"]);
    assert!(words.contains(&format!("process {}, `whodid run` is writing it", first.id())), "{words}");
    let input = folder.join("reports.jsonl");
    std::fs::write(&input, REPORTS).unwrap();
    let second = command(&["run", "-q", input.to_str().unwrap(), "--store", &store]).spawn().unwrap();
    let mut stdin = first.stdin.take().unwrap();
    stdin
        .write_all(b"{\"id\": \"accra\", \"text\": \"The president of Ghana met Togo's foreign minister in Accra.\"}\n")
        .unwrap();
    drop(stdin);
    assert!(first.wait().unwrap().success());
    assert!(second.wait_with_output().unwrap().status.success(), "the second waited for its turn");
    assert_eq!(done(&["query", "--store", &store, "--mentions", "--count"]).trim(), "3");
    assert!(!Path::new(&lock).exists());
}

#[test]
fn events_are_found_by_what_is_known_of_them() {
    let (folder, _, store) = filled("query");
    let found = |filters: &[&str]| {
        let mut arguments = vec!["query", "--store", &store, "--format", "jsonl"];
        arguments.extend(filters);
        records(&done(&arguments))
            .iter()
            .map(|event| event["documents"][0].as_str().unwrap().to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(found(&[]), ["doha", "lagos"]);
    assert_eq!(found(&["--sort", "latest"]), ["lagos", "doha"]);
    for (filters, only) in [
        (["--between", "IRN,TJK"], "doha"),
        (["--actor", "TJK"], "doha"),
        (["--actor", "TJK GOV"], "doha"),
        (["--participant", "NGA COP"], "lagos"),
        (["--sector", "COP"], "lagos"),
        (["--class", "coerce,aid"], "lagos"),
        (["--mode", "arrest"], "lagos"),
        (["--quad", "1"], "doha"),
        (["--class=aid", "--quad=1"], "doha"),
        (["--place", "nigeria"], "lagos"),
        (["--place", "NGA"], "lagos"),
        (["--place", "2332459"], "lagos"),
        (["--from", "2024-05-30"], "lagos"),
        (["--to", "2024-05-29"], "doha"),
        (["--outlet", "Lagos Gazette"], "lagos"),
        (["--text", "opposition activ*"], "lagos"),
        (["--text", "\"held talks\" OR nonsense"], "doha"),
        (["--document", "doha"], "doha"),
    ] {
        assert_eq!(found(&filters), [only], "{filters:?}");
    }
    for filters in
        [["--between", "USA,TJK"], ["--min-origins", "2"], ["--text", "talks activists"], ["--scope", "sport"]]
    {
        assert_eq!(found(&filters), [""; 0], "{filters:?}");
    }
    assert!(refused(&["query", "--store", &store, "--class", "SHOUT"]).contains("no class is called `SHOUT`"));
    assert!(refused(&["query", "--store", "nowhere.db"]).contains("there is no such store"));
    assert!(done(&["query", "--store", &store, "--format", "table"]).contains("COERCE"));
    let csv = done(&["query", "--store", &store, "--format", "csv", "--mentions"]);
    assert_eq!(csv.lines().count(), 3);

    let map = folder.join("events.geojson");
    done(&["export", "--store", &store, "-o", map.to_str().unwrap()]);
    let map: Value = serde_json::from_str(&std::fs::read_to_string(map).unwrap()).unwrap();
    assert_eq!(map["features"].as_array().unwrap().len(), 2);
    assert!(map["features"][1]["geometry"]["coordinates"][0].is_number(), "{}", map["features"][1]);
}

#[test]
fn a_table_of_columns_has_the_same_bytes_twice_and_is_one_without_rows() {
    let (folder, _, store) = filled("columns");
    let path = |name: &str| folder.join(name).display().to_string();
    for (arguments, ending) in [
        (&["export", "--store", &store][..], "parquet"),
        (&["query", "--store", &store, "--mentions"][..], "parquet"),
        (&["query", "--store", &store, "--class", "AID"][..], "parquet"),
        (&["query", "--store", &store][..], "arrows"),
    ] {
        let (one, other) = (path(&format!("one.{ending}")), path(&format!("other.{ending}")));
        for out in [&one, &other] {
            done(&[arguments, &["-o", out.as_str()][..]].concat());
        }
        let bytes = std::fs::read(one).unwrap();
        assert!(bytes == std::fs::read(other).unwrap(), "{arguments:?}");
        let is_parquet = bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1");
        assert_eq!(is_parquet, ending == "parquet", "{arguments:?}");
        assert!(bytes.windows(9).any(|part| part == b"event_loc"), "{arguments:?} names its columns");
    }
    let manifest = std::fs::read_to_string(path("one.parquet.manifest.json")).unwrap();
    let manifest: Value = serde_json::from_str(&manifest).unwrap();
    assert!(manifest["lines"].is_null() && manifest["sha256"].is_string());
    let words = refused(&["query", "--store", &store, "-o", &path("one.arrow")]);
    assert!(words.contains(".arrows"), "{words}");
    let head = done(&["query", "--store", &store, "--format", "csv", "--class", "AID"]);
    assert!(head.starts_with("id,date,") && head.lines().count() == 1, "{head}");
}

#[test]
fn a_correction_is_shown_kept_and_carried_over() {
    let (folder, input, store) = filled("correct");
    let event = records(&done(&["query", "--store", &store, "--class", "COERCE"]))[0].clone();
    let (id, mention) = (event["id"].as_str().unwrap(), event["mentions"][0].as_str().unwrap());
    let why = ["--reason", "they were freed", "--author", "A. Reader"];
    let words = refused(&[&["correct", "--store", &store, id, "--set", "event=SHOUT"][..], &why].concat());
    assert!(words.contains("no class is called `SHOUT`"), "{words}");
    let words = whodid(&["correct", "--store", &store, id, "--set", "event=RETREAT"]);
    assert!(said(&words.stderr).contains("--reason"), "{}", said(&words.stderr));
    done(&[&["correct", "--store", &store, id, "--set", "event=RETREAT", "--set", "mode=release"][..], &why].concat());
    let corrected = records(&done(&["query", "--store", &store, "--document", "lagos"]))[0].clone();
    assert_eq!((&corrected["event"][0], &corrected["mode"][0]), (&"RETREAT".into(), &"release".into()));
    assert_eq!(corrected["corrected"][0]["change"], "event: RETREAT instead of COERCE");
    let explained = done(&["explain", mention, "--store", &store]);
    assert!(explained.contains("RETREAT release") && explained.contains("the machine   COERCE arrest"), "{explained}");
    assert!(done(&["explain", id, "--store", &store]).contains("they were freed, by A. Reader"));
    assert!(done(&["explain", "quiet", "--store", &store]).contains("no event: nearest is"));

    // Coded again, it holds.
    done(&["run", "-q", "--recode", &input, "--store", &store]);
    assert_eq!(records(&done(&["query", "--store", &store, "--document", "lagos"]))[0], corrected);

    // As a file it does the same elsewhere, whether the documents were read before or after.
    let overlay = folder.join("corrections.tsv");
    let overlay = overlay.to_str().unwrap();
    done(&["correct", "--store", &store, "--export", overlay]);
    for (name, before) in [("before.db", true), ("after.db", false)] {
        let other = folder.join(name).display().to_string();
        if before {
            done(&["run", "-q", "--store", &other, "--corrections", overlay]);
            done(&["run", "-q", &input, "--store", &other]);
        } else {
            done(&["run", "-q", &input, "--store", &other]);
            let differs = whodid(&["diff", "--exit-code", &store, &other, "--format", "table"]);
            assert_eq!(differs.status.code(), Some(1));
            assert!(
                said(&differs.stdout).contains("event: [\"RETREAT\"] -> [\"COERCE\"]"),
                "{}",
                said(&differs.stdout)
            );
            done(&["correct", "--store", &other, "--import", overlay]);
        }
        assert_eq!(done(&["diff", "--exit-code", &store, &other]), "");
        assert_eq!(done(&["correct", "--store", &other, "--export", "-"]), std::fs::read_to_string(overlay).unwrap());
    }
    let out = folder.join("all.csv");
    done(&["export", "--store", &store, "-o", out.to_str().unwrap()]);
    assert!(std::fs::read_to_string(&out).unwrap().contains("event: RETREAT instead of COERCE"));
    assert_eq!(
        std::fs::read_to_string(folder.join("all.csv.corrections.tsv")).unwrap(),
        std::fs::read_to_string(overlay).unwrap()
    );

    done(&["correct", "--store", &store, mention, "--undo"]);
    assert_eq!(records(&done(&["query", "--store", &store, "--document", "lagos"]))[0], event);
    done(&[&["correct", "--store", &store, id, "--drop"][..], &why].concat());
    assert_eq!(done(&["query", "--store", &store, "--count"]).trim(), "1");
    assert_eq!(done(&["query", "--store", &store, "--mentions", "--dropped", "--count"]).trim(), "2");
}

#[test]
fn linking_in_a_pipe_is_linking_in_a_store() {
    let (folder, input, store) = filled("link");
    let stored = done(&["query", "--store", &store, "--format", "jsonl"]);
    assert_eq!(done(&["link", "--format", "jsonl", &input]), stored, "documents");
    let mentions = folder.join("mentions.jsonl");
    done(&["code", &input, "-o", mentions.to_str().unwrap()]);
    let mentions = mentions.to_str().unwrap();
    assert_eq!(done(&["link", "--format", "jsonl", mentions]), stored, "mentions");
    assert_eq!(done(&["link", "--format", "jsonl", mentions, mentions]), stored, "the same twice");
    let blocks = done(&["link", "--blocks", mentions]);
    let ids =
        records(&std::fs::read_to_string(mentions).unwrap()).iter().map(|told| told["id"].clone()).collect::<Vec<_>>();
    assert_eq!(blocks.lines().count(), ids.len());
    assert!(blocks.lines().all(|line| ids.iter().any(|id| line.split('\t').next() == id.as_str())), "{blocks}");

    let broken = folder.join("broken.jsonl");
    let text = std::fs::read_to_string(mentions).unwrap().replacen("\"COERCE\"", "\"SHOUT\"", 1) + "{\n";
    std::fs::write(&broken, text).unwrap();
    let run = whodid(&["link", broken.to_str().unwrap()]);
    assert_eq!(run.status.code(), Some(1));
    assert!(said(&run.stderr).contains("no class is called `SHOUT`"), "{}", said(&run.stderr));
    assert_eq!(records(&said(&run.stdout)).len(), 1);
}
