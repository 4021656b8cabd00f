//! From what a form or a program sends to what it changes.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use hyper::body::{Body, Bytes, Incoming};
use hyper::http::request::Parts;
use hyper::{Response, StatusCode, header};
use tokio::time::timeout;

use crate::answer::{App, MOST_BODY, refuse, refused};
use crate::guard::{self, Shown};
use crate::problem::Problem;
use crate::queries::{Ask, Posted};
use crate::reply::{Reply, Sent};
use crate::routes::{self, Route, post};
use crate::scene::Refused;
use crate::session::{Session, Sessions, see};

/// How long a client may take to send what it wants to be changed.
const SENDING: Duration = Duration::from_secs(10);

impl App {
    /// Takes what is sent to an address; whatever goes wrong is an answer too.
    pub(crate) async fn take(&self, head: &Parts, body: Incoming) -> Response<Sent> {
        let (path, query) = (head.uri.path(), head.uri.query().unwrap_or(""));
        let api = path.starts_with("/api/");
        let told =
            |problem: Problem| refuse(&problem, api, &Ask::default(), None).with(header::CONNECTION, "close").send();
        let route = match routes::find(path) {
            Ok(route) if route.takes_posts() => route,
            Ok(_) => return refused(&head.method, path),
            Err(problem) => return told(problem),
        };
        let Some(sessions) = self.sessions.as_ref() else {
            let advice = "start it without --read-only, or use `whodid correct` on the machine that has the store";
            let what = "this server is only for reading";
            return told(Problem::new(StatusCode::FORBIDDEN, "read_only", what, advice));
        };
        // The token of the server in an address is for the first page alone.
        if guard::token(self.token.as_deref(), &head.headers, "") != Shown::Right {
            return told(guard::no_token());
        }
        if let Err(problem) = guard::sent(&head.headers) {
            return told(problem);
        }
        let ask = match Ask::read(query, route.takes()) {
            Ok(ask) => ask,
            Err(problem) => return told(problem),
        };
        let posted = match timeout(SENDING, whole(body)).await {
            Ok(Ok(bytes)) => Posted::read(&bytes),
            Ok(Err(problem)) => Err(problem),
            Err(_) => Err(Problem::new(
                StatusCode::REQUEST_TIMEOUT,
                "slow",
                "what was sent did not come to its end",
                "send it again",
            )),
        };
        let posted = match posted {
            Ok(posted) => posted.about(route.about()),
            Err(problem) => return told(problem),
        };
        let session = sessions.of(&head.headers);
        let shows = if api { self.is_program(sessions, head) } else { sessions.knows(&session, posted.value("token")) };
        let done =
            if shows { self.make(&route, &ask, path, &posted).await } else { Err(guard::no_page_token(api).into()) };
        match done {
            Ok(reply) => reply.with(header::CACHE_CONTROL, "no-store").send(),
            Err(Wrong { problem, .. }) if api => match problem.status {
                StatusCode::SERVICE_UNAVAILABLE => {
                    refuse(&problem, api, &ask, None).with(header::RETRY_AFTER, "5").send()
                }
                _ => refuse(&problem, api, &ask, None).send(),
            },
            Err(wrong) => self.again(sessions, &session, route, ask, path, posted, wrong).await.send(),
        }
    }

    fn is_program(&self, sessions: &Sessions, head: &Parts) -> bool {
        let bearer = self.token.as_deref().is_some_and(|token| guard::is_bearer(token, &head.headers));
        bearer || sessions.is_program(&head.headers)
    }

    async fn make(&self, route: &Route, ask: &Ask, path: &str, posted: &Posted) -> Result<Reply, Wrong> {
        let act = posted.act()?;
        let (_, cited) = self.citation().await?;
        if cited.linking.as_deref().is_some_and(|linking| linking != whodid_store::Linking::default().version) {
            let what = "the store was linked by another version of whodid, and is linked anew as a whole first";
            let advice = "stop the server for that, and run `whodid link` or `whodid run` on the store";
            return Err(Problem::new(StatusCode::CONFLICT, "linked_otherwise", what, advice).into());
        }
        // What stands behind it in the queue is asked for before it leaves it.
        let next = match route {
            Route::ReviewOf(id) => {
                let (filter, id) = (ask.filter.clone(), id.clone());
                self.pool.ask(move |store| post::next(store, &filter, &id)).await.map_err(Problem::from)??
            }
            _ => None,
        };
        let sent = posted.clone();
        let done = self
            .writer
            .write(cited.events, move |store| post::make(store, &sent))
            .await
            .map_err(|error| Wrong { field: error.field(), problem: error.into() })??;
        let first = done.mentions.first().cloned();
        let told = self.pool.ask(move |store| post::told(store, &done)).await.map_err(Problem::from)??;
        if *route == Route::ApiCorrections {
            return Ok(Reply::json(&told)?);
        }
        let back = post::back(route, ask, next.as_deref(), told.event.as_deref(), first.as_deref())
            .unwrap_or(path.to_string());
        let done_to = post::page_of(ask, told.event.as_deref(), first.as_deref()).unwrap_or_else(|| back.clone());
        Ok(see(&back, act, &done_to, posted.value("author")))
    }

    /// The page that a form was sent from, with what was typed and what is wrong with it.
    #[allow(clippy::too_many_arguments)]
    async fn again(
        &self,
        sessions: &Sessions,
        session: &Session,
        route: Route,
        ask: Ask,
        path: &str,
        posted: Posted,
        wrong: Wrong,
    ) -> Reply {
        let Wrong { problem, field } = wrong;
        let status = problem.status;
        let plain = refuse(&problem, false, &ask, None);
        let Ok((state, cited)) = self.citation().await else { return plain };
        let field = field.or(problem.parameter.map(ToString::to_string));
        let refused = Some(Arc::new(Refused { posted, problem, field }));
        let scene = self.scene(&ask, path, cited, refused);
        let page = match self.pool.ask(move |store| routes::answer(&route, store, &scene)).await {
            Ok(Ok(page)) if page.status == StatusCode::OK => page,
            _ => return plain,
        };
        let page = sessions.fill(Reply { status, ..page }, session, &state);
        let page = page.with(header::CACHE_CONTROL, "no-store");
        if status == StatusCode::SERVICE_UNAVAILABLE { page.with(header::RETRY_AFTER, "5") } else { page }
    }
}

/// Why something was not done.
struct Wrong {
    problem: Problem,
    /// The field that it is about.
    field: Option<String>,
}

impl<P: Into<Problem>> From<P> for Wrong {
    fn from(problem: P) -> Self {
        Wrong { problem: problem.into(), field: None }
    }
}

/// The whole of a body that is not too large.
async fn whole(body: Incoming) -> Result<Vec<u8>, Problem> {
    let mut body = pin!(body);
    let mut bytes: Vec<u8> = Vec::new();
    while let Some(frame) = poll_fn(|context| body.as_mut().poll_frame(context)).await {
        let cut =
            |_| Problem::new(StatusCode::BAD_REQUEST, "cut", "what was sent did not come to its end", "send it again");
        let data: Bytes = frame.map_err(cut)?.into_data().unwrap_or_default();
        if bytes.len() + data.len() > MOST_BODY as usize {
            let what = "more was sent than any form holds";
            return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "body", what, "send less, several times"));
        }
        bytes.extend_from_slice(&data);
    }
    Ok(bytes)
}
