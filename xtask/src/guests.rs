//! `cargo xtask guests`: builds every guest into `<target>/guests/<id>/`.
//!
//! A guest is a folder with a `plugin.toml`: the language runtimes in
//! `sandbox/runtimes/` and the plugins in `plugins/`. How it is built follows
//! from what the folder holds. A guest whose inputs have not changed since it
//! was built is left alone.

mod browser;
mod component;
mod javascript;
mod python;
mod rust;
mod sqlite;
mod stamp;
mod tools;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::project;

/// The target of guests that are compiled.
pub(crate) const WASM_TARGET: &str = tools::WASM_TARGET;

/// How a guest is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A Python module that componentize-py wraps.
    Python,
    /// QuickJS and a JavaScript prelude.
    JavaScript,
    /// The same engine with a window and a document.
    Browser,
    /// SQLite in a crate with a workspace of its own.
    Sqlite,
    /// A crate of the workspace.
    Rust,
}

/// A guest of the repository.
struct Guest {
    id: String,
    folder: PathBuf,
    kind: Kind,
}

impl Guest {
    fn read(folder: PathBuf) -> Result<Self> {
        let manifest = folder.join("plugin.toml");
        let text = fs::read_to_string(&manifest)
            .with_context(|| format!("cannot read {}", manifest.display()))?;
        let table: toml::Table = text.parse().with_context(|| manifest.display().to_string())?;
        let id = table
            .get("id")
            .and_then(toml::Value::as_str)
            .with_context(|| format!("{} has no `id`", manifest.display()))?
            .to_owned();
        let kind = if folder.join("weaverse_python.py").is_file() {
            Kind::Python
        } else if folder.join("package.json").is_file() && folder.join("Cargo.toml").is_file() {
            Kind::JavaScript
        } else if folder.join("package.json").is_file() {
            Kind::Browser
        } else if folder.join("Cargo.lock").is_file() {
            Kind::Sqlite
        } else if folder.join("Cargo.toml").is_file() {
            Kind::Rust
        } else {
            bail!("{}: neither a crate nor a known runtime", folder.display());
        };
        Ok(Self { id, folder, kind })
    }

    /// Everything that the component follows from.
    fn inputs(&self) -> Vec<PathBuf> {
        let root = project::root();
        let mut inputs = vec![self.folder.clone(), root.join("sandbox/wit")];
        if self.kind == Kind::Rust {
            inputs.extend([root.join("Cargo.toml"), root.join("Cargo.lock")]);
        }
        if self.kind == Kind::Browser {
            inputs.push(browser::engine(&self.folder));
        }
        inputs.extend(path_dependencies(&self.folder));
        inputs
    }

    fn component(&self) -> Result<Vec<u8>> {
        match self.kind {
            Kind::Python => python::build(&self.folder),
            Kind::JavaScript => javascript::build(&self.folder),
            Kind::Browser => browser::build(&self.folder),
            Kind::Sqlite => sqlite::build(&self.folder),
            Kind::Rust => rust::build(&self.folder),
        }
    }
}

/// The crates of the repository that a crate depends on.
fn path_dependencies(folder: &Path) -> Vec<PathBuf> {
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap_or_default();
    let table: toml::Table = manifest.parse().unwrap_or_default();
    let dependencies = table.get("dependencies").and_then(toml::Value::as_table);
    let paths = dependencies.into_iter().flatten().filter_map(|(_, dependency)| {
        let path = folder.join(dependency.get("path")?.as_str()?);
        path.canonicalize().ok()
    });
    paths.collect()
}

/// The folder of built guests.
pub(crate) fn output_dir() -> PathBuf {
    project::target_dir().join("guests")
}

/// The task. Arguments: ids of guests, for only these; `--force`.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let force = arguments.iter().any(|argument| argument == "--force");
    let wanted: Vec<&String> = arguments.iter().filter(|a| *a != "--force").collect();
    let guests = all()?;
    if let Some(unknown) = wanted.iter().find(|id| !guests.iter().any(|guest| guest.id == ***id)) {
        let known: Vec<_> = guests.iter().map(|guest| guest.id.as_str()).collect();
        bail!("there is no guest {unknown:?}; there are {}", known.join(", "));
    }
    for guest in &guests {
        if wanted.is_empty() || wanted.iter().any(|id| **id == guest.id) {
            build(guest, force).with_context(|| format!("guest {:?}", guest.id))?;
        }
    }
    Ok(())
}

/// The guests of the repository, in the order in which they are built.
/// Cargo for the crates among the guests, all of them together.
pub(crate) fn cargo_for_crates() -> Result<Command> {
    let guests = all()?.into_iter().filter(|guest| guest.kind == Kind::Rust);
    rust::cargo_for(&guests.map(|guest| guest.folder).collect::<Vec<_>>())
}

fn all() -> Result<Vec<Guest>> {
    let root = project::root();
    let mut guests = Vec::new();
    for parent in ["plugins", "sandbox/runtimes"] {
        let mut folders: Vec<_> = fs::read_dir(root.join(parent))
            .with_context(|| format!("cannot read {parent}"))?
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.join("plugin.toml").is_file())
            .collect();
        folders.sort();
        for folder in folders {
            guests.push(Guest::read(folder)?);
        }
    }
    Ok(guests)
}

fn build(guest: &Guest, force: bool) -> Result<()> {
    let start = Instant::now();
    let output = output_dir().join(&guest.id);
    let wasm = output.join("plugin.wasm");
    let stamp = stamp::Stamp::of(&guest.inputs())?;
    let stamp_file = output_dir().join(".stamps").join(&guest.id);
    if !force && wasm.is_file() && stamp.matches(&stamp_file) {
        println!("{:12} unchanged", guest.id);
        return Ok(());
    }
    println!("{:12} building", guest.id);
    let bytes = guest.component()?;
    // A build that is interrupted here starts again.
    let _ = fs::remove_file(&stamp_file);
    install(guest, &bytes, &output)?;
    stamp.write(&stamp_file)?;
    println!("{:12} {} bytes, {:.1} s", guest.id, bytes.len(), start.elapsed().as_secs_f64());
    Ok(())
}

/// Lays the package out: manifest, component, fixtures.
fn install(guest: &Guest, component: &[u8], output: &Path) -> Result<()> {
    let fixtures = output.join("fixtures");
    if fixtures.exists() {
        fs::remove_dir_all(&fixtures)?;
    }
    fs::create_dir_all(&fixtures)?;
    fs::copy(guest.folder.join("plugin.toml"), output.join("plugin.toml"))?;
    if let Ok(entries) = fs::read_dir(guest.folder.join("fixtures")) {
        for entry in entries {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "json")
                && let Some(name) = path.file_name()
            {
                fs::copy(&path, fixtures.join(name))?;
            }
        }
    }
    let new = output.join("plugin.wasm.new");
    fs::write(&new, component)?;
    fs::rename(&new, output.join("plugin.wasm"))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_repository_has_its_guests() {
        let guests = all().unwrap();
        let kind = |id: &str| guests.iter().find(|guest| guest.id == id).map(|guest| guest.kind);
        assert_eq!(kind("python"), Some(Kind::Python));
        assert_eq!(kind("javascript"), Some(Kind::JavaScript));
        assert_eq!(kind("browser"), Some(Kind::Browser));
        assert_eq!(kind("sqlite"), Some(Kind::Sqlite));
        assert_eq!(kind("choice"), Some(Kind::Rust));
    }

    #[test]
    fn a_guest_follows_from_the_crates_that_it_uses() {
        let guests = all().unwrap();
        let text = project::root().join("sandbox/sql-text").canonicalize().unwrap();
        for id in ["sqlite", "sql"] {
            let guest = guests.iter().find(|guest| guest.id == id).unwrap();
            assert!(guest.inputs().contains(&text), "{id}");
        }
        let browser = guests.iter().find(|guest| guest.id == "browser").unwrap();
        assert!(browser.inputs().contains(&project::root().join("sandbox/runtimes/javascript")));
    }
}
