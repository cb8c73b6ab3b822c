//! `cargo xtask test`: every test, on both database engines, in the browser
//! too. Nothing is skipped without saying so.

mod postgres;
mod tally;
mod tools;

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};

pub(crate) use self::postgres::Postgres;
use self::tally::Tally;
use crate::{guests, needs, project};

/// Browser tests are in modules of this name.
const BROWSER: &str = "browser::";

struct Options {
    /// Without a browser.
    quick: bool,
    /// Given: no checks, and these arguments for `cargo test`.
    only: Option<Vec<String>>,
}

impl Options {
    fn parse(arguments: &[String]) -> Result<Self> {
        let (mut own, mut only) = (arguments, None);
        if let Some(at) = arguments.iter().position(|argument| argument == "--") {
            own = &arguments[..at];
            only = Some(arguments[at + 1..].to_vec());
        }
        if let Some(unknown) = own.iter().find(|argument| *argument != "--quick") {
            bail!("{unknown:?}: the options are --quick, and -- ARGUMENTS FOR CARGO TEST");
        }
        Ok(Self { quick: !own.is_empty(), only })
    }
}

/// The task.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let options = Options::parse(arguments)?;
    let start = Instant::now();
    needs::check()?;
    let tools = tools::prepare(options.quick)?;
    project::step("language runtimes and plugins");
    guests::run(&[])?;
    let mut failed_checks = Vec::new();
    if options.only.is_none() {
        for (name, mut check) in checks()? {
            project::step(name);
            if let Err(error) = project::run(&mut check) {
                eprintln!("error: {error:#}");
                failed_checks.push(name);
            }
        }
    }
    project::step("PostgreSQL");
    let postgres = Postgres::for_tests()?;
    println!("{}", postgres.origin());
    project::step("tests");
    let mut command = cargo_test(&options);
    command.envs(tools).env("WEAVERSE_TEST_POSTGRES", postgres.url());
    command.env("WEAVERSE_GUESTS", guests::output_dir());
    let tally = count(&mut command)?;
    drop(postgres);
    project::step(&format!("done in {} s", start.elapsed().as_secs()));
    finish(tally, &failed_checks, &options)
}

/// What is checked beside the tests.
fn checks() -> Result<Vec<(&'static str, Command)>> {
    let cargo = |arguments: &[&str]| {
        let mut cargo = project::cargo();
        cargo.current_dir(project::root()).args(arguments);
        cargo
    };
    let mut graders = guests::cargo_for_crates()?;
    graders.current_dir(project::root());
    graders.args(["clippy", "--package", "weaverse-grader-*", "--target", guests::WASM_TARGET]);
    graders.args(["--", "--deny", "warnings"]);
    Ok(vec![
        ("format", cargo(&["fmt", "--all", "--check"])),
        (
            "format of the JavaScript runtime",
            cargo(&["fmt", "--check", "--manifest-path", "sandbox/runtimes/javascript/Cargo.toml"]),
        ),
        (
            "format of the SQLite runtime",
            cargo(&["fmt", "--check", "--manifest-path", "sandbox/runtimes/sqlite/Cargo.toml"]),
        ),
        ("clippy", cargo(&["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"])),
        ("clippy of graders", graders),
    ])
}

fn cargo_test(options: &Options) -> Command {
    let mut command = project::cargo();
    command.current_dir(project::root()).arg("test");
    match &options.only {
        Some(arguments) => command.args(arguments),
        None => command.args(["--workspace", "--no-fail-fast"]),
    };
    if options.quick {
        let given = options.only.iter().flatten().any(|argument| argument == "--");
        command.args((!given).then_some("--")).args(["--skip", BROWSER]);
    }
    command
}

/// Runs the tests, shows what they say, and counts.
fn count(command: &mut Command) -> Result<Tally> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .context("cannot start cargo test")?;
    let output = child.stdout.take().context("cargo test has no output")?;
    let mut tally = Tally::default();
    let mut lines = BufReader::new(output);
    let mut line = Vec::new();
    while lines.read_until(b'\n', &mut line)? > 0 {
        tally.read(&String::from_utf8_lossy(&line));
        std::io::stdout().write_all(&line)?;
        line.clear();
    }
    let status = child.wait()?;
    tally.close();
    if tally.ran() == 0 {
        bail!("no test ran ({status})");
    }
    if !status.success() && tally.failed == 0 {
        bail!("cargo test failed ({status})");
    }
    Ok(tally)
}

/// The summary, as the last line on standard output.
fn finish(mut tally: Tally, failed_checks: &[&str], options: &Options) -> Result<()> {
    if options.quick {
        println!("--quick: no browser tests, which count as skipped");
    }
    for name in &tally.failures {
        println!("failed: {name}");
    }
    for check in failed_checks {
        println!("failed (counted): {check}");
        tally.failed += 1;
    }
    println!("{tally}");
    if tally.failed > 0 {
        // Not an error: nothing may follow the summary.
        std::process::exit(1);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(arguments: &[&str]) -> Result<Options> {
        Options::parse(&arguments.iter().map(|&argument| argument.to_owned()).collect::<Vec<_>>())
    }

    fn arguments(command: &Command) -> Vec<&str> {
        command.get_args().map(|argument| argument.to_str().unwrap()).collect()
    }

    #[test]
    fn everything_is_tested_unless_said_otherwise() {
        let all = options(&[]).unwrap();
        assert_eq!(arguments(&cargo_test(&all)), ["test", "--workspace", "--no-fail-fast"]);
        let some = options(&["--quick", "--", "--package", "xtask", "--", "tally"]).unwrap();
        assert_eq!(
            arguments(&cargo_test(&some)),
            ["test", "--package", "xtask", "--", "tally", "--skip", "browser::"]
        );
        assert!(options(&["--fast"]).is_err());
    }
}
