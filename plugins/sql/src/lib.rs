//! The grader `sql`: scripts judged by their results and by what they leave in
//! a database.
//!
//! Each case is a fresh database, filled by the author, in which the learner's
//! script runs. What is expected is written down, or comes from the author's
//! model script, which runs in a database of its own: nothing that the learner
//! does can reach it. State is looked at through a second connection, where
//! everything that a script can leave in its own connection is gone.
//!
//! `docs/course-packs.md` describes the configuration.

mod compare;
mod config;
mod constructs;
mod grade;
mod judge;
mod message;
mod outcome;
mod plan;
mod render;
mod report;
mod schema;
mod value;

use weaverse_grader_sdk::{
    Grader, GraderInfo, GradingError, Preview, Problem, Report, Runner, Submission,
};

use config::Config;

/// The grader.
#[derive(Debug, Clone, Copy)]
pub struct SqlGrader;

impl Grader for SqlGrader {
    fn describe() -> GraderInfo {
        GraderInfo {
            id: "sql".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            config_schema: include_str!("../config.schema.json").to_owned(),
        }
    }

    fn check(config: &str) -> Result<Preview, Vec<Problem>> {
        let config = Config::read(config)?;
        let samples = config.cases.iter().filter(|case| case.head.sample).map(render::sample);
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

weaverse_grader_sdk::export_grader!(SqlGrader);
