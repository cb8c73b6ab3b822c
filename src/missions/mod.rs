//! Missions: items, submissions, the grading queue, reports.

pub mod authoring;
pub mod check;
pub mod graders;
pub mod grading;
pub mod model;
pub mod pages;
pub mod queue;
pub mod regrade;
mod remarks;
pub mod replay;
pub mod results;
pub mod review;
pub mod service;
mod store;
pub mod terms;
pub mod view;
pub mod worker;

pub use model::{ItemId, MissionId, SubmissionId};
