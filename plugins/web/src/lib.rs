//! The grader `web`: pages judged by their source, by what their stylesheets
//! come to, and by what they do when somebody uses them.
//!
//! The source is read by html5ever and lightningcss in this isolate. A page that
//! is opened runs in the runtime `browser`, which is told what a user does, step
//! by step, and sends back what the document is at the moments that count; what
//! it should be stays here.
//!
//! `docs/course-packs.md` describes the configuration.

mod basics;
mod config;
mod css;
mod files;
mod grade;
mod judge;
mod message;
mod page;
mod plan;
mod render;
mod report;
mod selector;
mod text;

use weaverse_grader_sdk::{
    Grader, GraderInfo, GradingError, Preview, Problem, Report, Runner, Submission,
};

use config::Config;

/// The grader.
#[derive(Debug, Clone, Copy)]
pub struct WebGrader;

impl Grader for WebGrader {
    fn describe() -> GraderInfo {
        GraderInfo {
            id: "web".to_owned(),
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

weaverse_grader_sdk::export_grader!(WebGrader);
