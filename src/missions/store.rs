//! SQL of missions and submissions; the queue has its own.

use super::model::{
    HistoryRow, ItemId, ItemRow, ItemStanding, MissionId, MissionRow, SubmissionId, SubmissionRow,
    SubmissionState,
};
use crate::accounts::UserId;
use crate::db::{Result, Tx};
use crate::sql;

pub async fn mission(tx: &mut Tx, id: MissionId) -> Result<Option<MissionRow>> {
    tx.sql(sql!(
        "select m.id, m.slug, m.kind, m.title, m.language, m.statement, m.pass_percent, m.opens_at,
                m.closes_at, m.course_id, c.slug as course_slug, c.title as course_title
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
        "select m.id, m.slug, m.kind, m.title, m.language, m.statement, m.pass_percent, m.opens_at,
                m.closes_at, m.course_id, c.slug as course_slug, c.title as course_title
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
        "select i.id, i.mission_id, i.name, i.kind, i.title, i.points, i.attempts, i.cool_down_seconds, i.statement,
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

pub async fn items(tx: &mut Tx, mission: MissionId) -> Result<Vec<ItemRow>> {
    tx.sql(sql!(
        "select id, mission_id, name, kind, title, points, attempts, cool_down_seconds, statement, explanation,
                choices, multiple, language, entry, starter, grader, samples
           from mission_items where mission_id = $1 and archived_at is null order by position"
    ))
    .bind(mission)
    .all()
    .await
}

pub async fn item(tx: &mut Tx, id: ItemId) -> Result<Option<ItemRow>> {
    tx.sql(sql!(
        "select id, mission_id, name, kind, title, points, attempts, cool_down_seconds, statement, explanation,
                choices, multiple, language, entry, starter, grader, samples
           from mission_items where id = $1 and archived_at is null"
    ))
    .bind(id)
    .optional()
    .await
}

/// The items of a mission with how a learner stands.
pub async fn items_with_standings(
    tx: &mut Tx,
    mission: MissionId,
    user: UserId,
) -> Result<Vec<ItemStanding>> {
    tx.sql(sql!(
        "select i.id, i.mission_id, i.name, i.kind, i.title, i.points, i.attempts, i.cool_down_seconds, i.statement,
                i.explanation, i.choices, i.multiple, i.language, i.entry, i.starter, i.grader,
                i.samples, coalesce(s.used, 0) as attempts_used, s.best, s.last_at
           from mission_items i
           left join (select item_id, count(*) as used, max(created_at) as last_at,
                            max(coalesce(override_score, score)) as best from submissions
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
           left join (select item_id, max(coalesce(override_score, score)) as best from submissions
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

pub async fn submission(tx: &mut Tx, id: SubmissionId) -> Result<Option<SubmissionRow>> {
    tx.sql(sql!(
        "select id, user_id, item_id, purpose, files, answer, created_at, finished_at, state, tries,
                verdict, score, override_score, max_score, fuel, report, grader_id, grader_version, runtime_id,
                runtime_version
           from submissions where id = $1"
    ))
    .bind(id)
    .optional()
    .await
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
                verdict, score, override_score, max_score, fuel, report, grader_id, grader_version, runtime_id,
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
        "select id, created_at, state, verdict, score, override_score, max_score,
                (select count(*) from submission_comments c
                  where c.submission_id = submissions.id and c.withdrawn_at is null) as comments
           from submissions
          where item_id = $1 and user_id = $2 and purpose = 'full'
          order by created_at desc, id desc limit 50"
    ))
    .bind(item)
    .bind(user)
    .all()
    .await
}

/// A verdict with what it follows from.
#[derive(Debug, sqlx::FromRow)]
pub struct GradedRow {
    pub state: SubmissionState,
    pub verdict: Option<String>,
    pub score: Option<i64>,
    pub max_score: Option<i64>,
    pub fuel: Option<i64>,
    pub peak_memory: Option<i64>,
    pub report: Option<String>,
    pub recipe: Option<String>,
    pub grader_id: Option<String>,
    pub grader_version: Option<String>,
    pub grader_digest: Option<String>,
    pub runtime_id: Option<String>,
    pub runtime_version: Option<String>,
    pub runtime_digest: Option<String>,
}

pub async fn graded(tx: &mut Tx, id: SubmissionId) -> Result<Option<GradedRow>> {
    tx.sql(sql!(
        "select state, verdict, score, max_score, fuel, peak_memory, report, recipe, grader_id,
                grader_version, grader_digest, runtime_id, runtime_version, runtime_digest
           from submissions where id = $1"
    ))
    .bind(id)
    .optional()
    .await
}
