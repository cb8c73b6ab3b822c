//! The database of a run: one file in memory, one connection at a time.

use rusqlite::config::DbConfig;
use rusqlite::{Connection, Result};

use crate::policy::Policy;
use crate::schema::quoted;

/// A name in the file system that is a map in memory.
const FILE: &str = "main.db";

/// An open database.
pub(crate) struct Database {
    pub(crate) connection: Connection,
    pub(crate) policy: Policy,
}

impl Database {
    /// Opens the database, as it was left or empty.
    pub(crate) fn open() -> Result<Self> {
        let mut connection = Connection::open(FILE)?;
        let policy = Policy::default();
        // No script can make the file unreadable, and none can write below SQLite's feet.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
        // There is no power that could fail.
        connection.execute_batch("PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY")?;
        let asked = policy.clone();
        connection.authorizer(Some(move |context: rusqlite::hooks::AuthContext<'_>| {
            asked.authorize(context)
        }))?;
        Ok(Self { connection, policy })
    }

    /// Closes the connection and opens another one: what belonged to the
    /// connection is gone, that is temporary tables, views and triggers,
    /// PRAGMAs, and a transaction that was not committed.
    pub(crate) fn reopen(self) -> Result<Self> {
        drop(self);
        Self::open()
    }

    /// Whether a transaction was begun and not ended.
    pub(crate) fn in_transaction(&self) -> bool {
        !self.connection.is_autocommit()
    }

    /// The views.
    pub(crate) fn views(&self) -> Result<Vec<String>> {
        self.policy.allow_everything();
        let sql = "SELECT name FROM main.sqlite_schema WHERE type = 'view'";
        let mut statement = self.connection.prepare(sql)?;
        let names = statement.query_map([], |row| row.get(0))?;
        names.collect()
    }

    /// Drops views, within a transaction that will be rolled back.
    pub(crate) fn hide(&self, views: &[String]) -> Result<()> {
        self.policy.allow_everything();
        for view in views {
            self.connection.execute(&format!("DROP VIEW main.{}", quoted(view)), [])?;
        }
        Ok(())
    }

    /// Enforces foreign keys, or does not: SQLite's default.
    pub(crate) fn set_foreign_keys(&self, enforced: bool) -> Result<()> {
        self.connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, enforced)?;
        Ok(())
    }
}
