//! A window on the events of a store: pages for people and an API for programs, over HTTP.
//!
//! Input: the path of a store, which is only read. Output: [`Server`], which answers until it is told to stop. Nothing is fetched
//! from elsewhere, neither by the server nor by a page it sends.
//!
//! Rooms: `queries` uses only the nouns (`problem`, `reply`, `scene`), `views` those and `queries` and `assets`, and `routes` knows all.
//!
//! The way of a request: `server` takes the connection and holds it to its limits, `guard` checks who asks for which host,
//! `routes` knows which address means what, `queries` turns the query string into a filter and back, `pool` lends a reader of
//! the store, and `views` makes a page of what was found. `assets` holds what pages refer to.
//!
//! - A page's whole state is in its address: [`queries::Ask`] is read from the query string and written back in one form.
//! - Text of documents reaches a page only through `maud`, which escapes it; only `http` and `https` addresses become links.
//! - No page needs a script, and none carries a style or a script within itself: the content policy forbids both.

// A server is an edge: it may ask for the time.
#![allow(clippy::disallowed_methods)]

mod answer;
mod assets;
mod cache;
mod guard;
mod pool;
mod post;
mod problem;
pub mod queries;
mod reply;
mod routes;
mod scene;
mod server;
mod session;
mod steady;
mod views;
mod writer;

pub use server::{ServeError, Server, Settings, Stopper};
