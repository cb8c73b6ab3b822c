//! The circuit breaker: a grader that breaks down again and again is
//! suspended, so that it neither burns the machine nor spoils submissions.
//! They wait, and cost no attempt. After a while one submission tries it
//! again (half-open): if that goes well, all go on.

use uuid::Uuid;
use weaverse_sandbox::Fault;

use super::store;
use crate::app::AppState;
use crate::db::{Result, storable};
use crate::missions::graders;
use crate::plugins::model::VersionId;
use crate::plugins::registry::Missing;

/// How long the one try of a suspended grader may take before the next one.
const PROBE_MILLIS: i64 = 60_000;
/// A waiting submission looks again after this long at most.
const LOOK_MILLIS: i64 = 10_000;
/// While something is being compiled.
const WARM_MILLIS: i64 = 1_000;
/// The longest suspension.
const MAX_MILLIS: i64 = 3_600_000;

/// Whether a submission may go to a grader now.
#[derive(Debug)]
pub enum Gate {
    /// It may; give the pass back with what came of it.
    Go(Pass),
    /// Not yet.
    Wait {
        /// Milliseconds.
        millis: i64,
        /// For the staff.
        reason: String,
    },
}

/// What [`leave`] needs to know.
#[derive(Debug, Clone)]
pub struct Pass {
    version: Option<(VersionId, String)>,
    /// Faults in a row before this call.
    faults: i64,
    /// Whether this is the one try of a suspended version.
    probe: bool,
}

/// Before a grading.
///
/// # Errors
/// The database's.
pub async fn enter(app: &AppState, grader: &str, language: &str) -> Result<Gate> {
    let snapshot = app.registry.snapshot();
    let loaded = [
        (grader, snapshot.grader(grader).is_some()),
        (language, language.is_empty() || snapshot.runtime(language).is_some()),
    ];
    for (id, _) in loaded.into_iter().filter(|(_, loaded)| !loaded) {
        // What nobody has ever heard of is a fault of the item.
        match snapshot.missing(id) {
            Some(Missing::Warming) => {
                let reason = format!("{id} is being compiled on this server");
                return Ok(Gate::Wait { millis: WARM_MILLIS, reason });
            }
            Some(Missing::Broken(why)) => {
                let reason = format!("{id} cannot be loaded on this server: {why}");
                return Ok(Gate::Wait { millis: LOOK_MILLIS, reason });
            }
            None => {}
        }
    }
    let Some(standing) = snapshot.standing(grader) else {
        return Ok(Gate::Go(Pass { version: None, faults: 0, probe: false }));
    };
    let version = Some((standing.version_id, format!("{grader} {}", standing.version)));
    let pass = Pass { version, faults: standing.faults, probe: false };
    let Some(reason) = &standing.suspended else { return Ok(Gate::Go(pass)) };
    let now = app.clock.now();
    let left = standing.suspended_until.map_or(0, |until| until.millis_since(now));
    if left <= 0 && take_probe(app, standing.version_id).await? {
        tracing::info!(plugin = grader, version = %standing.version, "a suspended plugin is tried again");
        return Ok(Gate::Go(Pass { probe: true, ..pass }));
    }
    let reason = format!("grader {grader} {} is suspended: {reason}", standing.version);
    // Not exactly together: the first one after the wait is the one that tries.
    let millis = left.clamp(200, LOOK_MILLIS);
    Ok(Gate::Wait { millis, reason })
}

async fn take_probe(app: &AppState, version: VersionId) -> Result<bool> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let taken = store::take_probe(&mut tx, version, now, now.plus_millis(PROBE_MILLIS)).await?;
    tx.commit().await?;
    Ok(taken == 1)
}

/// After a grading: a verdict ends a row of faults; one fault too many
/// suspends the version.
///
/// # Errors
/// The database's.
pub async fn leave(
    app: &AppState,
    pass: Pass,
    submission: Uuid,
    fault: Option<&Fault>,
) -> Result<()> {
    let Some((version, name)) = pass.version else { return Ok(()) };
    match fault {
        None if pass.probe => resume(app, version, &name).await,
        None if pass.faults > 0 => {
            let mut tx = app.db.begin().await?;
            store::forget_faults(&mut tx, version).await?;
            tx.commit().await
        }
        Some(fault @ Fault::Grader { .. }) if pass.probe => {
            suspend(app, version, &name, &storable(&fault.to_string())).await
        }
        Some(fault @ Fault::Grader { .. }) => {
            let mut tx = app.db.begin().await?;
            let faults = store::count_fault(&mut tx, version, submission).await?;
            tx.commit().await?;
            if faults.is_some_and(|faults| faults >= app.config.plugins.breaker_faults) {
                let reason = format!(
                    "{} faults in a row; the last one: {fault}",
                    app.config.plugins.breaker_faults
                );
                suspend(app, version, &name, &storable(&reason)).await?;
            }
            Ok(())
        }
        // The machine's fault, or nobody's: says nothing about the grader.
        _ => Ok(()),
    }
}

async fn suspend(app: &AppState, version: VersionId, name: &str, reason: &str) -> Result<()> {
    let mut tx = app.db.begin().await?;
    let Some(before) = store::suspensions(&mut tx, version).await? else { return Ok(()) };
    let doublings = u32::try_from(before.clamp(0, 20)).unwrap_or(0);
    let millis = app.config.plugins.breaker_seconds.saturating_mul(1000 << doublings);
    let until = app.clock.now().plus_millis(millis.min(MAX_MILLIS));
    store::suspend(&mut tx, version, reason, until).await?;
    let plugin = name.split(' ').next().unwrap_or_default();
    store::changed(&mut tx, plugin).await?;
    tx.commit().await?;
    tracing::error!(plugin = name, %until, reason, "plugin suspended");
    see(app).await;
    Ok(())
}

/// Ends a suspension; `name` is id and version.
///
/// # Errors
/// The database's.
pub async fn resume(app: &AppState, version: VersionId, name: &str) -> Result<()> {
    let plugin = name.split(' ').next().unwrap_or_default();
    let mut tx = app.db.begin().await?;
    let resumed = store::resume(&mut tx, version).await?;
    store::changed(&mut tx, plugin).await?;
    tx.commit().await?;
    if resumed == 1 {
        tracing::info!(plugin = name, "a suspended plugin works again");
        see(app).await;
        graders::wake(app, plugin).await?;
    }
    Ok(())
}

/// This process knows at once; the others follow.
async fn see(app: &AppState) {
    if let Err(error) = super::follow(app).await {
        tracing::warn!(%error, "could not look for plugins");
    }
}
