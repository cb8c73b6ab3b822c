//! Similar submissions, found on this machine alone: programs as token kinds,
//! winnowed k-gram fingerprints (as MOSS does), an inverted index of them,
//! ranked pairs.

pub mod matches;
pub mod rank;
pub mod service;
mod store;
pub mod tokens;
pub mod winnow;
