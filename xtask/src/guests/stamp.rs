//! Whether a guest's inputs are those that it was built from.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// Changes when guests are built in another way.
const RECIPE: &[u8] = b"1";

/// A digest of inputs.
pub(super) struct Stamp(String);

impl Stamp {
    /// The stamp of files and of folders with all that is in them.
    pub(super) fn of(inputs: &[PathBuf]) -> Result<Self> {
        let mut hash = Sha256::new();
        hash.update(RECIPE);
        for input in inputs {
            add(&mut hash, input, input)?;
        }
        Ok(Self(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()))
    }

    /// Whether a file holds this stamp.
    pub(super) fn matches(&self, file: &Path) -> bool {
        fs::read_to_string(file).is_ok_and(|text| text == self.0)
    }

    /// Writes the stamp into a file.
    pub(super) fn write(&self, file: &Path) -> Result<()> {
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(file, &self.0).with_context(|| format!("cannot write {}", file.display()))
    }
}

fn add(hash: &mut Sha256, base: &Path, path: &Path) -> Result<()> {
    let name = path.strip_prefix(base).unwrap_or(path).to_string_lossy();
    if path.is_dir() {
        let mut entries: Vec<_> = fs::read_dir(path)
            .with_context(|| format!("cannot read {}", path.display()))?
            .filter_map(|entry| Some(entry.ok()?.path()))
            .collect();
        entries.sort();
        for entry in entries {
            // What tools leave behind; hidden files are nobody's input.
            let skipped = entry.file_name().and_then(|name| name.to_str()).is_some_and(|name| {
                name.starts_with('.')
                    || matches!(name, "target" | "node_modules" | "__pycache__" | "tests")
            });
            if !skipped {
                add(hash, base, &entry)?;
            }
        }
        return Ok(());
    }
    let content = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    hash.update(name.len().to_le_bytes());
    hash.update(name.as_bytes());
    hash.update(content.len().to_le_bytes());
    hash.update(&content);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_follows_names_and_contents() {
        let folder = std::env::temp_dir().join(format!("weaverse-stamp-{}", std::process::id()));
        fs::create_dir_all(folder.join("sub")).unwrap();
        fs::write(folder.join("a"), "1").unwrap();
        let stamp = || Stamp::of(std::slice::from_ref(&folder)).unwrap().0;
        let first = stamp();
        assert_eq!(first, stamp());
        fs::write(folder.join("a"), "2").unwrap();
        let second = stamp();
        assert_ne!(first, second);
        fs::rename(folder.join("a"), folder.join("sub/a")).unwrap();
        assert_ne!(second, stamp());
        fs::create_dir_all(folder.join("__pycache__")).unwrap();
        fs::write(folder.join("__pycache__/x"), "x").unwrap();
        let third = stamp();
        fs::remove_dir_all(folder.join("__pycache__")).unwrap();
        assert_eq!(third, stamp());
        fs::remove_dir_all(&folder).unwrap();
    }
}
