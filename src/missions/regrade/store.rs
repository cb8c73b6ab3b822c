//! SQL of regrades. Entries are read and written many at a time, as one JSON
//! text: the number of statements does not grow with the submissions.

use uuid::Uuid;

use super::Scope;
use super::model::{
    Change, Entry, ItemSpec, Open, Options, Regrade, RegradeId, RegradeState, ScopeId, Totals,
};
use crate::accounts::UserId;
use crate::db::{JsonText, Moment, Result, Tx};
use crate::missions::model::{ItemId, MissionId, SubmissionId};
use crate::sql;

pub async fn open_of(tx: &mut Tx, scope: ScopeId) -> Result<Option<Regrade>> {
    tx.sql(sql!(
        "select id, scope_kind, scope_id, title, state, replace_scores, apply_at_once, created_at,
                finished_at, lease_until
           from regrades where scope_id = $1 and state in ('trying', 'applying')"
    ))
    .bind(scope)
    .optional()
    .await
}

pub async fn insert(
    tx: &mut Tx,
    id: RegradeId,
    scope: &Scope,
    options: Options,
    requested_by: Option<UserId>,
    now: Moment,
) -> Result<u64> {
    tx.sql(sql!(
        "insert into regrades (id, scope_kind, scope_id, title, state, replace_scores,
                               apply_at_once, requested_by, created_at)
         values ($1, $2, $3, $4, 'trying', $5, $6, $7, $8) on conflict do nothing"
    ))
    .bind(id)
    .bind(scope.kind)
    .bind(scope.id)
    .bind(scope.title.clone())
    .bind(options.replace_scores)
    .bind(options.apply_at_once)
    .bind(requested_by)
    .bind(now)
    .execute()
    .await
}

/// Writes down which submissions are graded again: all for the score that have
/// a verdict or were put aside.
pub async fn list_submissions(tx: &mut Tx, id: RegradeId, scope: &Scope) -> Result<u64> {
    tx.sql(sql!(
        "insert into regrade_entries (regrade_id, submission_id, old_verdict, old_score,
                                      old_max_score, changed)
         select $1, s.id, s.verdict, s.score, s.max_score, false
           from submissions s
           join mission_items i on i.id = s.item_id
           join missions m on m.id = i.mission_id
          where s.purpose = 'full' and s.state in ('done', 'failed') and i.archived_at is null
            and ($2 = 'course' and m.course_id = $3 or $2 = 'mission' and m.id = $3
              or $2 = 'item' and i.id = $3)"
    ))
    .bind(id)
    .bind(scope.kind.as_str().to_owned())
    .bind(scope.id)
    .execute()
    .await
}

pub async fn get(tx: &mut Tx, id: RegradeId) -> Result<Option<Regrade>> {
    tx.sql(sql!(
        "select id, scope_kind, scope_id, title, state, replace_scores, apply_at_once, created_at,
                finished_at, lease_until
           from regrades where id = $1"
    ))
    .bind(id)
    .optional()
    .await
}

pub async fn recent(tx: &mut Tx) -> Result<Vec<Regrade>> {
    tx.sql(sql!(
        "select id, scope_kind, scope_id, title, state, replace_scores, apply_at_once, created_at,
                finished_at, lease_until
           from regrades order by created_at desc limit 20"
    ))
    .all()
    .await
}

pub async fn totals(tx: &mut Tx, id: RegradeId) -> Result<Totals> {
    tx.sql(sql!(
        "select count(*) as total,
                cast(coalesce(sum(case when verdict is not null or fault is not null then 1 else 0 end), 0) as bigint) as done,
                cast(coalesce(sum(case when changed then 1 else 0 end), 0) as bigint) as changed,
                cast(coalesce(sum(case when score > coalesce(old_score, 0) then 1 else 0 end), 0) as bigint) as better,
                cast(coalesce(sum(case when score < coalesce(old_score, 0) then 1 else 0 end), 0) as bigint) as worse,
                cast(coalesce(sum(case when fault is not null then 1 else 0 end), 0) as bigint) as faults,
                cast(coalesce(sum(coalesce(old_score, 0)), 0) as bigint) as old_score,
                cast(coalesce(sum(coalesce(score, old_score, 0)), 0) as bigint) as new_score,
                cast(coalesce(sum(case when score > coalesce(old_score, 0) then score
                                       else coalesce(old_score, score, 0) end), 0) as bigint) as kept_score
           from regrade_entries where regrade_id = $1"
    ))
    .bind(id)
    .one()
    .await
}

pub async fn changes(tx: &mut Tx, id: RegradeId, most: i64) -> Result<Vec<Change>> {
    tx.sql(sql!(
        "select e.submission_id, u.nickname, m.title as mission, i.name as item, e.old_verdict,
                e.old_score, e.old_max_score, e.verdict, e.score, e.max_score
           from regrade_entries e
           join submissions s on s.id = e.submission_id
           join users u on u.id = s.user_id
           join mission_items i on i.id = s.item_id
           join missions m on m.id = i.mission_id
          where e.regrade_id = $1 and e.changed
          order by e.submission_id limit $2"
    ))
    .bind(id)
    .bind(most)
    .all()
    .await
}

/// From a trial that has ended to something else.
pub async fn turn(
    tx: &mut Tx,
    id: RegradeId,
    to: RegradeState,
    replace_scores: bool,
) -> Result<u64> {
    tx.sql(sql!(
        "update regrades set state = $2, replace_scores = $3, lease_token = null, lease_until = null
          where id = $1 and state = 'tried'"
    ))
    .bind(id)
    .bind(to)
    .bind(replace_scores)
    .execute()
    .await
}

/// Drops a trial before its end.
pub async fn abandon(tx: &mut Tx, id: RegradeId) -> Result<u64> {
    tx.sql(sql!("update regrades set state = 'dropped' where id = $1 and state = 'trying'"))
        .bind(id)
        .execute()
        .await
}

/// Takes a regrade up: this one, or (`None`) the oldest that nobody works on.
pub async fn claim(
    tx: &mut Tx,
    id: Option<RegradeId>,
    token: Uuid,
    until: Moment,
    now: Moment,
) -> Result<Option<RegradeId>> {
    let row: Option<(RegradeId,)> = tx
        .sql(sql!(
            sqlite: "update regrades set lease_token = $2, lease_until = $3
              where id = (select id from regrades
                           where state in ('trying', 'applying')
                             and (cast($1 as blob) is null or id = $1)
                             and (lease_until is null or lease_until < $4)
                           order by created_at limit 1)
             returning id",
            // Several processes claim at the same time: skip what another holds.
            postgres: "update regrades set lease_token = $2, lease_until = $3
              where id = (select id from regrades
                           where state in ('trying', 'applying')
                             and (cast($1 as uuid) is null or id = $1)
                             and (lease_until is null or lease_until < $4)
                           order by created_at limit 1 for update skip locked)
             returning id"
        ))
        .bind(id)
        .bind(token)
        .bind(until)
        .bind(now)
        .optional()
        .await?;
    Ok(row.map(|(id,)| id))
}

/// 0 when somebody else has taken it over.
pub async fn renew(tx: &mut Tx, id: RegradeId, token: Uuid, until: Moment) -> Result<u64> {
    tx.sql(sql!("update regrades set lease_until = $3 where id = $1 and lease_token = $2"))
        .bind(id)
        .bind(token)
        .bind(until)
        .execute()
        .await
}

pub async fn release(tx: &mut Tx, id: RegradeId, token: Uuid) -> Result<u64> {
    tx.sql(sql!(
        "update regrades set lease_token = null, lease_until = null
          where id = $1 and lease_token = $2"
    ))
    .bind(id)
    .bind(token)
    .execute()
    .await
}

/// The trial is over, and what it found counts at once; still held.
pub async fn begin_applying(tx: &mut Tx, id: RegradeId, token: Uuid) -> Result<u64> {
    tx.sql(sql!(
        "update regrades set state = 'applying'
          where id = $1 and lease_token = $2 and state = 'trying'"
    ))
    .bind(id)
    .bind(token)
    .execute()
    .await
}

/// On to the next state, which nobody holds.
pub async fn advance(
    tx: &mut Tx,
    id: RegradeId,
    token: Uuid,
    to: RegradeState,
    now: Moment,
) -> Result<u64> {
    tx.sql(sql!(
        "update regrades set state = $3, finished_at = $4, lease_token = null, lease_until = null
          where id = $1 and lease_token = $2"
    ))
    .bind(id)
    .bind(token)
    .bind(to)
    .bind(now)
    .execute()
    .await
}

/// The items of the submissions that are graded again.
pub async fn items(tx: &mut Tx, id: RegradeId) -> Result<Vec<ItemSpec>> {
    tx.sql(sql!(
        "select i.id, i.points, i.grader, i.config, i.limits, m.language as locale
           from mission_items i join missions m on m.id = i.mission_id
          where i.id in (select s.item_id from regrade_entries e
                           join submissions s on s.id = e.submission_id
                          where e.regrade_id = $1)"
    ))
    .bind(id)
    .all()
    .await
}

/// The next submissions without a result.
pub async fn open(
    tx: &mut Tx,
    id: RegradeId,
    after: Option<SubmissionId>,
    most: i64,
) -> Result<Vec<Open>> {
    tx.sql(sql!(
        sqlite: "select e.submission_id, s.item_id, s.language, s.entry, s.files, s.answer,
                e.old_verdict, e.old_score, e.old_max_score
           from regrade_entries e join submissions s on s.id = e.submission_id
          where e.regrade_id = $1 and e.verdict is null and e.fault is null
            and (cast($2 as blob) is null or e.submission_id > $2)
          order by e.submission_id limit $3",
        // The type of a missing id has to be said.
        postgres: "select e.submission_id, s.item_id, s.language, s.entry, s.files, s.answer,
                e.old_verdict, e.old_score, e.old_max_score
           from regrade_entries e join submissions s on s.id = e.submission_id
          where e.regrade_id = $1 and e.verdict is null and e.fault is null
            and (cast($2 as uuid) is null or e.submission_id > $2)
          order by e.submission_id limit $3"
    ))
    .bind(id)
    .bind(after)
    .bind(most)
    .all()
    .await
}

pub async fn write_entries(tx: &mut Tx, id: RegradeId, entries: &[Entry]) -> Result<u64> {
    tx.sql(sql!(
        // Read once, with the regrade in each row: so that each finds its entry
        // by the key, whatever SQLite knows of the table's size.
        sqlite: "with r as materialized
              (select $1 as regrade_id, unhex(json_extract(value, '$.id')) as id,
                      json_extract(value, '$.recipe') as recipe,
                      json_extract(value, '$.verdict') as verdict,
                      json_extract(value, '$.score') as score,
                      json_extract(value, '$.max_score') as max_score,
                      json_extract(value, '$.fuel') as fuel,
                      json_extract(value, '$.peak_memory') as peak_memory,
                      json_extract(value, '$.report') as report,
                      json_extract(value, '$.changed') as changed,
                      json_extract(value, '$.fault') as fault
                 from json_each($2))
         update regrade_entries
            set recipe = r.recipe, verdict = r.verdict, score = r.score, max_score = r.max_score,
                fuel = r.fuel, peak_memory = r.peak_memory, report = r.report, changed = r.changed,
                fault = r.fault
           from r
          where regrade_entries.regrade_id = r.regrade_id
            and regrade_entries.submission_id = r.id",
        postgres: "update regrade_entries
            set recipe = r.recipe, verdict = r.verdict, score = r.score, max_score = r.max_score,
                fuel = r.fuel, peak_memory = r.peak_memory, report = r.report, changed = r.changed,
                fault = r.fault
           from json_to_recordset(cast($2 as json))
             as r (id uuid, recipe text, verdict text, score bigint, max_score bigint, fuel bigint,
                   peak_memory bigint, report text, changed boolean, fault text)
          where regrade_entries.regrade_id = $1 and regrade_entries.submission_id = r.id"
    ))
    .bind(id)
    .bind(JsonText(entries))
    .execute()
    .await
}

/// The number of the next batch that is made to count.
pub async fn next_batch(tx: &mut Tx, id: RegradeId) -> Result<i64> {
    let (batch,): (i64,) = tx
        .sql(sql!("select coalesce(max(batch), 0) + 1 from regrade_entries where regrade_id = $1"))
        .bind(id)
        .one()
        .await?;
    Ok(batch)
}

/// Puts submissions that have a result into a batch; 0: there are no more.
pub async fn take_batch(tx: &mut Tx, id: RegradeId, batch: i64, most: i64) -> Result<u64> {
    tx.sql(sql!(
        "update regrade_entries set batch = $2
          where regrade_id = $1
            and submission_id in (select submission_id from regrade_entries
                                   where regrade_id = $1 and verdict is not null and batch is null
                                   order by submission_id limit $3)"
    ))
    .bind(id)
    .bind(batch)
    .bind(most)
    .execute()
    .await
}

/// Makes a batch count, except where the better score stays.
pub async fn apply_batch(
    tx: &mut Tx,
    id: RegradeId,
    batch: i64,
    replace_scores: bool,
    now: Moment,
) -> Result<u64> {
    tx.sql(sql!(
        "update submissions
            set state = 'done', fault = null, verdict = e.verdict, score = e.score,
                max_score = e.max_score, fuel = e.fuel, peak_memory = e.peak_memory,
                report = e.report, recipe = e.recipe, finished_at = coalesce(finished_at, $4),
                grader_id = r.grader_id, grader_version = r.grader_version,
                grader_digest = r.grader_digest, runtime_id = r.runtime_id,
                runtime_version = r.runtime_version, runtime_digest = r.runtime_digest,
                item_version_id = (select i.version_id from mission_items i
                                    where i.id = submissions.item_id)
           from regrade_entries e join recipes r on r.digest = e.recipe
          where e.regrade_id = $1 and e.batch = $2 and submissions.id = e.submission_id
            and submissions.state in ('done', 'failed')
            and ($3 or e.score >= coalesce(submissions.score, 0))"
    ))
    .bind(id)
    .bind(batch)
    .bind(replace_scores)
    .bind(now)
    .execute()
    .await
}

/// Submissions have their reports now.
pub async fn forget_reports(tx: &mut Tx, id: RegradeId, batch: i64) -> Result<u64> {
    tx.sql(sql!("update regrade_entries set report = null where regrade_id = $1 and batch = $2"))
        .bind(id)
        .bind(batch)
        .execute()
        .await
}

/// The missions of the submissions that are graded again.
pub async fn missions(tx: &mut Tx, id: RegradeId) -> Result<Vec<(MissionId,)>> {
    tx.sql(sql!(
        "select distinct i.mission_id from regrade_entries e
           join submissions s on s.id = e.submission_id
           join mission_items i on i.id = s.item_id
          where e.regrade_id = $1"
    ))
    .bind(id)
    .all()
    .await
}

/// Which recipes the results so far follow from, and for what.
pub async fn recipes_used(
    tx: &mut Tx,
    id: RegradeId,
) -> Result<Vec<(String, ItemId, String, String)>> {
    tx.sql(sql!(
        "select distinct e.recipe, s.item_id, s.language, s.entry
           from regrade_entries e join submissions s on s.id = e.submission_id
          where e.regrade_id = $1 and e.recipe is not null"
    ))
    .bind(id)
    .all()
    .await
}

/// Forgets the results that follow from these recipes.
pub async fn reopen(tx: &mut Tx, id: RegradeId, recipes: &[String]) -> Result<u64> {
    tx.sql(sql!(
        sqlite: "update regrade_entries
            set recipe = null, verdict = null, score = null, max_score = null, report = null,
                changed = false
          where regrade_id = $1 and recipe in (select value from json_each($2))",
        // Each engine has its own functions to read JSON.
        postgres: "update regrade_entries
            set recipe = null, verdict = null, score = null, max_score = null, report = null,
                changed = false
          where regrade_id = $1
            and recipe in (select value from json_array_elements_text(cast($2 as json)))"
    ))
    .bind(id)
    .bind(JsonText(recipes))
    .execute()
    .await
}
