//! SQL of what can be graded again.

use super::super::model::{ScopeId, ScopeKind};
use super::Scope;
use crate::db::{Result, Tx};
use crate::sql;

pub async fn title(tx: &mut Tx, kind: ScopeKind, id: ScopeId) -> Result<Option<String>> {
    let row: Option<(String,)> = tx
        .sql(sql!(
            "select title from courses where $1 = 'course' and id = $2 and deleted_at is null
              union all
             select title from missions where $1 = 'mission' and id = $2 and archived_at is null
              union all
             select m.title || ' › ' || i.name from mission_items i join missions m on m.id = i.mission_id
              where $1 = 'item' and i.id = $2 and i.archived_at is null and m.archived_at is null"
        ))
        .bind(kind.as_str().to_owned())
        .bind(id)
        .optional()
        .await?;
    Ok(row.map(|(title,)| title))
}

pub async fn named(
    tx: &mut Tx,
    kind: ScopeKind,
    [course, mission, item]: [Option<String>; 3],
) -> Result<Option<(ScopeId, String)>> {
    tx.sql(sql!(
        "select id, title from courses
          where $1 = 'course' and slug = $2 and deleted_at is null
            and cast($3 as text) is null and cast($4 as text) is null
          union all
         select m.id, m.title from missions m join courses c on c.id = m.course_id
          where $1 = 'mission' and c.slug = $2 and m.slug = $3 and cast($4 as text) is null
            and m.archived_at is null and c.deleted_at is null
          union all
         select i.id, m.title || ' › ' || i.name
           from mission_items i join missions m on m.id = i.mission_id
           join courses c on c.id = m.course_id
          where $1 = 'item' and c.slug = $2 and m.slug = $3 and i.name = $4
            and i.archived_at is null and m.archived_at is null and c.deleted_at is null"
    ))
    .bind(kind.as_str().to_owned())
    .bind(course)
    .bind(mission)
    .bind(item)
    .optional()
    .await
}

/// Grader and language of every item in the scope.
pub async fn needs(tx: &mut Tx, scope: &Scope) -> Result<Vec<(String, String)>> {
    tx.sql(sql!(
        "select distinct i.grader, i.language
           from mission_items i join missions m on m.id = i.mission_id
          where i.archived_at is null
            and ($1 = 'course' and m.course_id = $2 or $1 = 'mission' and m.id = $2
              or $1 = 'item' and i.id = $2)"
    ))
    .bind(scope.kind.as_str().to_owned())
    .bind(scope.id)
    .all()
    .await
}
