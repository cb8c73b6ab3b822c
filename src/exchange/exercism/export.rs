//! An item of the grader `tests` as an exercise's folder.

use serde_json::{Value, json};
use weaverse_sandbox::File;

use crate::i18n::Message;
use crate::packs::{Item, Mission};

/// The files of an exercise, by path.
///
/// # Errors
/// Why the item is no such exercise.
pub fn files(mission: &Mission, item: &Item) -> Result<Vec<File>, Message> {
    let Some(tests) = item.config["tests"].as_object().filter(|_| item.grader == "tests") else {
        return Err(Message::new("exchange-export-tests").with("item", format!("`{}`", item.name)));
    };
    let extension = match item.language.as_str() {
        "python" => "py",
        "javascript" => "js",
        _ => {
            return Err(Message::new("exchange-no-runtime").with("name", &item.language));
        }
    };
    let empty = serde_json::Map::new();
    let data = item.config["files"].as_object().unwrap_or(&empty);
    let given = |file: &&File| !data.contains_key(&file.path);
    // Without a starter the learner begins with the solution's empty files.
    let blank = |file: &File| File { path: file.path.clone(), content: Vec::new() };
    let starter: Vec<File> = match item.starter.is_empty() {
        true => item.solution.iter().map(blank).collect(),
        false => item.starter.iter().filter(given).cloned().collect(),
    };
    let mut files = starter.clone();
    let mut examples = Vec::new();
    for file in item.solution.iter().filter(given) {
        let path = match item.solution.len() {
            1 => format!(".meta/example.{extension}"),
            _ => format!(".meta/{}", file.path),
        };
        examples.push(path.clone());
        files.push(File { path, content: file.content.clone() });
    }
    for (path, text) in tests.iter().chain(data) {
        let text = text.as_str().unwrap_or_default();
        files.push(File { path: path.clone(), content: text.as_bytes().to_vec() });
    }
    let names = |table: &serde_json::Map<String, Value>| table.keys().cloned().collect::<Vec<_>>();
    let title = if item.title.is_empty() { &mission.title } else { &item.title };
    let config = json!({
        "authors": [],
        "files": {
            "solution": starter.iter().map(|file| file.path.as_str()).collect::<Vec<_>>(),
            "test": names(tests),
            "example": examples,
            "editor": names(data),
        },
        "blurb": title,
    });
    let text = serde_json::to_string_pretty(&config).unwrap_or_default() + "\n";
    files.push(File { path: ".meta/config.json".to_owned(), content: text.into_bytes() });
    let statement = format!("# Instructions\n\n{}\n", item.statement.trim());
    files.push(File { path: ".docs/instructions.md".to_owned(), content: statement.into_bytes() });
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}
