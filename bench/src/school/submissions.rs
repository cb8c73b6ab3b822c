//! Submissions by the thousand, written straight into the table.

use anyhow::Result;
use weaverse::db::Db;
use weaverse::sql;

/// So many submissions to an item, each another program, all with a verdict
/// that is wrong; every learner of the school has as many.
pub async fn copies(db: &Db, item: &str, file: &str, program: &str, count: i64) -> Result<()> {
    let content = serde_json::to_string(program)?;
    // Each has a comment of its own before the quotation mark that ends it.
    let (head, comment) = (content.trim_end_matches('"').to_owned(), comment(file));
    let before = format!("[{{\"path\":\"{file}\",\"content\":{head}{comment} ");
    let mut tx = db.begin().await?;
    tx.sql(sql!(
        sqlite: "insert into submissions (id, user_id, item_id, purpose, language, entry, files,
                              created_at, state, due_at, available_at, tries, verdict, score, max_score)
         with recursive n (i) as (select 1 union all select i + 1 from n where i < $3),
              u as (select id, row_number() over (order by id) - 1 as place from users)
         select randomblob(16), u.id, mi.id, 'full', mi.language, mi.entry,
                $2 || n.i || '\"}]', '2026-01-01T00:00:00.000000Z', 'done',
                '2026-01-01T00:00:00.000000Z', '2026-01-01T00:00:00.000000Z', 1,
                'wrong_answer', 0, mi.points
           from n, mission_items mi, u
          where mi.name = $1 and u.place = n.i % (select count(*) from users)",
        // Numbers and ids are made differently.
        postgres: "insert into submissions (id, user_id, item_id, purpose, language, entry, files,
                              created_at, state, due_at, available_at, tries, verdict, score, max_score)
         with u as (select id, row_number() over (order by id) - 1 as place from users)
         select gen_random_uuid(), u.id, mi.id, 'full', mi.language, mi.entry,
                $2 || n || '\"}]', '2026-01-01T00:00:00Z', 'done',
                '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', 1, 'wrong_answer', 0, mi.points
           from generate_series(1, $3) n, mission_items mi, u
          where mi.name = $1 and u.place = n % (select count(*) from users)"
    ))
    .bind(item.to_owned())
    .bind(before)
    .bind(count)
    .execute()
    .await?;
    tx.commit().await?;
    Ok(())
}

fn comment(file: &str) -> &'static str {
    if file.ends_with(".js") { "\\n//" } else { "\\n#" }
}

/// Those that [`copies`] wrote wait for a worker now.
pub async fn queued(db: &Db, item: &str) -> Result<()> {
    let mut tx = db.begin().await?;
    tx.sql(sql!(
        "update submissions set state = 'queued', verdict = null, score = null, tries = 0
          where state = 'done' and verdict = 'wrong_answer'
            and item_id in (select id from mission_items where name = $1)"
    ))
    .bind(item.to_owned())
    .execute()
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Submissions that wait or are being graded.
pub async fn undecided(db: &Db) -> Result<i64> {
    let mut tx = db.read().await?;
    let row = tx.sql(sql!("select count(*) from submissions where state in ('queued', 'running')"));
    let (count,): (i64,) = row.one().await?;
    Ok(count)
}

/// Submissions of an item with a verdict, and those that are right.
pub async fn graded(db: &Db, item: &str) -> Result<(i64, i64)> {
    let mut tx = db.read().await?;
    let row = tx.sql(sql!(
        "select count(*), coalesce(sum(case when verdict = 'accepted' then 1 else 0 end), 0)
           from submissions s join mission_items i on i.id = s.item_id
          where i.name = $1 and s.state = 'done'"
    ));
    Ok(row.bind(item.to_owned()).one().await?)
}

/// A cold cache.
pub async fn results_forgotten(db: &Db) -> Result<()> {
    let mut tx = db.begin().await?;
    tx.sql(sql!("delete from results")).execute().await?;
    tx.commit().await?;
    Ok(())
}
