//! A web page into a document: the article's text, title, date, outlet and address.

use jiff::civil::Date;
use trafilatura::dom::Document as Tree;
use trafilatura::{ExtractResult, Options};

use super::failure::ReadFailure;
use super::json_lines::language;
use crate::Document;

/// Reads the article of a page. The text is its paragraphs with an empty line between; the page itself is not kept.
pub(super) fn read_page(name: &str, stem: &str, html: &str) -> Result<Document, ReadFailure> {
    let advice = "give the article's text as plain text";
    let tangled = || ReadFailure::new(name, None, "the page is too tangled to find its article", advice);
    if !is_shallow(html) {
        return Err(tangled());
    }
    // The extractor is another's code over hostile trees: should it panic, only this page is lost.
    let extracted = std::panic::catch_unwind(|| {
        let tree = Tree::parse(html);
        if depth(&tree) > DEEPEST {
            return None;
        }
        let options = Options::default().with_fallback(true).with_exclude_comments(true);
        Some(trafilatura::extract_document(tree, &options).map(|article| (paragraphs(&article.content_html), article)))
    });
    let (text, article) = match extracted {
        Ok(Some(Ok(found))) => found,
        Ok(Some(Err(_))) => return Err(ReadFailure::new(name, None, "the page holds no article", advice)),
        Ok(None) | Err(_) => return Err(tangled()),
    };
    if text.trim().is_empty() {
        return Err(ReadFailure::new(name, None, "the page holds no article", advice));
    }
    let ExtractResult { metadata, .. } = article;
    let filled = |value: String| Some(value.trim().to_string()).filter(|value| !value.is_empty());
    let publisher = filled(metadata.sitename).and_then(|site| site_name(&site));
    let title = filled(metadata.title).map(|title| without_site(&title, publisher.as_deref()));
    Ok(Document {
        id: stem.to_string(),
        text,
        title,
        date: metadata.date.and_then(|date| date.to_string().parse::<Date>().ok()),
        url: filled(metadata.url),
        publisher,
        lang: language(&metadata.language),
        ..Document::default()
    })
}

/// A site that names itself by an address: the account's name, or the host's.
fn site_name(site: &str) -> Option<String> {
    let Some((_, address)) = site.split_once("://") else { return Some(site.to_string()) };
    let (host, path) = address.split_once('/').unwrap_or((address, ""));
    let account = path.split(['/', '?']).next().unwrap_or("");
    let shared = ["facebook.com", "twitter.com", "x.com", "instagram.com", "t.me"];
    let host = host.strip_prefix("www.").unwrap_or(host);
    let name = if shared.contains(&host) { account.trim_start_matches('@') } else { host };
    (!name.is_empty()).then(|| name.to_string())
}

/// "Oman hosts talks | Aldar" without the outlet's name at its end.
fn without_site(title: &str, site: Option<&str>) -> String {
    let ends = [" | ", " - ", " – ", " — ", " :: "].iter().find_map(|mark| title.rsplit_once(mark));
    match (ends, site) {
        (Some((head, tail)), Some(site))
            if tail.trim().to_lowercase() == site.to_lowercase() && !head.trim().is_empty() =>
        {
            head.trim().to_string()
        }
        _ => title.to_string(),
    }
}

/// Pages nest some tens of elements deep; the extractor's time grows with the square of the depth, its stack with the depth.
const DEEPEST: usize = 600;
/// As [`DEEPEST`], counted without a parser, which leaves elements open that a parser would close.
const DEEPEST_WRITTEN: usize = 4_000;

/// False when tags nest so deep that even the parser would take long.
fn is_shallow(html: &str) -> bool {
    let mut depth = 0_usize;
    let bytes = html.as_bytes();
    for (at, _) in html.match_indices('<') {
        match bytes.get(at + 1) {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(letter) if letter.is_ascii_alphabetic() => {
                let name = html[at + 1..].split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
                depth += usize::from(!CLOSES_ITSELF.iter().any(|tag| tag.eq_ignore_ascii_case(name)));
            }
            _ => {}
        }
        if depth > DEEPEST_WRITTEN {
            return false;
        }
    }
    true
}

/// Elements without an end, or whose end is often left out.
const CLOSES_ITSELF: [&str; 31] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "path", "source", "track",
    "wbr", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "use", "rect", "circle",
    "line", "polygon",
];

/// The depth of the deepest element.
fn depth(tree: &Tree) -> usize {
    let mut deepest = 0;
    let mut stack = vec![(tree.root(), 0)];
    while let Some((node, depth)) = stack.pop() {
        deepest = deepest.max(depth);
        stack.extend(tree.children(node).into_iter().map(|child| (child, depth + 1)));
    }
    deepest
}

/// Elements that stand inside a line; all others start one.
const INLINE: [&str; 34] = [
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd",
    "mark", "q", "ref", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
    "wbr", "hi", "img",
];

/// The text of an extracted article: blocks with an empty line between, cells with a space, `br` a line break.
///
/// The extractor's own text sets a space wherever an element starts or ends, also within a word, and loses paragraphs.
fn paragraphs(html: &str) -> String {
    let tree = Tree::parse(html);
    let mut out = Text::default();
    let mut stack: Vec<(trafilatura::dom::NodeId, bool)> = vec![(tree.body().unwrap_or_else(|| tree.root()), false)];
    while let Some((node, leaving)) = stack.pop() {
        let tag = tree.tag_name(node);
        let block = tree.is_element(node) && !INLINE.contains(&tag);
        match tag {
            _ if tree.is_text(node) => out.push(&tree.text_content(node)),
            "br" => out.line_break(),
            "td" | "th" => out.push(" "),
            _ if block => out.paragraph(),
            _ => {}
        }
        if leaving || !tree.is_element(node) {
            continue;
        }
        if block {
            stack.push((node, true));
        }
        stack.extend(tree.child_nodes(node).into_iter().rev().map(|child| (child, false)));
    }
    out.text.truncate(out.text.trim_end().len());
    out.text
}

/// Text under construction, its white space folded as a browser does.
#[derive(Default)]
struct Text {
    text: String,
    space: bool,
}

impl Text {
    fn push(&mut self, piece: &str) {
        for c in piece.chars() {
            if c.is_whitespace() {
                self.space = true;
                continue;
            }
            if self.space && !self.text.is_empty() && !self.text.ends_with('\n') {
                self.text.push(' ');
            }
            self.space = false;
            self.text.push(c);
        }
    }

    fn line_break(&mut self) {
        self.space = false;
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    fn paragraph(&mut self) {
        self.space = false;
        while !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }
}
