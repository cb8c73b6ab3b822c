//! The runtime `sqlite`: SQLite compiled by zig into a crate of its own.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::{component, tools};
use crate::project;

/// What differs from the options of the crate `sqlite-wasm-rs`: file names are
/// no URIs, no tables of SQLite's own inside; `median()`, `soundex()`, FTS4.
const FLAGS: &str = "-USQLITE_USE_URI -USQLITE_ENABLE_BYTECODE_VTAB -USQLITE_ENABLE_DBPAGE_VTAB \
    -USQLITE_ENABLE_STMTVTAB -USQLITE_ENABLE_SESSION -USQLITE_ENABLE_PREUPDATE_HOOK \
    -USQLITE_ENABLE_UNLOCK_NOTIFY -USQLITE_ENABLE_UNKNOWN_SQL_FUNCTION \
    -DSQLITE_DEFAULT_PAGE_SIZE=4096 -DSQLITE_ENABLE_PERCENTILE -DSQLITE_SOUNDEX -DSQLITE_ENABLE_FTS4";

/// Builds the component.
pub(super) fn build(folder: &Path) -> Result<Vec<u8>> {
    tools::wasm_target()?;
    let zig = tools::zig()?;
    project::quietly(
        tools::wasm_cargo()
            .current_dir(folder)
            .args(["build", "--quiet", "--profile", "guest", "--locked"])
            .args(["--target", tools::WASM_TARGET])
            .arg("--target-dir")
            .arg(project::target_dir())
            .env("SQLITE_WASM_RS_FLAGS", FLAGS)
            .env("CC_wasm32_unknown_unknown", zig.join("zig-cc"))
            .env("AR_wasm32_unknown_unknown", zig.join("zig-ar")),
    )?;
    let module = project::target_dir().join(tools::WASM_TARGET).join("guest/weaverse_sqlite.wasm");
    let module = fs::read(&module).with_context(|| format!("cannot read {}", module.display()))?;
    component::encode(&module)
}
