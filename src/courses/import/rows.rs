//! SQL of the import.

use uuid::Uuid;
use weaverse_sandbox::Sample;

use super::StoredVideo;
use crate::courses::model::{CourseId, CourseState, CurriculumId, LectureId, VideoId};
use crate::db::{JsonText, Moment, Result, Tx};
use crate::missions::MissionId;
use crate::packs::{
    Caption, Course, Curriculum, Item, Mission, MissionKind, Subject, Topic, Video,
};
use crate::sql;

pub async fn upsert_curriculum(
    tx: &mut Tx,
    id: Uuid,
    curriculum: &Curriculum,
    now: Moment,
) -> Result<CurriculumId> {
    let (id,) = tx
        .sql(sql!(
            "insert into curriculums (id, slug, name, summary, price, created_at, updated_at)
             values ($1, $2, $3, $4, $5, $6, $6)
             on conflict (slug) do update set name = excluded.name, summary = excluded.summary,
                 price = excluded.price, updated_at = excluded.updated_at
             returning id"
        ))
        .bind(id)
        .bind(curriculum.slug.clone())
        .bind(curriculum.name.clone())
        .bind(curriculum.summary.clone())
        .bind(curriculum.price)
        .bind(now)
        .one()
        .await?;
    Ok(id)
}

/// A subject's course: what a pack says of it stays.
pub async fn upsert_subject(
    tx: &mut Tx,
    id: Uuid,
    curriculum: CurriculumId,
    subject: &Subject,
    position: i64,
    now: Moment,
) -> Result<()> {
    tx.sql(sql!(
        "insert into courses (id, curriculum_id, slug, title, language, summary, description,
                              position, state, created_at, updated_at)
         values ($1, $2, $3, $4, 'ko', $5, '', $6, 'planned', $7, $7)
         on conflict (slug) do update set curriculum_id = excluded.curriculum_id,
             position = excluded.position"
    ))
    .bind(id)
    .bind(curriculum)
    .bind(subject.slug.clone())
    .bind(subject.title.clone())
    .bind(subject.summary.clone())
    .bind(position)
    .bind(now)
    .execute()
    .await?;
    Ok(())
}

pub async fn upsert_course(
    tx: &mut Tx,
    id: Uuid,
    course: &Course,
    state: CourseState,
    now: Moment,
) -> Result<CourseId> {
    let (id,) = tx
        .sql(sql!(
            "insert into courses (id, slug, title, language, summary, description, category,
                                  skill_level, position, state, created_at, updated_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, 1000, $9, $10, $10)
             on conflict (slug) do update set title = excluded.title, language = excluded.language,
                 summary = excluded.summary, description = excluded.description,
                 category = excluded.category, skill_level = excluded.skill_level,
                 state = excluded.state, updated_at = excluded.updated_at, deleted_at = null
             returning id"
        ))
        .bind(id)
        .bind(course.slug.clone())
        .bind(course.title.clone())
        .bind(course.language.as_str().to_owned())
        .bind(course.summary.clone())
        .bind(course.description.clone())
        .bind(course.category.clone())
        .bind(course.skill_level)
        .bind(state)
        .bind(now)
        .one()
        .await?;
    Ok(id)
}

/// Archives everything of a course; what is still in the pack comes back.
pub async fn archive_contents(tx: &mut Tx, course: CourseId, now: Moment) -> Result<()> {
    tx.sql(sql!(
        "update topics set archived_at = $2 where archived_at is null
            and lecture_id in (select id from lectures where course_id = $1)"
    ))
    .bind(course)
    .bind(now)
    .execute()
    .await?;
    tx.sql(sql!(
        "update lectures set archived_at = $2 where course_id = $1 and archived_at is null"
    ))
    .bind(course)
    .bind(now)
    .execute()
    .await?;
    tx.sql(sql!(
        "update mission_items set archived_at = $2 where archived_at is null
            and mission_id in (select id from missions where course_id = $1)"
    ))
    .bind(course)
    .bind(now)
    .execute()
    .await?;
    tx.sql(sql!(
        "update missions set archived_at = $2 where course_id = $1 and archived_at is null"
    ))
    .bind(course)
    .bind(now)
    .execute()
    .await?;
    Ok(())
}

pub async fn upsert_lecture(
    tx: &mut Tx,
    id: Uuid,
    course: CourseId,
    slug: &str,
    title: &str,
    position: i64,
) -> Result<LectureId> {
    let (id,) = tx
        .sql(sql!(
            "insert into lectures (id, course_id, slug, title, position) values ($1, $2, $3, $4, $5)
             on conflict (course_id, slug) do update set title = excluded.title,
                 position = excluded.position, archived_at = null
             returning id"
        ))
        .bind(id)
        .bind(course)
        .bind(slug.to_owned())
        .bind(title.to_owned())
        .bind(position)
        .one()
        .await?;
    Ok(id)
}

pub struct TopicUpsert<'a> {
    pub id: Uuid,
    pub lecture_id: LectureId,
    pub topic: &'a Topic,
    pub position: i64,
    pub video: Option<VideoId>,
    pub mission: Option<MissionId>,
}

pub async fn upsert_topic(tx: &mut Tx, row: &TopicUpsert<'_>) -> Result<()> {
    tx.sql(sql!(
        "insert into topics (id, lecture_id, slug, title, kind, position, is_premium, body,
                             video_id, mission_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (lecture_id, slug) do update set title = excluded.title, kind = excluded.kind,
             position = excluded.position, is_premium = excluded.is_premium, body = excluded.body,
             video_id = excluded.video_id, mission_id = excluded.mission_id, archived_at = null"
    ))
    .bind(row.id)
    .bind(row.lecture_id)
    .bind(row.topic.slug.clone())
    .bind(row.topic.title.clone())
    .bind(row.topic.kind)
    .bind(row.position)
    .bind(row.topic.premium)
    .bind(row.topic.text.clone())
    .bind(row.video)
    .bind(row.mission)
    .execute()
    .await?;
    Ok(())
}

pub async fn upsert_mission(
    tx: &mut Tx,
    id: Uuid,
    course: CourseId,
    mission: &Mission,
    kind: MissionKind,
    now: Moment,
) -> Result<MissionId> {
    let (id,) = tx
        .sql(sql!(
            "insert into missions (id, course_id, slug, kind, title, language, statement,
                                   pass_percent, updated_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
             on conflict (course_id, slug) do update set kind = excluded.kind,
                 title = excluded.title, language = excluded.language,
                 statement = excluded.statement, pass_percent = excluded.pass_percent,
                 archived_at = null, updated_at = excluded.updated_at
             returning id"
        ))
        .bind(id)
        .bind(course)
        .bind(mission.slug.clone())
        .bind(kind)
        .bind(mission.title.clone())
        .bind(mission.language.as_str().to_owned())
        .bind(mission.statement.clone())
        .bind(mission.pass_percent)
        .bind(now)
        .one()
        .await?;
    Ok(id)
}

pub async fn upsert_item(
    tx: &mut Tx,
    id: Uuid,
    mission: MissionId,
    item: &Item,
    position: i64,
    samples: Vec<Sample>,
) -> Result<()> {
    tx.sql(sql!(
        "insert into mission_items (id, mission_id, name, kind, title, position, points, attempts,
                                    statement, explanation, choices, multiple, language, entry,
                                    starter, solution, grader, config, limits, samples)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
                 $19, $20)
         on conflict (mission_id, name) do update set kind = excluded.kind, title = excluded.title,
             position = excluded.position, points = excluded.points, attempts = excluded.attempts,
             statement = excluded.statement, explanation = excluded.explanation,
             choices = excluded.choices, multiple = excluded.multiple,
             language = excluded.language, entry = excluded.entry, starter = excluded.starter,
             solution = excluded.solution, grader = excluded.grader, config = excluded.config,
             limits = excluded.limits, samples = excluded.samples, archived_at = null"
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
    .execute()
    .await?;
    Ok(())
}

pub async fn upsert_video(
    tx: &mut Tx,
    id: Uuid,
    course: CourseId,
    video: &Video,
    stored: &StoredVideo,
) -> Result<VideoId> {
    let (id,) = tx
        .sql(sql!(
            "insert into videos (id, course_id, path, storage_key, content_type, byte_size, poster_key)
             values ($1, $2, $3, $4, $5, $6, $7)
             on conflict (course_id, path) do update set storage_key = excluded.storage_key,
                 content_type = excluded.content_type, byte_size = excluded.byte_size,
                 poster_key = excluded.poster_key
             returning id"
        ))
        .bind(id)
        .bind(course)
        .bind(video.name.clone())
        .bind(stored.key.clone())
        .bind(stored.content_type.clone())
        .bind(stored.bytes)
        .bind(stored.poster.clone())
        .one()
        .await?;
    Ok(id)
}

pub async fn delete_captions(tx: &mut Tx, video: VideoId) -> Result<()> {
    tx.sql(sql!("delete from captions where video_id = $1")).bind(video).execute().await?;
    Ok(())
}

pub async fn insert_caption(
    tx: &mut Tx,
    id: Uuid,
    video: VideoId,
    caption: &Caption,
    key: &str,
    position: i64,
) -> Result<()> {
    tx.sql(sql!(
        "insert into captions (id, video_id, language, label, storage_key, position)
         values ($1, $2, $3, $4, $5, $6)"
    ))
    .bind(id)
    .bind(video)
    .bind(caption.language.clone())
    .bind(caption.label.clone())
    .bind(key.to_owned())
    .bind(position)
    .execute()
    .await?;
    Ok(())
}
