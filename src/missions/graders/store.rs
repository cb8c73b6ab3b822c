//! SQL of what plugins ask of the submissions.

use crate::db::{Moment, Result, Tx};
use crate::missions::model::SubmissionId;
use crate::sql;

/// When the oldest grading that goes on now began.
pub async fn oldest_running(tx: &mut Tx) -> Result<Option<Moment>> {
    let row: Option<(Moment,)> = tx
        .sql(sql!(
            "select started_at from submissions where state = 'running' and started_at is not null
              order by started_at limit 1"
        ))
        .optional()
        .await?;
    Ok(row.map(|(at,)| at))
}

/// Submissions that wait for a grader to be usable again need not wait longer.
pub async fn wake(tx: &mut Tx, grader: &str, now: Moment) -> Result<u64> {
    tx.sql(sql!(
        "update submissions set available_at = $2
          where state = 'queued' and available_at > $2
            and item_id in (select id from mission_items where grader = $1)"
    ))
    .bind(grader.to_owned())
    .bind(now)
    .execute()
    .await
}

/// Whether a verdict rests on this package of a plugin.
pub async fn rests_on(tx: &mut Tx, digest: &str) -> Result<bool> {
    let row: Option<(SubmissionId,)> = tx
        .sql(sql!(
            "select id from submissions where grader_digest = $1 or runtime_digest = $1 limit 1"
        ))
        .bind(digest.to_owned())
        .optional()
        .await?;
    Ok(row.is_some())
}
