//! Results by what they follow from: the same recipe and answer are graded
//! once. Only verdicts are kept, never faults, and only those that any machine
//! would give.

mod recipe;
pub(in crate::missions) mod store;

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use weaverse_sandbox::Fault;

pub use self::recipe::{NamedRecipe, Recipe, RuntimeRef};
use super::grading::{Answer, CallTrace, Grading, Spec, grade};
use crate::app::App;
use crate::db::{Moment, Result};
use crate::plugins::Snapshot;

/// A verdict as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, sqlx::FromRow)]
pub struct Outcome {
    /// The verdict's word.
    pub verdict: String,
    /// Milli-points.
    pub score: i64,
    /// Milli-points.
    pub max_score: i64,
    /// Executed instructions.
    pub fuel: i64,
    /// Bytes.
    pub peak_memory: i64,
    /// JSON.
    pub report: String,
}

impl Outcome {
    /// Of a grading.
    ///
    /// # Panics
    /// Never: a report can be written as JSON.
    #[must_use]
    pub fn of(grading: &Grading) -> Self {
        Self {
            verdict: grading.verdict.as_str().to_owned(),
            score: grading.score,
            max_score: grading.max_score,
            fuel: i64::try_from(grading.fuel).unwrap_or(i64::MAX),
            peak_memory: i64::try_from(grading.peak_memory).unwrap_or(i64::MAX),
            report: serde_json::to_string(&grading.report).expect("a report is JSON"),
        }
    }
}

/// Where an outcome came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// Graded just now; any machine would say the same.
    Run,
    /// Graded just now, and a limit of time had its part in it.
    RunOnce,
    /// Known.
    Cache,
}

impl Source {
    /// For logs and metrics.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Run | Self::RunOnce => "run",
            Self::Cache => "cache",
        }
    }
}

/// An outcome with what it follows from.
#[derive(Debug, Clone)]
pub struct Judged {
    /// What it follows from, besides the answer.
    pub recipe: Arc<NamedRecipe>,
    /// Of recipe and answer.
    pub key: String,
    /// The verdict.
    pub outcome: Outcome,
    /// Whether it was graded or looked up.
    pub source: Source,
    /// Of the call that graded it; none if it was looked up.
    pub trace: Option<CallTrace>,
}

/// Grades by a recipe that was made from this snapshot; blocks until done.
///
/// # Errors
/// A fault, which says nothing about the answer.
pub fn run(
    snapshot: &Arc<Snapshot>,
    recipe: &Arc<NamedRecipe>,
    key: String,
    answer: Answer,
) -> std::result::Result<Judged, Fault> {
    let grading = grade(snapshot, &recipe.recipe.spec, answer)?;
    let source = if grading.reproducible { Source::Run } else { Source::RunOnce };
    let outcome = Outcome::of(&grading);
    let (recipe, trace) = (Arc::clone(recipe), Some(grading.trace));
    Ok(Judged { recipe, key, outcome, source, trace })
}

/// Looks a result up, or grades. The outer error is the database's, the inner
/// one a fault.
///
/// # Errors
/// The database's.
pub async fn judge(
    app: &App,
    spec: &Spec,
    answer: Answer,
) -> Result<std::result::Result<Judged, Fault>> {
    let snapshot = app.registry.snapshot();
    let recipe = match Recipe::of(app.engine.fingerprint(), &snapshot, spec) {
        Ok(recipe) => Arc::new(recipe.named()),
        Err(fault) => return Ok(Err(fault)),
    };
    let key = recipe.key(&answer);
    if app.config.grading.cached_results > 0
        && let Some(outcome) = store::find(&mut app.db.read().await?, &key).await?
    {
        return Ok(Ok(Judged { recipe, key, outcome, source: Source::Cache, trace: None }));
    }
    let graded = tokio::task::spawn_blocking(move || run(&snapshot, &recipe, key, answer)).await;
    Ok(graded.unwrap_or_else(|panic| Err(Fault::Internal { detail: panic.to_string() })))
}

/// Removes the results that were not used for longest, above what may be kept.
///
/// # Errors
/// The database's.
pub async fn prune(app: &App) -> Result<u64> {
    let mut removed = 0;
    loop {
        let mut tx = app.db.begin().await?;
        let excess = store::count(&mut tx).await? - app.config.grading.cached_results;
        if excess <= 0 {
            return Ok(removed);
        }
        removed += store::remove_oldest(&mut tx, excess.min(PRUNED_AT_ONCE)).await?;
        tx.commit().await?;
    }
}

/// Others want to write, too.
const PRUNED_AT_ONCE: i64 = 5000;

/// A look-up is noted at most this often: reading should not cost a write.
const NOTED_EVERY_MILLIS: i64 = 24 * 3_600_000;

/// The moment before which a use is noted again.
#[must_use]
pub fn noted_before(now: Moment) -> Moment {
    now.plus_millis(-NOTED_EVERY_MILLIS)
}
