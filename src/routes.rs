//! Every route, and the order of the layers.

use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderName, StatusCode};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate as _};
use tower_http::csrf::{CsrfLayer, ProtectionError};
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::trace::TraceLayer;
use tower_sessions::cookie::SameSite;
use tower_sessions::{Expiry, SessionManagerLayer};

use crate::app::AppState;
use crate::error::{Error, Result};
use crate::web::session::SqlSessionStore;
use crate::web::{assets, context, security_headers};
use crate::{accounts, courses, learning, metrics, missions, plugins};

/// The largest form; uploads have limits of their own.
const MAX_FORM: usize = 2 << 20;
/// Sessions that nobody uses end after this long.
const SESSION_DAYS: i64 = 14;

/// The whole site.
///
/// Layers from the outside in: request id, log line, security headers,
/// compression; then for pages the session, the page context (which also
/// draws errors), panics, CSRF, time-out and body limit. Assets and health
/// checks need neither session nor context.
///
/// # Panics
/// When a trusted origin of the configuration is not an origin.
pub fn router(app: AppState) -> Router {
    let pages = Router::new()
        .merge(accounts::pages::routes())
        .merge(accounts::tokens::pages::routes())
        .merge(courses::pages::routes())
        .merge(learning::pages::routes())
        .merge(missions::pages::routes())
        .merge(plugins::pages::routes())
        .merge(plugins::api::routes())
        .fallback(async || Error::NotFound)
        .method_not_allowed_fallback(async || Error::from_status(StatusCode::METHOD_NOT_ALLOWED))
        .layer(DefaultBodyLimit::max(MAX_FORM))
        .layer(from_fn_with_state(app.clone(), time_out))
        .layer(from_fn(known_characters))
        .layer(csrf(&app))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(app.clone(), context::provide))
        .layer(sessions(&app));
    let request_id = HeaderName::from_static("x-request-id");
    Router::new()
        .route("/assets/{*path}", get(assets::show_asset))
        .route("/health/live", get(async || "ok"))
        .route("/health/ready", get(show_readiness))
        .route("/metrics", get(metrics::show_metrics))
        .merge(pages)
        .layer(from_fn(plain_errors))
        .layer(CompressionLayer::new().compress_when(
            // Media is compressed already, and its ranges must stay bytes of the file.
            DefaultPredicate::new()
                .and(NotForContentType::const_new("video/"))
                .and(NotForContentType::const_new("font/")),
        ))
        .layer(from_fn_with_state(app.clone(), security_headers::add))
        .layer(TraceLayer::new_for_http().make_span_with(|request: &Request| {
            let id = request.headers().get("x-request-id").and_then(|id| id.to_str().ok());
            tracing::info_span!("request", id, method = %request.method(), path = request.uri().path())
        }))
        .layer(PropagateRequestIdLayer::new(request_id.clone()))
        .layer(SetRequestIdLayer::new(request_id, MakeRequestUuid))
        .with_state(app)
}

fn sessions(app: &AppState) -> SessionManagerLayer<SqlSessionStore> {
    let store = SqlSessionStore::new(app.db.clone(), app.clock.clone());
    SessionManagerLayer::new(store)
        .with_name("weaverse_session")
        .with_secure(app.config.http.secure_cookies)
        .with_http_only(true)
        // Lax, not Strict: a link from a mail or a payment page arrives logged in.
        .with_same_site(SameSite::Lax)
        .with_expiry(Expiry::OnInactivity(time::Duration::days(SESSION_DAYS)))
}

/// Posts from other sites are refused by what the browser says of their
/// origin; no token in forms is needed.
fn csrf(app: &AppState) -> CsrfLayer<fn(ProtectionError) -> Response> {
    let layer = app.config.http.trusted_origins.iter().fold(CsrfLayer::new(), |layer, origin| {
        layer.add_trusted_origin(origin).expect("http.trusted_origins holds origins")
    });
    layer.with_rejection_response(cross_site as fn(ProtectionError) -> Response)
}

fn cross_site(_: ProtectionError) -> Response {
    Error::Refused(StatusCode::FORBIDDEN, crate::i18n::Message::new("error-cross-site"))
        .into_response()
}

fn panicked(panic: Box<dyn std::any::Any + Send>) -> Response {
    let text = panic.downcast_ref::<String>().cloned();
    let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
    Error::Internal(anyhow::anyhow!("panic: {}", text.unwrap_or_default())).into_response()
}

async fn time_out(
    State(app): State<AppState>,
    request: Request,
    next: axum::middleware::Next,
) -> Response {
    let limit = Duration::from_secs(app.config.http.timeout_seconds);
    match tokio::time::timeout(limit, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Error::from_status(StatusCode::SERVICE_UNAVAILABLE).into_response(),
    }
}

/// A NUL names nothing: one engine would look for it, the other one fails.
async fn known_characters(request: Request, next: axum::middleware::Next) -> Response {
    match request.uri().to_string().contains("%00") {
        true => Error::NotFound.into_response(),
        false => next.run(request).await,
    }
}

/// Errors outside the pages (assets) have no page context: plain text.
async fn plain_errors(request: Request, next: axum::middleware::Next) -> Response {
    let mut response = next.run(request).await;
    if response.extensions_mut().remove::<crate::error::ErrorInfo>().is_some() {
        let status = response.status();
        return (status, status.canonical_reason().unwrap_or_default()).into_response();
    }
    response
}

/// Ready: the database answers and plugins are loaded.
pub(crate) async fn show_readiness(app: AppState) -> Result<&'static str> {
    app.db.read().await?;
    if app.registry.snapshot().is_empty() {
        return Err(Error::unavailable("error-warming"));
    }
    Ok("ready")
}
