//! From a request to its answer.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use hyper::body::{Body as _, Incoming};
use hyper::header::HeaderMap;
use hyper::http::request::Parts;
use hyper::{Method, Request, Response, StatusCode, header};
use tokio::sync::Semaphore;
use whodid_store::{Citation, Store};

use crate::cache::Cache;
use crate::guard::{self, Shown};
use crate::pool::{Busy, Pool};
use crate::problem::Problem;
use crate::queries::Ask;
use crate::reply::{Reply, Sent};
use crate::routes::{self, Found};
use crate::scene::{Refused, Scene};
use crate::server::{ServeError, Settings};
use crate::session::Sessions;
use crate::views;
use crate::writer::Writer;

/// What all connections share.
pub(crate) struct App {
    pub(crate) pool: Arc<Pool>,
    /// Turns of answers that flow.
    flows: Arc<Semaphore>,
    pub(crate) writer: Writer,
    /// Readers who may correct; none when the server is only for reading.
    pub(crate) sessions: Option<Sessions>,
    /// A connection of its own, that only tells whether the store was changed.
    watch: Mutex<Store>,
    cache: Cache,
    cited: Mutex<Option<(String, Arc<Citation>)>>,
    pub(crate) token: Option<String>,
    names: Vec<String>,
    /// Another with each start: two servers count the states of a store apart.
    start: i128,
}

impl fmt::Debug for App {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("App").finish_non_exhaustive()
    }
}

/// As many bytes may come with a request.
pub(crate) const MOST_BODY: u64 = 64 << 10;

impl App {
    pub(crate) fn open(settings: &Settings) -> Result<App, ServeError> {
        let random = |error: getrandom::Error| ServeError::System(std::io::Error::other(error.to_string()));
        let sessions = if settings.read_only { None } else { Some(Sessions::new().map_err(random)?) };
        Ok(App {
            writer: Writer::new(&settings.store),
            sessions,
            pool: Arc::new(Pool::open(&settings.store, settings.readers, settings.patience)?),
            flows: Arc::new(Semaphore::new(routes::FLOWS)),
            watch: Mutex::new(Store::read(&settings.store)?),
            cache: Cache::default(),
            cited: Mutex::new(None),
            token: settings.token.clone(),
            names: settings.names.clone(),
            start: jiff::Timestamp::now().as_nanosecond(),
        })
    }

    /// Answers; whatever goes wrong is an answer too.
    pub(crate) async fn answer(&self, request: Request<Incoming>) -> Response<Sent> {
        let head = *request.method() == Method::HEAD;
        let (parts, body) = request.into_parts();
        let mut response = self.respond(&parts, body).await;
        guard::seal(response.headers_mut());
        if head {
            // The length told is that of the answer that a GET would bring.
            if let Sent::Whole(Some(bytes)) = response.body() {
                let length = bytes.len().into();
                response.headers_mut().insert(header::CONTENT_LENGTH, length);
            }
            *response.body_mut() = Sent::Whole(None);
        }
        response
    }

    async fn respond(&self, asked: &Parts, body: Incoming) -> Response<Sent> {
        let (path, query) = (asked.uri.path(), asked.uri.query().unwrap_or(""));
        let api = path.starts_with("/api/");
        let told = |problem: &Problem| refuse(problem, api, &Ask::default(), None).send();
        if let Err(problem) = guard::host(&asked.headers, &asked.uri, &self.names) {
            return told(&problem);
        }
        if !matches!(asked.method, Method::GET | Method::HEAD | Method::POST) {
            return refused(&asked.method, path);
        }
        if body.size_hint().lower() > MOST_BODY {
            let what = "the request carries more than any address takes";
            let problem = Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "body", what, "ask with the address alone");
            return refuse(&problem, api, &Ask::default(), None).with(header::CONNECTION, "close").send();
        }
        if asked.method == Method::POST {
            return self.take(asked, body).await;
        }
        // What a page looks like is nobody's secret, and the page that asks for the token needs it.
        if let Some(asset) = routes::asset(path) {
            return asset.send();
        }
        match guard::token(self.token.as_deref(), &asked.headers, query) {
            Shown::Right => {}
            Shown::InAddress => {
                let cookie = guard::cookie(self.token.as_deref().unwrap_or(""));
                return Reply::see(&bare(path, query)).with(header::SET_COOKIE, &cookie).send();
            }
            Shown::Wrong => return told(&guard::no_token()),
        }
        match self.found(path, query, &asked.headers).await {
            Ok(response) => response,
            Err((problem, ask)) => {
                let cited = self.citation().await.ok().map(|(_, cited)| cited);
                let reply = refuse(&problem, api, &ask, cited.as_deref());
                match problem.status {
                    StatusCode::SERVICE_UNAVAILABLE => reply.with(header::RETRY_AFTER, "5").send(),
                    _ => reply.send(),
                }
            }
        }
    }

    async fn found(&self, path: &str, query: &str, headers: &HeaderMap) -> Result<Response<Sent>, (Problem, Box<Ask>)> {
        let plain = |problem| (problem, Box::new(Ask::default()));
        let route = routes::find(path).map_err(plain)?;
        let ask = Ask::read(query, route.takes()).map_err(plain)?;
        let with = |problem: Problem| (problem, Box::new(ask.clone()));
        // A form sends fields that say nothing; the address that stays says each thing once.
        if route.is_page() && ask.query() != query {
            return Ok(Reply::see(&ask.link(path)).send());
        }
        let (state, cited) = self.citation().await.map_err(with)?;
        let today = jiff::Zoned::now().date();
        let tag = format!("\"{state}-{today}\"");
        // What is one reader's alone is put in when the rest is there, and has a tag of its own.
        let sessions = self.sessions.as_ref().filter(|_| route.has_forms());
        let reader = sessions.map(|sessions| (sessions, sessions.of(headers)));
        let own = reader.as_ref().map_or(Some(tag.clone()), |(_, session)| session.tag(&tag));
        let filled = |reply: Reply| match &reader {
            Some((sessions, session)) => sessions.fill(reply, session, &tag),
            None => reply,
        };
        let same = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
        if let Some(own) = &own
            && same
                .flat_map(|value| value.split(','))
                .any(|one| one.trim().trim_start_matches("W/") == own || one.trim() == "*")
        {
            let reply =
                Reply { status: StatusCode::NOT_MODIFIED, headers: HeaderMap::new(), bytes: Default::default() };
            return Ok(reply.with(header::ETAG, own).send());
        }
        let address = ask.link(path);
        if let Some(kept) = self.cache.get(&tag, &address) {
            return Ok(filled(kept).send());
        }
        if let Some(plan) = route.flows(&ask) {
            let turn = Arc::clone(&self.flows).try_acquire_owned().map_err(|_| with(Busy::Full.into()))?;
            let sent = routes::flow(Arc::clone(&self.pool), plan, ask.clone(), turn).await.map_err(with)?;
            let mut response = Response::new(sent);
            *response.headers_mut() = routes::flow_headers(&ask, &tag);
            return Ok(response);
        }
        let scene = self.scene(&ask, path, cited, None);
        let found: Found = self
            .pool
            .ask(move |store| routes::answer(&route, store, &scene))
            .await
            .map_err(|busy| with(busy.into()))?;
        let reply = found.map_err(with)?.with(header::ETAG, &tag);
        self.cache.keep(&tag, &address, &reply);
        Ok(filled(reply).send())
    }

    /// What an answer is made with.
    pub(crate) fn scene(&self, ask: &Ask, path: &str, cited: Arc<Citation>, refused: Option<Arc<Refused>>) -> Scene {
        let marks = self.sessions.as_ref().map(|sessions| Arc::clone(&sessions.marks));
        Scene { ask: ask.clone(), path: path.to_string(), cited, today: jiff::Zoned::now().date(), marks, refused }
    }

    /// The state of the store, and what it is cited with. The state is asked for first: what is read after it may be newer than it
    /// says, and is then asked for again, but is never older.
    pub(crate) async fn citation(&self) -> Result<(String, Arc<Citation>), Problem> {
        let state = self.watch.lock().unwrap_or_else(PoisonError::into_inner).state()?;
        let state = format!("{:x}-{state}", self.start);
        {
            let cited = self.cited.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some((of, citation)) = &*cited
                && *of == state
            {
                return Ok((state, Arc::clone(citation)));
            }
        }
        let citation = Arc::new(self.pool.ask(Store::citation).await??);
        *self.cited.lock().unwrap_or_else(PoisonError::into_inner) = Some((state.clone(), Arc::clone(&citation)));
        Ok((state, citation))
    }
}

/// What is told of a method that an address does not take.
pub(crate) fn refused(method: &Method, path: &str) -> Response<Sent> {
    let what = format!("{method} does nothing here");
    let (takes, advice) = match routes::find(path) {
        Ok(route) if route.takes_posts() => ("GET, HEAD, POST", "ask with GET, or send a correction with POST"),
        _ => ("GET, HEAD", "this is only read: ask with GET"),
    };
    let problem = Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method", what, advice);
    refuse(&problem, path.starts_with("/api/"), &Ask::default(), None).with(header::ALLOW, takes).send()
}

/// A problem as an answer: JSON for programs, a page for people.
pub(crate) fn refuse(problem: &Problem, api: bool, ask: &Ask, cited: Option<&Citation>) -> Reply {
    let reply = if api {
        Reply::json(&problem.json()).unwrap_or_else(|_| Reply::of("text/plain", problem.what.clone()))
    } else {
        Reply::page(views::problem(problem, ask, cited))
    };
    Reply { status: problem.status, ..reply }.with(header::CACHE_CONTROL, "no-store")
}

/// An address without the token in it.
fn bare(path: &str, query: &str) -> String {
    let kept = form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name != "token");
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(kept).finish();
    // Two slashes at the head would lead to another host.
    let path = format!("/{}", path.trim_start_matches('/'));
    if query.is_empty() { path } else { format!("{path}?{query}") }
}
