//! The life of a plugin's versions. The database is the truth; every process
//! follows it.

use std::sync::Arc;

use anyhow::Context as _;
use axum::http::StatusCode;
use weaverse_sandbox::Engine;

use super::checks::CheckReport;
use super::life::{Grants, requests};
use super::manifest::Manifest;
use super::model::{PluginKind, PluginRow, VersionId, VersionRow, VersionState};
use super::package::Package;
use super::registry::Loaded;
use super::{checks, life, registry, store};
use crate::accounts::Viewer;
use crate::app::AppState;
use crate::db::{Tx, storable};
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::missions::graders;

/// A plugin with its versions, newest first.
#[derive(Debug)]
pub struct Detail {
    /// The plugin.
    pub plugin: PluginRow,
    /// Its versions.
    pub versions: Vec<VersionRow>,
    /// What was granted to it.
    pub grants: Grants,
}

/// All plugins.
///
/// # Errors
/// The database's.
pub async fn list(app: &AppState) -> Result<Vec<PluginRow>> {
    Ok(store::all(&mut app.db.read().await?).await?)
}

/// One plugin.
///
/// # Errors
/// Not found.
pub async fn detail(app: &AppState, id: &str) -> Result<Detail> {
    let mut tx = app.db.read().await?;
    let plugin = store::by_id(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let versions = store::versions(&mut tx, id).await?;
    let grants = grants(&mut tx, id).await?;
    Ok(Detail { plugin, versions, grants })
}

/// One version, and what was granted to its plugin.
///
/// # Errors
/// Not found.
pub async fn version(app: &AppState, id: VersionId) -> Result<(VersionRow, Grants)> {
    let mut tx = app.db.read().await?;
    let version = store::version(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let grants = grants(&mut tx, &version.plugin_id).await?;
    Ok((version, grants))
}

/// Whether this person may upload and activate versions of a plugin: its
/// owner, and administrators. First-party plugins are the administrators'.
#[must_use]
pub fn may_manage(viewer: &Viewer, plugin: &PluginRow) -> bool {
    viewer.is_administrator() || (viewer.is_staff() && plugin.owner_id == Some(viewer.id))
}

/// Takes an uploaded package; its checks run in the background.
///
/// # Errors
/// When it is no package, is not the viewer's to replace, or is there already.
pub async fn upload(app: &AppState, viewer: &Viewer, bytes: Vec<u8>) -> Result<VersionRow> {
    let package = tokio::task::spawn_blocking(move || Package::from_zip(&bytes))
        .await
        .context("reading the package")?
        .map_err(|error| refused("plugin-package-bad", error.0))?;
    let owner = (!viewer.is_administrator()).then_some(viewer.id);
    if package.manifest.kind == PluginKind::LanguageRuntime && owner.is_some() {
        return Err(refused_plain("plugin-runtime-administrators"));
    }
    let version = insert(app, &package, owner.or(Some(viewer.id)), Some(viewer)).await?;
    let (app, id) = (app.clone(), version.id);
    tokio::spawn(async move { run_checks(&app, id, package).await });
    Ok(version)
}

async fn insert(
    app: &AppState,
    package: &Package,
    owner: Option<crate::accounts::UserId>,
    viewer: Option<&Viewer>,
) -> Result<VersionRow> {
    let manifest = &package.manifest;
    let at = app.clock.now();
    let id = VersionId(app.entropy.id(at));
    app.storage.put(&key(&package.digest), zipped(package.clone()).await?).await?;
    let mut tx = app.db.begin().await?;
    // The row first: of two who bring a new id the second one waits here, and
    // finds it taken. A refusal undoes it.
    store::upsert(&mut tx, &manifest.id, manifest.kind, &manifest.name, owner, at).await?;
    if let (Some(plugin), Some(viewer)) = (store::by_id(&mut tx, &manifest.id).await?, viewer) {
        if !may_manage(viewer, &plugin) {
            return Err(refused("plugin-not-yours", manifest.id.clone()));
        }
        if plugin.kind != manifest.kind {
            return Err(refused("plugin-other-kind", plugin.kind.to_string()));
        }
    }
    if let Some(known) = store::version_by_digest(&mut tx, &manifest.id, &package.digest).await? {
        if viewer.is_none() {
            return Ok(known);
        }
        if known.state != VersionState::Rejected {
            return Err(Error::conflict(
                Message::new("plugin-known").with("version", &known.version),
            ));
        }
        // A rejected package may be tried again, for instance after the
        // language that it needs has been installed.
        store::begin_again(&mut tx, known.id).await?;
        tx.commit().await?;
        return Ok(VersionRow { state: VersionState::Uploaded, reason: None, ..known });
    }
    let row = store::NewVersion {
        id,
        plugin_id: manifest.id.clone(),
        version: manifest.version.clone(),
        digest: package.digest.clone(),
        manifest: serde_json::to_value(manifest).context("manifest as JSON")?,
        uploaded_by: viewer.map(|viewer| viewer.id),
        at,
    };
    store::insert_version(&mut tx, &row).await?;
    let version = store::version(&mut tx, id).await?.ok_or(Error::NotFound)?;
    tx.commit().await?;
    Ok(version)
}

/// Checks a version and stages or rejects it.
async fn run_checks(app: &AppState, id: VersionId, package: Package) {
    let name = format!("{} {}", package.manifest.id, package.manifest.version);
    match try_checks(app, id, package).await {
        Ok(state) => tracing::info!(plugin = %name, state = %state, "plugin checked"),
        Err(error) => {
            tracing::error!(plugin = %name, error = format!("{error:#}"), "plugin not checked")
        }
    }
}

/// One step of the checks, on a thread that may wait.
async fn step<T: Send + 'static>(
    app: &AppState,
    package: &Arc<Package>,
    step: impl FnOnce(&Engine, &Package) -> T + Send + 'static,
) -> anyhow::Result<T> {
    let (engine, package) = (app.engine.clone(), Arc::clone(package));
    Ok(tokio::task::spawn_blocking(move || step(&engine, &package)).await?)
}

/// Takes a version through its checks, and says in between how far it is.
async fn try_checks(
    app: &AppState,
    id: VersionId,
    package: Package,
) -> anyhow::Result<VersionState> {
    let package = Arc::new(package);
    let none = CheckReport::default();
    if let Err(wrong) = step(app, &package, checks::inspect).await? {
        return end_checks(app, id, VersionState::Rejected, Some(&wrong), none).await;
    }
    if !advance(app, id, VersionState::Checked).await? {
        // Another process has ended them in the meantime.
        return state_of(app, id).await;
    }
    let compile_millis = match step(app, &package, checks::compile).await? {
        Ok(millis) => millis,
        Err(wrong) => {
            return end_checks(app, id, VersionState::Rejected, Some(&wrong), none).await;
        }
    };
    advance(app, id, VersionState::Compiled).await?;
    let snapshot = app.registry.snapshot();
    let tried =
        step(app, &package, move |engine, package| checks::try_out(engine, package, &snapshot));
    let mut tried = tried.await?;
    tried.report.compile_millis = compile_millis;
    let state = match tried.wrong {
        Some(_) => VersionState::Rejected,
        None => fit(app, &package.manifest).await?,
    };
    end_checks(app, id, state, tried.wrong.as_deref(), tried.report).await
}

/// Staged, or waiting for an administrator who grants what it asks for.
async fn fit(app: &AppState, manifest: &Manifest) -> anyhow::Result<VersionState> {
    let grants = grants(&mut app.db.read().await?, &manifest.id).await?;
    let lacking = grants.lacking(manifest, &app.config.plugins.free_languages);
    Ok(if lacking.is_empty() { VersionState::Staged } else { VersionState::Tested })
}

pub(super) async fn grants(tx: &mut Tx, plugin: &str) -> crate::db::Result<Grants> {
    let rows = life::grants_of(tx, Some(plugin)).await?;
    Ok(Grants(rows.into_iter().map(|(_, name, amount)| (name, amount)).collect()))
}

async fn advance(app: &AppState, id: VersionId, state: VersionState) -> anyhow::Result<bool> {
    let mut tx = app.db.begin().await?;
    let advanced = store::advance_check(&mut tx, id, state).await?;
    tx.commit().await?;
    Ok(advanced == 1)
}

async fn end_checks(
    app: &AppState,
    id: VersionId,
    state: VersionState,
    wrong: Option<&str>,
    report: CheckReport,
) -> anyhow::Result<VersionState> {
    let mut tx = app.db.begin().await?;
    let ended = store::finish_check(&mut tx, id, state, wrong.map(storable), report).await?;
    life::announce(&mut tx).await?;
    tx.commit().await?;
    if ended == 1 { Ok(state) } else { state_of(app, id).await }
}

async fn state_of(app: &AppState, id: VersionId) -> anyhow::Result<VersionState> {
    let version = store::version(&mut app.db.read().await?, id).await?;
    Ok(version.context("the version is gone")?.state)
}

/// Makes a version the active one; gradings that began on the old one end on
/// it. Also how one goes back to an earlier version.
///
/// # Errors
/// Not found, not the viewer's, or in a state that cannot be activated.
pub async fn activate(app: &AppState, viewer: &Viewer, id: VersionId) -> Result<VersionRow> {
    let mut tx = app.db.begin().await?;
    let named = store::version(&mut tx, id).await?.ok_or(Error::NotFound)?;
    store::lock(&mut tx, &named.plugin_id).await?;
    let version = store::version(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let plugin = store::by_id(&mut tx, &version.plugin_id).await?.ok_or(Error::NotFound)?;
    if !may_manage(viewer, &plugin) {
        return Err(Error::NotFound);
    }
    if !version.state.can_activate() {
        return Err(Error::conflict(Message::new("plugin-cannot-activate")));
    }
    // It was fit when it was staged; a grant may be gone since then.
    let lacking = grants(&mut tx, &version.plugin_id)
        .await?
        .lacking(&version.manifest.0, &app.config.plugins.free_languages);
    if !lacking.is_empty() {
        return Err(Error::conflict(Message::new("plugin-lacks-grants")));
    }
    let now = app.clock.now();
    store::drain_current(&mut tx, &version.plugin_id, now).await?;
    store::activate(&mut tx, id, now).await?;
    life::changed(&mut tx, &version.plugin_id).await?;
    tx.commit().await?;
    tracing::info!(plugin = %version.plugin_id, version = %version.version, user.id = %viewer.id, "plugin activated");
    life::follow(app).await?;
    // What waited for a suspended version need not wait for this one.
    graders::wake(app, &version.plugin_id).await?;
    Ok(version)
}

/// Loads a version by its package's digest, whatever its state is.
///
/// # Errors
/// When the package is not kept, or cannot be loaded.
pub async fn load(app: &AppState, digest: &str) -> anyhow::Result<Loaded> {
    let bytes = app.storage.get(&key(digest)).await?;
    let (engine, digest) = (app.engine.clone(), digest.to_owned());
    tokio::task::spawn_blocking(move || {
        let package = Package::from_zip(&bytes)?;
        anyhow::ensure!(package.digest == digest, "the kept package is another one");
        registry::load(&engine, &package)
    })
    .await?
}

/// Installs the packages that come with the program: new ones become active,
/// unless an administrator chose another version.
///
/// # Errors
/// Names the package that is not fit.
pub async fn install_first_party(app: &AppState) -> anyhow::Result<()> {
    let dir = app.config.packages_dir();
    let packages = tokio::task::spawn_blocking(move || registry::packages_in(&dir)).await??;
    // Runtimes first: the graders' fixtures run programs.
    let (runtimes, graders): (Vec<_>, Vec<_>) =
        packages.into_iter().partition(|p| p.manifest.kind == PluginKind::LanguageRuntime);
    for package in runtimes.into_iter().chain(graders) {
        install(app, package).await?;
    }
    Ok(())
}

/// Installs one package as first-party: check, then activate at once.
///
/// # Errors
/// When it does not pass its checks.
pub async fn install(app: &AppState, package: Package) -> anyhow::Result<()> {
    let (known, active) = {
        let mut tx = app.db.read().await?;
        let id = &package.manifest.id;
        let plugin = store::by_id(&mut tx, id).await?;
        let known = store::version_by_digest(&mut tx, id, &package.digest).await?;
        (known, plugin.is_some_and(|plugin| plugin.active_version.is_some()))
    };
    let version = match known {
        Some(known) => known,
        None => insert(app, &package, None, None).await.map_err(anyhow::Error::new)?,
    };
    // Checked, and then cut off before it was active.
    let fit = matches!(version.state, VersionState::Staged | VersionState::Tested);
    let cut_off = fit && !active;
    if !version.state.is_pending() && !cut_off {
        return Ok(());
    }
    let manifest = package.manifest.clone();
    let name = format!("{} {}", manifest.id, manifest.version);
    let state = try_checks(app, version.id, package).await?;
    if state == VersionState::Rejected {
        let row = store::version(&mut app.db.read().await?, version.id).await?;
        anyhow::bail!("plugin {name}: {}", row.and_then(|row| row.reason).unwrap_or_default());
    }
    let mut tx = app.db.begin().await?;
    store::lock(&mut tx, &version.plugin_id).await?;
    let at = app.clock.now();
    for request in requests(&manifest, &app.config.plugins.free_languages) {
        let asked = (request.name.as_str(), request.amount);
        life::set_grant(&mut tx, &version.plugin_id, asked, None, at).await?;
    }
    // Of two processes that start together only one activates.
    let now = store::version(&mut tx, version.id).await?.context("the version is gone")?;
    if matches!(now.state, VersionState::Staged | VersionState::Tested) {
        store::drain_current(&mut tx, &version.plugin_id, at).await?;
        store::activate(&mut tx, version.id, at).await?;
        life::changed(&mut tx, &version.plugin_id).await?;
    }
    tx.commit().await?;
    tracing::info!(plugin = %name, "plugin installed");
    life::follow(app).await?;
    Ok(())
}

/// Takes up checks that a stopped process left behind.
///
/// # Errors
/// The database's.
pub async fn resume_checks(app: &AppState) -> anyhow::Result<()> {
    let pending = store::pending(&mut app.db.read().await?).await?;
    for version in pending {
        let bytes = app.storage.get(&key(&version.digest)).await?;
        let package = tokio::task::spawn_blocking(move || Package::from_zip(&bytes)).await??;
        run_checks(app, version.id, package).await;
    }
    Ok(())
}

async fn zipped(package: Package) -> anyhow::Result<Vec<u8>> {
    tokio::task::spawn_blocking(move || package.to_zip()).await?
}

/// Where the package of a digest is kept.
pub(super) fn key(digest: &str) -> String {
    format!("plugins/{digest}.zip")
}

fn refused(key: &'static str, detail: String) -> Error {
    Error::invalid_with(Message::new(key).with("reason", detail))
}

fn refused_plain(key: &'static str) -> Error {
    Error::Refused(StatusCode::FORBIDDEN, Message::new(key))
}
