//! What commands without a server work with: the packages on disk and an
//! engine that keeps its compiled code in the user's cache folder.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context as _, Result};
use weaverse_sandbox::{Engine, EngineConfig, Isolation};

use crate::config::Config;
use crate::plugins::Snapshot;

/// An engine whose cache is the user's.
pub fn engine(config: &Config) -> Result<Engine> {
    let mut settings = EngineConfig::new(cache_dir().join("compiled"));
    settings.run_threads = config.run_threads();
    settings.isolation = Isolation::Processes { program: std::env::current_exe()? };
    Engine::new(settings).context("cannot start the sandbox")
}

/// Engine and first-party plugins.
pub fn snapshot(config: &Config) -> Result<(Engine, Arc<Snapshot>)> {
    let engine = engine(config)?;
    let snapshot = Snapshot::from_packages(&engine, &config.packages_dir())?;
    Ok((engine, Arc::new(snapshot)))
}

fn cache_dir() -> PathBuf {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let base = set("XDG_CACHE_HOME").map(PathBuf::from);
    let base = base.or_else(|| set("HOME").map(|home| PathBuf::from(home).join(".cache")));
    base.unwrap_or_else(std::env::temp_dir).join("weaverse")
}
