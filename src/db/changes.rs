//! Being told by the database that something has changed.

use std::time::Duration;

use sqlx::postgres::PgListener;

use super::{Db, Pools};

/// Waits for changes that other processes announce. Without PostgreSQL, or
/// while it cannot be reached, waiting is all that it does: whoever uses it
/// looks at the tables anyway.
#[derive(Debug)]
pub struct Changes(Option<PgListener>);

impl Db {
    /// Listens to a channel of `pg_notify`.
    pub async fn changes(&self, channel: &str) -> Changes {
        let Pools::Postgres(pool) = &self.pools else { return Changes(None) };
        let listening = async {
            let mut listener = PgListener::connect_with(pool).await?;
            listener.listen(channel).await?;
            Ok::<_, sqlx::Error>(listener)
        };
        match listening.await {
            Ok(listener) => Changes(Some(listener)),
            Err(error) => {
                tracing::warn!(%error, channel, "cannot listen; looking at the tables instead");
                Changes(None)
            }
        }
    }
}

impl Changes {
    /// Waits for a change, at most `most`.
    pub async fn wait(&mut self, most: Duration) {
        let Some(listener) = &mut self.0 else { return tokio::time::sleep(most).await };
        match tokio::time::timeout(most, listener.recv()).await {
            Ok(Ok(_)) | Err(_) => {}
            // It connects again by itself, at the next call.
            Ok(Err(error)) => {
                tracing::warn!(%error, "the connection for changes was lost");
                tokio::time::sleep(most).await;
            }
        }
    }
}
