//! The sandbox against guests made for it, mostly hostile ones.
//!
//! Guests are core modules as text, made into components here: no compiler for
//! guests is needed. `languages` needs the real runtimes, which
//! `cargo xtask test` builds.

mod child;
mod clocks;
mod contract;
mod executors;
mod grading;
mod guest;
mod languages;
mod loading;
mod runs;
mod stability;
