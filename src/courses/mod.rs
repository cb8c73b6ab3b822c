//! The catalogue: curriculum → course → lecture → topic, and importing packs.

pub mod import;
pub mod model;
pub mod pages;
pub mod service;
mod store;
pub mod view;

pub use model::{CourseId, TopicId};
