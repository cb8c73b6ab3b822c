//! SQL of the review pages. The statistics' statements: `stats/store.rs`.

use super::model::{CommentId, Filter, ListedRow, PAGE, Remark, Whose};
use crate::accounts::UserId;
use crate::db::{Moment, Result, Tx};
use crate::missions::model::{MissionId, SubmissionId};
use crate::sql;

/// `like` pattern of a part of a name.
fn pattern(part: &str) -> String {
    let mut pattern = String::from("%");
    for c in part.trim().to_lowercase().chars() {
        if matches!(c, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

pub async fn list(tx: &mut Tx, mission: MissionId, filter: &Filter) -> Result<Vec<ListedRow>> {
    tx.sql(sql!(
        "select s.id, s.created_at, s.state, s.verdict, s.score, s.override_score, s.max_score,
                u.nickname, i.title as item_title, i.position as item_position,
                (select count(*) from submission_comments c
                  where c.submission_id = s.id and c.withdrawn_at is null) as comments,
                count(*) over () as total
           from submissions s
           join mission_items i on i.id = s.item_id
           join users u on u.id = s.user_id
          where i.mission_id = $1 and s.purpose = 'full'
            and (cast($2 as uuid) is null or s.item_id = $2)
            and lower(u.nickname) like $3 escape '!'
            and ($4 = '' or s.verdict = $4 or s.state = $4
                 or ($4 = 'overridden' and s.override_score is not null))
            and (cast($5 as timestamptz) is null or s.created_at >= $5)
            and (cast($6 as timestamptz) is null or s.created_at < $6)
          order by s.created_at desc, s.id desc limit $7 offset $8"
    ))
    .bind(mission)
    .bind(filter.item)
    .bind(pattern(&filter.learner))
    .bind(filter.verdict.clone())
    .bind(filter.from)
    .bind(filter.until)
    .bind(PAGE)
    .bind((filter.page.max(1) - 1).saturating_mul(PAGE))
    .all()
    .await
}

pub async fn whose(tx: &mut Tx, id: SubmissionId) -> Result<Whose> {
    tx.sql(sql!(
        "select u.nickname, v.number as version, v.digest as version_digest,
                n.number as current_version, s.fault, s.peak_memory, s.grader_digest,
                s.runtime_digest
           from submissions s
           join users u on u.id = s.user_id
           join mission_items i on i.id = s.item_id
           left join item_versions v on v.id = s.item_version_id
           left join item_versions n on n.id = i.version_id
          where s.id = $1"
    ))
    .bind(id)
    .one()
    .await
}

/// Comments and changes of the score, oldest first.
pub async fn remarks(tx: &mut Tx, id: SubmissionId) -> Result<Vec<Remark>> {
    tx.sql(sql!(
        "select r.kind, r.id, r.author_id, u.nickname as author, r.body, r.created_at, r.was, r.score
           from (select 'comment' as kind, id, author_id, body, created_at,
                        cast(null as bigint) as was, cast(null as bigint) as score
                   from submission_comments where submission_id = $1 and withdrawn_at is null
                 union all
                 select 'score' as kind, id, author_id, reason, created_at, was, score
                   from score_overrides where submission_id = $1) r
           join users u on u.id = r.author_id
          order by r.created_at, r.id"
    ))
    .bind(id)
    .all()
    .await
}

pub async fn insert_comment(
    tx: &mut Tx,
    id: CommentId,
    submission: SubmissionId,
    author: UserId,
    body: &str,
    now: Moment,
) -> Result<()> {
    tx.sql(sql!(
        "insert into submission_comments (id, submission_id, author_id, body, created_at)
         values ($1, $2, $3, $4, $5)"
    ))
    .bind(id)
    .bind(submission)
    .bind(author)
    .bind(body.to_owned())
    .bind(now)
    .execute()
    .await?;
    Ok(())
}

/// 0 rows when it is not this author's.
pub async fn withdraw_comment(
    tx: &mut Tx,
    id: CommentId,
    submission: SubmissionId,
    author: UserId,
    now: Moment,
) -> Result<u64> {
    tx.sql(sql!(
        "update submission_comments set withdrawn_at = $4
          where id = $1 and submission_id = $2 and author_id = $3 and withdrawn_at is null"
    ))
    .bind(id)
    .bind(submission)
    .bind(author)
    .bind(now)
    .execute()
    .await
}

/// Notes who set which score and why, with what counted before.
pub async fn insert_override(
    tx: &mut Tx,
    id: CommentId,
    submission: SubmissionId,
    author: UserId,
    score: Option<i64>,
    reason: &str,
    now: Moment,
) -> Result<()> {
    tx.sql(sql!(
        "insert into score_overrides (id, submission_id, author_id, was, score, reason, created_at)
         select $1, id, $3, coalesce(override_score, score, 0), $4, $5, $6
           from submissions where id = $2"
    ))
    .bind(id)
    .bind(submission)
    .bind(author)
    .bind(score)
    .bind(reason.to_owned())
    .bind(now)
    .execute()
    .await?;
    Ok(())
}

pub async fn set_override(tx: &mut Tx, id: SubmissionId, score: Option<i64>) -> Result<()> {
    tx.sql(sql!("update submissions set override_score = $2 where id = $1"))
        .bind(id)
        .bind(score)
        .execute()
        .await?;
    Ok(())
}
