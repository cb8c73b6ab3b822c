//! Compiled components as files.
//!
//! This is the only module with unsafe code: a compiled component is machine
//! code, and reading one back is trust in whoever wrote it. Only files of our
//! own cache directory are read, which only our own user may write (mode
//! 0700), under names that only this module makes, and they are replaced as a
//! whole, never changed in place.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use tempfile::NamedTempFile;
use wasmtime::Engine;
use wasmtime::component::Component;

/// What [`Engine::prune_compiled`](crate::Engine::prune_compiled) removed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pruned {
    /// Files.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
}

/// The directory of compiled components.
pub(crate) struct Cache {
    dir: PathBuf,
    /// Of the engine: wasmtime's version, the tuning, the processor.
    key: String,
}

/// How the names of descriptions end.
const DESCRIPTION: &str = "json";
/// How the names of unfinished files begin.
const COMPILING: &str = "compiling-";

/// Both times of a file as the system's clock has them.
const NOW: rustix::fs::Timestamps =
    rustix::fs::Timestamps { last_access: SET_NOW, last_modification: SET_NOW };
const SET_NOW: rustix::fs::Timespec =
    rustix::fs::Timespec { tv_sec: 0, tv_nsec: rustix::fs::UTIME_NOW };

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

    /// What a runtime said of itself when it was loaded first; `None` if it
    /// was not asked yet.
    pub(crate) fn description(&self, digest: &str) -> Option<Vec<u8>> {
        fs::read(self.path(digest).with_extension(DESCRIPTION)).ok()
    }

    /// Keeps what a runtime said of itself.
    pub(crate) fn keep_description(&self, digest: &str, text: &[u8]) -> io::Result<()> {
        let mut file = self.new_file()?;
        file.write_all(text)?;
        file.persist(self.path(digest).with_extension(DESCRIPTION))?;
        Ok(())
    }

    /// Whether there is a file for this component and this engine.
    pub(crate) fn has(&self, digest: &str) -> bool {
        self.path(digest).is_file()
    }

    /// A file to compile into; [`Cache::keep`] gives it its name.
    pub(crate) fn new_file(&self) -> io::Result<NamedTempFile> {
        tempfile::Builder::new().prefix(COMPILING).tempfile_in(&self.dir)
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

    /// Removes what was not loaded for `unused` before `now`: code of plugins
    /// that are gone, of engines that were replaced, and what a killed
    /// compilation left. What is `in_use` stays, however long ago it was
    /// loaded: executors that start later read it.
    pub(crate) fn prune(
        &self,
        unused: Duration,
        now: SystemTime,
        in_use: &[String],
    ) -> io::Result<Pruned> {
        let mut pruned = Pruned::default();
        for entry in fs::read_dir(&self.dir)? {
            let entry = entry?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let (stem, extension) = name.rsplit_once('.').unwrap_or((&name, ""));
            let ours = matches!(extension, "cwasm" | DESCRIPTION) || name.starts_with(COMPILING);
            let used = in_use.iter().any(|digest| *stem == format!("{digest}-{}", self.key));
            // Another process may remove it at the same time.
            let Ok(data) = entry.metadata() else { continue };
            let age = data.modified().ok().and_then(|at| now.duration_since(at).ok());
            if ours
                && !used
                && data.is_file()
                && age.is_some_and(|age| age > unused)
                && fs::remove_file(entry.path()).is_ok()
            {
                pruned.files += 1;
                pruned.bytes += data.len();
            }
        }
        Ok(pruned)
    }

    /// Marks the files of a component as used now, for [`Cache::prune`].
    fn touch(&self, digest: &str) {
        let path = self.path(digest);
        for path in [path.with_extension(DESCRIPTION), path] {
            // Without it the file is only made again one day.
            if let Ok(file) = fs::File::open(path) {
                let _ = rustix::fs::futimens(&file, &NOW);
            }
        }
    }

    /// Maps a compiled component into memory. wasmtime refuses, with an error,
    /// what another version or tuning made.
    #[expect(
        unsafe_code,
        reason = "machine code from our own cache: written by `keep` only, see the module's text"
    )]
    pub(crate) fn read(&self, engine: &Engine, digest: &str) -> wasmtime::Result<Component> {
        self.touch(digest);
        // SAFETY: the file was written by our own compiler, under a name that
        // only `keep` gives, into a directory that only we may write; it is
        // replaced by renaming only, so that a mapping never changes.
        unsafe { Component::deserialize_file(engine, self.path(digest)) }
    }
}
