//! Connections: taken, held to their limits, and brought to an end.

use std::fmt;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::sync::{Semaphore, watch};
use tokio::time::sleep;
use whodid_store::StoreError;

use crate::answer::App;
use crate::steady::Steady;

/// How a store is served.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The store.
    pub store: PathBuf,
    /// Where to listen; port 0 is any that is free.
    pub address: SocketAddr,
    /// What whoever asks has to show. Without one everybody who reaches the address is answered.
    pub token: Option<String>,
    /// Names, besides `localhost` and addresses in numbers, that the server goes by.
    pub names: Vec<String>,
    /// Readers of the store, each with a connection and a thread.
    pub readers: usize,
    /// Connections at a time; more have to wait.
    pub connections: usize,
    /// How long the store may take for one answer.
    pub patience: Duration,
    /// Nothing can be corrected through it.
    pub read_only: bool,
}

impl Settings {
    /// A store on a free port of this machine alone, with everything else as it is best for most.
    pub fn new(store: impl Into<PathBuf>) -> Self {
        Settings {
            store: store.into(),
            address: SocketAddr::from(([127, 0, 0, 1], 0)),
            token: None,
            names: Vec::new(),
            readers: std::thread::available_parallelism().map_or(2, usize::from).clamp(2, 4),
            connections: 512,
            patience: Duration::from_secs(10),
            read_only: false,
        }
    }
}

/// How long a client may take to say what it wants.
const HEAD: Duration = Duration::from_secs(10);
/// Bytes that it may say it in.
const HEAD_BYTES: usize = 32 << 10;
/// How long answers that have begun may take once the server is told to stop.
const FAREWELL: Duration = Duration::from_secs(5);

/// Why a store cannot be served.
#[derive(Debug)]
pub enum ServeError {
    /// The store cannot be read.
    Store(StoreError),
    /// The address cannot be listened on.
    Address(SocketAddr, io::Error),
    /// The system gives no means to wait for connections.
    System(io::Error),
}

impl fmt::Display for ServeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ServeError::Store(error) => error.fmt(f),
            ServeError::Address(address, error) => {
                write!(f, "cannot listen on {address} ({error}); name another address or port")
            }
            ServeError::System(error) => write!(f, "cannot wait for connections: {error}"),
        }
    }
}

impl std::error::Error for ServeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            ServeError::Store(error) => Some(error),
            ServeError::Address(_, error) | ServeError::System(error) => Some(error),
        }
    }
}

impl From<StoreError> for ServeError {
    fn from(error: StoreError) -> Self {
        ServeError::Store(error)
    }
}

/// Tells a server from elsewhere to stop.
#[derive(Clone, Debug)]
pub struct Stopper(watch::Sender<bool>);

impl Stopper {
    /// No new connection is taken; answers that have begun are brought to their end.
    pub fn stop(&self) {
        self.0.send_replace(true);
    }
}

/// Answers over HTTP from a store.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    connections: usize,
    app: Arc<App>,
    stop: watch::Sender<bool>,
}

impl Server {
    /// Opens the store and listens. Nobody is answered before [`Server::run`].
    ///
    /// # Errors
    ///
    /// When the store cannot be read or the address is taken.
    pub fn bind(settings: &Settings) -> Result<Server, ServeError> {
        let app = App::open(settings)?;
        let told = |error| ServeError::Address(settings.address, error);
        let listener = TcpListener::bind(settings.address).map_err(told)?;
        listener.set_nonblocking(true).map_err(told)?;
        let address = listener.local_addr().map_err(told)?;
        let connections = settings.connections.max(1);
        Ok(Server { listener, address, connections, app: Arc::new(app), stop: watch::Sender::new(false) })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What stops it.
    pub fn stopper(&self) -> Stopper {
        Stopper(self.stop.clone())
    }

    /// Answers until it is told to stop, by its [`Stopper`] or by the system.
    ///
    /// # Errors
    ///
    /// When the system gives no means to wait for connections.
    pub fn run(self) -> Result<(), ServeError> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(ServeError::System)?;
        runtime.block_on(self.take_all()).map_err(ServeError::System)
    }

    async fn take_all(self) -> io::Result<()> {
        let listener = tokio::net::TcpListener::from_std(self.listener)?;
        let room = Arc::new(Semaphore::new(self.connections));
        let mut stop = self.stop.subscribe();
        let graceful = GracefulShutdown::new();
        let until = async {
            tokio::select! {
                _ = stop.wait_for(|stop| *stop) => {}
                () = told_by_system() => {}
            }
        };
        tokio::pin!(until);
        loop {
            // A place first, then a connection: who finds none waits with the system, not here.
            let taken = async {
                let place = Arc::clone(&room).acquire_owned().await;
                (place, listener.accept().await)
            };
            let (place, taken) = tokio::select! {
                taken = taken => taken,
                () = &mut until => break,
            };
            let stream = match taken {
                Ok((stream, _)) => stream,
                Err(_) => {
                    // Too many open files, as a rule: others have to go first.
                    sleep(Duration::from_millis(50)).await;
                    continue;
                }
            };
            let _ = stream.set_nodelay(true);
            let app = Arc::clone(&self.app);
            let service = service_fn(move |request| {
                let app = Arc::clone(&app);
                async move { Ok::<_, std::convert::Infallible>(app.answer(request).await) }
            });
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(HEAD)
                .max_buf_size(HEAD_BYTES)
                .serve_connection(TokioIo::new(Steady::new(stream)), service);
            let connection = graceful.watch(connection);
            tokio::spawn(async move {
                // What goes wrong on a connection is its client's affair.
                let _ = connection.await;
                drop(place);
            });
        }
        drop(listener);
        tokio::select! {
            () = graceful.shutdown() => {}
            () = sleep(FAREWELL) => {}
        }
        Ok(())
    }
}

/// Waits until the system asks the program to end.
async fn told_by_system() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let (Ok(mut interrupt), Ok(mut end)) = (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
        else {
            return std::future::pending().await;
        };
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = end.recv() => {}
        }
    }
    #[cfg(not(unix))]
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
