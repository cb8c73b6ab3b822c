//! SQL of recipes and results, one or many at a time.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{Judged, NamedRecipe, Outcome, Source, noted_before};
use crate::db::{JsonText, Moment, Result, Tx};
use crate::missions::grading::PluginRef;
use crate::sql;

pub async fn find(tx: &mut Tx, key: &str) -> Result<Option<Outcome>> {
    tx.sql(sql!(
        "select verdict, score, max_score, fuel, peak_memory, report from results where key = $1"
    ))
    .bind(key.to_owned())
    .optional()
    .await
}

/// Keeps what verdicts follow from, and those that may be used again.
pub async fn keep(tx: &mut Tx, judged: &[&Judged], caching: bool, now: Moment) -> Result<()> {
    // In the order of their names, as others who write do: two who wait for
    // each other's rows would wait for ever.
    let (known, new): (Vec<&Judged>, Vec<&Judged>) =
        judged.iter().copied().partition(|judged| judged.source == Source::Cache);
    for key in known.iter().map(|judged| &*judged.key).collect::<BTreeSet<_>>() {
        note_use(tx, key, now).await?;
    }
    // Recipes stay: there are few, and replays need them.
    let recipes: BTreeMap<&str, &NamedRecipe> =
        new.iter().map(|judged| (&*judged.recipe.digest, &*judged.recipe)).collect();
    if !recipes.is_empty() {
        keep_recipes(tx, &recipes.into_values().collect::<Vec<_>>()).await?;
    }
    let results: BTreeMap<&str, NewResult<'_>> = new
        .iter()
        .filter(|judged| caching && judged.source == Source::Run)
        .map(|judged| (&*judged.key, NewResult::of(judged)))
        .collect();
    if !results.is_empty() {
        keep_results(tx, &results.into_values().collect::<Vec<_>>(), now).await?;
    }
    Ok(())
}

async fn note_use(tx: &mut Tx, key: &str, now: Moment) -> Result<()> {
    tx.sql(sql!("update results set used_at = $2 where key = $1 and used_at < $3"))
        .bind(key.to_owned())
        .bind(now)
        .bind(noted_before(now))
        .execute()
        .await?;
    Ok(())
}

pub async fn count(tx: &mut Tx) -> Result<i64> {
    let (count,): (i64,) = tx.sql(sql!("select count(*) from results")).one().await?;
    Ok(count)
}

pub async fn remove_oldest(tx: &mut Tx, most: i64) -> Result<u64> {
    tx.sql(sql!(
        "delete from results where key in (select key from results order by used_at limit $1)"
    ))
    .bind(most)
    .execute()
    .await
}

/// The text of a recipe.
pub async fn recipe(tx: &mut Tx, digest: &str) -> Result<Option<String>> {
    let row: Option<(String,)> = tx
        .sql(sql!("select recipe from recipes where digest = $1"))
        .bind(digest.to_owned())
        .optional()
        .await?;
    Ok(row.map(|(recipe,)| recipe))
}

/// A known result with its key.
#[derive(Debug, sqlx::FromRow)]
pub struct Known {
    pub key: String,
    #[sqlx(flatten)]
    pub outcome: Outcome,
}

/// What is known of these keys.
pub async fn known(tx: &mut Tx, keys: &[&str]) -> Result<Vec<Known>> {
    tx.sql(sql!(
        sqlite: "select key, verdict, score, max_score, fuel, peak_memory, report from results
          where key in (select value from json_each($1))",
        // Each engine has its own functions to read JSON.
        postgres: "select key, verdict, score, max_score, fuel, peak_memory, report from results
          where key in (select value from json_array_elements_text(cast($1 as json)))"
    ))
    .bind(JsonText(keys.to_vec()))
    .all()
    .await
}

/// A new result, as JSON for the database.
#[derive(Debug, Serialize)]
pub struct NewResult<'a> {
    pub key: &'a str,
    pub recipe: &'a str,
    #[serde(flatten)]
    pub outcome: &'a Outcome,
}

impl<'a> NewResult<'a> {
    /// Of a verdict.
    pub fn of(judged: &'a Judged) -> Self {
        let (key, recipe) = (&*judged.key, &*judged.recipe.digest);
        Self { key, recipe, outcome: &judged.outcome }
    }
}

pub async fn keep_recipes(tx: &mut Tx, recipes: &[&NamedRecipe]) -> Result<u64> {
    let rows: Vec<NewRecipe<'_>> = recipes.iter().map(|recipe| NewRecipe::of(recipe)).collect();
    tx.sql(sql!(
        sqlite: "insert into recipes (digest, recipe, grader_id, grader_version, grader_digest,
                              runtime_id, runtime_version, runtime_digest)
         select json_extract(value, '$.digest'), json_extract(value, '$.recipe'),
                json_extract(value, '$.grader.id'), json_extract(value, '$.grader.version'),
                json_extract(value, '$.grader.digest'), json_extract(value, '$.runtime.id'),
                json_extract(value, '$.runtime.version'), json_extract(value, '$.runtime.digest')
           from json_each($1) where true on conflict (digest) do nothing",
        // Each engine has its own functions to read JSON.
        postgres: "insert into recipes (digest, recipe, grader_id, grader_version, grader_digest,
                              runtime_id, runtime_version, runtime_digest)
         select value ->> 'digest', value ->> 'recipe',
                value #>> '{grader,id}', value #>> '{grader,version}', value #>> '{grader,digest}',
                value #>> '{runtime,id}', value #>> '{runtime,version}', value #>> '{runtime,digest}'
           from json_array_elements(cast($1 as json)) on conflict (digest) do nothing"
    ))
    .bind(JsonText(rows))
    .execute()
    .await
}

/// A recipe, as JSON for the database.
#[derive(Debug, Serialize)]
struct NewRecipe<'a> {
    digest: &'a str,
    recipe: &'a str,
    grader: &'a PluginRef,
    runtime: Option<&'a PluginRef>,
}

impl<'a> NewRecipe<'a> {
    fn of(named: &'a NamedRecipe) -> Self {
        Self {
            digest: &named.digest,
            recipe: &named.text,
            grader: &named.recipe.grader,
            runtime: named.recipe.runtime(),
        }
    }
}

pub async fn keep_results(tx: &mut Tx, results: &[NewResult<'_>], now: Moment) -> Result<u64> {
    tx.sql(sql!(
        sqlite: "insert into results (key, recipe, verdict, score, max_score, fuel, peak_memory, report, used_at)
         select json_extract(value, '$.key'), json_extract(value, '$.recipe'),
                json_extract(value, '$.verdict'), json_extract(value, '$.score'),
                json_extract(value, '$.max_score'), json_extract(value, '$.fuel'),
                json_extract(value, '$.peak_memory'), json_extract(value, '$.report'), $2
           from json_each($1) where true on conflict (key) do nothing",
        postgres: "insert into results (key, recipe, verdict, score, max_score, fuel, peak_memory, report, used_at)
         select r.key, r.recipe, r.verdict, r.score, r.max_score, r.fuel, r.peak_memory, r.report, $2
           from json_to_recordset(cast($1 as json))
             as r (key text, recipe text, verdict text, score bigint, max_score bigint, fuel bigint,
                   peak_memory bigint, report text)
         on conflict (key) do nothing"
    ))
    .bind(JsonText(results))
    .bind(now)
    .execute()
    .await
}
