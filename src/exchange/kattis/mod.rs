//! Problem packages of Kattis and the ICPC: `legacy` and `2025-09`.

mod cases;
pub mod export;
mod flags;
mod group;
mod package;
mod score;
mod statement;
mod submissions;

use std::path::{Path, PathBuf};

use super::files::names_in;
use super::names::quoted;
use super::notes::{Import, Notes};
use super::{Options, archive};
use crate::i18n::Message;

/// Reads a package (a folder or a ZIP file), or all packages in a folder.
#[must_use]
pub fn import(path: &Path, options: &Options) -> Import {
    let mut import = Import::default();
    let name = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let name = name.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let mut notes = Notes::default();
    let opened = match archive::open(path) {
        Ok(opened) => opened,
        Err(message) => {
            notes.refuse(path, None, message);
            import.add(&name, notes, None);
            return import;
        }
    };
    let packages = packages(&opened.dir, &name);
    if packages.is_empty() {
        let message = Message::new("exchange-kattis-none").with("file", quoted("problem.yaml"));
        notes.refuse(path, None, message);
        import.add(&name, notes, None);
    }
    for (name, dir) in packages {
        let mut notes = Notes::default();
        let taken = package::read(&dir, &name, options, &mut notes);
        import.add(&name, notes, taken);
    }
    import
}

fn packages(dir: &Path, name: &str) -> Vec<(String, PathBuf)> {
    let is_package = |dir: &Path| dir.join("problem.yaml").is_file();
    if is_package(dir) {
        return vec![(name.to_owned(), dir.to_owned())];
    }
    let folders = names_in(dir).into_iter().map(|name| (name.clone(), dir.join(name)));
    folders.filter(|(_, dir)| is_package(dir)).collect()
}

#[cfg(test)]
mod tests;
