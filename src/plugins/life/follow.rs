//! Following the database: its rows say what is active, and every process
//! brings its snapshot in line with them.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::time::Duration;

use anyhow::Context as _;
use tokio_util::sync::CancellationToken;

use super::grants::Grants;
use super::store::{self, Followed};
use super::warm::{Readiness, warm};
use crate::app::AppState;
use crate::error::Result;
use crate::missions::graders;
use crate::plugins::model::VersionState;
use crate::plugins::package::Package;
use crate::plugins::registry::{self, Loaded, Missing, Snapshot, Standing};
use crate::plugins::{runs, service};

/// How often a process looks at the database; on PostgreSQL it is also told
/// when something has changed.
const LOOK: Duration = Duration::from_millis(500);
/// Whoever has claimed a submission may not have heard of a new version this
/// long after its activation.
const HEARD: i64 = 2_000;
/// How often compiled code that nobody uses is looked for.
const PRUNE: Duration = Duration::from_secs(24 * 3600);

/// Follows until `stop`.
pub async fn run(app: AppState, stop: CancellationToken) {
    let mut changes = app.db.changes("weaverse_plugins").await;
    let mut prune = tokio::time::interval(PRUNE);
    loop {
        if let Err(error) = follow(&app).await {
            tracing::warn!(%error, "could not look for plugins");
        }
        if let Err(error) = runs::flush(&app).await {
            tracing::warn!(%error, "could not keep runs of plugins");
        }
        tokio::select! {
            () = stop.cancelled() => break,
            () = changes.wait(LOOK) => {}
            () = app.registry.warmth.wait(LOOK) => {}
            _ = prune.tick() => prune_compiled(&app).await,
        }
    }
    let _ = runs::flush(&app).await;
}

/// As [`follow`], and waits until nothing is being compiled.
///
/// # Errors
/// The database's.
pub async fn refresh(app: &AppState) -> Result<()> {
    loop {
        let waiting = follow(app).await?;
        if !waiting {
            return Ok(());
        }
        app.registry.warmth.wait(LOOK).await;
    }
}

/// Brings this process's snapshot in line with the database, as far as that
/// takes no time: what is not compiled is compiled in the background, and the
/// version before stays meanwhile. Whether that is so.
///
/// # Errors
/// The database's.
pub async fn follow(app: &AppState) -> Result<bool> {
    // Of two tasks that change the snapshot, one would lose.
    let _one = app.registry.warmth.following.lock().await;
    let mut tx = app.db.read().await?;
    let rows = store::followed(&mut tx).await?;
    let snapshot = app.registry.snapshot();
    let current: Vec<_> = rows.iter().filter(|row| is_current(row)).collect();
    let settled = current.iter().all(|row| {
        let standing = snapshot.standing(&row.plugin_id);
        standing.is_some_and(|standing| *standing == standing_of(row, None))
    });
    if settled && current.len() == snapshot.digests().len() {
        drop(tx);
    } else {
        let grants = all_grants(&mut tx).await?;
        drop(tx);
        adopt(app, &snapshot, &current, &grants).await;
    }
    if rows.iter().any(|row| row.state == VersionState::Draining) {
        end_draining(app).await?;
    }
    prepare(app, &rows).await;
    let now = app.registry.snapshot();
    Ok(current.iter().any(|row| now.missing(&row.plugin_id) == Some(&Missing::Warming)))
}

fn is_current(row: &Followed) -> bool {
    matches!(row.state, VersionState::Active | VersionState::Suspended)
}

async fn all_grants(tx: &mut crate::db::Tx) -> Result<HashMap<String, Grants>> {
    let mut all: HashMap<String, BTreeMap<String, i64>> = HashMap::new();
    for (plugin, name, amount) in store::grants_of(tx, None).await? {
        all.entry(plugin).or_default().insert(name, amount);
    }
    Ok(all.into_iter().map(|(plugin, grants)| (plugin, Grants(grants))).collect())
}

async fn adopt(
    app: &AppState,
    snapshot: &Snapshot,
    current: &[&Followed],
    grants: &HashMap<String, Grants>,
) {
    let (mut next, digests) = (snapshot.clone(), snapshot.digests());
    let known: HashSet<_> = current.iter().map(|row| row.plugin_id.as_str()).collect();
    for gone in digests.keys().filter(|id| !known.contains(id.as_str())) {
        next.remove(gone);
    }
    let free = &app.config.plugins.free_languages;
    for row in current {
        let missing = if digests.get(&row.plugin_id) == Some(&row.digest) {
            None
        } else {
            match load(app, &row.digest).await {
                Ok(Some(loaded)) => {
                    next.insert(loaded);
                    None
                }
                Ok(None) => Some(Missing::Warming),
                Err(error) => {
                    let why = format!("{error:#}");
                    tracing::error!(plugin = %row.plugin_id, version = %row.version, %why, "an active plugin cannot be loaded");
                    app.registry.warmth.failed(&row.digest, why.clone());
                    Some(Missing::Broken(why))
                }
            }
        };
        let granted = grants.get(&row.plugin_id).cloned().unwrap_or_default();
        next.regrant(&row.plugin_id, &granted, free);
        next.stand(&row.plugin_id, standing_of(row, missing));
    }
    app.registry.replace(next);
}

fn standing_of(row: &Followed, missing: Option<Missing>) -> Standing {
    let suspended = row.state == VersionState::Suspended;
    Standing {
        version_id: row.id,
        version: row.version.clone(),
        digest: row.digest.clone(),
        generation: row.generation,
        retired: row.retired,
        suspended: suspended.then(|| row.reason.clone().unwrap_or_default()),
        suspended_until: row.suspended_until,
        faults: row.faults,
        missing,
    }
}

/// The version of this digest; `None` while it is being compiled.
async fn load(app: &AppState, digest: &str) -> anyhow::Result<Option<Loaded>> {
    match app.registry.warmth.of(digest) {
        Readiness::Compiling => return Ok(None),
        Readiness::Failed(why) => anyhow::bail!(why),
        Readiness::Ready | Readiness::Unknown => {}
    }
    let package = package(app, digest).await?;
    if !app.engine.is_compiled(&package.wasm) {
        warm(app, package);
        return Ok(None);
    }
    let engine = app.engine.clone();
    let loaded = tokio::task::spawn_blocking(move || registry::load(&engine, &package)).await??;
    app.registry.warmth.ready(digest);
    Ok(Some(loaded))
}

async fn package(app: &AppState, digest: &str) -> anyhow::Result<Package> {
    let bytes = app.storage.get(&service::key(digest)).await?;
    let package = tokio::task::spawn_blocking(move || Package::from_zip(&bytes)).await?;
    package.context("a stored package")
}

/// Compiles what may become active soon, one after the other: a staged
/// version, or one that somebody may go back to.
async fn prepare(app: &AppState, rows: &[Followed]) {
    for row in rows.iter().filter(|row| !is_current(row)) {
        match app.registry.warmth.of(&row.digest) {
            Readiness::Unknown => {}
            Readiness::Compiling => return,
            Readiness::Ready | Readiness::Failed(_) => continue,
        }
        match package(app, &row.digest).await {
            Ok(package) if app.engine.is_compiled(&package.wasm) => {
                app.registry.warmth.ready(&row.digest);
            }
            Ok(package) => return warm(app, package),
            Err(error) => {
                app.registry.warmth.failed(&row.digest, format!("{error:#}"));
            }
        }
    }
}

/// A version is drained when nothing runs that was claimed before everybody
/// had heard of the version that replaced it.
async fn end_draining(app: &AppState) -> Result<()> {
    let now = app.clock.now();
    let oldest = graders::oldest_running(app).await?.map_or(now, |oldest| oldest.min(now));
    let mut tx = app.db.begin().await?;
    if store::end_draining(&mut tx, oldest.plus_millis(-HEARD)).await? > 0 {
        tx.commit().await?;
    }
    Ok(())
}

async fn prune_compiled(app: &AppState) {
    let unused = Duration::from_secs(app.config.plugins.compiled_days * 24 * 3600);
    let now = std::time::SystemTime::from(app.clock.now().0);
    let (engine, in_use) = (app.engine.clone(), app.registry.snapshot().components());
    let prune = move || engine.prune_compiled(unused, now, &in_use);
    let pruned = tokio::task::spawn_blocking(prune).await;
    match pruned {
        Ok(Ok(pruned)) if pruned.files > 0 => {
            tracing::info!(
                files = pruned.files,
                bytes = pruned.bytes,
                "removed unused compiled code"
            );
        }
        Ok(Ok(_)) => {}
        Ok(Err(error)) => tracing::warn!(%error, "could not look for unused compiled code"),
        Err(error) => tracing::warn!(%error, "could not look for unused compiled code"),
    }
}
