//! The site in Chromium: the real program, its demo school, and what people
//! do there. `cargo xtask test` sets the environment that the tests need.
//!
//! One school serves all tests; each test has browsers and people of its own.

#[path = "../it/support/judge.rs"]
mod judge;
mod page;
mod school;

mod browser;
