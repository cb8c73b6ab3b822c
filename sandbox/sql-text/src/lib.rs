//! What the runtime `sqlite` and the grader `sql` share: the words of SQLite's
//! SQL, and results as tables of text.
//!
//! The runtime cuts scripts into statements, so that it can name the statement
//! and the line of a mistake; the grader looks for words that an author
//! requires or forbids, which text in comments and strings must not fool.

mod statements;
mod table;
mod tokens;

pub use statements::{Statement, statements};
pub use table::{Cell, head, line, real, widths};
pub use tokens::{Kind, Token, tokens};

/// The line of a place in a text, from 1.
pub fn line_of(text: &str, offset: usize) -> usize {
    let before = &text.as_bytes()[..offset.min(text.len())];
    1 + before.iter().filter(|byte| **byte == b'\n').count()
}
