//! What a learner answered.

use serde_json::Value;
use weaverse_grader_sdk::Submission;

use crate::config::{Choice, Config};

/// Why an answer counts as no choice. It is the learner's matter, not a fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unusable {
    /// Nothing was chosen.
    Empty,
    /// Not an id or a list of ids.
    Unreadable,
    /// A choice that the question does not have.
    Unknown(String),
    /// Several choices where one is to be made.
    Several,
}

/// The choices that a submission names, in the order of the question.
pub fn read<'c>(submission: &Submission, config: &'c Config) -> Result<Vec<&'c Choice>, Unusable> {
    let ids = ids(submission)?;
    if let Some(unknown) = ids.iter().find(|id| config.choices.iter().all(|c| c.id != **id)) {
        return Err(Unusable::Unknown(unknown.clone()));
    }
    let chosen: Vec<_> = config.choices.iter().filter(|c| ids.contains(&c.id)).collect();
    match chosen.len() {
        0 => Err(Unusable::Empty),
        1 => Ok(chosen),
        _ if config.multiple => Ok(chosen),
        _ => Err(Unusable::Several),
    }
}

/// The ids of an answer (`["1", "3"]`, `"1"`, `1`) or, when there is none, of
/// the only file (`1, 3`).
fn ids(submission: &Submission) -> Result<Vec<String>, Unusable> {
    let Some(answer) = &submission.answer else {
        return match submission.files.as_slice() {
            [] => Err(Unusable::Empty),
            [file] => std::str::from_utf8(&file.content)
                .map(|text| words(text.trim_start_matches('\u{feff}')))
                .map_err(|_| Unusable::Unreadable),
            _ => Err(Unusable::Unreadable),
        };
    };
    match serde_json::from_str(answer) {
        Ok(Value::Null) => Ok(Vec::new()),
        Ok(Value::Array(values)) => values.iter().map(id).collect(),
        Ok(Value::String(text)) => Ok(words(&text)),
        Ok(value) => Ok(vec![id(&value)?]),
        Err(_) => Err(Unusable::Unreadable),
    }
}

fn id(value: &Value) -> Result<String, Unusable> {
    match value {
        Value::String(id) => Ok(id.trim().to_owned()),
        Value::Number(number) => Ok(number.to_string()),
        _ => Err(Unusable::Unreadable),
    }
}

fn words(text: &str) -> Vec<String> {
    let separator = |c: char| c == ',' || c.is_whitespace();
    text.split(separator).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}
