//! The studio's pages of plugins: list, upload, versions, activation.

mod manage;
mod parts;
mod runs;
mod show;
mod upload;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::app::AppState;

/// Multipart framing around the package itself.
const MARGIN: usize = 64 << 10;
/// The route's limit; the configured one is checked with a better message.
const MAX_BODY: usize = (1 << 30) + MARGIN;

/// The pages of plugins.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route(
            "/studio/plugins",
            get(show::list_plugins)
                .post(upload::create_version)
                .layer(DefaultBodyLimit::max(MAX_BODY)),
        )
        .route("/studio/plugins/{plugin}", get(show::show_plugin))
        .route("/studio/plugins/{plugin}/versions", get(show::show_versions))
        .route("/studio/plugins/{plugin}/runs", get(runs::list_runs))
        .route("/studio/plugins/{plugin}/retire", post(manage::retire_plugin))
        .route("/studio/plugins/{plugin}/revoke", post(manage::revoke_grant))
        .route("/studio/plugin-versions/{version}/activate", post(upload::activate_version))
        .route("/studio/plugin-versions/{version}/grant", post(manage::grant_version))
        .route("/studio/plugin-versions/{version}/resume", post(manage::resume_version))
        .route("/studio/plugin-versions/{version}/delete", post(manage::delete_version))
}
