//! A database and a data folder per test, gone afterwards.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use weaverse::clock::{Clock, Entropy};
use weaverse::config::{Config, Overrides};
use weaverse::db::Db;

/// A test that takes longer hangs.
const PATIENCE: Duration = Duration::from_secs(180);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// Where one test plays.
#[derive(Debug, Clone)]
pub struct Stage {
    dir: Arc<tempfile::TempDir>,
    /// Empty on SQLite, which is a file of the data folder.
    url: String,
}

impl Stage {
    async fn set(engine: Engine) -> Self {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let url = match engine {
            Engine::Sqlite => String::new(),
            Engine::Postgres => {
                let id = Entropy::system().id(Clock::system().now()).simple().to_string();
                let schema = format!("it_{id}");
                administer(&format!("create schema {schema}")).await;
                format!("{}?schema={schema}", variable("WEAVERSE_TEST_POSTGRES"))
            }
        };
        Self { dir: Arc::new(dir), url }
    }

    async fn strike(self) {
        if let Some((_, schema)) = self.url.split_once("?schema=") {
            administer(&format!("drop schema {schema} cascade")).await;
        }
    }

    /// A folder of this test.
    pub fn dir(&self) -> &Path {
        self.dir.path()
    }

    pub fn data(&self) -> PathBuf {
        self.dir().join("data")
    }

    /// The database URL for the command line; `None`: the data folder's SQLite.
    pub fn url(&self) -> Option<&str> {
        Some(self.url.as_str()).filter(|url| !url.is_empty())
    }

    /// The defaults, on this stage's database and folder.
    pub fn config(&self) -> Config {
        let overrides = Overrides {
            data: Some(self.data()),
            database: self.url().map(str::to_owned),
            packages: Some(guests()),
            ..Overrides::default()
        };
        let mut config = Config::load(&overrides).expect("the defaults are usable");
        config.database.max_connections = 6;
        config
    }

    /// Only the database, migrated.
    pub async fn db(&self) -> Db {
        let config = self.config();
        std::fs::create_dir_all(&config.storage.data).expect("a data folder");
        let target = config.database_target().expect("a target");
        let db = Db::connect(&target, 4).await.expect("the database opens");
        db.migrate().await.expect("the schema is made");
        db
    }
}

/// The folder of the built plugin packages.
pub fn guests() -> PathBuf {
    variable("WEAVERSE_GUESTS").into()
}

fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set: run `cargo xtask test`"))
}

async fn administer(statement: &str) {
    let mut connection = PgConnection::connect(&variable("WEAVERSE_TEST_POSTGRES"))
        .await
        .expect("PostgreSQL of WEAVERSE_TEST_POSTGRES answers: run `cargo xtask test`");
    let statement = sqlx::raw_sql(AssertSqlSafe(statement.to_owned()));
    statement.execute(&mut connection).await.expect("the schema is made or dropped");
}

/// Plays a story; cleans up also after a failure.
pub fn run<F>(engine: Engine, story: impl FnOnce(Stage) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    run_for(engine, PATIENCE, story);
}

/// As [`run`], with another patience.
pub fn run_for<F>(engine: Engine, patience: Duration, story: impl FnOnce(Stage) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = runtime.worker_threads(2).enable_all().build().expect("a runtime");
    let ended = runtime.block_on(async {
        let stage = Stage::set(engine).await;
        let told = tokio::spawn(tokio::time::timeout(patience, story(stage.clone())));
        let ended = told.await;
        stage.strike().await;
        ended
    });
    runtime.shutdown_timeout(Duration::from_secs(5));
    match ended {
        Ok(Ok(())) => {}
        Ok(Err(_)) => panic!("the story did not end within {patience:?}"),
        Err(failure) => std::panic::resume_unwind(failure.into_panic()),
    }
}
