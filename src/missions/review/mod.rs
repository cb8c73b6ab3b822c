//! What tutors do with submissions: look through them, compare, comment, set
//! a score; and what they learn from all of them together.

pub mod diff;
pub mod model;
pub mod service;
pub mod stats;
mod store;
