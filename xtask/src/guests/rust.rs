//! Guests that are crates: graders for `wasm32-unknown-unknown`, which has no
//! imports but those of their world.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::{component, tools};
use crate::project;

/// Builds the component of a crate of the workspace.
pub(super) fn build(folder: &Path) -> Result<Vec<u8>> {
    tools::wasm_target()?;
    let manifest = folder.join("Cargo.toml");
    let table: toml::Table = fs::read_to_string(&manifest)?.parse()?;
    let package = table.get("package");
    let name = package
        .and_then(|package| package.get("name"))
        .and_then(toml::Value::as_str)
        .with_context(|| format!("{} has no package name", manifest.display()))?;
    // What its dependencies must be told on this target.
    let cfgs: Vec<String> = package
        .and_then(|package| package.get("metadata")?.get("guest")?.get("cfg")?.as_array())
        .map(|list| list.iter().filter_map(|cfg| cfg.as_str().map(str::to_owned)).collect())
        .unwrap_or_default();
    project::quietly(
        tools::wasm_cargo_with(&cfgs)
            .current_dir(project::root())
            .args(["build", "--quiet", "--profile", "guest", "--target", tools::WASM_TARGET])
            .args(["--package", name]),
    )?;
    let module = project::target_dir()
        .join(tools::WASM_TARGET)
        .join("guest")
        .join(format!("{}.wasm", name.replace('-', "_")));
    let module = fs::read(&module).with_context(|| format!("cannot read {}", module.display()))?;
    component::encode(&module)
}
