//! One case, one outcome: what is found.

use weaverse_grader_sdk::{GradingError, RunOutcome, RunStatus, Verdict};

use crate::compare::Difference;
use crate::config::{Case, Check, CheckKind, Expectation};
use crate::constructs::Offence;
use crate::outcome::{Answer, CheckAnswer, StepError};
use crate::schema::Flaw;
use crate::value::Table;

/// What is found of a case.
#[derive(Debug, Clone, PartialEq)]
pub enum Finding {
    /// Everything is as expected.
    Passed,
    /// The case was not run.
    Skipped,
    /// The script breaks a rule on words, and was not run.
    Offence(Offence),
    /// The run did not come to its end.
    Ended(RunStatus),
    /// There is no statement.
    Empty,
    /// There is no query.
    NoResult,
    /// The result is different.
    Result(Difference),
    /// What the script left is different.
    State {
        /// The check's name.
        check: String,
        /// What is wrong.
        what: Wrong,
        /// The script did not commit.
        uncommitted: bool,
    },
}

/// What a check finds.
#[derive(Debug, Clone, PartialEq)]
pub enum Wrong {
    /// Its query fails.
    Query(StepError),
    /// Its query's result is different.
    Result(Difference),
    /// Its statements were refused.
    Refused(StepError),
    /// Its statements were taken, and should have been refused.
    Taken,
    /// The table is different.
    Table(Flaw),
}

/// A finding, with the results that it is on.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// What is found.
    pub finding: Finding,
    /// The result that should be.
    pub expected: Option<Table>,
    /// The result that is.
    pub actual: Option<Table>,
}

impl Judged {
    /// A finding without results.
    pub fn only(finding: Finding) -> Self {
        Self { finding, expected: None, actual: None }
    }
}

/// Judges a case. `model` is what came of the model's run, where it is needed.
pub fn judge(
    case: &Case,
    outcome: &RunOutcome,
    answer: Option<Answer>,
    model: Option<&Answer>,
) -> Result<Judged, GradingError> {
    let Some(answer) = answer else {
        return Ok(Judged::only(Finding::Ended(outcome.status)));
    };
    if answer.script.statements == 0 {
        return Ok(Judged::only(Finding::Empty));
    }
    let mut passed = Judged::only(Finding::Passed);
    if let Some(expectation) = &case.result {
        let of_model = model.and_then(|model| model.script.result.as_ref());
        let expected = expected(case, expectation, of_model)?.clone();
        let compared = match &answer.script.result {
            None => Err(Finding::NoResult),
            Some(actual) => expectation.options.compare(&expected, actual).map_err(Finding::Result),
        };
        let finding = compared.err().unwrap_or(Finding::Passed);
        let (failed, actual) = (finding != Finding::Passed, answer.script.result);
        passed = Judged { finding, expected: Some(expected), actual };
        if failed {
            return Ok(passed);
        }
    }
    for (index, (check, found)) in case.checks.iter().zip(&answer.checks).enumerate() {
        let model = model.and_then(|model| model.checks.get(index));
        if let Some((what, expected, actual)) = wrong(case, check, found, model)? {
            let (check, uncommitted) = (check.name.clone(), answer.script.open_transaction);
            let finding = Finding::State { check, what, uncommitted };
            return Ok(Judged { finding, expected, actual });
        }
    }
    Ok(passed)
}

/// What must come out; an error if the model has nothing to say.
fn expected<'a>(
    case: &Case,
    expectation: &'a Expectation,
    of_model: Option<&'a Table>,
) -> Result<&'a Table, GradingError> {
    expectation.table.as_ref().or(of_model).ok_or_else(|| {
        GradingError::new(format!("the case `{}`: the model has no result", case.head.name))
    })
}

type Found = Option<(Wrong, Option<Table>, Option<Table>)>;

fn wrong(
    case: &Case,
    check: &Check,
    found: &CheckAnswer,
    model: Option<&CheckAnswer>,
) -> Result<Found, GradingError> {
    let only = |what: Wrong| Ok(Some((what, None, None)));
    match &check.kind {
        CheckKind::Table(wanted) => match wanted.check(&found.schema) {
            Ok(()) => Ok(None),
            Err(flaw) => only(Wrong::Table(flaw)),
        },
        CheckKind::Probe { fails, .. } => match (&found.probe_error, fails) {
            (None, false) => Ok(None),
            (None, true) => only(Wrong::Taken),
            // A table that is not there refuses everything: that is no constraint.
            (Some(error), true) if error.kind == "ConstraintError" => Ok(None),
            (Some(error), _) => only(Wrong::Refused(error.clone())),
        },
        CheckKind::Query { expectation, .. } => {
            if let Some(error) = &found.probe_error {
                return only(Wrong::Refused(error.clone()));
            }
            if let Some(error) = &found.error {
                return only(Wrong::Query(error.clone()));
            }
            let of_model = model.and_then(|model| model.result.as_ref());
            let expected = expected(case, expectation, of_model)?;
            let actual = found.result.as_ref().ok_or_else(|| {
                GradingError::new(format!("the check `{}` has no result", check.name))
            })?;
            let difference = expectation.options.compare(expected, actual).err();
            Ok(difference.map(|difference| {
                (Wrong::Result(difference), Some(expected.clone()), Some(actual.clone()))
            }))
        }
    }
}

impl Finding {
    /// The verdict on the item.
    pub fn verdict(&self) -> Verdict {
        match self {
            Self::Passed => Verdict::Accepted,
            Self::Skipped => Verdict::Skipped,
            Self::Ended(status) => status.verdict(),
            Self::Offence(_)
            | Self::Empty
            | Self::NoResult
            | Self::Result(_)
            | Self::State { .. } => Verdict::WrongAnswer,
        }
    }
}
