//! The runtime `javascript`: QuickJS compiled by zig, its prelude bundled by
//! esbuild, the initialised engine kept by wizer.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::{component, tools};
use crate::project;

/// Builds the component.
pub(super) fn build(folder: &Path) -> Result<Vec<u8>> {
    let modules = tools::node_tools(folder, "javascript")?;
    let work = project::target_dir().join("guest-tools/work-javascript");
    fs::create_dir_all(&work)?;

    let bundle = work.join("bundle.js");
    project::quietly(
        Command::new(modules.join(".bin/esbuild"))
            .arg(folder.join("js/main.js"))
            .args(["--bundle", "--format=iife", "--global-name=weaverse", "--target=es2023"])
            .args(["--platform=neutral", "--main-fields=main,module", "--log-level=warning"])
            .arg(format!("--outfile={}", bundle.display()))
            .env("NODE_PATH", &modules),
    )?;
    let prelude = work.join("prelude.js");
    let text = guarded(&fs::read_to_string(&bundle)?)?;
    write_if_new(&prelude, &format!("(function (host) {{{text}return weaverse.setup(host);\n}})"))?;

    engine(folder, &modules, &work, &prelude, &[])
}

/// The engine with a prelude, initialised: crate, snapshot, component.
pub(super) fn engine(
    folder: &Path,
    modules: &Path,
    work: &Path,
    prelude: &Path,
    features: &[&str],
) -> Result<Vec<u8>> {
    tools::wasm_target()?;
    let zig = tools::zig()?;
    project::quietly(
        tools::wasm_cargo()
            .current_dir(folder)
            .args(["build", "--quiet", "--profile", "guest", "--locked"])
            .args(["--target", tools::WASM_TARGET])
            .arg("--features")
            .arg(features.join(","))
            .arg("--target-dir")
            .arg(project::target_dir())
            .env("WEAVERSE_PRELUDE", prelude)
            .env("CC_wasm32_unknown_unknown", zig.join("zig-cc"))
            .env("AR_wasm32_unknown_unknown", zig.join("zig-ar")),
    )?;
    let module =
        project::target_dir().join(tools::WASM_TARGET).join("guest/weaverse_javascript.wasm");
    let snapshot = work.join("snapshot.wasm");
    project::quietly(
        Command::new(modules.join(".bin/wizer")).arg(&module).arg("-o").arg(&snapshot),
    )?;
    let mut snapshot =
        fs::read(&snapshot).with_context(|| format!("cannot read {}", snapshot.display()))?;
    component::describe(&mut snapshot, "language-runtime")?;
    component::encode(&snapshot)
}

/// The matchers let both sides of a comparison say that they match. In a test
/// of a learner's code only the tutor's side may: what is expected.
fn guarded(bundle: &str) -> Result<String> {
    const BOTH: &str = "const asymmetricA = isAsymmetric(a);";
    if bundle.matches(BOTH).count() != 1 {
        bail!("@vitest/expect compares in another way now: look at `asymmetricMatch`");
    }
    Ok(bundle.replace(BOTH, "const asymmetricA = false;"))
}

/// Keeps the file's time when nothing changed, for cargo.
pub(super) fn write_if_new(path: &Path, text: &str) -> Result<()> {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}
