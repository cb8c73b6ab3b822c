//! One case, one outcome: what is found.

use weaverse_grader_sdk::{Raised, RunOutcome, RunStatus, Verdict};

use crate::compare::Difference;
use crate::compare::json::{Json, Place};
use crate::config::{Case, Expected};

/// What is found of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// Everything is as expected.
    Passed,
    /// The run did not come to its end.
    Ended(RunStatus),
    /// The program ended itself with a code that means failure.
    ExitCode(i32),
    /// The function did not return.
    NoValue,
    /// The call returned, but should have raised this kind of error.
    NotRaised(String),
    /// The call should have raised this kind of error, and raised another one.
    OtherError(String),
    /// The returned value differs.
    Value(Place),
    /// What was printed differs.
    Output(Difference),
    /// The case was not run.
    Skipped,
}

/// Judges the outcome of a case.
pub fn judge(case: &Case, outcome: &RunOutcome) -> Finding {
    let finding = match &case.result {
        Some(Expected::Raises(kind)) => raises(kind, outcome),
        Some(Expected::Value { value, tolerance }) => {
            ended(outcome).or_else(|| returned(value, *tolerance, outcome))
        }
        None => ended(outcome),
    };
    finding.unwrap_or_else(|| match &case.stdout {
        Some(matcher) => {
            matcher.compare(&outcome.stdout).map_or_else(Finding::Output, |()| Finding::Passed)
        }
        None => Finding::Passed,
    })
}

/// A failure code is a failure even with the right output: programs say so.
fn ended(outcome: &RunOutcome) -> Option<Finding> {
    match outcome.status {
        RunStatus::Completed if outcome.exit_code == 0 => None,
        RunStatus::Completed => Some(Finding::ExitCode(outcome.exit_code)),
        status => Some(Finding::Ended(status)),
    }
}

fn returned(expected: &Json, tolerance: Option<f64>, outcome: &RunOutcome) -> Option<Finding> {
    // No value: the program ended itself. Nobody passes by that.
    let Some(actual) = outcome.value.as_deref() else { return Some(Finding::NoValue) };
    match Json::parse(actual) {
        Ok(actual) => expected.compare(&actual, tolerance).err().map(Finding::Value),
        Err(_) => Some(Finding::Output(Difference::NotJson)),
    }
}

fn raises(expected: &str, outcome: &RunOutcome) -> Option<Finding> {
    match (outcome.status, &outcome.raised) {
        // Asking for what is refused is an error like others to the language.
        (RunStatus::RuntimeError | RunStatus::Refused, Some(raised))
            if is_kind(expected, raised) =>
        {
            None
        }
        (RunStatus::RuntimeError, _) => Some(Finding::OtherError(expected.to_owned())),
        _ => ended(outcome).or_else(|| Some(Finding::NotRaised(expected.to_owned()))),
    }
}

/// Kinds may be qualified: `json.JSONDecodeError` is `JSONDecodeError`.
fn is_kind(expected: &str, raised: &Raised) -> bool {
    let last = |name: &str| name.rsplit('.').next().unwrap_or_default().trim().to_owned();
    last(expected) == last(&raised.kind)
}

impl Finding {
    /// The verdict on the item.
    pub fn verdict(&self) -> Verdict {
        match self {
            Self::Passed => Verdict::Accepted,
            Self::Ended(status) => status.verdict(),
            Self::ExitCode(_) | Self::OtherError(_) => Verdict::RuntimeError,
            Self::NoValue | Self::NotRaised(_) | Self::Value(_) | Self::Output(_) => {
                Verdict::WrongAnswer
            }
            Self::Skipped => Verdict::Skipped,
        }
    }
}
