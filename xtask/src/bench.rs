//! `cargo xtask bench`: the figures of `docs/benchmarks.md`.

use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::test::Postgres;
use crate::{guests, needs, project};

/// Submissions with one run each that a queue is filled with, in all.
const RUNS: u64 = 10_000;

#[derive(Debug, PartialEq, Eq)]
enum What {
    Engine,
    Grading { runs: u64 },
}

/// What is measured, and whether it is written into the document.
fn parse(arguments: &[String]) -> Result<(What, bool)> {
    let Some((what, mut rest)) = arguments.split_first() else {
        bail!("what is to be measured? there are `bench engine` and `bench grading`");
    };
    let mut what = match what.as_str() {
        "engine" => What::Engine,
        "grading" => What::Grading { runs: RUNS },
        _ => bail!("there are `bench engine` and `bench grading`"),
    };
    let mut write = false;
    while let Some((option, further)) = rest.split_first() {
        rest = further;
        match (option.as_str(), &mut what) {
            ("--write", _) => write = true,
            ("--runs", What::Grading { runs }) => {
                let (number, further) = rest.split_first().context("--runs NUMBER")?;
                *runs = number.parse().context("--runs NUMBER")?;
                rest = further;
            }
            _ => bail!("the options are --write and, of `bench grading`, --runs NUMBER"),
        }
    }
    Ok((what, write))
}

/// The task.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let (what, write) = parse(arguments)?;
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
    project::step("measuring (some minutes)");
    let release = project::target_dir().join("release");
    let mut bench = Command::new(release.join("weaverse-bench"));
    let mut postgres = None;
    match what {
        What::Engine => {
            bench.arg("engine").arg(guests::output_dir()).arg(release.join("weaverse"));
            bench.arg(root.join("courses"));
        }
        What::Grading { runs } => {
            let url = postgres.insert(Postgres::for_tests()?).url().to_owned();
            bench.arg("grading").arg(guests::output_dir()).arg(release.join("weaverse"));
            bench.arg(url).arg(runs.to_string());
        }
    }
    if write {
        bench.arg(root.join("docs/benchmarks.md"));
    }
    let measured = project::run(&mut bench);
    drop(postgres);
    measured
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_understood() {
        let parse = |arguments: &str| {
            parse(&arguments.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
        };
        assert_eq!(parse("engine").unwrap(), (What::Engine, false));
        assert_eq!(
            parse("grading --runs 100000 --write").unwrap(),
            (What::Grading { runs: 100_000 }, true)
        );
        for bad in ["", "all", "engine --runs 1", "grading --runs", "grading --runs x"] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }
}
