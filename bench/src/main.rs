//! The figures of `docs/benchmarks.md`, measured in one run:
//! `weaverse-bench GUESTS SERVER COURSES [DOCUMENT]`, started by
//! `cargo xtask bench engine`.

mod grading;
mod native;
mod report;
mod runs;
mod server;
mod stable;
mod stats;
mod subject;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, Result};

use crate::report::Report;
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
    let [guests, server, courses, document @ ..] = arguments else {
        anyhow::bail!("usage: weaverse-bench GUESTS SERVER COURSES [DOCUMENT]");
    };
    let mut report = Report::begin()?;
    let subject = Subject::load(guests)?;
    runs::against_native(&subject, &mut report)?;
    grading::latency(&subject, &mut report)?;
    grading::sustained(&subject, &mut report)?;
    stable::spread(&subject, &mut report)?;
    drop(subject);
    server::start_and_memory(server, guests, courses, &mut report)?;
    println!("{}", report.table());
    if let [document] = document {
        report.write(document).with_context(|| document.display().to_string())?;
        println!("written to {}", document.display());
    }
    Ok(report.is_good())
}
