//! `weaverse export`: missions and results for other systems.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};
use clap::{Args, Subcommand};
use serde_json::json;
use weaverse_sandbox::{File, Report};

use super::grade::surroundings;
use super::import::terminal_locale;
use super::{BAD, GOOD};
use crate::app::App;
use crate::clock::{Clock, Entropy};
use crate::config::Config;
use crate::exchange::gradescope::{Graded, results};
use crate::exchange::{exercism, kattis};
use crate::i18n::Message;
use crate::missions::SubmissionId;
use crate::missions::review::service as review;
use crate::missions::service as missions;
use crate::packs::{Item, Mission, Problems, load_mission};

/// Missions and results for other systems.
#[derive(Debug, Subcommand)]
pub enum ExportCommand {
    /// Items of the grader `tests` as Exercism exercises
    Exercism(To),
    /// Items of the grader `cases` as problem packages (2025-09)
    Kattis(To),
    /// The report of a stored submission as a Gradescope results.json
    Gradescope(Gradescope),
}

/// What is exported, and where it is put.
#[derive(Debug, Args)]
pub struct To {
    /// The mission's folder, with mission.toml
    #[arg(long, value_name = "DIR")]
    mission: PathBuf,
    /// One item; without it, all
    #[arg(long, value_name = "NAME")]
    item: Option<String>,
    /// The folder that gets a folder for each item
    #[arg(long, value_name = "DIR")]
    into: PathBuf,
}

/// The report of a stored submission.
#[derive(Debug, Args)]
pub struct Gradescope {
    /// The submission's id
    submission: SubmissionId,
    /// Write to this file instead of standard output
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl ExportCommand {
    /// Whether the command needs the database.
    pub(super) fn needs_database(&self) -> bool {
        matches!(self, Self::Gradescope(_))
    }

    /// Writes folders.
    pub(super) fn run_alone(self) -> Result<u8> {
        match self {
            Self::Exercism(to) => to.run(exercism::export::files),
            Self::Kattis(to) => to.run(kattis::export::files),
            Self::Gradescope(_) => unreachable!("this command has a database"),
        }
    }

    /// Writes a report.
    pub(super) async fn run(self, config: Config) -> Result<u8> {
        match self {
            Self::Gradescope(command) => command.run(config).await,
            _ => unreachable!("these commands have no database"),
        }
    }
}

impl To {
    fn run(self, files: fn(&Mission, &Item) -> Result<Vec<File>, Message>) -> Result<u8> {
        let (root, language) = surroundings(&self.mission);
        let mut problems = Problems::default();
        let mission = load_mission(&self.mission, &root, language, &mut problems);
        let Some(mission) = mission.filter(|_| problems.is_empty()) else {
            problems.into_sorted().iter().for_each(|problem| eprintln!("{problem}"));
            bail!("{} has mistakes", self.mission.display());
        };
        let wanted = |item: &&Item| self.item.as_ref().is_none_or(|name| *name == item.name);
        let items: Vec<&Item> = mission.items.iter().filter(wanted).collect();
        ensure!(!items.is_empty(), "the mission has no such item");
        let locale = terminal_locale();
        let mut code = GOOD;
        for item in items {
            match files(&mission, item) {
                Ok(files) => {
                    let dir = self.into.join(&item.name);
                    write(&dir, &files)?;
                    println!("{}", dir.display());
                }
                Err(message) => {
                    println!("{}: {}", item.name, message.text(locale));
                    code = BAD;
                }
            }
        }
        Ok(code)
    }
}

fn write(dir: &Path, files: &[File]) -> Result<()> {
    ensure!(!dir.exists(), "{} is there already", dir.display());
    for file in files {
        let path = dir.join(&file.path);
        std::fs::create_dir_all(path.parent().unwrap_or(dir))?;
        std::fs::write(&path, &file.content).with_context(|| path.display().to_string())?;
    }
    Ok(())
}

impl Gradescope {
    async fn run(self, config: Config) -> Result<u8> {
        let app = App::open(config, Clock::system(), Entropy::system()).await?;
        app.db.migrate().await?;
        let graded = missions::graded(&app, self.submission).await?;
        let graded =
            graded.with_context(|| format!("there is no submission {}", self.submission))?;
        let outcome = graded.outcome.context("the submission is not graded yet")?;
        let remarks = review::remarks(&mut app.db.read().await?, self.submission).await?;
        let standing = review::standing_override(&remarks).and_then(|remark| remark.score);
        app.db.close().await;
        let report: Report = serde_json::from_str(&outcome.report).context("the stored report")?;
        let results = results(&Graded {
            report: &report,
            score: standing.unwrap_or(outcome.score),
            max_score: outcome.max_score,
            verdict: &outcome.verdict,
            extra: json!({
                "submission": self.submission.to_string(),
                "fuel": outcome.fuel,
                "grader": graded.grader,
                "runtime": graded.runtime,
            }),
        });
        let text = format!("{results:#}\n");
        match &self.output {
            Some(path) => std::fs::write(path, text).with_context(|| path.display().to_string())?,
            None => print!("{text}"),
        }
        Ok(GOOD)
    }
}
