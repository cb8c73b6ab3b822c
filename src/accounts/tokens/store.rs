//! SQL of the tokens.

use super::model::{Scope, TokenId, TokenRow};
use crate::accounts::model::{Role, UserId, Viewer};
use crate::db::{JsonText, Moment, Result, Tx};
use crate::sql;

/// A new token's row.
#[derive(Debug)]
pub struct NewToken {
    pub id: TokenId,
    pub user_id: UserId,
    pub name: String,
    pub hash: String,
    pub hint: String,
    pub scopes: Vec<Scope>,
    pub at: Moment,
    pub expires_at: Moment,
}

/// Whose a token is, and what it may be used for.
#[derive(Debug, sqlx::FromRow)]
pub struct Owner {
    pub token_id: TokenId,
    pub scopes: JsonText<Vec<Scope>>,
    pub last_used_at: Option<Moment>,
    pub id: UserId,
    pub nickname: String,
    pub role: Role,
}

impl Owner {
    pub fn viewer(&self) -> Viewer {
        Viewer { id: self.id, nickname: self.nickname.clone(), role: self.role }
    }
}

pub async fn insert(tx: &mut Tx, new: NewToken) -> Result<()> {
    tx.sql(sql!(
        "insert into api_tokens (id, user_id, name, hash, hint, scopes, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)"
    ))
    .bind(new.id)
    .bind(new.user_id)
    .bind(new.name)
    .bind(new.hash)
    .bind(new.hint)
    .bind(JsonText(new.scopes))
    .bind(new.at)
    .bind(new.expires_at)
    .execute()
    .await?;
    Ok(())
}

pub async fn of_user(tx: &mut Tx, user: UserId) -> Result<Vec<TokenRow>> {
    tx.sql(sql!(
        "select id, name, hint, scopes, created_at, expires_at, revoked_at, last_used_at
           from api_tokens where user_id = $1 order by created_at desc, id desc limit 200"
    ))
    .bind(user)
    .all()
    .await
}

/// How many of a user's tokens can be used.
pub async fn valid(tx: &mut Tx, user: UserId, now: Moment) -> Result<i64> {
    let (count,): (i64,) = tx
        .sql(sql!(
            "select count(*) from api_tokens
              where user_id = $1 and revoked_at is null and expires_at > $2"
        ))
        .bind(user)
        .bind(now)
        .one()
        .await?;
    Ok(count)
}

/// The owner of a token that can be used.
pub async fn owner(tx: &mut Tx, hash: &str, now: Moment) -> Result<Option<Owner>> {
    tx.sql(sql!(
        "select t.id as token_id, t.scopes, t.last_used_at, u.id, u.nickname, u.role
           from api_tokens t join users u on u.id = t.user_id
          where t.hash = $1 and t.revoked_at is null and t.expires_at > $2 and u.deleted_at is null"
    ))
    .bind(hash.to_owned())
    .bind(now)
    .optional()
    .await
}

pub async fn used(tx: &mut Tx, id: TokenId, at: Moment) -> Result<u64> {
    tx.sql(sql!("update api_tokens set last_used_at = $2 where id = $1"))
        .bind(id)
        .bind(at)
        .execute()
        .await
}

pub async fn revoke(tx: &mut Tx, id: TokenId, user: UserId, at: Moment) -> Result<u64> {
    tx.sql(sql!(
        "update api_tokens set revoked_at = $3
          where id = $1 and user_id = $2 and revoked_at is null"
    ))
    .bind(id)
    .bind(user)
    .bind(at)
    .execute()
    .await
}
