//! Grading again what was graded before: first a trial that shows what would
//! change, then the change itself.
//!
//! A regrade is a row with a list of submissions. Workers (or the command line)
//! hold it by lease, go through the list in batches and write down what they
//! have, so that whoever continues after a crash begins where the last one
//! stopped. Everything that was graded before under the same conditions is a
//! look-up.

pub mod model;
mod run;
mod scope;
mod store;

pub use self::model::{
    Change, Options, Regrade, RegradeEnd, RegradeId, RegradeState, ScopeId, ScopeKind, Totals,
};
pub use self::run::{Held, drive, work};
pub use self::scope::Scope;
use crate::accounts::UserId;
use crate::app::App;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::i18n::Message;

/// Begins a regrade, or goes on with the one that is open for the same scope:
/// what was found is held by nobody until a worker takes it up.
///
/// # Errors
/// When a plugin that it needs is missing, another one of the same scope is
/// being worked on, or there is nothing to grade.
pub async fn begin(
    app: &App,
    scope: &Scope,
    options: Options,
    requested_by: Option<UserId>,
) -> Result<RegradeId> {
    scope.check_plugins(app).await?;
    let now = app.clock.now();
    let id = RegradeId(app.entropy.id(now));
    let mut tx = app.db.begin().await?;
    if let Some(open) = store::open_of(&mut tx, scope.id).await? {
        let same = open.replace_scores == options.replace_scores
            && open.apply_at_once == options.apply_at_once;
        let free = open.lease_until.is_none_or(|until| until < now);
        if same && free {
            return Ok(open.id);
        }
        // A trial that nobody works on and that nobody wants any more.
        if !free || store::abandon(&mut tx, open.id).await? == 0 {
            return Err(Error::conflict(Message::new("regrade-open").with("title", &scope.title)));
        }
    }
    if store::insert(&mut tx, id, scope, options, requested_by, now).await? == 0 {
        // Somebody else began at the same moment.
        return Err(Error::conflict(Message::new("regrade-open").with("title", &scope.title)));
    }
    if store::list_submissions(&mut tx, id, scope).await? == 0 {
        return Err(Error::conflict(Message::new("regrade-nothing").with("title", &scope.title)));
    }
    tx.commit().await?;
    app.signals.submission_arrived();
    Ok(id)
}

/// A regrade.
///
/// # Errors
/// Not found.
pub async fn get(app: &App, id: RegradeId) -> Result<Regrade> {
    store::get(&mut app.db.read().await?, id).await?.ok_or(Error::NotFound)
}

/// The newest regrades.
///
/// # Errors
/// The database's.
pub async fn recent(app: &App) -> Result<Vec<Regrade>> {
    Ok(store::recent(&mut app.db.read().await?).await?)
}

/// How far it is, and what it comes to.
///
/// # Errors
/// The database's.
pub async fn totals(app: &App, id: RegradeId) -> Result<Totals> {
    Ok(store::totals(&mut app.db.read().await?, id).await?)
}

/// What changes, in the order of the submissions; at most `most`.
///
/// # Errors
/// The database's.
pub async fn changes(app: &App, id: RegradeId, most: i64) -> Result<Vec<Change>> {
    Ok(store::changes(&mut app.db.read().await?, id, most).await?)
}

/// Makes the results of a trial count.
///
/// # Errors
/// Not found, or no trial that has ended.
pub async fn apply(app: &App, id: RegradeId, replace_scores: bool) -> Result<()> {
    turn(app, id, RegradeState::Applying, replace_scores).await?;
    app.signals.submission_arrived();
    Ok(())
}

/// Forgets a trial.
///
/// # Errors
/// Not found, or no trial that has ended.
pub async fn discard(app: &App, id: RegradeId) -> Result<()> {
    turn(app, id, RegradeState::Dropped, false).await
}

async fn turn(app: &App, id: RegradeId, to: RegradeState, replace_scores: bool) -> Result<()> {
    let mut tx: Tx = app.db.begin().await?;
    let regrade = store::get(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let open = store::open_of(&mut tx, regrade.scope_id).await?;
    if open.is_some() || store::turn(&mut tx, id, to, replace_scores).await? == 0 {
        return Err(Error::conflict(Message::new("regrade-not-tried")));
    }
    tx.commit().await?;
    Ok(())
}
