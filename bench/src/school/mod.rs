//! A school of its own for the benchmark: its database, its course, its
//! server, and learners with browsers.

mod learner;
mod pack;
mod submissions;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use weaverse::db::{Db, Target};
use weaverse::sql;

pub use self::learner::Learner;
pub use self::pack::SCRIPT;
pub use self::submissions::{copies, graded, queued, results_forgotten, undecided};
use crate::server::Server;

/// Where a school is, and what it runs on.
pub struct School {
    program: PathBuf,
    guests: PathBuf,
    folder: tempfile::TempDir,
    /// `sqlite` or `postgres`, for the table.
    pub engine: &'static str,
    url: Option<String>,
    /// The benchmark's own way to the tables.
    pub db: Db,
}

impl School {
    /// Makes the school with its course; `url`: of a PostgreSQL database, in
    /// which a schema is made anew.
    pub async fn open(program: &Path, guests: &Path, url: Option<&str>) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let url = match url {
            None => None,
            Some(url) => {
                let db = Db::connect(&Target::parse(url)?, 1).await?;
                let mut tx = db.begin().await?;
                tx.sql(sql!("drop schema if exists bench_grading cascade")).execute().await?;
                tx.sql(sql!("create schema bench_grading")).execute().await?;
                tx.commit().await?;
                Some(format!("{url}?schema=bench_grading"))
            }
        };
        let target = match &url {
            Some(url) => Target::parse(url)?,
            None => Target::Sqlite(folder.path().join("data/weaverse.db")),
        };
        std::fs::create_dir_all(folder.path().join("data"))?;
        let db = Db::connect(&target, 4).await?;
        db.migrate().await?;
        let engine = if url.is_some() { "PostgreSQL" } else { "SQLite" };
        let (program, guests) = (program.to_owned(), guests.to_owned());
        let school = Self { program, guests, folder, engine, url, db };
        let pack = school.folder.path().join("pack");
        pack::write(&pack)?;
        school.run(&["course", "import", path(&pack)?])?;
        Ok(school)
    }

    /// The product's command line on this school.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.args(arguments).arg("--data").arg(self.folder.path().join("data"));
        command.arg("--plugins").arg(&self.guests);
        if let Some(url) = &self.url {
            command.args(["--database", url]);
        }
        command
    }

    /// Runs a command to its end.
    pub fn run(&self, arguments: &[&str]) -> Result<()> {
        let output = self.command(arguments).stdin(Stdio::null()).output()?;
        let said = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "weaverse {}: {said}", arguments.join(" "));
        Ok(())
    }

    /// Starts the server, with all plugins loaded.
    pub fn serve(&self) -> Result<Server> {
        let mut command = self.command(&["serve", "--listen", "127.0.0.1:0"]);
        // One learner's backlog is what is measured here.
        command.env("WEAVERSE_GRADING__MAX_WAITING_PER_LEARNER", "10000");
        command.env("WEAVERSE_LOG__FILTER", "info");
        let mut server = Server::start(&mut command)?;
        server.wait_until_ready()?;
        Ok(server)
    }

    /// Where an item of the mission is.
    pub async fn item(&self, name: &str) -> Result<String> {
        let mut tx = self.db.read().await?;
        let row = tx.sql(sql!("select id from missions where slug = 'bench'"));
        let (id,): (weaverse::missions::MissionId,) = row.one().await?;
        Ok(format!("/missions/{id}/items/{name}"))
    }

    /// Waits until nothing is waiting; faults are an error.
    pub async fn settled(&self, patience: Duration) -> Result<()> {
        let deadline = std::time::Instant::now() + patience;
        while undecided(&self.db).await? > 0 {
            if std::time::Instant::now() > deadline {
                bail!("submissions still wait after {patience:?}");
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(())
    }

    /// Closes the database.
    pub async fn close(self) {
        self.db.close().await;
    }
}

fn path(path: &Path) -> Result<&str> {
    path.to_str().context("the folder's name is not UTF-8")
}
