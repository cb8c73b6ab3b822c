//! Browser sessions in our own database.

use async_trait::async_trait;
use time::OffsetDateTime;
use tower_sessions::SessionStore;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result};

use crate::clock::Clock;
use crate::db::{Db, JsonText, Moment};
use crate::sql;

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
            .bind(record.id.to_string())
            .bind(JsonText(record.clone()))
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
        .bind(record.id.to_string())
        .bind(JsonText(record.clone()))
        .bind(moment(record.expiry_date)?)
        .execute()
        .await
        .map_err(backend)?;
        tx.commit().await.map_err(backend)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let mut tx = self.db.read().await.map_err(backend)?;
        let row: Option<(JsonText<Record>,)> = tx
            .sql(sql!("select data from sessions where id = $1 and expires_at > $2"))
            .bind(id.to_string())
            .bind(self.clock.now())
            .optional()
            .await
            .map_err(backend)?;
        Ok(row.map(|(JsonText(record),)| record))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        let mut tx = self.db.begin().await.map_err(backend)?;
        tx.sql(sql!("delete from sessions where id = $1"))
            .bind(id.to_string())
            .execute()
            .await
            .map_err(backend)?;
        tx.commit().await.map_err(backend)
    }
}

fn backend(error: sqlx::Error) -> Error {
    Error::Backend(error.to_string())
}

fn moment(at: OffsetDateTime) -> Result<Moment> {
    let nanos = at.unix_timestamp_nanos();
    jiff::Timestamp::from_nanosecond(nanos)
        .map(Moment::new)
        .map_err(|error| Error::Encode(error.to_string()))
}
