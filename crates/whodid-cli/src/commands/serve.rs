//! `whodid serve`: a window on the events of a store.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use whodid_serve::{Server, Settings};

use crate::args::ServeArgs;

/// A token has so many letters at least.
const SHORTEST: usize = 16;

/// Serves until it is told to stop.
pub fn run(args: &ServeArgs) -> Result<bool> {
    let mut settings = Settings::new(&args.store);
    settings.address = args.listen;
    settings.names.clone_from(&args.host_name);
    settings.read_only = args.read_only;
    settings.token = args.token_file.as_deref().map(read_token).transpose()?;
    if settings.token.is_none() && !args.listen.ip().is_loopback() {
        settings.token = Some(new_token()?);
    }
    serve(Server::bind(&settings)?, &settings)
}

/// Says where the server is, and answers.
pub fn serve(server: Server, settings: &Settings) -> Result<bool> {
    let address = server.address();
    let token = settings.token.as_ref().map(|token| format!("?token={token}")).unwrap_or_default();
    if !address.ip().is_loopback() {
        eprintln!(
            "whodid: warning: {address} can be reached from other machines, and what is sent is not encrypted: whoever \
             reads it on the way has the token. Put a proxy with TLS before it, or listen on 127.0.0.1"
        );
    }
    let mut out = std::io::stdout().lock();
    writeln!(out, "http://{address}/{token}")?;
    out.flush()?;
    drop(out);
    if address.ip().is_unspecified() {
        eprintln!(
            "whodid: from elsewhere put this machine's address in place of {}, or a name that --host-name lets in",
            address.ip()
        );
    }
    eprintln!("whodid: serving {}; open the address above, and end with Ctrl-C", settings.store.display());
    server.run()?;
    Ok(true)
}

/// The token in a file.
fn read_token(path: &Path) -> Result<String> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let token = text.trim();
    // It travels in an address and in a cookie.
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    if token.len() < SHORTEST || !token.bytes().all(plain) {
        bail!("{}: a token is {SHORTEST} or more letters, digits, `-`, `_` or `.`", path.display());
    }
    Ok(token.to_string())
}

/// A token that nobody can guess.
fn new_token() -> Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| anyhow!("the system gives no random bytes for a token: {error}"))?;
    bytes.iter().try_fold(String::new(), |mut token, byte| {
        write!(token, "{byte:02x}")?;
        Ok(token)
    })
}
