//! Axum's extractors with our refusals.

use axum::extract::{FromRequest, FromRequestParts};

use crate::error::Error;

/// Parts of the path; what does not parse is not found.
#[derive(Debug, Clone, Copy, FromRequestParts)]
#[from_request(via(axum::extract::Path), rejection(Error))]
pub struct Path<T>(pub T);

/// The query string.
#[derive(Debug, Clone, Copy, FromRequestParts)]
#[from_request(via(axum::extract::Query), rejection(Error))]
pub struct Query<T>(pub T);

/// A form body.
#[derive(Debug, Clone, Copy, FromRequest)]
#[from_request(via(axum::extract::Form), rejection(Error))]
pub struct Form<T>(pub T);

/// A JSON body.
#[derive(Debug, Clone, Copy, FromRequest)]
#[from_request(via(axum::extract::Json), rejection(Error))]
pub struct Json<T>(pub T);
