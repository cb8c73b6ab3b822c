//! Workers: claim, grade, write the verdict.

use std::time::{Duration, Instant};

use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use weaverse_sandbox::Fault;

use super::model::Claimed;
use super::queue::{self, Claims};
use super::results::Judged;
use super::{regrade, results};
use crate::app::AppState;
use crate::db::Moment;
use crate::plugins::life::breaker::{self, Gate};
use crate::plugins::runs;
use crate::storage::digest;

/// How often an idle worker looks for submissions of other processes, and
/// for claims that ran out.
const POLL: Duration = Duration::from_millis(200);
/// Submissions under way for each that runs: while one runs, another is
/// claimed. No more, as what is under way is out of the queue's order.
const UNDER_WAY: usize = 2;
/// Verdicts of each of these that may be on their way into the database while
/// the next submission is graded.
const WRITES: usize = 8;
/// After an error of the database.
const PAUSE: Duration = Duration::from_secs(1);

/// Grades until `stop`, then ends or gives back what it holds.
pub async fn run(app: AppState, stop: CancellationToken) {
    let claims = Claims::new(&app);
    let mut workers = JoinSet::new();
    for _ in 0..app.config.workers() * UNDER_WAY {
        workers.spawn(work(app.clone(), claims.clone(), stop.clone()));
    }
    workers.spawn(regrade::work(app.clone(), stop.clone()));
    let beat = tokio::spawn(keep_claims(app.clone(), claims.clone()));
    stop.cancelled().await;
    let grace = Duration::from_secs(u64::from(app.config.grading.stop_seconds));
    let ended = async { while workers.join_next().await.is_some() {} };
    if tokio::time::timeout(grace, ended).await.is_err() {
        // What still runs in the sandbox ends unheard: its claim is given back.
        workers.shutdown().await;
    }
    beat.abort();
    match claims.release(&app).await {
        Ok(0) => {}
        Ok(released) => tracing::info!(submissions = released, "gave back submissions"),
        Err(error) => tracing::error!(%error, "could not give back submissions"),
    }
}

async fn keep_claims(app: AppState, claims: Claims) {
    loop {
        tokio::time::sleep(app.config.lease() / 3).await;
        if let Err(error) = claims.renew(&app).await {
            tracing::warn!(%error, "could not renew claims");
        }
    }
}

async fn work(app: AppState, claims: Claims, stop: CancellationToken) {
    let mut writes = JoinSet::new();
    while !stop.is_cancelled() {
        while writes.try_join_next().is_some() {}
        if writes.len() >= WRITES {
            writes.join_next().await;
        }
        if app.registry.snapshot().is_empty() {
            // Plugins are still being loaded: nothing could come of a claim.
            stop.run_until_cancelled(tokio::time::sleep(POLL)).await;
            continue;
        }
        match claims.next(&app).await {
            Ok(Some(claimed)) => {
                // One arrival may have been signalled for several rows.
                app.signals.submission_arrived();
                match process(&app, &claims, claimed).await {
                    Ok(Some(verdict)) => {
                        writes.spawn(write(app.clone(), claims.clone(), verdict));
                    }
                    Ok(None) => {}
                    Err(error) => unwritten(&error),
                }
            }
            Ok(None) => {
                stop.run_until_cancelled(app.signals.wait_for_arrival(POLL)).await;
            }
            Err(error) => {
                tracing::error!(%error, "could not look into the queue");
                stop.run_until_cancelled(tokio::time::sleep(PAUSE)).await;
            }
        }
    }
    while writes.join_next().await.is_some() {}
}

/// A verdict that is not in the database yet.
struct Verdict {
    claimed: Claimed,
    judged: Judged,
    /// When it was found.
    at: Moment,
}

/// Grades; what is not a verdict is written at once.
async fn process(
    app: &AppState,
    claims: &Claims,
    claimed: Claimed,
) -> crate::db::Result<Option<Verdict>> {
    if claimed.tries > app.config.grading.max_tries {
        // Its workers died over it, more than once.
        let fault = Fault::Internal { detail: "the worker ended without a verdict".into() };
        claims.fault(app, &claimed, &fault).await?;
        return Ok(None);
    }
    let pass = match breaker::enter(app, &claimed.grader, &claimed.language).await? {
        Gate::Go(pass) => pass,
        Gate::Wait { millis, reason } => {
            claims.postpone(app, &claimed, millis, &reason).await?;
            return Ok(None);
        }
    };
    let (begun, start) = (app.clock.now(), Instant::now());
    let (spec, answer) = queue::question(&claimed);
    let graded = results::judge(app, &spec, answer).await?;
    let ended = app.clock.now();
    app.metrics.judged(&claimed, &graded, begun, ended);
    // A result that was known says nothing about the grader.
    if graded.as_ref().map_or(true, |judged| judged.trace.is_some()) {
        let input = input_digest(&claimed);
        runs::record(app, &claimed.grader, claimed.id.0, input, start.elapsed(), &graded);
        breaker::leave(app, pass, claimed.id.0, graded.as_ref().err()).await?;
    }
    match graded {
        Ok(judged) => Ok(Some(Verdict { claimed, judged, at: ended })),
        Err(fault) => {
            tracing::warn!(submission.id = %claimed.id, tries = claimed.tries, %fault, "grading fault");
            claims.fault(app, &claimed, &fault).await?;
            Ok(None)
        }
    }
}

async fn write(app: AppState, claims: Claims, verdict: Verdict) {
    let Verdict { claimed, judged, at } = verdict;
    let (id, created_at) = (claimed.id, claimed.created_at);
    let (verdict, fuel) = (judged.outcome.verdict.clone(), judged.outcome.fuel);
    let source = judged.source.as_str();
    match claims.finish(&app, claimed, judged).await {
        Ok(kept) => {
            app.metrics.written(created_at, at, app.clock.now());
            tracing::info!(submission.id = %id, verdict, fuel, source, kept, "graded");
        }
        Err(error) => unwritten(&error),
    }
}

fn unwritten(error: &sqlx::Error) {
    tracing::error!(%error, "could not write a verdict; the claim will run out");
}

/// Names everything that a grader is given: the same digest, the same call.
fn input_digest(claimed: &Claimed) -> String {
    let input = serde_json::json!([
        claimed.purpose,
        claimed.language,
        claimed.entry,
        claimed.files.0,
        claimed.answer,
        claimed.config,
        claimed.limits.0,
        claimed.locale,
    ]);
    digest(input.to_string().as_bytes())
}
