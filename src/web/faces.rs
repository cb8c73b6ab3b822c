//! Draws an error as a page, as an htmx fragment, or as problem JSON.

use askama::Template;
use axum::Json;
use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{ACCEPT, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse as _, Response};
use serde_json::json;

use super::PageCtx;
use crate::error::ErrorInfo;

/// Which face the caller wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wants {
    /// A whole page.
    Page,
    /// A fragment that htmx puts into the page.
    Fragment,
    /// RFC 9457.
    Json,
}

impl Wants {
    /// Reads it off the request.
    #[must_use]
    pub fn of(request: &Request) -> Self {
        let header = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
        let accepts = header(ACCEPT.as_str()).unwrap_or_default();
        if request.uri().path().starts_with("/api/")
            || accepts.starts_with("application/json")
            || accepts.starts_with("application/problem+json")
        {
            Self::Json
        } else if header("hx-request").is_some() {
            Self::Fragment
        } else {
            Self::Page
        }
    }
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage<'a> {
    ctx: &'a PageCtx,
    status: u16,
    title: String,
    message: String,
}

#[derive(Template)]
#[template(path = "_error.html")]
struct ErrorFragment<'a> {
    title: &'a str,
    message: &'a str,
}

/// Gives a response that carries an [`ErrorInfo`] its face.
pub fn draw(mut response: Response, ctx: &PageCtx, wants: Wants) -> Response {
    let Some(info) = response.extensions_mut().remove::<ErrorInfo>() else { return response };
    if info.status == StatusCode::UNAUTHORIZED && wants != Wants::Json {
        return to_login(ctx, wants);
    }
    let title = ctx.t(info.title);
    let message = ctx.message(&info.message);
    let body = match wants {
        Wants::Json => problem(&info, &title, &message),
        Wants::Fragment => html(ErrorFragment { title: &title, message: &message }.render()),
        Wants::Page => {
            html(ErrorPage { ctx, status: info.status.as_u16(), title, message }.render())
        }
    };
    // What the layers below set (Retry-After, cookies) stays.
    let (mut parts, _) = response.into_parts();
    let (drawn, body) = body.into_parts();
    parts.headers.remove(axum::http::header::CONTENT_LENGTH);
    parts.headers.extend(drawn.headers);
    if info.status == StatusCode::UNAUTHORIZED {
        parts.headers.entry("www-authenticate").or_insert(HeaderValue::from_static("Bearer"));
    }
    if info.status == StatusCode::SERVICE_UNAVAILABLE
        || info.status == StatusCode::TOO_MANY_REQUESTS
    {
        parts.headers.entry("retry-after").or_insert(HeaderValue::from_static("5"));
    }
    Response::from_parts(parts, body)
}

fn problem(info: &ErrorInfo, title: &str, message: &str) -> Response {
    let mut response = Json(json!({
        "type": format!("urn:weaverse:problem:{}", info.message.key),
        "title": title,
        "status": info.status.as_u16(),
        "detail": message,
    }))
    .into_response();
    let kind = HeaderValue::from_static("application/problem+json");
    response.headers_mut().insert(CONTENT_TYPE, kind);
    response
}

fn html(rendered: askama::Result<String>) -> Response {
    match rendered {
        Ok(text) => Html(text).into_response(),
        Err(error) => {
            tracing::error!(%error, "the error page itself failed");
            Response::new(Body::from("internal error"))
        }
    }
}

/// Where somebody must log in first, they are sent to do it, and back.
fn to_login(ctx: &PageCtx, wants: Wants) -> Response {
    let next = format!("/login?next={}", ctx.path);
    let (status, header) = match wants {
        Wants::Fragment => (StatusCode::UNAUTHORIZED, "hx-redirect"),
        _ => (StatusCode::SEE_OTHER, LOCATION.as_str()),
    };
    let value = HeaderValue::from_str(&next).unwrap_or(HeaderValue::from_static("/login"));
    (
        status,
        [(axum::http::HeaderName::from_bytes(header.as_bytes()).expect("a header name"), value)],
    )
        .into_response()
}
