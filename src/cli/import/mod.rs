//! `weaverse import`: exercises of other systems.

mod gradescope;
mod pack;

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Result;
use clap::{Args, Subcommand};

use super::local;
use crate::config::Config;
use crate::exchange::{Import, Options, Overwrite, coderunner, exercism, kattis};
use crate::i18n::Locale;

/// Exercises of other systems.
#[derive(Debug, Subcommand)]
pub enum ImportCommand {
    /// An Exercism exercise's folder, or a track with all its exercises
    Exercism(From),
    /// A problem package of Kattis or the ICPC (a folder, a ZIP file, or a folder of packages)
    Kattis(From),
    /// `CodeRunner` questions, as Moodle exports them (XML)
    Coderunner(From),
    /// The score of a Gradescope results.json, set for a submission
    Gradescope(gradescope::Gradescope),
}

/// What is imported, and where it is put.
#[derive(Debug, Args)]
pub struct From {
    /// The file or folder
    path: PathBuf,
    /// The course pack that gets the missions; it is made when it is not there
    #[arg(long, value_name = "PACK")]
    into: PathBuf,
    /// The language of the exercises' texts: ko or en
    #[arg(long, value_name = "LANGUAGE", default_value = "en", value_parser = locale)]
    texts: Locale,
    /// The programming language, where the exercise leaves it open: python or javascript
    #[arg(long, value_name = "LANGUAGE")]
    language: Option<String>,
    /// Replace missions of the pack that differ
    #[arg(long)]
    overwrite: bool,
    /// Do not run the model solutions and other programs
    #[arg(long)]
    quick: bool,
}

fn locale(text: &str) -> Result<Locale, String> {
    Locale::parse(text).ok_or_else(|| "ko or en".to_owned())
}

impl ImportCommand {
    /// Whether the command needs the database.
    pub(super) fn needs_database(&self) -> bool {
        matches!(self, Self::Gradescope(_))
    }

    /// Imports into a pack.
    pub(super) fn run_alone(self, config: &Config) -> Result<u8> {
        let (from, read): (From, fn(&std::path::Path, &Options) -> Import) = match self {
            Self::Exercism(from) => (from, exercism::import),
            Self::Kattis(from) => (from, kattis::import),
            Self::Coderunner(from) => (from, coderunner::import),
            Self::Gradescope(_) => unreachable!("this command has a database"),
        };
        anyhow::ensure!(from.path.exists(), "{} is not there", from.path.display());
        let options = Options { locale: from.texts, language: from.language.clone() };
        let import = read(&from.path, &options);
        // The engine lives as long as what came of it.
        let engine = if from.quick { None } else { Some(local::snapshot(config)?) };
        let snapshot = engine.as_ref().map(|(_, snapshot)| Arc::clone(snapshot));
        let overwrite = if from.overwrite { Overwrite::Yes } else { Overwrite::No };
        pack::put(import, &from.into, overwrite, snapshot.as_ref())
    }

    /// Sets a score.
    pub(super) async fn run(self, config: Config) -> Result<u8> {
        match self {
            Self::Gradescope(command) => command.run(config).await,
            _ => unreachable!("these commands have no database"),
        }
    }
}

/// The language of the person at the terminal.
pub(super) fn terminal_locale() -> Locale {
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let language = set("LC_ALL").or_else(|| set("LC_MESSAGES")).or_else(|| set("LANG"));
    if language.is_some_and(|language| language.starts_with("ko")) {
        Locale::Ko
    } else {
        Locale::En
    }
}
