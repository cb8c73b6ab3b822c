//! SQL of what goes on while plugins are active.

use crate::accounts::UserId;
use crate::db::{Moment, Result, Tx};
use crate::plugins::model::{VersionId, VersionState};
use crate::sql;

/// A version that processes follow.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Followed {
    pub plugin_id: String,
    pub generation: i64,
    pub retired: bool,
    pub id: VersionId,
    pub version: String,
    pub digest: String,
    pub state: VersionState,
    pub reason: Option<String>,
    pub faults: i64,
    pub suspended_until: Option<Moment>,
}

/// Everything that is, was just, or may soon be active.
pub async fn followed(tx: &mut Tx) -> Result<Vec<Followed>> {
    tx.sql(sql!(
        "select v.plugin_id, p.generation, p.retired_at is not null as retired, v.id, v.version,
                v.digest, v.state, v.reason, v.faults, v.suspended_until
           from plugin_versions v join plugins p on p.id = v.plugin_id
          where v.state in ('active', 'suspended', 'draining', 'staged')
          order by v.plugin_id, v.created_at"
    ))
    .all()
    .await
}

/// Tells the other processes, when the transaction is committed.
pub async fn announce(tx: &mut Tx) -> Result<()> {
    // SQLite has no such thing: processes look every half second.
    tx.sql(sql!(
        sqlite: "select 1 where false",
        postgres: "select pg_notify('weaverse_plugins', '')"
    ))
    .execute()
    .await?;
    Ok(())
}

/// A plugin has changed: processes must look at it again.
pub async fn changed(tx: &mut Tx, plugin: &str) -> Result<()> {
    tx.sql(sql!("update plugins set generation = generation + 1 where id = $1"))
        .bind(plugin.to_owned())
        .execute()
        .await?;
    announce(tx).await
}

/// Plugin, name and amount of everything granted, to one plugin or to all.
pub async fn grants_of(tx: &mut Tx, plugin: Option<&str>) -> Result<Vec<(String, String, i64)>> {
    tx.sql(sql!(
        "select plugin_id, name, amount from plugin_grants
          where cast($1 as text) is null or plugin_id = $1 order by plugin_id, name"
    ))
    .bind(plugin.map(str::to_owned))
    .all()
    .await
}

pub async fn set_grant(
    tx: &mut Tx,
    plugin: &str,
    (name, amount): (&str, i64),
    by: Option<UserId>,
    at: Moment,
) -> Result<()> {
    tx.sql(sql!(
        "insert into plugin_grants (plugin_id, name, amount, granted_by, granted_at)
         values ($1, $2, $3, $4, $5)
         on conflict (plugin_id, name) do update
            set amount = excluded.amount, granted_by = excluded.granted_by, granted_at = excluded.granted_at"
    ))
    .bind(plugin.to_owned())
    .bind(name.to_owned())
    .bind(amount)
    .bind(by)
    .bind(at)
    .execute()
    .await?;
    Ok(())
}

pub async fn unset_grant(tx: &mut Tx, plugin: &str, name: &str) -> Result<u64> {
    tx.sql(sql!("delete from plugin_grants where plugin_id = $1 and name = $2"))
        .bind(plugin.to_owned())
        .bind(name.to_owned())
        .execute()
        .await
}

/// Ends the draining of versions that nothing runs on any more: of those that
/// were replaced before `before`.
pub async fn end_draining(tx: &mut Tx, before: Moment) -> Result<u64> {
    tx.sql(sql!(
        "update plugin_versions set state = 'retired', draining_since = null
          where state = 'draining' and draining_since < $1"
    ))
    .bind(before)
    .execute()
    .await
}

/// Counts a fault of an active version, once for each submission in a row;
/// what the count is now. `None`: it is no longer active.
pub async fn count_fault(
    tx: &mut Tx,
    id: VersionId,
    submission: uuid::Uuid,
) -> Result<Option<i64>> {
    let row: Option<(i64,)> = tx
        .sql(sql!(
            "update plugin_versions
                set faults = faults + case when fault_submission = $2 then 0 else 1 end,
                    fault_submission = $2
              where id = $1 and state = 'active'
             returning faults"
        ))
        .bind(id)
        .bind(submission)
        .optional()
        .await?;
    Ok(row.map(|(faults,)| faults))
}

/// A call came back: the faults are no longer in a row.
pub async fn forget_faults(tx: &mut Tx, id: VersionId) -> Result<u64> {
    tx.sql(sql!(
        "update plugin_versions set faults = 0, fault_submission = null, suspensions = 0
          where id = $1 and state = 'active' and faults > 0"
    ))
    .bind(id)
    .execute()
    .await
}

/// How often in a row it was suspended; `None`: it is neither active nor
/// suspended.
pub async fn suspensions(tx: &mut Tx, id: VersionId) -> Result<Option<i64>> {
    let row: Option<(i64,)> = tx
        .sql(sql!(
            "select suspensions from plugin_versions
              where id = $1 and state in ('active', 'suspended')"
        ))
        .bind(id)
        .optional()
        .await?;
    Ok(row.map(|(suspensions,)| suspensions))
}

pub async fn suspend(tx: &mut Tx, id: VersionId, reason: &str, until: Moment) -> Result<u64> {
    tx.sql(sql!(
        "update plugin_versions
            set state = 'suspended', reason = $2, suspended_until = $3, suspensions = suspensions + 1
          where id = $1 and state in ('active', 'suspended')"
    ))
    .bind(id)
    .bind(reason.to_owned())
    .bind(until)
    .execute()
    .await
}

/// Takes the one try that a suspended version has after its time: 1 row for
/// whoever comes first.
pub async fn take_probe(tx: &mut Tx, id: VersionId, now: Moment, until: Moment) -> Result<u64> {
    tx.sql(sql!(
        "update plugin_versions set suspended_until = $3
          where id = $1 and state = 'suspended' and suspended_until <= $2"
    ))
    .bind(id)
    .bind(now)
    .bind(until)
    .execute()
    .await
}

/// A suspended version is active again.
pub async fn resume(tx: &mut Tx, id: VersionId) -> Result<u64> {
    tx.sql(sql!(
        "update plugin_versions
            set state = 'active', reason = null, suspended_until = null, suspensions = 0, faults = 0,
                fault_submission = null
          where id = $1 and state = 'suspended'"
    ))
    .bind(id)
    .execute()
    .await
}
