//! The last runs of each plugin, for its author: what came of them, what it
//! wrote to stderr, where it broke. Kept in memory for a moment, so that a
//! grading does not wait for it, and bounded in the database.

mod store;

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde::Serialize;
use serde_json::json;
use uuid::Uuid;
use weaverse_sandbox::Fault;

use super::model::PluginRunId;
use crate::app::App;
use crate::db::{JsonText, Moment, Result, storable};
use crate::missions::results::Judged;

/// Of runs that went well, this many are kept of each plugin and moment.
const WELL: usize = 20;
/// Runs that wait to be written; above it old ones are dropped.
const WAITING: usize = 1_000;

/// One call of a plugin.
#[derive(Debug, Clone, Serialize, sqlx::FromRow)]
pub struct PluginRun {
    /// Its id.
    pub id: PluginRunId,
    /// Of which plugin.
    pub plugin_id: String,
    /// In which version.
    pub version: String,
    /// Of its package.
    pub digest: String,
    /// When it ended.
    pub at: Moment,
    /// A verdict, or the cause of a fault.
    pub outcome: String,
    /// Whether the plugin, or the host, broke.
    pub fault: bool,
    /// What happened.
    pub message: String,
    /// Where, innermost first.
    pub frames: JsonText<Vec<String>>,
    /// The end of what it wrote to stderr.
    pub stderr: String,
    /// SHA-256 of what it was given.
    pub input_digest: String,
    /// For which submission; with it the run can be replayed.
    pub submission_id: Option<Uuid>,
    /// Programs that it ran.
    pub runs: i64,
    /// Its own fuel.
    pub fuel: i64,
    /// Milliseconds, its programs included.
    pub millis: i64,
}

/// Runs on their way to the database.
#[derive(Debug, Default)]
pub struct RunLog(Mutex<Vec<PluginRun>>);

/// Notes a call of a grader.
pub fn record(
    app: &App,
    grader: &str,
    submission: Uuid,
    input_digest: String,
    took: Duration,
    graded: &std::result::Result<Judged, Fault>,
) {
    let snapshot = app.registry.snapshot();
    let (version, digest) = match graded {
        Ok(judged) => {
            let called = &judged.recipe.recipe.grader;
            (called.version.as_str(), called.digest.as_str())
        }
        Err(_) => snapshot.serving(grader).unwrap_or_default(),
    };
    let at = app.clock.now();
    let mut run = PluginRun {
        id: PluginRunId(app.entropy.id(at)),
        plugin_id: grader.to_owned(),
        version: version.to_owned(),
        digest: digest.to_owned(),
        at,
        outcome: String::new(),
        fault: graded.is_err(),
        message: String::new(),
        frames: JsonText::default(),
        stderr: String::new(),
        input_digest,
        submission_id: Some(submission),
        runs: 0,
        fuel: 0,
        millis: i64::try_from(took.as_millis()).unwrap_or(i64::MAX),
    };
    match graded {
        Ok(Judged { outcome, trace: Some(trace), .. }) => {
            run.outcome.clone_from(&outcome.verdict);
            run.stderr = storable(&trace.stderr);
            run.runs = trace.runs.into();
            run.fuel = i64::try_from(trace.fuel).unwrap_or(i64::MAX);
        }
        // It was looked up: nobody was called.
        Ok(Judged { trace: None, .. }) => return,
        Err(Fault::Grader { cause, breakdown, .. }) => {
            run.outcome = cause.to_string();
            run.message = storable(&format!("in {}: {}", breakdown.call, breakdown.message));
            run.frames = JsonText(breakdown.frames.iter().map(|frame| storable(frame)).collect());
            run.stderr = storable(&breakdown.stderr);
        }
        // Nobody was called.
        Err(Fault::Busy) => return,
        Err(fault @ Fault::Internal { .. }) => {
            run.outcome = "host".to_owned();
            run.message = storable(&fault.to_string());
        }
    }
    app.runs.push(run);
}

impl RunLog {
    fn push(&self, run: PluginRun) {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.len() >= WAITING {
            waiting.drain(..WAITING / 2);
        }
        waiting.push(run);
    }

    /// What is worth keeping: all faults, and the last of the others.
    fn take(&self) -> Vec<PluginRun> {
        let mut waiting =
            std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        let mut well: HashMap<String, usize> = HashMap::new();
        waiting.reverse();
        waiting.retain(|run| {
            let seen = well.entry(run.plugin_id.clone()).or_default();
            *seen += usize::from(!run.fault);
            run.fault || *seen <= WELL
        });
        waiting
    }
}

/// Writes what has gathered.
///
/// # Errors
/// The database's.
pub async fn flush(app: &App) -> Result<()> {
    let runs = app.runs.take();
    if runs.is_empty() {
        return Ok(());
    }
    let mut tx = app.db.begin().await?;
    store::insert(&mut tx, runs.iter().map(row).collect()).await?;
    store::prune(&mut tx, app.config.plugins.runs_kept).await?;
    tx.commit().await
}

fn row(run: &PluginRun) -> serde_json::Value {
    json!({
        "id": run.id, "plugin_id": run.plugin_id, "version": run.version, "digest": run.digest,
        "at": run.at.to_string(), "outcome": run.outcome, "fault": run.fault,
        "message": run.message, "frames": json!(run.frames.0).to_string(), "stderr": run.stderr,
        "input_digest": run.input_digest, "submission_id": run.submission_id, "runs": run.runs,
        "fuel": run.fuel, "millis": run.millis,
    })
}

/// The newest runs of a plugin.
///
/// # Errors
/// The database's.
pub async fn newest(
    app: &App,
    plugin: &str,
    faults_only: bool,
    most: i64,
) -> Result<Vec<PluginRun>> {
    // What this process has only noted is looked for, too.
    flush(app).await?;
    store::newest(&mut app.db.read().await?, plugin, faults_only, most).await
}

/// One run.
///
/// # Errors
/// The database's.
pub async fn by_id(app: &App, id: PluginRunId) -> Result<Option<PluginRun>> {
    flush(app).await?;
    store::by_id(&mut app.db.read().await?, id).await
}
