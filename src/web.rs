//! What all pages share: context, extractors, sessions, error faces, assets.
//! Knows no domain but the viewer that `accounts` gives it.

pub mod assets;
pub mod context;
pub mod extract;
pub mod faces;
pub mod format;
pub mod markdown;
pub mod parts;
pub mod security_headers;
pub mod session;

pub use context::PageCtx;
pub use extract::{Form, Json, Path, Query};

use askama::Template;
use axum::response::Html;

use crate::error::Result;

/// Renders a page.
///
/// # Errors
/// When the template fails, which is a mistake in the program.
pub fn page(template: &impl Template) -> Result<Html<String>> {
    Ok(Html(template.render()?))
}
