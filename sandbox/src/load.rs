//! Why a file is not loaded.

use std::fmt;

use crate::fault::Fault;
use crate::inspect::World;

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
