//! The integration tests: one binary, every story on both database engines.
//! `cargo xtask test` sets the environment that they need.

mod support;

mod accounts;
mod architecture;
mod bucket;
mod cli;
mod courses;
mod determinism;
mod exchange;
mod guide;
mod learning;
mod locales;
mod migrations;
mod missions;
mod operation;
mod packs;
mod plugin_api;
mod plugin_life;
mod plugins;
mod queue;
mod regrade;
mod results;
mod review;
mod secrets;
mod statements;
mod studio;
mod web;
