//! Everything that a process holds, built once.

use std::ops::Deref;
use std::sync::Arc;

use anyhow::{Context as _, Result};
use axum::extract::FromRequestParts;
use axum::extract::State;
use weaverse_sandbox::{Engine, EngineConfig, Isolation};

use crate::clock::{Clock, Entropy};
use crate::config::Config;
use crate::db::Db;
use crate::missions::queue::Signals;
use crate::plugins::{Registry, RunLog};
use crate::storage::Storage;

/// The parts of a running Weaverse.
#[derive(Debug)]
pub struct App {
    /// The settings.
    pub config: Config,
    /// The database.
    pub db: Db,
    /// Time.
    pub clock: Clock,
    /// Randomness and ids.
    pub entropy: Entropy,
    /// Media and packages.
    pub storage: Storage,
    /// The sandbox.
    pub engine: Engine,
    /// The active plugins.
    pub registry: Registry,
    /// The last calls of plugins, on their way to the database.
    pub runs: RunLog,
    /// Wakes workers and waiting pages of this process.
    pub signals: Signals,
}

/// Shared by all handlers.
#[derive(Clone, Debug, FromRequestParts)]
#[from_request(via(State))]
pub struct AppState(Arc<App>);

impl Deref for AppState {
    type Target = Arc<App>;
    fn deref(&self) -> &Arc<App> {
        &self.0
    }
}

impl App {
    /// Opens database, files and engine; does not touch the schema.
    ///
    /// # Errors
    /// Names the part that cannot be opened.
    pub async fn open(config: Config, clock: Clock, entropy: Entropy) -> Result<AppState> {
        let engine = engine(&config)?;
        Self::with_engine(config, clock, entropy, engine).await
    }

    /// As [`App::open`], on an engine that is there already.
    ///
    /// # Errors
    /// Names the part that cannot be opened.
    pub async fn with_engine(
        config: Config,
        clock: Clock,
        entropy: Entropy,
        engine: Engine,
    ) -> Result<AppState> {
        std::fs::create_dir_all(&config.storage.data).with_context(|| {
            format!("cannot make the data folder {}", config.storage.data.display())
        })?;
        let db = Db::connect(&config.database_target()?, config.database.max_connections).await?;
        let storage = Storage::open(&config.storage.data.join("files"))?;
        Ok(AppState(Arc::new(Self {
            config,
            db,
            clock,
            entropy,
            storage,
            engine,
            registry: Registry::default(),
            runs: RunLog::default(),
            signals: Signals::default(),
        })))
    }

    /// A fresh nonce for the content policy.
    #[must_use]
    pub fn nonce(&self) -> Arc<str> {
        let bytes = self.entropy.bytes::<16>();
        bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>().into()
    }
}

/// The engine of this configuration: components are compiled by a limited
/// child process, and kept in the data folder.
///
/// # Errors
/// When the machine refuses the address space or the cache folder.
pub fn engine(config: &Config) -> Result<Engine> {
    let mut settings = EngineConfig::new(config.storage.data.join("compiled"));
    settings.run_threads = config.run_threads();
    settings.isolation = Isolation::Processes { program: std::env::current_exe()? };
    settings.compile_timeout = std::time::Duration::from_secs(config.plugins.compile_seconds);
    Engine::new(settings).context("cannot start the sandbox")
}
