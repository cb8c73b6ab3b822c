//! What is active now. A snapshot is swapped whole: a grading that began on
//! the old one ends on it.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, RwLock};

use anyhow::{Context as _, Result};
use weaverse_sandbox::{Engine, Grader, Runtime, Runtimes};

use super::manifest::Manifest;
use super::model::PluginKind;
use super::package::Package;

/// An active grader.
#[derive(Debug)]
pub struct ActiveGrader {
    /// Its manifest.
    pub manifest: Manifest,
    /// Of its package.
    pub digest: String,
    /// The component.
    pub grader: Grader,
}

/// An active language runtime.
#[derive(Debug)]
pub struct ActiveRuntime {
    /// Its manifest.
    pub manifest: Manifest,
    /// Of its package.
    pub digest: String,
    /// The component.
    pub runtime: Runtime,
}

/// Everything that was active at one moment.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    graders: HashMap<String, Arc<ActiveGrader>>,
    runtimes: HashMap<String, Arc<ActiveRuntime>>,
}

/// A loaded plugin of either kind.
#[derive(Debug, Clone)]
pub enum Loaded {
    /// A grader.
    Grader(Arc<ActiveGrader>),
    /// A language runtime.
    Runtime(Arc<ActiveRuntime>),
}

impl Snapshot {
    /// The grader of this plugin id.
    #[must_use]
    pub fn grader(&self, id: &str) -> Option<&Arc<ActiveGrader>> {
        self.graders.get(id)
    }

    /// The runtime of this language.
    #[must_use]
    pub fn runtime(&self, language: &str) -> Option<&Arc<ActiveRuntime>> {
        self.runtimes.get(language)
    }

    /// All runtimes, by language.
    pub fn runtimes(&self) -> impl Iterator<Item = (&str, &Arc<ActiveRuntime>)> {
        self.runtimes.iter().map(|(language, active)| (language.as_str(), active))
    }

    /// The ids of all graders, sorted.
    #[must_use]
    pub fn grader_ids(&self) -> Vec<String> {
        let mut ids: Vec<_> = self.graders.keys().cloned().collect();
        ids.sort();
        ids
    }

    /// Id and name of all languages, sorted by id.
    #[must_use]
    pub fn languages(&self) -> Vec<(String, String)> {
        let name = |runtime: &Arc<ActiveRuntime>| runtime.runtime.info().name.clone();
        let mut all: Vec<_> =
            self.runtimes.iter().map(|(id, runtime)| (id.clone(), name(runtime))).collect();
        all.sort();
        all
    }

    /// Whether nothing can be graded yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.graders.is_empty()
    }

    /// Id and digest of everything in it.
    #[must_use]
    pub fn digests(&self) -> HashMap<String, String> {
        let graders = self.graders.iter().map(|(id, active)| (id.clone(), active.digest.clone()));
        let runtimes = self.runtimes.values();
        graders.chain(runtimes.map(|r| (r.manifest.id.clone(), r.digest.clone()))).collect()
    }

    /// Adds or replaces a plugin.
    pub fn insert(&mut self, loaded: Loaded) {
        match loaded {
            Loaded::Grader(grader) => {
                self.graders.insert(grader.manifest.id.clone(), grader);
            }
            Loaded::Runtime(runtime) => {
                self.runtimes.insert(runtime.runtime.info().id.clone(), runtime);
            }
        }
    }

    /// Removes a plugin.
    pub fn remove(&mut self, id: &str) {
        self.graders.remove(id);
        self.runtimes.retain(|_, runtime| runtime.manifest.id != id);
    }

    /// Loads every package folder below `dir`.
    ///
    /// # Errors
    /// Names the package that cannot be loaded.
    pub fn from_packages(engine: &Engine, dir: &Path) -> Result<Self> {
        let mut snapshot = Self::default();
        for package in packages_in(dir)? {
            snapshot.insert(load(engine, &package)?);
        }
        Ok(snapshot)
    }
}

impl Runtimes for Snapshot {
    fn runtime(&self, language: &str) -> Option<Runtime> {
        self.runtimes.get(language).map(|active| active.runtime.clone())
    }
}

/// The packages in a folder, by name.
///
/// # Errors
/// When the folder or one of its packages cannot be read.
pub fn packages_in(dir: &Path) -> Result<Vec<Package>> {
    let entries = std::fs::read_dir(dir).with_context(|| {
        format!("no plugin packages in {}: build them with `cargo xtask guests`, or name their folder with --plugins", dir.display())
    })?;
    let mut dirs: Vec<_> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.join("plugin.toml").is_file())
        .collect();
    dirs.sort();
    dirs.iter()
        .map(|path| Package::from_dir(path).with_context(|| format!("package {}", path.display())))
        .collect()
}

/// Compiles (or takes from the cache) and links a package's component.
///
/// # Errors
/// Says what is wrong with the component.
pub fn load(engine: &Engine, package: &Package) -> Result<Loaded> {
    let manifest = package.manifest.clone();
    let digest = package.digest.clone();
    let named = || format!("plugin {} {}", manifest.id, manifest.version);
    Ok(match manifest.kind {
        PluginKind::Grader => {
            let grader = engine.load_grader(&package.wasm).with_context(named)?;
            Loaded::Grader(Arc::new(ActiveGrader { manifest, digest, grader }))
        }
        PluginKind::LanguageRuntime => {
            let runtime = engine.load_runtime(&package.wasm).with_context(named)?;
            Loaded::Runtime(Arc::new(ActiveRuntime { manifest, digest, runtime }))
        }
    })
}

/// The current snapshot of a process.
#[derive(Debug, Clone, Default)]
pub struct Registry(Arc<RwLock<Arc<Snapshot>>>);

impl Registry {
    /// What is active now.
    #[must_use]
    pub fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.0.read().expect("no panic while the registry is held"))
    }

    /// Makes this the current snapshot.
    pub fn replace(&self, snapshot: Snapshot) {
        *self.0.write().expect("no panic while the registry is held") = Arc::new(snapshot);
    }
}
