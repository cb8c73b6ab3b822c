//! SQL of the statistics. Reports are JSON text: the two engines take it
//! apart in their own ways, everything else is one text.

use super::{Groups, ItemCounts};
use crate::db::{Result, Tx};
use crate::missions::model::{ItemId, MissionId};
use crate::sql;

/// Learners who handed something in.
pub async fn learners(tx: &mut Tx, mission: MissionId) -> Result<i64> {
    let (learners,) = tx
        .sql(sql!(
            "select count(distinct s.user_id)
               from submissions s
               join mission_items i on i.id = s.item_id
               join users u on u.id = s.user_id and u.role = 'learner'
              where i.mission_id = $1 and i.archived_at is null and s.purpose = 'full'
                and s.state = 'done'"
        ))
        .bind(mission)
        .one()
        .await?;
    Ok(learners)
}

#[derive(Debug, sqlx::FromRow)]
pub struct ItemLine {
    pub item_id: ItemId,
    #[sqlx(flatten)]
    pub counts: ItemCounts,
    #[sqlx(flatten)]
    pub groups: Groups,
}

/// Numbers of each item.
pub async fn items(tx: &mut Tx, mission: MissionId) -> Result<Vec<ItemLine>> {
    tx.sql(sql!(
        "with graded as (
             select s.item_id, s.user_id, i.points, coalesce(s.override_score, s.score) as counted,
                    row_number() over (partition by s.item_id, s.user_id
                                       order by s.created_at, s.id) as attempt
               from submissions s
               join mission_items i on i.id = s.item_id
               join users u on u.id = s.user_id and u.role = 'learner'
              where i.mission_id = $1 and i.archived_at is null and s.purpose = 'full'
                and s.state = 'done'
                and (s.item_version_id is null or s.item_version_id = i.version_id)),
         best as (select item_id, user_id, max(counted) as best from graded
                   group by item_id, user_id),
         totals as (select user_id, sum(best) as total from best group by user_id),
         ranked as (select user_id, row_number() over (order by total desc, user_id) as top,
                           row_number() over (order by total, user_id) as low,
                           (count(*) over () * 27 + 50) / 100 as size
                      from totals)
         select g.item_id, count(*) as submissions, count(distinct g.user_id) as learners,
                count(distinct case when g.counted >= g.points then g.user_id end) as solved,
                count(case when g.attempt = 1 and g.counted >= g.points then 1 end) as solved_first,
                count(case when g.attempt = 1 and r.top <= r.size then 1 end) as upper,
                count(case when g.attempt = 1 and r.top <= r.size and g.counted >= g.points
                           then 1 end) as upper_right,
                count(case when g.attempt = 1 and r.low <= r.size then 1 end) as lower,
                count(case when g.attempt = 1 and r.low <= r.size and g.counted >= g.points
                           then 1 end) as lower_right
           from graded g join ranked r on r.user_id = g.user_id
          group by g.item_id"
    ))
    .bind(mission)
    .all()
    .await
}

/// Item, tenth of the points, learners whose best is there.
pub async fn scores(tx: &mut Tx, mission: MissionId) -> Result<Vec<(ItemId, i64, i64)>> {
    tx.sql(sql!(
        "select b.item_id, cast(b.best * 10 / b.points as bigint) as bucket, count(*) as learners
           from (select s.item_id, i.points, max(coalesce(s.override_score, s.score)) as best
                   from submissions s
                   join mission_items i on i.id = s.item_id
                   join users u on u.id = s.user_id and u.role = 'learner'
                  where i.mission_id = $1 and i.archived_at is null and s.purpose = 'full'
                    and s.state = 'done'
                    and (s.item_version_id is null or s.item_version_id = i.version_id)
                  group by s.item_id, s.user_id, i.points) b
          where b.best is not null
          group by b.item_id, cast(b.best * 10 / b.points as bigint)"
    ))
    .bind(mission)
    .all()
    .await
}

#[derive(Debug, sqlx::FromRow)]
pub struct CaseLine {
    pub item_id: ItemId,
    pub position: i64,
    pub name: String,
    pub judged: i64,
    pub passed: i64,
    #[sqlx(flatten)]
    pub groups: Groups,
}

/// Numbers of each case, in the order of items and cases.
pub async fn cases(tx: &mut Tx, mission: MissionId) -> Result<Vec<CaseLine>> {
    // JSON is unnested by json_each here, by json_array_elements there.
    tx.sql(sql!(
        sqlite: "with graded as (
             select s.item_id, s.user_id, coalesce(s.override_score, s.score) as counted, s.report,
                    row_number() over (partition by s.item_id, s.user_id
                                       order by s.created_at, s.id) as attempt
               from submissions s
               join mission_items i on i.id = s.item_id and i.kind = 'code'
               join users u on u.id = s.user_id and u.role = 'learner'
              where i.mission_id = $1 and i.archived_at is null and s.purpose = 'full'
                and s.state = 'done'
                and (s.item_version_id is null or s.item_version_id = i.version_id)),
         best as (select item_id, user_id, max(counted) as best from graded
                   group by item_id, user_id),
         totals as (select user_id, sum(best) as total from best group by user_id),
         ranked as (select user_id, row_number() over (order by total desc, user_id) as top,
                           row_number() over (order by total, user_id) as low,
                           (count(*) over () * 27 + 50) / 100 as size
                      from totals),
         judged as (
             select g.item_id, g.user_id, g.attempt, c.key as position,
                    json_extract(c.value, '$.name') as name,
                    json_extract(c.value, '$.verdict') = 'accepted' as passed
               from graded g, json_each(g.report, '$.items') c
              where json_extract(c.value, '$.verdict') <> 'skipped')
         select j.item_id, j.position, max(j.name) as name, count(*) as judged,
                count(case when j.passed then 1 end) as passed,
                count(case when j.attempt = 1 and r.top <= r.size then 1 end) as upper,
                count(case when j.attempt = 1 and r.top <= r.size and j.passed then 1 end)
                    as upper_right,
                count(case when j.attempt = 1 and r.low <= r.size then 1 end) as lower,
                count(case when j.attempt = 1 and r.low <= r.size and j.passed then 1 end)
                    as lower_right
           from judged j join ranked r on r.user_id = j.user_id
          group by j.item_id, j.position order by j.item_id, j.position",
        postgres: "with graded as (
             select s.item_id, s.user_id, coalesce(s.override_score, s.score) as counted, s.report,
                    row_number() over (partition by s.item_id, s.user_id
                                       order by s.created_at, s.id) as attempt
               from submissions s
               join mission_items i on i.id = s.item_id and i.kind = 'code'
               join users u on u.id = s.user_id and u.role = 'learner'
              where i.mission_id = $1 and i.archived_at is null and s.purpose = 'full'
                and s.state = 'done'
                and (s.item_version_id is null or s.item_version_id = i.version_id)),
         best as (select item_id, user_id, max(counted) as best from graded
                   group by item_id, user_id),
         totals as (select user_id, sum(best) as total from best group by user_id),
         ranked as (select user_id, row_number() over (order by total desc, user_id) as top,
                           row_number() over (order by total, user_id) as low,
                           (count(*) over () * 27 + 50) / 100 as size
                      from totals),
         judged as (
             select g.item_id, g.user_id, g.attempt, c.position - 1 as position, c.value ->> 'name' as name,
                    c.value ->> 'verdict' = 'accepted' as passed
               from graded g
              cross join lateral json_array_elements(
                        replace(g.report, '\\u0000', '\\ufffd')::json -> 'items')
                    with ordinality c (value, position)
              where c.value ->> 'verdict' <> 'skipped')
         select j.item_id, j.position, max(j.name) as name, count(*) as judged,
                count(case when j.passed then 1 end) as passed,
                count(case when j.attempt = 1 and r.top <= r.size then 1 end) as upper,
                count(case when j.attempt = 1 and r.top <= r.size and j.passed then 1 end)
                    as upper_right,
                count(case when j.attempt = 1 and r.low <= r.size then 1 end) as lower,
                count(case when j.attempt = 1 and r.low <= r.size and j.passed then 1 end)
                    as lower_right
           from judged j join ranked r on r.user_id = j.user_id
          group by j.item_id, j.position order by j.item_id, j.position"
    ))
    .bind(mission)
    .all()
    .await
}

/// Item, case (from 0), what was put out instead of what was expected, and
/// learners; the most frequent first.
pub async fn wrong_outputs(
    tx: &mut Tx,
    mission: MissionId,
) -> Result<Vec<(ItemId, i64, String, i64)>> {
    // JSON is unnested by json_each here, by json_array_elements there.
    tx.sql(sql!(
        sqlite: "with outputs as (
             select s.item_id, s.user_id, c.key as position,
                    substr(json_extract(d.value, '$.text'), 1, 400) as text
               from submissions s
               join mission_items i on i.id = s.item_id and i.kind = 'code'
               join users u on u.id = s.user_id and u.role = 'learner',
                    json_each(s.report, '$.items') c, json_each(c.value, '$.details') d
              where i.mission_id = $1 and i.archived_at is null and s.purpose = 'full'
                and s.state = 'done'
                and (s.item_version_id is null or s.item_version_id = i.version_id)
                and json_extract(c.value, '$.verdict') <> 'accepted'
                and json_extract(d.value, '$.kind') = 'actual'),
         counted as (select item_id, position, text, count(distinct user_id) as learners
                       from outputs group by item_id, position, text),
         ranked as (select counted.*, row_number() over (partition by item_id, position
                                                         order by learners desc, text) as rank
                      from counted)
         select item_id, position, text, learners from ranked where rank <= 3
          order by item_id, position, rank",
        postgres: "with outputs as (
             select s.item_id, s.user_id, c.position - 1 as position,
                    substr(d.value ->> 'text', 1, 400) as text
               from submissions s
               join mission_items i on i.id = s.item_id and i.kind = 'code'
               join users u on u.id = s.user_id and u.role = 'learner'
              cross join lateral json_array_elements(
                        replace(s.report, '\\u0000', '\\ufffd')::json -> 'items')
                    with ordinality c (value, position)
              cross join lateral json_array_elements(c.value -> 'details') d (value)
              where i.mission_id = $1 and i.archived_at is null and s.purpose = 'full'
                and s.state = 'done'
                and (s.item_version_id is null or s.item_version_id = i.version_id)
                and c.value ->> 'verdict' <> 'accepted' and d.value ->> 'kind' = 'actual'),
         counted as (select item_id, position, text, count(distinct user_id) as learners
                       from outputs group by item_id, position, text),
         ranked as (select counted.*, row_number() over (partition by item_id, position
                                                         order by learners desc, text) as rank
                      from counted)
         select item_id, position, text, learners from ranked where rank <= 3
          order by item_id, position, rank"
    ))
    .bind(mission)
    .all()
    .await
}

/// Item, the chosen ids as JSON, and learners; the most frequent first.
pub async fn wrong_answers(tx: &mut Tx, mission: MissionId) -> Result<Vec<(ItemId, String, i64)>> {
    tx.sql(sql!(
        "select s.item_id, s.answer, count(distinct s.user_id) as learners
           from submissions s
           join mission_items i on i.id = s.item_id and i.kind = 'choice'
           join users u on u.id = s.user_id and u.role = 'learner'
          where i.mission_id = $1 and i.archived_at is null and s.purpose = 'full'
            and s.state = 'done' and s.verdict <> 'accepted' and s.answer is not null
            and (s.item_version_id is null or s.item_version_id = i.version_id)
          group by s.item_id, s.answer order by learners desc, s.answer"
    ))
    .bind(mission)
    .all()
    .await
}
