//! The runtime `browser`: the crate of the runtime `javascript` with another
//! prelude, jsdom and a user, bundled by the guest's own script.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use super::{javascript, tools};
use crate::project;

/// The crate, which is the other runtime's.
pub(super) fn engine(folder: &Path) -> PathBuf {
    folder.with_file_name("javascript")
}

/// Builds the component.
pub(super) fn build(folder: &Path) -> Result<Vec<u8>> {
    let modules = tools::node_tools(folder, "browser")?;
    let work = project::target_dir().join("guest-tools/work-browser");
    fs::create_dir_all(&work)?;
    let bundle = work.join("bundle.js");
    project::quietly(
        Command::new("node").arg(folder.join("build.mjs")).arg(&modules).arg(&bundle),
    )?;
    let prelude = work.join("prelude.js");
    let text = fs::read_to_string(&bundle)?;
    javascript::write_if_new(
        &prelude,
        &format!("(function (host) {{{text}return weaverse.setup(host);\n}})"),
    )?;
    javascript::engine(&engine(folder), &modules, &work, &prelude, &["browser"])
}
