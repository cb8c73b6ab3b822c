//! What every template is given: language, viewer, nonce, theme.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::{FromRequestParts, OptionalFromRequestParts, Request, State};
use axum::http::HeaderMap;
use axum::http::header::COOKIE;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::Response;
use tower_sessions::Session;

use super::{assets, faces, format};
use crate::accounts::{self, Viewer};
use crate::app::AppState;
use crate::error::Error;
use crate::i18n::{Locale, Message};

/// The context of one request, as templates see it.
#[derive(Debug, Clone)]
pub struct PageCtx {
    /// The language of the page.
    pub locale: Locale,
    /// Who is looking.
    pub user: Option<Viewer>,
    /// For the style elements that the editor makes; see the CSP.
    pub nonce: Arc<str>,
    /// The request's path.
    pub path: Arc<str>,
    /// `light`, `dark` or `auto`.
    pub theme: &'static str,
    /// What the log calls this request.
    pub request_id: Arc<str>,
}

impl PageCtx {
    /// The text of a key.
    #[must_use]
    pub fn t(&self, key: &str) -> String {
        self.locale.text(key)
    }

    /// The text of a key with one argument.
    #[must_use]
    pub fn t1(&self, key: &str, name: &'static str, value: impl ToString) -> String {
        self.locale.text_with(key, &[(name, value.to_string())])
    }

    /// The text of a key with two arguments.
    #[must_use]
    pub fn t2(
        &self,
        key: &str,
        name: &'static str,
        value: impl ToString,
        name2: &'static str,
        value2: impl ToString,
    ) -> String {
        self.locale.text_with(key, &[(name, value.to_string()), (name2, value2.to_string())])
    }

    /// A message in the page's language.
    #[must_use]
    pub fn message(&self, message: &Message) -> String {
        message.text(self.locale)
    }

    /// The address of an asset, with its version.
    #[must_use]
    pub fn asset(&self, path: &str) -> String {
        assets::url(path)
    }

    /// A time in KST.
    #[must_use]
    pub fn time(&self, moment: &crate::db::Moment) -> String {
        format::kst(*moment)
    }

    /// Milli-points as points: `20`, `12.5`.
    #[must_use]
    pub fn points(&self, milli: &i64) -> String {
        format::points(*milli)
    }
}

/// Makes the context before the handler and draws its error afterwards.
pub async fn provide(State(app): State<AppState>, mut request: Request, next: Next) -> Response {
    let wants = faces::Wants::of(&request);
    let built = build(&app, &mut request).await;
    let ctx = match built {
        Ok(ctx) => ctx,
        Err(error) => {
            let ctx = bare(&app, &request);
            return faces::draw(axum::response::IntoResponse::into_response(error), &ctx, wants);
        }
    };
    request.extensions_mut().insert(ctx.clone());
    faces::draw(next.run(request).await, &ctx, wants)
}

async fn build(app: &AppState, request: &mut Request) -> Result<PageCtx, Error> {
    let session = request.extensions().get::<Session>().cloned();
    let user = match session {
        Some(session) => accounts::viewer_of(app, &session).await?,
        None => None,
    };
    Ok(PageCtx { user, ..bare(app, request) })
}

fn bare(app: &AppState, request: &Request) -> PageCtx {
    let headers = request.headers();
    let theme = match cookie(headers, "theme") {
        Some("dark") => "dark",
        Some("light") => "light",
        _ => "auto",
    };
    let nonce = request.extensions().get::<super::security_headers::Nonce>();
    PageCtx {
        locale: cookie(headers, "locale").and_then(Locale::parse).unwrap_or_default(),
        user: None,
        nonce: nonce.map_or_else(|| app.nonce(), |nonce| Arc::clone(&nonce.0)),
        path: request.uri().path().into(),
        theme,
        request_id: headers
            .get("x-request-id")
            .and_then(|id| id.to_str().ok())
            .unwrap_or_default()
            .into(),
    }
}

fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

impl<S: Send + Sync> FromRequestParts<S> for PageCtx {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        parts
            .extensions
            .get::<PageCtx>()
            .cloned()
            .ok_or_else(|| Error::Internal(anyhow::anyhow!("no page context on this route")))
    }
}

impl<S: Send + Sync> OptionalFromRequestParts<S> for PageCtx {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Infallible> {
        Ok(parts.extensions.get::<PageCtx>().cloned())
    }
}
