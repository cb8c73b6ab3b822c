//! SQL of the plugins.

use super::model::{PluginKind, PluginRow, VersionId, VersionRow, VersionState};
use crate::accounts::UserId;
use crate::db::{JsonText, Moment, Result, Tx};
use crate::sql;

/// A new version's row.
#[derive(Debug)]
pub struct NewVersion {
    pub id: VersionId,
    pub plugin_id: String,
    pub version: String,
    pub digest: String,
    pub manifest: serde_json::Value,
    pub uploaded_by: Option<UserId>,
    pub at: Moment,
}

pub async fn all(tx: &mut Tx) -> Result<Vec<PluginRow>> {
    tx.sql(sql!(
        "select p.id, p.kind, p.name, p.owner_id,
                (select v.version from plugin_versions v
                  where v.plugin_id = p.id and v.state = 'active') as active_version,
                (select count(*) from plugin_versions v where v.plugin_id = p.id) as versions
           from plugins p order by p.kind, p.id"
    ))
    .all()
    .await
}

pub async fn by_id(tx: &mut Tx, id: &str) -> Result<Option<PluginRow>> {
    tx.sql(sql!(
        "select p.id, p.kind, p.name, p.owner_id,
                (select v.version from plugin_versions v
                  where v.plugin_id = p.id and v.state = 'active') as active_version,
                (select count(*) from plugin_versions v where v.plugin_id = p.id) as versions
           from plugins p where p.id = $1"
    ))
    .bind(id.to_owned())
    .optional()
    .await
}

pub async fn upsert(
    tx: &mut Tx,
    id: &str,
    kind: PluginKind,
    name: &str,
    owner: Option<UserId>,
    at: Moment,
) -> Result<()> {
    tx.sql(sql!(
        "insert into plugins (id, kind, name, owner_id, created_at) values ($1, $2, $3, $4, $5)
         on conflict (id) do update set name = excluded.name"
    ))
    .bind(id.to_owned())
    .bind(kind)
    .bind(name.to_owned())
    .bind(owner)
    .bind(at)
    .execute()
    .await?;
    Ok(())
}

pub async fn versions(tx: &mut Tx, plugin: &str) -> Result<Vec<VersionRow>> {
    tx.sql(sql!(
        "select id, plugin_id, version, digest, state, reason, created_at, activated_at
           from plugin_versions where plugin_id = $1 order by created_at desc, id desc"
    ))
    .bind(plugin.to_owned())
    .all()
    .await
}

pub async fn version(tx: &mut Tx, id: VersionId) -> Result<Option<VersionRow>> {
    tx.sql(sql!(
        "select id, plugin_id, version, digest, state, reason, created_at, activated_at
           from plugin_versions where id = $1"
    ))
    .bind(id)
    .optional()
    .await
}

pub async fn version_by_digest(
    tx: &mut Tx,
    plugin: &str,
    digest: &str,
) -> Result<Option<VersionRow>> {
    tx.sql(sql!(
        "select id, plugin_id, version, digest, state, reason, created_at, activated_at
           from plugin_versions where plugin_id = $1 and digest = $2"
    ))
    .bind(plugin.to_owned())
    .bind(digest.to_owned())
    .optional()
    .await
}

pub async fn insert_version(tx: &mut Tx, version: &NewVersion) -> Result<()> {
    tx.sql(sql!(
        "insert into plugin_versions (id, plugin_id, version, digest, state, manifest, report,
                                      uploaded_by, created_at)
         values ($1, $2, $3, $4, 'uploaded', $5, '{}', $6, $7)"
    ))
    .bind(version.id)
    .bind(version.plugin_id.clone())
    .bind(version.version.clone())
    .bind(version.digest.clone())
    .bind(JsonText(version.manifest.clone()))
    .bind(version.uploaded_by)
    .bind(version.at)
    .execute()
    .await?;
    Ok(())
}

pub async fn set_state(
    tx: &mut Tx,
    id: VersionId,
    state: VersionState,
    reason: Option<String>,
) -> Result<()> {
    tx.sql(sql!("update plugin_versions set state = $2, reason = $3 where id = $1"))
        .bind(id)
        .bind(state)
        .bind(reason)
        .execute()
        .await?;
    Ok(())
}

/// Holds a plugin until the transaction ends: its versions are activated one
/// after the other.
pub async fn lock(tx: &mut Tx, plugin: &str) -> Result<()> {
    // SQLite has one writer at a time anyway, and no row locks.
    tx.sql(sql!(
        sqlite: "select id from plugins where id = $1",
        postgres: "select id from plugins where id = $1 for update"
    ))
    .bind(plugin.to_owned())
    .optional::<(String,)>()
    .await?;
    Ok(())
}

/// Ends a check, unless another process has ended it already.
pub async fn finish_check(
    tx: &mut Tx,
    id: VersionId,
    state: VersionState,
    reason: Option<String>,
) -> Result<u64> {
    tx.sql(sql!(
        "update plugin_versions set state = $2, reason = $3 where id = $1 and state = 'checking'"
    ))
    .bind(id)
    .bind(state)
    .bind(reason)
    .execute()
    .await
}

/// Takes a version up for checking; 0 when another process has it.
pub async fn start_check(tx: &mut Tx, id: VersionId) -> Result<u64> {
    tx.sql(sql!(
        "update plugin_versions set state = 'checking' where id = $1 and state in ('uploaded', 'checking')"
    ))
    .bind(id)
    .execute()
    .await
}

pub async fn retire_active(tx: &mut Tx, plugin: &str) -> Result<()> {
    tx.sql(sql!(
        "update plugin_versions set state = 'retired' where plugin_id = $1 and state = 'active'"
    ))
    .bind(plugin.to_owned())
    .execute()
    .await?;
    Ok(())
}

pub async fn activate(tx: &mut Tx, id: VersionId, at: Moment) -> Result<()> {
    tx.sql(sql!(
        "update plugin_versions set state = 'active', reason = null, activated_at = $2 where id = $1"
    ))
    .bind(id)
    .bind(at)
    .execute()
    .await?;
    Ok(())
}

/// Plugin and digest of everything active: what a process compares itself to.
pub async fn active(tx: &mut Tx) -> Result<Vec<(String, String)>> {
    tx.sql(sql!(
        "select plugin_id, digest from plugin_versions where state = 'active' order by plugin_id"
    ))
    .all()
    .await
}

pub async fn pending(tx: &mut Tx) -> Result<Vec<VersionRow>> {
    tx.sql(sql!(
        "select id, plugin_id, version, digest, state, reason, created_at, activated_at
           from plugin_versions where state in ('uploaded', 'checking') order by created_at"
    ))
    .all()
    .await
}
