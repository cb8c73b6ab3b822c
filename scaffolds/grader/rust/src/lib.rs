//! A grader: runs the learner's program once and compares the words of its
//! output.
//!
//! What it writes with `eprintln!`, and where it panics, is in the plugin's
//! runs (`weaverse plugin logs`); learners never see it.

use exports::weaverse::plugin::grader::{
    Detail, GraderInfo, GradingError, Guest, Preview, Problem, Report, ReportItem, Sample,
    Submission, Verdict, Visibility,
};
use serde_json::{Value, json};
use weaverse::plugin::runner::{self, Invocation, RunRequest, RunStatus};

wit_bindgen::generate!({ path: "wit", world: "grading" });

struct Grader;
export!(Grader);

/// What the mission's author configures.
struct Config {
    input: String,
    expect: String,
}

impl Config {
    fn read(text: &str) -> Result<Self, Problem> {
        let problem = |pointer: &str, message: String| Problem { pointer: pointer.into(), message };
        let config: Value =
            serde_json::from_str(text).map_err(|error| problem("", error.to_string()))?;
        let text = |name: &str| config[name].as_str().map(str::to_owned);
        let expect = text("expect");
        let expect = expect.ok_or_else(|| problem("/expect", "a text is needed".into()))?;
        Ok(Self { input: text("input").unwrap_or_default(), expect })
    }
}

impl Guest for Grader {
    fn describe() -> GraderInfo {
        let schema = json!({
            "type": "object",
            "required": ["expect"],
            "properties": { "input": { "type": "string" }, "expect": { "type": "string" } },
        });
        GraderInfo {
            id: "{{id}}".into(),
            version: env!("CARGO_PKG_VERSION").into(),
            config_schema: schema.to_string(),
            extra: None,
        }
    }

    /// Says what is wrong with a configuration, or what it comes to.
    fn check(config: String) -> Result<Preview, Vec<Problem>> {
        let config = Config::read(&config).map_err(|problem| vec![problem])?;
        let sample = Sample {
            name: "1".into(),
            input: Some(config.input),
            expected: Some(config.expect),
            note: None,
        };
        Ok(Preview { max_points: 1000, samples: vec![sample], extra: None })
    }

    fn grade(submission: Submission, config: String) -> Result<Report, GradingError> {
        let config = Config::read(&config)
            .map_err(|problem| GradingError { message: problem.message })?;
        let request = RunRequest {
            language: submission.language,
            files: submission.files,
            entry: Some(submission.entry),
            invocation: Invocation::Program(Vec::new()),
            stdin: config.input.into_bytes(),
            extra: None,
        };
        let outcome = runner::run(&[request]).remove(0);
        let printed = String::from_utf8_lossy(&outcome.stdout).into_owned();
        let right = outcome.status == RunStatus::Completed
            && printed.split_whitespace().eq(config.expect.split_whitespace());
        let item = ReportItem {
            name: "output".into(),
            verdict: if right { Verdict::Accepted } else { Verdict::WrongAnswer },
            points: if right { 1000 } else { 0 },
            max_points: 1000,
            message: if right { "" } else { "The output is not what is expected." }.into(),
            details: vec![Detail {
                kind: "actual".into(),
                text: printed.chars().take(1000).collect(),
                visibility: Visibility::Learner,
            }],
            visibility: Visibility::Learner,
            fuel: outcome.fuel,
            extra: None,
        };
        Ok(Report { items: vec![item], message: None, extra: None })
    }
}
