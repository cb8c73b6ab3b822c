//! Exercism: a track's repository, or one exercise's folder.

pub mod export;
mod read;

use std::path::{Path, PathBuf};

use super::files::names_in;
use super::names::quoted;
use super::notes::{Import, Notes};
use super::{Options, archive};
use crate::i18n::Message;

/// Reads an exercise, or all exercises of a track.
#[must_use]
pub fn import(path: &Path, options: &Options) -> Import {
    let mut import = Import::default();
    let mut notes = Notes::default();
    let opened = match archive::open(path) {
        Ok(opened) => opened,
        Err(message) => {
            notes.refuse(path, None, message);
            import.add(&path.display().to_string(), notes, None);
            return import;
        }
    };
    let exercises = exercises(&opened.dir);
    if exercises.is_empty() {
        let message = Message::new("exchange-exercism-none").with("file", quoted(SETTINGS[0]));
        notes.refuse(path, None, message);
        import.add(&path.display().to_string(), notes, None);
    }
    for dir in exercises {
        let slug = dir.canonicalize().unwrap_or_else(|_| dir.clone());
        let slug = slug.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut notes = Notes::default();
        let taken = read::exercise(&dir, &slug, options, &mut notes);
        import.add(&slug, notes, taken);
    }
    import
}

/// Where an exercise says what its files are: in a track, and as downloaded.
const SETTINGS: [&str; 2] = [".meta/config.json", ".exercism/config.json"];

fn settings(dir: &Path) -> Option<PathBuf> {
    SETTINGS.iter().map(|name| dir.join(name)).find(|path| path.is_file())
}

/// The folder itself, or the exercises below it.
fn exercises(dir: &Path) -> Vec<PathBuf> {
    if settings(dir).is_some() {
        return vec![dir.to_owned()];
    }
    let places = ["", "exercises/concept", "exercises/practice", "concept", "practice"];
    let folders = places.iter().flat_map(|place| {
        let place = dir.join(place);
        names_in(&place).into_iter().map(move |name| place.join(name))
    });
    folders.filter(|folder| settings(folder).is_some()).collect()
}
