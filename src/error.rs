//! One error type with three faces: an HTML page, an htmx fragment, and
//! RFC 9457 problem JSON. Handlers return [`Error`]; `web::faces` draws it.

use axum::extract::multipart::{MultipartError, MultipartRejection};
use axum::extract::rejection::{
    BytesRejection, FormRejection, JsonRejection, PathRejection, QueryRejection,
};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::i18n::Message;

/// What a request can fail with.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is not there, or not yours: both look the same.
    #[error("not found")]
    NotFound,
    /// Nobody is logged in.
    #[error("log-in required")]
    LoginRequired,
    /// Logged in, but this is for others, and that is no secret.
    #[error("forbidden")]
    Forbidden,
    /// The request cannot be acted on as it is; the message says why.
    #[error("{0}: {1:?}")]
    Refused(StatusCode, Message),
    /// Our own fault. The source is logged and never shown.
    #[error("internal error")]
    Internal(#[source] anyhow::Error),
}

/// The result of a handler.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What a drawn error shows.
#[derive(Debug, Clone)]
pub struct ErrorInfo {
    /// The answer's status.
    pub status: StatusCode,
    /// The heading's key.
    pub title: &'static str,
    /// What happened and what to do.
    pub message: Message,
}

impl Error {
    /// 422: a value that cannot be taken.
    #[must_use]
    pub fn invalid(key: &'static str) -> Self {
        Self::Refused(StatusCode::UNPROCESSABLE_ENTITY, Message::new(key))
    }

    /// 422 with a message that has arguments.
    #[must_use]
    pub fn invalid_with(message: Message) -> Self {
        Self::Refused(StatusCode::UNPROCESSABLE_ENTITY, message)
    }

    /// 409: it does not fit the state of things.
    #[must_use]
    pub fn conflict(message: Message) -> Self {
        Self::Refused(StatusCode::CONFLICT, message)
    }

    /// 429: too many requests or waiting things.
    #[must_use]
    pub fn too_many(message: Message) -> Self {
        Self::Refused(StatusCode::TOO_MANY_REQUESTS, message)
    }

    /// 401: a program that did not say who it is.
    #[must_use]
    pub fn unauthorized(key: &'static str) -> Self {
        Self::Refused(StatusCode::UNAUTHORIZED, Message::new(key))
    }

    /// 403: it is known who asks, and it is not for them.
    #[must_use]
    pub fn forbidden_with(message: Message) -> Self {
        Self::Refused(StatusCode::FORBIDDEN, message)
    }

    /// 413: larger than the limit.
    #[must_use]
    pub fn too_large(message: Message) -> Self {
        Self::Refused(StatusCode::PAYLOAD_TOO_LARGE, message)
    }

    /// 503: we cannot now; trying again helps.
    #[must_use]
    pub fn unavailable(key: &'static str) -> Self {
        Self::Refused(StatusCode::SERVICE_UNAVAILABLE, Message::new(key))
    }

    fn info(&self) -> ErrorInfo {
        let plain =
            |status, title, message| ErrorInfo { status, title, message: Message::new(message) };
        match self {
            Self::NotFound => {
                plain(StatusCode::NOT_FOUND, "error-not-found-title", "error-not-found")
            }
            Self::LoginRequired => {
                plain(StatusCode::UNAUTHORIZED, "error-login-title", "error-login")
            }
            Self::Forbidden => {
                plain(StatusCode::FORBIDDEN, "error-forbidden-title", "error-forbidden")
            }
            Self::Refused(status, message) => ErrorInfo {
                status: *status,
                title: match *status {
                    StatusCode::UNAUTHORIZED => "error-login-title",
                    StatusCode::FORBIDDEN => "error-forbidden-title",
                    StatusCode::TOO_MANY_REQUESTS => "error-too-many-title",
                    StatusCode::SERVICE_UNAVAILABLE => "error-busy-title",
                    _ => "error-refused-title",
                },
                message: message.clone(),
            },
            Self::Internal(_) => {
                plain(StatusCode::INTERNAL_SERVER_ERROR, "error-internal-title", "error-internal")
            }
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        if let Self::Internal(source) = &self {
            tracing::error!(error = format!("{source:#}"), "request failed");
        }
        let info = self.info();
        // The body is drawn by `web::faces`, which knows who asked and how.
        let mut response = info.status.into_response();
        response.extensions_mut().insert(info);
        response
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::PoolTimedOut => Self::unavailable("error-database-busy"),
            other => Self::Internal(anyhow::Error::new(other).context("database")),
        }
    }
}

impl From<anyhow::Error> for Error {
    fn from(error: anyhow::Error) -> Self {
        Self::Internal(error)
    }
}

impl From<askama::Error> for Error {
    fn from(error: askama::Error) -> Self {
        Self::Internal(anyhow::Error::new(error).context("template"))
    }
}

impl From<tower_sessions::session::Error> for Error {
    fn from(error: tower_sessions::session::Error) -> Self {
        Self::Internal(anyhow::Error::new(error).context("session"))
    }
}

/// Axum's own refusals keep their status; the texts are ours.
macro_rules! from_rejections {
    ($($rejection:ty),*) => { $(
        impl From<$rejection> for Error {
            fn from(rejection: $rejection) -> Self {
                Self::from_status(rejection.status())
            }
        }
    )* };
}
from_rejections!(
    FormRejection,
    JsonRejection,
    QueryRejection,
    MultipartRejection,
    MultipartError,
    BytesRejection
);

impl From<PathRejection> for Error {
    /// A path whose parts do not parse names nothing.
    fn from(_: PathRejection) -> Self {
        Self::NotFound
    }
}

impl Error {
    /// The error of a refusal that knows only its status.
    #[must_use]
    pub fn from_status(status: StatusCode) -> Self {
        let key = match status {
            StatusCode::NOT_FOUND => return Self::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => "error-method",
            StatusCode::PAYLOAD_TOO_LARGE => "error-too-large",
            StatusCode::UNSUPPORTED_MEDIA_TYPE => "error-media-type",
            StatusCode::REQUEST_TIMEOUT | StatusCode::SERVICE_UNAVAILABLE => "error-timeout",
            _ => "error-malformed",
        };
        Self::Refused(status, Message::new(key))
    }
}
