//! What a package must pass before it can be active. The server and the
//! command line make the same checks with the same messages.

use weaverse_sandbox::Engine;

use super::fixtures;
use super::model::PluginKind;
use super::package::Package;
use super::registry::{self, Loaded, Snapshot};

/// A package that passed.
#[derive(Debug)]
pub struct Checked {
    /// Ready to be active.
    pub loaded: Loaded,
    /// Fixtures that were run.
    pub fixtures: usize,
}

/// Compiles, links, asks who it is, and runs its fixtures. Blocks.
///
/// # Errors
/// What the author must mend.
pub fn check(engine: &Engine, package: &Package, snapshot: &Snapshot) -> Result<Checked, String> {
    let loaded = registry::load(engine, package).map_err(|error| format!("{error:#}"))?;
    let manifest = &package.manifest;
    let (id, version) = match &loaded {
        Loaded::Grader(grader) => {
            let info = grader.grader.info();
            (info.id.clone(), info.version.clone())
        }
        // A runtime's version is the language's; the manifest's is the plugin's.
        Loaded::Runtime(runtime) => (runtime.runtime.info().id.clone(), manifest.version.clone()),
    };
    if (&id, &version) != (&manifest.id, &manifest.version) {
        return Err(format!(
            "the component says it is {id} {version}; the manifest says {} {}",
            manifest.id, manifest.version
        ));
    }
    if manifest.kind == PluginKind::Grader && package.fixtures.is_empty() {
        return Err("a grader needs at least one fixture in fixtures/*.json".into());
    }
    let fixtures = fixtures::run_all(&loaded, &package.fixtures, snapshot)?;
    Ok(Checked { loaded, fixtures })
}
