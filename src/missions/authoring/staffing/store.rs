//! SQL of who builds in which course.

use crate::accounts::UserId;
use crate::courses::model::CourseId;
use crate::db::{Moment, Result, Tx};
use crate::missions::authoring::model::DraftLine;
use crate::sql;

/// Whether somebody may build in a course: it is theirs, or nobody's.
pub async fn may_edit(tx: &mut Tx, course: CourseId, user: UserId) -> Result<bool> {
    let (may,): (bool,) = tx
        .sql(sql!(
            "select not exists (select 1 from course_tutors where course_id = $1)
                 or exists (select 1 from course_tutors where course_id = $1 and user_id = $2)"
        ))
        .bind(course)
        .bind(user)
        .one()
        .await?;
    Ok(may)
}

/// All drafts of the courses that somebody may build in.
pub async fn drafts(tx: &mut Tx, user: UserId, all: bool) -> Result<Vec<DraftLine>> {
    tx.sql(sql!(
        "select d.id, d.mission_id, d.document, d.updated_at, c.slug as course_slug,
                c.title as course_title, u.nickname as updated_by
           from mission_drafts d
           join courses c on c.id = d.course_id
           join users u on u.id = d.updated_by
          where $2 or not exists (select 1 from course_tutors t where t.course_id = c.id)
             or exists (select 1 from course_tutors t where t.course_id = c.id and t.user_id = $1)
          order by d.updated_at desc limit 100"
    ))
    .bind(user)
    .bind(all)
    .all()
    .await
}

/// The names of a course's tutors.
pub async fn tutors(tx: &mut Tx, course: CourseId) -> Result<Vec<(String,)>> {
    tx.sql(sql!(
        "select u.nickname from course_tutors t join users u on u.id = t.user_id
          where t.course_id = $1 order by u.nickname"
    ))
    .bind(course)
    .all()
    .await
}

/// 0 rows when there is no tutor of this name, or they are there already.
pub async fn add_tutor(
    tx: &mut Tx,
    course: CourseId,
    nickname: &str,
    by: UserId,
    now: Moment,
) -> Result<u64> {
    tx.sql(sql!(
        "insert into course_tutors (course_id, user_id, added_by, added_at)
         select $1, id, $3, $4 from users where nickname = $2 and role = 'tutor'
         on conflict (course_id, user_id) do nothing"
    ))
    .bind(course)
    .bind(nickname.to_owned())
    .bind(by)
    .bind(now)
    .execute()
    .await
}

pub async fn remove_tutor(tx: &mut Tx, course: CourseId, nickname: &str) -> Result<u64> {
    tx.sql(sql!(
        "delete from course_tutors where course_id = $1
            and user_id in (select id from users where nickname = $2)"
    ))
    .bind(course)
    .bind(nickname.to_owned())
    .execute()
    .await
}
