//! The tools that guests are built with: pinned, and installed on first use
//! into `<target>/guest-tools`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::project;

/// The target of guests that are compiled.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// The Python packages: componentize-py makes the Python runtime, which holds
/// the time zones of tzdata and pytest with what it needs; zig is the C compiler.
const PYTHON_PACKAGES: &[&str] = &[
    "componentize-py==0.25.1",
    "tzdata==2026.6",
    "ziglang==0.17.1",
    "pytest==9.2.0",
    "pluggy==1.7.0",
    "iniconfig==2.3.1",
    "packaging==26.3",
    "pygments==2.21.0",
];

fn folder(name: &str) -> PathBuf {
    project::target_dir().join("guest-tools").join(name)
}

/// Adds the Rust target when it is missing.
pub(crate) fn wasm_target() -> Result<()> {
    let libraries = project::quietly(
        Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into())).args([
            "--print",
            "target-libdir",
            "--target",
            WASM_TARGET,
        ]),
    )?;
    if Path::new(String::from_utf8_lossy(&libraries).trim()).is_dir() {
        return Ok(());
    }
    if !project::exists("rustup") {
        bail!(
            "the Rust target {WASM_TARGET} is missing, and there is no rustup to add it; \
             install the standard library of that target"
        );
    }
    println!("adding the Rust target {WASM_TARGET}");
    project::quietly(Command::new("rustup").args(["target", "add", WASM_TARGET]))?;
    Ok(())
}

/// Cargo for guests: no path of this machine gets into a component.
pub(super) fn wasm_cargo() -> Command {
    wasm_cargo_with(&[])
}

/// The same, with these `--cfg` for all crates.
pub(super) fn wasm_cargo_with(cfgs: &[String]) -> Command {
    let mut flags: String = cfgs.iter().map(|cfg| format!("--cfg\u{1f}{cfg}\u{1f}")).collect();
    let home = std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")));
    for (path, name) in [(home.as_deref(), "/cargo"), (Some(project::root()), "/weaverse")] {
        if let Some(path) = path {
            flags.push_str(&format!("--remap-path-prefix={}={name}\u{1f}", path.display()));
        }
    }
    let mut cargo = project::cargo();
    cargo
        .env("CARGO_ENCODED_RUSTFLAGS", flags.trim_end_matches('\u{1f}'))
        // Set by the cargo that runs this task, for this package.
        .env_remove("CARGO_MANIFEST_DIR")
        .env_remove("RUSTFLAGS");
    cargo
}

/// The virtual environment with the Python packages.
pub(super) fn python_tools() -> Result<PathBuf> {
    let venv = folder("python");
    let pins = PYTHON_PACKAGES.join("\n");
    let stamp = venv.join("weaverse-pins");
    if fs::read_to_string(&stamp).is_ok_and(|text| text == pins) {
        return Ok(venv);
    }
    if !project::exists("python3") {
        bail!("python3 is missing; the guests need Python 3.10 or newer with venv and pip");
    }
    println!("installing {} into {}", PYTHON_PACKAGES.join(", "), venv.display());
    if !venv.join("bin/python").is_file() {
        project::quietly(Command::new("python3").args(["-m", "venv"]).arg(&venv))
            .context("python3 cannot make a virtual environment (on Debian: python3-venv)")?;
    }
    project::quietly(
        Command::new(venv.join("bin/python"))
            .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
            .args(PYTHON_PACKAGES),
    )
    .context("pip cannot install the tools; is the package index reachable?")?;
    fs::write(&stamp, pins)?;
    Ok(venv)
}

/// The folder with `zig-cc` and `zig-ar`, which take clang's arguments.
pub(super) fn zig() -> Result<PathBuf> {
    let venv = python_tools()?;
    let bin = folder("bin");
    fs::create_dir_all(&bin)?;
    let python = venv.join("bin/python");
    script(
        &bin.join("zig-cc"),
        &format!(
            "#!/bin/sh\n\
             # zig has other names of targets than clang.\n\
             for a in \"$@\"; do\n  shift\n  case \"$a\" in\n    \
             --target=*) set -- \"$@\" -target wasm32-freestanding ;;\n    \
             *) set -- \"$@\" \"$a\" ;;\n  esac\ndone\n\
             exec '{}' -m ziglang cc -fno-sanitize=undefined \"$@\"\n",
            python.display()
        ),
    )?;
    script(
        &bin.join("zig-ar"),
        &format!("#!/bin/sh\nexec '{}' -m ziglang ar \"$@\"\n", python.display()),
    )?;
    Ok(bin)
}

fn script(path: &Path, text: &str) -> Result<()> {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    fs::write(path, text)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(path, fs::Permissions::from_mode(0o755))?;
    }
    Ok(())
}

/// The `node_modules` with a guest's npm packages, as its lock file has them, in a
/// folder of this name.
pub(super) fn node_tools(guest: &Path, name: &str) -> Result<PathBuf> {
    let prefix = folder(name);
    let lock = fs::read_to_string(guest.join("package-lock.json"))?;
    let stamp = prefix.join("weaverse-pins");
    if fs::read_to_string(&stamp).is_ok_and(|text| text == lock) {
        return Ok(prefix.join("node_modules"));
    }
    if !project::exists("node") || !project::exists("npm") {
        bail!("node or npm is missing; the JavaScript runtime needs node 18 or newer with npm");
    }
    println!("installing npm packages into {}", prefix.display());
    fs::create_dir_all(&prefix)?;
    for name in ["package.json", "package-lock.json"] {
        fs::copy(guest.join(name), prefix.join(name))?;
    }
    project::quietly(
        Command::new("npm")
            .current_dir(&prefix)
            // Not `npm ci`: it wants the optional packages of all platforms in the lock file,
            // and a registry need not have them.
            .args(["install", "--no-save", "--no-fund", "--no-audit", "--ignore-scripts"]),
    )
    .context("npm cannot install the tools; is the registry reachable?")?;
    fs::write(&stamp, lock)?;
    Ok(prefix.join("node_modules"))
}
