//! Constraint violations, told alike for both engines.

/// The column of the unique constraint that an error violates, as
/// `table.column` (of the first column, when there are several).
///
/// PostgreSQL names the constraint (`users_email_key`), SQLite only the
/// columns (`UNIQUE constraint failed: users.email`).
#[must_use]
pub fn violates_unique(error: &sqlx::Error, table: &str, column: &str) -> bool {
    let Some(error) = error.as_database_error() else { return false };
    if !error.is_unique_violation() {
        return false;
    }
    match error.constraint() {
        Some(name) => name == format!("{table}_{column}_key"),
        None => error.message().contains(&format!("{table}.{column}")),
    }
}
