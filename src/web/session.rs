//! Browser sessions in our own database, under the digest of their id.

use std::collections::HashMap;

use async_trait::async_trait;
use time::OffsetDateTime;
use tower_sessions::SessionStore;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result};

use crate::clock::Clock;
use crate::db::{Db, JsonText, Moment};
use crate::sql;
use crate::storage::digest;

/// Keeps sessions in the table `sessions`.
#[derive(Clone, Debug)]
pub struct SqlSessionStore {
    db: Db,
    clock: Clock,
}

impl SqlSessionStore {
    /// A store on this database.
    #[must_use]
    pub fn new(db: Db, clock: Clock) -> Self {
        Self { db, clock }
    }

    /// Deletes what has expired.
    ///
    /// # Errors
    /// The database's.
    pub async fn delete_expired(&self) -> crate::db::Result<u64> {
        let mut tx = self.db.begin().await?;
        let gone = tx
            .sql(sql!("delete from sessions where expires_at < $1"))
            .bind(self.clock.now())
            .execute()
            .await?;
        tx.commit().await?;
        Ok(gone)
    }

    async fn insert(&self, record: &Record) -> Result<bool> {
        let mut tx = self.db.begin().await.map_err(backend)?;
        let inserted = tx
            .sql(sql!(
                "insert into sessions (id, data, expires_at) values ($1, $2, $3)
                 on conflict (id) do nothing"
            ))
            .bind(key(&record.id))
            .bind(JsonText(record.data.clone()))
            .bind(moment(record.expiry_date)?)
            .execute()
            .await
            .map_err(backend)?;
        tx.commit().await.map_err(backend)?;
        Ok(inserted == 1)
    }
}

#[async_trait]
impl SessionStore for SqlSessionStore {
    async fn create(&self, record: &mut Record) -> Result<()> {
        while !self.insert(record).await? {
            record.id = Id::default();
        }
        Ok(())
    }

    async fn save(&self, record: &Record) -> Result<()> {
        let mut tx = self.db.begin().await.map_err(backend)?;
        tx.sql(sql!(
            "insert into sessions (id, data, expires_at) values ($1, $2, $3)
             on conflict (id) do update set data = excluded.data, expires_at = excluded.expires_at"
        ))
        .bind(key(&record.id))
        .bind(JsonText(record.data.clone()))
        .bind(moment(record.expiry_date)?)
        .execute()
        .await
        .map_err(backend)?;
        tx.commit().await.map_err(backend)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let mut tx = self.db.read().await.map_err(backend)?;
        let row: Option<(JsonText<Data>, Moment)> = tx
            .sql(sql!("select data, expires_at from sessions where id = $1 and expires_at > $2"))
            .bind(key(id))
            .bind(self.clock.now())
            .optional()
            .await
            .map_err(backend)?;
        let Some((JsonText(data), expires_at)) = row else { return Ok(None) };
        let expiry_date = OffsetDateTime::from_unix_timestamp_nanos(expires_at.0.as_nanosecond())
            .map_err(|error| Error::Decode(error.to_string()))?;
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        let mut tx = self.db.begin().await.map_err(backend)?;
        tx.sql(sql!("delete from sessions where id = $1"))
            .bind(key(id))
            .execute()
            .await
            .map_err(backend)?;
        tx.commit().await.map_err(backend)
    }
}

/// A session's id is a secret, as good as a password while it lasts: what a
/// copy of the database shows must open no session.
fn key(id: &Id) -> String {
    digest(id.to_string().as_bytes())
}

/// What a session holds.
type Data = HashMap<String, serde_json::Value>;

fn backend(error: sqlx::Error) -> Error {
    Error::Backend(error.to_string())
}

fn moment(at: OffsetDateTime) -> Result<Moment> {
    let nanos = at.unix_timestamp_nanos();
    jiff::Timestamp::from_nanosecond(nanos)
        .map(Moment::new)
        .map_err(|error| Error::Encode(error.to_string()))
}
