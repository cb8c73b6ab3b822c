//! Exercises of other systems: read into missions of ours, and written from
//! them. What maps to what is in `docs/exchange.md`.
//!
//! An import is a pure function from files to missions and notes; nothing of
//! it needs a database or the sandbox. What cannot be taken says exactly why.

pub mod archive;
pub mod check;
pub mod coderunner;
pub mod exercism;
pub mod files;
pub mod gradescope;
pub mod kattis;
pub mod limits;
mod names;
mod notes;
mod tex;
mod write;
mod yaml;

pub use names::quoted;
pub use notes::{Expectation, Expected, Import, Level, Note, Notes, Taken};
pub use write::{Overwrite, Written, write};

use crate::i18n::Locale;

/// What the person who imports chooses.
#[derive(Debug, Clone)]
pub struct Options {
    /// The language of the exercises' texts, and of graders' messages.
    pub locale: Locale,
    /// The programming language, where the exercise leaves it open.
    pub language: Option<String>,
}
