//! SQL of the log of runs.

use super::PluginRun;
use crate::db::{JsonText, Result, Tx};
use crate::plugins::model::PluginRunId;
use crate::sql;

/// Keeps many runs with one statement.
pub async fn insert(tx: &mut Tx, runs: Vec<serde_json::Value>) -> Result<u64> {
    // The engines read lists from JSON in ways of their own.
    tx.sql(sql!(
        sqlite: "insert into plugin_runs (id, plugin_id, version, digest, at, outcome, fault, message,
                    frames, stderr, input_digest, submission_id, runs, fuel, millis)
                 select unhex(value ->> 'id', '-'), value ->> 'plugin_id', value ->> 'version',
                        value ->> 'digest', value ->> 'at', value ->> 'outcome', value ->> 'fault',
                        value ->> 'message', value ->> 'frames', value ->> 'stderr',
                        value ->> 'input_digest', unhex(value ->> 'submission_id', '-'),
                        value ->> 'runs', value ->> 'fuel', value ->> 'millis'
                   from json_each($1)",
        postgres: "insert into plugin_runs (id, plugin_id, version, digest, at, outcome, fault, message,
                    frames, stderr, input_digest, submission_id, runs, fuel, millis)
                 select id, plugin_id, version, digest, at, outcome, fault, message, frames, stderr,
                        input_digest, submission_id, runs, fuel, millis
                   from json_to_recordset(cast($1 as json))
                     as r(id uuid, plugin_id text, version text, digest text, at timestamptz,
                          outcome text, fault boolean, message text, frames text, stderr text,
                          input_digest text, submission_id uuid, runs bigint, fuel bigint,
                          millis bigint)"
    ))
    .bind(JsonText(runs))
    .execute()
    .await
}

/// Keeps the newest runs of each plugin.
pub async fn prune(tx: &mut Tx, kept: i64) -> Result<u64> {
    tx.sql(sql!(
        "delete from plugin_runs where id in
            (select id from (select id, row_number() over
                               (partition by plugin_id order by at desc, id desc) as place
                               from plugin_runs) as placed
              where place > $1)"
    ))
    .bind(kept)
    .execute()
    .await
}

/// The newest runs of a plugin.
pub async fn newest(
    tx: &mut Tx,
    plugin: &str,
    faults_only: bool,
    most: i64,
) -> Result<Vec<PluginRun>> {
    tx.sql(sql!(
        "select id, plugin_id, version, digest, at, outcome, fault, message, frames, stderr,
                input_digest, submission_id, runs, fuel, millis
           from plugin_runs where plugin_id = $1 and (fault or not $2)
          order by at desc, id desc limit $3"
    ))
    .bind(plugin.to_owned())
    .bind(faults_only)
    .bind(most)
    .all()
    .await
}

pub async fn by_id(tx: &mut Tx, id: PluginRunId) -> Result<Option<PluginRun>> {
    tx.sql(sql!(
        "select id, plugin_id, version, digest, at, outcome, fault, message, frames, stderr,
                input_digest, submission_id, runs, fuel, millis
           from plugin_runs where id = $1"
    ))
    .bind(id)
    .optional()
    .await
}
