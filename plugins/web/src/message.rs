//! The one line that a learner reads of an item.

use weaverse_grader_sdk::{Feedback, RunOutcome, Texts, ended_message, excerpt, first_difference};

use crate::grade::Finding;
use crate::judge::Miss;

/// The message on a finding, as the feedback allows it.
pub fn message(
    finding: &Finding,
    feedback: Feedback,
    outcome: Option<&RunOutcome>,
    texts: Texts,
) -> String {
    match finding {
        Finding::Passed => String::new(),
        Finding::Skipped => texts.get("skipped"),
        Finding::NoPage(path) => texts.format("no-page", &[("path", path)]),
        Finding::Ended(status) => {
            let outcome = outcome.filter(|_| feedback.error);
            let raised = outcome.and_then(|outcome| outcome.raised.as_ref());
            let error = raised.map(|raised| excerpt(&raised.message));
            ended_message(*status, error.as_deref(), outcome, texts)
        }
        Finding::Stuck { step, on } => {
            // The statement says what to do with the page: what is looked for is no secret.
            let values = [("step", step.to_string()), ("selector", excerpt(on))];
            texts.format("stuck", &values.each_ref().map(|(name, value)| (*name, value.as_str())))
        }
        Finding::Miss { name, miss, step } => {
            if !(feedback.expected && feedback.actual) {
                return texts.get("wrong");
            }
            let what = miss_text(miss, texts);
            let what = match name {
                Some(name) => texts.format("check", &[("check", name), ("message", &what)]),
                None => what,
            };
            match step {
                Some(step) => {
                    texts.format("behind", &[("step", &step.to_string()), ("message", &what)])
                }
                None => what,
            }
        }
    }
}

fn miss_text(miss: &Miss, texts: Texts) -> String {
    let values: Vec<(&str, String)> =
        miss.values.iter().map(|(name, value)| (*name, excerpt(value))).collect();
    let mut values: Vec<(&str, &str)> =
        values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let expected = miss.expected.as_deref().unwrap_or_default();
    let actual = miss.actual.as_deref().unwrap_or_default();
    let actual = if actual.is_empty() { texts.get("nothing") } else { actual.to_owned() };
    let (expected, actual) = first_difference(expected, &actual);
    values.extend([("expected", expected.as_str()), ("actual", actual.as_str())]);
    texts.format(&miss.key, &values)
}
