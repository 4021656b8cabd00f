//! Verbs that open a window on a store.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;

/// `whodid serve`
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// The store. It is read, and written for corrections alone; what is written to it in the meantime is seen.
    #[arg(long, value_name = "FILE")]
    pub store: PathBuf,
    /// Where to listen. On another address than this machine's own, whoever asks has to show a token.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:4411")]
    pub listen: SocketAddr,
    /// Ask for the token in this file, on this machine too. Without it one is made at each start where one is needed.
    #[arg(long, value_name = "FILE")]
    pub token_file: Option<PathBuf>,
    /// A name that the server goes by besides `localhost` and addresses in numbers, such as that of a proxy before it.
    #[arg(long, value_name = "NAME")]
    pub host_name: Vec<String>,
    /// Nothing can be corrected through the window.
    #[arg(long)]
    pub read_only: bool,
}

/// `whodid demo`
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// Where to listen; when the port is taken, another one of this machine.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:4411")]
    pub listen: SocketAddr,
}
