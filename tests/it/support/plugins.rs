//! The built plugins, compiled once for all tests and test runs.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::{Arc, LazyLock};

use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};
use weaverse::plugins::{Package, Snapshot};
use weaverse_sandbox::{Engine, EngineConfig, Isolation};

use super::engine::{Stage, guests};

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
    settings.isolation = Isolation::Processes { program: WEAVERSE.into() };
    Engine::new(settings).expect("the sandbox starts")
});

/// Everything that was built, active.
pub static SNAPSHOT: LazyLock<Arc<Snapshot>> = LazyLock::new(|| {
    let snapshot = Snapshot::from_packages(&ENGINE, &guests());
    Arc::new(snapshot.expect("the packages of WEAVERSE_GUESTS load: run `cargo xtask test`"))
});

/// A folder with some of the built packages.
pub fn only(names: &[&str], dir: &Path) -> PathBuf {
    let packages = dir.join("packages");
    std::fs::create_dir_all(&packages).expect("a folder");
    for name in names {
        let link = packages.join(name);
        std::os::unix::fs::symlink(guests().join(name), link).expect("a link");
    }
    packages
}

impl Stage {
    /// The program itself on this stage, as another process. It is killed
    /// when it is dropped.
    pub fn weaverse(&self, arguments: &[&str]) -> Child {
        let mut command = self.command(arguments);
        command.stdout(Stdio::null()).kill_on_drop(true).spawn().expect("a process")
    }

    /// A server of its own process, and its address.
    pub async fn serve(&self) -> (Child, String) {
        let mut command = self.command(&["serve"]);
        let mut process =
            command.stdout(Stdio::piped()).kill_on_drop(true).spawn().expect("a process");
        let output = process.stdout.take().expect("its standard output");
        let mut lines = BufReader::new(output).lines();
        let line = lines.next_line().await.expect("a line").expect("a line");
        let base = line.strip_prefix("Weaverse: ").expect("the address").to_owned();
        (process, base)
    }

    /// The program's command line on this stage.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let compiled = self.data().join("compiled");
        if !compiled.exists() {
            std::fs::create_dir_all(self.data()).expect("a folder");
            std::os::unix::fs::symlink(self::compiled(), compiled).expect("a link");
        }
        let mut command = Command::new(WEAVERSE);
        command.args(arguments).arg("--data").arg(self.data()).arg("--plugins").arg(guests());
        if let Some(url) = self.url() {
            command.args(["--database", url]);
        }
        if arguments == ["serve"] {
            command.args(["--listen", "127.0.0.1:0"]);
        }
        command.env("XDG_CACHE_HOME", cache()).env("WEAVERSE_GRADING__LEASE_SECONDS", "2");
        command.env("WEAVERSE_LOG__FILTER", "error").current_dir(self.dir());
        command
    }
}

/// A built package.
pub fn package(name: &str) -> Package {
    Package::from_dir(&guests().join(name)).expect("a built package")
}
