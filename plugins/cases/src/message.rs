//! The one line that a learner reads of an item.
//!
//! The learner chooses what a program prints, raises and exits with, and the
//! program has read the hidden input. So whatever comes from the program is a
//! way out for hidden input, even the name of an exception: it is in a message
//! only where the case's feedback allows `actual` or `error`. What comes from
//! the author needs `expected`.

use weaverse_grader_sdk::{
    Feedback, RunOutcome, RunStatus, Texts, ended_message, excerpt, first_difference, one_line,
    spaced,
};

use crate::compare::json::{Place, What};
use crate::compare::{Difference, Unit};
use crate::judge::Finding;

/// The message on a finding, as the feedback allows it.
pub fn message(
    finding: &Finding,
    feedback: Feedback,
    outcome: Option<&RunOutcome>,
    texts: Texts,
) -> String {
    let compared = feedback.expected && feedback.actual;
    let outcome_shown = outcome.filter(|_| feedback.error);
    let error = outcome_shown.and_then(|outcome| outcome.raised.as_ref()).map(one_line);
    match finding {
        Finding::Passed => String::new(),
        Finding::Skipped => texts.get("skipped"),
        Finding::Ended(status) => ended_message(*status, error.as_deref(), outcome_shown, texts),
        Finding::ExitCode(code) if feedback.error => {
            texts.format("exit-code", &[("code", &code.to_string())])
        }
        Finding::ExitCode(_) => texts.get("runtime-error"),
        Finding::NoValue if feedback.actual => texts.get("no-value"),
        Finding::NotRaised(expected) if compared => {
            texts.format("not-raised", &[("expected", expected)])
        }
        Finding::OtherError(expected) => match error {
            Some(error) if feedback.expected => {
                texts.format("other-error", &[("expected", expected), ("error", &error)])
            }
            _ => ended_message(RunStatus::RuntimeError, error.as_deref(), outcome_shown, texts),
        },
        Finding::Value(place) if compared => at(place, texts),
        Finding::Output(difference) if compared => output(difference, texts),
        Finding::NoValue | Finding::NotRaised(_) | Finding::Value(_) | Finding::Output(_) => {
            texts.get("wrong")
        }
    }
}

fn output(difference: &Difference, texts: Texts) -> String {
    match difference {
        Difference::NotText => texts.get("not-text"),
        Difference::Nothing => texts.get("nothing-printed"),
        Difference::Pattern => texts.get("pattern"),
        Difference::NotJson => texts.get("not-json"),
        Difference::Value(place) => at(place, texts),
        Difference::Part { unit, number, expected, actual } => {
            part(*unit, *number, expected.as_deref(), actual.as_deref(), texts)
        }
    }
}

fn part(
    unit: Unit,
    number: usize,
    expected: Option<&str>,
    actual: Option<&str>,
    texts: Texts,
) -> String {
    let (what, expected, actual) = match (expected, actual) {
        (Some(expected), Some(actual)) => {
            let what = kind_of_difference(expected, actual);
            let marked = |text: &str| match what {
                "space" => spaced(text),
                _ => text.trim_end_matches(['\n', '\r']).to_owned(),
            };
            let (expected, actual) = first_difference(&marked(expected), &marked(actual));
            (what, expected, actual)
        }
        (Some(expected), None) => ("missing", alone(expected), String::new()),
        (None, actual) => ("extra", String::new(), alone(actual.unwrap_or_default())),
    };
    let shown = |text: String| if text.is_empty() { texts.get("empty-line") } else { text };
    let (expected, actual) = (shown(expected), shown(actual));
    let number = number.to_string();
    let values = [("number", number.as_str()), ("expected", &expected), ("actual", &actual)];
    let unit = match unit {
        Unit::Line => "line",
        Unit::AnyLine => "any-line",
        Unit::Word => "word",
    };
    texts.format(&format!("{unit}-{what}"), &values)
}

/// Beginners look long for a difference that they cannot see.
fn kind_of_difference(expected: &str, actual: &str) -> &'static str {
    let dense = |text: &str| text.split_whitespace().collect::<String>();
    if dense(expected) == dense(actual) {
        "space"
    } else if expected.trim().to_lowercase() == actual.trim().to_lowercase() {
        "case"
    } else {
        "differs"
    }
}

fn alone(line: &str) -> String {
    let text = line.trim_end_matches(['\n', '\r']);
    if text.trim().is_empty() { excerpt(&spaced(line)) } else { excerpt(text) }
}

fn at(place: &Place, texts: Texts) -> String {
    let message = match &place.what {
        What::Values { expected, actual } => {
            let (expected, actual) = first_difference(expected, actual);
            texts.format("value-differs", &[("expected", &expected), ("actual", &actual)])
        }
        What::Lengths { expected, actual } => {
            let (expected, actual) = (expected.to_string(), actual.to_string());
            texts.format("length-differs", &[("expected", &expected), ("actual", &actual)])
        }
        What::MissingKey => texts.get("key-missing"),
        What::ExtraKey => texts.get("key-extra"),
    };
    if place.path.is_empty() {
        return message;
    }
    texts.format("at-path", &[("path", &excerpt(&place.path)), ("message", &message)])
}
