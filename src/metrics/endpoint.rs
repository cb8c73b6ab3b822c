//! `/metrics`: on a listener of its own, or behind a token.

use axum::Router;
use axum::extract::State;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderName};
use axum::response::IntoResponse;
use axum::routing::get;

use crate::app::AppState;
use crate::error::{Error, Result};
use crate::missions::queue;
use crate::routes::show_readiness;
use crate::storage::digest;

/// What the listener of `metrics.listen` answers: also of a process without
/// pages.
pub fn listener_routes(app: AppState) -> Router {
    Router::new()
        .route("/metrics", get(show))
        .route("/health/live", get(async || "ok"))
        .route("/health/ready", get(show_readiness))
        .with_state(app)
}

/// `/metrics` among the pages: for whoever has the token, and otherwise not
/// there.
pub async fn show_metrics(app: AppState, headers: HeaderMap) -> Result<impl IntoResponse> {
    let token = app.config.metrics.token.as_str();
    let given = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let given = given.and_then(|value| value.strip_prefix("Bearer "));
    // Digests: how long a comparison takes says nothing about the token.
    let same = |given: &str| digest(given.as_bytes()) == digest(token.as_bytes());
    if token.is_empty() || !given.is_some_and(same) {
        return Err(Error::NotFound);
    }
    show(State(app)).await
}

async fn show(State(app): State<AppState>) -> Result<([(HeaderName, &'static str); 1], String)> {
    let waiting = queue::waiting(&app).await?;
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    Ok(([(CONTENT_TYPE, kind)], app.metrics.text(waiting)))
}
