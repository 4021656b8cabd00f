//! An input into its documents, one after another.

use std::io::{self, BufRead, BufReader, Cursor, Read};

use encoding_rs_io::DecodeReaderBytesBuilder;
use flate2::bufread::MultiGzDecoder;

use super::charset::decode;
use super::failure::{Place, ReadFailure};
use super::format::{Format, is_gzip, recognise, wide};
use super::head::read_head;
use super::json_lines::parse_line;
use super::page::read_page;
use crate::Document;

/// The largest single document, in bytes as read and unpacked; a longer one is refused by name.
pub const LARGEST_DOCUMENT: usize = 32 << 20;

/// As much of an input is looked at to tell what it is.
const HEAD: usize = 64 << 10;

/// Reads the documents of one input: plain text, a web page, or JSON lines of any length, each also under gzip.
///
/// What the input is, is told by its content. JSON lines are read a line at a time. A document that cannot be read is a
/// [`ReadFailure`] in its place in the sequence, and the next one follows. Each document comes with what its text says of
/// its own date, place, outlet and wire (see [`read_head`]).
///
/// ```
/// use whodid::read::Reader;
/// let lines = "{\"id\": \"a\", \"text\": \"Oman hosted talks.\"}\nnot json\n{\"text\": \"They failed.\"}\n";
/// let documents: Vec<_> = Reader::new("in/feed.jsonl", lines.as_bytes()).collect();
/// assert_eq!(documents.len(), 3);
/// assert_eq!(documents[0].as_ref().map(|document| document.id.as_str()), Ok("a"));
/// assert!(documents[1].is_err());
/// assert_eq!(documents[2].as_ref().map(|document| document.id.as_str()), Ok("feed.jsonl:3"));
/// ```
pub struct Reader<'a> {
    name: String,
    stem: String,
    limit: usize,
    state: State<'a>,
}

type Input<'a> = Box<dyn BufRead + Send + 'a>;

enum State<'a> {
    Unopened(Box<dyn Read + Send + 'a>),
    Lines { input: Input<'a>, line: usize },
    Done,
}

impl<'a> Reader<'a> {
    /// A reader of `input`. `name` is the path as the user gave it, or `-` for the standard input; documents without an id
    /// are called after its last part.
    pub fn new(name: &str, input: impl Read + Send + 'a) -> Self {
        let stem = match name {
            "-" | "" => "stdin",
            path => path.rsplit(['/', '\\']).find(|part| !part.is_empty()).unwrap_or(path),
        };
        Reader {
            name: name.to_string(),
            stem: stem.to_string(),
            limit: LARGEST_DOCUMENT,
            state: State::Unopened(Box::new(input)),
        }
    }

    /// Refuses documents larger than `bytes` instead of [`LARGEST_DOCUMENT`].
    #[must_use]
    pub fn with_limit(mut self, bytes: usize) -> Self {
        self.limit = bytes;
        self
    }

    fn open(&mut self, input: Box<dyn Read + Send + 'a>) -> Option<Result<Document, ReadFailure>> {
        let (mut head, mut input) = peek(input);
        if is_gzip(&head) {
            (head, input) = peek(Box::new(MultiGzDecoder::new(input)));
        }
        match recognise(&head) {
            Format::JsonLines => {
                // UTF-16 is turned into UTF-8 on the way; UTF-8 passes as it is, so that a broken line is seen.
                let decoded = DecodeReaderBytesBuilder::new()
                    .encoding(wide(&head))
                    .utf8_passthru(true)
                    .strip_bom(true)
                    .build(input);
                self.state = State::Lines { input: Box::new(BufReader::with_capacity(HEAD, decoded)), line: 0 };
                self.next()
            }
            Format::Foreign(what, advice) => Some(Err(self.failure(None, format!("it is {what}"), advice))),
            Format::Plain => Some(self.read_whole(input, false)),
            Format::Page => Some(self.read_whole(input, true)),
            // White space for longer than the head, or an error before the first byte.
            Format::Empty => Some(self.read_whole(input, false)),
        }
    }

    /// Reads a document that is the whole input.
    fn read_whole(&self, input: Input<'a>, page: bool) -> Result<Document, ReadFailure> {
        let mut bytes = Vec::new();
        if let Err(error) = input.take(self.limit as u64 + 1).read_to_end(&mut bytes) {
            return Err(self.broken(&error, Place::Byte(bytes.len())));
        }
        if bytes.len() > self.limit {
            return Err(self.too_large(None));
        }
        let text = decode(&bytes, page).map_err(|no_text| {
            self.failure(
                no_text.byte.map(Place::Byte),
                no_text.reason,
                "give text, a web page or JSON lines, best as UTF-8",
            )
        })?;
        if text.trim().is_empty() {
            return Err(self.failure(None, "it is empty", "leave it out"));
        }
        let mut document =
            if page { read_page(&self.name, &self.stem, &text)? } else { Document::new(self.stem.clone(), text) };
        read_head(&mut document);
        Ok(document)
    }

    fn failure(&self, place: Option<Place>, reason: impl Into<String>, advice: &str) -> ReadFailure {
        ReadFailure::new(&self.name, place, reason, advice)
    }

    fn broken(&self, error: &io::Error, place: Place) -> ReadFailure {
        let reason = match error.kind() {
            io::ErrorKind::UnexpectedEof => "it ends in the middle of its compressed data".to_string(),
            io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
                format!("its compressed data is damaged ({error})")
            }
            _ => format!("reading it stopped ({error})"),
        };
        self.failure(Some(place), reason, "fetch it again; what came before was read")
    }

    fn too_large(&self, place: Option<Place>) -> ReadFailure {
        let reason = format!("the document is larger than {} bytes", self.limit);
        self.failure(place, reason, "split it, or give its reports as JSON lines")
    }
}

impl Iterator for Reader<'_> {
    type Item = Result<Document, ReadFailure>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match std::mem::replace(&mut self.state, State::Done) {
                State::Done => return None,
                State::Unopened(input) => return self.open(input),
                State::Lines { mut input, line } => {
                    let line = line + 1;
                    let (bytes, end) = read_line(&mut input, self.limit);
                    let result = match end {
                        // The line is whole or cut off; the input itself cannot be read on.
                        LineEnd::Broken(error) => return Some(Err(self.broken(&error, Place::Line(line)))),
                        LineEnd::Input if bytes.is_empty() => return None,
                        LineEnd::TooLong => Some(Err(self.too_large(Some(Place::Line(line))))),
                        LineEnd::Input | LineEnd::Feed if bytes.trim_ascii().is_empty() => None,
                        LineEnd::Input | LineEnd::Feed => {
                            Some(parse_line(&self.name, &self.stem, line, &bytes).map(|mut document| {
                                read_head(&mut document);
                                document
                            }))
                        }
                    };
                    self.state = State::Lines { input, line };
                    if result.is_some() {
                        return result;
                    }
                }
            }
        }
    }
}

/// How a line ended.
enum LineEnd {
    Feed,
    Input,
    TooLong,
    Broken(io::Error),
}

/// Reads up to the next line feed, which is left out. Of a line beyond `limit` bytes nothing is kept.
fn read_line(input: &mut impl BufRead, limit: usize) -> (Vec<u8>, LineEnd) {
    let mut line = Vec::new();
    let mut too_long = false;
    loop {
        let buffer = match input.fill_buf() {
            Ok(buffer) => buffer,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return (line, LineEnd::Broken(error)),
        };
        let feed = buffer.iter().position(|&byte| byte == b'\n');
        let piece = &buffer[..feed.unwrap_or(buffer.len())];
        let (used, last) = (piece.len() + usize::from(feed.is_some()), buffer.is_empty());
        too_long |= line.len() + piece.len() > limit;
        if too_long {
            line = Vec::new();
        } else {
            line.extend_from_slice(piece);
        }
        input.consume(used);
        if feed.is_some() || last {
            let end = match (too_long, last) {
                (true, _) => LineEnd::TooLong,
                (false, true) => LineEnd::Input,
                (false, false) => LineEnd::Feed,
            };
            return (line, end);
        }
    }
}

/// The first bytes of an input, and the input with them still in it.
fn peek<'a>(mut input: impl Read + Send + 'a) -> (Vec<u8>, Input<'a>) {
    let mut head = Vec::new();
    let end = (&mut input).take(HEAD as u64).read_to_end(&mut head);
    let start = Cursor::new(head.clone());
    match end {
        Ok(_) => (head, Box::new(BufReader::with_capacity(HEAD, start.chain(input)))),
        // What came before the error is still read, and the error again after it.
        Err(error) => (head, Box::new(BufReader::new(start.chain(Broken(Some(error)))))),
    }
}

/// An input that cannot be read on.
struct Broken(Option<io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(self.0.take().unwrap_or_else(|| io::ErrorKind::UnexpectedEof.into()))
    }
}
