//! Tokens as handler arguments: the argument's type is the rule.

use std::ops::Deref;

use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;

use super::model::Scope;
use super::service;
use crate::accounts::model::Viewer;
use crate::app::AppState;
use crate::error::Error;

/// A program that may look at plugins and their runs.
#[derive(Debug, Clone)]
pub struct PluginReader(pub Viewer);

/// A program that may upload and activate plugins.
#[derive(Debug, Clone)]
pub struct PluginWriter(pub Viewer);

macro_rules! extract {
    ($name:ident, $scope:expr) => {
        impl Deref for $name {
            type Target = Viewer;
            fn deref(&self) -> &Viewer {
                &self.0
            }
        }
        impl FromRequestParts<AppState> for $name {
            type Rejection = Error;
            async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, Error> {
                Ok(Self(service::viewer_of(app, bearer(parts)?, $scope).await?))
            }
        }
    };
}
extract!(PluginReader, Scope::PluginsRead);
extract!(PluginWriter, Scope::PluginsWrite);

/// The token of `Authorization: Bearer …`. A browser's session is none: other
/// sites could make use of it.
fn bearer(parts: &Parts) -> Result<&str, Error> {
    let value = parts.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let token = value.and_then(|value| {
        let (scheme, token) = value.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
    });
    token.filter(|token| !token.is_empty()).ok_or_else(|| Error::unauthorized("token-required"))
}
