//! `cargo xtask bench engine`: the figures of `docs/benchmarks.md`.

use std::process::Command;

use anyhow::{Result, bail};

use crate::{guests, needs, project};

/// The task.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let Some((what, rest)) = arguments.split_first() else {
        bail!("what is to be measured? there is `bench engine`");
    };
    let write = match (what.as_str(), rest) {
        ("engine", []) => false,
        ("engine", [option]) if option == "--write" => true,
        _ => bail!("there is `bench engine` and `bench engine --write`"),
    };
    needs::check()?;
    project::step("language runtimes and plugins");
    guests::run(&[])?;
    project::step("server and benchmark, optimised");
    let root = project::root();
    project::run(project::cargo().current_dir(root).args([
        "build",
        "--release",
        "--package",
        "weaverse",
        "--package",
        "weaverse-bench",
    ]))?;
    project::step("measuring (about a minute)");
    let release = project::target_dir().join("release");
    let mut bench = Command::new(release.join("weaverse-bench"));
    bench.arg(guests::output_dir()).arg(release.join("weaverse")).arg(root.join("courses"));
    if write {
        bench.arg(root.join("docs/benchmarks.md"));
    }
    project::run(&mut bench)
}
