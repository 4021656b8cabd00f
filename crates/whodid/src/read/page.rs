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
    // The extractor is another's code over hostile trees: should it panic, only this page is lost.
    let extracted = std::panic::catch_unwind(|| {
        let options = Options::default().with_fallback(true).with_exclude_comments(true);
        trafilatura::extract(html, &options).map(|article| (paragraphs(&article.content_html), article))
    });
    let (text, article) = match extracted {
        Ok(Ok(found)) => found,
        Ok(Err(error)) => {
            return Err(ReadFailure::new(name, None, format!("the page holds no article ({error})"), advice));
        }
        Err(_) => return Err(ReadFailure::new(name, None, "the page is too tangled to find its article", advice)),
    };
    if text.trim().is_empty() {
        return Err(ReadFailure::new(name, None, "the page holds no article", advice));
    }
    let ExtractResult { metadata, .. } = article;
    let filled = |value: String| Some(value.trim().to_string()).filter(|value| !value.is_empty());
    Ok(Document {
        id: stem.to_string(),
        text,
        title: filled(metadata.title),
        date: metadata.date.and_then(|date| date.to_string().parse::<Date>().ok()),
        url: filled(metadata.url),
        publisher: filled(metadata.sitename),
        lang: language(&metadata.language),
        ..Document::default()
    })
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
