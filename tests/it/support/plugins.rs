//! The built plugins, compiled once for all tests and test runs.

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use weaverse::plugins::{Package, Snapshot};
use weaverse_sandbox::{Compiler, Engine, EngineConfig};

use super::engine::guests;

/// The product itself.
pub const WEAVERSE: &str = env!("CARGO_BIN_EXE_weaverse");

/// Compiled code, kept between runs: `XDG_CACHE_HOME` of the command line.
pub fn cache() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("cache")
}

/// Where the command line keeps compiled code below [`cache`].
pub fn compiled() -> PathBuf {
    cache().join("weaverse/compiled")
}

/// One engine for all tests of this process.
pub static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let mut settings = EngineConfig::new(compiled());
    settings.compiler = Compiler::Child { program: WEAVERSE.into() };
    Engine::new(settings).expect("the sandbox starts")
});

/// Everything that was built, active.
pub static SNAPSHOT: LazyLock<Arc<Snapshot>> = LazyLock::new(|| {
    let snapshot = Snapshot::from_packages(&ENGINE, &guests());
    Arc::new(snapshot.expect("the packages of WEAVERSE_GUESTS load: run `cargo xtask test`"))
});

/// A built package.
pub fn package(name: &str) -> Package {
    Package::from_dir(&guests().join(name)).expect("a built package")
}
