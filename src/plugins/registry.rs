//! What is active now. A snapshot is swapped whole: a grading that began on
//! the old one ends on it.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, RwLock};

use anyhow::{Context as _, Result};
use weaverse_sandbox::{Engine, Grader, LoadError, Runtime, Runtimes};

use super::life::{Grants, Warmth};
use super::manifest::Manifest;
use super::model::{PluginKind, VersionId};
use super::package::Package;
use crate::db::Moment;

/// An active grader.
#[derive(Debug)]
pub struct ActiveGrader {
    /// Its manifest, with what was not granted taken out of it.
    pub manifest: Manifest,
    /// Its manifest as it was uploaded.
    pub requested: Manifest,
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

/// How a plugin stands in the database, as this process last saw it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Its current version.
    pub version_id: VersionId,
    /// That version.
    pub version: String,
    /// Of that version's package.
    pub digest: String,
    /// Grows with every change of the plugin.
    pub generation: i64,
    /// No new items may use it.
    pub retired: bool,
    /// Why it is suspended, if it is.
    pub suspended: Option<String>,
    /// When a suspended one is tried again.
    pub suspended_until: Option<Moment>,
    /// Faults in a row.
    pub faults: i64,
    /// Why this process does not have that version yet.
    pub missing: Option<Missing>,
}

/// Why a process does not have an active version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Missing {
    /// It is being compiled.
    Warming,
    /// It could not be loaded; it is tried again.
    Broken(String),
}

/// Everything that was active at one moment.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    graders: HashMap<String, Arc<ActiveGrader>>,
    runtimes: HashMap<String, Arc<ActiveRuntime>>,
    standings: HashMap<String, Standing>,
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

    /// The grader of this plugin id, for an item that did not have it before:
    /// a retired one is none.
    #[must_use]
    pub fn grader_for_new_items(&self, id: &str) -> Option<&Arc<ActiveGrader>> {
        self.graders.get(id).filter(|_| !self.is_retired(id))
    }

    fn is_retired(&self, id: &str) -> bool {
        self.standings.get(id).is_some_and(|standing| standing.retired)
    }

    /// How a plugin stands; `None` where there is no database.
    #[must_use]
    pub fn standing(&self, id: &str) -> Option<&Standing> {
        self.standings.get(id)
    }

    /// Why this process does not have a plugin's current version, if so.
    #[must_use]
    pub fn missing(&self, id: &str) -> Option<&Missing> {
        self.standings.get(id)?.missing.as_ref()
    }

    /// The ids of all graders that new items may use, sorted.
    #[must_use]
    pub fn grader_ids(&self) -> Vec<String> {
        let mut ids: Vec<_> =
            self.graders.keys().filter(|id| !self.is_retired(id)).cloned().collect();
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

    /// Says how a plugin stands.
    pub fn stand(&mut self, id: &str, standing: Standing) {
        self.standings.insert(id.to_owned(), standing);
    }

    /// The version and digest of a plugin that calls go to in this process.
    #[must_use]
    pub fn serving(&self, id: &str) -> Option<(&str, &str)> {
        let grader = self.graders.get(id).map(|it| (&it.manifest, &it.digest));
        let runtime = || {
            let mut runtimes = self.runtimes.values();
            runtimes.find(|it| it.manifest.id == id).map(|it| (&it.manifest, &it.digest))
        };
        let (manifest, digest) = grader.or_else(runtime)?;
        Some((&manifest.version, digest))
    }

    /// The digests of all components in it.
    #[must_use]
    pub fn components(&self) -> Vec<String> {
        let graders = self.graders.values().map(|it| it.grader.digest());
        let runtimes = self.runtimes.values().map(|it| it.runtime.digest());
        graders.chain(runtimes).map(str::to_owned).collect()
    }

    /// Gives a grader what is granted to it now.
    pub fn regrant(&mut self, id: &str, grants: &Grants, free: &[String]) {
        if let Some(active) = self.graders.get_mut(id) {
            let manifest = grants.within(&active.requested, free);
            let requested = active.requested.clone();
            let (digest, grader) = (active.digest.clone(), active.grader.clone());
            *active = Arc::new(ActiveGrader { manifest, requested, digest, grader });
        }
    }

    /// Removes a plugin.
    pub fn remove(&mut self, id: &str) {
        self.standings.remove(id);
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
            let requested = manifest.clone();
            Loaded::Grader(Arc::new(ActiveGrader { manifest, requested, digest, grader }))
        }
        PluginKind::LanguageRuntime => {
            let runtime = engine.load_runtime(&package.wasm).with_context(named)?;
            Loaded::Runtime(Arc::new(ActiveRuntime { manifest, digest, runtime }))
        }
    })
}

/// Compiles a package's component, unless that was done before.
///
/// # Errors
/// Says what is wrong with the component.
pub fn compile(engine: &Engine, package: &Package) -> std::result::Result<(), LoadError> {
    match package.manifest.kind {
        PluginKind::Grader => engine.compile_grader(&package.wasm),
        PluginKind::LanguageRuntime => engine.compile_runtime(&package.wasm),
    }
}

/// The current snapshot of a process, and what it is getting ready.
#[derive(Debug, Clone, Default)]
pub struct Registry {
    snapshot: Arc<RwLock<Arc<Snapshot>>>,
    /// Of packages, by digest.
    pub(super) warmth: Arc<Warmth>,
}

impl Registry {
    /// What is active now.
    #[must_use]
    pub fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.snapshot.read().expect("no panic while the registry is held"))
    }

    /// A package is gone: nothing that is known of it holds any more.
    pub fn forget(&self, digest: &str) {
        self.warmth.forget(digest);
    }

    /// Makes this the current snapshot.
    pub fn replace(&self, snapshot: Snapshot) {
        *self.snapshot.write().expect("no panic while the registry is held") = Arc::new(snapshot);
    }
}
