//! The language runtime `sqlite`: scripts on a fresh database.
//!
//! *program* mode runs the entry and prints its results as tables; *call* mode
//! has one function, `run`, which takes steps (set up, run a script, look what
//! it left) and returns what came of each: `docs/runtimes.md`.

mod call;
mod csv;
mod database;
mod failure;
mod host;
mod policy;
mod program;
mod results;
mod schema;
mod script;
mod table;
mod value;

wit_bindgen::generate!({
    path: "../../wit/v0.1.0",
    world: "language-runtime",
});

use exports::weaverse::plugin::runtime::{Guest, Invocation, RunRequest, RunResult, RuntimeInfo};
use failure::Failure;
use program::Files;

struct Component;

impl Guest for Component {
    fn describe() -> RuntimeInfo {
        RuntimeInfo {
            id: "sqlite".into(),
            version: env!("CARGO_PKG_VERSION").into(),
            name: format!("SQL (SQLite {})", rusqlite::version()),
            extensions: vec!["sql".into()],
            default_entry: "main.sql".into(),
            extra: None,
        }
    }

    fn run(request: RunRequest) -> RunResult {
        host::seed(request.seed);
        let files = Files::new(request.files);
        match request.invocation {
            Invocation::Program(_) => {
                program::program(&files, &request.entry).unwrap_or_else(|failure| {
                    let result = failure.into_result();
                    if let Some(raised) = &result.raised {
                        weaverse::plugin::stdio::write_stderr(raised.traceback.as_bytes());
                    }
                    result
                })
            }
            Invocation::Call(call) => {
                call::call(&files, &request.entry, &call).unwrap_or_else(Failure::into_result)
            }
        }
    }
}

export!(Component);
