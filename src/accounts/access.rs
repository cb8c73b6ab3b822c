//! Roles as handler arguments: the argument's type is the rule.

use std::ops::Deref;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use super::model::Viewer;
use crate::error::Error;
use crate::web::PageCtx;

/// Anybody who is logged in.
#[derive(Debug, Clone)]
pub struct Learner(pub Viewer);

/// A tutor or an administrator. To others these pages do not exist.
#[derive(Debug, Clone)]
pub struct Staff(pub Viewer);

/// An administrator. To others these pages do not exist.
#[derive(Debug, Clone)]
pub struct Administrator(pub Viewer);

macro_rules! extract {
    ($name:ident, $may:expr) => {
        impl Deref for $name {
            type Target = Viewer;
            fn deref(&self) -> &Viewer {
                &self.0
            }
        }
        impl<S: Send + Sync> FromRequestParts<S> for $name {
            type Rejection = Error;
            async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
                let ctx = parts.extensions.get::<PageCtx>();
                let viewer = ctx.and_then(|ctx| ctx.user.clone()).ok_or(Error::LoginRequired)?;
                let may: fn(&Viewer) -> bool = $may;
                if may(&viewer) { Ok(Self(viewer)) } else { Err(Error::NotFound) }
            }
        }
    };
}
extract!(Learner, |_| true);
extract!(Staff, Viewer::is_staff);
extract!(Administrator, Viewer::is_administrator);
