//! The grader `choice`: questions with one or several right choices.
//!
//! The core builds the configuration from the item of a `mission.toml`. The
//! right choices never reach a learner through a report, unless the
//! configuration says `reveal`.

mod answer;
mod config;
mod grade;

use weaverse_grader_sdk::{
    Grader, GraderInfo, GradingError, Preview, Problem, Report, Runner, Submission,
};

pub use config::{Choice, Config};

/// The grader.
#[derive(Debug, Clone, Copy)]
pub struct ChoiceGrader;

impl Grader for ChoiceGrader {
    fn describe() -> GraderInfo {
        GraderInfo {
            id: "choice".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            config_schema: include_str!("../config.schema.json").to_owned(),
        }
    }

    fn check(config: &str) -> Result<Preview, Vec<Problem>> {
        Config::read(config)?;
        Ok(Preview { max_points: grade::POINTS, samples: Vec::new() })
    }

    fn grade(
        _runner: &mut dyn Runner,
        submission: Submission,
        config: &str,
    ) -> Result<Report, GradingError> {
        let config =
            Config::read(config).map_err(|problems| GradingError::invalid_config(&problems))?;
        Ok(grade::grade(&submission, &config))
    }
}

weaverse_grader_sdk::export_grader!(ChoiceGrader);
