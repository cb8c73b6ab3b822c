//! How far learners have come: watched intervals, positions, completed topics.

pub mod intervals;
pub mod pages;
pub mod service;
mod store;
