//! The studio's pages of plugins: list, upload, versions, activation.

mod parts;
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
        .route("/studio/plugin-versions/{version}/activate", post(upload::activate_version))
}
