//! Configuration: defaults → `weaverse.toml` → environment → flags.
//!
//! `weaverse.default.toml` is the first layer and the documentation.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result};
use config::{Environment, File, FileFormat};
use serde::Deserialize;

use crate::db::Target;

const DEFAULTS: &str = include_str!("../weaverse.default.toml");

/// All settings.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The web server.
    pub http: Http,
    /// Where things are kept.
    pub storage: Storage,
    /// The database.
    pub database: Database,
    /// The grading engine and its queue.
    pub grading: Grading,
    /// Plugin packages.
    pub plugins: Plugins,
    /// Monitoring.
    pub metrics: Metrics,
    /// Logging.
    pub log: Log,
}

/// The web server.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Http {
    /// The address to listen on.
    pub listen: SocketAddr,
    /// Cookies only over HTTPS.
    pub secure_cookies: bool,
    /// Seconds that a request may take.
    pub timeout_seconds: u64,
    /// Origins that may post besides our own.
    pub trusted_origins: Vec<String>,
}

/// Where things are kept.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Storage {
    /// The data folder.
    pub data: PathBuf,
    /// The bucket of files, in an S3-compatible service; empty: the data folder.
    pub bucket: String,
    /// The service's URL; empty: Amazon's.
    pub endpoint: String,
    /// The bucket's region.
    pub region: String,
    /// What keys begin with.
    pub prefix: String,
    /// Empty: the environment's, or the machine's role.
    pub access_key: String,
    /// Goes with it.
    pub secret_key: String,
}

impl std::fmt::Debug for Storage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = f.debug_struct("Storage");
        shown.field("data", &self.data).field("bucket", &self.bucket);
        shown
            .field("endpoint", &self.endpoint)
            .field("prefix", &self.prefix)
            .finish_non_exhaustive()
    }
}

/// The database.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    /// Empty: SQLite in the data folder.
    pub url: String,
    /// Connections of the pool (PostgreSQL).
    pub max_connections: u32,
}

// The URL may hold a password.
impl std::fmt::Debug for Database {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Database").field("max_connections", &self.max_connections).finish()
    }
}

/// The grading engine and its queue.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grading {
    /// Submissions graded at the same time; 0: one per core.
    pub workers: usize,
    /// Programs running at the same time; 0: one per core.
    pub run_threads: usize,
    /// Seconds after which a silent worker's submission is taken over.
    pub lease_seconds: u32,
    /// Faults before a submission is put aside.
    pub max_tries: i64,
    /// Waiting submissions of one learner.
    pub max_waiting_per_learner: i64,
    /// Waiting submissions of one mission.
    pub max_waiting_per_mission: i64,
    /// Waiting submissions in all.
    pub max_waiting: i64,
    /// Results that are kept to be looked up; 0: none.
    pub cached_results: i64,
    /// Seconds that a stopping process lets its gradings end.
    pub stop_seconds: u32,
}

/// Plugin packages.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plugins {
    /// Folder of the first-party packages; empty: beside the executable.
    pub packages: PathBuf,
    /// MiB of the largest upload.
    pub max_package_mib: usize,
    /// Languages that every grader may run; `*`: the item's own.
    pub free_languages: Vec<String>,
    /// Faults in a row, of different submissions, that suspend a grader.
    pub breaker_faults: i64,
    /// Seconds until a suspended grader is tried again; doubled each time.
    pub breaker_seconds: i64,
    /// Seconds that compiling one component may take.
    pub compile_seconds: u64,
    /// Days after which compiled code that nobody used is removed.
    pub compiled_days: u64,
    /// Runs that are kept of each plugin for its author.
    pub runs_kept: i64,
}

/// Monitoring.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Metrics {
    /// `ADDRESS:PORT` of a listener for `/metrics` and `/health`; empty: none.
    pub listen: String,
    /// Who brings it may read `/metrics` among the pages; empty: nobody.
    pub token: String,
}

impl std::fmt::Debug for Metrics {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Metrics").field("listen", &self.listen).finish_non_exhaustive()
    }
}

/// Logging.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    /// `tracing` filter directives.
    pub filter: String,
    /// `text` or `json`.
    pub format: String,
}

/// What the command line sets over all other layers.
#[derive(Debug, Clone, Default)]
pub struct Overrides {
    /// Another file than `weaverse.toml`.
    pub config_file: Option<PathBuf>,
    /// `--listen`.
    pub listen: Option<SocketAddr>,
    /// `--data`.
    pub data: Option<PathBuf>,
    /// `--database`.
    pub database: Option<String>,
    /// `--plugins`.
    pub packages: Option<PathBuf>,
}

impl Config {
    /// Reads all layers.
    ///
    /// # Errors
    /// Names the file or variable and the key that is wrong.
    pub fn load(overrides: &Overrides) -> Result<Self> {
        let file = match &overrides.config_file {
            Some(path) => File::from(path.as_path()).format(FileFormat::Toml).required(true),
            None => File::from(Path::new("weaverse.toml")).format(FileFormat::Toml).required(false),
        };
        let environment = Environment::with_prefix("WEAVERSE")
            .prefix_separator("_")
            .separator("__")
            .try_parsing(true)
            .list_separator(",")
            .with_list_parse_key("http.trusted_origins")
            .with_list_parse_key("plugins.free_languages");
        let mut builder = config::Config::builder()
            .add_source(File::from_str(DEFAULTS, FileFormat::Toml))
            .add_source(file)
            .add_source(environment.source(Some(known_variables())));
        if let Some(listen) = overrides.listen {
            builder = builder.set_override("http.listen", listen.to_string())?;
        }
        if let Some(data) = &overrides.data {
            builder = builder.set_override("storage.data", path_text(data)?)?;
        }
        if let Some(url) = &overrides.database {
            builder = builder.set_override("database.url", url.as_str())?;
        }
        if let Some(packages) = &overrides.packages {
            builder = builder.set_override("plugins.packages", path_text(packages)?)?;
        }
        builder.build()?.try_deserialize().context("the configuration is not usable")
    }

    /// The database to open.
    ///
    /// # Errors
    /// When the URL has a scheme that we do not speak.
    pub fn database_target(&self) -> Result<Target> {
        if self.database.url.is_empty() {
            Ok(Target::Sqlite(self.storage.data.join("weaverse.db")))
        } else {
            Target::parse(&self.database.url)
        }
    }

    /// Workers of this process.
    #[must_use]
    pub fn workers(&self) -> usize {
        or_cores(self.grading.workers)
    }

    /// Threads that run learners' programs.
    #[must_use]
    pub fn run_threads(&self) -> usize {
        or_cores(self.grading.run_threads)
    }

    /// How long a claim on a submission holds.
    #[must_use]
    pub fn lease(&self) -> Duration {
        Duration::from_secs(u64::from(self.grading.lease_seconds))
    }

    /// The folder of the packages that come with the program: `guests` beside
    /// the folder of the executable, or beside the executable itself.
    #[must_use]
    pub fn packages_dir(&self) -> PathBuf {
        if !self.plugins.packages.as_os_str().is_empty() {
            return self.plugins.packages.clone();
        }
        let executable = std::env::current_exe().unwrap_or_default();
        let mut folders = executable.ancestors().skip(1).take(3).map(|dir| dir.join("guests"));
        let nearest = executable.with_file_name("guests");
        folders.find(|dir| dir.is_dir()).unwrap_or(nearest)
    }
}

/// Only variables of a section: `WEAVERSE_GUESTS` and the like are not ours.
fn known_variables() -> std::collections::HashMap<String, String> {
    std::env::vars()
        .filter(|(name, _)| name.starts_with("WEAVERSE_") && name.contains("__"))
        .collect()
}

fn or_cores(setting: usize) -> usize {
    match setting {
        0 => std::thread::available_parallelism().map_or(2, usize::from),
        given => given,
    }
}

fn path_text(path: &Path) -> Result<&str> {
    path.to_str().with_context(|| format!("{} is not valid UTF-8", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_complete_and_flags_win() {
        let config = Config::load(&Overrides {
            listen: Some("127.0.0.1:9".parse().unwrap()),
            data: Some("elsewhere".into()),
            ..Overrides::default()
        })
        .unwrap();
        assert_eq!(config.http.listen.port(), 9);
        assert_eq!(
            config.database_target().unwrap(),
            Target::Sqlite("elsewhere/weaverse.db".into())
        );
        assert!(config.workers() > 0);
    }

    #[test]
    fn an_unknown_key_is_an_error() {
        let file = tempfile::Builder::new().suffix(".toml").tempfile().unwrap();
        std::fs::write(file.path(), "[http]\nlissten = \"127.0.0.1:1\"\n").unwrap();
        let overrides =
            Overrides { config_file: Some(file.path().to_owned()), ..Overrides::default() };
        let error = format!("{:#}", Config::load(&overrides).unwrap_err());
        assert!(error.contains("lissten"), "{error}");
    }
}
