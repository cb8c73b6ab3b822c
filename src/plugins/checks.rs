//! What a package must pass before it can be active, in three steps. The
//! server and the command line make the same checks with the same messages.

use std::time::Instant;

use serde::{Deserialize, Serialize};
use weaverse_sandbox::Engine;

use super::fixtures::{self, FixtureRun};
use super::model::PluginKind;
use super::package::Package;
use super::registry::{self, Loaded, Snapshot};

/// What the checks of a version said; kept with it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CheckReport {
    /// Bytes of the component.
    pub bytes: u64,
    /// Milliseconds that compiling took; little when it was compiled before.
    pub compile_millis: u64,
    /// Milliseconds until it had started and described itself.
    pub start_millis: u64,
    /// Each fixture, in the order of their names.
    pub fixtures: Vec<FixtureRun>,
}

/// A package that was tried.
#[derive(Debug)]
pub struct Tried {
    /// What came of it.
    pub report: CheckReport,
    /// What its author must mend, if anything.
    pub wrong: Option<String>,
}

/// Step 1: a component of the right world. Compiles nothing.
///
/// # Errors
/// What the author must mend.
pub fn inspect(engine: &Engine, package: &Package) -> Result<(), String> {
    let inspected = match package.manifest.kind {
        PluginKind::Grader => engine.inspect_grader(&package.wasm),
        PluginKind::LanguageRuntime => engine.inspect_runtime(&package.wasm),
    };
    inspected.map_err(|error| error.to_string())?;
    if package.manifest.kind == PluginKind::Grader && package.fixtures.is_empty() {
        return Err("a grader needs at least one fixture in fixtures/*.json".into());
    }
    Ok(())
}

/// Step 2: compiles, in a child with limits. Milliseconds.
///
/// # Errors
/// What the author must mend.
pub fn compile(engine: &Engine, package: &Package) -> Result<u64, String> {
    let start = Instant::now();
    registry::compile(engine, package).map_err(|error| error.to_string())?;
    Ok(millis(start))
}

/// Step 3: links, asks it who it is, and runs its fixtures under real limits.
pub fn try_out(engine: &Engine, package: &Package, snapshot: &Snapshot) -> Tried {
    let mut report = CheckReport { bytes: package.wasm.len() as u64, ..CheckReport::default() };
    let start = Instant::now();
    let loaded = match registry::load(engine, package) {
        Ok(loaded) => loaded,
        Err(error) => return Tried { report, wrong: Some(format!("{error:#}")) },
    };
    report.start_millis = millis(start);
    if let Err(wrong) = says_who_it_is(&loaded, package) {
        return Tried { report, wrong: Some(wrong) };
    }
    report.fixtures = fixtures::run_all(&loaded, &package.fixtures, snapshot);
    let wrong = failures(&report.fixtures);
    Tried { report, wrong }
}

/// All three steps. Blocks.
pub fn check(engine: &Engine, package: &Package, snapshot: &Snapshot) -> Tried {
    let early = |wrong| Tried { report: CheckReport::default(), wrong: Some(wrong) };
    if let Err(wrong) = inspect(engine, package) {
        return early(wrong);
    }
    match compile(engine, package) {
        Ok(compile_millis) => {
            let mut tried = try_out(engine, package, snapshot);
            tried.report.compile_millis = compile_millis;
            tried
        }
        Err(wrong) => early(wrong),
    }
}

fn says_who_it_is(loaded: &Loaded, package: &Package) -> Result<(), String> {
    let manifest = &package.manifest;
    let (id, version) = match loaded {
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
    Ok(())
}

/// The first failure, and how many more there are.
fn failures(runs: &[FixtureRun]) -> Option<String> {
    let mut failed = runs
        .iter()
        .filter_map(|run| Some(format!("fixtures/{}: {}", run.file, run.wrong.as_ref()?)));
    let first = failed.next()?;
    Some(match failed.count() {
        0 => first,
        more => format!("{first} (and {more} more of {} fixtures)", runs.len()),
    })
}

fn millis(start: Instant) -> u64 {
    u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX)
}
