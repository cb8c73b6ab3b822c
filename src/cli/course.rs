//! `weaverse course`.

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, Subcommand};

use super::{BAD, GOOD, local};
use crate::app::App;
use crate::clock::{Clock, Entropy};
use crate::config::Config;
use crate::courses::import::{
    EditedInStudio, StudioEdits, check_pack, import, import_curriculum, missions_of,
};
use crate::missions::check::Depth;
use crate::packs::{Problem, Problems, load_curriculum};
use crate::plugins::{life, service as plugins};

/// Course packs.
#[derive(Debug, Subcommand)]
pub enum CourseCommand {
    /// Explain every mistake of a pack, with file and line
    Check(Check),
    /// Put a pack (or a curriculum.toml with its packs) into the school
    Import(Import),
}

/// Explain every mistake of a pack, with file and line.
#[derive(Debug, Args)]
pub struct Check {
    /// The pack's folder
    dir: PathBuf,
    /// Do not run the model solutions and the starters
    #[arg(long)]
    quick: bool,
}

impl Check {
    pub(super) fn run(self, config: &Config) -> Result<u8> {
        let (_engine, snapshot) = local::snapshot(config)?;
        let depth = if self.quick { Depth::Configuration } else { Depth::Programs };
        match check_pack(&self.dir, &snapshot, depth) {
            Ok(pack) => {
                let course = &pack.course;
                let topics: usize =
                    course.lectures.iter().map(|lecture| lecture.topics.len()).sum();
                let items: usize = missions_of(course).map(|mission| mission.items.len()).sum();
                println!(
                    "{}: {} lectures, {topics} topics, {} missions with {items} items: no mistakes",
                    course.slug,
                    course.lectures.len(),
                    missions_of(course).count(),
                );
                Ok(GOOD)
            }
            Err(problems) => {
                print_problems(&problems);
                Ok(BAD)
            }
        }
    }
}

fn print_problems(problems: &[Problem]) {
    for problem in problems {
        println!("{problem}");
    }
    println!("{} mistake{}", problems.len(), if problems.len() == 1 { "" } else { "s" });
}

/// Put a pack into the school.
#[derive(Debug, Args)]
pub struct Import {
    /// The pack's folder, or a curriculum.toml
    path: PathBuf,
    /// Replace missions that were changed in the studio since the last import
    #[arg(long)]
    overwrite: bool,
}

impl Import {
    pub(super) async fn run(self, config: Config) -> Result<u8> {
        let app = App::open(config, Clock::system(), Entropy::system()).await?;
        app.db.migrate().await?;
        plugins::install_first_party(&app).await?;
        life::refresh(&app).await?;
        let edits = if self.overwrite { StudioEdits::Overwrite } else { StudioEdits::Refuse };
        let dirs = if self.path.is_file() {
            let mut problems = Problems::default();
            let curriculum = load_curriculum(&self.path, &mut problems);
            let Some(curriculum) = curriculum.filter(|_| problems.is_empty()) else {
                print_problems(&problems.into_sorted());
                return Ok(BAD);
            };
            import_curriculum(&app, &curriculum).await?;
            curriculum.subjects.into_iter().filter_map(|subject| subject.pack).collect()
        } else {
            vec![self.path]
        };
        for dir in dirs {
            let snapshot = app.registry.snapshot();
            let at = dir.clone();
            let checked =
                tokio::task::spawn_blocking(move || check_pack(&at, &snapshot, Depth::Programs))
                    .await?;
            match checked {
                Ok(pack) => match import(&app, &pack, edits).await {
                    Ok(_) => println!("{}: imported", pack.course.slug),
                    Err(error) if error.is::<EditedInStudio>() => {
                        println!("{}: {error}", pack.course.slug);
                        return Ok(BAD);
                    }
                    Err(error) => {
                        return Err(error.context(format!("importing {}", dir.display())));
                    }
                },
                Err(problems) => {
                    print_problems(&problems);
                    return Ok(BAD);
                }
            }
        }
        app.db.close().await;
        Ok(GOOD)
    }
}
