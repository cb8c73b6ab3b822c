//! The runtime `python`: CPython with its library in a snapshot, made by
//! componentize-py.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::Result;

use super::tools;
use crate::project;

/// Builds the component.
pub(super) fn build(folder: &Path) -> Result<Vec<u8>> {
    let venv = tools::python_tools()?;
    let work = project::target_dir().join("guest-tools/work-python");
    if work.exists() {
        fs::remove_dir_all(&work)?;
    }
    fs::create_dir_all(&work)?;
    let output = work.join("plugin.wasm");
    project::quietly(
        Command::new(venv.join("bin/componentize-py"))
            .arg("--wit-path")
            .arg(project::root().join("sandbox/wit/v0.1.0"))
            .args(["--world", "language-runtime", "componentize", "weaverse_python"])
            .arg("--python-path")
            .arg(folder)
            .arg("--output")
            .arg(&output)
            .env("PYTHONDONTWRITEBYTECODE", "1"),
    )?;
    Ok(fs::read(output)?)
}
