//! SQL of the progress.

use crate::accounts::UserId;
use crate::courses::TopicId;
use crate::db::{JsonText, Moment, Result, Tx};
use crate::packs::TopicKind;
use crate::sql;

use super::intervals::Interval;

/// A learner's progress in a topic.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct ProgressRow {
    /// Where to go on.
    pub position_ms: i64,
    /// The furthest point ever played.
    pub furthest_ms: i64,
    /// 0: not known.
    pub duration_ms: i64,
    /// What was watched.
    pub watched: JsonText<Vec<Interval>>,
    /// When it was done.
    pub completed_at: Option<Moment>,
}

pub async fn progress(tx: &mut Tx, user: UserId, topic: TopicId) -> Result<Option<ProgressRow>> {
    tx.sql(sql!(
        "select position_ms, furthest_ms, duration_ms, watched, completed_at
           from topic_progress where user_id = $1 and topic_id = $2"
    ))
    .bind(user)
    .bind(topic)
    .optional()
    .await
}

pub async fn save(
    tx: &mut Tx,
    user: UserId,
    topic: TopicId,
    row: &ProgressRow,
    now: Moment,
) -> Result<()> {
    tx.sql(sql!(
        "insert into topic_progress (user_id, topic_id, position_ms, furthest_ms, duration_ms,
                                     watched, completed_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (user_id, topic_id) do update set position_ms = excluded.position_ms,
             furthest_ms = excluded.furthest_ms, duration_ms = excluded.duration_ms,
             watched = excluded.watched, completed_at = excluded.completed_at,
             updated_at = excluded.updated_at"
    ))
    .bind(user)
    .bind(topic)
    .bind(row.position_ms)
    .bind(row.furthest_ms)
    .bind(row.duration_ms)
    .bind(row.watched.clone())
    .bind(row.completed_at)
    .bind(now)
    .execute()
    .await?;
    Ok(())
}

pub async fn topic_kind(tx: &mut Tx, topic: TopicId) -> Result<Option<TopicKind>> {
    let row: Option<(TopicKind,)> = tx
        .sql(sql!("select kind from topics where id = $1 and archived_at is null"))
        .bind(topic)
        .optional()
        .await?;
    Ok(row.map(|(kind,)| kind))
}

/// Marks the topic of an item's mission as done once the learner's best
/// scores reach what passes.
pub async fn complete_passed(
    tx: &mut Tx,
    user: UserId,
    item: crate::missions::ItemId,
    now: Moment,
) -> Result<()> {
    tx.sql(sql!(
        "insert into topic_progress (user_id, topic_id, position_ms, furthest_ms, duration_ms,
                                     watched, completed_at, updated_at)
         select $1, t.id, 0, 0, 0, '[]', $3, $3
           from topics t
           join missions m on m.id = t.mission_id
          where t.archived_at is null
            and m.id = (select mission_id from mission_items where id = $2)
            and 100 * (select coalesce(sum(b.best), 0) from
                         (select max(coalesce(s.override_score, s.score)) as best
                            from submissions s
                            join mission_items i on i.id = s.item_id
                           where i.mission_id = m.id and i.archived_at is null and s.user_id = $1
                             and s.purpose = 'full' and s.state = 'done'
                           group by s.item_id) b)
                >= m.pass_percent * (select sum(points) from mission_items
                                      where mission_id = m.id and archived_at is null)
         on conflict (user_id, topic_id) do update set
             completed_at = coalesce(topic_progress.completed_at, excluded.completed_at)"
    ))
    .bind(user)
    .bind(item)
    .bind(now)
    .execute()
    .await?;
    Ok(())
}

/// As [`complete_passed`], for everybody, in missions whose submissions were
/// graded again.
pub async fn complete_missions_passed(
    tx: &mut Tx,
    missions: &[crate::missions::MissionId],
    now: Moment,
) -> Result<()> {
    let ids: Vec<String> = missions.iter().map(|id| id.0.simple().to_string()).collect();
    tx.sql(sql!(
        sqlite: "insert into topic_progress (user_id, topic_id, position_ms, furthest_ms, duration_ms,
                                     watched, completed_at, updated_at)
         select earned.user_id, t.id, 0, 0, 0, '[]', $2, $2
           from topics t
           join missions m on m.id = t.mission_id
           join (select best.user_id, best.mission_id, sum(best.score) as score from
                   (select s.user_id, i.mission_id, s.item_id, max(s.score) as score
                      from submissions s join mission_items i on i.id = s.item_id
                     where i.archived_at is null and s.purpose = 'full' and s.state = 'done'
                       and i.mission_id in (select unhex(value) from json_each($1))
                     group by s.user_id, i.mission_id, s.item_id) best
                  group by best.user_id, best.mission_id) earned on earned.mission_id = m.id
          where t.archived_at is null
            and 100 * earned.score >= m.pass_percent * (select sum(points) from mission_items
                                      where mission_id = m.id and archived_at is null)
         on conflict (user_id, topic_id) do update set
             completed_at = coalesce(topic_progress.completed_at, excluded.completed_at)",
        // Each engine has its own functions to read JSON.
        postgres: "insert into topic_progress (user_id, topic_id, position_ms, furthest_ms, duration_ms,
                                     watched, completed_at, updated_at)
         select earned.user_id, t.id, 0, 0, 0, '[]', $2, $2
           from topics t
           join missions m on m.id = t.mission_id
           join (select best.user_id, best.mission_id, sum(best.score) as score from
                   (select s.user_id, i.mission_id, s.item_id, max(s.score) as score
                      from submissions s join mission_items i on i.id = s.item_id
                     where i.archived_at is null and s.purpose = 'full' and s.state = 'done'
                       and i.mission_id in (select cast(value as uuid)
                                              from json_array_elements_text(cast($1 as json)))
                     group by s.user_id, i.mission_id, s.item_id) best
                  group by best.user_id, best.mission_id) earned on earned.mission_id = m.id
          where t.archived_at is null
            and 100 * earned.score >= m.pass_percent * (select sum(points) from mission_items
                                      where mission_id = m.id and archived_at is null)
         on conflict (user_id, topic_id) do update set
             completed_at = coalesce(topic_progress.completed_at, excluded.completed_at)"
    ))
    .bind(JsonText(ids))
    .bind(now)
    .execute()
    .await?;
    Ok(())
}
