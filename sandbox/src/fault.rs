//! Why there is no verdict.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Why a call gave nothing. A fault is never the learner's doing and never
/// costs an attempt: the grading is tried again, or shown to the staff.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The grader broke, or broke its contract.
    #[error("grader {plugin}: {cause}: {detail}")]
    Grader {
        /// The plugin's id and version.
        plugin: String,
        /// What kind of failure it is.
        cause: FaultCause,
        /// The call, the message, frames and stderr: for its author.
        detail: String,
        /// The same, in parts.
        breakdown: Box<Breakdown>,
    },
    /// The host, or a language runtime, broke.
    #[error("internal: {detail}")]
    Internal {
        /// For the operator.
        detail: String,
    },
    /// Too many calls are waiting; try again later.
    #[error("too many calls are waiting")]
    Busy,
}

/// Where and how a grader broke, for its author. Learners see none of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Breakdown {
    /// The call: `describe`, `check` or `grade`.
    pub call: String,
    /// What happened.
    pub message: String,
    /// The innermost frames of a trap, with demangled names; at most 20.
    pub frames: Vec<String>,
    /// The end of what the grader wrote to stderr: at most 64 KiB.
    pub stderr: String,
}

impl std::fmt::Display for Breakdown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "in {}: {}", self.call, self.message)?;
        for frame in &self.frames {
            write!(f, "\n  at {frame}")?;
        }
        if self.stderr.is_empty() { Ok(()) } else { write!(f, "\nstderr: {}", self.stderr) }
    }
}

impl Fault {
    pub(crate) fn internal(detail: impl fmt::Display) -> Self {
        Self::Internal { detail: detail.to_string() }
    }
}

/// How a grader failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultCause {
    /// It crashed.
    Trap,
    /// It used up its own fuel.
    FuelLimit,
    /// It wanted more memory than it may have.
    MemoryLimit,
    /// It slept, or kept the processor, too long.
    TimeLimit,
    /// It said that it cannot judge.
    ErrorReturned,
    /// It ended itself instead of answering.
    Exited,
    /// Its report breaks the contract.
    MalformedReport,
    /// It asked for a run that breaks the contract.
    MalformedRequest,
    /// It asked for a language that it may not run, or that is not there.
    UnknownLanguage,
    /// It asked for more runs than allowed.
    TooManyRuns,
}

impl fmt::Display for FaultCause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Trap => "trap",
            Self::FuelLimit => "fuel limit",
            Self::MemoryLimit => "memory limit",
            Self::TimeLimit => "time limit",
            Self::ErrorReturned => "error returned",
            Self::Exited => "exited",
            Self::MalformedReport => "malformed report",
            Self::MalformedRequest => "malformed request",
            Self::UnknownLanguage => "unknown language",
            Self::TooManyRuns => "too many runs",
        })
    }
}
