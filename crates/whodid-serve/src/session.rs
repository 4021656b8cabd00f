//! Readers who may correct: the cookie that tells one from another, the token that their forms send, and what a page holds that is
//! one reader's alone.
//!
//! A token is made of the reader's cookie with a key that is another at each start: no other site knows it, and a token of one
//! reader is of no use to another. Pages are kept with marks in place of it.

use std::fmt::Write as _;
use std::sync::Arc;

use hmac::{Hmac, KeyInit, Mac};
use hyper::header::{self, HeaderMap};
use maud::html;
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use sha2::{Digest, Sha256};

use crate::queries::Act;
use crate::reply::Reply;
use crate::scene::Marks;

const SESSION: &str = "whodid-session";
const AUTHOR: &str = "whodid-author";
const DONE: &str = "whodid-done";
/// Seconds of a year, for which a reader need not write the name again.
const YEAR: u32 = 31_536_000;

/// Makes sessions, and knows their tokens.
pub(crate) struct Sessions {
    key: [u8; 32],
    pub(crate) marks: Arc<Marks>,
}

/// One reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Session {
    id: String,
    /// The reader does not have the cookie yet.
    fresh: bool,
    author: String,
    /// What the reader has just done, and the address of what it was done to.
    done: Option<(Act, String)>,
}

impl Sessions {
    /// With a key of its own.
    ///
    /// # Errors
    ///
    /// When the system gives no random bytes.
    pub(crate) fn new() -> Result<Sessions, getrandom::Error> {
        let mut key = [0; 32];
        getrandom::fill(&mut key)?;
        let programs = token_of(&key, "programs");
        let marks = Marks { token: random()?, author: random()?, done: random()?, programs };
        Ok(Sessions { key, marks: Arc::new(marks) })
    }

    /// The session of whoever sends these headers, or a new one.
    pub(crate) fn of(&self, headers: &HeaderMap) -> Session {
        let id = cookie(headers, SESSION);
        let id = id.filter(|id| id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit()));
        // Without random bytes the session has no name, and nothing that is sent in it is taken.
        let (id, fresh) = id.map_or_else(|| (random().unwrap_or_default(), true), |id| (id, false));
        let done = cookie(headers, DONE).and_then(|done| {
            let (act, address) = done.split_once('.')?;
            let act = Act::ALL.iter().find(|(_, name)| *name == act)?.0;
            let address = plain(address);
            // A page of ours, and nothing else.
            (address.starts_with('/') && !address.starts_with("//")).then_some((act, address))
        });
        let author = cookie(headers, AUTHOR).map(|author| plain(&author)).unwrap_or_default();
        Session { id, fresh, author: author.chars().take(200).collect(), done }
    }

    /// Whether a reader's form sends the reader's token.
    pub(crate) fn knows(&self, session: &Session, token: &str) -> bool {
        !session.fresh && same(token, &token_of(&self.key, &session.id))
    }

    /// Whether a program sends its token in a header, which no page of another site can make a browser send.
    pub(crate) fn is_program(&self, headers: &HeaderMap) -> bool {
        let told = headers.get("x-whodid-token").and_then(|token| token.to_str().ok());
        told.is_some_and(|token| same(token, &self.marks.programs))
    }

    /// Puts what is the reader's alone into a page; `tag` is that of the store's state.
    pub(crate) fn fill(&self, reply: Reply, session: &Session, tag: &str) -> Reply {
        let Ok(text) = std::str::from_utf8(&reply.bytes) else { return reply };
        let done = session.done.as_ref().map(|(act, address)| told(*act, address)).unwrap_or_default();
        let author = html! { (session.author) }.into_string();
        let text = text
            .replace(&self.marks.token, &token_of(&self.key, &session.id))
            .replace(&self.marks.author, &author)
            .replace(&self.marks.done, &done);
        let mut reply = Reply { bytes: text.into(), ..reply };
        match session.tag(tag) {
            Some(tag) => reply = reply.with(header::ETAG, &tag),
            None => {
                reply.headers.remove(header::ETAG);
                reply = reply.with(header::CACHE_CONTROL, "no-store");
            }
        }
        if session.done.is_some() {
            reply = reply.and(header::SET_COOKIE, &baked(DONE, "", 0));
        }
        if session.fresh {
            let cookie = format!("{SESSION}={}; HttpOnly; SameSite=Strict; Path=/", session.id);
            reply = reply.and(header::SET_COOKIE, &cookie);
        }
        reply
    }
}

impl Session {
    /// The tag of a page in a state of the store with what is this reader's alone; `None` when it is to be shown this once.
    pub(crate) fn tag(&self, state: &str) -> Option<String> {
        if self.done.is_some() || self.fresh {
            return None;
        }
        let own = hex(&Sha256::digest([self.id.as_str(), &self.author].join("\0"))[..8]);
        Some(format!("\"{}-{own}\"", state.trim_matches('"')))
    }
}

/// The way to a page that says what was done, and to what.
pub(crate) fn see(address: &str, act: Act, done_to: &str, author: &str) -> Reply {
    let done = format!("{}.{}", act.name(), encoded(done_to));
    let reply = Reply::see(&format!("{address}#done")).with(header::SET_COOKIE, &baked(DONE, &done, 300));
    if author.is_empty() { reply } else { reply.and(header::SET_COOKIE, &baked(AUTHOR, &encoded(author), YEAR)) }
}

/// What was done, in words.
fn told(act: Act, address: &str) -> String {
    let (what, more) = match act {
        Act::Correct => ("Corrected.", "See what was corrected, or take it back"),
        Act::Drop => ("Dropped: it counts as no event any more.", "See it, or take it back"),
        Act::Accept => ("Accepted.", "See it, or take it back"),
        Act::Merge => ("Merged into one event.", "See it, or take it back"),
        Act::Split => ("Split off.", "See it, or take it back"),
        Act::Undo => ("Taken back: it stands as it did before.", "See it"),
    };
    html! { p.done #done role="status" tabindex="-1" { strong { (what) } " " a href=(address) { (more) } "." } }
        .into_string()
}

/// The token of a session.
fn token_of(key: &[u8; 32], session: &str) -> String {
    // A key of any length is taken.
    let Ok(mut made) = Hmac::<Sha256>::new_from_slice(key) else { return String::new() };
    made.update(session.as_bytes());
    hex(&made.finalize().into_bytes()[..16])
}

fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(one, _)| *one == name)
        .map(|(_, value)| value.to_string())
}

fn baked(name: &str, value: &str, seconds: u32) -> String {
    format!("{name}={value}; HttpOnly; SameSite=Strict; Path=/; Max-Age={seconds}")
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

fn plain(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().chars().filter(|one| !one.is_control()).collect()
}

/// Whether two texts are the same, in a time that tells nothing of either.
fn same(one: &str, other: &str) -> bool {
    Sha256::digest(one) == Sha256::digest(other)
}

fn random() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)?;
    Ok(hex(&bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}
