//! What an author configured.

mod read;

use std::collections::BTreeMap;

use weaverse_grader_sdk::{Feedback, Invocation, Problem};

use crate::compare::Matcher;
use crate::compare::json::Json;

/// The configuration of an item.
#[derive(Debug, Clone)]
pub struct Config {
    /// Cases after the first one that fails are skipped.
    pub stop_at_first_failure: bool,
    /// At least one.
    pub cases: Vec<Case>,
    /// Nothing is earned unless every case passes.
    pub all_or_nothing: bool,
    /// What is said of groups.
    pub groups: BTreeMap<String, Group>,
}

/// Cases that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its cases earn only together.
    pub together: bool,
    /// Groups that must pass, too.
    pub requires: Vec<String>,
}

/// One test case.
#[derive(Debug, Clone)]
pub struct Case {
    /// Unique in the configuration.
    pub name: String,
    /// Learners see it beforehand.
    pub sample: bool,
    /// Milli-points.
    pub points: i64,
    /// Program or call.
    pub invocation: Invocation,
    /// What the program reads.
    pub stdin: String,
    /// Code before the program, in its file.
    pub before: String,
    /// Code after the program, in its file.
    pub after: String,
    /// The group that it belongs to.
    pub group: Option<String>,
    /// Data files beside the program: path and text.
    pub files: Vec<(String, String)>,
    /// What the call must come to.
    pub result: Option<Expected>,
    /// What must be printed.
    pub stdout: Option<Matcher>,
    /// Shown when the case fails.
    pub hint: Option<String>,
    /// What the learner sees of it.
    pub feedback: Feedback,
}

/// What a call must come to.
#[derive(Debug, Clone)]
pub enum Expected {
    /// It returns a value.
    Value {
        /// The value.
        value: Json,
        /// What its numbers may differ by.
        tolerance: Option<f64>,
    },
    /// It raises an error of this kind.
    Raises(String),
}

impl Config {
    /// Reads a configuration, or lists everything wrong with it.
    pub fn read(text: &str) -> Result<Self, Vec<Problem>> {
        weaverse_grader_sdk::read_config(text, read::config)
    }

    /// Milli-points of all cases.
    pub fn max_points(&self) -> i64 {
        self.cases.iter().map(|case| case.points).sum()
    }
}
