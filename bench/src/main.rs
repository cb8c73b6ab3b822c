//! The figures of `docs/benchmarks.md`: `weaverse-bench engine …` of the
//! sandbox, `weaverse-bench grading …` over HTTP. `cargo xtask bench` starts it.

mod grading;
mod native;
mod report;
mod runs;
mod school;
mod server;
mod serving;
mod stable;
mod stats;
mod subject;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};

use crate::report::Report;
use crate::serving::Amount;
use crate::subject::Subject;

fn main() -> ExitCode {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    // The engine starts this program again to compile components, and to run programs.
    match arguments.first().and_then(|first| first.to_str()) {
        Some("__compile") => return weaverse_sandbox::compile_child_main(),
        Some("__execute") => return weaverse_sandbox::executor_main(),
        _ => {}
    }
    match measure(&arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// Whether every bar is held.
fn measure(arguments: &[PathBuf]) -> Result<bool> {
    let Some((what, rest)) = arguments.split_first() else { bail!(USAGE) };
    match what.to_str() {
        Some("engine") => measure_engine(rest),
        Some("grading") => measure_grading(rest),
        _ => bail!(USAGE),
    }
}

const USAGE: &str = "usage: weaverse-bench engine GUESTS SERVER COURSES [DOCUMENT]
       weaverse-bench grading GUESTS SERVER POSTGRES RUNS [DOCUMENT]";

fn measure_engine(arguments: &[PathBuf]) -> Result<bool> {
    let [guests, server, courses, document @ ..] = arguments else { bail!(USAGE) };
    let mut report = Report::begin("engine")?;
    let subject = Subject::load(guests)?;
    runs::against_native(&subject, &mut report)?;
    grading::latency(&subject, &mut report)?;
    grading::sustained(&subject, &mut report)?;
    stable::spread(&subject, &mut report)?;
    drop(subject);
    server::start_and_memory(server, guests, courses, &mut report)?;
    publish(&report, document)
}

fn measure_grading(arguments: &[PathBuf]) -> Result<bool> {
    let [guests, server, postgres, runs, document @ ..] = arguments else { bail!(USAGE) };
    let text =
        |path: &PathBuf| path.to_str().map(str::to_owned).context("an argument is not UTF-8");
    let (postgres, runs) = (text(postgres)?, text(runs)?.parse().context("RUNS is a number")?);
    let mut report = Report::begin("grading")?;
    let amount =
        Amount { verdicts: 200, learners: 100, sustained: runs, regraded: 10_000.min(runs) };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    for url in [None, Some(postgres.as_str())] {
        runtime.block_on(serving::measure(server, guests, url, &amount, &mut report))?;
    }
    publish(&report, document)
}

fn publish(report: &Report, document: &[PathBuf]) -> Result<bool> {
    println!("{}", report.table());
    if let [document] = document {
        report.write(document).with_context(|| document.display().to_string())?;
        println!("written to {}", document.display());
    }
    Ok(report.is_good())
}
