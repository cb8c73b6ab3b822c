//! Rules of sign-up and log-in.

use tower_sessions::Session;

use super::model::{Email, NewUser, Nickname, Password, Role, UserId, Viewer};
use super::{password, store};
use crate::app::App;
use crate::db::constraint::violates_unique;
use crate::error::{Error, Result};
use crate::i18n::Message;

const USER_KEY: &str = "user";

/// What somebody who signs up must give.
#[derive(Debug)]
pub struct Registration {
    /// The address to write to.
    pub email: Email,
    /// The name that others see.
    pub nickname: Nickname,
    /// The new password.
    pub password: Password,
    /// What they may do.
    pub role: Role,
}

/// Why nobody was signed up.
#[derive(Debug, thiserror::Error)]
pub enum RegisterError {
    /// The address has an account already.
    #[error("the e-mail address is taken")]
    EmailTaken,
    /// Another user has the name.
    #[error("the nickname is taken")]
    NicknameTaken,
    /// Anything else.
    #[error(transparent)]
    Other(#[from] Error),
}

impl From<sqlx::Error> for RegisterError {
    fn from(error: sqlx::Error) -> Self {
        if violates_unique(&error, "users", "email_key") {
            Self::EmailTaken
        } else if violates_unique(&error, "users", "nickname_key") {
            Self::NicknameTaken
        } else {
            Self::Other(error.into())
        }
    }
}

impl RegisterError {
    /// The form's field and its message; `None` for what is no field's fault.
    #[must_use]
    pub fn field(&self) -> Option<(&'static str, Message)> {
        match self {
            Self::EmailTaken => Some(("email", Message::new("account-email-taken"))),
            Self::NicknameTaken => Some(("nickname", Message::new("account-nickname-taken"))),
            Self::Other(_) => None,
        }
    }
}

/// Makes an account.
///
/// # Errors
/// See [`RegisterError`].
pub async fn register(app: &App, form: Registration) -> Result<UserId, RegisterError> {
    let password_hash =
        password::hash(form.password.expose(), &app.entropy).await.map_err(Error::Internal)?;
    let at = app.clock.now();
    let user = NewUser {
        id: UserId(app.entropy.id(at)),
        email: form.email,
        nickname: form.nickname,
        password_hash,
        role: form.role,
        at,
    };
    let mut tx = app.db.begin().await?;
    store::insert(&mut tx, &user).await?;
    tx.commit().await?;
    tracing::info!(user.id = %user.id, user.role = %user.role, "account made");
    Ok(user.id)
}

/// The account of these credentials, if they are right.
///
/// # Errors
/// The database's.
pub async fn authenticate(app: &App, email: &str, password: &str) -> Result<Option<UserId>> {
    let key = Email::parse(email).map(|email| email.key()).unwrap_or_default();
    let found = {
        let mut tx = app.db.read().await?;
        store::credentials(&mut tx, &key).await?
    };
    let (id, hash) = found.map(|row| (row.id, row.password_hash)).unzip();
    let right = password::verify(password, hash).await?;
    Ok(id.filter(|_| right))
}

/// Whether an account has this address.
///
/// # Errors
/// The database's.
pub async fn exists(app: &App, email: &str) -> Result<bool> {
    let key = Email::parse(email).map(|email| email.key()).unwrap_or_default();
    Ok(store::credentials(&mut app.db.read().await?, &key).await?.is_some())
}

/// The tutor or administrator with this address: who acts at the command line.
///
/// # Errors
/// The database's.
pub async fn staff(app: &App, email: &str) -> Result<Option<Viewer>> {
    let key = Email::parse(email).map(|email| email.key()).unwrap_or_default();
    let mut tx = app.db.read().await?;
    let Some(found) = store::credentials(&mut tx, &key).await? else { return Ok(None) };
    Ok(store::viewer(&mut tx, found.id).await?.filter(Viewer::is_staff))
}

/// Begins a session as this user. The session's id changes, so that one that
/// was planted before the log-in is worth nothing after it.
///
/// # Errors
/// The session store's.
pub async fn log_in(session: &Session, user: UserId) -> Result<()> {
    session.cycle_id().await?;
    session.insert(USER_KEY, user).await?;
    Ok(())
}

/// Ends the session.
///
/// # Errors
/// The session store's.
pub async fn log_out(session: &Session) -> Result<()> {
    Ok(session.flush().await?)
}

/// Who is logged in. Somebody who was deactivated is nobody from the next
/// request on.
///
/// # Errors
/// The database's.
pub async fn viewer_of(app: &App, session: &Session) -> Result<Option<Viewer>> {
    let Some(id) = session.get::<UserId>(USER_KEY).await? else { return Ok(None) };
    let mut tx = app.db.read().await?;
    Ok(store::viewer(&mut tx, id).await?)
}
