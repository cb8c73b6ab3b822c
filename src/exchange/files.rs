//! Reading files of others: limited, and with reasons.

use std::path::Path;

use weaverse_sandbox::File;

use super::names::quoted;
use super::notes::Notes;
use crate::i18n::Message;

/// The largest text that a pack may name.
pub const MAX_TEXT: u64 = 2 << 20;
/// The largest file of settings.
pub const MAX_SETTINGS: u64 = 1 << 20;

/// A text file; what is wrong with it is a refusal.
pub fn text(path: &Path, limit: u64, notes: &mut Notes) -> Option<String> {
    match read(path, limit) {
        Ok(text) => Some(text),
        Err(message) => {
            notes.refuse(path, None, message);
            None
        }
    }
}

/// A text file; what is wrong with it is a loss.
pub fn text_if_possible(path: &Path, limit: u64, notes: &mut Notes) -> Option<String> {
    match read(path, limit) {
        Ok(text) => Some(text),
        Err(message) => {
            notes.loss(path, None, message);
            None
        }
    }
}

fn read(path: &Path, limit: u64) -> Result<String, Message> {
    let failed = |error: std::io::Error| Message::new("exchange-unreadable").with("error", error);
    let length = std::fs::metadata(path).map_err(failed)?.len();
    if length > limit {
        let message =
            Message::new("exchange-too-large").with("kib", length >> 10).with("most", limit >> 10);
        return Err(message);
    }
    let bytes = std::fs::read(path).map_err(failed)?;
    String::from_utf8(bytes).map_err(|_| Message::new("exchange-not-text"))
}

/// The names in a folder, sorted by bytes; hidden ones are left out.
pub fn names_in(dir: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(dir).into_iter().flatten().filter_map(Result::ok);
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| !name.starts_with('.')).collect();
    names.sort();
    names
}

/// A path of a settings file that stays below the folder.
pub fn is_plain(path: &str) -> bool {
    !path.is_empty()
        && path.len() <= 200
        && !path.contains(|c: char| c == '\\' || c == ':' || c.is_control())
        && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

/// A file or all files of a folder, as a program.
pub fn program(path: &Path, notes: &mut Notes) -> Option<Vec<File>> {
    let read = if path.is_dir() {
        crate::packs::read_tree(path)
    } else {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        std::fs::read(path)
            .map(|content| vec![File { path: name, content }])
            .map_err(anyhow::Error::new)
    };
    match read {
        Ok(files) if !files.is_empty() => Some(files),
        Ok(_) => None,
        Err(error) => {
            let message = Message::new("exchange-unreadable").with("error", error);
            notes.loss(path, None, message);
            None
        }
    }
}

/// Notes a key that nothing is made of.
pub fn ignored_key(path: &Path, line: usize, key: &str, notes: &mut Notes) {
    notes.loss(path, line, Message::new("exchange-key-ignored").with("key", quoted(key)));
}
