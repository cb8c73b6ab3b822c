//! SQL of authoring: missions as they are put into the school, their versions
//! and drafts.

use uuid::Uuid;
use weaverse_sandbox::Sample;

use super::model::{CourseRef, Document, DraftId, DraftRow, FullItem, FullMission};
use super::put::{Judged, Put};
use crate::accounts::UserId;
use crate::courses::model::{CourseId, LectureId};
use crate::db::{JsonText, Moment, Result, Tx};
use crate::missions::model::{ItemId, MissionId};
use crate::packs::{Item, MissionKind};
use crate::sql;

/// Slugs of a course's missions that were changed in the studio since the
/// last import.
pub async fn edited_missions(tx: &mut Tx, course_slug: &str) -> Result<Vec<(String,)>> {
    tx.sql(sql!(
        "select m.slug from missions m join courses c on c.id = m.course_id
          where c.slug = $1 and m.edited_at is not null and m.archived_at is null order by m.slug"
    ))
    .bind(course_slug.to_owned())
    .all()
    .await
}

pub async fn upsert_mission(
    tx: &mut Tx,
    id: Uuid,
    put: &Put<'_>,
    now: Moment,
) -> Result<MissionId> {
    let edited = (put.origin == super::Origin::Studio).then_some(now);
    let (id,) = tx
        .sql(sql!(
            "insert into missions (id, course_id, slug, kind, title, language, statement,
                                   pass_percent, updated_at, opens_at, closes_at, origin, edited_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
             on conflict (course_id, slug) do update set kind = excluded.kind,
                 title = excluded.title, language = excluded.language,
                 statement = excluded.statement, pass_percent = excluded.pass_percent,
                 archived_at = null, updated_at = excluded.updated_at,
                 opens_at = excluded.opens_at, closes_at = excluded.closes_at,
                 origin = case when excluded.origin = 'pack' then 'pack' else missions.origin end,
                 edited_at = excluded.edited_at, revision = missions.revision + 1
             returning id"
        ))
        .bind(id)
        .bind(put.course)
        .bind(put.slug.to_owned())
        .bind(put.kind)
        .bind(put.title.to_owned())
        .bind(put.language.as_str().to_owned())
        .bind(put.statement.to_owned())
        .bind(put.pass_percent)
        .bind(now)
        .bind(put.opens_at)
        .bind(put.closes_at)
        .bind(put.origin)
        .bind(edited)
        .one()
        .await?;
    Ok(id)
}

pub async fn archive_items(tx: &mut Tx, mission: MissionId, now: Moment) -> Result<()> {
    tx.sql(sql!(
        "update mission_items set archived_at = $2 where mission_id = $1 and archived_at is null"
    ))
    .bind(mission)
    .bind(now)
    .execute()
    .await?;
    Ok(())
}

pub async fn upsert_item(
    tx: &mut Tx,
    id: Uuid,
    mission: MissionId,
    item: &Item,
    position: i64,
    samples: Vec<Sample>,
) -> Result<ItemId> {
    let (id,) = tx
        .sql(sql!(
            "insert into mission_items (id, mission_id, name, kind, title, position, points,
                                        attempts, statement, explanation, choices, multiple,
                                        language, entry, starter, solution, grader, config, limits,
                                        samples, cool_down_seconds)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
                     $18, $19, $20, $21)
             on conflict (mission_id, name) do update set kind = excluded.kind,
                 title = excluded.title, position = excluded.position, points = excluded.points,
                 attempts = excluded.attempts, statement = excluded.statement,
                 explanation = excluded.explanation, choices = excluded.choices,
                 multiple = excluded.multiple, language = excluded.language,
                 entry = excluded.entry, starter = excluded.starter, solution = excluded.solution,
                 grader = excluded.grader, config = excluded.config, limits = excluded.limits,
                 samples = excluded.samples, cool_down_seconds = excluded.cool_down_seconds,
                 archived_at = null
             returning id"
        ))
        .bind(id)
        .bind(mission)
        .bind(item.name.clone())
        .bind(item.kind)
        .bind(item.title.clone())
        .bind(position)
        .bind(item.points)
        .bind(item.attempts)
        .bind(item.statement.clone())
        .bind(item.explanation.clone())
        .bind(JsonText(item.choices.clone()))
        .bind(item.multiple)
        .bind(item.language.clone())
        .bind(item.entry.clone())
        .bind(JsonText(item.starter.clone()))
        .bind(JsonText(item.solution.clone()))
        .bind(item.grader.clone())
        .bind(item.config.to_string())
        .bind(JsonText(item.limits.clone()))
        .bind(JsonText(samples))
        .bind(item.cool_down)
        .one()
        .await?;
    Ok(id)
}

/// A version with this content, which may be there already.
pub async fn upsert_version(
    tx: &mut Tx,
    id: Uuid,
    item: ItemId,
    judged: &Judged<'_>,
    now: Moment,
) -> Result<Uuid> {
    let (id,) = tx
        .sql(sql!(
            "insert into item_versions (id, item_id, number, digest, grader, config, limits, points,
                                        language, entry, created_at)
             values ($1, $2, (select count(*) + 1 from item_versions where item_id = $2), $3, $4,
                     $5, $6, $7, $8, $9, $10)
             on conflict (item_id, digest) do update set digest = excluded.digest
             returning id"
        ))
        .bind(id)
        .bind(item)
        .bind(judged.digest())
        .bind(judged.grader.to_owned())
        .bind(judged.config.to_string())
        .bind(JsonText(judged.limits.clone()))
        .bind(judged.points)
        .bind(judged.language.to_owned())
        .bind(judged.entry.to_owned())
        .bind(now)
        .one()
        .await?;
    Ok(id)
}

pub async fn set_version(tx: &mut Tx, item: ItemId, version: Uuid) -> Result<()> {
    tx.sql(sql!("update mission_items set version_id = $2 where id = $1"))
        .bind(item)
        .bind(version)
        .execute()
        .await?;
    Ok(())
}

/// A mission was changed by switching one of its graders.
pub async fn mark_edited(tx: &mut Tx, item: ItemId, now: Moment) -> Result<()> {
    tx.sql(sql!(
        "update missions set edited_at = $2, revision = revision + 1
          where id = (select mission_id from mission_items where id = $1)"
    ))
    .bind(item)
    .bind(now)
    .execute()
    .await?;
    Ok(())
}

pub async fn course_by_slug(tx: &mut Tx, slug: &str) -> Result<Option<CourseRef>> {
    tx.sql(sql!(
        "select id, slug, title, language from courses where slug = $1 and deleted_at is null"
    ))
    .bind(slug.to_owned())
    .optional()
    .await
}

pub async fn course_by_id(tx: &mut Tx, id: CourseId) -> Result<Option<CourseRef>> {
    tx.sql(sql!(
        "select id, slug, title, language from courses where id = $1 and deleted_at is null"
    ))
    .bind(id)
    .optional()
    .await
}

pub async fn course_of_item(tx: &mut Tx, item: ItemId) -> Result<Option<CourseId>> {
    let row: Option<(CourseId,)> = tx
        .sql(sql!(
            "select m.course_id from mission_items i join missions m on m.id = i.mission_id
              where i.id = $1"
        ))
        .bind(item)
        .optional()
        .await?;
    Ok(row.map(|(id,)| id))
}

/// Ids and titles of a course's lectures.
pub async fn lectures(tx: &mut Tx, course: CourseId) -> Result<Vec<(LectureId, String)>> {
    tx.sql(sql!(
        "select id, title from lectures where course_id = $1 and archived_at is null
          order by position"
    ))
    .bind(course)
    .all()
    .await
}

/// A course's mission of a kind (midterm and final are one each) or slug,
/// other than this one.
pub async fn taken(
    tx: &mut Tx,
    course: CourseId,
    mission: Option<MissionId>,
    kind: MissionKind,
    slug: &str,
) -> Result<Vec<(MissionKind, String)>> {
    tx.sql(sql!(
        "select kind, slug from missions
          where course_id = $1 and (cast($2 as text) is null or id <> $3)
            and (slug = $5 or (kind = $4 and kind in ('midterm', 'final') and archived_at is null))"
    ))
    .bind(course)
    .bind(mission.map(|id| id.to_string()))
    .bind(mission)
    .bind(kind)
    .bind(slug.to_owned())
    .all()
    .await
}

/// Title and access of the topic that a mission is in follow the mission; a
/// mission without a topic gets one at the end of its lecture.
pub async fn put_topic(
    tx: &mut Tx,
    id: Uuid,
    mission: MissionId,
    document: &Document,
) -> Result<()> {
    let known = tx
        .sql(sql!(
            "update topics set title = $2, is_premium = $3, kind = $4
              where mission_id = $1 and archived_at is null"
        ))
        .bind(mission)
        .bind(document.title.clone())
        .bind(document.premium)
        .bind(document.kind)
        .execute()
        .await?;
    let Some(lecture) = document.lecture.filter(|_| known == 0) else { return Ok(()) };
    tx.sql(sql!(
        "insert into topics (id, lecture_id, slug, title, kind, position, is_premium, body,
                             mission_id)
         values ($1, $2, $3, $4, $5,
                 (select coalesce(max(position), -1) + 1 from topics where lecture_id = $2), $6, '', $7)
         on conflict (lecture_id, slug) do update set title = excluded.title, kind = excluded.kind,
             is_premium = excluded.is_premium, mission_id = excluded.mission_id,
             position = excluded.position, archived_at = null"
    ))
    .bind(id)
    .bind(lecture)
    .bind(document.slug.clone())
    .bind(document.title.clone())
    .bind(document.kind)
    .bind(document.premium)
    .bind(mission)
    .execute()
    .await?;
    Ok(())
}

pub async fn full_mission(tx: &mut Tx, id: MissionId) -> Result<Option<FullMission>> {
    tx.sql(sql!(
        "select m.id, m.course_id, m.slug, m.kind, m.title, m.language, m.statement,
                m.pass_percent, m.opens_at, m.closes_at, m.revision, m.origin, m.edited_at,
                t.lecture_id, coalesce(t.is_premium, false) as premium
           from missions m
           left join topics t on t.mission_id = m.id and t.archived_at is null
          where m.id = $1 and m.archived_at is null order by t.id limit 1"
    ))
    .bind(id)
    .optional()
    .await
}

pub async fn full_items(tx: &mut Tx, mission: MissionId) -> Result<Vec<FullItem>> {
    tx.sql(sql!(
        "select id, name, kind, title, points, attempts, cool_down_seconds, statement, explanation,
                choices, multiple, language, entry, starter, solution, grader, config, limits
           from mission_items where mission_id = $1 and archived_at is null order by position"
    ))
    .bind(mission)
    .all()
    .await
}

pub async fn full_item(tx: &mut Tx, id: ItemId) -> Result<Option<FullItem>> {
    tx.sql(sql!(
        "select id, name, kind, title, points, attempts, cool_down_seconds, statement, explanation,
                choices, multiple, language, entry, starter, solution, grader, config, limits
           from mission_items where id = $1 and archived_at is null"
    ))
    .bind(id)
    .optional()
    .await
}

pub async fn insert_draft(tx: &mut Tx, draft: &DraftRow, user: UserId) -> Result<()> {
    tx.sql(sql!(
        "insert into mission_drafts (id, course_id, mission_id, document, revision, base_revision,
                                     updated_by, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $8)"
    ))
    .bind(draft.id)
    .bind(draft.course_id)
    .bind(draft.mission_id)
    .bind(draft.document.clone())
    .bind(draft.revision)
    .bind(draft.base_revision)
    .bind(user)
    .bind(draft.updated_at)
    .execute()
    .await?;
    Ok(())
}

pub async fn draft(tx: &mut Tx, id: DraftId) -> Result<Option<DraftRow>> {
    tx.sql(sql!(
        "select d.id, d.course_id, d.mission_id, d.document, d.revision, d.base_revision,
                d.updated_at, m.revision as mission_revision
           from mission_drafts d left join missions m on m.id = d.mission_id where d.id = $1"
    ))
    .bind(id)
    .optional()
    .await
}

pub async fn draft_of_mission(tx: &mut Tx, mission: MissionId) -> Result<Option<(DraftId,)>> {
    tx.sql(sql!("select id from mission_drafts where mission_id = $1"))
        .bind(mission)
        .optional()
        .await
}

/// 0 rows when somebody else has saved meanwhile.
pub async fn save_draft(
    tx: &mut Tx,
    id: DraftId,
    document: &Document,
    revision: i64,
    user: UserId,
    now: Moment,
) -> Result<u64> {
    tx.sql(sql!(
        "update mission_drafts set document = $2, revision = revision + 1, updated_by = $4,
                updated_at = $5
          where id = $1 and revision = $3"
    ))
    .bind(id)
    .bind(JsonText(document.clone()))
    .bind(revision)
    .bind(user)
    .bind(now)
    .execute()
    .await
}

pub async fn delete_draft(tx: &mut Tx, id: DraftId) -> Result<u64> {
    tx.sql(sql!("delete from mission_drafts where id = $1")).bind(id).execute().await
}

pub async fn rename_mission(tx: &mut Tx, id: MissionId, slug: &str) -> Result<()> {
    tx.sql(sql!("update missions set slug = $2 where id = $1"))
        .bind(id)
        .bind(slug.to_owned())
        .execute()
        .await?;
    Ok(())
}

pub async fn set_item_grader(
    tx: &mut Tx,
    id: ItemId,
    grader: &str,
    config: &str,
    samples: &[Sample],
) -> Result<u64> {
    tx.sql(sql!("update mission_items set grader = $2, config = $3, samples = $4 where id = $1"))
        .bind(id)
        .bind(grader.to_owned())
        .bind(config.to_owned())
        .bind(JsonText(samples.to_vec()))
        .execute()
        .await
}
