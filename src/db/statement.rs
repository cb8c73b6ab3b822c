//! One statement: its text, its arguments and how it is run.

use sqlx::postgres::{PgArguments, PgRow};
use sqlx::query::QueryAs;
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{Arguments as _, Encode, FromRow, Postgres, Sqlite, Type};

use super::{Result, TxInner};

/// What both engines can bind.
pub trait Bindable:
    Send + for<'q> Encode<'q, Sqlite> + Type<Sqlite> + for<'q> Encode<'q, Postgres> + Type<Postgres>
{
}
impl<T> Bindable for T where
    T: Send
        + for<'q> Encode<'q, Sqlite>
        + Type<Sqlite>
        + for<'q> Encode<'q, Postgres>
        + Type<Postgres>
{
}

/// A row that both engines can produce; `#[derive(sqlx::FromRow)]` does.
pub trait Rowed:
    Send + Unpin + for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow>
{
}
impl<T> Rowed for T where
    T: Send + Unpin + for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow>
{
}

/// A statement's text. Nearly always the same on both engines.
#[derive(Debug)]
pub struct Text {
    /// As SQLite gets it.
    pub sqlite: &'static str,
    /// As PostgreSQL gets it.
    pub postgres: &'static str,
}

/// A statement's text, checked by a test: `tests/it/statements.rs` finds every
/// use of this macro in the sources and prepares its text on both engines.
///
/// `sql!("…")` for both engines; `sql!(sqlite: "…", postgres: "…")` where the
/// dialects really differ, with a comment that says why.
#[macro_export]
macro_rules! sql {
    ($text:literal) => { $crate::sql!(sqlite: $text, postgres: $text) };
    (sqlite: $sqlite:literal, postgres: $postgres:literal) => {{
        static TEXT: $crate::db::Text = $crate::db::Text { sqlite: $sqlite, postgres: $postgres };
        &TEXT
    }};
}

#[derive(Debug)]
enum Args {
    Sqlite(SqliteArguments),
    Postgres(PgArguments),
}

/// A statement that collects its arguments and is then run once.
#[derive(Debug)]
pub struct Statement<'t> {
    tx: &'t mut TxInner,
    text: &'static Text,
    args: Args,
    bound: usize,
}

/// Runs `$call` on the query of the engine at hand.
macro_rules! run {
    ($self:ident, $query:ident, $call:ident) => {{
        $self.check_arguments();
        match ($self.tx, $self.args) {
            (TxInner::Sqlite(tx), Args::Sqlite(args)) => {
                $query::<Sqlite, _>($self.text.sqlite, args).$call(&mut **tx).await
            }
            (TxInner::Postgres(tx), Args::Postgres(args)) => {
                $query::<Postgres, _>($self.text.postgres, args).$call(&mut **tx).await
            }
            _ => unreachable!("arguments are made for the transaction's engine"),
        }
    }};
}

impl<'t> Statement<'t> {
    pub(super) fn new(tx: &'t mut TxInner, text: &'static Text) -> Self {
        let args = match tx {
            TxInner::Sqlite(_) => Args::Sqlite(SqliteArguments::default()),
            TxInner::Postgres(_) => Args::Postgres(PgArguments::default()),
        };
        Self { tx, text, args, bound: 0 }
    }

    /// Binds the next argument (`$1`, `$2`, …).
    ///
    /// # Panics
    /// When the value cannot be encoded, which is a mistake in the program.
    #[must_use]
    pub fn bind(mut self, value: impl Bindable) -> Self {
        match &mut self.args {
            Args::Sqlite(args) => args.add(value),
            Args::Postgres(args) => args.add(value),
        }
        .expect("an argument of this type can always be encoded");
        self.bound += 1;
        self
    }

    /// Runs it; the number of rows that it touched.
    ///
    /// # Errors
    /// The engine's.
    pub async fn execute(self) -> Result<u64> {
        self.check_arguments();
        match (self.tx, self.args) {
            (TxInner::Sqlite(tx), Args::Sqlite(args)) => {
                let query = sqlx::query_with::<Sqlite, _>(self.text.sqlite, args);
                Ok(query.execute(&mut **tx).await?.rows_affected())
            }
            (TxInner::Postgres(tx), Args::Postgres(args)) => {
                let query = sqlx::query_with::<Postgres, _>(self.text.postgres, args);
                Ok(query.execute(&mut **tx).await?.rows_affected())
            }
            _ => unreachable!("arguments are made for the transaction's engine"),
        }
    }

    /// Exactly one row.
    ///
    /// # Errors
    /// `RowNotFound` when there is none, or the engine's.
    pub async fn one<T: Rowed>(self) -> Result<T> {
        run!(self, query_as, fetch_one)
    }

    /// One row or none.
    ///
    /// # Errors
    /// The engine's.
    pub async fn optional<T: Rowed>(self) -> Result<Option<T>> {
        run!(self, query_as, fetch_optional)
    }

    /// All rows.
    ///
    /// # Errors
    /// The engine's.
    pub async fn all<T: Rowed>(self) -> Result<Vec<T>> {
        run!(self, query_as, fetch_all)
    }

    /// SQLite takes a missing argument as NULL without a word; PostgreSQL
    /// refuses. Refuse on both while developing.
    fn check_arguments(&self) {
        debug_assert_eq!(
            placeholders(self.text.sqlite),
            self.bound,
            "arguments of: {}",
            self.text.sqlite
        );
    }
}

fn query_as<DB: sqlx::Database, T>(
    text: &'static str,
    args: <DB as sqlx::Database>::Arguments,
) -> QueryAs<'static, DB, T, <DB as sqlx::Database>::Arguments>
where
    T: for<'r> FromRow<'r, DB::Row>,
    <DB as sqlx::Database>::Arguments: sqlx::IntoArguments<DB>,
{
    sqlx::query_as_with(text, args)
}

/// The highest `$n` of a text.
fn placeholders(text: &str) -> usize {
    text.split('$')
        .skip(1)
        .filter_map(|rest| {
            let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            rest[..digits].parse().ok()
        })
        .max()
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::placeholders;

    #[test]
    fn the_highest_placeholder_counts() {
        assert_eq!(placeholders("select 1"), 0);
        assert_eq!(placeholders("select $2, $10 from t where a = $1"), 10);
    }
}
