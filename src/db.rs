//! The data layer: one SQL text, two native drivers.
//!
//! A [`Tx`] is the only way to reach the database. Its statements are texts
//! written in [`sql!`](crate::sql), so that one test can find and prepare every
//! statement of the program on both engines. Rules: `docs/data.md`.

mod changes;
mod connect;
pub mod constraint;
mod statement;
mod types;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use sqlx::{PgPool, Postgres, Sqlite, SqlitePool, Transaction};

pub use changes::Changes;
pub use connect::Target;
pub use statement::{Bindable, Rowed, Statement, Text};
pub use types::{JsonText, Moment, storable};

/// Where an operation of the data layer fails.
pub type Result<T> = std::result::Result<T, sqlx::Error>;

/// The database: cheap to clone, shared by all tasks.
#[derive(Clone, Debug)]
pub struct Db {
    pools: Pools,
    statements: Arc<AtomicU64>,
}

#[derive(Clone, Debug)]
enum Pools {
    /// SQLite has one writer at a time: a pool of one makes writers queue
    /// here, where waiting is fair, and not in the engine's busy loop.
    Sqlite {
        read: SqlitePool,
        write: SqlitePool,
    },
    Postgres(PgPool),
}

/// An open transaction. Nothing is written until [`Tx::commit`].
#[derive(Debug)]
pub struct Tx {
    inner: TxInner,
    statements: Arc<AtomicU64>,
}

#[derive(Debug)]
enum TxInner {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl Db {
    /// Begins a transaction that may write.
    ///
    /// # Errors
    /// When no connection can be had in time.
    pub async fn begin(&self) -> Result<Tx> {
        let inner = match &self.pools {
            Pools::Sqlite { write, .. } => TxInner::Sqlite(
                write.begin_with("PRAGMA synchronous = FULL; BEGIN IMMEDIATE").await?,
            ),
            Pools::Postgres(pool) => TxInner::Postgres(pool.begin().await?),
        };
        Ok(self.tx(inner))
    }

    /// As [`Db::begin`], for changes that mean nothing once the machine has
    /// lost its power, for instance who works on what: the commit does not
    /// wait for the disk. Others see it as any other, and the next commit of
    /// [`Db::begin`] makes it last, too.
    ///
    /// # Errors
    /// When no connection can be had in time.
    pub async fn begin_relaxed(&self) -> Result<Tx> {
        let inner = match &self.pools {
            Pools::Sqlite { write, .. } => TxInner::Sqlite(
                write.begin_with("PRAGMA synchronous = NORMAL; BEGIN IMMEDIATE").await?,
            ),
            Pools::Postgres(pool) => TxInner::Postgres(
                pool.begin_with("BEGIN; SET LOCAL synchronous_commit = off").await?,
            ),
        };
        Ok(self.tx(inner))
    }

    /// Begins a transaction that only reads: a consistent snapshot that does
    /// not wait for writers.
    ///
    /// # Errors
    /// When no connection can be had in time.
    pub async fn read(&self) -> Result<Tx> {
        let inner = match &self.pools {
            Pools::Sqlite { read, .. } => TxInner::Sqlite(read.begin().await?),
            Pools::Postgres(pool) => TxInner::Postgres(pool.begin().await?),
        };
        Ok(self.tx(inner))
    }

    fn tx(&self, inner: TxInner) -> Tx {
        Tx { inner, statements: Arc::clone(&self.statements) }
    }

    /// How many statements have been executed through this `Db`: what the
    /// tests of the query counts look at.
    #[must_use]
    pub fn statement_count(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// `sqlite` or `postgres`, for logs.
    #[must_use]
    pub fn engine(&self) -> &'static str {
        match self.pools {
            Pools::Sqlite { .. } => "sqlite",
            Pools::Postgres(_) => "postgres",
        }
    }

    /// Closes all connections; on SQLite this also checkpoints the WAL.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}

impl Tx {
    /// A statement of this transaction; `text` comes from [`sql!`](crate::sql).
    pub fn sql(&mut self, text: &'static Text) -> Statement<'_> {
        self.statements.fetch_add(1, Ordering::Relaxed);
        Statement::new(&mut self.inner, text)
    }

    /// Makes everything that this transaction wrote permanent.
    ///
    /// # Errors
    /// When the engine refuses, for instance over a deferred constraint.
    pub async fn commit(self) -> Result<()> {
        match self.inner {
            TxInner::Sqlite(tx) => tx.commit().await,
            TxInner::Postgres(tx) => tx.commit().await,
        }
    }

    /// Prepares a text without running it; on failure says why.
    ///
    /// # Errors
    /// The engine's own message.
    pub async fn prepare(&mut self, text: &'static Text) -> Result<()> {
        use sqlx::{Executor as _, SqlStr};
        match &mut self.inner {
            TxInner::Sqlite(tx) => tx.prepare(SqlStr::from_static(text.sqlite)).await.map(drop),
            TxInner::Postgres(tx) => tx.prepare(SqlStr::from_static(text.postgres)).await.map(drop),
        }
    }
}
