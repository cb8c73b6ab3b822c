//! ZIP files of others: unpacked within limits, and never outside a folder.

use std::fs::File;
use std::io::{Read as _, copy};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::names::quoted;
use crate::i18n::Message;

/// Entries of an archive at most.
const MAX_ENTRIES: usize = 20_000;
/// Bytes of one file, unpacked.
const MAX_FILE: u64 = 64 << 20;
/// Bytes of all files, unpacked.
const MAX_TOTAL: u64 = 512 << 20;

/// A folder: the given one, or what an archive held, as long as this lives.
#[derive(Debug)]
pub struct Opened {
    /// The folder to read.
    pub dir: PathBuf,
    _unpacked: Option<TempDir>,
}

/// Opens a folder or a ZIP file.
///
/// # Errors
/// Why it cannot be taken.
pub fn open(path: &Path) -> Result<Opened, Message> {
    if path.is_dir() {
        return Ok(Opened { dir: path.to_owned(), _unpacked: None });
    }
    let failed = |error: std::io::Error| Message::new("exchange-unreadable").with("error", error);
    let file = File::open(path).map_err(failed)?;
    let unpacked = tempfile::tempdir().map_err(failed)?;
    unpack(file, unpacked.path())?;
    Ok(Opened { dir: only_folder(unpacked.path()), _unpacked: Some(unpacked) })
}

/// Unpacks all regular files of an archive.
fn unpack(file: File, into: &Path) -> Result<(), Message> {
    let broken =
        |error: zip::result::ZipError| Message::new("exchange-no-zip").with("error", error);
    let failed = |error: std::io::Error| Message::new("exchange-no-zip").with("error", error);
    let mut archive = zip::ZipArchive::new(file).map_err(broken)?;
    if archive.len() > MAX_ENTRIES {
        return Err(Message::new("exchange-zip-entries").with("most", MAX_ENTRIES));
    }
    let mut total = 0;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(broken)?;
        let name = entry.enclosed_name().unwrap_or_default().display().to_string();
        let Some(path) = entry.enclosed_name() else {
            let name = entry.name().map(|name| name.into_owned()).unwrap_or_default();
            return Err(Message::new("exchange-zip-leaves").with("name", quoted(name)));
        };
        // A link could name a file of this machine; a package needs none.
        if entry.is_symlink() || entry.is_dir() {
            continue;
        }
        let path = into.join(path);
        std::fs::create_dir_all(path.parent().unwrap_or(into)).map_err(failed)?;
        let mut target = File::create(&path).map_err(failed)?;
        // Never trust the size that the archive states.
        let written = copy(&mut entry.take(MAX_FILE + 1), &mut target).map_err(failed)?;
        total += written;
        if written > MAX_FILE || total > MAX_TOTAL {
            let message = Message::new("exchange-zip-large")
                .with("name", quoted(name))
                .with("file", MAX_FILE >> 20)
                .with("total", MAX_TOTAL >> 20);
            return Err(message);
        }
    }
    Ok(())
}

/// The folder itself, or the only one in it: many archives hold the folder.
fn only_folder(dir: &Path) -> PathBuf {
    match super::files::names_in(dir).as_slice() {
        [name] if dir.join(name).is_dir() => dir.join(name),
        _ => dir.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::write::SimpleFileOptions;

    use super::*;

    fn zip_of(dir: &Path, files: &[(&str, &[u8])]) -> PathBuf {
        let path = dir.join("x.zip");
        let mut writer = zip::ZipWriter::new(File::create(&path).expect("a file"));
        for (name, content) in files {
            writer.start_file(*name, SimpleFileOptions::default()).expect("an entry");
            writer.write_all(content).expect("content");
        }
        writer.finish().expect("an archive");
        path
    }

    #[test]
    fn a_folder_in_an_archive_is_the_package() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = zip_of(dir.path(), &[("sum/problem.yaml", b"name: x"), ("sum/data/1.in", b"1")]);
        let opened = open(&path).expect("an archive");
        assert!(opened.dir.join("problem.yaml").is_file());
        assert!(opened.dir.join("data/1.in").is_file());
    }

    #[test]
    fn what_leaves_or_bursts_is_refused() {
        let dir = tempfile::tempdir().expect("a folder");
        let refused =
            |files: &[(&str, &[u8])]| open(&zip_of(dir.path(), files)).expect_err("no").key;
        assert_eq!(refused(&[("../x", b"1")]), "exchange-zip-leaves");
        let zeros = vec![0; (MAX_FILE + 1) as usize];
        assert_eq!(refused(&[("zeros", &zeros)]), "exchange-zip-large");
        let text = dir.path().join("text");
        std::fs::write(&text, "I am no archive").expect("a file");
        assert_eq!(open(&text).expect_err("no").key, "exchange-no-zip");
    }
}
