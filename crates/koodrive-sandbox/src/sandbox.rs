//! The handle by which a sandbox is started, looked at, made to misbehave, and stopped.

use std::io;
use std::sync::Arc;
use std::sync::mpsc;
use std::thread;
use std::time::Instant;

use tokio::task::JoinHandle;

use crate::door::Door;
use crate::ids::Ids;
use crate::serve::serve;
use crate::site::Site;
use crate::{FaultRule, PracticeKeys, SandboxError, SandboxSettings, Seen, TaskSeen, UserSeen};

/// A running sandbox. Dropping it stops it, connections and all.
pub struct Sandbox {
    site: Arc<Site>,
    endpoint: String,
    running: Running,
}

/// What serves.
enum Running {
    Task(Option<JoinHandle<()>>),
    Thread(Option<thread::JoinHandle<()>>),
}

impl Sandbox {
    /// Starts a sandbox on the caller's Tokio runtime.
    ///
    /// # Errors
    /// [`SandboxError::Bind`] when the port cannot be had, [`SandboxError::Random`] when the
    /// system gives no random bytes for the keys.
    ///
    /// # Panics
    /// Outside a Tokio runtime.
    #[expect(
        clippy::unused_async,
        reason = "async says that it needs a runtime, and stays so when binding must wait"
    )]
    pub async fn start(settings: SandboxSettings) -> Result<Self, SandboxError> {
        let site = open(settings)?;
        let task = tokio::spawn(serve(Arc::clone(&site)));
        Ok(Self::new(site, Running::Task(Some(task))))
    }

    /// Starts a sandbox on a thread with a runtime of its own, for callers that have none.
    ///
    /// # Errors
    /// Those of [`Sandbox::start`], and [`SandboxError::Runtime`] when thread or runtime cannot
    /// be made.
    pub fn spawn_thread(settings: SandboxSettings) -> Result<Self, SandboxError> {
        let (opened, opening) = mpsc::channel();
        let thread = thread::Builder::new()
            .name("koodrive-sandbox".to_owned())
            .spawn(move || run(settings, &opened))
            .map_err(|source| SandboxError::Runtime { source })?;
        // A thread that ends without a word has panicked: its handle says so.
        let Ok(site) = opening.recv() else {
            let source = io::Error::other("the sandbox's thread ended before it served");
            return Err(SandboxError::Runtime { source });
        };
        Ok(Self::new(site?, Running::Thread(Some(thread))))
    }

    fn new(site: Arc<Site>, running: Running) -> Self {
        Self {
            endpoint: format!("{}://{}", scheme(&site.settings), site.door.address()),
            site,
            running,
        }
    }

    /// The base URL: `http://127.0.0.1:PORT`, with TLS `https://…`.
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// The port on 127.0.0.1.
    pub fn port(&self) -> u16 {
        self.site.door.address().port()
    }

    /// The user ID that may sign (`X-User-Id`).
    pub fn user_id(&self) -> &str {
        &self.site.user_id
    }

    /// The access key that may sign.
    pub fn access_key(&self) -> &str {
        self.site.keys.access_key()
    }

    /// The practice secret. It opens nothing but this sandbox, and is nowhere else to be read.
    pub fn secret_key(&self) -> &str {
        self.site.keys.expose_secret_key()
    }

    /// Every create and query that arrived, oldest first.
    pub fn requests(&self) -> Vec<Seen> {
        self.site.state().seen.clone()
    }

    /// Every task that was created, oldest first, as it stands now.
    pub fn tasks(&self) -> Vec<TaskSeen> {
        self.site.state().registry.tasks(Instant::now())
    }

    /// Every phone that was sent or registered, in the order they were first heard of.
    pub fn users(&self) -> Vec<UserSeen> {
        self.site.state().registry.users(Instant::now())
    }

    /// Adds a rule behind those in force. The first rule that matches a request decides; rules
    /// by [`When::Phone`](crate::When::Phone) are asked after all others, once the body is read.
    pub fn inject(&self, rule: FaultRule) {
        self.site.state().rules.add(rule);
    }

    /// Ends all rules, those of the settings included. What they have begun goes on.
    pub fn clear_faults(&self) {
        self.site.state().rules.clear();
    }

    /// Works off up to `users` users, oldest task first; gives how many there were.
    pub fn advance(&self, users: usize) -> usize {
        self.site.state().registry.work_off(users)
    }

    /// Works off all tasks; gives how many users were pending.
    pub fn finish_all(&self) -> usize {
        self.advance(usize::MAX)
    }

    /// Puts the service's clock `seconds` ahead of this machine's, or behind if negative. The
    /// `Date` of every answer and the check of `X-Date` go by it from the next request on.
    pub fn set_clock_offset(&self, seconds: i64) {
        self.site.clock.set_offset(seconds);
    }

    /// Refuses connections from now on, and closes idle ones. The port stays reserved.
    pub fn close_door(&self) {
        self.site.door.close();
    }

    /// Takes no connections from now on, though connecting succeeds: over TLS the handshake
    /// hangs, over plain HTTP the request is sent and not read.
    ///
    /// # Errors
    /// [`SandboxError::Bind`] when the door was closed and another program took the port.
    pub fn stall_door(&self) -> Result<(), SandboxError> {
        let port = self.port();
        let stalled = self.site.door.stall();
        stalled.map_err(|source| SandboxError::Bind { port, source })
    }

    /// Accepts connections again, those that stood waiting included.
    ///
    /// # Errors
    /// [`SandboxError::Bind`] when another program took the port after all.
    pub fn open_door(&self) -> Result<(), SandboxError> {
        let port = self.port();
        self.site
            .door
            .open()
            .map_err(|source| SandboxError::Bind { port, source })
    }

    /// Stops the sandbox and waits until its connections are closed.
    pub async fn shutdown(mut self) {
        self.site.stop();
        match &mut self.running {
            Running::Task(task) => {
                if let Some(task) = task.take() {
                    // An error says that the runtime is going down, and the task with it.
                    let _ = task.await;
                }
            }
            Running::Thread(thread) => {
                let thread = thread.take();
                let _ =
                    tokio::task::spawn_blocking(move || thread.map(thread::JoinHandle::join)).await;
            }
        }
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.site.stop();
        if let Running::Thread(thread) = &mut self.running
            && let Some(thread) = thread.take()
        {
            let _ = thread.join();
        }
    }
}

impl std::fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sandbox")
            .field("endpoint", &self.endpoint)
            .finish_non_exhaustive()
    }
}

/// Binds the port and makes what the settings leave open. Must be called within a runtime.
fn open(settings: SandboxSettings) -> Result<Arc<Site>, SandboxError> {
    let port = settings.port;
    let door = Door::open_at(port).map_err(|source| SandboxError::Bind { port, source })?;
    let keys = match settings.keys.clone() {
        Some(keys) => keys,
        None => PracticeKeys::random()?,
    };
    let user_id = settings.user_id.clone();
    let user_id = user_id.unwrap_or_else(|| Ids::new().deal());
    Ok(Arc::new(Site::new(settings, keys, user_id, door)))
}

/// The life of the thread of [`Sandbox::spawn_thread`].
fn run(settings: SandboxSettings, opened: &mpsc::Sender<Result<Arc<Site>, SandboxError>>) {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    let runtime = match builder.enable_all().build() {
        Ok(runtime) => runtime,
        Err(source) => {
            let _ = opened.send(Err(SandboxError::Runtime { source }));
            return;
        }
    };
    runtime.block_on(async move {
        let site = open(settings);
        let serving = site.as_ref().ok().cloned();
        let _ = opened.send(site);
        if let Some(site) = serving {
            serve(site).await;
        }
    });
}

#[cfg(feature = "tls")]
fn scheme(settings: &SandboxSettings) -> &'static str {
    match settings.tls {
        Some(_) => "https",
        None => "http",
    }
}

#[cfg(not(feature = "tls"))]
fn scheme(_: &SandboxSettings) -> &'static str {
    "http"
}
