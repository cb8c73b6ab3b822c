//! What the runtime returned, read.

use serde_json::Value;
use weaverse_grader_sdk::{GradingError, RunOutcome, RunStatus};

use crate::plan::Plan;
use crate::value::Table;

/// What came of a run that came to its end.
#[derive(Debug)]
pub struct Answer {
    /// Of the script.
    pub script: ScriptAnswer,
    /// Of each check.
    pub checks: Vec<CheckAnswer>,
}

/// What came of the script.
#[derive(Debug)]
pub struct ScriptAnswer {
    /// How many it has.
    pub statements: u64,
    /// A transaction was begun and not committed.
    pub open_transaction: bool,
    /// The last result, if there was one and it was asked for.
    pub result: Option<Table>,
}

/// What came of a check.
#[derive(Debug)]
pub struct CheckAnswer {
    /// Of its statements: that they failed, and how.
    pub probe_error: Option<StepError>,
    /// Of its query.
    pub result: Option<Table>,
    /// That its query failed, and how.
    pub error: Option<StepError>,
    /// What the runtime says of a table.
    pub schema: Value,
}

/// An error of a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepError {
    /// The runtime's word for it.
    pub kind: String,
    /// What SQLite says.
    pub message: String,
}

/// Reads an outcome. `None`: the run did not come to its end. An error is the
/// author's or the runtime's fault.
pub fn read(plan: &Plan<'_>, outcome: &RunOutcome) -> Result<Option<Answer>, GradingError> {
    let name = &plan.case.head.name;
    if let Some(raised) = &outcome.raised
        && matches!(raised.kind.as_str(), "SetupError" | "RequestError")
    {
        let message = format!("the case `{name}` cannot be set up: {}", raised.message);
        return Err(GradingError::new(message));
    }
    if outcome.status != RunStatus::Completed {
        return Ok(None);
    }
    let strange = || GradingError::new(format!("the case `{name}`: an outcome of another form"));
    let value = outcome.value.as_deref().and_then(|text| serde_json::from_str(text).ok());
    let value: Value = value.ok_or_else(strange)?;
    let (script, checks) = plan.split(&value).ok_or_else(strange)?;
    let checks = checks.iter().map(check).collect();
    Ok(Some(Answer { script: self::script(script).ok_or_else(strange)?, checks }))
}

fn script(value: &Value) -> Option<ScriptAnswer> {
    let last = value.get("results")?.as_array()?.last();
    let result = match last {
        Some(last) => Some(Table::read(last)?),
        None => None,
    };
    Some(ScriptAnswer {
        statements: value.get("statements")?.as_u64()?,
        open_transaction: value.get("open_transaction")?.as_bool()?,
        result,
    })
}

fn check(value: &Value) -> CheckAnswer {
    CheckAnswer {
        probe_error: value.get("probe").and_then(|probe| error(probe.get("error")?)),
        result: value.get("result").and_then(Table::read),
        error: value.get("error").and_then(error),
        schema: value.as_object().and_then(|map| map.values().next()).cloned().unwrap_or_default(),
    }
}

fn error(value: &Value) -> Option<StepError> {
    let text = |key: &str| Some(value.get(key)?.as_str()?.to_owned());
    Some(StepError { kind: text("kind")?, message: text("message")? })
}
