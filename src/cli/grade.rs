//! `weaverse grade`: a verdict without server or database.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result, bail, ensure};
use clap::Args;
use weaverse_sandbox::{File, Purpose, Verdict, check_files};

use super::report::{self, GradedItem};
use super::{BAD, FAILED, GOOD, local};
use crate::config::Config;
use crate::i18n::Locale;
use crate::missions::check::{Depth, check_mission};
use crate::missions::grading::{Answer, Spec, grade};
use crate::packs::{Item, ItemKind, Mission, Problems, load_course, load_mission};
use crate::plugins::Snapshot;

/// Grade a submission without a server or a database.
///
/// Ends with 0 when accepted, 1 for anything less, 2 after a fault or for a
/// mission that has mistakes.
#[derive(Debug, Args)]
pub struct Grade {
    /// The mission's folder, with mission.toml
    #[arg(long, value_name = "DIR")]
    mission: PathBuf,
    /// One item; without it, all: SUBMISSION then is a folder with an entry
    /// per item (NAME/, NAME.py, NAME.txt, …)
    #[arg(long, value_name = "NAME")]
    item: Option<String>,
    /// The program (a file or a folder), or the chosen answer (a file with `2` or `1, 3`)
    #[arg(long, value_name = "FILE_OR_DIR")]
    submission: PathBuf,
    /// Only the samples
    #[arg(long)]
    samples: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// Add another plugin package (a ZIP file or a folder); repeatable
    #[arg(long, value_name = "PACKAGE")]
    with: Vec<PathBuf>,
}

impl Grade {
    pub(super) fn run(self, config: &Config) -> Result<u8> {
        let (engine, mut snapshot) = local::snapshot(config)?;
        for path in &self.with {
            let package = crate::plugins::Package::from_path(path)?;
            let loaded = crate::plugins::registry::load(&engine, &package)?;
            Arc::make_mut(&mut snapshot).insert(loaded);
        }
        let mut problems = Problems::default();
        let mission = self.load(&snapshot, &mut problems);
        let Some(mission) = mission.filter(|_| problems.is_empty()) else {
            for problem in problems.into_sorted() {
                eprintln!("{problem}");
            }
            return Ok(FAILED);
        };
        let wanted: Vec<&Item> = match &self.item {
            Some(name) => vec![find(&mission, name)?],
            None => mission.items.iter().collect(),
        };
        let single = wanted.len() == 1;
        let mut graded = Vec::new();
        for item in wanted {
            let answer = if single {
                Some(read_answer(&self.submission, item)?)
            } else {
                find_answer(&self.submission, item)?
            };
            graded.push(self.grade_item(&snapshot, &mission, item, answer)?);
        }
        let accepted = graded.iter().all(|item| item.verdict() == Some(Verdict::Accepted));
        if self.json {
            println!("{}", report::json(&graded));
        } else {
            report::print(&mission, &graded);
        }
        Ok(if accepted { GOOD } else { BAD })
    }

    fn load(&self, snapshot: &Arc<Snapshot>, problems: &mut Problems) -> Option<Mission> {
        let (root, language) = surroundings(&self.mission);
        let mission = load_mission(&self.mission, &root, language, problems)?;
        if problems.is_empty() {
            check_mission(snapshot, &mission, Depth::Configuration, problems);
        }
        Some(mission)
    }

    fn grade_item(
        &self,
        snapshot: &Arc<Snapshot>,
        mission: &Mission,
        item: &Item,
        answer: Option<(Vec<File>, Option<String>)>,
    ) -> Result<GradedItem> {
        let (name, title) = (item.name.clone(), item.title.clone());
        let Some((files, answer)) = answer else {
            return Ok(GradedItem { name, title, max_points: item.points, grading: None });
        };
        check_files(&files)?;
        let purpose = if self.samples { Purpose::Samples } else { Purpose::Full };
        let spec = Spec::of(item, mission.language);
        let grading = grade(snapshot, &spec, Answer { purpose, files, answer })
            .with_context(|| format!("item {name}: no verdict"))?;
        Ok(GradedItem { name, title, max_points: item.points, grading: Some(grading) })
    }
}

/// The pack that a mission stands in, and its language; or itself alone.
pub(super) fn surroundings(mission: &Path) -> (PathBuf, Locale) {
    let absolute = mission.canonicalize().unwrap_or_else(|_| mission.to_owned());
    for dir in absolute.ancestors().skip(1).take(4) {
        if dir.join("course.toml").is_file() {
            let mut ignored = Problems::default();
            let language = load_course(dir, &mut ignored).map(|course| course.language);
            return (dir.to_owned(), language.unwrap_or_default());
        }
    }
    (mission.to_owned(), Locale::default())
}

fn find<'m>(mission: &'m Mission, name: &str) -> Result<&'m Item> {
    let names =
        || mission.items.iter().map(|item| item.name.as_str()).collect::<Vec<_>>().join(", ");
    mission
        .items
        .iter()
        .find(|item| item.name == name)
        .with_context(|| format!("the mission has no item {name:?}; it has: {}", names()))
}

/// The files of a program, or the chosen answer as JSON.
fn read_answer(path: &Path, item: &Item) -> Result<(Vec<File>, Option<String>)> {
    match item.kind {
        ItemKind::Choice => {
            let text = std::fs::read_to_string(path)
                .with_context(|| format!("cannot read {}", path.display()))?;
            Ok((Vec::new(), Some(choices(&text))))
        }
        ItemKind::Code if path.is_dir() => Ok((crate::packs::read_tree(path)?, None)),
        ItemKind::Code => {
            let content =
                std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
            // A single file is the program, whatever it is called.
            let path = match item.entry.as_str() {
                "" => default_name(path, item)?,
                entry => entry.to_owned(),
            };
            Ok((vec![File { path, content }], None))
        }
    }
}

fn default_name(path: &Path, item: &Item) -> Result<String> {
    match item.language.as_str() {
        "python" => Ok("main.py".to_owned()),
        "javascript" => Ok("main.js".to_owned()),
        "sqlite" => Ok("main.sql".to_owned()),
        "browser" => Ok("index.html".to_owned()),
        _ => {
            let name = path.file_name().and_then(|name| name.to_str());
            Ok(name.context("the submission's file name is not UTF-8")?.to_owned())
        }
    }
}

/// `1, 3`, `["1", "3"]` and `2` are all answers.
fn choices(text: &str) -> String {
    let text = text.trim();
    if serde_json::from_str::<serde_json::Value>(text).is_ok_and(|value| value.is_array()) {
        return text.to_owned();
    }
    let ids: Vec<&str> =
        text.split(|c: char| c == ',' || c.is_whitespace()).filter(|id| !id.is_empty()).collect();
    serde_json::to_string(&ids).unwrap_or_default()
}

/// The entry of an item in a folder of answers: `NAME/`, `NAME.py`, ….
fn find_answer(dir: &Path, item: &Item) -> Result<Option<(Vec<File>, Option<String>)>> {
    ensure!(
        dir.is_dir(),
        "the mission has several items: name one with --item, or give a folder with an entry per item"
    );
    let mut found: Option<PathBuf> = None;
    for entry in std::fs::read_dir(dir)? {
        let path = entry?.path();
        if path.file_stem().is_some_and(|stem| stem == item.name.as_str()) {
            if let Some(other) = &found {
                bail!(
                    "{} and {} are both answers to {}",
                    other.display(),
                    path.display(),
                    item.name
                );
            }
            found = Some(path);
        }
    }
    found.map(|path| read_answer(&path, item)).transpose()
}

#[cfg(test)]
mod tests {
    use super::choices;

    #[test]
    fn answers_are_written_as_one_likes() {
        assert_eq!(choices("2\n"), "[\"2\"]");
        assert_eq!(choices("1, 3"), "[\"1\",\"3\"]");
        assert_eq!(choices("[\"1\"]"), "[\"1\"]");
        assert_eq!(choices(""), "[]");
    }
}
