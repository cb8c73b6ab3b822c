//! The runtime `python`: CPython with its library in a snapshot, made by
//! componentize-py.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::tools;
use crate::project;

/// The packages that are in the snapshot: time zones, and pytest for missions
/// that are graded by test files.
const BUNDLED: &[&str] =
    &["tzdata", "pytest", "_pytest", "pluggy", "iniconfig", "packaging", "pygments"];

/// Builds the component.
pub(super) fn build(folder: &Path) -> Result<Vec<u8>> {
    let venv = tools::python_tools()?;
    let work = project::target_dir().join("guest-tools/work-python");
    if work.exists() {
        fs::remove_dir_all(&work)?;
    }
    fs::create_dir_all(&work)?;
    let output = work.join("plugin.wasm");
    let site = site_packages(&venv)?;
    // A copy: the build may write beside the sources, and must not read what lies there.
    let packages = work.join("packages");
    for name in BUNDLED {
        copy(&site.join(name), &packages.join(name))?;
    }
    fs::copy(site.join("py.py"), packages.join("py.py"))?;
    copy(&folder.join("guest"), &packages.join("guest"))?;
    fs::copy(folder.join("weaverse_python.py"), packages.join("weaverse_python.py"))?;
    let mut componentize = Command::new(venv.join("bin/componentize-py"));
    if cfg!(target_os = "linux") {
        let library = work.join("fixed_random.so");
        project::quietly(
            Command::new(tools::zig()?.join("zig-cc"))
                .args(["-shared", "-fPIC", "-O1", "-o"])
                .arg(&library)
                .arg(folder.join("build/fixed_random.c")),
        )?;
        componentize.env("LD_PRELOAD", &library);
    } else {
        println!("note: the order of sets is this build's own (not built on Linux)");
    }
    project::quietly(
        componentize
            .arg("--wit-path")
            .arg(project::root().join("sandbox/wit/v0.1.0"))
            .args(["--world", "language-runtime", "componentize", "weaverse_python"])
            .arg("--python-path")
            .arg(&packages)
            .arg("--output")
            .arg(&output),
    )?;
    Ok(fs::read(output)?)
}

/// Where the packages of a virtual environment are.
fn site_packages(venv: &Path) -> Result<PathBuf> {
    fs::read_dir(venv.join("lib"))?
        .filter_map(|entry| Some(entry.ok()?.path().join("site-packages")))
        .find(|path| path.is_dir())
        .with_context(|| format!("{} has no site-packages", venv.display()))
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    let entries = fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))?;
    for entry in entries {
        let path = entry?.path();
        let Some(name) = path.file_name().filter(|name| *name != "__pycache__") else { continue };
        if path.is_dir() {
            copy(&path, &to.join(name))?;
        } else {
            fs::copy(&path, to.join(name))?;
        }
    }
    Ok(())
}
