//! The course pack of the tests, and changed copies of it.

use std::path::{Path, PathBuf};

use weaverse::app::AppState;
use weaverse::courses::import::{StudioEdits, check_pack, import};
use weaverse::missions::check::Depth;

use super::plugins::SNAPSHOT;

/// `tests/data/packs/mini`.
pub fn mini() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/packs/mini")
}

/// A copy that a test may change.
pub fn copy_of_mini(to: &Path) -> PathBuf {
    let dir = to.join("pack");
    copy(&mini(), &dir);
    dir
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder").map(|entry| entry.expect("an entry")) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a copied file");
        }
    }
}

/// Replaces a text in a file of a copy; it must be there.
pub fn edit(dir: &Path, file: &str, from: &str, to: &str) {
    let path = dir.join(file);
    let text = std::fs::read_to_string(&path).expect("a text file");
    assert!(text.contains(from), "{file} has no {from:?}");
    std::fs::write(path, text.replace(from, to)).expect("a written file");
}

/// Imports a pack without running its programs.
pub async fn import_pack(app: &AppState, dir: &Path) {
    let dir = dir.to_owned();
    let checked =
        tokio::task::spawn_blocking(move || check_pack(&dir, &SNAPSHOT, Depth::Configuration));
    let pack = checked.await.expect("no panic").expect("a pack without mistakes");
    import(app, &pack, StudioEdits::Refuse).await.expect("an import");
}
