//! Files of `assets/`, embedded in the binary (read from disk while
//! developing), with the content's hash in the address.

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

use super::Path;
use crate::error::Error;

#[derive(RustEmbed)]
#[folder = "assets/"]
#[exclude = "vendor-src/*"]
struct Assets;

/// `/assets/css/app.css?v=1a2b3c4d`.
#[must_use]
pub fn url(path: &str) -> String {
    match Assets::get(path) {
        Some(file) => format!("/assets/{path}?v={}", short_hash(&file.metadata.sha256_hash())),
        None => format!("/assets/{path}"),
    }
}

fn short_hash(hash: &[u8; 32]) -> String {
    hash[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// `GET /assets/{*path}`. With a version in the address it never changes;
/// without (modules that import each other) it is asked for again.
pub async fn show_asset(
    Path(path): Path<String>,
    uri: axum::http::Uri,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let file = Assets::get(&path).ok_or(Error::NotFound)?;
    let tag = format!("\"{}\"", short_hash(&file.metadata.sha256_hash()));
    let cache = match uri.query() {
        Some(query) if query.starts_with("v=") => "public, max-age=31536000, immutable",
        _ => "public, max-age=0, must-revalidate",
    };
    let common = [(ETAG, tag.clone()), (CACHE_CONTROL, cache.to_owned())];
    if headers.get(IF_NONE_MATCH).is_some_and(|seen| seen.as_bytes() == tag.as_bytes()) {
        return Ok((StatusCode::NOT_MODIFIED, common).into_response());
    }
    let kind = mime_guess::from_path(&path).first_or_octet_stream().to_string();
    Ok((common, [(CONTENT_TYPE, kind)], file.data.into_owned()).into_response())
}
