//! Who may ask, and what a browser may do with the answer.

use std::net::IpAddr;

use hyper::header::{HeaderMap, HeaderName, HeaderValue};
use hyper::{StatusCode, Uri, header};
use sha2::{Digest, Sha256};

use crate::problem::Problem;

/// The cookie that a browser carries the token in.
const COOKIE: &str = "whodid";
/// The one kind of body that is taken.
const FORM: &str = "application/x-www-form-urlencoded";

/// What a page may load, and from where: itself alone. No script or style stands within a page.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What every answer carries.
const ALWAYS: [(&str, &str); 7] = [
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
];

/// Lays what every answer carries over its headers.
pub(crate) fn seal(headers: &mut HeaderMap) {
    for (name, value) in ALWAYS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    // Kept by whoever asked, and asked about each time.
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("private, no-cache"));
}

/// Checks the host that a request names. A page of another site can make a browser ask us by a name of its own that leads here,
/// but it cannot make it say another name than that: so only `localhost`, addresses in numbers and names that were given are
/// answered.
///
/// # Errors
///
/// When it names none, or another.
pub(crate) fn host(headers: &HeaderMap, uri: &Uri, names: &[String]) -> Result<(), Problem> {
    let mut told = headers.get_all(header::HOST).iter();
    let named = match (told.next(), told.next()) {
        (Some(one), None) => one.to_str().ok(),
        _ => None,
    };
    let refused = |what: String| {
        let advice = "open the address that `whodid serve` printed; other names are let in with --host-name";
        Problem::new(StatusCode::MISDIRECTED_REQUEST, "wrong_host", what, advice)
    };
    let Some(host) = uri.host().map_or(named, |_| uri.authority().map(|authority| authority.as_str())) else {
        return Err(refused("the request does not say which host it asks".into()));
    };
    let name = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((address, _)) => address,
        None => host.rsplit_once(':').map_or(host, |(name, _)| name),
    };
    let known = name.eq_ignore_ascii_case("localhost")
        || name.parse::<IpAddr>().is_ok()
        || names.iter().any(|one| one.eq_ignore_ascii_case(name));
    if known { Ok(()) } else { Err(refused(format!("`{name}` is not a name of this server"))) }
}

/// What a request shows for a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    /// The right one, or none is asked for.
    Right,
    /// The right one in its address, from which it should go.
    InAddress,
    /// None or a wrong one.
    Wrong,
}

/// Whether a program shows the token in its header; no page of another site can make a browser do so.
pub(crate) fn is_bearer(token: &str, headers: &HeaderMap) -> bool {
    let told = headers.get_all(header::AUTHORIZATION).iter().filter_map(|value| value.to_str().ok());
    let mut shown = told.filter_map(|value| value.strip_prefix("Bearer "));
    shown.any(|shown| Sha256::digest(shown.trim()) == Sha256::digest(token))
}

/// Looks for the token in the address, in the cookie, and in the header of programs.
pub(crate) fn token(asked: Option<&str>, headers: &HeaderMap, query: &str) -> Shown {
    let Some(asked) = asked else { return Shown::Right };
    // Hashes are compared, so that the time it takes tells nothing of the token.
    let right = |shown: &str| Sha256::digest(shown) == Sha256::digest(asked);
    if form_urlencoded::parse(query.as_bytes()).any(|(name, value)| name == "token" && right(&value)) {
        return Shown::InAddress;
    }
    let texts = |name: HeaderName| headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
    let bearer = is_bearer(asked, headers);
    let cookie = texts(header::COOKIE)
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .any(|(name, value)| name == COOKIE && right(value));
    if bearer || cookie { Shown::Right } else { Shown::Wrong }
}

/// Checks that what is sent comes from a page of this server, or from a program that is no browser, and in the form that pages send.
///
/// # Errors
///
/// When a browser says that another site made it send this, or it is of another kind.
pub(crate) fn sent(headers: &HeaderMap) -> Result<(), Problem> {
    let text = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("?").trim());
    let kind = text(header::CONTENT_TYPE).unwrap_or("").split(';').next().unwrap_or("").trim();
    if !kind.eq_ignore_ascii_case(FORM) {
        let (what, advice) = ("this is not sent in the form that is taken here", format!("send it as {FORM}"));
        return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "kind", what, advice));
    }
    // A proxy before us may be asked on the port that goes without saying.
    let plain = |host: &str| host.trim_end_matches(":443").trim_end_matches(":80").to_ascii_lowercase();
    let host = text(header::HOST).map(plain);
    let origin = text(header::ORIGIN).map(|origin| origin.split_once("://").map(|(_, host)| plain(host)));
    let from_here = origin.is_none_or(|origin| origin.is_some() && origin == host);
    let site = text(HeaderName::from_static("sec-fetch-site"));
    if !from_here || site.is_some_and(|site| site != "same-origin") {
        let advice = "open the page on this server, and send its form from there";
        return Err(Problem::new(
            StatusCode::FORBIDDEN,
            "cross_site",
            "another site made the browser send this",
            advice,
        ));
    }
    Ok(())
}

/// What whoever sends no token of a page, or one that is over, is told.
pub(crate) fn no_page_token(api: bool) -> Problem {
    let what = "this was not sent from a page of this server, or from one of before it was started anew";
    let advice = if api {
        "send `token` of GET /api/v1/corrections as the header `X-Whodid-Token`"
    } else {
        "send the form once more: the page is made anew here, and what was typed is kept"
    };
    Problem::new(StatusCode::FORBIDDEN, "no_page_token", what, advice)
}

/// The header that hands a browser the token.
pub(crate) fn cookie(token: &str) -> String {
    format!("{COOKIE}={token}; HttpOnly; SameSite=Strict; Path=/")
}

/// What whoever shows no token is told.
pub(crate) fn no_token() -> Problem {
    let what = "this server asks for a token";
    let advice = "open the address that it printed when it started, with `?token=` at its end; programs send it as \
                  `Authorization: Bearer TOKEN`";
    Problem::new(StatusCode::UNAUTHORIZED, "no_token", what, advice)
}
