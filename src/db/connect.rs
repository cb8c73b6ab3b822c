//! Connecting, and bringing the schema up to date.

use std::path::PathBuf;
use std::str::FromStr as _;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

use super::{Db, Pools};

static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// How long a request waits for a connection before it is told "busy".
const ACQUIRE: Duration = Duration::from_secs(10);
/// How long SQLite waits for a writer in another process.
const BUSY: Duration = Duration::from_secs(10);
/// Readers of SQLite at the same time; they never block each other.
const SQLITE_READERS: u32 = 8;

/// Which database to open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A file; made when it is absent.
    Sqlite(PathBuf),
    /// A PostgreSQL URL, with an optional `?schema=name`.
    Postgres(String),
}

impl Target {
    /// Reads `postgres://…`, `postgresql://…` or `sqlite:PATH`.
    ///
    /// # Errors
    /// For any other scheme.
    pub fn parse(url: &str) -> Result<Self> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            Ok(Self::Postgres(url.to_owned()))
        } else if let Some(path) = url.strip_prefix("sqlite:") {
            Ok(Self::Sqlite(PathBuf::from(path.trim_start_matches("//"))))
        } else {
            bail!("the database URL must begin with postgres:// or sqlite:")
        }
    }
}

impl Db {
    /// Opens the database; does not touch its schema.
    ///
    /// # Errors
    /// When it cannot be reached or opened. The message never holds a password.
    pub async fn connect(target: &Target, max_connections: u32) -> Result<Self> {
        let pools = match target {
            Target::Sqlite(path) => sqlite(path).await?,
            Target::Postgres(url) => postgres(url, max_connections).await?,
        };
        Ok(Self { pools, statements: Arc::new(AtomicU64::new(0)) })
    }

    /// Applies the migrations that are missing.
    ///
    /// # Errors
    /// When a migration fails, or one that was applied has changed since.
    pub async fn migrate(&self) -> Result<()> {
        match &self.pools {
            Pools::Sqlite { write, .. } => SQLITE.run(write).await,
            Pools::Postgres(pool) => POSTGRES.run(pool).await,
        }
        .context("the database's schema could not be brought up to date")
    }
}

async fn sqlite(path: &std::path::Path) -> Result<Pools> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .foreign_keys(true)
        .journal_mode(SqliteJournalMode::Wal)
        // A commit is on the disk when it returns: grades and money. Each
        // transaction says so again, or that it need not be (`begin_relaxed`).
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(BUSY)
        .optimize_on_close(true, None);
    let open = |size, read_only: bool| {
        let options = options.clone();
        async move {
            SqlitePoolOptions::new()
                .max_connections(size)
                .acquire_timeout(ACQUIRE)
                .connect_with(if read_only { options.pragma("query_only", "1") } else { options })
                .await
                .with_context(|| format!("cannot open the database file {}", path.display()))
        }
    };
    Ok(Pools::Sqlite { write: open(1, false).await?, read: open(SQLITE_READERS, true).await? })
}

async fn postgres(url: &str, max_connections: u32) -> Result<Pools> {
    let (url, schema) = split_schema(url);
    // sqlx's own error may quote the URL, and with it the password.
    let mut options = PgConnectOptions::from_str(&url)
        .map_err(|_| anyhow::anyhow!("the PostgreSQL URL is not well-formed"))?;
    if let Some(schema) = schema {
        options = options.options([("search_path", schema)]);
    }
    let pool = PgPoolOptions::new()
        .max_connections(max_connections)
        .acquire_timeout(ACQUIRE)
        .connect_with(options)
        .await
        .context("cannot connect to PostgreSQL")?;
    Ok(Pools::Postgres(pool))
}

/// Takes `schema=name` out of a URL's query.
fn split_schema(url: &str) -> (String, Option<String>) {
    let Some((base, query)) = url.split_once('?') else { return (url.to_owned(), None) };
    let (schema, rest): (Vec<_>, Vec<_>) =
        query.split('&').partition(|pair| pair.starts_with("schema="));
    let base = if rest.is_empty() { base.to_owned() } else { format!("{base}?{}", rest.join("&")) };
    (base, schema.first().and_then(|pair| pair.strip_prefix("schema=")).map(str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schema_is_taken_out_of_the_url() {
        assert_eq!(
            split_schema("postgres://h/db?sslmode=disable&schema=s1"),
            ("postgres://h/db?sslmode=disable".to_owned(), Some("s1".to_owned()))
        );
        assert_eq!(split_schema("postgres://h/db?schema=s1").0, "postgres://h/db");
    }

    #[test]
    fn an_unknown_scheme_is_refused() {
        assert!(Target::parse("mysql://x").is_err());
        assert_eq!(Target::parse("sqlite:a.db").unwrap(), Target::Sqlite("a.db".into()));
    }
}
