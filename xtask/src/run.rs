//! `cargo xtask run`: the demo school, from nothing.

use std::os::unix::process::CommandExt as _;
use std::process::Command;

use anyhow::{Context, Result};

use crate::{guests, needs, project};

/// The task. Arguments (after `--`, if they would be cargo's) are the server's.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    needs::check()?;
    project::step("language runtimes and plugins");
    guests::run(&[])?;
    project::step("server, optimised (several minutes the first time)");
    project::run(project::cargo().current_dir(project::root()).args(["build", "--release"]))?;
    project::step("serving; Ctrl-C stops");
    let mut server = Command::new(project::target_dir().join("release/weaverse"));
    server
        .current_dir(project::root())
        .args(["serve", "--demo", "courses"])
        .args(arguments.iter().skip_while(|argument| *argument == "--"));
    // In the place of this process: signals reach the server.
    Err(server.exec()).context("cannot start the server")
}
