//! What was named on the command line, as a stream of documents.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use sha2::{Digest, Sha256};
use whodid::Document;
use whodid::read::{ReadFailure, Reader};

/// One input that can be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Input {
    Stdin,
    File(PathBuf),
    Missing(String, String),
}

/// The documents of files, folders, glob patterns and standard input, in the order given; a folder's files by name.
///
/// In folders, hidden files are left out, and so are those that end in `.expected`, which hold what others should come to.
pub fn documents(inputs: &[String]) -> impl Iterator<Item = Result<Document, ReadFailure>> {
    let opened: Vec<Input> = inputs.iter().flat_map(|input| listed(input)).collect();
    opened.into_iter().flat_map(|input| match input {
        Input::Stdin => read("-", std::io::stdin()),
        Input::Missing(name, reason) => failed(&name, reason),
        Input::File(path) => {
            let name = path.display().to_string();
            match File::open(&path) {
                Ok(file) => read(&name, BufReader::with_capacity(1 << 16, file)),
                Err(error) => failed(&name, error.to_string()),
            }
        }
    })
}

/// One input with its documents, and the hash of its bytes once they are read.
pub struct Source {
    /// As it was named.
    pub name: String,
    /// Its documents, one after another.
    pub documents: Documents,
    hashed: Option<Hashed>,
}

impl Source {
    /// The first 32 hexadecimal digits of the SHA-256 of the input's bytes, all of them; empty when it could not be opened.
    pub fn hash(self) -> String {
        drop(self.documents);
        let Some(Hashed(shared)) = self.hashed else { return String::new() };
        // What was not read, such as the rest of an image, counts too.
        let mut rest = Hashed(Arc::clone(&shared));
        let _ = std::io::copy(&mut rest, &mut std::io::sink());
        let Ok(mut both) = shared.lock() else { return String::new() };
        std::mem::take(&mut both.1).finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
    }
}

/// An input whose bytes are hashed while they are read.
#[derive(Clone)]
struct Hashed(Arc<Mutex<(Box<dyn Read + Send>, Sha256)>>);

impl Read for Hashed {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let mut both = self.0.lock().map_err(|_| std::io::Error::other("another reader of it failed"))?;
        let length = both.0.read(buffer)?;
        both.1.update(&buffer[..length]);
        Ok(length)
    }
}

/// The inputs one after another, in the same order as [`documents`].
pub fn sources(inputs: &[String]) -> impl Iterator<Item = Source> + use<> {
    let opened: Vec<Input> = inputs.iter().flat_map(|input| listed(input)).collect();
    opened.into_iter().map(|input| {
        let (name, bytes): (String, Box<dyn Read + Send>) = match input {
            Input::Stdin => ("-".into(), Box::new(std::io::stdin())),
            Input::Missing(name, reason) => {
                let documents = failed(&name, reason);
                return Source { name, documents, hashed: None };
            }
            Input::File(path) => {
                let name = path.display().to_string();
                match File::open(&path) {
                    Ok(file) => (name, Box::new(file)),
                    Err(error) => {
                        let documents = failed(&name, error.to_string());
                        return Source { name, documents, hashed: None };
                    }
                }
            }
        };
        let hashed = Hashed(Arc::new(Mutex::new((bytes, Sha256::new()))));
        let documents = read(&name, BufReader::with_capacity(1 << 16, hashed.clone()));
        Source { name, documents, hashed: Some(hashed) }
    })
}

/// The bytes of each input with its name, unpacked when it is gzip; or why it cannot be opened.
pub fn streams(
    inputs: &[String],
) -> impl Iterator<Item = Result<(String, Box<dyn BufRead + Send>), ReadFailure>> + use<> {
    let opened: Vec<Input> = inputs.iter().flat_map(|input| listed(input)).collect();
    opened.into_iter().map(|input| {
        let (name, bytes): (String, Box<dyn Read + Send>) = match input {
            Input::Stdin => ("-".into(), Box::new(std::io::stdin())),
            Input::Missing(name, reason) => return Err(failure(&name, reason)),
            Input::File(path) => {
                let name = path.display().to_string();
                let file = File::open(&path).map_err(|error| failure(&name, error.to_string()))?;
                (name, Box::new(file))
            }
        };
        let mut bytes = BufReader::with_capacity(1 << 16, bytes);
        // What cannot be read is told by whoever reads on.
        let zipped = bytes.fill_buf().is_ok_and(|head| head.starts_with(&[0x1f, 0x8b, 0x08]));
        let bytes: Box<dyn BufRead + Send> = match zipped {
            true => Box::new(BufReader::with_capacity(1 << 16, flate2::bufread::MultiGzDecoder::new(bytes))),
            false => Box::new(bytes),
        };
        Ok((name, bytes))
    })
}

/// Documents, or what could not be read, in their order.
pub type Documents = Box<dyn Iterator<Item = Result<Document, ReadFailure>>>;

fn read(name: &str, input: impl Read + Send + 'static) -> Documents {
    Box::new(Reader::new(name, input))
}

fn failed(name: &str, reason: String) -> Documents {
    Box::new(std::iter::once(Err(failure(name, reason))))
}

fn failure(name: &str, reason: String) -> ReadFailure {
    let advice = "check the name and that it may be read".to_string();
    ReadFailure { document: name.to_string(), place: None, reason, advice }
}

fn listed(input: &str) -> Vec<Input> {
    if input == "-" {
        return vec![Input::Stdin];
    }
    let path = Path::new(input);
    if path.is_dir() {
        return folder(path);
    }
    if path.exists() || !input.contains(['*', '?', '[']) {
        return vec![Input::File(path.to_path_buf())];
    }
    let matches: Vec<Input> = match glob::glob(input) {
        Ok(paths) => paths
            .flatten()
            .flat_map(|path| if path.is_dir() { folder(&path) } else { vec![Input::File(path)] })
            .collect(),
        Err(error) => return vec![Input::Missing(input.to_string(), format!("not a pattern: {error}"))],
    };
    if matches.is_empty() {
        return vec![Input::Missing(input.to_string(), "no file matches".to_string())];
    }
    matches
}

fn folder(path: &Path) -> Vec<Input> {
    let hidden = |entry: &walkdir::DirEntry| entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.');
    walkdir::WalkDir::new(path)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| !hidden(entry))
        .filter_map(|entry| match entry {
            Ok(entry) if entry.file_type().is_dir() => None,
            Ok(entry) if entry.path().extension().is_some_and(|ending| ending == "expected" || ending == "events") => {
                None
            }
            Ok(entry) => Some(Input::File(entry.into_path())),
            Err(error) => Some(Input::Missing(path.display().to_string(), error.to_string())),
        })
        .collect()
}
