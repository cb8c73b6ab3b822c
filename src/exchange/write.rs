//! A taken exercise as a mission of a pack: its folder, and its topic in
//! `course.toml`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use weaverse_sandbox::File;

use super::names;
use super::notes::Taken;
use crate::i18n::Locale;
use crate::missions::authoring::export;

/// What becomes of a mission folder that holds something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overwrite {
    /// It stays, and the import says so.
    No,
    /// It is replaced.
    Yes,
}

/// What became of a mission's folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Written {
    /// It is new, or it was replaced.
    Changed(PathBuf),
    /// It held these files already.
    Same(PathBuf),
    /// It holds other files, and was left alone.
    Kept(PathBuf),
}

impl Written {
    /// The mission's folder, if it holds the exercise now.
    #[must_use]
    pub fn dir(&self) -> Option<&Path> {
        match self {
            Self::Changed(dir) | Self::Same(dir) => Some(dir),
            Self::Kept(_) => None,
        }
    }
}

/// Writes a mission into a pack, and its topic into the pack's outline.
/// Importing again gives the same files.
///
/// # Errors
/// When a file cannot be written, or the mission cannot be said in a pack.
pub fn write(taken: &Taken, pack: &Path, overwrite: Overwrite) -> Result<Written> {
    let files = export::files(&taken.document)?;
    let slug = &taken.document.slug;
    let dir = pack.join("missions").join(slug);
    if dir.exists() {
        if same(&dir, &files)? {
            outline(taken, pack)?;
            return Ok(Written::Same(dir));
        }
        if overwrite == Overwrite::No {
            return Ok(Written::Kept(dir));
        }
        std::fs::remove_dir_all(&dir).with_context(|| format!("{}", dir.display()))?;
    }
    for file in &files {
        let path = dir.join(&file.path);
        let folder = path.parent().unwrap_or(&dir);
        std::fs::create_dir_all(folder).with_context(|| format!("{}", folder.display()))?;
        std::fs::write(&path, &file.content).with_context(|| format!("{}", path.display()))?;
    }
    outline(taken, pack)?;
    Ok(Written::Changed(dir))
}

/// Whether a folder holds these files and no others.
fn same(dir: &Path, files: &[File]) -> Result<bool> {
    let mut there = BTreeSet::new();
    let mut waiting = vec![PathBuf::new()];
    while let Some(folder) = waiting.pop() {
        for entry in std::fs::read_dir(dir.join(&folder))? {
            let entry = entry?;
            let path = folder.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                waiting.push(path);
            } else {
                there.insert(path);
            }
        }
    }
    let is_there = |file: &File| {
        there.contains(Path::new(&file.path))
            && std::fs::read(dir.join(&file.path)).is_ok_and(|content| content == file.content)
    };
    Ok(there.len() == files.len() && files.iter().all(is_there))
}

/// Makes the mission a topic of the course, unless it is one already. A pack
/// without a `course.toml` gets one.
fn outline(taken: &Taken, pack: &Path) -> Result<()> {
    let path = pack.join("course.toml");
    let document = &taken.document;
    let mut text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => head(pack, document.locale()),
        Err(error) => return Err(error).with_context(|| format!("{}", path.display())),
    };
    let course: toml::Table =
        toml::from_str(&text).with_context(|| format!("{}", path.display()))?;
    let mission = format!("missions/{}", document.slug);
    if names_mission(&course, &mission) {
        return Ok(());
    }
    let lectures = course.get("lectures").and_then(toml::Value::as_array);
    let last = lectures.and_then(|lectures| lectures.last());
    ensure!(last.is_some(), "{} has no [[lectures]] to put the mission into", path.display());
    let taken_slug = |slug: &str| {
        let topics = last.and_then(|last| last.get("topics")).and_then(toml::Value::as_array);
        topics.into_iter().flatten().any(|topic| topic["slug"].as_str() == Some(slug))
    };
    let string = |text: &str| toml::Value::from(text).to_string();
    // A table at the end of the file belongs to the last lecture, wherever
    // other tables stand.
    text.push_str(&format!(
        "\n[[lectures.topics]]\nslug = {}\ntitle = {}\nkind = \"assignment\"\nmission = {}\n",
        string(&names::unique(document.slug.clone(), taken_slug)),
        string(&document.title),
        string(&mission),
    ));
    std::fs::create_dir_all(pack).with_context(|| format!("{}", pack.display()))?;
    std::fs::write(&path, text).with_context(|| format!("{}", path.display()))
}

fn head(pack: &Path, locale: Locale) -> String {
    let name = pack.canonicalize().unwrap_or_else(|_| pack.to_owned());
    let name = name.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let slug = names::slug(&name, "imported");
    let title = toml::Value::from(names::title(&slug));
    let lecture = toml::Value::from(locale.text("exchange-lecture"));
    format!(
        "format = 1\nslug = \"{slug}\"\ntitle = {title}\nlanguage = \"{locale}\"\n\
         summary = {title}\n\n[[lectures]]\nslug = \"exercises\"\ntitle = {lecture}\n"
    )
}

fn names_mission(course: &toml::Table, mission: &str) -> bool {
    let is_it = |value: &toml::Value| {
        let named = value.get("mission").and_then(toml::Value::as_str);
        named.is_some_and(|named| named.trim_end_matches('/') == mission)
    };
    let lectures = course.get("lectures").and_then(toml::Value::as_array).into_iter().flatten();
    let mut topics = lectures
        .filter_map(|lecture| lecture.get("topics").and_then(toml::Value::as_array))
        .flatten();
    topics.any(is_it) || ["midterm", "final"].iter().filter_map(|key| course.get(*key)).any(is_it)
}
