//! Sentences and words, by the cases of `data/sentences.txt` and `data/words.txt`, and over texts made to be hard.

#![allow(missing_docs, clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use whodid::Span;
use whodid::annotate::sentences::{LONGEST, Orthography, split, split_as};
use whodid::annotate::words::words;

fn all(text: &str) -> Span {
    Span::new(0, text.len())
}

#[test]
fn every_sentence_case_is_split_where_it_is_marked() {
    let mut wrong = String::new();
    let mut cases = 0;
    for line in include_str!("data/sentences.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        cases += 1;
        let marked = line.replace('⏎', "\n");
        let text = marked.replace('‖', "");
        let wanted: Vec<&str> =
            marked.split('‖').map(str::trim).map(|sentence| sentence.trim_start_matches("* * *").trim()).collect();
        let got: Vec<&str> = split(&text, all(&text)).iter().map(|sentence| sentence.of(&text)).collect();
        if got != wanted {
            wrong += &format!("{line}\n  wanted {wanted:#?}\n  got {got:#?}\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(cases >= 60, "{cases} cases");
}

#[test]
fn every_word_case_is_cut_as_listed() {
    let mut text = "";
    for line in include_str!("data/words.txt").lines().filter(|line| !line.is_empty() && !line.starts_with("# ")) {
        if let Some(wanted) = line.strip_prefix("= ") {
            let got: Vec<&str> = words(text, all(text)).iter().map(|word| word.of(text)).collect();
            assert_eq!(got.join(" "), wanted);
        } else {
            text = line;
        }
    }
}

#[test]
fn a_body_within_a_text_is_split_alone() {
    let text = "MOSCOW – Talks began. They ended.";
    let spans = split(text, Span::new("MOSCOW – ".len(), text.len()));
    assert_eq!(spans.iter().map(|s| s.of(text)).collect::<Vec<_>>(), ["Talks began.", "They ended."]);
    assert!(split(text, Span::new(8, 9)).is_empty(), "a span inside a character covers nothing");
}

#[test]
fn another_language_brings_its_own_abbreviations() {
    let text = "Она осталась в г. Москве. Он уехал.";
    let russian = Orthography::parse("never г. ул.");
    let spans = split_as(text, all(text), &russian);
    assert_eq!(spans.iter().map(|s| s.of(text)).collect::<Vec<_>>(), ["Она осталась в г. Москве.", "Он уехал."]);
}

#[test]
fn a_carriage_return_before_a_line_feed_is_one_line_break() {
    let text = "The delegations met for three hours in the capital on Monday and agreed\r\nto meet again.\r\n\r\nThey left.\rAll.";
    let spans = split(text, all(text));
    assert_eq!(spans.iter().skip(1).map(|s| s.of(text)).collect::<Vec<_>>(), ["They left.", "All."]);
}

#[test]
fn a_run_without_a_stop_is_cut_at_a_clause_mark() {
    let text = "the column moved on, ".repeat(400);
    let spans = split(&text, all(&text));
    assert!(spans.iter().all(|span| span.len() <= LONGEST));
    assert!(spans.iter().all(|span| span.of(&text).ends_with(',')));
    let solid = "ы".repeat(5_000);
    let length: usize = split(&solid, all(&solid)).iter().map(|span| span.len()).sum();
    assert_eq!(length, solid.len());
}

/// Pieces that trip splitters, in every order that a small generator makes of them.
#[test]
fn no_text_breaks_the_order_of_spans() {
    let pieces = [
        ".",
        "..",
        "…",
        "!",
        "?\"",
        "\"",
        "“",
        "”",
        "(",
        ")",
        "[1]",
        "'s",
        "U.S.",
        "a",
        "Mr.",
        "1.",
        " ",
        "\n",
        "\r\n",
        "\n\n",
        "-",
        "Ω",
        "ш",
        "。",
        "؟",
        "\u{200c}",
        "\u{301}",
        "www.",
        "http://",
        "@",
        "🕊\u{fe0f}",
        "»",
        "Inc.",
        "5",
        ",",
        "’",
        "&",
        "\0",
    ];
    let mut state = 7_u64;
    for _ in 0..20_000 {
        let mut text = String::new();
        for _ in 0..12 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text += pieces[(state >> 33) as usize % pieces.len()];
        }
        let sentences = split(&text, all(&text));
        assert!(sentences.windows(2).all(|pair| pair[0].end <= pair[1].start), "{text:?}");
        for sentence in sentences {
            assert!(!sentence.of(&text).trim().is_empty(), "{text:?}");
            let words = words(&text, sentence);
            assert!(words.windows(2).all(|pair| pair[0].end <= pair[1].start), "{text:?}");
            assert!(words.iter().all(|word| !word.of(&text).is_empty()), "{text:?}");
            let kept: usize =
                words.iter().map(|word| word.of(&text).chars().filter(|c| c.is_alphanumeric()).count()).sum();
            assert_eq!(kept, sentence.of(&text).chars().filter(|c| c.is_alphanumeric()).count(), "{text:?}");
        }
    }
}

/// Twice the text may take about twice the steps; a quadratic rule would not end within the test run.
#[test]
fn a_long_text_of_anything_ends_soon() {
    for piece in [
        ".",
        "(",
        "(.",
        "((a.))",
        "\"a.",
        "a.",
        "A.",
        "Mr. ",
        "!\"Aa",
        "1 (.1) ",
        "\n",
        "-\n",
        "a\n",
        "www.",
        "www.!",
        "U.S.",
        "a-",
        "a'",
        "@a",
        "[1]",
        "“a. A” ",
        "?\" ",
        ". ",
        "…",
        "a@",
        "١.",
        "(a. ",
        "a) ",
        "5. ",
        "\r",
    ] {
        let text = piece.repeat(200_000 / piece.len());

        for sentence in split(&text, all(&text)) {
            words(&text, sentence);
        }
        words(&text, all(&text));
    }
}
