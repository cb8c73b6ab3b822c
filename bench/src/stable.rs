//! Whether outcomes are the same on an idle and on a loaded machine.

use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Result, ensure};
use weaverse_sandbox::{RunLimits, RunStatus};

use crate::report::Report;
use crate::subject::{PROGRAM, Subject, request, spec};

const RUNS: usize = 100;

/// The fuel of a run or grading, and everything that came of it.
type Outcome = (u64, Vec<u8>);

/// Python, JavaScript, and a grading.
pub fn spread(subject: &Subject, report: &mut Report) -> Result<()> {
    let python = include_str!("programs/restless.py");
    let javascript = include_str!("programs/restless.js");
    programs("python", "main.py", python, subject, report)?;
    programs("javascript", "main.js", javascript, subject, report)?;
    let spec = spec(10);
    compare("a submission with 10 cases", subject, report, || {
        let grading = subject.grade(&spec, PROGRAM)?;
        Ok((grading.fuel, serde_json::to_vec(&grading.report)?))
    })
}

fn programs(
    language: &str,
    file: &str,
    program: &str,
    subject: &Subject,
    report: &mut Report,
) -> Result<()> {
    let runtime = subject.runtime(language)?;
    let (request, limits) = (request(file, program), RunLimits::default());
    compare(&format!("a restless {language} program"), subject, report, || {
        let outcome = runtime.run(&request, &limits)?;
        ensure!(outcome.status == RunStatus::Completed, "{outcome:?}");
        Ok((outcome.fuel, serde_json::to_vec(&outcome)?))
    })
}

fn compare(
    what: &str,
    subject: &Subject,
    report: &mut Report,
    run: impl Fn() -> Result<Outcome> + Sync,
) -> Result<()> {
    let idle: Vec<Outcome> = (0..RUNS).map(|_| run()).collect::<Result<_>>()?;
    let loaded = under_load(subject.threads, &run)?;
    let all = || idle.iter().chain(&loaded);
    let fuel = || all().map(|outcome| outcome.0);
    let spread = fuel().max().unwrap_or(0) - fuel().min().unwrap_or(0);
    let different = all().filter(|outcome| outcome.1 != idle[0].1).count();
    report.bar(
        format!("{what}, {RUNS} times idle and {RUNS} times loaded: spread of fuel"),
        format!("{spread} of {}", idle[0].0),
        "0",
        spread == 0,
    );
    report.bar(
        "… outcomes that are not the same, byte for byte",
        different.to_string(),
        "0",
        different == 0,
    );
    Ok(())
}

/// All at once, while every processor is busy twice over.
fn under_load(threads: usize, run: impl Fn() -> Result<Outcome> + Sync) -> Result<Vec<Outcome>> {
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for _ in 0..threads * 2 {
            scope.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    std::hint::black_box((0..1000).sum::<u64>());
                }
            });
        }
        let run = &run;
        let workers: Vec<_> = (0..threads * 2)
            .map(|worker| {
                let share = (worker..RUNS).step_by(threads * 2);
                scope.spawn(move || share.map(|_| run()).collect::<Result<Vec<_>>>())
            })
            .collect();
        let outcomes = workers.into_iter().map(|worker| worker.join().expect("no panic"));
        let outcomes = outcomes.collect::<Result<Vec<_>>>();
        done.store(true, Ordering::Relaxed);
        Ok(outcomes?.concat())
    })
}
