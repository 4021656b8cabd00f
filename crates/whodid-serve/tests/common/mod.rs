//! A store made of the example articles and of one that means harm, a server on it, and a client that says what it likes.

#![allow(dead_code)]

pub mod hand;
pub mod markup;

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use whodid::link::origins::Item;
use whodid::pipeline::code_document;
use whodid::read::Reader;
use whodid::resolve::places::outlet_country;
use whodid::resources::{Facts, Gazetteer, Model, Resources, Worker};
use whodid_serve::{Server, Settings, Stopper};
use whodid_store::{Access, Coded, Coder, Store, content_hash};

/// The repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn resources() -> Resources {
    let bytes = |path: &str| std::fs::read(root().join(path)).unwrap();
    let text = |path: &str| String::from_utf8(bytes(path)).unwrap();
    let model = Model::load(
        bytes("models/en/encoder.onnx"),
        bytes("models/en/roles.onnx"),
        &text("models/en/vocab.txt"),
        &text("models/en/model.json"),
    )
    .unwrap();
    let names = ["countries", "leaders", "organisations", "groups", "roles"];
    let names: Vec<String> =
        names.iter().flat_map(|name| [format!("{name}.tsv"), format!("{name}-hand.tsv")]).collect();
    let tables: Vec<(String, String)> =
        names.into_iter().map(|name| (name.clone(), text(&format!("facts/{name}")))).collect();
    let tables: Vec<(&str, &str)> = tables.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let gazetteer: &'static [u8] = Box::leak(bytes("gazetteer/gazetteer.bin").into_boxed_slice());
    let outlets: &'static str = Box::leak(text("gazetteer/outlets.tsv").into_boxed_str());
    Resources { model, facts: Facts::parse(&tables).unwrap(), gazetteer: Gazetteer::load(gazetteer, outlets).unwrap() }
}

/// What a document can do to a page that trusts it.
pub const HARM: &str = include_str!("harm.jsonl");

/// The path of a store that is made once; who writes to it takes a copy.
pub fn store() -> &'static Path {
    static MADE: OnceLock<PathBuf> = OnceLock::new();
    MADE.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(concat!("serve-", env!("CARGO_CRATE_NAME")));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("examples.db");
        let resources = resources();
        let mut store =
            Store::open(&path, &Access { now: "2026-11-22T12:00:00Z".into(), ..Access::default() }).unwrap();
        let mut names: Vec<PathBuf> =
            std::fs::read_dir(root().join("examples")).unwrap().map(|entry| entry.unwrap().path()).collect();
        names.retain(|name| name.extension().is_none_or(|ending| ending != "expected"));
        names.sort();
        let mut batch = Vec::new();
        for name in names {
            let bytes = std::fs::read(&name).unwrap();
            batch.extend(coded(&name.display().to_string(), &bytes, &resources));
        }
        batch.extend(coded("harm.jsonl", HARM.as_bytes(), &resources));
        store.write(&batch, &[], &coder()).unwrap();
        store.link().unwrap();
        store.finish("2026-11-22T12:00:01Z").unwrap();
        path
    })
}

/// A copy of the store that may be written to.
pub fn copy(name: &str) -> PathBuf {
    let path = store().with_file_name(format!("{name}.db"));
    std::fs::copy(store(), &path).unwrap();
    path
}

pub fn coder() -> Coder {
    Coder { hash: "c1".into(), program: "whodid test".into(), description: serde_json::json!({"model": "en"}) }
}

fn coded(name: &str, bytes: &[u8], resources: &Resources) -> Vec<Coded> {
    let worker = Worker::new();
    Reader::new(name, bytes)
        .map(|document| {
            let document = document.unwrap();
            let hash = content_hash(&document);
            let document = code_document(document, resources, &worker).unwrap();
            let country = outlet_country(&document, &resources.gazetteer);
            let item = Item::of(&document, &resources.facts);
            Coded { document, hash, country, item }
        })
        .collect()
}

/// A server that stops when it goes out of sight.
pub struct Running {
    pub address: SocketAddr,
    stopper: Stopper,
    thread: Option<JoinHandle<()>>,
}

impl Running {
    pub fn start(settings: &Settings) -> Running {
        let server = Server::bind(settings).unwrap();
        let (address, stopper) = (server.address(), server.stopper());
        let thread = Some(std::thread::spawn(move || server.run().unwrap()));
        Running { address, stopper, thread }
    }

    /// A server on the examples.
    pub fn on_examples() -> Running {
        Running::start(&Settings::new(store()))
    }

    /// Asks for an address as a browser does.
    pub fn get(&self, target: &str) -> Answer {
        self.ask("GET", target, &[("Host", &format!("localhost:{}", self.address.port()))])
    }

    pub fn get_with(&self, target: &str, headers: &[(&str, &str)]) -> Answer {
        let host = format!("localhost:{}", self.address.port());
        let mut all = vec![("Host", host.as_str())];
        all.extend(headers);
        self.ask("GET", target, &all)
    }

    pub fn ask(&self, method: &str, target: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = format!("{method} {target} HTTP/1.1\r\n");
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        request.push_str("Connection: close\r\n\r\n");
        self.send(request.as_bytes())
    }

    /// Sends a form as a page does, with these headers besides.
    pub fn post(&self, target: &str, headers: &[(&str, &str)], fields: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let host = format!("localhost:{}", self.address.port());
        let mut request = format!("POST {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n");
        if !headers.iter().any(|(name, _)| *name == "Content-Type") {
            request.push_str("Content-Type: application/x-www-form-urlencoded\r\n");
        }
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        request.push_str(&format!("Content-Length: {}\r\n\r\n{body}", body.len()));
        self.send(request.as_bytes())
    }

    /// Sends bytes, and reads what comes back until the end.
    pub fn send(&self, bytes: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        stream.write_all(bytes).unwrap();
        let mut all = Vec::new();
        stream.read_to_end(&mut all).unwrap();
        Answer::read(&all)
    }

    pub fn stop(&mut self) {
        self.stopper.stop();
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap();
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stopper.stop();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// A browser with its cookies.
pub struct Browser<'s> {
    pub server: &'s Running,
    pub cookies: std::collections::BTreeMap<String, String>,
}

impl<'s> Browser<'s> {
    pub fn new(server: &'s Running) -> Browser<'s> {
        Browser { server, cookies: Default::default() }
    }

    pub fn cookie(&self) -> String {
        self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    fn keep(&mut self, answer: &Answer) {
        for (_, value) in answer.headers.iter().filter(|(name, _)| name == "set-cookie") {
            let (name, rest) = value.split_once('=').unwrap();
            assert!(rest.contains("HttpOnly; SameSite=Strict; Path=/"), "{value}");
            if rest.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_string(), rest.split(';').next().unwrap().to_string());
            }
        }
    }

    /// A page, wherever its address leads.
    pub fn get(&mut self, target: &str) -> Answer {
        let target = target.split('#').next().unwrap();
        let answer = self.server.get_with(target, &[("Cookie", &self.cookie())]);
        self.keep(&answer);
        match answer.status {
            303 => self.get(answer.header("location")),
            _ => answer,
        }
    }

    /// Sends a form of a page with the page's token, as a browser does.
    pub fn send(&mut self, page: &str, fields: &[(&str, &str)]) -> Answer {
        let token = token(&self.get(page).body);
        let port = self.server.address.port();
        let (origin, cookie) = (format!("http://localhost:{port}"), self.cookie());
        let headers = [("Cookie", cookie.as_str()), ("Origin", &origin), ("Sec-Fetch-Site", "same-origin")];
        let mut all = vec![("token", token.as_str())];
        all.extend(fields);
        let answer = self.server.post(page, &headers, &all);
        self.keep(&answer);
        answer
    }
}

/// The token in the forms of a page.
pub fn token(page: &str) -> String {
    let rest = page.split("name=\"token\" value=\"").nth(1).unwrap_or_else(|| panic!("no token in {page}"));
    rest.split('"').next().unwrap().to_string()
}

/// An id as one part of a path.
pub fn encoded(id: &str) -> String {
    percent_encoding::utf8_percent_encode(id, percent_encoding::NON_ALPHANUMERIC).to_string()
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub bytes: Vec<u8>,
    /// The bytes as text; what is none is replaced by signs for it.
    pub body: String,
}

impl Answer {
    fn read(bytes: &[u8]) -> Answer {
        let cut = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("an end of the head");
        let head = String::from_utf8_lossy(&bytes[..cut]).into_owned();
        let mut lines = head.lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let headers: Vec<(String, String)> = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_string()))
            .collect();
        let mut body = bytes[cut + 4..].to_vec();
        if headers.iter().any(|(name, value)| name == "transfer-encoding" && value == "chunked") {
            body = whole(&body);
        }
        Answer { status, headers, body: String::from_utf8_lossy(&body).into_owned(), bytes: body }
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(one, _)| one == name).map_or("", |(_, value)| value)
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }
}

/// Chunks put together.
fn whole(mut rest: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    loop {
        let line = rest.windows(2).position(|two| two == b"\r\n").expect("a chunk's length");
        let size = usize::from_str_radix(std::str::from_utf8(&rest[..line]).unwrap().trim(), 16).unwrap();
        if size == 0 {
            return out;
        }
        out.extend_from_slice(&rest[line + 2..line + 2 + size]);
        rest = &rest[line + 4 + size..];
    }
}

/// One server on the examples for all tests of a program.
pub fn shared() -> std::sync::MutexGuard<'static, Running> {
    static SHARED: OnceLock<Mutex<Running>> = OnceLock::new();
    SHARED.get_or_init(|| Mutex::new(Running::on_examples())).lock().unwrap_or_else(PoisonError::into_inner)
}
