//! What is wrong with a request, and what to do about it: one form for pages and API.

use hyper::StatusCode;
use serde_json::{Value, json};
use whodid::write::TableError;
use whodid_store::StoreError;

use crate::pool::Busy;

/// Why a request is not answered as asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The status of the answer.
    pub status: StatusCode,
    /// A name for programs.
    pub code: &'static str,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub advice: String,
    /// The parameter that it is about.
    pub parameter: Option<&'static str>,
}

impl Problem {
    pub(crate) fn new(
        status: StatusCode,
        code: &'static str,
        what: impl Into<String>,
        advice: impl Into<String>,
    ) -> Self {
        Problem { status, code, what: what.into(), advice: advice.into(), parameter: None }
    }

    /// A parameter that cannot have its value.
    pub(crate) fn of(parameter: &'static str, what: impl Into<String>, advice: impl Into<String>) -> Self {
        Problem { parameter: Some(parameter), ..Problem::new(StatusCode::BAD_REQUEST, "bad_filter", what, advice) }
    }

    pub(crate) fn cursor() -> Self {
        let what = "`after` is no place in this list";
        let advice =
            "take `next` of the page before as it is, with the same `sort`, or leave `after` out for the first page";
        Problem { code: "bad_cursor", ..Problem::of("after", what, advice) }
    }

    pub(crate) fn no_such(what: &str, id: &str) -> Self {
        let told = format!("the store has no {what} `{id}`");
        let advice = format!("it may have been coded or linked anew since; look for it among the {what}s");
        Problem::new(StatusCode::NOT_FOUND, "not_found", told, advice)
    }

    /// In the API's form.
    pub(crate) fn json(&self) -> Value {
        json!({"error": {
            "status": self.status.as_u16(),
            "code": self.code,
            "what": self.what,
            "do": self.advice,
            "parameter": self.parameter,
        }})
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        if error.is_stopped() {
            let what = "the store took too long to answer";
            return Problem::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "too_slow",
                what,
                "narrow the question: a shorter period, a country, a class",
            );
        }
        if error.is_asked() {
            return Problem::cursor();
        }
        Problem::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "store",
            error.to_string(),
            "look at the file on the machine that serves it",
        )
    }
}

impl From<Busy> for Problem {
    fn from(busy: Busy) -> Self {
        match busy {
            Busy::Full => Problem::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "busy",
                "too many questions are waiting",
                "ask again in a few seconds",
            ),
            Busy::Lost => Problem::new(
                StatusCode::INTERNAL_SERVER_ERROR,
                "lost",
                "the answer was lost on the way",
                "ask again; if it happens again, report the address",
            ),
        }
    }
}

impl From<TableError> for Problem {
    fn from(error: TableError) -> Self {
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "store", error.to_string(), "report the address")
    }
}

impl From<serde_json::Error> for Problem {
    fn from(error: serde_json::Error) -> Self {
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "store", error.to_string(), "report the address")
    }
}
