//! What people do with plugins beside uploading and activating: grants,
//! suspensions, retirement, deletion.

use super::life::{self, breaker};
use super::model::{PluginRow, VersionId, VersionRow, VersionState};
use super::service::{key, may_manage};
use super::store;
use crate::accounts::{Administrator, Viewer};
use crate::app::AppState;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::missions::graders;

/// A version and its plugin, locked, if they are the viewer's to manage.
async fn managed(tx: &mut Tx, viewer: &Viewer, id: VersionId) -> Result<(VersionRow, PluginRow)> {
    let named = store::version(tx, id).await?.ok_or(Error::NotFound)?;
    store::lock(tx, &named.plugin_id).await?;
    let version = store::version(tx, id).await?.ok_or(Error::NotFound)?;
    let plugin = store::by_id(tx, &version.plugin_id).await?.ok_or(Error::NotFound)?;
    if may_manage(viewer, &plugin) { Ok((version, plugin)) } else { Err(Error::NotFound) }
}

/// Grants a plugin everything that one of its versions asks for. Versions
/// that waited for it are staged.
///
/// # Errors
/// Not found.
pub async fn grant(app: &AppState, by: &Administrator, id: VersionId) -> Result<VersionRow> {
    let mut tx = app.db.begin().await?;
    let (version, _) = managed(&mut tx, by, id).await?;
    let plugin = &version.plugin_id;
    let (free, at) = (&app.config.plugins.free_languages, app.clock.now());
    let before = super::service::grants(&mut tx, plugin).await?;
    for request in before.lacking(&version.manifest.0, free) {
        let asked = (request.name.as_str(), request.amount);
        life::set_grant(&mut tx, plugin, asked, Some(by.id), at).await?;
        tracing::info!(plugin = %plugin, grant = %request.name, amount = request.amount, user.id = %by.id, "granted");
    }
    settle(app, &mut tx, plugin).await?;
    tx.commit().await?;
    life::follow(app).await?;
    Ok(version)
}

/// Takes a grant back. Calls from now on do without it; versions that need it
/// wait again, unless they are active.
///
/// # Errors
/// Not found.
pub async fn revoke(app: &AppState, by: &Administrator, plugin: &str, name: &str) -> Result<()> {
    let mut tx = app.db.begin().await?;
    store::lock(&mut tx, plugin).await?;
    if life::unset_grant(&mut tx, plugin, name).await? == 0 {
        return Err(Error::NotFound);
    }
    settle(app, &mut tx, plugin).await?;
    tx.commit().await?;
    tracing::info!(plugin, grant = name, user.id = %by.id, "grant revoked");
    life::follow(app).await?;
    Ok(())
}

/// After a change of the grants: whether versions that are fit still wait.
async fn settle(app: &AppState, tx: &mut Tx, plugin: &str) -> Result<()> {
    let grants = super::service::grants(tx, plugin).await?;
    let free = &app.config.plugins.free_languages;
    let (mut staged, mut waiting) = (Vec::new(), Vec::new());
    for version in store::versions(tx, plugin).await? {
        let fit = matches!(version.state, VersionState::Tested | VersionState::Staged);
        match grants.lacking(&version.manifest.0, free).is_empty() {
            true if fit => staged.push(version.id),
            false if fit => waiting.push(version.id),
            _ => {}
        }
    }
    store::set_states(tx, &staged, VersionState::Staged).await?;
    store::set_states(tx, &waiting, VersionState::Tested).await?;
    Ok(life::changed(tx, plugin).await?)
}

/// Ends a suspension by hand: waiting submissions go on.
///
/// # Errors
/// Not found, or not suspended.
pub async fn resume(app: &AppState, viewer: &Viewer, id: VersionId) -> Result<VersionRow> {
    let mut tx = app.db.begin().await?;
    let (version, _) = managed(&mut tx, viewer, id).await?;
    drop(tx);
    if version.state != VersionState::Suspended {
        return Err(Error::conflict(Message::new("plugin-not-suspended")));
    }
    let name = format!("{} {}", version.plugin_id, version.version);
    breaker::resume(app, id, &name).await?;
    tracing::info!(plugin = %name, user.id = %viewer.id, "resumed by hand");
    Ok(version)
}

/// Retires a plugin, or brings it back: items that use it are graded on, no
/// other item can be given it.
///
/// # Errors
/// Not found.
pub async fn retire(app: &AppState, viewer: &Viewer, plugin: &str, retired: bool) -> Result<()> {
    let mut tx = app.db.begin().await?;
    store::lock(&mut tx, plugin).await?;
    let row = store::by_id(&mut tx, plugin).await?.ok_or(Error::NotFound)?;
    if !may_manage(viewer, &row) {
        return Err(Error::NotFound);
    }
    store::retire(&mut tx, plugin, retired.then(|| app.clock.now())).await?;
    life::changed(&mut tx, plugin).await?;
    tx.commit().await?;
    tracing::info!(plugin, retired, user.id = %viewer.id, "plugin retired or brought back");
    life::follow(app).await?;
    Ok(())
}

/// Deletes a version that no verdict rests on, and its package.
///
/// # Errors
/// Not found, in use, or needed for replaying what it has judged.
pub async fn delete(app: &AppState, viewer: &Viewer, id: VersionId) -> Result<VersionRow> {
    let mut tx = app.db.begin().await?;
    let (version, _) = managed(&mut tx, viewer, id).await?;
    if !version.state.can_delete() {
        return Err(Error::conflict(Message::new("plugin-cannot-delete")));
    }
    if graders::rests_on(&mut tx, &version.digest).await? {
        return Err(Error::conflict(Message::new("plugin-is-referenced")));
    }
    store::delete_version(&mut tx, id).await?;
    life::changed(&mut tx, &version.plugin_id).await?;
    tx.commit().await?;
    // A digest names id and version, too: it was this version's alone.
    app.storage.remove(&key(&version.digest)).await?;
    app.registry.forget(&version.digest);
    tracing::info!(plugin = %version.plugin_id, version = %version.version, user.id = %viewer.id, "version deleted");
    Ok(version)
}
