//! The mission studio: drafts, their checks and trials, publishing, export.

pub mod check;
pub mod export;
pub mod model;
pub mod publish;
mod put;
pub mod service;
mod staffing;
mod store;

pub use model::DraftId;
pub use put::{Origin, Put, put_mission};
