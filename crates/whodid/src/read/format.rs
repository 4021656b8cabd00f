//! What an input is, told by its first bytes and never by its name.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

/// What an input holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// Nothing but white space.
    Empty,
    /// A JSON object a line.
    JsonLines,
    /// A web page.
    Page,
    /// Plain text.
    Plain,
    /// Something that is not read: what it is, and what to do about it.
    Foreign(&'static str, &'static str),
}

/// True for the first bytes of gzip.
pub(super) fn is_gzip(head: &[u8]) -> bool {
    head.starts_with(&[0x1f, 0x8b, 0x08])
}

const AS_TEXT: &str = "save its text as plain text or as a web page";
const UNPACK: &str = "unpack it and give what is in it";
const AS_LINES: &str = "turn it into JSON lines with `id` and `text`";

const MAGIC: [(&[u8], &str, &str); 20] = [
    (b"%PDF-", "a PDF file", AS_TEXT),
    (b"{\\rtf", "an RTF file", AS_TEXT),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Excel file", AS_TEXT),
    (b"PK\x03\x04", "a zip file, or a Word, Excel or e-book file", UNPACK),
    (b"PK\x05\x06", "an empty zip file", UNPACK),
    (b"\x1f\x8b", "a damaged or doubly compressed gzip file", UNPACK),
    (b"\x28\xb5\x2f\xfd", "a zstd file", UNPACK),
    (b"\xfd7zXZ\x00", "an xz file", UNPACK),
    (b"BZh9", "a bzip2 file", UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7z file", UNPACK),
    (b"Rar!\x1a\x07", "a RAR file", UNPACK),
    (b"PAR1", "a Parquet file", AS_LINES),
    (b"ARROW1", "an Arrow file", AS_LINES),
    (b"SQLite format 3\x00", "a SQLite database", AS_LINES),
    (b"WARC/", "a WARC archive", "take the web pages out of it"),
    (b"\x89PNG\r\n", "a PNG image", "images are not read"),
    (b"\xff\xd8\xff", "a JPEG image", "images are not read"),
    (b"GIF8", "a GIF image", "images are not read"),
    (b"\x7fELF", "a program", "programs are not read"),
    (b"ID3", "a sound file", "sound is not read"),
];

/// Tells what an input is by its beginning, some tens of thousands of bytes.
pub(super) fn recognise(head: &[u8]) -> Format {
    if let Some(&(_, what, advice)) = MAGIC.iter().find(|(magic, ..)| head.starts_with(magic)) {
        return Format::Foreign(what, advice);
    }
    let (text, _) = wide(head).unwrap_or(encoding_rs::WINDOWS_1252).decode_with_bom_removal(head);
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, 'ï' | '»' | '¿' | '\u{feff}'));
    if text.is_empty() {
        return Format::Empty;
    }
    if text.contains('\0') {
        return Format::Foreign("binary data", "give text, a web page or JSON lines");
    }
    json(text).or_else(|| markup(text)).or_else(|| table(text)).unwrap_or(Format::Plain)
}

/// The encoding of two-byte text: by its mark, or by where its zeros stand.
pub(super) fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    match Encoding::for_bom(bytes) {
        Some((encoding, _)) if encoding == UTF_16LE || encoding == UTF_16BE => return Some(encoding),
        Some(_) => return None,
        None => {}
    }
    let sample = &bytes[..bytes.len().min(4096)];
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let half = sample.len() / 2;
    // Spaces and line breaks alone zero a tenth of the high bytes in any script.
    if half < 2 {
        None
    } else if odd > 1 && odd * 10 > half && even * 50 < half && even * 8 < odd {
        Some(UTF_16LE)
    } else if even > 1 && even * 10 > half && odd * 50 < half && odd * 8 < even {
        Some(UTF_16BE)
    } else {
        None
    }
}

fn json(text: &str) -> Option<Format> {
    let opens_object = |line: &str| {
        line.trim_start()
            .strip_prefix('{')
            .is_some_and(|rest| matches!(rest.trim_start().chars().next(), Some('"' | '}')))
    };
    if let Some(list) = text.strip_prefix('[')
        && opens_object(list)
    {
        return Some(Format::Foreign(
            "a JSON list, not JSON lines",
            "put each object on a line of its own (`jq -c '.[]'`)",
        ));
    }
    let mut lines = text.lines().filter(|line| !line.trim().is_empty()).take(12).peekable();
    let first = lines.peek().copied().unwrap_or("").trim();
    let spread = first == "{" || opens_object(first) && first.ends_with([',', '{', '[']);
    let (mut objects, mut others) = (0, 0);
    for line in lines {
        if opens_object(line) { objects += 1 } else { others += 1 }
    }
    if spread && text.starts_with('{') && objects <= 1 && others > 0 {
        return Some(Format::Foreign(
            "JSON spread over several lines, not JSON lines",
            "put each object on a line of its own (`jq -c .`)",
        ));
    }
    // One broken line at the head must not cost the lines after it.
    (objects > 0 && (opens_object(first) || objects >= others)).then_some(Format::JsonLines)
}

fn markup(text: &str) -> Option<Format> {
    if !text.starts_with('<') {
        return None;
    }
    let head: String = text.chars().take(8_000).collect::<String>().to_ascii_lowercase();
    let names = |tag: &str| {
        head.match_indices(tag)
            .any(|(at, _)| head[at + tag.len()..].starts_with(|c: char| c == '>' || c == '/' || c.is_whitespace()))
    };
    const PAGE: [&str; 18] = [
        "<!doctype",
        "<html",
        "<head",
        "<body",
        "<title",
        "<meta",
        "<article",
        "<main",
        "<div",
        "<p",
        "<h1",
        "<h2",
        "<span",
        "<section",
        "<table",
        "<ul",
        "<script",
        "<link",
    ];
    const FEED: [&str; 8] = ["<rss", "<feed", "<rdf:rdf", "<nitf", "<newsitem", "<newsml", "<news", "<sitemapindex"];
    if head.starts_with("<?xml") && !names("<html") {
        let what = if FEED.iter().any(|tag| names(tag)) { "an XML news feed" } else { "XML that is no web page" };
        return Some(Format::Foreign(what, AS_LINES));
    }
    if FEED[..6].iter().any(|tag| names(tag)) && !names("<html") {
        return Some(Format::Foreign("an XML news feed", AS_LINES));
    }
    PAGE.iter().any(|tag| names(tag)).then_some(Format::Page)
}

/// A table of values: its first line names columns, `text` among them.
fn table(text: &str) -> Option<Format> {
    let first = text.lines().next().unwrap_or("");
    [',', '\t', ';'].iter().find_map(|&comma| {
        let columns: Vec<&str> = first.split(comma).map(|name| name.trim().trim_matches('"')).collect();
        let names = columns.iter().all(|name| {
            (1..=40).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b' ')
        });
        (columns.len() > 1 && names && columns.contains(&"text"))
            .then_some(Format::Foreign("a table (CSV or TSV)", AS_LINES))
    })
}
