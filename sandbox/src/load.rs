//! Whether a file is a plugin, and if not, what it is.

use std::fmt;

use crate::fault::Fault;
use wasmparser::{Encoding, Parser, Payload, Validator};

/// Why a component is not loaded. Messages are for the one who uploaded it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LoadError {
    /// The file is no WebAssembly at all.
    #[error("not a WebAssembly component: {found}")]
    NotWasm {
        /// What it looks like.
        found: FileKind,
    },
    /// A core module: the step to a component is missing.
    #[error(
        "a WebAssembly core module, not a component: build for wasm32-wasip2, or turn it into a \
         component with wasm-tools"
    )]
    CoreModule,
    /// WebAssembly that breaks its own rules, or ends too early.
    #[error("malformed WebAssembly at byte {offset}: {message}")]
    Malformed {
        /// Where.
        offset: usize,
        /// What.
        message: String,
    },
    /// A component, but of another world.
    #[error("the component does not fit the world {expected}{}", mismatch(.missing, .not_offered, .detail))]
    WrongWorld {
        /// The world that was asked for.
        expected: &'static str,
        /// Interfaces that it should export and does not.
        missing: Vec<String>,
        /// Interfaces that it imports and the host does not have.
        not_offered: Vec<String>,
        /// What else does not fit.
        detail: Option<String>,
    },
    /// It does not compile, or not within the limits.
    #[error("cannot be compiled: {message}")]
    Compile {
        /// What the compiler says.
        message: String,
    },
    /// It starts, but does not say properly what it is.
    #[error("does not describe itself: {detail}")]
    DescribeFailed {
        /// What went wrong.
        detail: String,
    },
    /// The file is larger than [`MAX_COMPONENT_BYTES`].
    #[error("{bytes} bytes; a component may have at most {MAX_COMPONENT_BYTES}")]
    TooLarge {
        /// The file's size.
        bytes: usize,
    },
    /// The fault is the host's: the disk, the memory, the load.
    #[error("the host failed: {detail}")]
    Host {
        /// For the operator.
        detail: String,
    },
}

/// The largest component: 64 MiB. (CPython with its library has 30 MB.)
pub const MAX_COMPONENT_BYTES: usize = 64 << 20;

fn mismatch(missing: &[String], not_offered: &[String], detail: &Option<String>) -> String {
    let mut text = String::new();
    if !missing.is_empty() {
        text.push_str(": it does not export ");
        text.push_str(&missing.join(", "));
    }
    if !not_offered.is_empty() {
        text.push_str(": it imports what the host does not offer: ");
        text.push_str(&not_offered.join(", "));
    }
    if let Some(detail) = detail {
        text.push_str(": ");
        text.push_str(detail);
    }
    text
}

/// What a file that is no WebAssembly looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum FileKind {
    /// No bytes.
    Empty,
    /// WebAssembly in its text form.
    WasmText,
    /// Any other text.
    Text,
    /// A program or library of Linux.
    Elf,
    /// A program of Windows.
    Exe,
    /// A program of macOS.
    MachO,
    /// A ZIP archive, such as a whole plugin package.
    Zip,
    /// A compressed file.
    Gzip,
    /// Output of `wasmtime compile`: machine code, which is never accepted.
    Precompiled,
    /// None of these.
    Unknown,
}

impl fmt::Display for FileKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "the file is empty",
            Self::WasmText => "this is WebAssembly text; upload the binary form (.wasm)",
            Self::Text => "this is a text file",
            Self::Elf => "this is a native Linux program or library (ELF)",
            Self::Exe => "this is a Windows program",
            Self::MachO => "this is a macOS program or library",
            Self::Zip => "this is a ZIP archive; the component is a file inside a package",
            Self::Gzip => "this is a gzip file",
            Self::Precompiled => {
                "this is a precompiled component (.cwasm); upload the .wasm it was made from"
            }
            Self::Unknown => "the file does not start like WebAssembly",
        })
    }
}

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

/// A plugin that does not start: its functions have other types (an error of
/// the host's), or its start function broke (a trap).
pub(crate) fn start_failed(world: World, error: &wasmtime::Error) -> LoadError {
    if error.is::<wasmtime::Trap>() {
        return LoadError::DescribeFailed { detail: format!("it does not start: {error:#}") };
    }
    LoadError::WrongWorld {
        expected: world.name(),
        missing: Vec::new(),
        not_offered: Vec::new(),
        detail: Some(format!("{error:#}")),
    }
}

/// A plugin that does not describe itself.
pub(crate) fn load_fault(fault: Fault) -> LoadError {
    match fault {
        Fault::Grader { cause, detail, .. } => {
            LoadError::DescribeFailed { detail: format!("{cause}: {detail}") }
        }
        Fault::Internal { detail } => LoadError::Host { detail },
        Fault::Busy => LoadError::Host { detail: fault.to_string() },
    }
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
