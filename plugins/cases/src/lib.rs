//! The grader `cases`: programs judged by test cases.
//!
//! A case runs the learner's program (`stdio`) or calls one function of it
//! (`call`) in an isolate of its own, and compares here what came of it: the
//! expected values never are where the learner's code runs. Cases are run in
//! batches, which the host runs in parallel.
//!
//! `docs/course-packs.md` describes the configuration.

mod compare;
mod config;
mod grade;
mod judge;
mod message;
mod render;
mod report;

use weaverse_grader_sdk::{
    Grader, GraderInfo, GradingError, Preview, Problem, Report, Runner, Submission,
};

use config::Config;

/// The grader.
#[derive(Debug, Clone, Copy)]
pub struct CasesGrader;

impl Grader for CasesGrader {
    fn describe() -> GraderInfo {
        GraderInfo {
            id: "cases".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            config_schema: include_str!("../config.schema.json").to_owned(),
        }
    }

    fn check(config: &str) -> Result<Preview, Vec<Problem>> {
        let config = Config::read(config)?;
        let samples = config.cases.iter().filter(|case| case.sample).map(render::sample);
        Ok(Preview { max_points: config.max_points(), samples: samples.collect() })
    }

    fn grade(
        runner: &mut dyn Runner,
        submission: Submission,
        config: &str,
    ) -> Result<Report, GradingError> {
        let config =
            Config::read(config).map_err(|problems| GradingError::invalid_config(&problems))?;
        grade::grade(runner, &submission, &config)
    }
}

weaverse_grader_sdk::export_grader!(CasesGrader);
