//! The page of one's tokens.

use std::collections::HashMap;

use askama::Template;
use axum::Router;
use axum::http::StatusCode;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};

use super::model::{Scope, TokenId, TokenRow};
use super::service::{self, DAYS, Wanted};
use crate::accounts::Staff;
use crate::app::AppState;
use crate::error::{Error, Result};
use crate::web::parts::{Badge, Crumb};
use crate::web::{Form, PageCtx, Path, page};

/// The pages of tokens.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/studio/tokens", get(list_tokens).post(create_token))
        .route("/studio/tokens/{token}/revoke", post(revoke_token))
}

#[derive(Template)]
#[template(path = "accounts/tokens.html")]
struct TokensPage {
    ctx: PageCtx,
    crumbs: Vec<Crumb>,
    error: Option<String>,
    fresh: Option<String>,
    name: String,
    scopes: Vec<ScopePart>,
    days: Vec<DaysPart>,
    tokens: Vec<TokenPart>,
}

struct ScopePart {
    word: &'static str,
    label: String,
    checked: bool,
}

struct DaysPart {
    days: i64,
    label: String,
    selected: bool,
}

struct TokenPart {
    name: String,
    hint: String,
    scopes: String,
    expires: String,
    used: String,
    badge: Badge,
    revoke_url: Option<String>,
}

/// What was filled in. Checkboxes have names of their own:
/// `scope:plugins:read=on`.
struct TokenForm {
    name: String,
    days: i64,
    scopes: Vec<Scope>,
}

impl TokenForm {
    fn read(fields: &HashMap<String, String>) -> Self {
        let field = |name: &str| fields.get(name).cloned().unwrap_or_default();
        let given = |scope: &Scope| fields.contains_key(&format!("scope:{scope}"));
        Self {
            name: field("name"),
            // What is no number is none of the lifetimes.
            days: field("days").parse().unwrap_or(0),
            scopes: Scope::ALL.into_iter().filter(given).collect(),
        }
    }
}

async fn list_tokens(app: AppState, ctx: PageCtx, staff: Staff) -> Result<Response> {
    let form = TokenForm { name: String::new(), days: 90, scopes: Scope::ALL.to_vec() };
    draw(&app, ctx, &staff, &form, (None, None)).await
}

async fn create_token(
    app: AppState,
    ctx: PageCtx,
    staff: Staff,
    Form(fields): Form<HashMap<String, String>>,
) -> Result<Response> {
    let form = TokenForm::read(&fields);
    let (name, scopes) = (form.name.clone(), form.scopes.clone());
    match service::create(&app, &staff, Wanted { name, scopes, days: form.days }).await {
        Ok(token) => {
            let empty = TokenForm { name: String::new(), ..form };
            draw(&app, ctx, &staff, &empty, (None, Some(token))).await
        }
        Err(Error::Refused(status, message)) => {
            let error = Some(ctx.message(&message));
            let drawn = draw(&app, ctx, &staff, &form, (error, None)).await?;
            // The page's own status is only for when nothing is wrong.
            let (mut parts, body) = drawn.into_parts();
            parts.status = status;
            Ok(Response::from_parts(parts, body))
        }
        Err(error) => Err(error),
    }
}

async fn revoke_token(app: AppState, staff: Staff, Path(id): Path<TokenId>) -> Result<Redirect> {
    service::revoke(&app, &staff, id).await?;
    Ok(Redirect::to("/studio/tokens"))
}

async fn draw(
    app: &AppState,
    ctx: PageCtx,
    staff: &Staff,
    form: &TokenForm,
    (error, fresh): (Option<String>, Option<String>),
) -> Result<Response> {
    let rows = service::list(app, staff).await?;
    let html = page(&TokensPage {
        crumbs: vec![Crumb::to(ctx.t("nav-studio"), "/studio"), Crumb::here(ctx.t("token-title"))],
        error,
        fresh,
        name: form.name.clone(),
        scopes: Scope::ALL
            .into_iter()
            .map(|scope| ScopePart {
                word: scope.as_str(),
                label: ctx.t(scope.key()),
                checked: form.scopes.contains(&scope),
            })
            .collect(),
        days: DAYS
            .into_iter()
            .map(|days| DaysPart {
                days,
                label: ctx.t1("token-days", "days", days),
                selected: days == form.days,
            })
            .collect(),
        tokens: rows.iter().map(|row| token_part(app, &ctx, row)).collect(),
        ctx,
    })?;
    // A token that is shown once stays in no cache.
    Ok((StatusCode::OK, [(CACHE_CONTROL, "no-store")], html).into_response())
}

fn token_part(app: &AppState, ctx: &PageCtx, row: &TokenRow) -> TokenPart {
    let valid = row.is_valid(app.clock.now());
    let badge = match (valid, row.revoked_at) {
        (true, _) => Badge::new("ok", "circle-check", ctx.t("token-valid")),
        (false, Some(_)) => Badge::new("idle", "circle-x", ctx.t("token-revoked")),
        (false, None) => Badge::new("idle", "clock", ctx.t("token-expired")),
    };
    let scopes: Vec<_> = row.scopes.0.iter().map(|scope| ctx.t(scope.key())).collect();
    TokenPart {
        name: row.name.clone(),
        hint: format!("{}…", row.hint),
        scopes: scopes.join(", "),
        expires: ctx.time(&row.expires_at),
        used: row.last_used_at.map_or_else(|| ctx.t("token-never-used"), |at| ctx.time(&at)),
        badge,
        revoke_url: valid.then(|| format!("/studio/tokens/{}/revoke", row.id)),
    }
}
