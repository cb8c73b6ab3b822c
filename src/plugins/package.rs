//! Packages: a ZIP file or a folder with manifest, component and fixtures.
//!
//! ZIP, since it is what course packs and problem packages of other systems
//! come in, too, and what every desktop can make.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;

use sha2::{Digest as _, Sha256};
use zip::write::SimpleFileOptions;

use super::component::component;
use super::manifest::Manifest;

/// The largest component.
pub const MAX_WASM: u64 = 64 << 20;
const MAX_MANIFEST: u64 = 64 << 10;
const MAX_FIXTURE: u64 = 1 << 20;
const MAX_FIXTURES: usize = 200;

/// A package, read and checked as far as that goes without running it.
#[derive(Debug, Clone)]
pub struct Package {
    /// Its manifest.
    pub manifest: Manifest,
    /// Its component.
    pub wasm: Vec<u8>,
    /// Its fixtures, by name.
    pub fixtures: BTreeMap<String, String>,
    /// SHA-256 over the digests of manifest and component: its identity.
    pub digest: String,
    manifest_text: String,
}

/// Why something is no package; for the one who made it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct PackageError(pub String);

impl Package {
    /// Reads a ZIP file.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn from_zip(bytes: &[u8]) -> Result<Self, PackageError> {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes))
            .map_err(|error| fail(format!("this is not a ZIP file: {error}")))?;
        if archive.len() > MAX_FIXTURES + 100 {
            return Err(fail(format!(
                "the ZIP file has {} entries; that is too many",
                archive.len()
            )));
        }
        let prefix = common_folder(&archive);
        let mut parts = Parts::default();
        for index in 0..archive.len() {
            let file = archive
                .by_index(index)
                .map_err(|error| fail(format!("entry {index} cannot be read: {error}")))?;
            let Some(name) = file.enclosed_name() else {
                return Err(fail(format!("{:?} leaves the package", file.name())));
            };
            let name = name.to_string_lossy().replace('\\', "/");
            let name = name.strip_prefix(&prefix).unwrap_or(&name).to_owned();
            let Some(limit) = limit_of(&name) else { continue };
            // Never trust the size that the archive states.
            let mut content = Vec::new();
            file.take(limit + 1)
                .read_to_end(&mut content)
                .map_err(|error| fail(format!("{name} cannot be unpacked: {error}")))?;
            parts.add(&name, content, limit)?;
        }
        parts.finish()
    }

    /// Reads a folder. The component is `plugin.wasm`, or where `build.wasm` of
    /// the manifest says that the author's tools leave it; a core module of
    /// wit-bindgen is made a component.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn from_dir(dir: &Path) -> Result<Self, PackageError> {
        let mut parts = Parts::default();
        let mut read = |name: String| {
            let limit = limit_of(&name).unwrap_or(MAX_FIXTURE);
            parts.add(&name, read_file(&dir.join(&name))?, limit)
        };
        read("plugin.toml".into())?;
        if let Ok(entries) = std::fs::read_dir(dir.join("fixtures")) {
            for entry in entries.filter_map(Result::ok) {
                let name = format!("fixtures/{}", entry.file_name().to_string_lossy());
                if limit_of(&name).is_some() {
                    read(name)?;
                }
            }
        }
        let manifest = Manifest::parse(parts.manifest.as_deref().unwrap_or_default());
        let build = manifest.map_err(PackageError)?.build;
        let name = build.map_or_else(|| "plugin.wasm".to_owned(), |build| build.wasm);
        let path = dir.join(&name);
        if !path.is_file() {
            return Err(fail(format!(
                "{name} is not there: build the plugin first (its README.md says how)"
            )));
        }
        let wasm =
            component(read_file(&path)?).map_err(|wrong| fail(format!("{name}: {wrong}")))?;
        parts.add("plugin.wasm", wasm, MAX_WASM)?;
        parts.finish()
    }

    /// A ZIP file or a folder.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn from_path(path: &Path) -> Result<Self, PackageError> {
        if path.is_dir() {
            return Self::from_dir(path);
        }
        let bytes = std::fs::read(path)
            .map_err(|error| fail(format!("{} cannot be read: {error}", path.display())))?;
        Self::from_zip(&bytes)
    }

    /// The package as a ZIP file; the same package gives the same bytes.
    ///
    /// # Errors
    /// When it cannot be written, which no content causes.
    pub fn to_zip(&self) -> anyhow::Result<Vec<u8>> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Deflated)
            .last_modified_time(zip::DateTime::default());
        let mut add = |name: &str, content: &[u8]| -> anyhow::Result<()> {
            writer.start_file(name, options)?;
            Ok(writer.write_all(content)?)
        };
        add("plugin.toml", self.manifest_text.as_bytes())?;
        add("plugin.wasm", &self.wasm)?;
        for (name, content) in &self.fixtures {
            add(&format!("fixtures/{name}"), content.as_bytes())?;
        }
        Ok(writer.finish()?.into_inner())
    }
}

fn read_file(path: &Path) -> Result<Vec<u8>, PackageError> {
    std::fs::read(path).map_err(|error| fail(format!("{} cannot be read: {error}", path.display())))
}

#[derive(Default)]
struct Parts {
    manifest: Option<String>,
    wasm: Option<Vec<u8>>,
    fixtures: BTreeMap<String, String>,
}

impl Parts {
    fn add(&mut self, name: &str, content: Vec<u8>, limit: u64) -> Result<(), PackageError> {
        if content.len() as u64 > limit {
            return Err(fail(format!("{name} is larger than {limit} bytes")));
        }
        if name == "plugin.wasm" {
            self.wasm = Some(content);
            return Ok(());
        }
        let text =
            String::from_utf8(content).map_err(|_| fail(format!("{name} is not UTF-8 text")))?;
        match name.strip_prefix("fixtures/") {
            Some(fixture) if self.fixtures.len() < MAX_FIXTURES => {
                self.fixtures.insert(fixture.to_owned(), text);
            }
            Some(_) => return Err(fail(format!("more than {MAX_FIXTURES} fixtures"))),
            None => self.manifest = Some(text),
        }
        Ok(())
    }

    fn finish(self) -> Result<Package, PackageError> {
        let manifest_text = self.manifest.ok_or_else(|| fail("the package has no plugin.toml"))?;
        let wasm = self.wasm.ok_or_else(|| fail("the package has no plugin.wasm"))?;
        let manifest = Manifest::parse(&manifest_text).map_err(PackageError)?;
        let digest = digest(&manifest_text, &wasm);
        Ok(Package { manifest, wasm, fixtures: self.fixtures, digest, manifest_text })
    }
}

fn digest(manifest: &str, wasm: &[u8]) -> String {
    let mut hash = Sha256::new();
    hash.update(Sha256::digest(manifest.as_bytes()));
    hash.update(Sha256::digest(wasm));
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The size limit of a file of a package; `None`: it is none (a README).
fn limit_of(name: &str) -> Option<u64> {
    match name {
        "plugin.toml" => Some(MAX_MANIFEST),
        "plugin.wasm" => Some(MAX_WASM),
        _ => (name.starts_with("fixtures/") && name.ends_with(".json")).then_some(MAX_FIXTURE),
    }
}

/// Many desktops put the folder itself into the ZIP: accept that.
fn common_folder<R: std::io::Read + std::io::Seek>(archive: &zip::ZipArchive<R>) -> String {
    let names = archive.file_names().filter_map(Result::ok);
    let manifest = names.filter(|name| name.ends_with("plugin.toml")).min_by_key(|name| name.len());
    let folder = manifest.as_ref().and_then(|name| name.strip_suffix("plugin.toml"));
    folder.unwrap_or_default().to_owned()
}

fn fail(message: impl Into<String>) -> PackageError {
    PackageError(message.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANIFEST: &str = "schema = 1\nid = \"x\"\nversion = \"1.0.0\"\nkind = \"grader\"\nname = \"X\"\nworld = \"weaverse:plugin/grading@0.1.0\"\n";

    fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in files {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(content).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn a_package_survives_the_round_trip() {
        let files: &[(&str, &[u8])] = &[
            ("my-plugin/plugin.toml", MANIFEST.as_bytes()),
            ("my-plugin/plugin.wasm", b"\0asm"),
            ("my-plugin/fixtures/a.json", b"{}"),
            ("my-plugin/README.md", b"hello"),
        ];
        let package = Package::from_zip(&zip_of(files)).unwrap();
        assert_eq!(package.fixtures.len(), 1);
        let zip = package.to_zip().unwrap();
        let again = Package::from_zip(&zip).unwrap();
        assert_eq!(package.digest, again.digest);
        assert_eq!(zip, again.to_zip().unwrap());
    }

    #[test]
    fn what_is_no_package_says_why() {
        let error = |bytes: &[u8]| Package::from_zip(bytes).unwrap_err().0;
        assert!(error(b"hello").contains("not a ZIP file"));
        assert!(error(&zip_of(&[("plugin.wasm", b"x")])).contains("no plugin.toml"));
        assert!(error(&zip_of(&[("plugin.toml", MANIFEST.as_bytes())])).contains("no plugin.wasm"));
        let escaping = zip_of(&[("../plugin.toml", MANIFEST.as_bytes())]);
        assert!(error(&escaping).contains("leaves the package"));
    }
}
