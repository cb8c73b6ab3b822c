//! Rules of tokens.

use super::model::{Scope, TokenId, TokenRow};
use super::store::{self, NewToken};
use crate::accounts::model::Viewer;
use crate::app::App;
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::storage::digest;

/// How tokens begin, so that they are recognised where they do not belong.
const PREFIX: &str = "wvt_";
/// Characters that lists show.
const HINT: usize = 10;
/// Days that a token may live.
pub const DAYS: [i64; 4] = [7, 30, 90, 365];
/// Usable tokens of one user.
const MOST: i64 = 20;
/// The last use is noted once in this many milliseconds.
const NOTED: i64 = 60_000;
const DAY_MILLIS: i64 = 24 * 3600 * 1000;

/// What somebody wants a token for.
#[derive(Debug)]
pub struct Wanted {
    /// What its owner calls it.
    pub name: String,
    /// What it may be used for.
    pub scopes: Vec<Scope>,
    /// How long it lives; one of [`DAYS`].
    pub days: i64,
}

/// Makes a token; the only time that anybody sees it.
///
/// # Errors
/// What is wrong with the wish.
pub async fn create(app: &App, viewer: &Viewer, wanted: Wanted) -> Result<String> {
    let name = wanted.name.trim();
    if name.is_empty() || name.chars().count() > 100 || name.chars().any(char::is_control) {
        return Err(Error::invalid("token-name-bad"));
    }
    if wanted.scopes.is_empty() {
        return Err(Error::invalid("token-scope-required"));
    }
    if !DAYS.contains(&wanted.days) {
        return Err(Error::invalid("token-days-bad"));
    }
    let now = app.clock.now();
    let secret: String =
        app.entropy.bytes::<32>().iter().map(|byte| format!("{byte:02x}")).collect();
    let token = format!("{PREFIX}{secret}");
    let mut tx = app.db.begin().await?;
    if store::valid(&mut tx, viewer.id, now).await? >= MOST {
        return Err(Error::conflict(Message::new("token-too-many").with("most", MOST)));
    }
    let new = NewToken {
        id: TokenId(app.entropy.id(now)),
        user_id: viewer.id,
        name: name.to_owned(),
        // 256 random bits: no salt, and no slow digest, is needed.
        hash: digest(token.as_bytes()),
        hint: token.chars().take(HINT).collect(),
        scopes: wanted.scopes,
        at: now,
        expires_at: now.plus_millis(wanted.days * DAY_MILLIS),
    };
    tracing::info!(user.id = %viewer.id, token.id = %new.id, "token made");
    store::insert(&mut tx, new).await?;
    tx.commit().await?;
    Ok(token)
}

/// A user's tokens, newest first.
///
/// # Errors
/// The database's.
pub async fn list(app: &App, viewer: &Viewer) -> Result<Vec<TokenRow>> {
    Ok(store::of_user(&mut app.db.read().await?, viewer.id).await?)
}

/// Ends a token at once.
///
/// # Errors
/// Not found, also for somebody else's.
pub async fn revoke(app: &App, viewer: &Viewer, id: TokenId) -> Result<()> {
    let mut tx = app.db.begin().await?;
    if store::revoke(&mut tx, id, viewer.id, app.clock.now()).await? == 0 {
        return Err(Error::NotFound);
    }
    tx.commit().await?;
    tracing::info!(user.id = %viewer.id, token.id = %id, "token revoked");
    Ok(())
}

/// Whose request this is: the owner of its token, who must still be of the
/// staff.
///
/// # Errors
/// 401 without a token that can be used, 403 when it is for something else.
pub async fn viewer_of(app: &App, token: &str, scope: Scope) -> Result<Viewer> {
    let now = app.clock.now();
    let found = store::owner(&mut app.db.read().await?, &digest(token.as_bytes()), now).await?;
    let owner = found.filter(|owner| owner.viewer().is_staff());
    let owner = owner.ok_or_else(|| Error::unauthorized("token-unknown"))?;
    if !owner.scopes.0.contains(&scope) {
        return Err(Error::forbidden_with(Message::new("token-lacks-scope").with("scope", scope)));
    }
    if owner.last_used_at.is_none_or(|last| now.millis_since(last) > NOTED) {
        let mut tx = app.db.begin().await?;
        store::used(&mut tx, owner.token_id, now).await?;
        tx.commit().await?;
    }
    Ok(owner.viewer())
}
