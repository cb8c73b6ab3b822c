//! SQL of the queue.

use uuid::Uuid;

use crate::accounts::UserId;
use crate::db::{JsonText, Moment, Result, Tx};
use crate::missions::model::{Claimed, ItemId, NewSubmission, SubmissionId};
use crate::missions::results::Judged;
use crate::sql;

/// Submissions that wait, those that are being graded, and since when the
/// oldest of them all is there.
pub async fn waiting(tx: &mut Tx) -> Result<(i64, i64, Option<Moment>)> {
    tx.sql(sql!(
        "select coalesce(sum(case when state = 'queued' then 1 else 0 end), 0),
                coalesce(sum(case when state = 'running' then 1 else 0 end), 0), min(created_at)
           from submissions where state in ('queued', 'running')"
    ))
    .one()
    .await
}

/// Makes the learner's submissions wait for each other, so that limits hold.
pub async fn lock_learner(tx: &mut Tx, user: UserId) -> Result<()> {
    // SQLite has one writer at a time anyway, and no row locks.
    tx.sql(sql!(
        sqlite: "select id from users where id = $1",
        postgres: "select id from users where id = $1 for update"
    ))
    .bind(user)
    .optional::<(UserId,)>()
    .await?;
    Ok(())
}

/// The learner's waiting submissions, those of the item's mission, all of
/// them, and the learner's attempts at the item.
pub async fn load(tx: &mut Tx, user: UserId, item: ItemId) -> Result<(i64, i64, i64, i64)> {
    tx.sql(sql!(
        "select (select count(*) from submissions where user_id = $1 and state in ('queued', 'running')),
                (select count(*) from submissions where state in ('queued', 'running')
                    and item_id in (select other.id from mission_items mine
                                      join mission_items other on other.mission_id = mine.mission_id
                                     where mine.id = $2)),
                (select count(*) from submissions where state in ('queued', 'running')),
                (select count(*) from submissions
                  where user_id = $1 and item_id = $2 and purpose = 'full' and state <> 'failed')"
    ))
    .bind(user)
    .bind(item)
    .one()
    .await
}

pub async fn insert(tx: &mut Tx, new: &NewSubmission) -> Result<()> {
    tx.sql(sql!(
        "insert into submissions (id, user_id, item_id, purpose, language, entry, files, answer,
                                  created_at, state, due_at, available_at, tries,
                                  item_version_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'queued', $10, $9, 0,
                 (select version_id from mission_items where id = $3))"
    ))
    .bind(new.id)
    .bind(new.user_id)
    .bind(new.item_id)
    .bind(new.purpose)
    .bind(new.language.clone())
    .bind(new.entry.clone())
    .bind(JsonText(new.files.clone()))
    .bind(new.answer.clone())
    .bind(new.at)
    .bind(new.due)
    .execute()
    .await?;
    Ok(())
}

pub async fn is_waiting(tx: &mut Tx, id: SubmissionId) -> Result<bool> {
    let row: Option<(i64,)> = tx
        .sql(sql!("select tries from submissions where id = $1 and state in ('queued', 'running')"))
        .bind(id)
        .optional()
        .await?;
    Ok(row.is_some())
}

/// How many are before this one in the queue.
pub async fn ahead(tx: &mut Tx, id: SubmissionId) -> Result<i64> {
    let (count,): (i64,) = tx
        .sql(sql!(
            "select count(*) from submissions other join submissions mine on mine.id = $1
              where other.state in ('queued', 'running')
                and (other.due_at, other.id) < (mine.due_at, mine.id)"
        ))
        .bind(id)
        .one()
        .await?;
    Ok(count)
}

/// Takes the submission that is due first; one whose worker fell silent is
/// taken over.
pub async fn claim(
    tx: &mut Tx,
    token: Uuid,
    until: Moment,
    now: Moment,
) -> Result<Option<SubmissionId>> {
    let row: Option<(SubmissionId,)> = tx
        .sql(sql!(
            sqlite: "update submissions
                set state = 'running', lease_token = $1, lease_until = $2, tries = tries + 1,
                    started_at = $3
              where id = (select id from submissions
                           where (state = 'queued' and available_at <= $3)
                              or (state = 'running' and lease_until < $3)
                           order by due_at, id limit 1)
             returning id",
            // Several processes claim at the same time: skip what another holds.
            postgres: "update submissions
                set state = 'running', lease_token = $1, lease_until = $2, tries = tries + 1,
                    started_at = $3
              where id = (select id from submissions
                           where (state = 'queued' and available_at <= $3)
                              or (state = 'running' and lease_until < $3)
                           order by due_at, id limit 1
                             for update skip locked)
             returning id"
        ))
        .bind(token)
        .bind(until)
        .bind(now)
        .optional()
        .await?;
    Ok(row.map(|(id,)| id))
}

pub async fn claimed(tx: &mut Tx, id: SubmissionId) -> Result<Claimed> {
    tx.sql(sql!(
        "select s.id, s.user_id, s.item_id, s.purpose, s.files, s.answer, s.created_at,
                s.tries, s.language, s.entry, coalesce(v.points, i.points) as points,
                coalesce(v.grader, i.grader) as grader, coalesce(v.config, i.config) as config,
                coalesce(v.limits, i.limits) as limits, m.language as locale
           from submissions s
           join mission_items i on i.id = s.item_id
           left join item_versions v on v.id = s.item_version_id
           join missions m on m.id = i.mission_id
          where s.id = $1"
    ))
    .bind(id)
    .one()
    .await
}

/// Prolongs everything that a process holds.
pub async fn renew(tx: &mut Tx, token: Uuid, until: Moment) -> Result<u64> {
    tx.sql(sql!(
        "update submissions set lease_until = $2 where lease_token = $1 and state = 'running'"
    ))
    .bind(token)
    .bind(until)
    .execute()
    .await
}

/// Writes a verdict; 0 rows when the claim was lost meanwhile, and then
/// somebody else's verdict stands.
pub async fn finish(
    tx: &mut Tx,
    id: SubmissionId,
    token: Uuid,
    judged: &Judged,
    at: Moment,
) -> Result<u64> {
    let recipe = &judged.recipe.recipe;
    let runtime = recipe.runtime();
    let outcome = &judged.outcome;
    tx.sql(sql!(
        "update submissions
            set state = 'done', lease_token = null, lease_until = null, finished_at = $3,
                fault = null, verdict = $4, score = $5, max_score = $6, fuel = $7, peak_memory = $8,
                report = $9, grader_id = $10, grader_version = $11, grader_digest = $12,
                runtime_id = $13, runtime_version = $14, runtime_digest = $15, recipe = $16
          where id = $1 and lease_token = $2 and state = 'running'"
    ))
    .bind(id)
    .bind(token)
    .bind(at)
    .bind(outcome.verdict.clone())
    .bind(outcome.score)
    .bind(outcome.max_score)
    .bind(outcome.fuel)
    .bind(outcome.peak_memory)
    .bind(outcome.report.clone())
    .bind(recipe.grader.id.clone())
    .bind(recipe.grader.version.clone())
    .bind(recipe.grader.digest.clone())
    .bind(runtime.map(|runtime| runtime.id.clone()))
    .bind(runtime.map(|runtime| runtime.version.clone()))
    .bind(runtime.map(|runtime| runtime.digest.clone()))
    .bind(judged.recipe.digest.clone())
    .execute()
    .await
}

/// Puts a submission back after a fault, to be tried again at `at`, and on
/// what its item is judged by then: the fault may be the item's.
pub async fn put_back(
    tx: &mut Tx,
    id: SubmissionId,
    token: Uuid,
    fault: &str,
    at: Moment,
    counts: bool,
) -> Result<u64> {
    tx.sql(sql!(
        "update submissions
            set state = 'queued', lease_token = null, lease_until = null, fault = $3,
                available_at = $4, tries = tries - $5,
                item_version_id = case when $5 = 1 then item_version_id else
                    (select version_id from mission_items i where i.id = item_id) end
          where id = $1 and lease_token = $2 and state = 'running'"
    ))
    .bind(id)
    .bind(token)
    .bind(fault.to_owned())
    .bind(at)
    .bind(i64::from(!counts))
    .execute()
    .await
}

/// Puts a submission aside after too many faults: it costs no attempt.
pub async fn put_aside(
    tx: &mut Tx,
    id: SubmissionId,
    token: Uuid,
    fault: &str,
    at: Moment,
) -> Result<u64> {
    tx.sql(sql!(
        "update submissions
            set state = 'failed', lease_token = null, lease_until = null, fault = $3, finished_at = $4
          where id = $1 and lease_token = $2 and state = 'running'"
    ))
    .bind(id)
    .bind(token)
    .bind(fault.to_owned())
    .bind(at)
    .execute()
    .await
}

/// Gives back everything that a stopping process holds.
pub async fn release(tx: &mut Tx, token: Uuid) -> Result<u64> {
    tx.sql(sql!(
        "update submissions
            set state = 'queued', lease_token = null, lease_until = null, tries = tries - 1
          where lease_token = $1 and state = 'running'"
    ))
    .bind(token)
    .execute()
    .await
}
