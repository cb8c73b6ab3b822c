//! Submissions through the whole engine: the grader `cases`, its runs, the
//! report.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use weaverse::missions::grading::Spec;
use weaverse_sandbox::Verdict;

use crate::report::Report;
use crate::stats::{median, milliseconds, percentile, processor_time, timed};
use crate::subject::{PROGRAM, Subject, spec};

const SUBMISSIONS: usize = 200;
const SUSTAINED: Duration = Duration::from_secs(8);

/// One submission of ten cases after the other.
pub fn latency(subject: &Subject, report: &mut Report) -> Result<()> {
    let spec = spec(10);
    let mut times = Vec::new();
    for _ in 0..SUBMISSIONS {
        let (time, graded) = timed(|| accepted(subject, &spec));
        graded?;
        times.push(time);
    }
    report.bar(
        "verdict on a Python submission with 10 cases, p50",
        milliseconds(median(&times)),
        "≤ 30 ms",
        median(&times) <= Duration::from_millis(30),
    );
    report.note("the same, p95", milliseconds(percentile(&times, 95)));
    Ok(())
}

/// Submissions of one case, as many as the machine can take.
pub fn sustained(subject: &Subject, report: &mut Report) -> Result<()> {
    let spec = spec(1);
    let graded = AtomicU64::new(0);
    let before = processor_time()?;
    let start = Instant::now();
    std::thread::scope(|scope| {
        let submitters: Vec<_> = (0..subject.threads * 2)
            .map(|_| {
                scope.spawn(|| -> Result<()> {
                    while start.elapsed() < SUSTAINED {
                        accepted(subject, &spec)?;
                        graded.fetch_add(1, Ordering::Relaxed);
                    }
                    Ok(())
                })
            })
            .collect();
        submitters.into_iter().try_for_each(|submitter| submitter.join().expect("no panic"))
    })?;
    let (taken, graded) = (processor_time()? - before, graded.into_inner() as f64);
    let each_second = graded / start.elapsed().as_secs_f64();
    report.bar(
        format!("Python submissions with one case, sustained on {} cores", subject.threads),
        format!("{each_second:.0} a second"),
        "≥ 500 a second on 2 cores",
        each_second >= 250.0 * subject.threads as f64,
    );
    report.note(
        "… processor time of each, of the server's own process",
        milliseconds(taken.div_f64(graded)),
    );
    Ok(())
}

fn accepted(subject: &Subject, spec: &Spec) -> Result<()> {
    let grading = subject.grade(spec, PROGRAM)?;
    ensure!(grading.verdict == Verdict::Accepted, "{:?}", grading.report);
    Ok(())
}
