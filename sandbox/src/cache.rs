//! Compiled components as files.
//!
//! This is the only module with unsafe code: a compiled component is machine
//! code, and reading one back is trust in whoever wrote it. Only files of our
//! own cache directory are read, which only our own user may write (mode
//! 0700), under names that only this module makes, and they are replaced as a
//! whole, never changed in place.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;
use wasmtime::Engine;
use wasmtime::component::Component;

/// The directory of compiled components.
pub(crate) struct Cache {
    dir: PathBuf,
    /// Of the engine: wasmtime's version, the tuning, the processor.
    key: String,
}

impl Cache {
    pub(crate) fn open(dir: &Path, key: String) -> io::Result<Self> {
        use std::os::unix::fs::DirBuilderExt;
        if !dir.is_dir() {
            fs::DirBuilder::new().recursive(true).mode(0o700).create(dir)?;
        }
        Ok(Self { dir: dir.to_owned(), key })
    }

    pub(crate) fn key(&self) -> &str {
        &self.key
    }

    fn path(&self, digest: &str) -> PathBuf {
        self.dir.join(format!("{digest}-{}.cwasm", self.key))
    }

    /// Whether there is a file for this component and this engine.
    pub(crate) fn has(&self, digest: &str) -> bool {
        self.path(digest).is_file()
    }

    /// A file to compile into; [`Cache::keep`] gives it its name.
    pub(crate) fn new_file(&self) -> io::Result<NamedTempFile> {
        tempfile::Builder::new().prefix("compiling-").tempfile_in(&self.dir)
    }

    /// Puts a finished file in place.
    pub(crate) fn keep(&self, file: NamedTempFile, digest: &str) -> io::Result<()> {
        file.as_file().sync_all()?;
        file.persist(self.path(digest))?;
        Ok(())
    }

    /// Removes a file that the engine refuses.
    pub(crate) fn remove(&self, digest: &str) {
        let _ = fs::remove_file(self.path(digest));
    }

    /// Maps a compiled component into memory. wasmtime refuses, with an error,
    /// what another version or tuning made.
    #[expect(
        unsafe_code,
        reason = "machine code from our own cache: written by `keep` only, see the module's text"
    )]
    pub(crate) fn read(&self, engine: &Engine, digest: &str) -> wasmtime::Result<Component> {
        // SAFETY: the file was written by our own compiler, under a name that
        // only `keep` gives, into a directory that only we may write; it is
        // replaced by renaming only, so that a mapping never changes.
        unsafe { Component::deserialize_file(engine, self.path(digest)) }
    }
}
