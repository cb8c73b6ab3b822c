//! Files that a pack's TOML names: they stay inside the pack.

use std::path::{Component, Path, PathBuf};

use weaverse_sandbox::File;

use super::{Problems, Source, Step};

/// The largest text of a lesson or a case.
const MAX_TEXT: u64 = 2 << 20;
/// The most files of a starter or a solution, and their bytes together.
const MAX_FILES: usize = 64;
const MAX_TREE: usize = 1 << 20;

/// The path of a file named in a source; `None` when it leaves the folder
/// or is not there, which is noted.
pub fn resolve(
    source: &Source,
    root: &Path,
    name: &str,
    at: &[Step<'_>],
    problems: &mut Problems,
) -> Option<PathBuf> {
    let relative = Path::new(name);
    let plain = !name.is_empty()
        && relative.components().all(|part| {
            matches!(part, Component::Normal(_) | Component::CurDir | Component::ParentDir)
        })
        && !name.contains('\\');
    let path = source.folder().join(relative);
    if !plain {
        source.problem(problems, at, format!("{name:?} is not a relative path with `/`"));
        return None;
    }
    let Ok(real) = path.canonicalize() else {
        source.problem(problems, at, format!("{} does not exist", path.display()));
        return None;
    };
    // Links are followed before the comparison: a pack cannot show a file of
    // the machine that it is checked on.
    let inside = root.canonicalize().is_ok_and(|root| real.starts_with(root));
    if !inside {
        source.problem(problems, at, format!("{name:?} leaves the pack"));
        return None;
    }
    Some(path)
}

/// The text of a named file.
pub fn text(
    source: &Source,
    root: &Path,
    name: &str,
    at: &[Step<'_>],
    problems: &mut Problems,
) -> Option<String> {
    let path = resolve(source, root, name, at, problems)?;
    let too_large = std::fs::metadata(&path).is_ok_and(|meta| meta.len() > MAX_TEXT);
    if too_large {
        source.problem(problems, at, format!("{name:?} is larger than {} MiB", MAX_TEXT >> 20));
        return None;
    }
    match std::fs::read_to_string(&path) {
        Ok(text) => Some(text),
        Err(error) => {
            source.problem(problems, at, format!("{name:?} cannot be read as UTF-8 text: {error}"));
            None
        }
    }
}

/// All files below a named folder, by path.
pub fn tree(
    source: &Source,
    root: &Path,
    name: &str,
    at: &[Step<'_>],
    problems: &mut Problems,
) -> Vec<File> {
    let Some(folder) = resolve(source, root, name, at, problems) else { return Vec::new() };
    match read_tree(&folder) {
        Ok(files) if files.is_empty() => {
            source.problem(problems, at, format!("the folder {name:?} has no files"));
            files
        }
        Ok(files) => files,
        Err(error) => {
            source.problem(problems, at, format!("{name:?}: {error:#}"));
            Vec::new()
        }
    }
}

/// All files below a folder, sorted by path; hidden ones and byte code of
/// interpreters are left out.
///
/// # Errors
/// When the folder cannot be read, or holds too much.
pub fn read_tree(folder: &Path) -> anyhow::Result<Vec<File>> {
    let mut files = Vec::new();
    let mut waiting = vec![(folder.to_owned(), String::new())];
    while let Some((dir, prefix)) = waiting.pop() {
        for entry in std::fs::read_dir(&dir)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') || name == "__pycache__" || name == "node_modules" {
                continue;
            }
            let kind = entry.file_type()?;
            if kind.is_dir() {
                waiting.push((entry.path(), format!("{prefix}{name}/")));
            } else if kind.is_file() {
                anyhow::ensure!(files.len() < MAX_FILES, "more than {MAX_FILES} files");
                files.push(File {
                    path: format!("{prefix}{name}"),
                    content: std::fs::read(entry.path())?,
                });
            }
        }
    }
    let bytes: usize = files.iter().map(|file| file.content.len()).sum();
    anyhow::ensure!(bytes <= MAX_TREE, "the files are {bytes} bytes together; at most {MAX_TREE}");
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}
