//! A mission as files of a course pack (`docs/course-packs.md`). What was
//! written is read back and compared: an export never loses anything.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;
use weaverse_sandbox::{File, RunLimits};
use zip::write::SimpleFileOptions;

use super::model::Document;
use crate::packs::{Item, ItemKind, Problems, load_mission};

/// The files of a mission's folder, by path. Blocks.
///
/// # Errors
/// When something of it cannot be said in a pack.
pub fn files(document: &Document) -> Result<Vec<File>> {
    let mut pack = Pack { toml: String::new(), files: Vec::new() };
    pack.mission(document);
    for item in &document.items {
        pack.item(item)?;
    }
    let toml = File { path: "mission.toml".to_owned(), content: pack.toml.into_bytes() };
    let mut files = vec![toml];
    files.extend(pack.files);
    read_back(document, &files)?;
    Ok(files)
}

/// The folder as a ZIP file.
///
/// # Errors
/// As [`files`].
pub fn archive(document: &Document) -> Result<Vec<u8>> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for file in files(document)? {
        let path = format!("{}/{}", document.slug, file.path);
        writer.start_file(path, SimpleFileOptions::default())?;
        writer.write_all(&file.content)?;
    }
    Ok(writer.finish()?.into_inner())
}

struct Pack {
    toml: String,
    files: Vec<File>,
}

impl Pack {
    fn key(&mut self, key: &str, value: impl Into<toml::Value>) {
        // Writing to a string does not fail.
        let _ = writeln!(self.toml, "{key} = {}", value.into());
    }

    fn file(&mut self, path: String, content: impl Into<Vec<u8>>) {
        self.files.push(File { path, content: content.into() });
    }

    fn mission(&mut self, document: &Document) {
        self.key("format", crate::packs::FORMAT);
        self.key("slug", document.slug.as_str());
        self.key("title", document.title.as_str());
        self.key("language", document.language.as_str());
        if !document.statement.is_empty() {
            self.key("statement", "statement.md");
            self.file("statement.md".to_owned(), document.statement.as_str());
        }
        self.key("pass-percent", document.pass_percent);
        for (key, moment) in [("opens", document.opens_at), ("closes", document.closes_at)] {
            if let Some(moment) = moment {
                let _ = writeln!(self.toml, "{key} = {moment}");
            }
        }
    }

    fn item(&mut self, item: &Item) -> Result<()> {
        self.toml.push_str("\n[[items]]\n");
        self.key("name", item.name.as_str());
        self.key("kind", item.kind.as_str());
        if !item.title.is_empty() {
            self.key("title", item.title.as_str());
        }
        ensure!(item.points % 1000 == 0, "{}: a pack has whole points only", item.name);
        self.key("points", item.points / 1000);
        if let Some(attempts) = item.attempts {
            self.key("attempts", attempts);
        }
        if let Some(seconds) = item.cool_down {
            self.key("cool-down-seconds", seconds);
        }
        let text = if item.kind == ItemKind::Choice { "question" } else { "statement" };
        self.text(item, text, &item.statement);
        if !item.explanation.is_empty() {
            self.text(item, "explanation", &item.explanation);
        }
        self.key("grader", item.grader.as_str());
        match item.kind {
            ItemKind::Choice => self.choices(item),
            ItemKind::Code => self.program(item),
        }
        Ok(())
    }

    fn text(&mut self, item: &Item, key: &str, text: &str) {
        let path = format!("{}/{key}.md", item.name);
        let _ = writeln!(self.toml, "{key} = {{ file = {} }}", toml::Value::from(path.as_str()));
        self.file(path, text);
    }

    fn choices(&mut self, item: &Item) {
        self.key("multiple", item.multiple);
        self.key("partial", item.config["partial"] == true);
        self.toml.push_str("choices = [\n");
        for choice in &item.choices {
            let judged = item.config["choices"].as_array().into_iter().flatten();
            let judged = judged.clone().find(|judged| judged["id"] == choice.id.as_str());
            let mut table = toml::Table::new();
            table.insert("text".to_owned(), choice.text.as_str().into());
            if judged.is_some_and(|judged| judged["correct"] == true) {
                table.insert("correct".to_owned(), true.into());
            }
            if let Some(note) = judged.and_then(|judged| judged["note"].as_str()) {
                table.insert("note".to_owned(), note.into());
            }
            let _ = writeln!(self.toml, "  {},", toml::Value::Table(table));
        }
        self.toml.push_str("]\n");
    }

    fn program(&mut self, item: &Item) {
        self.key("language", item.language.as_str());
        if !item.entry.is_empty() {
            self.key("entry", item.entry.as_str());
        }
        for (key, files) in [("starter", &item.starter), ("solution", &item.solution)] {
            if files.is_empty() {
                continue;
            }
            let folder = format!("{}/{key}", item.name);
            for file in files {
                self.file(format!("{folder}/{}", file.path), file.content.clone());
            }
            self.key(key, folder.as_str());
        }
        let config = as_toml(&item.config).and_then(|value| value.as_table().cloned());
        if config.is_none() {
            let path = format!("{}/config.json", item.name);
            self.key("config-file", path.as_str());
            self.file(path, item.config.to_string());
        }
        let mut inner = toml::Table::new();
        inner.insert("limits".to_owned(), limits(&item.limits).into());
        if let Some(config) = config {
            let config = self.spread(config.into(), &item.name);
            inner.insert("config".to_owned(), config);
        }
        let mut outer = toml::Table::new();
        outer.insert("items".to_owned(), vec![toml::Value::Table(inner)].into());
        // The header of the item is there already; what follows belongs to it.
        let text = toml::to_string_pretty(&outer).unwrap_or_default();
        self.toml.push('\n');
        self.toml.push_str(text.trim_start_matches("[[items]]").trim_start());
    }
}

/// The longest text of a configuration that stands in `mission.toml`.
const LONG: usize = 400;

impl Pack {
    /// Long texts (test files, inputs) go into files of their own.
    fn spread(&mut self, value: toml::Value, place: &str) -> toml::Value {
        match value {
            toml::Value::String(text) if text.len() > LONG => {
                let known = |file: &File| file.path == place;
                let path = match self.files.iter().any(known) {
                    true => format!("{place}.{}.txt", self.files.len()),
                    false => place.to_owned(),
                };
                self.file(path.clone(), text);
                toml::Table::from_iter([("file".to_owned(), path.into())]).into()
            }
            toml::Value::Array(values) => {
                let spread = |(index, value)| self.spread(value, &format!("{place}/{index:03}"));
                toml::Value::Array((1..).zip(values).map(spread).collect())
            }
            toml::Value::Table(table) => {
                let spread = |(key, value): (String, toml::Value)| {
                    let name = part(&key);
                    let value = self.spread(value, &format!("{place}/{name}"));
                    (key, value)
                };
                toml::Value::Table(table.into_iter().map(spread).collect())
            }
            other => other,
        }
    }
}

/// A key as a part of a path.
fn part(key: &str) -> String {
    let letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let name: String = key.chars().map(|c| if letter(c) { c } else { '-' }).take(80).collect();
    let name = name.trim_start_matches(['.', '-']);
    if name.is_empty() { "text".to_owned() } else { name.to_owned() }
}

fn limits(limits: &RunLimits) -> toml::Table {
    let whole = |number: u64| toml::Value::from(i64::try_from(number).unwrap_or(i64::MAX));
    let mut table = toml::Table::new();
    table.insert("fuel".to_owned(), whole(limits.fuel));
    table.insert("memory-mib".to_owned(), whole(limits.memory_bytes >> 20));
    table.insert("output-kib".to_owned(), whole(limits.output_bytes >> 10));
    let millis = u64::try_from(limits.wall.as_millis()).unwrap_or(u64::MAX);
    table.insert("time-ms".to_owned(), whole(millis));
    table
}

/// `None` for what TOML cannot say: null, larger numbers, and a table that a
/// pack would take for the name of a file.
fn as_toml(value: &Value) -> Option<toml::Value> {
    Some(match value {
        Value::Null => return None,
        Value::Bool(flag) => (*flag).into(),
        Value::String(text) => text.as_str().into(),
        Value::Number(number) => match number.as_i64() {
            Some(whole) => whole.into(),
            None if number.is_f64() => number.as_f64()?.into(),
            None => return None,
        },
        Value::Array(values) => {
            values.iter().map(as_toml).collect::<Option<Vec<toml::Value>>>()?.into()
        }
        Value::Object(map) => {
            if map.len() == 1 && map.get("file").is_some_and(Value::is_string) {
                return None;
            }
            let pairs = map.iter().map(|(key, value)| Some((key.clone(), as_toml(value)?)));
            pairs.collect::<Option<toml::Table>>()?.into()
        }
    })
}

/// Reads the files as an import would, and compares.
fn read_back(document: &Document, files: &[File]) -> Result<()> {
    let dir = tempfile::tempdir().context("a temporary folder")?;
    for file in files {
        let path = dir.path().join(&file.path);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(path, &file.content)?;
    }
    let mut problems = Problems::default();
    let read = load_mission(dir.path(), dir.path(), document.locale(), &mut problems);
    let problems = problems.into_sorted();
    if let Some(problem) = problems.first() {
        anyhow::bail!("mission.toml:{}: {}", problem.line, problem.message);
    }
    let read = read.context("the written mission is read")?;
    let same = read.slug == document.slug
        && read.title == document.title
        && read.statement == document.statement
        && read.pass_percent == document.pass_percent
        && (read.opens_at, read.closes_at) == (document.opens_at, document.closes_at);
    ensure!(same, "the mission itself cannot be said in a pack");
    for (written, read) in document.items.iter().zip(&read.items) {
        ensure!(written == read, "{}: this item cannot be said in a pack", written.name);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::model::new_item;
    use super::*;
    use crate::packs::MissionKind;

    fn document() -> Document {
        let mut document = Document::blank(MissionKind::Assignment, "ko");
        document.slug = "sums".to_owned();
        document.title = "더하기 \"연습\"".to_owned();
        document.statement = "# 안내\n".to_owned();
        document.opens_at = Some(crate::db::Moment("2026-12-01T00:00:00Z".parse().expect("one")));
        let mut code = new_item(&document, ItemKind::Code);
        code.statement = "두 수를 더하세요.\n\n`a + b`".to_owned();
        code.config = json!({ "mode": "stdio", "cases": [
            { "stdin": "1 2\n", "stdout": "3\n", "sample": true, "points": 0 },
            { "stdin": "\t\"'''\\\n", "stdout": "5\n", "tolerance": 1e-6, "feedback": ["verdict"] },
        ] });
        code.solution = vec![File { path: "lib/a.py".into(), content: b"x = 1\n".to_vec() }];
        code.cool_down = Some(60);
        code.attempts = Some(3);
        document.items.push(code);
        let mut choice = new_item(&document, ItemKind::Choice);
        choice.statement = "어느 것?".to_owned();
        for (choice, text) in choice.choices.iter_mut().zip(["하나", "둘", "셋", "넷", "다섯"])
        {
            choice.text = text.to_owned();
        }
        let judged = |n: usize| match n {
            2 => json!({ "id": "2", "correct": true, "note": "맞습니다" }),
            n => json!({ "id": n.to_string(), "correct": false }),
        };
        choice.config = json!({ "choices": (1..=5).map(judged).collect::<Vec<_>>(),
            "multiple": false, "partial": false });
        document.items.push(choice);
        document
    }

    #[test]
    fn what_is_exported_is_read_back_the_same() {
        let files = files(&document()).expect("files of a pack");
        let paths: Vec<_> = files.iter().map(|file| file.path.as_str()).collect();
        assert!(paths.contains(&"item-1/solution/lib/a.py"), "{paths:?}");
        assert!(!archive(&document()).expect("an archive").is_empty());
    }

    #[test]
    fn long_texts_have_files_of_their_own() {
        let mut document = document();
        let text = "assert True\n".repeat(60);
        document.items[0].config = json!({
            "tests": { "test_a.py": text, "../b": text, ".b": text }, "list": [text, "short"],
        });
        let files = files(&document).expect("files of a pack");
        let paths: Vec<_> = files.iter().map(|file| file.path.as_str()).collect();
        for path in ["item-1/tests/test_a.py", "item-1/list/001", "item-1/tests/b"] {
            assert!(paths.contains(&path), "{path}: {paths:?}");
        }
    }

    #[test]
    fn what_toml_cannot_say_is_in_a_file() {
        let mut document = document();
        document.items[0].config = json!({ "mode": "call", "function": "f", "cases": [{ "arguments": [null], "expect": 1 }] });
        let files = files(&document).expect("files of a pack");
        assert!(files.iter().any(|file| file.path == "item-1/config.json"));
    }

    #[test]
    fn what_a_pack_cannot_say_is_refused() {
        let mut document = document();
        document.items[0].points = 1500;
        assert!(files(&document).is_err());
        document.items[0].points = 1000;
        document.items[0].solution[0].path = ".hidden".to_owned();
        assert!(files(&document).is_err());
    }
}
