//! Answers on their way out.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use hyper::body::{Body, Bytes, Frame, SizeHint};
use hyper::header::{HeaderName, HeaderValue};
use hyper::{HeaderMap, Response, StatusCode, header};
use maud::Markup;
use serde::Serialize;
use tokio::sync::mpsc;

use crate::problem::Problem;

/// An answer that is known as a whole.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Bytes,
}

/// The bytes of an answer.
#[derive(Debug)]
pub(crate) enum Sent {
    /// All of them; `None` once they are sent.
    Whole(Option<Bytes>),
    /// As they come. When the other end is dropped, the answer is at its end.
    Flow(mpsc::Receiver<Result<Bytes, Cut>>),
}

/// An answer that had begun cannot be brought to its end: the connection is cut, so that nobody takes it for whole.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cut;

impl std::fmt::Display for Cut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the store could not be read to the end")
    }
}

impl std::error::Error for Cut {}

impl From<Infallible> for Cut {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}

pub(crate) const HTML: &str = "text/html; charset=utf-8";
pub(crate) const JSON: &str = "application/json";

impl Reply {
    /// An answer of one kind.
    pub(crate) fn of(kind: &'static str, bytes: impl Into<Bytes>) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
        Reply { status: StatusCode::OK, headers, bytes: bytes.into() }
    }

    /// A page.
    pub(crate) fn page(markup: Markup) -> Self {
        Reply::of(HTML, markup.into_string())
    }

    /// A record.
    pub(crate) fn json(record: &impl Serialize) -> Result<Self, Problem> {
        let mut bytes = serde_json::to_vec(record)?;
        bytes.push(b'\n');
        Ok(Reply::of(JSON, bytes))
    }

    /// The way to another address.
    pub(crate) fn see(address: &str) -> Self {
        let reply = Reply::of("text/plain; charset=utf-8", format!("{address}\n"));
        Reply { status: StatusCode::SEE_OTHER, ..reply }.with(header::LOCATION, address)
    }

    /// The same with a header. A value that no header can have is left out.
    pub(crate) fn with(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.insert(name, value);
        }
        self
    }

    /// The same with one more header of a name that it may have already.
    pub(crate) fn and(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.append(name, value);
        }
        self
    }

    pub(crate) fn send(self) -> Response<Sent> {
        let mut response = Response::new(Sent::Whole(Some(self.bytes)));
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        response
    }
}

impl Body for Sent {
    type Data = Bytes;
    type Error = Cut;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Cut>>> {
        match &mut *self {
            Sent::Whole(bytes) => {
                Poll::Ready(bytes.take().filter(|bytes| !bytes.is_empty()).map(|bytes| Ok(Frame::data(bytes))))
            }
            Sent::Flow(parts) => parts.poll_recv(context).map(|part| part.map(|part| part.map(Frame::data))),
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Sent::Whole(bytes) if bytes.as_ref().is_none_or(|bytes| bytes.is_empty()))
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Sent::Whole(bytes) => SizeHint::with_exact(bytes.as_ref().map_or(0, |bytes| bytes.len() as u64)),
            Sent::Flow(_) => SizeHint::default(),
        }
    }
}
