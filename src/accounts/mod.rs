//! People: sign-up, log-in, roles, and who may see what.

pub mod access;
pub mod model;
pub mod pages;
mod password;
pub mod service;
mod store;
pub mod tokens;

pub use access::{Administrator, Learner, Staff};
pub use model::{Role, UserId, Viewer};
pub use service::viewer_of;
