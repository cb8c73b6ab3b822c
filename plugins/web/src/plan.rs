//! The run of a case, as the runtime `browser` takes it, and what comes back.

use serde_json::{Value, json};
use weaverse_grader_sdk::{
    File, FunctionCall, GradingError, Invocation, RunOutcome, RunRequest, RunStatus,
};

use crate::config::{Action, Run};
use crate::page::{Observation, read_state};

/// The language that the grader runs, whatever an item says.
pub const LANGUAGE: &str = "browser";
/// The function that opens a page.
const FUNCTION: &str = "weaverse:page";

/// What came of a run.
#[derive(Debug, Clone)]
pub struct Visit {
    /// Where it was looked at: behind so many steps.
    pub moments: Vec<(usize, Observation)>,
    /// The step that could not be done, from 1, and what it looked for.
    pub stuck: Option<(usize, String)>,
}

/// The request that opens a page. What is expected is not in it.
pub fn request(run: &Run, looks_at_end: bool, files: Vec<File>, page: &str) -> RunRequest {
    let last = run.steps.len();
    let mut steps: Vec<Value> = Vec::new();
    for (index, step) in run.steps.iter().enumerate() {
        let looks = !step.checks.is_empty() || (looks_at_end && index + 1 == last);
        let mut step = action(&step.action);
        step["look"] = json!(looks);
        steps.push(step);
    }
    let plan = json!({
        "steps": steps,
        "look": looks_at_end && last == 0,
        "answers": run.answers,
        "storage": run.storage,
        "address": run.address,
    });
    RunRequest {
        language: LANGUAGE.to_owned(),
        files,
        entry: Some(page.to_owned()),
        invocation: Invocation::Call(FunctionCall {
            function: FUNCTION.to_owned(),
            arguments: json!([plan]).to_string(),
        }),
        stdin: Vec::new(),
    }
}

fn action(action: &Action) -> Value {
    match action {
        Action::On { what, selector } => json!({ "do": what, "on": selector }),
        Action::Text { what, selector, text } => {
            json!({ "do": what, "on": selector, "text": text })
        }
        Action::Press { key, selector } => json!({ "do": "press", "on": selector, "key": key }),
        Action::Wait(time) => json!({ "do": "wait", "time": time }),
        Action::Event { name, selector, init } => {
            json!({ "do": "event", "on": selector, "name": name, "init": init })
        }
    }
}

/// Reads what came of a run; nothing if it did not come to its end.
pub fn visit(outcome: &RunOutcome) -> Result<Option<Visit>, GradingError> {
    if outcome.status != RunStatus::Completed {
        return Ok(None);
    }
    let text = outcome.value.as_deref().unwrap_or_default();
    let read = serde_json::from_str::<Value>(text).ok().as_ref().and_then(read);
    match read {
        Some(visit) => Ok(Some(visit)),
        None => Err(GradingError::new("the runtime `browser` returned what it should not")),
    }
}

fn read(value: &Value) -> Option<Visit> {
    let number = |value: &Value| usize::try_from(value.as_u64()?).ok();
    let moments = value.get("moments")?.as_array()?.iter();
    let moments = moments.map(|moment| Some((number(moment.get("after")?)?, read_state(moment)?)));
    let stuck = match value.get("stuck")? {
        Value::Null => None,
        stuck => Some((number(stuck.get("step")?)?, stuck.get("on")?.as_str()?.to_owned())),
    };
    Some(Visit { moments: moments.collect::<Option<_>>()?, stuck })
}
