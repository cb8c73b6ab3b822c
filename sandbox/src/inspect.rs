//! Whether a file is a plugin, and if not, what it is: as far as that goes
//! without compiling it.

use wasmparser::{Encoding, Parser, Payload, Validator};

use crate::load::{FileKind, LoadError, MAX_COMPONENT_BYTES};

/// Which world a component is loaded as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum World {
    Grading,
    LanguageRuntime,
}

impl World {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Grading => "weaverse:plugin/grading@0.1.0",
            Self::LanguageRuntime => "weaverse:plugin/language-runtime@0.1.0",
        }
    }

    /// The interface that it exports.
    fn export(self) -> &'static str {
        match self {
            Self::Grading => "weaverse:plugin/grader",
            Self::LanguageRuntime => "weaverse:plugin/runtime",
        }
    }

    /// The interfaces of this package that the host has for it.
    fn imports(self) -> &'static [&'static str] {
        match self {
            Self::Grading => &["weaverse:plugin/types", "weaverse:plugin/runner"],
            Self::LanguageRuntime => &["weaverse:plugin/types", "weaverse:plugin/stdio"],
        }
    }
}

/// The version of the package that the host speaks; 0.1.x is compatible.
const PACKAGE: &str = "0.1";

/// The packages of WASI 0.2 that are linked.
const WASI: [&str; 6] =
    ["wasi:cli/", "wasi:clocks/", "wasi:filesystem/", "wasi:io/", "wasi:random/", "wasi:sockets/"];

/// Checks a file as far as that goes without compiling it.
pub(crate) fn inspect(wasm: &[u8], world: World) -> Result<(), LoadError> {
    if wasm.len() > MAX_COMPONENT_BYTES {
        return Err(LoadError::TooLarge { bytes: wasm.len() });
    }
    if !wasm.starts_with(b"\0asm") {
        let found = kind(wasm);
        return Err(LoadError::NotWasm { found });
    }
    let names = Names::read(wasm).map_err(malformed)??;
    names.check(world)?;
    Validator::new().validate_all(wasm).map_err(malformed)?;
    Ok(())
}

fn malformed(error: wasmparser::BinaryReaderError) -> LoadError {
    LoadError::Malformed { offset: error.offset(), message: error.message().to_owned() }
}

/// The first bytes tell.
fn kind(bytes: &[u8]) -> FileKind {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    if bytes.is_empty() {
        FileKind::Empty
    } else if wasmtime::Engine::detect_precompiled(bytes).is_some() {
        FileKind::Precompiled
    } else if starts(b"\x7fELF") {
        FileKind::Elf
    } else if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") {
        FileKind::Zip
    } else if starts(b"\x1f\x8b") {
        FileKind::Gzip
    } else if starts(b"MZ") {
        FileKind::Exe
    } else if starts(b"\xcf\xfa\xed\xfe") || starts(b"\xca\xfe\xba\xbe") {
        FileKind::MachO
    } else if let Ok(text) = std::str::from_utf8(bytes) {
        let text = text.trim_start();
        if text.starts_with("(component") || text.starts_with("(module") {
            FileKind::WasmText
        } else {
            FileKind::Text
        }
    } else {
        FileKind::Unknown
    }
}

/// What a component imports and exports, by name.
struct Names {
    imports: Vec<String>,
    exports: Vec<String>,
}

impl Names {
    fn read(wasm: &[u8]) -> wasmparser::Result<Result<Self, LoadError>> {
        let mut names = Self { imports: Vec::new(), exports: Vec::new() };
        let mut depth = 0_usize;
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::Version { encoding, .. } => {
                    if depth == 0 && encoding == Encoding::Module {
                        return Ok(Err(LoadError::CoreModule));
                    }
                    depth += 1;
                }
                Payload::End(_) => depth -= 1,
                Payload::ComponentImportSection(section) if depth == 1 => {
                    for import in section {
                        names.imports.push(import?.name.name.to_owned());
                    }
                }
                Payload::ComponentExportSection(section) if depth == 1 => {
                    for export in section {
                        names.exports.push(export?.name.name.to_owned());
                    }
                }
                _ => {}
            }
        }
        Ok(Ok(names))
    }

    fn check(self, world: World) -> Result<(), LoadError> {
        let exported = self.exports.iter();
        let fits = |name: &String| is_compatible(name, world.export(), PACKAGE);
        let missing = if exported.clone().any(fits) {
            Vec::new()
        } else {
            vec![format!("{}@0.1.0", world.export())]
        };
        let not_offered: Vec<String> =
            self.imports.iter().filter(|name| !is_offered(name, world)).cloned().collect();
        if missing.is_empty() && not_offered.is_empty() {
            return Ok(());
        }
        let detail = (!missing.is_empty()).then(|| exports_text(&self.exports));
        Err(LoadError::WrongWorld { expected: world.name(), missing, not_offered, detail })
    }
}

fn exports_text(exports: &[String]) -> String {
    if exports.is_empty() {
        "it exports nothing".to_owned()
    } else {
        format!("it exports {}", exports.join(", "))
    }
}

fn is_offered(name: &str, world: World) -> bool {
    let own = world.imports().iter();
    let wasi = WASI.iter();
    own.clone().any(|import| is_compatible(name, import, PACKAGE))
        || wasi.clone().any(|package| {
            name.starts_with(package) && version(name).is_some_and(|v| in_track(v, "0.2"))
        })
}

fn is_compatible(name: &str, interface: &str, track: &str) -> bool {
    name.split('@').next() == Some(interface) && version(name).is_some_and(|v| in_track(v, track))
}

fn version(name: &str) -> Option<&str> {
    name.split_once('@').map(|(_, version)| version)
}

/// Whether 0.2.6 is of 0.2.
fn in_track(version: &str, track: &str) -> bool {
    version == track || version.strip_prefix(track).is_some_and(|rest| rest.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_one_track_are_compatible() {
        let name = "weaverse:plugin/grader@0.1.3";
        assert!(is_compatible(name, World::Grading.export(), PACKAGE));
        for other in [
            "weaverse:plugin/grader@0.10.0",
            "weaverse:plugin/grader@1.1.0",
            "weaverse:plugin/grader",
            "weaverse:plugin/grader-2@0.1.0",
        ] {
            assert!(!is_compatible(other, World::Grading.export(), PACKAGE), "{other}");
        }
    }

    #[test]
    fn wasi_is_offered_and_http_is_not() {
        assert!(is_offered("wasi:io/poll@0.2.6", World::Grading));
        assert!(!is_offered("wasi:http/types@0.2.6", World::Grading));
        assert!(!is_offered("wasi:io/poll@0.3.0", World::Grading));
        assert!(!is_offered("weaverse:plugin/stdio@0.1.0", World::Grading));
    }
}
