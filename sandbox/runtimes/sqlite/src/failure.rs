//! Why a script did not come to its end.

use rusqlite::{Error, ErrorCode};
use serde_json::{Value, json};
use weaverse_sql_text::Statement;

use crate::exports::weaverse::plugin::runtime::{RunEnd, RunResult};
use crate::policy::{self, Refusal};
use crate::weaverse::plugin::types::Raised;

/// Characters of a statement that a message shows.
const EXCERPT: usize = 200;
/// Characters of SQLite's message.
const MESSAGE: usize = 1000;

/// An error with its place.
#[derive(Debug, Clone)]
pub(crate) struct Failure {
    end: RunEnd,
    kind: &'static str,
    message: String,
    place: Option<Place>,
}

#[derive(Debug, Clone)]
struct Place {
    script: String,
    /// From 1; 0 where there are no statements.
    statement: usize,
    line: usize,
    excerpt: String,
}

impl Failure {
    /// A script that cannot be read.
    pub(crate) fn unreadable(script: &str, line: usize, message: &str) -> Self {
        let place = Place { script: script.to_owned(), statement: 0, line, excerpt: String::new() };
        Self {
            end: RunEnd::CompileError,
            kind: "SqlError",
            message: message.to_owned(),
            place: Some(place),
        }
    }

    /// A request that makes no sense: the caller's mistake.
    pub(crate) fn request(message: impl Into<String>) -> Self {
        let (end, kind) = (RunEnd::RuntimeError, "RequestError");
        Self { end, kind, message: message.into(), place: None }
    }

    /// What SQLite says, or why it was told no. What is wrong with a statement
    /// shows when it is prepared, before it has read any data.
    pub(crate) fn of(error: Error, refusal: Option<Refusal>, preparing: bool) -> Self {
        let (code, message) = match error {
            Error::SqliteFailure(error, message) => {
                (error.code, message.unwrap_or_else(|| error.to_string()))
            }
            Error::SqlInputError { error, msg, .. } => (error.code, msg),
            other => (ErrorCode::Unknown, other.to_string()),
        };
        if let Some(refusal) = refusal {
            return Self::refused(refusal);
        }
        let outside = message.strip_prefix("no such function: ").and_then(policy::function);
        if let Some(function) = outside.filter(|_| preparing) {
            return Self::refused(Refusal::NotAvailable(function));
        }
        let (end, kind) = match code {
            ErrorCode::OutOfMemory => (RunEnd::RuntimeError, "MemoryError"),
            ErrorCode::TooBig => (RunEnd::RuntimeError, "TooBig"),
            ErrorCode::ConstraintViolation => (RunEnd::RuntimeError, "ConstraintError"),
            ErrorCode::Unknown if preparing => (RunEnd::CompileError, "SqlError"),
            _ => (RunEnd::RuntimeError, "SqliteError"),
        };
        Self { end, kind, message: cut(&message, MESSAGE), place: None }
    }

    fn refused(refusal: Refusal) -> Self {
        let (end, kind, message) = match refusal {
            Refusal::NotAvailable(what) => {
                let message = format!("{what} is not available in missions");
                (RunEnd::Refused, "NotAvailable", message)
            }
            Refusal::NotAQuery => {
                let message = "only a query is allowed here".to_owned();
                (RunEnd::RuntimeError, "NotAQuery", message)
            }
        };
        Self { end, kind, message, place: None }
    }

    /// The same, of a query that these views were hidden from.
    pub(crate) fn without(mut self, views: &[String]) -> Self {
        let name = self
            .message
            .strip_prefix("no such table: ")
            .map(|name| name.strip_prefix("main.").unwrap_or(name).to_owned());
        let hidden = |name: &String| views.iter().any(|view| view.eq_ignore_ascii_case(name));
        if let Some(name) = name.filter(hidden) {
            self.kind = "ViewError";
            self.message = format!("{name} must be a table, and is a view");
        }
        self
    }

    /// The same, of this statement.
    pub(crate) fn at(
        mut self,
        script: &str,
        number: usize,
        line: usize,
        of: &Statement<'_>,
    ) -> Self {
        if self.kind == "SqlError" && of.text.starts_with('.') {
            self.message.push_str(" (commands with a dot belong to the sqlite3 shell)");
        }
        let (script, excerpt) = (script.to_owned(), cut(of.text.trim_end(), EXCERPT));
        self.place = Some(Place { script, statement: number, line, excerpt });
        self
    }

    /// The same, of a step that only prepares the database.
    pub(crate) fn in_setup(mut self) -> Self {
        (self.end, self.kind) = (RunEnd::RuntimeError, "SetupError");
        self
    }

    /// The message behind its place: `main.sql, line 5, statement 2: …`.
    pub(crate) fn message(&self) -> String {
        match &self.place {
            Some(Place { script, statement: 0, line, .. }) => {
                format!("{script}, line {line}: {}", self.message)
            }
            Some(Place { script, statement, line, .. }) => {
                format!("{script}, line {line}, statement {statement}: {}", self.message)
            }
            None => self.message.clone(),
        }
    }

    /// For one step of several, which does not end the others.
    pub(crate) fn to_json(&self) -> Value {
        json!({ "kind": self.kind, "message": self.message })
    }

    fn traceback(&self) -> String {
        let place = self.place.as_ref().map(|place| {
            let indented: String =
                place.excerpt.lines().map(|line| format!("    {line}\n")).collect();
            format!("{}, line {}\n{indented}", place.script, place.line)
        });
        format!("{}{}: {}\n", place.unwrap_or_default(), self.kind, self.message())
    }

    /// The run's end.
    pub(crate) fn into_result(self) -> RunResult {
        let (message, traceback) = (self.message(), self.traceback());
        let raised = Raised { kind: self.kind.to_owned(), message, traceback };
        let (end, exit_code) = (self.end, 1);
        RunResult { end, exit_code, value: None, raised: Some(raised), extra: None }
    }
}

fn cut(text: &str, characters: usize) -> String {
    match text.char_indices().nth(characters) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
