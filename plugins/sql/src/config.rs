//! What an author configured.

mod read;

use weaverse_grader_sdk::{CaseHead, Problem};

use crate::compare::Options;
use crate::schema::Wanted;
use crate::value::Table;

/// The configuration of an item.
#[derive(Debug, Clone)]
pub struct Config {
    /// Foreign keys are enforced; SQLite's default is that they are not.
    pub foreign_keys: bool,
    /// The author's own script, which says what is expected.
    pub model: Option<String>,
    /// Words that the script must have.
    pub required: Vec<String>,
    /// Words that it must not have.
    pub forbidden: Vec<String>,
    /// Cases after the first one that fails are skipped.
    pub stop_at_first_failure: bool,
    /// At least one.
    pub cases: Vec<Case>,
}

/// One case: one fresh database.
#[derive(Debug, Clone)]
pub struct Case {
    /// Its name, points, hint and feedback.
    pub head: CaseHead,
    /// What is in the database before.
    pub setup: Setup,
    /// What the script's last query must come to; absent where only the
    /// database counts.
    pub result: Option<Expectation>,
    /// What must hold of the database afterwards.
    pub checks: Vec<Check>,
}

/// What is in a database before the learner's script.
#[derive(Debug, Clone, Default)]
pub struct Setup {
    /// SQL, run first, in this order.
    pub scripts: Vec<String>,
    /// Tables and their CSV text.
    pub tables: Vec<(String, String)>,
}

/// A result that must come out.
#[derive(Debug, Clone)]
pub struct Expectation {
    /// Absent: what the model comes to.
    pub table: Option<Table>,
    /// How it is compared.
    pub options: Options,
}

/// Something that must hold of the database.
#[derive(Debug, Clone)]
pub struct Check {
    /// For messages.
    pub name: String,
    /// What must hold.
    pub kind: CheckKind,
}

/// What must hold.
#[derive(Debug, Clone)]
pub enum CheckKind {
    /// A query, after the statements of `probe` if there are any, comes to
    /// this. It may read these views, and otherwise only the author's.
    Query { query: String, probe: Option<String>, views: Vec<String>, expectation: Expectation },
    /// Statements that the database must accept, or refuse by a constraint.
    Probe { probe: String, fails: bool },
    /// A table with its columns and keys.
    Table(Wanted),
}

impl Config {
    /// Reads a configuration, or lists everything wrong with it.
    pub fn read(text: &str) -> Result<Self, Vec<Problem>> {
        weaverse_grader_sdk::read_config(text, read::config)
    }

    /// Milli-points of all cases.
    pub fn max_points(&self) -> i64 {
        self.cases.iter().map(|case| case.head.points).sum()
    }
}

impl Case {
    /// Whether it needs to know what the model comes to.
    pub fn needs_model(&self) -> bool {
        let open = |expectation: &Expectation| expectation.table.is_none();
        let check = |check: &Check| match &check.kind {
            CheckKind::Query { expectation, .. } => open(expectation),
            CheckKind::Probe { .. } | CheckKind::Table(_) => false,
        };
        self.result.as_ref().is_some_and(open) || self.checks.iter().any(check)
    }
}
