//! Sign-up, log-in, log-out, preferences.

use askama::Template;
use axum::Router;
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use tower_sessions::Session;

use super::model::{Email, Nickname, Password, Role};
use super::service::{self, Registration};
use crate::app::AppState;
use crate::error::{Error, Result};
use crate::i18n::{Locale, Message};
use crate::web::{Form, PageCtx, Query, page};

/// The pages of accounts.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/login", get(show_login).post(create_session))
        .route("/signup", get(show_signup).post(create_account))
        .route("/logout", post(delete_session))
        .route("/preferences", post(update_preferences))
}

#[derive(Template)]
#[template(path = "accounts/login.html")]
struct LoginPage {
    ctx: PageCtx,
    next: String,
    email: String,
    error: Option<String>,
}

#[derive(Template)]
#[template(path = "accounts/signup.html")]
struct SignupPage {
    ctx: PageCtx,
    next: String,
    email: String,
    nickname: String,
    email_error: Option<String>,
    nickname_error: Option<String>,
    password_error: Option<String>,
    error: Option<String>,
}

#[derive(Deserialize)]
struct Next {
    #[serde(default)]
    next: String,
}

/// Only paths of our own: never a way to somebody else's site.
fn inside(next: &str) -> &str {
    let own = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains('\\')
        && !next.chars().any(char::is_control);
    if own { next } else { "/" }
}

async fn show_login(ctx: PageCtx, Query(query): Query<Next>) -> Result<Response> {
    let next = inside(&query.next).to_owned();
    if ctx.user.is_some() {
        return Ok(Redirect::to(&next).into_response());
    }
    Ok(page(&LoginPage { ctx, next, email: String::new(), error: None })?.into_response())
}

#[derive(Deserialize)]
struct LoginForm {
    #[serde(default)]
    next: String,
    email: String,
    password: String,
}

async fn create_session(
    app: AppState,
    ctx: PageCtx,
    session: Session,
    Form(form): Form<LoginForm>,
) -> Result<Response> {
    let next = inside(&form.next).to_owned();
    let Some(user) = service::authenticate(&app, &form.email, &form.password).await? else {
        let error = Some(ctx.t("account-wrong-login"));
        let body = page(&LoginPage { ctx, next, email: form.email, error })?;
        return Ok((StatusCode::UNAUTHORIZED, body).into_response());
    };
    service::log_in(&session, user).await?;
    Ok(Redirect::to(&next).into_response())
}

async fn show_signup(ctx: PageCtx, Query(query): Query<Next>) -> Result<Response> {
    let next = inside(&query.next).to_owned();
    if ctx.user.is_some() {
        return Ok(Redirect::to(&next).into_response());
    }
    Ok(page(&empty_signup(ctx, next))?.into_response())
}

fn empty_signup(ctx: PageCtx, next: String) -> SignupPage {
    SignupPage {
        ctx,
        next,
        email: String::new(),
        nickname: String::new(),
        email_error: None,
        nickname_error: None,
        password_error: None,
        error: None,
    }
}

#[derive(Deserialize)]
struct SignupForm {
    #[serde(default)]
    next: String,
    email: String,
    nickname: String,
    password: String,
}

async fn create_account(
    app: AppState,
    ctx: PageCtx,
    session: Session,
    Form(form): Form<SignupForm>,
) -> Result<Response> {
    let email = Email::parse(&form.email);
    let nickname = Nickname::parse(&form.nickname);
    let password = Password::parse(&form.password);
    let mut wrong: Vec<(&'static str, Message)> = Vec::new();
    let note = |wrong: &mut Vec<_>, field, error: Option<Message>| {
        wrong.extend(error.map(|message| (field, message)));
    };
    note(&mut wrong, "email", email.as_ref().err().cloned());
    note(&mut wrong, "nickname", nickname.as_ref().err().cloned());
    note(&mut wrong, "password", password.as_ref().err().cloned());
    if let (Ok(email), Ok(nickname), Ok(password)) = (email, nickname, password) {
        let registration = Registration { email, nickname, password, role: Role::Learner };
        match service::register(&app, registration).await {
            Ok(user) => {
                service::log_in(&session, user).await?;
                return Ok(Redirect::to(inside(&form.next)).into_response());
            }
            Err(error) => match error.field() {
                Some(field) => wrong.push(field),
                None => return Err(Error::Internal(anyhow::Error::new(error))),
            },
        }
    }
    let message = |name: &str| {
        wrong.iter().find(|(field, _)| *field == name).map(|(_, message)| ctx.message(message))
    };
    let template = SignupPage {
        email_error: message("email"),
        nickname_error: message("nickname"),
        password_error: message("password"),
        email: form.email,
        nickname: form.nickname,
        next: inside(&form.next).to_owned(),
        error: None,
        ctx: ctx.clone(),
    };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&template)?).into_response())
}

async fn delete_session(session: Session) -> Result<Redirect> {
    service::log_out(&session).await?;
    Ok(Redirect::to("/"))
}

#[derive(Deserialize)]
struct Preferences {
    #[serde(default)]
    next: String,
    locale: Option<String>,
    theme: Option<String>,
}

/// Language and theme are kept in cookies: they are no secret and need no
/// account. JavaScript reads the theme before the page is drawn.
async fn update_preferences(Form(form): Form<Preferences>) -> Result<Response> {
    let mut cookies = Vec::new();
    if let Some(locale) = form.locale {
        let locale = Locale::parse(&locale).ok_or_else(|| Error::invalid("error-malformed"))?;
        cookies.push((SET_COOKIE, cookie("locale", locale.as_str())));
    }
    if let Some(theme) = form.theme {
        let known = ["light", "dark", "auto"].into_iter().find(|name| *name == theme);
        let theme = known.ok_or_else(|| Error::invalid("error-malformed"))?;
        cookies.push((SET_COOKIE, cookie("theme", theme)));
    }
    Ok((AppendHeaders(cookies), Redirect::to(inside(&form.next))).into_response())
}

fn cookie(name: &str, value: &str) -> String {
    format!("{name}={value}; Path=/; Max-Age=31536000; SameSite=Lax")
}

#[cfg(test)]
mod tests {
    use super::inside;

    #[test]
    fn nobody_is_sent_elsewhere() {
        assert_eq!(inside("/courses/python?x=1"), "/courses/python?x=1");
        for foreign in ["", "https://evil.example", "//evil.example", "/\\evil.example", "/a\nb"] {
            assert_eq!(inside(foreign), "/", "{foreign}");
        }
    }
}
