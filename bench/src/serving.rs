//! `bench grading`: what learners and operators wait for, over HTTP, on both
//! database engines.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use tokio::task::JoinSet;

use crate::report::Report;
use crate::school::{Learner, School, copies, graded, results_forgotten};
use crate::stats::{median, milliseconds, percentile};
use crate::subject::PROGRAM;

/// How much is measured.
pub struct Amount {
    /// Submissions one after the other.
    pub verdicts: usize,
    /// Learners in the same second.
    pub learners: usize,
    /// Submissions that are graded without a pause.
    pub sustained: i64,
    /// Submissions that are graded again.
    pub regraded: i64,
}

/// On one engine.
pub async fn measure(
    program: &Path,
    guests: &Path,
    url: Option<&str>,
    amount: &Amount,
    report: &mut Report,
) -> Result<()> {
    let school = School::open(program, guests, url).await?;
    let server = school.serve()?;
    let first = Learner::sign_up(&server.address, "first").await?;
    latency(&school, &first, amount, report).await?;
    together(&school, &server.address, amount, report).await?;
    sustained(&school, &server, amount, report).await?;
    drop(server);
    for (item, file, source) in
        [("four", "main.py", PROGRAM), ("script", "main.js", crate::school::SCRIPT)]
    {
        regrade(&school, item, file, source, amount, report).await?;
    }
    school.close().await;
    Ok(())
}

/// One learner, one submission of ten cases after the other, each another
/// program.
async fn latency(
    school: &School,
    learner: &Learner,
    amount: &Amount,
    report: &mut Report,
) -> Result<()> {
    let item = school.item("ten").await?;
    let mut times = Vec::new();
    for number in 0..=amount.verdicts {
        let program = format!("{PROGRAM}\n# {number}");
        let time = learner.verdict(&item, "main.py", &program).await?;
        // The first one warms up.
        times.extend((number > 0).then_some(time));
    }
    let on = school.engine;
    report.bar(
        format!("{on}: from handing in to the verdict on the page, Python, 10 cases, p50"),
        milliseconds(median(&times)),
        "≤ 30 ms",
        median(&times) <= Duration::from_millis(30),
    );
    report.note(format!("{on}: the same, p95"), milliseconds(percentile(&times, 95)));
    let again = learner.verdict(&item, "main.py", &format!("{PROGRAM}\n# 1")).await?;
    report.note(format!("{on}: the same program once more (looked up)"), milliseconds(again));
    Ok(())
}

/// Everybody in the same second.
async fn together(
    school: &School,
    address: &str,
    amount: &Amount,
    report: &mut Report,
) -> Result<()> {
    let item = school.item("ten").await?;
    let mut learners = Vec::new();
    for number in 0..amount.learners {
        learners.push(Learner::sign_up(address, &format!("learner{number}")).await?);
    }
    let mut hands = JoinSet::new();
    let pause = Duration::from_secs(1) / u32::try_from(amount.learners.max(1))?;
    for (number, learner) in learners.into_iter().enumerate() {
        let (item, program) = (item.clone(), format!("{PROGRAM}\n# of learner {number}"));
        hands.spawn(async move {
            tokio::time::sleep(pause * u32::try_from(number).unwrap_or(0)).await;
            learner.verdict(&item, "main.py", &program).await
        });
    }
    let times = hands.join_all().await.into_iter().collect::<Result<Vec<_>>>()?;
    let (on, count) = (school.engine, amount.learners);
    let slowest = percentile(&times, 100);
    report.bar(
        format!("{on}: {count} learners in the same second, 10 cases each: the slowest verdict"),
        milliseconds(slowest),
        "≤ 5 s",
        slowest <= Duration::from_secs(5),
    );
    report.note(format!("{on}: the same, p50"), milliseconds(median(&times)));
    Ok(())
}

/// A queue that does not run empty, and the server's memory on the way.
async fn sustained(
    school: &School,
    server: &crate::server::Server,
    amount: &Amount,
    report: &mut Report,
) -> Result<()> {
    let tenth = (amount.sustained / 10).max(1);
    let (mut spent, mut memory) = (Duration::ZERO, Vec::new());
    for part in 0..10 {
        copies(&school.db, "one", "main.py", &format!("{PROGRAM}\n# {part}."), tenth).await?;
        let begun = Instant::now();
        crate::school::queued(&school.db, "one").await?;
        school.settled(Duration::from_secs(3600)).await?;
        spent += begun.elapsed();
        memory.push(server.memory_mib()?);
    }
    let (all, right) = graded(&school.db, "one").await?;
    ensure!(all == right && all >= tenth * 10, "{right} of {all} are right");
    let (on, runs) = (school.engine, tenth * 10);
    let cores = std::thread::available_parallelism()?.get() as f64;
    let each_second = runs as f64 / spent.as_secs_f64();
    report.bar(
        format!("{on}: {runs} submissions with one run each from a full queue"),
        format!("{each_second:.0} a second"),
        "≥ 500 a second on 2 cores",
        each_second >= 250.0 * cores,
    );
    let (early, late) = (memory[1], memory[9]);
    report.bar(
        format!("{on}: memory (RSS) after {} and after {runs} of them", tenth * 2),
        format!("{early} MiB and {late} MiB"),
        "≤ 10 % more",
        late * 10 <= early * 11,
    );
    Ok(())
}

/// `weaverse regrade` from nothing, and once more with everything known.
async fn regrade(
    school: &School,
    item: &str,
    file: &str,
    program: &str,
    amount: &Amount,
    report: &mut Report,
) -> Result<()> {
    let count = amount.regraded;
    copies(&school.db, item, file, program, count).await?;
    results_forgotten(&school.db).await?;
    let name = format!("bench/bench/{item}");
    let timed = || -> Result<Duration> {
        let begun = Instant::now();
        school.run(&["regrade", "--item", &name, "--json"])?;
        Ok(begun.elapsed())
    };
    let cold = timed()?;
    let (all, right) = graded(&school.db, item).await?;
    ensure!((all, right) == (count, count), "{right} of {all} are right");
    let warm = timed()?;
    let (on, language) = (school.engine, if item == "script" { "JavaScript" } else { "Python" });
    report.bar(
        format!(
            "{on}: regrade of {count} submissions in {language} with four cases, nothing known"
        ),
        milliseconds(cold),
        "≤ 60 s for 10,000",
        cold <= Duration::from_secs(60).mul_f64(count as f64 / 10_000.0),
    );
    report.note(
        format!("{on}: the same with everything known (the start of the process, and bookkeeping)"),
        milliseconds(warm),
    );
    Ok(())
}
