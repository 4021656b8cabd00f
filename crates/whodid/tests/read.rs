//! Inputs into documents: formats, character sets, failures, and what a text says of itself (`data/heads.txt`).

#![allow(clippy::unwrap_used, reason = "a test may stop at the first wrong value")]

use std::fmt::Write as _;
use std::io::{Read, Write as _};

use whodid::read::{Place, ReadFailure, Reader, read_head};
use whodid::{Document, Span};

fn read(name: &str, bytes: &[u8]) -> Vec<Result<Document, ReadFailure>> {
    Reader::new(name, bytes).collect()
}

fn one(name: &str, bytes: &[u8]) -> Document {
    let mut all = read(name, bytes);
    assert_eq!(all.len(), 1, "{name}");
    all.remove(0).unwrap()
}

fn failure(name: &str, bytes: &[u8]) -> String {
    let mut all = read(name, bytes);
    assert_eq!(all.len(), 1, "{name}");
    all.remove(0).unwrap_err().to_string()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

/// What a document says of itself, as `data/heads.txt` writes it.
fn findings(document: &Document, body: &str) -> String {
    let mut out = String::new();
    let mut say = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            writeln!(out, "{key}: {value}").unwrap();
        }
    };
    say("date", document.date.map(|date| date.to_string()));
    say("publisher", document.publisher.clone());
    say("place", document.dateline_place.map(|place| place.of(&document.text).to_string()));
    say("title", document.title.clone());
    for credit in &document.origin {
        assert!(credit.span.of(&document.text).contains(&credit.name), "{credit:?}");
        say("credit", Some(format!("{} {}", credit.kind.name(), credit.name)));
    }
    let report = document.body().of(&document.text);
    say("body", Some(if report.starts_with(body) { body } else { report }.to_string()));
    out
}

#[test]
fn every_head_says_what_it_is_marked_to_say() {
    let mut wrong = String::new();
    let cases: Vec<&str> = include_str!("data/heads.txt").split("\n== ").skip(1).collect();
    assert!(cases.len() >= 40, "{} cases", cases.len());
    for case in cases {
        let (name, lines) = case.split_once('\n').unwrap();
        let text: Vec<&str> = lines.lines().filter_map(|line| line.strip_prefix('|')).collect();
        let text: Vec<&str> = text.iter().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
        let mut document = Document::new("a", text.join("\n"));
        let mut wanted: Vec<&str> = Vec::new();
        let mut body = "";
        for line in lines.lines().filter(|line| !line.is_empty() && !line.starts_with('|')) {
            match line.split_once(": ").unwrap() {
                ("given-date", day) => document.date = day.parse().ok(),
                ("given-title", title) => document.title = Some(title.to_string()),
                ("given-publisher", publisher) => document.publisher = Some(publisher.to_string()),
                (key, value) => {
                    wanted.push(line);
                    body = if key == "body" { value } else { body };
                }
            }
        }
        let before = document.text.clone();
        read_head(&mut document);
        assert_eq!(document.text, before);
        let found = findings(&document, body);
        let mut got: Vec<&str> = found.lines().collect();
        wanted.sort_by_key(|line| line.split(':').next().map(str::to_string));
        got.sort_by_key(|line| line.split(':').next().map(str::to_string));
        if got != wanted {
            write!(wrong, "== {name}\n{}\n  wanted {wanted:#?}\n  got {got:#?}\n", document.text).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn a_plain_text_file_is_one_document_called_after_its_file() {
    let document = one("in/notes/oman.txt", "Oman hosts talks\n\nMUSCAT – Talks began.\n".as_bytes());
    assert_eq!(document.id, "oman.txt");
    assert_eq!(document.title_span, Some(Span::new(0, 16)));
    assert_eq!(document.text, "Oman hosts talks\n\nMUSCAT – Talks began.\n");
    assert_eq!(document.body().of(&document.text), "Talks began.\n");
    assert_eq!(one("-", b"Talks began.").id, "stdin");
}

#[test]
fn a_json_line_keeps_its_text_as_given() {
    let line =
        r#"{"id":"a1","text":"  Talks\r\n\tbegan.\u0000 \ud83d\udd4a ","title":null,"date":"2020-08-26T23:30:00-05:00",
        "url":"https://example.org/a","publisher":"Aldar","lang":"en-GB","tone":-3,"more":{"x":[1,2]}}"#
            .replace("\n        ", "");
    let document = one("feed.jsonl", line.as_bytes());
    assert_eq!(document.text, "  Talks\r\n\tbegan.\0 🕊 ");
    assert_eq!(document.id, "a1");
    assert_eq!(document.date, Some(jiff::civil::date(2020, 8, 26)));
    assert_eq!((document.publisher.as_deref(), document.lang.as_deref()), (Some("Aldar"), Some("en")));
}

#[test]
fn dates_of_json_lines_are_days_or_instants() {
    for (written, day) in [
        ("2020-08-26", Some((2020, 8, 26))),
        ("2020-08-26T10:00:00Z", Some((2020, 8, 26))),
        ("2020-08-26T10:00:00.123+03:30", Some((2020, 8, 26))),
        ("2020-08-26T10:00:00", Some((2020, 8, 26))),
        ("", None),
    ] {
        let line = format!("{{\"text\": \"Talks.\", \"date\": \"{written}\"}}");
        assert_eq!(one("a.jsonl", line.as_bytes()).date, day.map(|(y, m, d)| jiff::civil::date(y, m, d)), "{written}");
    }
    for written in ["2020-13-01", "26 August 2020", "2020-02-30", "yesterday"] {
        let line = format!("{{\"text\": \"Talks.\", \"date\": \"{written}\"}}");
        assert!(failure("a.jsonl", line.as_bytes()).contains("`date` is no date"), "{written}");
    }
}

#[test]
fn a_broken_line_costs_itself_alone() {
    let lines = [
        "{\"id\": \"a\", \"text\": \"Talks began.\"}",
        "{\"id\": \"b\", \"text\": \"Talks",
        "",
        "{\"id\": \"c\", \"text\": 5}",
        "{\"id\": \"d\"}",
        "[1, 2]",
        "{\"id\": 7, \"text\": \"Talks.\"}",
        "{\"id\": \"e\", \"text\": \" \"}",
        "{\"id\": \"f\", \"text\": \"\\ud800\"}",
        "{\"id\": \"g\", \"text\": \"Talks ended.\"} trailing",
        "{\"text\": \"Talks ended.\"}\r",
    ];
    let all = read("in/feed.jsonl", lines.join("\n").as_bytes());
    let seen: Vec<String> = all
        .iter()
        .map(|result| match result {
            Ok(document) => format!("read {}", document.id),
            Err(failure) => failure.to_string(),
        })
        .collect();
    assert_eq!(
        seen,
        [
            "read a",
            "in/feed.jsonl:2:26: broken JSON: EOF while parsing a string; write one whole JSON object on the line, or leave the line out",
            "in/feed.jsonl:4: `text` is a number, not a string; write it as a JSON string",
            "in/feed.jsonl:5: `text` is missing; add the report's text as `text`",
            "in/feed.jsonl:6: the line is a list, not an object; write a JSON object with `id` and `text`",
            "in/feed.jsonl:7: `id` is a number, not a string; write it as a JSON string",
            "in/feed.jsonl:8: `text` is empty; add the report's text or leave the line out",
            "in/feed.jsonl:9:28: broken JSON: unexpected end of hex escape; write one whole JSON object on the line, or leave the line out",
            "in/feed.jsonl:10:37: broken JSON: trailing characters; write one whole JSON object on the line, or leave the line out",
            "read feed.jsonl:11",
        ]
    );
}

#[test]
fn a_line_that_is_not_utf8_is_named_by_its_column() {
    let bytes =
        [b"{\"text\": \"Talks.\"}\n{\"text\": \"\xc3\xa9t".as_slice(), b"\xe9\"}\n{\"text\": \"More.\"}\n"].concat();
    let all = read("a.jsonl", &bytes);
    assert!(all[0].is_ok() && all[2].is_ok());
    assert_eq!(all[1].as_ref().unwrap_err().place, Some(Place::Column(2, 13)));
}

#[test]
fn a_broken_first_line_does_not_hide_the_format() {
    let all = read("a.jsonl", b"oops\n{\"text\": \"Talks.\"}\n{\"text\": \"More.\"}\n");
    assert_eq!(all.iter().map(Result::is_ok).collect::<Vec<_>>(), [false, true, true]);
}

#[test]
fn gzip_of_any_form_is_unpacked_all_members() {
    let packed =
        [gzip(b"{\"id\": \"a\", \"text\": \"Talks.\"}\n"), gzip(b"{\"id\": \"b\", \"text\": \"More.\"}\n")].concat();
    assert_eq!(
        read("feed.jsonl.gz", &packed).into_iter().flatten().map(|document| document.id).collect::<Vec<_>>(),
        ["a", "b"]
    );
    assert_eq!(one("a.txt.gz", &gzip(b"Talks began.")).text, "Talks began.");
    // What came before the damage is read; the damage is named.
    let lines: String = (0..200).map(|n| format!("{{\"text\": \"Talks in place {}.\"}}\n", n * 7919)).collect();
    let packed = gzip(lines.as_bytes());
    let all = read("cut.gz", &packed[..packed.len() / 2]);
    assert!(all.len() > 10);
    assert!(all[..all.len() - 1].iter().all(Result::is_ok));
    assert!(all.last().unwrap().as_ref().unwrap_err().to_string().contains("compressed data"));
    assert!(failure("cut.txt.gz", &gzip(b"Talks began in Muscat.")[..20]).contains("compressed data"));
    assert!(failure("twice.gz", &gzip(&gzip(b"Talks began."))).contains("doubly compressed"));
}

#[test]
fn character_sets_are_told_by_mark_by_the_page_or_by_their_letters() {
    let text = "Министр иностранных дел заявил, что переговоры в Москве продолжатся.";
    let (cyrillic, ..) = encoding_rs::WINDOWS_1251.encode(text);
    assert_eq!(one("a.txt", &cyrillic).text, text);
    let western = "Le président français a rencontré son homologue à Orléans, où les négociations ont été difficiles.";
    let (latin, ..) = encoding_rs::WINDOWS_1252.encode(western);
    assert_eq!(one("a.txt", &latin).text, western);
    let wide = |big: bool| -> Vec<u8> {
        text.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    };
    assert_eq!(one("a.txt", &[b"\xff\xfe".as_slice(), &wide(false)].concat()).text, text);
    assert_eq!(one("a.txt", &[b"\xfe\xff".as_slice(), &wide(true)].concat()).text, text);
    let ascii: Vec<u8> = "Talks began on Tuesday.".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(one("a.txt", &ascii).text, "Talks began on Tuesday.");
    assert_eq!(one("a.txt", b"\xef\xbb\xbfTalks began.").text, "Talks began.");
    let line: Vec<u8> = "\u{feff}{\"text\": \"Şırnak\"}\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(one("a.jsonl", &line).text, "Şırnak");
    assert_eq!(one("a.jsonl", "\u{feff}{\"text\": \"Şırnak\"}\n".as_bytes()).text, "Şırnak");
    // One broken letter among many does not make UTF-8 something else.
    let broken = [western.as_bytes(), b" caf\xc3 "].concat();
    assert!(one("a.txt", &broken).text.starts_with(western));
}

#[test]
fn what_is_no_text_is_refused_with_its_reason() {
    for (bytes, reason) in [
        (b"".as_slice(), "it is empty"),
        (b" \r\n\t ", "it is empty"),
        (b"%PDF-1.7\n...", "it is a PDF file"),
        (b"PK\x03\x04....", "it is a zip file"),
        (b"\x89PNG\r\n\x1a\n", "it is a PNG image"),
        (b"\x28\xb5\x2f\xfd....", "it is a zstd file"),
        (b"Talks\0began\x01\x02", "it is binary data"),
        (b"[{\"text\": \"Talks.\"}]", "a JSON list"),
        (b"{\n  \"id\": \"a\",\n  \"text\": \"Talks.\"\n}\n", "JSON spread over several lines"),
        (b"<?xml version=\"1.0\"?><rss version=\"2.0\"></rss>", "an XML news feed"),
        (b"id,date,text\n1,2020-08-26,Talks began.\n", "a table"),
        (b"WARC/1.0\r\n", "a WARC archive"),
    ] {
        let said = failure("in/x", bytes);
        assert!(said.starts_with("in/x: ") && said.contains(reason), "{said}");
    }
    let noise: Vec<u8> = (0..4000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8 | 1).collect();
    assert!(failure("noise", &noise).contains("no character set"));
}

#[test]
fn a_document_over_the_limit_is_refused_and_the_next_is_read() {
    let long = "Talks went on. ".repeat(100);
    let all: Vec<_> = Reader::new("a.txt", long.as_bytes()).with_limit(1_000).collect();
    assert!(all[0].as_ref().unwrap_err().to_string().contains("larger than 1000 bytes"));
    let lines = format!("{{\"text\": \"Talks.\"}}\n{{\"text\": \"{long}\"}}\n{{\"text\": \"More.\"}}\n");
    let all: Vec<_> = Reader::new("a.jsonl", lines.as_bytes()).with_limit(1_000).collect();
    assert_eq!(all.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false, true]);
    assert_eq!(all[1].as_ref().unwrap_err().place, Some(Place::Line(2)));
}

/// An endless input: only a reader that streams gets anything out of it.
#[test]
fn json_lines_are_read_as_they_come() {
    let line = b"{\"text\": \"Talks began.\"}\n".iter().copied().cycle();
    struct Endless<I>(I);
    impl<I: Iterator<Item = u8>> Read for Endless<I> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            Ok(buffer.iter_mut().zip(&mut self.0).map(|(to, byte)| *to = byte).count())
        }
    }
    let ids: Vec<String> = Reader::new("-", Endless(line)).take(5_000).flatten().map(|document| document.id).collect();
    assert_eq!(ids.last().map(String::as_str), Some("stdin:5000"));
}

const PAGE: &str = r#"<!DOCTYPE html><html lang="en"><head><meta charset="windows-1252"><title>Oman hosts talks | Aldar News</title>
<meta property="og:title" content="Oman hosts talks | Aldar News"><meta property="og:site_name" content="Aldar News">
<meta property="article:published_time" content="2020-08-26T10:00:00Z"><link rel="canonical" href="https://example.org/oman"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a> Menu of the site</nav><article><h1>Oman hosts talks</h1>
<p>MUSCAT (Reuters) – Talks on an exchange of prisoners began on Tuesday in a <b>café</b>, officials said, and will
last for three days.</p><p>The two sides had met <a href="/x">twice</a>, in May and in June, without any result that was made public.
They blamed each other.</p><p>Oman's minister said he hoped for <i>progress</i>. Nobody else would speak to reporters that day.</p></article>
<footer>All rights reserved. Subscribe to our newsletter.</footer></body></html>"#;

#[test]
fn a_page_gives_its_article_title_date_outlet_and_address() {
    let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(PAGE);
    let document = one("in/oman.html", &bytes);
    assert_eq!(document.id, "oman.html");
    assert_eq!(document.title.as_deref(), Some("Oman hosts talks"));
    assert_eq!(document.date, Some(jiff::civil::date(2020, 8, 26)));
    assert_eq!(document.publisher.as_deref(), Some("Aldar News"));
    assert_eq!(document.url.as_deref(), Some("https://example.org/oman"));
    assert_eq!(document.dateline_place.map(|place| place.of(&document.text)), Some("MUSCAT"));
    let body = document.body().of(&document.text);
    assert!(body.starts_with("Talks on an exchange of prisoners began on Tuesday in a café, officials said"), "{body}");
    assert!(body.contains("\n\nThe two sides had met twice, in May"), "{body}");
    assert!(!body.contains("Subscribe") && !body.contains("Home"), "{body}");
    assert!(failure("a.html", b"<html><body></body></html>").contains("no article"));
}

#[test]
fn a_page_nested_without_end_is_refused_at_once() {
    for tag in ["<div>", "<table><tr><td>", "<b>", "<span>", "<p><x-y>", "<blockquote>"] {
        for count in [500, 100_000] {
            let page = format!("<html><body>{}<p>Talks began on Tuesday.</p>", tag.repeat(count));
            assert_eq!(read("deep.html", page.as_bytes()).len(), 1, "{tag}");
        }
    }
}

/// Every truncation and many corruptions of every form: a value for each, and never a panic.
#[test]
fn nothing_breaks_the_reader() {
    let lines = "{\"id\": \"a\", \"text\": \"MUSCAT, March 3 (Xinhua) -- Talks. Şırnak 🕊\"}\n{\"text\": \"b\"}\n";
    let heads = include_str!("data/heads.txt");
    let inputs =
        [lines.as_bytes().to_vec(), gzip(lines.as_bytes()), PAGE.as_bytes().to_vec(), heads.as_bytes().to_vec()];
    let mut state = 11_u64;
    let mut random = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize
    };
    for input in &inputs {
        let step = (input.len() / 60).max(1);
        for end in (0..input.len()).step_by(step) {
            read("cut", &input[..end]);
        }
        for _ in 0..150 {
            let mut bytes = input.clone();
            for _ in 0..1 + random() % 6 {
                let at = random() % bytes.len();
                match random() % 3 {
                    0 => bytes[at] = (random() % 256) as u8,
                    1 => drop(bytes.drain(at..(at + random() % 40).min(bytes.len()))),
                    _ => bytes.extend_from_within(at..(at + random() % 40).min(bytes.len())),
                }
                if bytes.is_empty() {
                    bytes.push(b'x');
                }
            }
            read("corrupt", &bytes);
        }
    }
    for _ in 0..300 {
        let noise: Vec<u8> = (0..random() % 400).map(|_| (random() % 256) as u8).collect();
        read("noise", &noise);
    }
}

/// Pieces that heads and feet are made of, in every order that a small generator makes of them.
#[test]
fn no_text_breaks_the_reading_of_its_head() {
    let pieces = [
        "MOSCOW",
        "Moscow",
        "(",
        ")",
        "Reuters",
        "IRNA",
        "-",
        " – ",
        "—",
        ":",
        ", ",
        "March 3",
        "26.08.2020",
        "2020-08-26",
        "date ",
        "Title ",
        "\n",
        "\n\n",
        "\r\n",
        " ",
        "By ",
        "Source: ",
        "translated by ",
        "originally published by ",
        "via ",
        "Ω",
        "é",
        "“",
        "”",
        "/",
        "Published: ",
        "The talks began.",
        "U.S.",
        "14:05",
        "al-",
        "\u{a0}",
        "\u{2028}",
        "🕊",
        "[",
        "]",
        "©",
    ];
    let mut state = 3_u64;
    for _ in 0..20_000 {
        let mut text = String::new();
        for _ in 0..10 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text += pieces[(state >> 33) as usize % pieces.len()];
        }
        let mut document = Document::new("a", text.clone());
        read_head(&mut document);
        assert_eq!(document.text, text);
        assert!(text.is_char_boundary(document.body_start), "{text:?}");
        let spans =
            document.origin.iter().map(|credit| credit.span).chain(document.title_span).chain(document.dateline_place);
        for span in spans {
            assert!(!span.of(&text).is_empty(), "{text:?} {span:?}");
        }
        assert!(text.trim().is_empty() || !document.body().of(&text).trim().is_empty(), "{text:?}");
    }
}
