//! What the life of plugins needs to know of the submissions that they judge.

mod store;

use crate::app::App;
use crate::db::{Moment, Result, Tx};

/// When the oldest grading that goes on now began.
///
/// # Errors
/// The database's.
pub async fn oldest_running(app: &App) -> Result<Option<Moment>> {
    store::oldest_running(&mut app.db.read().await?).await
}

/// Whether a verdict rests on this package of a plugin.
///
/// # Errors
/// The database's.
pub async fn rests_on(tx: &mut Tx, digest: &str) -> Result<bool> {
    store::rests_on(tx, digest).await
}

/// Submissions that wait for a grader to be usable again are graded now.
///
/// # Errors
/// The database's.
pub async fn wake(app: &App, grader: &str) -> Result<()> {
    let mut tx = app.db.begin().await?;
    store::wake(&mut tx, grader, app.clock.now()).await?;
    tx.commit().await?;
    app.signals.submission_arrived();
    Ok(())
}
