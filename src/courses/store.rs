//! SQL of the catalogue.

use super::model::{
    CaptionId, CaptionRow, CourseId, CourseRow, CurriculumRow, OutlineRow, TopicRow, VideoId,
    VideoRow,
};
use crate::accounts::UserId;
use crate::db::{Result, Tx};
use crate::sql;

pub async fn curriculum(tx: &mut Tx) -> Result<Option<CurriculumRow>> {
    tx.sql(sql!("select name, summary, price from curriculums order by created_at limit 1"))
        .optional()
        .await
}

pub async fn courses(tx: &mut Tx) -> Result<Vec<CourseRow>> {
    tx.sql(sql!(
        "select c.id, c.slug, c.title, c.language, c.summary, c.description, c.skill_level, c.state,
                (select count(*) from topics t join lectures l on l.id = t.lecture_id
                  where l.course_id = c.id and t.archived_at is null and l.archived_at is null) as topics
           from courses c where c.deleted_at is null order by c.position, c.created_at"
    ))
    .all()
    .await
}

pub async fn course(tx: &mut Tx, slug: &str) -> Result<Option<CourseRow>> {
    tx.sql(sql!(
        "select c.id, c.slug, c.title, c.language, c.summary, c.description, c.skill_level, c.state,
                (select count(*) from topics t join lectures l on l.id = t.lecture_id
                  where l.course_id = c.id and t.archived_at is null and l.archived_at is null) as topics
           from courses c where c.slug = $1 and c.deleted_at is null"
    ))
    .bind(slug.to_owned())
    .optional()
    .await
}

/// The outline with the progress of a user; of nobody: nothing is completed.
pub async fn outline(
    tx: &mut Tx,
    course: CourseId,
    user: Option<UserId>,
) -> Result<Vec<OutlineRow>> {
    tx.sql(sql!(
        "select l.slug as lecture_slug, l.title as lecture_title, t.id, t.slug, t.title, t.kind,
                t.is_premium, t.mission_id,
                exists (select 1 from topic_progress p where p.topic_id = t.id and p.user_id = $2
                           and p.completed_at is not null) as completed
           from topics t join lectures l on l.id = t.lecture_id
          where l.course_id = $1 and t.archived_at is null and l.archived_at is null
          order by l.position, t.position"
    ))
    .bind(course)
    .bind(user)
    .all()
    .await
}

/// Per course: how many topics a learner has done.
pub async fn completed_by_course(tx: &mut Tx, user: UserId) -> Result<Vec<(CourseId, i64)>> {
    tx.sql(sql!(
        "select l.course_id, count(*)
           from topic_progress p
           join topics t on t.id = p.topic_id and t.archived_at is null
           join lectures l on l.id = t.lecture_id and l.archived_at is null
          where p.user_id = $1 and p.completed_at is not null
          group by l.course_id"
    ))
    .bind(user)
    .all()
    .await
}

pub async fn topic(
    tx: &mut Tx,
    course: CourseId,
    lecture_slug: &str,
    topic_slug: &str,
) -> Result<Option<TopicRow>> {
    tx.sql(sql!(
        "select t.id, t.slug, t.title, t.kind, t.body, t.video_id, t.mission_id
           from topics t join lectures l on l.id = t.lecture_id
          where l.course_id = $1 and l.slug = $2 and t.slug = $3
            and t.archived_at is null and l.archived_at is null"
    ))
    .bind(course)
    .bind(lecture_slug.to_owned())
    .bind(topic_slug.to_owned())
    .optional()
    .await
}

/// Course slug, lecture slug and topic slug of the topic that holds a mission.
pub async fn place_of_mission(
    tx: &mut Tx,
    mission: crate::missions::MissionId,
) -> Result<Option<(super::TopicId, String, String)>> {
    tx.sql(sql!(
        "select t.id, l.slug, t.slug from topics t join lectures l on l.id = t.lecture_id
          where t.mission_id = $1 and t.archived_at is null and l.archived_at is null limit 1"
    ))
    .bind(mission)
    .optional()
    .await
}

pub async fn video(tx: &mut Tx, id: VideoId) -> Result<Option<VideoRow>> {
    tx.sql(sql!("select id, storage_key, content_type, poster_key from videos where id = $1"))
        .bind(id)
        .optional()
        .await
}

pub async fn captions(tx: &mut Tx, video: VideoId) -> Result<Vec<CaptionRow>> {
    tx.sql(sql!(
        "select id, video_id, language, label, storage_key from captions
          where video_id = $1 order by position"
    ))
    .bind(video)
    .all()
    .await
}

pub async fn caption(tx: &mut Tx, id: CaptionId) -> Result<Option<CaptionRow>> {
    tx.sql(sql!("select id, video_id, language, label, storage_key from captions where id = $1"))
        .bind(id)
        .optional()
        .await
}
