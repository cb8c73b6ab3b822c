//! Files that are kept: media and plugin packages, named by their content.
//!
//! On disk below the data folder, or in a bucket of an S3-compatible service;
//! then the folder is a cache of it, which may be emptied at any time.

mod bucket;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use sha2::{Digest as _, Sha256};

use self::bucket::Bucket;
use crate::config;

/// Where files are kept. Keys are ours alone (`media/<digest>.mp4`): nothing
/// that a user types becomes a path.
#[derive(Debug, Clone)]
pub struct Storage {
    root: PathBuf,
    bucket: Option<Bucket>,
}

/// The SHA-256 digest in hex.
#[must_use]
pub fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Storage {
    /// Opens what the settings name; the folder is made if absent.
    ///
    /// # Errors
    /// When the folder cannot be made, or the bucket's settings are not usable.
    pub fn open(settings: &config::Storage) -> Result<Self> {
        let root = settings.data.join("files");
        std::fs::create_dir_all(&root)
            .with_context(|| format!("cannot make the folder {}", root.display()))?;
        let bucket = match settings.bucket.as_str() {
            "" => None,
            _ => Some(Bucket::open(settings)?),
        };
        Ok(Self { root, bucket })
    }

    /// Keeps bytes under a key. The same key always means the same content,
    /// so what is there already is left alone.
    ///
    /// # Errors
    /// When disk or bucket refuse.
    pub async fn put(&self, key: &str, bytes: Vec<u8>) -> Result<()> {
        let bytes = bytes::Bytes::from(bytes);
        if let Some(bucket) = &self.bucket {
            bucket.put(key, bytes.clone()).await?;
        }
        let path = self.path(key);
        tokio::task::spawn_blocking(move || put(&path, &bytes)).await?
    }

    /// What is kept under a key.
    ///
    /// # Errors
    /// When it is not there or cannot be read.
    pub async fn get(&self, key: &str) -> Result<Vec<u8>> {
        let path = self.local(key).await?;
        tokio::fs::read(&path).await.with_context(|| format!("cannot read {}", path.display()))
    }

    /// A key's file, for serving it. With a bucket it is fetched first.
    ///
    /// # Errors
    /// When the bucket does not have it, or does not answer.
    pub async fn local(&self, key: &str) -> Result<PathBuf> {
        let path = self.path(key);
        if let Some(bucket) = &self.bucket
            && !tokio::fs::try_exists(&path).await?
        {
            let folder = folder(&path)?;
            tokio::fs::create_dir_all(folder).await?;
            // Complete or not there: nobody sees half a file.
            let file = tempfile::NamedTempFile::new_in(folder)?;
            bucket.fetch(key, file.path()).await?;
            file.persist(&path)?;
        }
        Ok(path)
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

    fn path(&self, key: &str) -> PathBuf {
        self.root.join(key)
    }
}

fn folder(path: &Path) -> Result<&Path> {
    path.parent().context("a storage key has a folder")
}

fn put(path: &Path, bytes: &[u8]) -> Result<()> {
    if path.is_file() {
        return Ok(());
    }
    let folder = folder(path)?;
    std::fs::create_dir_all(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    std::io::Write::write_all(&mut file, bytes)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}
