//! Files that are kept: media and plugin packages, named by their content.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use sha2::{Digest as _, Sha256};

/// Files below the data folder. Keys are ours alone (`media/<digest>.mp4`):
/// nothing that a user types becomes a path.
#[derive(Debug, Clone)]
pub struct Storage {
    root: PathBuf,
}

/// The SHA-256 digest in hex.
#[must_use]
pub fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Storage {
    /// Files below this folder; it is made if absent.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn open(root: &Path) -> Result<Self> {
        std::fs::create_dir_all(root)
            .with_context(|| format!("cannot make the folder {}", root.display()))?;
        Ok(Self { root: root.to_owned() })
    }

    /// Keeps bytes under a key. The same key always means the same content,
    /// so what is there already is left alone.
    ///
    /// # Errors
    /// When the disk refuses.
    pub async fn put(&self, key: &str, bytes: Vec<u8>) -> Result<()> {
        let path = self.path(key);
        tokio::task::spawn_blocking(move || put(&path, &bytes)).await?
    }

    /// What is kept under a key.
    ///
    /// # Errors
    /// When it is not there or cannot be read.
    pub async fn get(&self, key: &str) -> Result<Vec<u8>> {
        let path = self.path(key);
        tokio::fs::read(&path).await.with_context(|| format!("cannot read {}", path.display()))
    }

    /// Forgets what is kept under a key; what is not there is forgotten already.
    ///
    /// # Errors
    /// When the disk refuses.
    pub async fn remove(&self, key: &str) -> Result<()> {
        let path = self.path(key);
        match tokio::fs::remove_file(&path).await {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(error).with_context(|| format!("cannot remove {}", path.display()))
            }
            _ => Ok(()),
        }
    }

    /// Where a key's file is, for serving it.
    #[must_use]
    pub fn path(&self, key: &str) -> PathBuf {
        self.root.join(key)
    }
}

fn put(path: &Path, bytes: &[u8]) -> Result<()> {
    if path.is_file() {
        return Ok(());
    }
    let folder = path.parent().context("a storage key has a folder")?;
    std::fs::create_dir_all(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    std::io::Write::write_all(&mut file, bytes)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}
