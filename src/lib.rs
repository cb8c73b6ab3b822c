//! Weaverse: one binary that runs a whole online coding school.
//!
//! Request path: `routes → pages → service → store → db`. A domain calls
//! another domain's `service`, never its `store`; `tests/it/architecture.rs`
//! holds this. The map of the code is `docs/architecture.md`.

pub mod accounts;
pub mod app;
pub mod cli;
pub mod clock;
pub mod config;
pub mod courses;
pub mod db;
pub mod demo;
pub mod error;
pub mod exchange;
pub mod i18n;
pub mod learning;
pub mod metrics;
pub mod missions;
pub mod packs;
pub mod plugins;
pub mod routes;
pub mod similarity;
pub mod storage;
pub mod telemetry;
pub mod web;
