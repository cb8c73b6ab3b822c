//! The two sides of the contract as traits.

use crate::types::{
    GraderInfo, GradingError, Preview, Problem, Report, RunOutcome, RunRequest, Submission,
};

/// A grader plugin.
pub trait Grader {
    /// What the grader is.
    fn describe() -> GraderInfo;

    /// Reads a configuration: what it comes to, or everything wrong with it.
    fn check(config: &str) -> Result<Preview, Vec<Problem>>;

    /// Judges a submission.
    fn grade(
        runner: &mut dyn Runner,
        submission: Submission,
        config: &str,
    ) -> Result<Report, GradingError>;
}

/// Runs programs of learners: the host, or a closure in tests.
pub trait Runner {
    /// Runs a batch; the outcomes come in the order of the requests.
    fn run(&mut self, requests: Vec<RunRequest>) -> Vec<RunOutcome>;
}

impl<F: FnMut(Vec<RunRequest>) -> Vec<RunOutcome>> Runner for F {
    fn run(&mut self, requests: Vec<RunRequest>) -> Vec<RunOutcome> {
        self(requests)
    }
}

impl GradingError {
    /// An error with a message.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into() }
    }

    /// For a configuration that did not pass [`Grader::check`].
    pub fn invalid_config(problems: &[Problem]) -> Self {
        let listed: Vec<String> = problems.iter().map(ToString::to_string).collect();
        Self::new(format!("invalid configuration: {}", listed.join("; ")))
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let place = if self.pointer.is_empty() { "/" } else { &self.pointer };
        write!(f, "{place}: {}", self.message)
    }
}
