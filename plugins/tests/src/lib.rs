//! The grader `tests`: the tutor's test files against the learner's files.
//!
//! The language's runtime runs the tests (its function `weaverse:tests`); the
//! tests and the learner's code share one interpreter there. What can be
//! guarded from outside is guarded here: which tests there are is known from a
//! run without the learner's code, and every record of the other run begins
//! with a nonce. `docs/graders.md` says what remains possible.

mod config;
mod grade;
mod pattern;
mod plan;
mod report;
mod runs;
mod stream;

use weaverse_grader_sdk::{
    Grader, GraderInfo, GradingError, Preview, Problem, Report, Runner, Submission,
};

use config::Config;

/// The grader.
#[derive(Debug, Clone, Copy)]
pub struct TestsGrader;

impl Grader for TestsGrader {
    fn describe() -> GraderInfo {
        GraderInfo {
            id: "tests".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            config_schema: include_str!("../config.schema.json").to_owned(),
        }
    }

    fn check(config: &str) -> Result<Preview, Vec<Problem>> {
        Config::read(config)?;
        Ok(Preview { max_points: config::POINTS, samples: Vec::new() })
    }

    fn grade(
        runner: &mut dyn Runner,
        submission: Submission,
        config: &str,
    ) -> Result<Report, GradingError> {
        let read =
            Config::read(config).map_err(|problems| GradingError::invalid_config(&problems))?;
        grade::grade(runner, &submission, &read, config)
    }
}

weaverse_grader_sdk::export_grader!(TestsGrader);
