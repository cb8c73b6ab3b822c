//! The problem's text.

use std::path::Path;

use super::submissions::with_constants;
use crate::exchange::files::{self, MAX_TEXT, names_in};
use crate::exchange::notes::Notes;
use crate::exchange::tex;
use crate::exchange::yaml::{Value, Yaml};
use crate::i18n::{Locale, Message};

/// The folders of statements, new and old.
const FOLDERS: [&str; 2] = ["statement", "problem_statement"];

/// The statement in Markdown: in the wanted language, in English, or in any.
pub fn read(
    dir: &Path,
    locale: Locale,
    constants: &[(String, String)],
    notes: &mut Notes,
) -> String {
    let mut found: Vec<(usize, std::path::PathBuf)> = Vec::new();
    for folder in FOLDERS.map(|folder| dir.join(folder)) {
        for name in names_in(&folder) {
            if let Some(rank) = rank(&name, locale) {
                found.push((rank, folder.join(name)));
            }
        }
    }
    found.sort();
    let Some((_, path)) = found.into_iter().next() else {
        let pdf = FOLDERS.iter().flat_map(|folder| names_in(&dir.join(folder)));
        let only_pdf = pdf.into_iter().any(|name| name.ends_with(".pdf"));
        let key = if only_pdf { "exchange-pdf" } else { "exchange-no-statement" };
        notes.loss(dir, None, Message { key, args: Vec::new() });
        return String::new();
    };
    let Some(text) = files::text_if_possible(&path, MAX_TEXT, notes) else { return String::new() };
    let text = with_constants(text, constants);
    if path.extension().is_some_and(|extension| extension == "tex") {
        notes.loss(&path, None, Message::new("exchange-tex"));
        return tex::markdown(&text);
    }
    if let Some(line) = text.lines().position(|line| line.contains("![") || line.contains("<img")) {
        notes.loss(&path, line + 1, Message::new("exchange-pictures"));
    }
    // Samples are shown by themselves.
    let is_sample = |line: &&str| !matches!(line.trim(), "{{nextsample}}" | "{{remainingsamples}}");
    text.lines().filter(is_sample).map(|line| format!("{line}\n")).collect()
}

/// The smaller, the better; `None` is no statement.
fn rank(name: &str, locale: Locale) -> Option<usize> {
    let rest = name.strip_prefix("problem.")?;
    let (language, extension) = rest.rsplit_once('.').unwrap_or(("en", rest));
    let kind = match extension {
        "md" => 0,
        "tex" => 1,
        _ => return None,
    };
    let language = match language {
        language if language == locale.as_str() => 0,
        "en" => 2,
        _ => 4,
    };
    Some(language + kind)
}

/// The problem's name in the wanted language, in English, or in any.
pub fn name(yaml: &Yaml, locale: Locale) -> Option<String> {
    let name = yaml.get("name")?;
    let Value::Map(pairs) = &name.value else { return name.text() };
    let wanted = [locale.as_str(), "en"];
    let named = wanted.iter().find_map(|language| name.get(language));
    named.or(pairs.first().map(|(_, value)| value)).and_then(Yaml::text)
}

/// Who made it, where it is from, and under which licence: kept below the
/// statement, because licences ask for it.
pub fn credits(yaml: &Yaml) -> String {
    let mut parts = Vec::new();
    let people = yaml.get("author").or_else(|| {
        let credits = yaml.get("credits")?;
        credits.get("authors").or(Some(credits))
    });
    parts.extend(people.map(names).filter(|names| !names.is_empty()));
    parts.extend(yaml.get("source").map(names).filter(|names| !names.is_empty()));
    parts.extend(yaml.get("source_url").and_then(Yaml::text));
    parts.extend(yaml.get("rights_owner").map(names).filter(|names| !names.is_empty()));
    parts.extend(yaml.get("license").and_then(Yaml::text).filter(|license| license != "unknown"));
    if parts.is_empty() { String::new() } else { format!("\n*{}*\n", parts.join(" · ")) }
}

/// A name, or several; a person's address stays out.
fn names(yaml: &Yaml) -> String {
    let one = |yaml: &Yaml| {
        let name = yaml.text().or_else(|| yaml.get("name").and_then(Yaml::text))?;
        Some(name.split('<').next().unwrap_or_default().trim().to_owned())
    };
    match &yaml.value {
        Value::List(values) => values.iter().filter_map(one).collect::<Vec<_>>().join(", "),
        _ => one(yaml).unwrap_or_default(),
    }
}
