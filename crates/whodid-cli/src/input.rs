//! What was named on the command line, as a stream of documents.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

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

type Documents = Box<dyn Iterator<Item = Result<Document, ReadFailure>>>;

fn read(name: &str, input: impl Read + Send + 'static) -> Documents {
    Box::new(Reader::new(name, input))
}

fn failed(name: &str, reason: String) -> Documents {
    let failure = ReadFailure {
        document: name.to_string(),
        place: None,
        reason,
        advice: "check the name and that it may be read".to_string(),
    };
    Box::new(std::iter::once(Err(failure)))
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
            Ok(entry) if entry.path().extension().is_some_and(|ending| ending == "expected") => None,
            Ok(entry) => Some(Input::File(entry.into_path())),
            Err(error) => Some(Input::Missing(path.display().to_string(), error.to_string())),
        })
        .collect()
}
