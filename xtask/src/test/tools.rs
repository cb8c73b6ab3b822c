//! The programs that tests need. On Debian, and as root, those that are
//! missing are installed; elsewhere the message names them.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::postgres;
use crate::project;

/// A package of Debian, and whether what is in it is there.
struct Package {
    name: &'static str,
    browser: bool,
    there: fn() -> bool,
}

const PACKAGES: &[Package] = &[
    Package { name: "postgresql", browser: false, there: postgres::is_there },
    Package { name: "ffmpeg", browser: false, there: || project::find("ffmpeg").is_some() },
    Package { name: "chromium", browser: true, there: || chromium().is_some() },
    Package {
        name: "chromium-driver",
        browser: true,
        there: || project::find("chromedriver").is_some(),
    },
    Package { name: "fonts-noto-cjk", browser: true, there: korean_font },
];

/// Installs what is missing, or names it. Returns the environment that tells
/// the tests where things are.
pub(super) fn prepare(quick: bool) -> Result<Vec<(&'static str, OsString)>> {
    project::step("tools");
    component("fmt", "rustfmt")?;
    component("clippy", "clippy")?;
    let missing: Vec<&str> = PACKAGES
        .iter()
        .filter(|package| !((quick && package.browser) || (package.there)()))
        .map(|package| package.name)
        .collect();
    if missing.is_empty() {
        println!("all there");
    } else {
        install(&missing)?;
    }
    let mut environment = vec![("WEAVERSE_TEST_S3RVER", s3_server()?.into_os_string())];
    if !quick {
        let found = [("CHROME", chromium()), ("CHROMEDRIVER", project::find("chromedriver"))];
        environment.extend(
            found.into_iter().filter_map(|(name, path)| Some((name, path?.into_os_string()))),
        );
    }
    Ok(environment)
}

/// An S3 server that others wrote, from npm.
fn s3_server() -> Result<PathBuf> {
    const PACKAGE: &str = "s3rver@3.7.1";
    let folder = project::target_dir().join("tools").join(PACKAGE);
    let program = folder.join("node_modules/.bin/s3rver");
    if !program.is_file() {
        println!("installing {PACKAGE} with npm");
        std::fs::create_dir_all(&folder)?;
        let install = ["install", "--no-fund", "--no-audit", "--ignore-scripts", "--prefix"];
        project::quietly(Command::new("npm").args(install).arg(&folder).arg(PACKAGE))
            .context("npm cannot install the S3 server that tests need")?;
    }
    Ok(program)
}

fn install(packages: &[&str]) -> Result<()> {
    let names = packages.join(" ");
    if project::find("apt-get").is_none() {
        bail!("the tests need what Debian has in these packages: {names}");
    }
    if postgres::user_id(None)? != 0 {
        bail!("the tests need these packages: sudo apt-get install {names}");
    }
    println!("installing {names}");
    let apt = |arguments: &[&str]| {
        project::quietly(
            Command::new("apt-get").env("DEBIAN_FRONTEND", "noninteractive").args(arguments),
        )
    };
    apt(&["update"])?;
    let options = ["install", "--yes", "--no-install-recommends"];
    apt(&[&options, packages].concat())?;
    Ok(())
}

/// Adds a component of the Rust toolchain when it is missing.
fn component(subcommand: &str, name: &str) -> Result<()> {
    if project::quietly(project::cargo().args([subcommand, "--version"])).is_ok() {
        return Ok(());
    }
    println!("adding {name}");
    project::quietly(Command::new("rustup").args(["component", "add", name]))
        .with_context(|| format!("the tests need cargo {subcommand}"))?;
    Ok(())
}

fn chromium() -> Option<PathBuf> {
    ["chromium", "chromium-browser", "google-chrome"].iter().find_map(|name| project::find(name))
}

fn korean_font() -> bool {
    let known = Path::new("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc");
    known.exists()
        || cfg!(target_os = "macos")
        || project::quietly(Command::new("fc-list").arg(":lang=ko"))
            .is_ok_and(|fonts| !fonts.is_empty())
}
