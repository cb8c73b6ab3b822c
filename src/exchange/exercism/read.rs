//! One exercise's folder.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use serde::Deserialize;
use serde_json::json;
use weaverse_sandbox::{File, RunLimits};

use super::{Options, settings};
use crate::exchange::files::{self, MAX_SETTINGS, MAX_TEXT, is_plain};
use crate::exchange::names::{self, quoted};
use crate::exchange::notes::{Notes, Taken};
use crate::i18n::Message;
use crate::missions::authoring::model::Document;
use crate::packs::{Item, ItemKind, MissionKind};

/// An exercise has no limits of its own: two to three seconds of Python, and
/// twice the usual memory, for whole test files.
const FUEL: u64 = 20_000_000_000;
const MEMORY: u64 = 256 << 20;
const WALL: Duration = Duration::from_secs(30);
/// Milli-points of an exercise.
const POINTS: i64 = 10_000;
/// What the grader `tests` takes at most, of each kind.
const MAX_FILES: usize = 32;

#[derive(Deserialize)]
struct Config {
    #[serde(default)]
    files: Files,
    blurb: Option<String>,
    source: Option<String>,
    source_url: Option<String>,
}

#[derive(Deserialize, Default)]
struct Files {
    #[serde(default)]
    solution: Vec<String>,
    #[serde(default)]
    test: Vec<String>,
    #[serde(default)]
    example: Vec<String>,
    #[serde(default)]
    exemplar: Vec<String>,
    #[serde(default)]
    editor: Vec<String>,
    #[serde(default)]
    invalidator: Vec<String>,
}

/// Reads an exercise; why it cannot be taken is in the notes.
pub fn exercise(dir: &Path, slug: &str, options: &Options, notes: &mut Notes) -> Option<Taken> {
    let path = settings(dir)?;
    let text = files::text(&path, MAX_SETTINGS, notes)?;
    let config: Config = match serde_json::from_str(&text) {
        Ok(config) => config,
        Err(error) => {
            let message = Message::new("exchange-no-json").with("error", &error);
            notes.refuse(&path, error.line().max(1), message);
            return None;
        }
    };
    let reader = Reader { dir, settings: &path, files: &config.files };
    let language = reader.language(notes)?;
    let tests = reader.texts(&config.files.test, notes);
    let starter = reader.files(&config.files.solution, notes);
    let mut data = reader.texts(&config.files.editor, notes);
    data.retain(|name, _| !tests.contains_key(name));
    reader.unlisted(notes);
    let solution = reader.solution(notes);
    if tests.len() > MAX_FILES || data.len() > MAX_FILES {
        let most = Message::new("exchange-exercism-files").with("most", MAX_FILES);
        notes.refuse(&path, line_of(&text, "test"), most);
    }
    if notes.is_refused() {
        return None;
    }
    let name = names::slug(slug, "exercise");
    let mut config_of_grader = json!({ "tests": tests });
    if !data.is_empty() {
        config_of_grader["files"] = json!(data);
    }
    // Shown to the learner, and put back before the tests run.
    let shown = data.into_iter().map(|(path, text)| File { path, content: text.into_bytes() });
    let item = Item {
        name: name.clone(),
        kind: ItemKind::Code,
        title: String::new(),
        points: POINTS,
        attempts: None,
        cool_down: None,
        statement: reader.statement(&config, notes),
        explanation: String::new(),
        choices: Vec::new(),
        multiple: false,
        language: language.to_owned(),
        entry: config.files.solution.first().cloned().unwrap_or_default(),
        starter: sorted(starter.into_iter().chain(shown).collect()),
        solution,
        grader: "tests".to_owned(),
        config: config_of_grader,
        limits: RunLimits { fuel: FUEL, memory_bytes: MEMORY, wall: WALL, ..RunLimits::default() },
    };
    let mut document = Document::blank(MissionKind::Assignment, options.locale.as_str());
    document.title = names::title(&name);
    document.slug = name;
    document.items.push(item);
    // Exercism knows done and not done.
    document.pass_percent = 100;
    Some(Taken {
        name: slug.to_owned(),
        document,
        notes: Notes::default(),
        expectations: Vec::new(),
        fuel_factor: None,
    })
}

struct Reader<'a> {
    dir: &'a Path,
    settings: &'a Path,
    files: &'a Files,
}

impl Reader<'_> {
    /// The runtime, by the solution's files.
    fn language(&self, notes: &mut Notes) -> Option<&'static str> {
        let Some(first) = self.files.solution.first() else {
            notes.refuse(self.settings, None, Message::new("exchange-exercism-no-solution"));
            return None;
        };
        if self.files.test.is_empty() {
            notes.refuse(self.settings, None, Message::new("exchange-exercism-no-test"));
            return None;
        }
        let language = match first.rsplit('.').next() {
            Some("py") => "python",
            Some("js" | "mjs" | "cjs") => "javascript",
            _ => {
                let message = Message::new("exchange-no-runtime").with("name", quoted(first));
                notes.refuse(self.settings, None, message);
                return None;
            }
        };
        Some(language)
    }

    fn files(&self, list: &[String], notes: &mut Notes) -> Vec<File> {
        let mut read = Vec::new();
        for name in list {
            if !is_plain(name) {
                let message = Message::new("exchange-path").with("name", quoted(name));
                notes.refuse(self.settings, None, message);
            } else if let Some(text) = files::text(&self.dir.join(name), MAX_TEXT, notes) {
                read.push(File { path: name.clone(), content: text.into_bytes() });
            }
        }
        read
    }

    fn texts(&self, list: &[String], notes: &mut Notes) -> BTreeMap<String, String> {
        let text = |file: File| Some((file.path, String::from_utf8(file.content).ok()?));
        self.files(list, notes).into_iter().filter_map(text).collect()
    }

    /// The example stands where the learner's file will.
    fn solution(&self, notes: &mut Notes) -> Vec<File> {
        let examples: Vec<&String> =
            self.files.example.iter().chain(&self.files.exemplar).collect();
        if examples.is_empty() {
            notes.loss(self.settings, None, Message::new("exchange-no-solution"));
            return Vec::new();
        }
        let targets = &self.files.solution;
        let mut solution = Vec::new();
        for (index, example) in examples.iter().enumerate() {
            if !is_plain(example) {
                let message = Message::new("exchange-path").with("name", quoted(example));
                notes.loss(self.settings, None, message);
                continue;
            }
            let path = self.dir.join(example);
            let Some(text) = files::text_if_possible(&path, MAX_TEXT, notes) else { continue };
            let base = example.rsplit('/').next().unwrap_or(example);
            let same = targets.iter().find(|target| target.rsplit('/').next() == Some(base));
            let paired =
                targets.get(index).filter(|_| examples.len() == targets.len() || index == 0);
            let target = same.or(paired).map_or(base, String::as_str);
            solution.push(File { path: target.to_owned(), content: text.into_bytes() });
        }
        sorted(solution)
    }

    /// Introduction, instructions and what is appended to them.
    fn statement(&self, config: &Config, notes: &mut Notes) -> String {
        let parts = [
            ".docs/introduction.md",
            ".docs/introduction.append.md",
            ".docs/instructions.md",
            ".docs/instructions.append.md",
        ];
        let mut texts: Vec<String> = Vec::new();
        let there = |name: &&str| self.dir.join(name).is_file();
        let mut names: Vec<&str> = parts.iter().copied().filter(there).collect();
        if names.is_empty() {
            names = ["README.md"].into_iter().filter(there).collect();
        }
        for name in names {
            let path = self.dir.join(name);
            texts.extend(files::text_if_possible(&path, MAX_TEXT, notes));
        }
        if texts.is_empty() {
            notes.loss(self.settings, None, Message::new("exchange-no-statement"));
            texts.extend(config.blurb.clone());
        }
        let mut text = texts.iter().map(|text| text.trim()).collect::<Vec<_>>().join("\n\n");
        let source = [&config.source, &config.source_url].into_iter().flatten();
        let source = source.cloned().collect::<Vec<_>>().join(" — ");
        if !source.is_empty() {
            text.push_str(&format!("\n\n*{source}*"));
        }
        text.push('\n');
        text
    }

    /// Files that the settings do not name are not part of the exercise; what
    /// a test may need is told.
    fn unlisted(&self, notes: &mut Notes) {
        let Files { solution, test, editor, invalidator, .. } = self.files;
        for name in files::names_in(self.dir) {
            let known = [solution, test, editor, invalidator].into_iter().flatten();
            let listed = known.clone().any(|path| path.split('/').next() == Some(name.as_str()));
            let tools = [
                "package.json",
                "package-lock.json",
                "pnpm-lock.yaml",
                "babel.config.js",
                "jest.config.js",
                "eslint.config.mjs",
                "LICENSE",
                "README.md",
                "HELP.md",
                "HINTS.md",
                "node_modules",
                "yarn.lock",
                "__pycache__",
            ];
            if !listed && !tools.contains(&name.as_str()) {
                let message = Message::new("exchange-exercism-unlisted");
                notes.loss(&self.dir.join(&name), None, message);
            }
        }
    }
}

fn sorted(mut files: Vec<File>) -> Vec<File> {
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files.dedup_by(|a, b| a.path == b.path);
    files
}

/// The line where a key of a JSON file first stands.
fn line_of(text: &str, key: &str) -> Option<usize> {
    let key = format!("\"{key}\"");
    text.lines().position(|line| line.contains(&key)).map(|index| index + 1)
}
