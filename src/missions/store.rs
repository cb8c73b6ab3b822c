//! SQL of missions, submissions and the queue.

use uuid::Uuid;

use super::grading::Grading;
use super::model::{
    Claimed, HistoryRow, ItemId, ItemRow, ItemStanding, MissionId, MissionRow, NewSubmission,
    SubmissionId, SubmissionRow,
};
use crate::accounts::UserId;
use crate::db::{JsonText, Moment, Result, Tx};
use crate::sql;

pub async fn mission(tx: &mut Tx, id: MissionId) -> Result<Option<MissionRow>> {
    tx.sql(sql!(
        "select m.id, m.slug, m.kind, m.title, m.language, m.statement, m.pass_percent,
                c.slug as course_slug, c.title as course_title
           from missions m join courses c on c.id = m.course_id
          where m.id = $1 and m.archived_at is null and c.deleted_at is null"
    ))
    .bind(id)
    .optional()
    .await
}

/// Missions of one course, or of all.
pub async fn missions(tx: &mut Tx, course_slug: Option<&str>) -> Result<Vec<MissionRow>> {
    tx.sql(sql!(
        "select m.id, m.slug, m.kind, m.title, m.language, m.statement, m.pass_percent,
                c.slug as course_slug, c.title as course_title
           from missions m join courses c on c.id = m.course_id
          where (cast($1 as text) is null or c.slug = $1)
            and m.archived_at is null and c.deleted_at is null
          order by c.position, m.kind, m.slug"
    ))
    .bind(course_slug.map(str::to_owned))
    .all()
    .await
}

/// Items of the missions of one course, or of all.
pub async fn items_of_course(tx: &mut Tx, course_slug: Option<&str>) -> Result<Vec<ItemRow>> {
    tx.sql(sql!(
        "select i.id, i.mission_id, i.name, i.kind, i.title, i.points, i.attempts, i.statement,
                i.explanation, i.choices, i.multiple, i.language, i.entry, i.starter, i.grader, i.samples
           from mission_items i
           join missions m on m.id = i.mission_id
           join courses c on c.id = m.course_id
          where (cast($1 as text) is null or c.slug = $1) and i.archived_at is null
          order by i.mission_id, i.position"
    ))
    .bind(course_slug.map(str::to_owned))
    .all()
    .await
}

/// Id, name and mission's title of the items that a grader judges.
pub async fn items_of_grader(tx: &mut Tx, grader: &str) -> Result<Vec<(ItemId, String, String)>> {
    tx.sql(sql!(
        "select i.id, i.name, m.title from mission_items i join missions m on m.id = i.mission_id
          where i.grader = $1 and i.archived_at is null and m.archived_at is null
          order by m.title, i.position limit 50"
    ))
    .bind(grader.to_owned())
    .all()
    .await
}

/// Submissions that wait or are being graded.
pub async fn waiting(tx: &mut Tx) -> Result<i64> {
    let (count,): (i64,) = tx
        .sql(sql!("select count(*) from submissions where state in ('queued', 'running')"))
        .one()
        .await?;
    Ok(count)
}

pub async fn items(tx: &mut Tx, mission: MissionId) -> Result<Vec<ItemRow>> {
    tx.sql(sql!(
        "select id, mission_id, name, kind, title, points, attempts, statement, explanation,
                choices, multiple, language, entry, starter, grader, samples
           from mission_items where mission_id = $1 and archived_at is null order by position"
    ))
    .bind(mission)
    .all()
    .await
}

pub async fn item(tx: &mut Tx, id: ItemId) -> Result<Option<ItemRow>> {
    tx.sql(sql!(
        "select id, mission_id, name, kind, title, points, attempts, statement, explanation,
                choices, multiple, language, entry, starter, grader, samples
           from mission_items where id = $1 and archived_at is null"
    ))
    .bind(id)
    .optional()
    .await
}

/// Configuration and grader of an item, for the staff's pages.
pub async fn item_config(tx: &mut Tx, id: ItemId) -> Result<Option<(String, String)>> {
    tx.sql(sql!("select grader, config from mission_items where id = $1 and archived_at is null"))
        .bind(id)
        .optional()
        .await
}

pub async fn set_item_grader(
    tx: &mut Tx,
    id: ItemId,
    grader: &str,
    config: &str,
    samples: &[weaverse_sandbox::Sample],
) -> Result<u64> {
    tx.sql(sql!("update mission_items set grader = $2, config = $3, samples = $4 where id = $1"))
        .bind(id)
        .bind(grader.to_owned())
        .bind(config.to_owned())
        .bind(JsonText(samples.to_vec()))
        .execute()
        .await
}

/// The items of a mission with how a learner stands.
pub async fn items_with_standings(
    tx: &mut Tx,
    mission: MissionId,
    user: UserId,
) -> Result<Vec<ItemStanding>> {
    tx.sql(sql!(
        "select i.id, i.mission_id, i.name, i.kind, i.title, i.points, i.attempts, i.statement,
                i.explanation, i.choices, i.multiple, i.language, i.entry, i.starter, i.grader,
                i.samples, coalesce(s.used, 0) as attempts_used, s.best
           from mission_items i
           left join (select item_id, count(*) as used, max(score) as best from submissions
                       where user_id = $2 and purpose = 'full' and state <> 'failed'
                       group by item_id) s on s.item_id = i.id
          where i.mission_id = $1 and i.archived_at is null order by i.position"
    ))
    .bind(mission)
    .bind(user)
    .all()
    .await
}

/// Mission, earned and possible milli-points of everything that a learner
/// has handed in, over all courses.
pub async fn scores(tx: &mut Tx, user: UserId) -> Result<Vec<(MissionId, i64, i64)>> {
    tx.sql(sql!(
        "select i.mission_id, cast(sum(coalesce(b.best, 0)) as bigint) as earned,
                cast(sum(i.points) as bigint) as possible
           from mission_items i
           left join (select item_id, max(score) as best from submissions
                       where user_id = $1 and purpose = 'full' and state = 'done'
                       group by item_id) b on b.item_id = i.id
          where i.archived_at is null
          group by i.mission_id
         having count(b.item_id) > 0"
    ))
    .bind(user)
    .all()
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

/// The learner's waiting submissions, all waiting submissions, and the
/// learner's attempts at an item.
pub async fn load(tx: &mut Tx, user: UserId, item: ItemId) -> Result<(i64, i64, i64)> {
    tx.sql(sql!(
        "select (select count(*) from submissions where user_id = $1 and state in ('queued', 'running')),
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
                                  created_at, state, turn, available_at, tries)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'queued', $10, $9, 0)"
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
    .bind(new.turn)
    .execute()
    .await?;
    Ok(())
}

pub async fn submission(tx: &mut Tx, id: SubmissionId) -> Result<Option<SubmissionRow>> {
    tx.sql(sql!(
        "select id, user_id, item_id, purpose, files, answer, created_at, finished_at, state, tries,
                verdict, score, max_score, fuel, report, grader_id, grader_version, runtime_id,
                runtime_version
           from submissions where id = $1"
    ))
    .bind(id)
    .optional()
    .await
}

pub async fn is_waiting(tx: &mut Tx, id: SubmissionId) -> Result<bool> {
    let row: Option<(i64,)> = tx
        .sql(sql!("select turn from submissions where id = $1 and state in ('queued', 'running')"))
        .bind(id)
        .optional()
        .await?;
    Ok(row.is_some())
}

/// What an item's page shows: the wanted submission, the learner's newest one,
/// and the newest one for the score.
pub async fn submissions_of_page(
    tx: &mut Tx,
    item: ItemId,
    user: UserId,
    wanted: Option<SubmissionId>,
) -> Result<Vec<SubmissionRow>> {
    tx.sql(sql!(
        "select id, user_id, item_id, purpose, files, answer, created_at, finished_at, state, tries,
                verdict, score, max_score, fuel, report, grader_id, grader_version, runtime_id,
                runtime_version
           from submissions
          where item_id = $1
            and (id = $3
              or id = (select id from submissions where item_id = $1 and user_id = $2
                        order by created_at desc, id desc limit 1)
              or id = (select id from submissions
                        where item_id = $1 and user_id = $2 and purpose = 'full'
                        order by created_at desc, id desc limit 1))"
    ))
    .bind(item)
    .bind(user)
    .bind(wanted)
    .all()
    .await
}

pub async fn history(tx: &mut Tx, item: ItemId, user: UserId) -> Result<Vec<HistoryRow>> {
    tx.sql(sql!(
        "select id, created_at, state, verdict, score, max_score from submissions
          where item_id = $1 and user_id = $2 and purpose = 'full'
          order by created_at desc, id desc limit 50"
    ))
    .bind(item)
    .bind(user)
    .all()
    .await
}

/// How many are before this one in the queue.
pub async fn ahead(tx: &mut Tx, id: SubmissionId) -> Result<i64> {
    let (count,): (i64,) = tx
        .sql(sql!(
            "select count(*) from submissions other join submissions mine on mine.id = $1
              where other.state in ('queued', 'running')
                and (other.turn, other.created_at) < (mine.turn, mine.created_at)"
        ))
        .bind(id)
        .one()
        .await?;
    Ok(count)
}

/// Takes the next submission: each learner's first before anybody's second;
/// one whose worker fell silent is taken over.
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
                           order by turn, created_at limit 1)
             returning id",
            // Several processes claim at the same time: skip what another holds.
            postgres: "update submissions
                set state = 'running', lease_token = $1, lease_until = $2, tries = tries + 1,
                    started_at = $3
              where id = (select id from submissions
                           where (state = 'queued' and available_at <= $3)
                              or (state = 'running' and lease_until < $3)
                           order by turn, created_at limit 1
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
        "select s.id, s.user_id, s.item_id, s.purpose, s.files, s.answer, s.tries, i.points, s.language, s.entry,
                i.grader, i.config, i.limits, m.language as locale
           from submissions s
           join mission_items i on i.id = s.item_id
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
    grading: &Grading,
    at: Moment,
) -> Result<u64> {
    let runtime = grading.runtime.as_ref();
    tx.sql(sql!(
        "update submissions
            set state = 'done', lease_token = null, lease_until = null, finished_at = $3,
                fault = null, verdict = $4, score = $5, max_score = $6, fuel = $7, peak_memory = $8,
                report = $9, grader_id = $10, grader_version = $11, grader_digest = $12,
                runtime_id = $13, runtime_version = $14, runtime_digest = $15
          where id = $1 and lease_token = $2 and state = 'running'"
    ))
    .bind(id)
    .bind(token)
    .bind(at)
    .bind(grading.verdict.as_str().to_owned())
    .bind(grading.score)
    .bind(grading.max_score)
    .bind(i64::try_from(grading.fuel).unwrap_or(i64::MAX))
    .bind(i64::try_from(grading.peak_memory).unwrap_or(i64::MAX))
    .bind(JsonText(&grading.report))
    .bind(grading.grader.id.clone())
    .bind(grading.grader.version.clone())
    .bind(grading.grader.digest.clone())
    .bind(runtime.map(|runtime| runtime.id.clone()))
    .bind(runtime.map(|runtime| runtime.version.clone()))
    .bind(runtime.map(|runtime| runtime.digest.clone()))
    .execute()
    .await
}

/// Puts a submission back after a fault, to be tried again at `at`.
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
                available_at = $4, tries = tries - $5
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
