//! SQL of the import.

use uuid::Uuid;

use super::StoredVideo;
use crate::courses::model::{CourseId, CourseState, CurriculumId, LectureId, VideoId};
use crate::db::{Moment, Result, Tx};
use crate::missions::MissionId;
use crate::packs::{Caption, Course, Curriculum, Subject, Topic, Video};
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

/// Archives everything of a course that came from a pack; what is still in
/// the pack comes back. Missions that were made in the studio stay, with
/// their topics and lectures.
pub async fn archive_contents(tx: &mut Tx, course: CourseId, now: Moment) -> Result<()> {
    tx.sql(sql!(
        "update topics set archived_at = $2 where archived_at is null
            and lecture_id in (select id from lectures where course_id = $1)
            and not exists (select 1 from missions m
                             where m.id = topics.mission_id and m.origin = 'studio')"
    ))
    .bind(course)
    .bind(now)
    .execute()
    .await?;
    tx.sql(sql!(
        "update lectures set archived_at = $2 where course_id = $1 and archived_at is null
            and not exists (select 1 from topics t
                             where t.lecture_id = lectures.id and t.archived_at is null)"
    ))
    .bind(course)
    .bind(now)
    .execute()
    .await?;
    tx.sql(sql!(
        "update mission_items set archived_at = $2 where archived_at is null
            and mission_id in (select id from missions where course_id = $1 and origin = 'pack')"
    ))
    .bind(course)
    .bind(now)
    .execute()
    .await?;
    tx.sql(sql!(
        "update missions set archived_at = $2
          where course_id = $1 and archived_at is null and origin = 'pack'"
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
