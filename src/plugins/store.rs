//! SQL of the plugins.

use super::checks::CheckReport;
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
                c.version as active_version, coalesce(c.state, '') = 'suspended' as suspended,
                (select count(*) from plugin_versions v where v.plugin_id = p.id) as versions,
                p.retired_at
           from plugins p
           left join plugin_versions c on c.plugin_id = p.id and c.state in ('active', 'suspended')
          order by p.kind, p.id"
    ))
    .all()
    .await
}

pub async fn by_id(tx: &mut Tx, id: &str) -> Result<Option<PluginRow>> {
    tx.sql(sql!(
        "select p.id, p.kind, p.name, p.owner_id,
                c.version as active_version, coalesce(c.state, '') = 'suspended' as suspended,
                (select count(*) from plugin_versions v where v.plugin_id = p.id) as versions,
                p.retired_at
           from plugins p
           left join plugin_versions c on c.plugin_id = p.id and c.state in ('active', 'suspended')
          where p.id = $1"
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
        "select id, plugin_id, version, digest, state, reason, manifest, report, created_at,
                activated_at, suspended_until
           from plugin_versions where plugin_id = $1 order by created_at desc, id desc"
    ))
    .bind(plugin.to_owned())
    .all()
    .await
}

pub async fn version(tx: &mut Tx, id: VersionId) -> Result<Option<VersionRow>> {
    tx.sql(sql!(
        "select id, plugin_id, version, digest, state, reason, manifest, report, created_at,
                activated_at, suspended_until
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
        "select id, plugin_id, version, digest, state, reason, manifest, report, created_at,
                activated_at, suspended_until
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
                                      uploaded_by, created_at, faults, suspensions)
         values ($1, $2, $3, $4, 'uploaded', $5, '{}', $6, $7, 0, 0)"
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

/// The checks of a rejected version begin again.
pub async fn begin_again(tx: &mut Tx, id: VersionId) -> Result<()> {
    tx.sql(sql!(
        "update plugin_versions set state = 'uploaded', reason = null, report = '{}' where id = $1"
    ))
    .bind(id)
    .execute()
    .await?;
    Ok(())
}

/// Several versions of a plugin get a state.
pub async fn set_states(tx: &mut Tx, ids: &[VersionId], state: VersionState) -> Result<()> {
    // A list of ids is read from JSON by each engine in its own way.
    tx.sql(sql!(
        sqlite: "update plugin_versions set state = $2
                  where id in (select unhex(value, '-') from json_each($1))",
        postgres: "update plugin_versions set state = $2
                    where id in (select cast(value as uuid)
                                   from json_array_elements_text(cast($1 as json)))"
    ))
    .bind(JsonText(ids.to_vec()))
    .bind(state)
    .execute()
    .await?;
    Ok(())
}

pub async fn retire(tx: &mut Tx, plugin: &str, at: Option<Moment>) -> Result<u64> {
    tx.sql(sql!("update plugins set retired_at = $2 where id = $1"))
        .bind(plugin.to_owned())
        .bind(at)
        .execute()
        .await
}

pub async fn delete_version(tx: &mut Tx, id: VersionId) -> Result<u64> {
    tx.sql(sql!("delete from plugin_versions where id = $1")).bind(id).execute().await
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

/// A step of the checks went well; 0 when another process has ended them.
pub async fn advance_check(tx: &mut Tx, id: VersionId, state: VersionState) -> Result<u64> {
    tx.sql(sql!(
        "update plugin_versions set state = $2
          where id = $1 and state in ('uploaded', 'checked', 'compiled')"
    ))
    .bind(id)
    .bind(state)
    .execute()
    .await
}

/// Ends a check, unless another process has ended it already.
pub async fn finish_check(
    tx: &mut Tx,
    id: VersionId,
    state: VersionState,
    reason: Option<String>,
    report: CheckReport,
) -> Result<u64> {
    tx.sql(sql!(
        "update plugin_versions set state = $2, reason = $3, report = $4
          where id = $1 and state in ('uploaded', 'checked', 'compiled')"
    ))
    .bind(id)
    .bind(state)
    .bind(reason)
    .bind(JsonText(report))
    .execute()
    .await
}

/// What is current has been replaced: calls that go on end on it.
pub async fn drain_current(tx: &mut Tx, plugin: &str, at: Moment) -> Result<()> {
    tx.sql(sql!(
        "update plugin_versions
            set state = 'draining', draining_since = $2, reason = null, suspended_until = null
          where plugin_id = $1 and state in ('active', 'suspended')"
    ))
    .bind(plugin.to_owned())
    .bind(at)
    .execute()
    .await?;
    Ok(())
}

pub async fn activate(tx: &mut Tx, id: VersionId, at: Moment) -> Result<()> {
    tx.sql(sql!(
        "update plugin_versions
            set state = 'active', reason = null, activated_at = $2, draining_since = null, faults = 0,
                fault_submission = null, suspensions = 0, suspended_until = null
          where id = $1"
    ))
    .bind(id)
    .bind(at)
    .execute()
    .await?;
    Ok(())
}

pub async fn pending(tx: &mut Tx) -> Result<Vec<VersionRow>> {
    tx.sql(sql!(
        "select id, plugin_id, version, digest, state, reason, manifest, report, created_at,
                activated_at, suspended_until
           from plugin_versions where state in ('uploaded', 'checked', 'compiled')
          order by created_at"
    ))
    .all()
    .await
}
