//! Tokens of the API: made by the staff, shown once, kept as a digest.

mod access;
mod model;
pub mod pages;
pub mod service;
mod store;

pub use access::{PluginReader, PluginWriter};
pub use model::{Scope, TokenId, TokenRow};
