//! Workers: claim, grade, write the verdict.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use weaverse_sandbox::{Fault, Purpose};

use super::grading::{Answer, Grading, Spec, grade};
use super::model::{Claimed, SubmissionPurpose};
use super::queue::Claims;
use crate::app::AppState;
use crate::i18n::Locale;
use crate::plugins::life::breaker::{self, Gate};
use crate::plugins::{Snapshot, runs};
use crate::storage::digest;

/// How often an idle worker looks for submissions of other processes, and
/// for claims that ran out.
const POLL: Duration = Duration::from_millis(200);
/// How long a stopping process lets its gradings end.
const GRACE: Duration = Duration::from_secs(10);
/// After an error of the database.
const PAUSE: Duration = Duration::from_secs(1);

/// Grades until `stop`, then ends or gives back what it holds.
pub async fn run(app: AppState, stop: CancellationToken) {
    let claims = Claims::new(&app);
    let mut workers = JoinSet::new();
    for _ in 0..app.config.workers() {
        workers.spawn(work(app.clone(), claims.clone(), stop.clone()));
    }
    let beat = tokio::spawn(keep_claims(app.clone(), claims.clone()));
    stop.cancelled().await;
    let ended = async { while workers.join_next().await.is_some() {} };
    if tokio::time::timeout(GRACE, ended).await.is_err() {
        workers.abort_all();
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
    while !stop.is_cancelled() {
        if app.registry.snapshot().is_empty() {
            // Plugins are still being loaded: nothing could come of a claim.
            stop.run_until_cancelled(tokio::time::sleep(POLL)).await;
            continue;
        }
        match claims.next(&app).await {
            Ok(Some(claimed)) => {
                // One arrival may have been signalled for several rows.
                app.signals.submission_arrived();
                if let Err(error) = process(&app, &claims, claimed).await {
                    tracing::error!(%error, "could not write a verdict; the claim will run out");
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
}

async fn process(app: &AppState, claims: &Claims, claimed: Claimed) -> crate::db::Result<()> {
    if claimed.tries > app.config.grading.max_tries {
        // Its workers died over it, more than once.
        let fault = Fault::Internal { detail: "the worker ended without a verdict".into() };
        return claims.fault(app, &claimed, &fault).await;
    }
    let pass = match breaker::enter(app, &claimed.grader, &claimed.language).await? {
        Gate::Go(pass) => pass,
        Gate::Wait { millis, reason } => {
            return claims.postpone(app, &claimed, millis, &reason).await;
        }
    };
    let snapshot = app.registry.snapshot();
    let (job, start) = (claimed.clone(), Instant::now());
    let graded = tokio::task::spawn_blocking(move || grade_claimed(&snapshot, job)).await;
    let graded = graded.unwrap_or_else(|panic| Err(Fault::Internal { detail: panic.to_string() }));
    let input = input_digest(&claimed);
    runs::record(app, &claimed.grader, claimed.id.0, input, start.elapsed(), &graded);
    breaker::leave(app, pass, claimed.id.0, graded.as_ref().err()).await?;
    match graded {
        Ok(grading) => {
            let kept = claims.finish(app, &claimed, &grading).await?;
            tracing::info!(
                submission.id = %claimed.id,
                verdict = %grading.verdict,
                fuel = grading.fuel,
                kept,
                "graded"
            );
        }
        Err(fault) => {
            tracing::warn!(submission.id = %claimed.id, tries = claimed.tries, %fault, "grading fault");
            claims.fault(app, &claimed, &fault).await?;
        }
    }
    Ok(())
}

fn grade_claimed(snapshot: &Arc<Snapshot>, claimed: Claimed) -> Result<Grading, Fault> {
    let spec = Spec {
        points: Some(claimed.points),
        language: claimed.language,
        entry: claimed.entry,
        grader: claimed.grader,
        config: claimed.config,
        limits: claimed.limits.0,
        locale: Locale::parse(&claimed.locale).unwrap_or_default(),
    };
    let answer = Answer {
        purpose: match claimed.purpose {
            SubmissionPurpose::Samples => Purpose::Samples,
            SubmissionPurpose::Full => Purpose::Full,
        },
        files: claimed.files.0,
        answer: claimed.answer,
    };
    grade(snapshot, &spec, answer)
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
