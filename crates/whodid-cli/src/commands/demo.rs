//! `whodid demo`: a window on a store made of the example articles.

use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::time::Duration;

use anyhow::{Context, Result};
use whodid::resources::Resources;
use whodid_serve::{ServeError, Server, Settings};

use crate::args::{DemoArgs, OwnFacts, RunArgs, Writable};
use crate::commands::{run, serve};
use crate::embedded::EXAMPLES;

/// Makes the store in a folder of its own, and serves it until it is told to stop.
pub fn run(args: &DemoArgs, resources: &Resources) -> Result<bool> {
    let folder = tempfile::Builder::new().prefix("whodid-demo-").tempdir().context("cannot make a temporary folder")?;
    let articles = folder.path().join("examples");
    std::fs::create_dir(&articles)?;
    for (name, bytes) in EXAMPLES {
        std::fs::write(articles.join(name), bytes)?;
    }
    let store = folder.path().join("demo.db");
    let made = RunArgs {
        inputs: vec![articles.display().to_string()],
        to: Writable { store: store.clone(), wait: Duration::from_secs(30) },
        corrections: None,
        recode: false,
        relink: false,
        jobs: None,
        batch: NonZeroUsize::MIN.saturating_add(63),
        own: OwnFacts::default(),
        quiet: false,
        verbose: false,
    };
    run::run(&made, resources)?;
    let mut settings = Settings::new(store);
    settings.address = args.listen;
    let server = match Server::bind(&settings) {
        Err(ServeError::Address(..)) => {
            settings.address = SocketAddr::from(([127, 0, 0, 1], 0));
            Server::bind(&settings)
        }
        bound => bound,
    };
    serve::serve(server?, &settings)
}
