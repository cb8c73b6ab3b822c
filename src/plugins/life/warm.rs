//! Getting code ready in the background: of active versions whose compiled
//! code is missing or does not fit, and of staged ones before anybody
//! activates them, so that following takes no time.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Notify;

use crate::app::AppState;
use crate::plugins::package::Package;
use crate::plugins::registry;

/// After a failure, which is the machine's: the version passed its checks.
const AGAIN: Duration = Duration::from_secs(60);

/// What this process has ready, or is getting ready, by package digest.
#[derive(Debug, Default)]
pub struct Warmth {
    states: Mutex<HashMap<String, State>>,
    changed: Notify,
    /// Held by the one task that brings the snapshot in line.
    pub(super) following: tokio::sync::Mutex<()>,
}

#[derive(Debug, Clone)]
enum State {
    Compiling,
    Ready,
    Failed { at: Instant, why: String },
}

/// Whether a package can be loaded at once.
#[derive(Debug)]
pub enum Readiness {
    /// Nothing is known yet.
    Unknown,
    /// It is being compiled.
    Compiling,
    /// It is compiled.
    Ready,
    /// It could not be compiled, a short while ago.
    Failed(String),
}

impl Warmth {
    fn states(&self) -> MutexGuard<'_, HashMap<String, State>> {
        self.states.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How a package stands.
    pub fn of(&self, digest: &str) -> Readiness {
        match self.states().get(digest) {
            None => Readiness::Unknown,
            Some(State::Compiling) => Readiness::Compiling,
            Some(State::Ready) => Readiness::Ready,
            Some(State::Failed { at, .. }) if at.elapsed() > AGAIN => Readiness::Unknown,
            Some(State::Failed { why, .. }) => Readiness::Failed(why.clone()),
        }
    }

    fn set(&self, digest: &str, state: State) {
        self.states().insert(digest.to_owned(), state);
        self.changed.notify_waiters();
    }

    /// Says that a package cannot be had now.
    pub fn failed(&self, digest: &str, why: String) {
        self.set(digest, State::Failed { at: Instant::now(), why });
    }

    /// Says that a package is compiled.
    pub fn ready(&self, digest: &str) {
        self.set(digest, State::Ready);
    }

    /// Forgets a package, so that it is looked at again.
    pub fn forget(&self, digest: &str) {
        self.states().remove(digest);
    }

    /// Waits until something has changed, at most `most`.
    pub async fn wait(&self, most: Duration) {
        let _ = tokio::time::timeout(most, self.changed.notified()).await;
    }
}

/// Compiles a package in the background; then the process looks again.
pub fn warm(app: &AppState, package: Package) {
    let digest = package.digest.clone();
    let name = format!("{} {}", package.manifest.id, package.manifest.version);
    app.registry.warmth.set(&digest, State::Compiling);
    let app = app.clone();
    tokio::spawn(async move {
        let engine = app.engine.clone();
        let start = Instant::now();
        let compiled =
            tokio::task::spawn_blocking(move || registry::compile(&engine, &package)).await;
        let compiled = match compiled {
            Ok(compiled) => compiled.map_err(|error| error.to_string()),
            Err(panic) => Err(panic.to_string()),
        };
        match compiled {
            Ok(()) => {
                let millis = start.elapsed().as_millis();
                tracing::info!(plugin = %name, millis, "plugin compiled");
                app.registry.warmth.ready(&digest);
            }
            Err(why) => {
                tracing::error!(plugin = %name, %why, "a plugin cannot be compiled");
                app.registry.warmth.failed(&digest, why);
            }
        }
    });
}
