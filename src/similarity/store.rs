//! SQL of similar submissions.

use super::service::{Candidate, Program};
use crate::db::{Result, Tx};
use crate::missions::{ItemId, SubmissionId};
use crate::sql;

/// Each learner's newest graded submission for an item, newest first, with
/// its fingerprints, or its files if there are none yet.
pub async fn candidates(
    tx: &mut Tx,
    item: ItemId,
    algorithm: i64,
    most: i64,
) -> Result<Vec<Candidate>> {
    tx.sql(sql!(
        "select s.id, u.nickname, s.created_at, f.prints, f.tokens,
                case when f.prints is null then s.files end as files,
                count(*) over () as total
           from (select id, user_id, created_at, files,
                        row_number() over (partition by user_id
                                           order by created_at desc, id desc) as newest
                   from submissions
                  where item_id = $1 and purpose = 'full' and state = 'done') s
           join users u on u.id = s.user_id and u.role = 'learner'
           left join submission_fingerprints f on f.submission_id = s.id and f.algorithm = $2
          where s.newest = 1 order by s.created_at desc, s.id desc limit $3"
    ))
    .bind(item)
    .bind(algorithm)
    .bind(most)
    .all()
    .await
}

/// Keeps fingerprints, all with one statement: a JSON list of `id` (hex),
/// `algorithm`, `tokens` and `prints`.
pub async fn keep(tx: &mut Tx, list: String) -> Result<u64> {
    // A list as one argument is taken apart by json_each here, by
    // json_array_elements there; ids are bytes here, UUIDs there.
    tx.sql(sql!(
        sqlite: "insert into submission_fingerprints (submission_id, algorithm, tokens, prints)
             select unhex(json_extract(value, '$.id')), json_extract(value, '$.algorithm'),
                    json_extract(value, '$.tokens'), json_extract(value, '$.prints')
               from json_each($1) where true
             on conflict (submission_id) do update set algorithm = excluded.algorithm,
                 tokens = excluded.tokens, prints = excluded.prints",
        postgres: "insert into submission_fingerprints (submission_id, algorithm, tokens, prints)
             select cast(value ->> 'id' as uuid), cast(value ->> 'algorithm' as bigint),
                    cast(value ->> 'tokens' as bigint), value ->> 'prints'
               from json_array_elements(cast($1 as json))
             on conflict (submission_id) do update set algorithm = excluded.algorithm,
                 tokens = excluded.tokens, prints = excluded.prints"
    ))
    .bind(list)
    .execute()
    .await
}

/// Programs by a JSON list of ids (hex), of one item.
pub async fn programs(tx: &mut Tx, item: ItemId, ids: String) -> Result<Vec<Program>> {
    // As above.
    tx.sql(sql!(
        sqlite: "select s.id, u.nickname, s.created_at, s.files
               from submissions s join users u on u.id = s.user_id
              where s.item_id = $1 and lower(hex(s.id)) in (select value from json_each($2))",
        postgres: "select s.id, u.nickname, s.created_at, s.files
               from submissions s join users u on u.id = s.user_id
              where s.item_id = $1
                and replace(cast(s.id as text), '-', '')
                    in (select json_array_elements_text(cast($2 as json)))"
    ))
    .bind(item)
    .bind(ids)
    .all()
    .await
}

/// The item of two submissions, if it is the same one.
pub async fn common_item(
    tx: &mut Tx,
    a: SubmissionId,
    b: SubmissionId,
) -> Result<Option<(ItemId,)>> {
    tx.sql(sql!(
        "select a.item_id from submissions a join submissions b on b.item_id = a.item_id
          where a.id = $1 and b.id = $2"
    ))
    .bind(a)
    .bind(b)
    .optional()
    .await
}
