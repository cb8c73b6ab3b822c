//! An item of the grader `cases` as a problem package.

use serde_json::Value;
use sha2::{Digest as _, Sha256};
use weaverse_sandbox::File;

use crate::i18n::Message;
use crate::packs::{Item, Mission};

/// The files of a package (2025-09), by path.
///
/// # Errors
/// Why the item is no such problem.
pub fn files(mission: &Mission, item: &Item) -> Result<Vec<File>, Message> {
    let refused =
        |what: &str| Message::new("exchange-export-kattis").with("what", format!("`{what}`"));
    if item.grader != "cases" {
        return Err(refused(&item.grader));
    }
    if item.config["mode"].as_str().unwrap_or("stdio") != "stdio" {
        return Err(refused("mode = call"));
    }
    let code = match item.language.as_str() {
        "python" => "python3",
        "javascript" => "javascript",
        _ => return Err(refused(&item.language)),
    };
    let mut package = Package { item, files: Vec::new() };
    let cases = item.config["cases"].as_array().cloned().unwrap_or_default();
    let width = cases.len().to_string().len();
    for (index, case) in cases.iter().enumerate() {
        let folder = if case["sample"] == true { "sample" } else { "secret" };
        let base = format!("data/{folder}/{:0width$}", index + 1);
        package.case(&base, case).map_err(|what| refused(&what))?;
    }
    let title = if item.title.is_empty() { &mission.title } else { &item.title };
    let locale = mission.language;
    let problem = format!(
        "problem_format_version: 2025-09\nname:\n  {locale}: {}\nuuid: {}\nlicense: unknown\nlanguages: [{code}]\n",
        Value::from(title.as_str()),
        uuid(mission, item),
    );
    package.add("problem.yaml", problem);
    let statement = format!("{}\n", item.statement.trim());
    package.add(&format!("statement/problem.{locale}.md"), statement);
    for (folder, files) in [("solution", &item.solution), ("starter", &item.starter)] {
        for file in files {
            let path = match (folder, files.as_slice()) {
                ("solution", [_]) => format!("submissions/accepted/{}", file.path),
                ("solution", _) => format!("submissions/accepted/solution/{}", file.path),
                _ => format!("attachments/{folder}/{}", file.path),
            };
            package.files.push(File { path, content: file.content.clone() });
        }
    }
    package.files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(package.files)
}

struct Package<'a> {
    item: &'a Item,
    files: Vec<File>,
}

impl Package<'_> {
    fn add(&mut self, path: &str, text: String) {
        self.files.push(File { path: path.to_owned(), content: text.into_bytes() });
    }

    fn case(&mut self, base: &str, case: &Value) -> Result<(), String> {
        let known = [
            "name",
            "sample",
            "points",
            "stdin",
            "stdout",
            "hint",
            "compare",
            "tolerance",
            "case-sensitive",
            "space-sensitive",
            "absolute-tolerance",
            "relative-tolerance",
            "program-arguments",
            "files",
            "feedback",
        ];
        let keys = case.as_object().into_iter().flatten();
        if let Some((key, _)) = keys.into_iter().find(|(key, _)| !known.contains(&key.as_str())) {
            return Err(key.clone());
        }
        let text = |key: &str| case[key].as_str().unwrap_or_default().to_owned();
        self.add(&format!("{base}.in"), text("stdin"));
        self.add(&format!("{base}.ans"), text("stdout"));
        for (path, content) in case["files"].as_object().into_iter().flatten() {
            let content = content.as_str().unwrap_or_default().to_owned();
            self.add(&format!("{base}.files/{path}"), content);
        }
        let mut settings = String::new();
        let flags = self.flags(case)?;
        if !flags.is_empty() {
            settings.push_str(&format!("output_validator_args: {}\n", Value::from(flags)));
        }
        if let Some(arguments) = case.get("program-arguments") {
            settings.push_str(&format!("args: {arguments}\n"));
        }
        if let Some(hint) = case.get("hint") {
            settings.push_str(&format!("hint: {hint}\n"));
        }
        if !settings.is_empty() {
            self.add(&format!("{base}.yaml"), settings);
        }
        Ok(())
    }

    /// The default validator's arguments that compare as the case does.
    fn flags(&self, case: &Value) -> Result<Vec<String>, String> {
        let config = &self.item.config;
        let setting = |key: &str| case.get(key).or_else(|| config.get(key));
        let number = |key: &str| setting(key).and_then(Value::as_f64);
        let compare = setting("compare").and_then(Value::as_str).unwrap_or("lines");
        let mut flags = Vec::new();
        if setting("case-sensitive").and_then(Value::as_bool).unwrap_or(true) {
            flags.push("case_sensitive".to_owned());
        }
        let mut tolerance = |flag: &str, number: Option<f64>| {
            if let Some(number) = number {
                flags.extend([flag.to_owned(), format!("{number:e}")]);
            }
        };
        match compare {
            "icpc" => {
                tolerance("float_absolute_tolerance", number("absolute-tolerance"));
                tolerance("float_relative_tolerance", number("relative-tolerance"));
                if setting("space-sensitive").and_then(Value::as_bool).unwrap_or(false) {
                    flags.push("space_change_sensitive".to_owned());
                }
            }
            "tokens" | "lines" => {}
            "numeric" => tolerance("float_tolerance", number("tolerance").or(Some(1e-9))),
            "exact" => flags.push("space_change_sensitive".to_owned()),
            other => return Err(other.to_owned()),
        }
        Ok(flags)
    }
}

/// The same for the same item, whenever it is exported.
fn uuid(mission: &Mission, item: &Item) -> String {
    let digest = Sha256::digest(format!("{}/{}", mission.slug, item.name));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid().to_string()
}
