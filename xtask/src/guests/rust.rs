//! Guests that are crates: graders for `wasm32-unknown-unknown`, which has no
//! imports but those of their world.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::{component, tools};
use crate::project;

/// Builds the component of a crate of the workspace.
pub(super) fn build(folder: &Path) -> Result<Vec<u8>> {
    tools::wasm_target()?;
    let package = package(folder)?;
    let name = package
        .get("name")
        .and_then(toml::Value::as_str)
        .with_context(|| format!("{} has no package name", folder.display()))?;
    let cfgs = cfgs(&package);
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

/// Cargo, told what any of these crates' dependencies must be told on this
/// target, to look at them together.
pub(super) fn cargo_for(folders: &[PathBuf]) -> Result<Command> {
    let mut told = BTreeSet::new();
    for folder in folders {
        told.extend(cfgs(&package(folder)?));
    }
    Ok(tools::wasm_cargo_with(&told.into_iter().collect::<Vec<_>>()))
}

fn package(folder: &Path) -> Result<toml::Table> {
    let manifest = folder.join("Cargo.toml");
    let mut table: toml::Table = fs::read_to_string(&manifest)?.parse()?;
    match table.remove("package") {
        Some(toml::Value::Table(package)) => Ok(package),
        _ => bail!("{} has no package", manifest.display()),
    }
}

/// What a package's dependencies must be told on this target.
fn cfgs(package: &toml::Table) -> Vec<String> {
    let list =
        package.get("metadata").and_then(|metadata| metadata.get("guest")?.get("cfg")?.as_array());
    list.into_iter().flatten().filter_map(|cfg| cfg.as_str().map(str::to_owned)).collect()
}
