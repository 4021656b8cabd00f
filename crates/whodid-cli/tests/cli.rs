//! The program as a person calls it.

#![allow(missing_docs, clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn whodid(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_whodid")).args(arguments).stdin(Stdio::null()).output().unwrap()
}

fn fed(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_whodid"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

fn said(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A folder of this test's own, empty at its start.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).unwrap();
    path
}

const REPORT: &str = "{\"id\": \"a\", \"date\": \"2024-05-31\", \"text\": \"Police in Lagos arrested three opposition activists on Thursday.\"}\n";

#[test]
fn a_report_in_its_event_out() {
    let run = fed(&["code", "--format", "jsonl"], REPORT.as_bytes());
    assert_eq!(run.status.code(), Some(0), "{}", said(&run.stderr));
    let record: serde_json::Value = serde_json::from_slice(run.stdout.split(|b| *b == b'\n').next().unwrap()).unwrap();
    assert_eq!(record["doc"], "a");
    assert_eq!(record["event"][0], "COERCE");
    assert_eq!(record["mode"][0], "arrest");
    assert_eq!(record["status"], "actual");
    assert_eq!(record["date"], "2024-05-30");
    assert_eq!(record["trigger"]["text"], "arrested");
    assert_eq!(record["actor"][0]["sector"], "COP");
    assert_eq!(record["quad_code"], 4);
    assert_eq!(record["id"], format!("a#{}-{}", record["trigger"]["start"], record["trigger"]["end"]));
}

#[test]
fn the_same_bytes_whatever_the_number_of_jobs() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let examples = examples.to_str().unwrap();
    let first = whodid(&["code", "--format", "jsonl", "--jobs", "1", examples]);
    assert!(first.status.success());
    for jobs in ["2", "1", "2"] {
        let again = whodid(&["code", "--format", "jsonl", "--jobs", jobs, examples]);
        assert!(again.stdout == first.stdout, "--jobs {jobs} gave other bytes");
    }
}

#[test]
fn a_document_does_not_depend_on_its_neighbours() {
    let alone = fed(&["code", "--format", "jsonl"], REPORT.as_bytes());
    let other =
        "{\"id\": \"b\", \"text\": \"Kenya and Uganda signed a border agreement, and both armies withdrew.\"}\n";
    let together = fed(&["code", "--format", "jsonl"], format!("{other}{REPORT}{other}").as_bytes());
    assert!(said(&together.stdout).contains(&said(&alone.stdout)));
}

#[test]
fn bad_documents_are_named_and_the_others_coded() {
    let folder = folder("bad-documents");
    std::fs::write(folder.join("1-good.txt"), "The president of Ghana met Togo's foreign minister in Accra.").unwrap();
    std::fs::write(folder.join("2-empty.txt"), "").unwrap();
    std::fs::write(folder.join("3-binary.txt"), b"\x7fELF\x00\x00\x00\x01\x02\x00\x00").unwrap();
    std::fs::write(folder.join("4-lines.jsonl"), format!("{REPORT}{{\"id\": \"broken\", \"text\": \n{REPORT}"))
        .unwrap();
    let run = whodid(&["code", "--format", "csv", folder.to_str().unwrap()]);
    let errors = said(&run.stderr);
    assert_eq!(run.status.code(), Some(1), "{errors}");
    for named in ["2-empty.txt", "3-binary.txt", "4-lines.jsonl:2"] {
        assert!(errors.contains(named), "{named} is not named in:\n{errors}");
    }
    let table = said(&run.stdout);
    assert!(table.contains("1-good") && table.contains("COERCE"), "{table}");
}

#[test]
fn what_cannot_run_says_so() {
    let missing = whodid(&["code", "no-such-file.txt"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(said(&missing.stderr).contains("no-such-file.txt"));
    assert_eq!(whodid(&["code", "--format", "parchment"]).status.code(), Some(2));
    assert_eq!(whodid(&["codebook", "DANCE"]).status.code(), Some(2));
    let ending = whodid(&["code", "-o", "out.docx", "-"]);
    assert_eq!(ending.status.code(), Some(2));
    assert!(said(&ending.stderr).contains(".docx"));
}

#[test]
fn the_output_file_settles_the_form() {
    let folder = folder("output-file");
    let out = folder.join("events.csv");
    let run = fed(&["code", "-o", out.to_str().unwrap()], REPORT.as_bytes());
    assert!(run.status.success() && run.stdout.is_empty());
    assert!(std::fs::read_to_string(out).unwrap().starts_with("id,doc,date,"));
    let out = folder.join("events.parquet");
    let run = fed(&["code", "-o", out.to_str().unwrap()], REPORT.as_bytes());
    assert!(run.status.success() && run.stdout.is_empty());
    let bytes = std::fs::read(out).unwrap();
    assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
}

#[test]
fn explain_tells_why_and_why_not() {
    let text = "Police in Lagos arrested three opposition activists on Thursday. The weather was fine.";
    let run = fed(&["explain"], text.as_bytes());
    let said = said(&run.stdout);
    assert!(said.contains("COERCE.arrest") && said.contains("next "), "{said}");
    assert!(said.contains("no event: nearest is"), "{said}");
}

#[test]
fn annotate_writes_every_layer() {
    let text = "The minister said rebels had attacked a convoy near Goma.";
    let run = fed(&["annotate"], text.as_bytes());
    let document: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
    assert_eq!(document["text"], text);
    assert_eq!(document["sentences"][0]["end"], text.chars().count());
    let told = &document["attributions"][0];
    assert_eq!(told["cue"][0]["start"], 13);
    assert!(document["mentions"].as_array().is_some_and(|mentions| !mentions.is_empty()));
}

#[test]
fn the_manual_prints() {
    assert!(said(&whodid(&["codebook"]).stdout).contains("CONSULT"));
    assert!(said(&whodid(&["codebook", "consult"]).stdout).starts_with("# CONSULT"));
    assert!(said(&whodid(&["info"]).stdout).contains("encoder"));
    assert!(said(&whodid(&["generate", "man"]).stdout).contains("whodid"));
    assert!(said(&whodid(&["facts", "lookup", "the Kremlin"]).stdout).contains("RUS"));
}

#[test]
fn the_corpus_and_the_codebook_are_free_of_mistakes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let (corpus, codebook) = (root.join("corpus"), root.join("codebook"));
    let run = whodid(&["corpus", "check", corpus.to_str().unwrap(), codebook.to_str().unwrap()]);
    assert!(run.status.success(), "{}", said(&run.stdout));
}

#[test]
fn a_mistake_in_the_corpus_is_named_with_line_and_column() {
    let folder = folder("corpus-mistakes");
    let path = folder.join("draft.txt");
    std::fs::write(&path, "# a comment\n[Oman|a1 OMN/GOV] [freed|1=RETREAT.visit] two sailors.\n").unwrap();
    let run = whodid(&["corpus", "check", path.to_str().unwrap()]);
    assert_eq!(run.status.code(), Some(1));
    assert!(said(&run.stdout).contains("draft.txt:2:26: RETREAT has no mode `visit`"), "{}", said(&run.stdout));
}

#[test]
fn the_corpus_comes_back_as_plain_text() {
    let folder = folder("corpus-text");
    let path = folder.join("draft.txt");
    std::fs::write(&path, "# a comment\n[Oman|a1 OMN/GOV] [freed|1=RETREAT.release] two \\[unnamed\\] sailors.\n")
        .unwrap();
    let run = whodid(&["corpus", "text", path.to_str().unwrap()]);
    assert_eq!(said(&run.stdout), "Oman freed two [unnamed] sailors.\n");
}

#[test]
fn annotate_writes_the_times_with_their_values() {
    let text = "Envoys met in Doha on Tuesday after three years of silence.";
    let line = serde_json::json!({"id": "a", "date": "2024-05-31", "text": text}).to_string();
    let run = fed(&["annotate"], line.as_bytes());
    let document: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
    let times = document["times"].as_array().unwrap();
    assert_eq!(times[0]["type"], "DATE");
    assert_eq!(times[0]["value"], "2024-05-28");
    assert_eq!(times[0]["precision"], "day");
    assert_eq!((times[0]["start"].as_u64(), times[0]["end"].as_u64()), (Some(22), Some(29)));
    assert_eq!((&times[1]["type"], &times[1]["value"]), (&"DURATION".into(), &"P3Y".into()));
}

#[test]
fn times_are_measured_against_timeml() {
    let folder = folder("times");
    let file = "<TimeML><DCT><TIMEX3 type=\"DATE\" value=\"2024-05-31\">31/5</TIMEX3></DCT>\n\
        <TEXT>They met <TIMEX3 type=\"DATE\" value=\"2024-05-28\">Tuesday</TIMEX3> &amp; parted \
        <TIMEX3 type=\"DATE\" value=\"2024-W01\">last year</TIMEX3>.</TEXT></TimeML>";
    std::fs::write(folder.join("a.tml"), file).unwrap();
    let table = folder.join("found.tsv");
    let run = whodid(&["eval", "times", folder.to_str().unwrap(), "--json", "--predictions", table.to_str().unwrap()]);
    assert_eq!(run.status.code(), Some(0), "{}", said(&run.stderr));
    let figures: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
    assert_eq!((&figures["relaxed"]["f1"], &figures["value"]["f1"]), (&1.0.into(), &0.5.into()));
    let table = std::fs::read_to_string(table).unwrap();
    assert!(table.contains("a\t9\t16\tDATE\t2024-05-28\tTuesday"), "{table}");
    std::fs::write(folder.join("a.tml"), "<TimeML></TimeML>").unwrap();
    let broken = whodid(&["eval", "times", folder.to_str().unwrap()]);
    assert_eq!(broken.status.code(), Some(2));
    assert!(said(&broken.stderr).contains("a.tml"));
}

#[test]
fn clusters_are_measured_by_incident() {
    let folder = folder("clusters");
    let line = |id: &str, incident: &str, text: &str| {
        serde_json::json!({"id": id, "topic": "1", "incident": incident, "text": text}).to_string()
    };
    let texts = [
        (
            "1",
            "1a",
            "Dockers in Hodeidah walked out on Tuesday over four months of unpaid wages. Ships with grain wait off Yemen, \
             union leader Saleh Moqbil said.",
        ),
        (
            "2",
            "1b",
            "Dockers in Santos blocked the gates on Friday against a bill to privatise their terminals. Police in Brazil \
             arrested Rogerio Quintella, their leader.",
        ),
        (
            "3",
            "1a",
            "Hodeidah stood still on Tuesday as dockers led by Saleh Moqbil walked out: Yemen owes them four months of \
             wages, and grain ships lie unloaded.",
        ),
    ];
    let file = folder.join("gold.jsonl");
    std::fs::write(&file, texts.map(|(id, incident, text)| line(id, incident, text)).join("\n")).unwrap();
    let table = folder.join("found.tsv");
    let run = whodid(&["eval", "clusters", file.to_str().unwrap(), "--json", "--predictions", table.to_str().unwrap()]);
    assert_eq!(run.status.code(), Some(0), "{}", said(&run.stderr));
    let figures: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
    assert_eq!(figures["bcubed"]["f1"], 1.0, "{figures}");
    assert_eq!(std::fs::read_to_string(&table).unwrap(), "id\tcluster\n1\t1\n2\t2\n3\t1\n");
    let mistaken = std::fs::read_to_string(&file).unwrap().replace("1a", "2a").replace("1b", "2a");
    std::fs::write(&file, mistaken).unwrap();
    let run = said(&whodid(&["eval", "clusters", file.to_str().unwrap(), "--errors"]).stdout);
    assert!(run.contains("2 | 1  2a") && run.contains("2a 2: Dockers in Santos"), "{run}");
    std::fs::write(&file, "{\"id\": \"1\", \"text\": \"Rain fell.\"}").unwrap();
    let unlabelled = whodid(&["eval", "clusters", file.to_str().unwrap()]);
    assert_eq!(unlabelled.status.code(), Some(2));
    assert!(said(&unlabelled.stderr).contains("gold.jsonl:1: missing field `topic`"), "{}", said(&unlabelled.stderr));
}

const HEADER: &str = "name\talso\tcode\tkind\tsector\toffice\tfrom\tto\twikidata\tsource";

#[test]
fn a_users_facts_are_asked_first() {
    let folder = folder("own-facts");
    let row = "Lagos Marshals\tmarshals of Lagos\tNGA\tbody\tPRM\t\t\t\t\tmine";
    std::fs::write(folder.join("mine.tsv"), format!("{HEADER}\n{row}\n")).unwrap();
    let facts = folder.to_str().unwrap();
    let run = whodid(&["facts", "lookup", "Lagos Marshals", "--facts", facts]);
    assert_eq!(run.status.code(), Some(0), "{}", said(&run.stderr));
    assert!(said(&run.stdout).contains("PRM") && said(&run.stdout).contains("NGA"), "{}", said(&run.stdout));
    let check = whodid(&["facts", "check", "--facts", facts]);
    assert_eq!(check.status.code(), Some(0), "{}", said(&check.stdout));
}

#[test]
fn a_wrong_fact_is_refused_and_nothing_else_changes() {
    let folder = folder("wrong-facts");
    let rows = [
        "Zed\t\tZZZ\tstate\t\t\t\t\t\tmine",
        "Short\tNGA",
        "Late\t\tNGA\tleader\tGOV\tpresident\t2020\t2019\t\tmine",
        "Odd\t\tNGA\tleader\tXYZ\tpresident\t2020\t\t\tmine",
        "Good\t\tNGA\tleader\tGOV\tgovernor\t2020\t\t\tmine",
    ];
    std::fs::write(folder.join("mine.tsv"), format!("{HEADER}\n{}\n", rows.join("\n"))).unwrap();
    std::fs::write(folder.join("other.tsv"), "not a table\n").unwrap();
    let facts = folder.to_str().unwrap();
    let run = fed(&["code", "--format", "jsonl", "--facts", facts], REPORT.as_bytes());
    let errors = said(&run.stderr);
    assert_eq!(run.status.code(), Some(1), "{errors}");
    for named in [
        "mine.tsv, line 2: no state has the code `ZZZ`",
        "mine.tsv, line 3: 2 columns where 10 belong",
        "mine.tsv, line 4: `Late` ends on 2019 before it begins on 2020",
        "mine.tsv, line 5:",
        "other.tsv, line 1: the header is not",
    ] {
        assert!(errors.contains(named), "{named} is not named in:\n{errors}");
    }
    let without = fed(&["code", "--format", "jsonl"], REPORT.as_bytes());
    assert_eq!(said(&run.stdout), said(&without.stdout));
    let check = whodid(&["facts", "check", "--facts", facts]);
    assert_eq!(check.status.code(), Some(1));
    assert_eq!(said(&check.stdout).lines().count(), 5, "{}", said(&check.stdout));
    assert_eq!(whodid(&["code", "--facts", "no-such-folder"]).status.code(), Some(2));
}

#[test]
fn dictionaries_of_petrarch_become_a_table() {
    let folder = folder("petrarch");
    let actors = folder.join("actors.txt");
    std::fs::write(&actors, "# heads\nNURI_AL-MALIKI_ [IRQGOV 060520-140908]\n+MALIKI_\nNOBODY_\n").unwrap();
    let table = folder.join("table");
    std::fs::create_dir_all(&table).unwrap();
    let out = table.join("mine.tsv");
    let run = whodid(&["facts", "import", actors.to_str().unwrap(), "-o", out.to_str().unwrap()]);
    assert_eq!(run.status.code(), Some(1), "{}", said(&run.stderr));
    assert!(said(&run.stderr).contains("actors.txt, line 4: `NOBODY_` has no code"), "{}", said(&run.stderr));
    let written = std::fs::read_to_string(&out).unwrap();
    assert!(written.starts_with(HEADER), "{written}");
    let check = whodid(&["facts", "check", "--facts", table.to_str().unwrap()]);
    assert_eq!(check.status.code(), Some(0), "{}", said(&check.stdout));
    let found =
        whodid(&["facts", "lookup", "Nuri al-Maliki", "--on", "2010-01-01", "--facts", table.to_str().unwrap()]);
    assert!(said(&found.stdout).contains("IRQ"), "{}", said(&found.stdout));
}

#[test]
fn a_lookup_tells_candidates_days_and_the_reason() {
    let on = |day: &str| said(&whodid(&["facts", "lookup", "President Salih", "--on", day]).stdout);
    let (then, now) = (on("2020-09-01"), on("2024-09-01"));
    assert!(then.contains("Barham Salih") && then.contains("IRQ") && then.contains("2018-10-02 to 2022-10-"), "{then}");
    assert!(then.contains("GOV") && now.contains("ELI"), "{now}");
    let assad = said(&whodid(&["facts", "lookup", "Assad", "--on", "1999-01-01"]).stdout);
    assert!(assad.contains("Hafez al-Assad") && assad.contains("Bashar al-Assad"), "{assad}");
}
