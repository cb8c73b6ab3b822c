//! SQL of the accounts.

use super::model::{NewUser, UserId, Viewer};
use crate::db::{Result, Tx};
use crate::sql;

/// What a log-in needs.
#[derive(Debug, sqlx::FromRow)]
pub struct Credentials {
    pub id: UserId,
    pub password_hash: String,
}

pub async fn viewer(tx: &mut Tx, id: UserId) -> Result<Option<Viewer>> {
    tx.sql(sql!("select id, nickname, role from users where id = $1 and deleted_at is null"))
        .bind(id)
        .optional()
        .await
}

pub async fn credentials(tx: &mut Tx, email_key: &str) -> Result<Option<Credentials>> {
    tx.sql(sql!("select id, password_hash from users where email_key = $1 and deleted_at is null"))
        .bind(email_key.to_owned())
        .optional()
        .await
}

pub async fn insert(tx: &mut Tx, user: &NewUser) -> Result<()> {
    tx.sql(sql!(
        "insert into users (id, email, email_key, nickname, nickname_key, password_hash, role,
                            created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $8)"
    ))
    .bind(user.id)
    .bind(user.email.as_str().to_owned())
    .bind(user.email.key())
    .bind(user.nickname.as_str().to_owned())
    .bind(user.nickname.key())
    .bind(user.password_hash.clone())
    .bind(user.role)
    .bind(user.at)
    .execute()
    .await?;
    Ok(())
}
