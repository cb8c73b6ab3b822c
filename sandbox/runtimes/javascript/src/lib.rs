//! The language runtime `javascript`: QuickJS, and the parts of Node.js that
//! exercises use.
//!
//! The engine and the JavaScript half of the runtime (`js/`) are initialised at
//! build time, through the export `wizer-initialize`; `run` happens once in
//! each fresh instance. This half gives the other one what only the engine or
//! the host has: output, input, modules, the queue of jobs, the way out.

#![allow(clippy::missing_safety_doc)]

mod engine;
mod host;
#[cfg(feature = "browser")]
mod memory;

wit_bindgen::generate!({
    path: "../../wit/v0.1.0",
    world: "language-runtime",
});

use exports::weaverse::plugin::runtime::{Guest, RunRequest, RunResult, RuntimeInfo};

struct Component;

impl Guest for Component {
    #[cfg(feature = "browser")]
    fn describe() -> RuntimeInfo {
        RuntimeInfo {
            id: "browser".into(),
            version: env!("CARGO_PKG_VERSION").into(),
            name: "Web page (jsdom on QuickJS)".into(),
            extensions: vec!["html".into(), "css".into(), "js".into()],
            default_entry: "index.html".into(),
            extra: None,
        }
    }

    #[cfg(not(feature = "browser"))]
    fn describe() -> RuntimeInfo {
        RuntimeInfo {
            id: "javascript".into(),
            version: env!("CARGO_PKG_VERSION").into(),
            name: "JavaScript (QuickJS)".into(),
            extensions: vec!["js".into(), "mjs".into(), "cjs".into()],
            default_entry: "main.js".into(),
            extra: None,
        }
    }

    fn run(request: RunRequest) -> RunResult {
        engine::run(request)
    }
}

export!(Component);

/// Makes the engine; `wizer` calls it and keeps the memory that it leaves.
#[unsafe(export_name = "wizer-initialize")]
pub extern "C" fn initialize() {
    engine::initialize();
}
